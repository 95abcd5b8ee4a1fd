"""Countries, institutions and seats of power by any of their names, in both languages."""

import re
from dataclasses import dataclass
from functools import cache

from selon.languages import words
from selon.records import LANGUAGES, Language
from selon.text import plain

_ARTICLES = {"fr": ("le ", "la ", "les ", "l'"), "en": ("the ",)}
_LONG_ENOUGH = 6  # letters: shorter names of another language are acronyms of something else
_APART = re.compile(r"[^\w']+")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names of one language with the ids they stand for; `adjectives` are those of countries, by ISO code."""

    names: dict[str, str]
    adjectives: dict[str, str]
    governments: frozenset[str]


def bare(name: str, language: Language) -> str:
    """A name for comparison: without case, accents, dots, hyphens and its article."""
    made = _APART.sub(" ", plain(name).replace(".", "")).strip()
    article = next((a for a in _ARTICLES[language] if made.startswith(a)), "")
    return made.removeprefix(article).strip()


@cache
def gazetteer(language: Language) -> Gazetteer:
    """The names of `countries.toml`, `states.toml` and `world.toml`."""
    world, countries = words(language, "world"), words(language, "countries")["countries"]
    names: dict[str, str] = {}
    listed = (("country", countries), ("institution", world["institutions"]), ("seat", world["seats"]))
    for kind, entries in listed:
        for key, written in entries.items():
            for name in written:
                names.setdefault(bare(name, language), f"{kind}:{key}")
    for city, state in words(language, "states")["capitals"].items():
        country = names.get(bare(state, language))
        if country is not None:
            names.setdefault(bare(city, language), country)
    adjectives = {bare(word, language): code for code, forms in world["demonyms"].items() for word in forms}
    return Gazetteer(names, adjectives, frozenset(bare(noun, language) for noun in world["governments"]["nouns"]))


def known(name: str, language: Language) -> str | None:
    """The id of a country, an institution or a seat of power; None for any other name.

    The names of the text's own language come first; of the other language only those too long to be acronyms.
    """
    own = bare(name, language)
    found = gazetteer(language).names.get(own) or _government(own, language)
    if found is not None or len(own) < _LONG_ENOUGH:
        return found
    others = (gazetteer(other).names.get(bare(name, other)) for other in LANGUAGES if other != language)
    return next((found for found in others if found), None)


def _government(name: str, language: Language) -> str | None:
    """« Gouvernement sud-coréen », "South Korean government": the country."""
    lexicon = gazetteer(language)
    noun, adjective = name.partition(" ")[::2] if language == "fr" else reversed(name.rpartition(" ")[::2])
    code = lexicon.adjectives.get(adjective)
    return f"country:{code}" if noun in lexicon.governments and code else None


def country_name(code: str, language: Language) -> str:
    """The usual name of a country."""
    return str(words(language, "countries")["countries"][code][0])


def countries_in(words_of_text: str, language: Language) -> frozenset[str]:
    """The codes of the countries whose adjectives are among some words: « le président sud-coréen »."""
    adjectives = gazetteer(language).adjectives
    listed = [bare(word, language) for word in words_of_text.split()]
    told = (" ".join(listed[at : at + many]) for at in range(len(listed)) for many in (2, 1))
    return frozenset(adjectives[word] for word in told if word in adjectives)
