"""What a document is about, in a few weighted words: the same names weigh the same in French and English."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from selon.languages import words
from selon.records import LANGUAGES, Document
from selon.relate.moments import day
from selon.text import without_accents

_WORD = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\w+(?:-\w+)*")
_BREAK = re.compile(r"[.!?:;»«“”\"\n—–*]\s*$")
_YEARS = range(1900, 2101)
_MOST = 80  # terms kept of one document: longer articles have no more subjects
_LEAD = 400  # characters: title and first sentences tell what an article is about
_NAME, _FIRST, _LEADING = 3.75, 1.25, 1.5  # weights beside that of a plain word, 1
_SHORTEST = 3  # letters of a word that is not a name
_RARE = 0.2  # percent of articles: what a word is given that is in no list


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a signature: `key` is folded, `weight` how much it tells of this document, `written` as it stands."""

    key: str
    weight: float
    written: str
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """The words that tell a document's subject, the weightiest first, and the day it was published (ISO, or None)."""

    day: str | None
    terms: tuple[Term, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What to index the document by."""
        return tuple(term.key for term in self.terms)


def signature(document: Document) -> Signature:
    """The signature of a document: from its text, title and outlet alone."""
    published = day(document)
    return Signature(published.isoformat() if published else None, tuple(_terms(document)[:_MOST]))


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word without case, accents and the plural's s: « Brévigny » and "Brevigny" are one."""
    plain = without_accents(word.casefold().replace("œ", "oe").replace("æ", "ae"))
    return plain[:-1] if len(plain) > 3 and plain[-1] in "sx" and plain[-2] != "s" else plain


def folded_words(text: str) -> Iterator[str]:
    """Every word of a text, folded."""
    return (_key(match.group()) for match in _WORD.finditer(text))


def everyday(key: str) -> float:
    """The percentage of articles that have a word, in the language where it is the more common."""
    return _shares().get(key, _RARE)


@cache
def _shares() -> Mapping[str, float]:
    found: dict[str, float] = {}
    for language in LANGUAGES:
        for share, listed in words(language, "everyday")["share"].items():
            found.update((word, max(float(share), found.get(word, 0))) for word in listed)
    return found


@cache
def _agencies() -> frozenset[str]:
    """Words of the names of news agencies: they tell who reports, not what."""
    listed = (name for language in LANGUAGES for name in words(language, "agencies")["agencies"])
    return frozenset(word for name in listed for word in folded_words(name))


@cache
def _calendar() -> frozenset[str]:
    """Weekdays and months: they tell when, not what."""
    classes = [words(language, "times")["class"] for language in LANGUAGES]
    return frozenset(fold(word) for c in classes for kind in ("weekday", "month") for word in c[kind])


def _key(word: str) -> str:
    return re.sub(r"\D", "", word) if word[0].isdecimal() else fold(word)


def _terms(document: Document) -> list[Term]:
    """Every word that tells something, the weightiest first."""
    text = f"{document.title or ''}\n{document.text}"
    lead = len(text) - len(document.text) + _LEAD
    left_out = _agencies() | set(folded_words(document.outlet or ""))
    found: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in _WORD.finditer(text):
        key = _key(match.group())
        if key not in left_out and _tells(key):
            found[key].append(match)
    made = (_term(key, places, text, lead) for key, places in found.items())
    return sorted((term for term in made if term is not None), key=lambda term: (-term.weight, term.key))


def _term(key: str, places: Sequence[re.Match[str]], text: str, lead: int) -> Term | None:
    """The term of a word by its places in a text, of which those before `lead` tell most; None for a particle."""
    name, shown = max(((_name_weight(text, match), match) for match in places), key=lambda pair: pair[0])
    if not name and len(key) < _SHORTEST:
        return None
    often = min(1 + 0.5 * (len(places) - 1), 2.5)
    weight = often * (_LEADING if places[0].start() < lead else 1) * (name or 1)
    return Term(key, round(weight, 3), shown.group(), name == _NAME)


def _tells(key: str) -> bool:
    if key.isdecimal():
        is_year = len(key) == 4 and int(key) in _YEARS
        return len(key) >= 3 and len(key.rstrip("0")) > 1 and not is_year
    return everyday(key) < 8 and key not in _calendar()


def _name_weight(text: str, match: re.Match[str]) -> float:
    """How much of a name a word is: 0 none; the last word of a name (a family's, a place's) more than one before it."""
    word = match.group()
    if (
        not word[0].isupper()
        or everyday(fold(word)) > _RARE
        or _BREAK.search(text, max(match.start() - 3, 0), match.start())
        or match.start() == 0
    ):
        return 0
    follows = text[match.end() : match.end() + 2]
    is_first = len(follows) == 2 and follows[0] == " " and follows[1].isupper()
    return _FIRST if is_first else _NAME
