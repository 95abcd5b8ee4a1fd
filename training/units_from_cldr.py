"""Names of currencies in French and English, from CLDR through babel: writes `languages/*/currencies.toml`.

    python -m venv /tmp/cldr && /tmp/cldr/bin/pip install babel && /tmp/cldr/bin/python training/units_from_cldr.py

Names that several currencies share without their country (dollar, franc) are in `units.toml`, written by hand.
"""

from collections.abc import Iterator
from pathlib import Path

from babel import Locale, __version__
from babel.core import get_global

LANGUAGES = Path(__file__).parent.parent / "src/selon/languages"
NO_MONEY = {"XXX", "XTS", "XAG", "XAU", "XPD", "XPT", "XDR", "XSU", "XUA", "XBA", "XBB", "XBC", "XBD"}
HISTORICAL = {"FRF", "DEM", "ITL", "ESP", "BEF", "NLG", "PTE", "GRD", "IEP", "FIM", "ATS", "HRK"}


def in_use() -> set[str]:
    """Currencies that are legal tender somewhere, and those that the euro replaced."""
    territories = get_global("territory_currencies").values()
    current = {code for listed in territories for code, _, until, tender in listed if until is None and tender}
    return current | HISTORICAL


def names(locale: Locale, code: str) -> Iterator[str]:
    """The names of a currency, in lower case; each with a plain apostrophe."""
    forms = locale._data["currency_names_plural"].get(code, {})
    for name in (locale.currencies.get(code), *forms.values()):
        if name and "(" not in name:
            yield str(name).lower().replace("’", "'")


def write(language: str) -> None:
    """Write the file of one language."""
    locale = Locale(language)
    lines = [
        f"# Names of currencies by ISO code, from CLDR through babel {__version__} (Unicode licence).",
        "# Made by training/units_from_cldr.py: change that, not this file. Nicknames and symbols are in units.toml.",
        "",
    ]
    for code in sorted(in_use() - NO_MONEY):
        listed = ", ".join(f'"{name}"' for name in dict.fromkeys(names(locale, code)))
        if listed:
            lines.append(f"{code} = [{listed}]")
    path = LANGUAGES / language / "currencies.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for name in ("en", "fr"):
        write(name)
