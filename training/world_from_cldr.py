"""Names of countries in French and English by ISO code: writes `languages/*/countries.toml`.

    python -m venv /tmp/cldr && /tmp/cldr/bin/pip install babel pycountry
    /tmp/cldr/bin/python training/world_from_cldr.py

Names are those of CLDR through babel, and in English also the official ones of ISO 3166 through pycountry.
"""

from importlib.metadata import version
from pathlib import Path

import pycountry
from babel import Locale, __version__

LANGUAGES = Path(__file__).parent.parent / "src/selon/languages"
CODES = sorted({country.alpha_2 for country in pycountry.countries} | {"XK"})
# Names in use that neither source has.
MORE = {
    "fr": {
        "AE": ["Émirats"], "BY": ["Bélarus"],
        "CD": ["RDC", "RD Congo", "Congo-Kinshasa", "République démocratique du Congo"],
        "CG": ["Congo-Brazzaville", "République du Congo"], "CI": ["Côte d'Ivoire"],
        "CN": ["République populaire de Chine"],
        "CZ": ["République tchèque"], "GB": ["Grande-Bretagne", "Royaume Uni"], "KP": ["Corée du nord"],
        "KR": ["Corée du sud", "République de Corée"], "MK": ["Macédoine"], "MM": ["Birmanie", "Myanmar"],
        "NL": ["Hollande"], "PS": ["Palestine", "Territoires palestiniens"], "RU": ["Fédération de Russie"],
        "SZ": ["Swaziland"], "TR": ["Türkiye"], "TW": ["Taiwan"], "US": ["USA", "États-Unis d'Amérique", "Etats-Unis"],
        "VA": ["Vatican", "Saint-Siège"], "VN": ["Vietnam", "Viêt Nam"],
    },
    "en": {
        "AE": ["UAE", "Emirates"], "BY": ["Byelorussia"],
        "CD": ["DRC", "DR Congo", "Congo-Kinshasa", "Democratic Republic of Congo"],
        "CG": ["Congo-Brazzaville", "Republic of the Congo"], "CI": ["Ivory Coast"], "CV": ["Cape Verde"],
        "CZ": ["Czech Republic"], "GB": ["Britain", "Great Britain", "UK", "U.K."], "KP": ["DPRK"],
        "KR": ["Republic of Korea"], "MK": ["Macedonia"],
        "MM": ["Burma", "Myanmar"], "NL": ["Holland"], "PS": ["Palestine"], "SZ": ["Swaziland"], "TL": ["East Timor"],
        "TR": ["Turkey", "Türkiye"], "US": ["USA", "U.S.", "US", "America", "U.S.A.", "United States of America"],
        "VA": ["Vatican", "Holy See"],
    },
}  # fmt: skip


def names(language: str, code: str) -> list[str]:
    """The names of a country, the usual one first, with plain apostrophes."""
    found = [str(Locale(language).territories[code])]
    found += [str(Locale(language).territories.get(f"{code}-alt-{kind}", "")) for kind in ("short", "variant")]
    if language == "en":
        country = pycountry.countries.get(alpha_2=code)
        found += [getattr(country, name, "") for name in ("name", "common_name", "official_name")] if country else []
    found += MORE[language].get(code, [])
    plain = [name.replace("’", "'").strip() for name in found if name and "(" not in name and "," not in name]
    return list(dict.fromkeys(plain)) or [found[0].split("(")[0].strip()]


def main() -> None:
    """Write both files."""
    for language in ("fr", "en"):
        lines = [
            f"# Names of countries by ISO 3166 code: CLDR through babel {__version__} (Unicode licence), in English",
            f"# also ISO 3166 through pycountry {version('pycountry')} (facts only), and names that neither has.",
            "# Made by training/world_from_cldr.py: change that, not this file. The usual name comes first.",
            "",
            "[countries]",
        ]
        for code in CODES:
            lines.append(f"{code} = [{', '.join(chr(34) + name + chr(34) for name in names(language, code))}]")
        (LANGUAGES / language / "countries.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
