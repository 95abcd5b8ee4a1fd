"""Copies: one text in several outlets, whole, cut or with another headline; and articles that credit an agency.

A fingerprint is a selection of hashed runs of five words, by winnowing (Schleimer, Wilkerson and Aiken 2003): of every
four neighbouring runs the least hash is kept, so that eight words in common always leave a mark in both, and a cut copy
keeps the marks of what is left. At the length of news this is exact enough and needs no MinHash.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from hashlib import blake2b

from selon.languages import words
from selon.records import LANGUAGES, Because, Relation, Told
from selon.relate.signatures import fold

COPY = 0.6  # of the shorter text's marks: from here on a text is a copy; relays in other words stay below 0.2
_RUN = 5  # words: shorter runs are set phrases, longer ones are broken by every edit
_WINDOW = 4  # runs of which one is kept
_FEW = 5  # marks: a shorter text must be the same from end to end
_WORD = re.compile(r"\w+")
_WORD_OF_NAME = r"[A-ZÀ-Þ][\w&-]*(?:\.\w+)*"
_JOINED = r"(?:(?:of|the|de|du|des|la|le|les|l’|l'|d’|d') ?)*"
_NAME = rf"(?:{_WORD_OF_NAME}|dpa)(?:[ ’']{_JOINED}{_WORD_OF_NAME})*"
_DATELINE = 120  # characters from the beginning in which a dateline ends
_ENDING = 160  # characters before the end in which a signature stands


def fingerprint(text: str) -> tuple[int, ...]:
    """The marks of a text in ascending order, each below 2⁶³; case, accents, quotes and white space do not matter."""
    listed = [fold(match.group()) for match in _WORD.finditer(text)]
    runs = [" ".join(listed[i : i + _RUN]) for i in range(max(len(listed) - _RUN + 1, min(len(listed), 1)))]
    hashes = [int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) >> 1 for run in runs]
    windows = range(max(len(hashes) - _WINDOW + 1, min(len(hashes), 1)))
    return tuple(sorted({min(hashes[i : i + _WINDOW]) for i in windows}))


def is_copy(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """How much of the shorter text is in the longer, 0 to 1, by their fingerprints; from `COPY` on it is a copy."""
    fewer = min(len(a), len(b))
    if fewer < _FEW:
        return float(bool(a) and a == b)
    return len(set(a) & set(b)) / fewer


def copied(document: Sequence[Told], original: Sequence[Told]) -> list[Relation]:
    """Each statement of a copy repeats the one of the original that has the same words; no other is told of them."""
    first: dict[tuple[str, ...], Told] = {}
    for told in original:
        first.setdefault(_content(told), told)
    pairs = [(told, first[_content(told)]) for told in document if _content(told) in first]
    why = (
        (Because("copied", (("outlet", original[0].document.outlet or original[0].document.id),)),) if original else ()
    )
    return [Relation(told.id, same.id, "repeats", 1.0, why) for told, same in pairs]


def _content(told: Told) -> tuple[str, ...]:
    """The folded words of a statement's content."""
    spans = (span.of(told.document.text) for span in told.statement.content)
    return tuple(fold(match.group()) for span in spans for match in _WORD.finditer(span))


def credited_agency(text: str, outlet: str | None, others: Collection[str] = ()) -> str | None:
    """The agency or outlet that an article says its news is from, None for its own work.

    `others` are the names of further outlets to know; one may have its acronym behind it in brackets.
    """
    known = _known(others)
    found = sorted((at, name) for at, name in _credits(text, known) if not _is_own(name, outlet))
    return found[0][1] if found else None


def _credits(text: str, known: frozenset[str]) -> list[tuple[int, str]]:
    """Every credit with where it stands: a dateline or signature, words for an outlet, words that an outlet follows."""
    found = []
    any_name, known_name = _patterns()
    for match in any_name.finditer(text):
        found.append((match.start(), match["name"]))
    for match in known_name.finditer(text):
        name = match["name"] or match["behind"]
        found += [(match.start(), _longest(name, known))] if _longest(name, known) else []
    return found + _signed(text, known)


def _signed(text: str, known: frozenset[str]) -> list[tuple[int, str]]:
    """Names in a dateline, in brackets at the end, or behind "with" at the end."""
    found = []
    dateline = re.match(rf"[^\n(]{{0,{_DATELINE}}}\((?P<name>{_NAME})\) ?[-–—:]", text)
    if dateline:
        found.append((dateline.start("name"), dateline["name"]))
    bracketed, ending = _signatures()
    for match in (*bracketed.finditer(text), *ending.finditer(text)):
        names = [name for name in re.split(r" (?:et|and) |, ?|/", match["name"]) if name]
        is_end = match.end() > len(text.rstrip()) - _ENDING
        found += [(match.start(), name) for name in names if name in known or (is_end and match["sign"])]
    return found


def _longest(name: str, known: frozenset[str]) -> str:
    """The longest known name that these words begin with."""
    parts = re.split(r"(?<=\w)(?=[ ’'])", name)
    pieces = ("".join(parts[:n]) for n in range(len(parts), 0, -1))
    return next((piece for piece in pieces if piece in known), "")


def _is_own(name: str, outlet: str | None) -> bool:
    """Whether a name is the outlet's own: the same, a part of it, or its acronym."""
    mine = [fold(word) for word in _WORD.findall(outlet or "")]
    theirs = [fold(word) for word in _WORD.findall(name)]
    initials = ["".join(word[0] for word in mine), "".join(word[0] for word in mine if len(word) > 3)]
    return bool(mine) and (set(theirs) <= set(mine) or "".join(theirs) in initials)


@cache
def _agencies() -> frozenset[str]:
    return frozenset(name for language in LANGUAGES for name in words(language, "agencies")["agencies"])


def _known(others: Collection[str]) -> frozenset[str]:
    names = set(_agencies())
    for other in others:
        names.add(re.sub(r" ?\([^)]*\)", "", other).strip())
        names.update(re.findall(r"\(([^)]+)\)", other))
    return frozenset(names - {""})


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words that any outlet follows; words that a known one follows or goes before."""
    lists = [words(language, "agencies") for language in LANGUAGES]
    article = rf"(?:(?:{_any(a for one in lists for a in one['articles'])}) ?)*"
    sure = _any(phrase for one in lists for phrase in (*one["sure"], *one["nouns"]))
    likely = _any(phrase for one in lists for phrase in one["likely"])
    behind = _any(phrase for one in lists for phrase in one.get("behind", ()))
    return (
        re.compile(rf"\b(?i:{sure}) [«“\"]?\s?(?P<name>{_NAME})"),
        re.compile(rf"\b(?i:{likely}) (?i:{article})(?P<name>{_NAME})|\b(?P<behind>{_NAME}) (?i:{behind})\b"),
    )


@cache
def _signatures() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names in brackets; names behind "with" that are all of the last line."""
    lists = [words(language, "agencies") for language in LANGUAGES]
    sign = rf"(?P<sign>(?i:{_any(phrase for one in lists for phrase in one['signs'])}) ?:? )"
    article = rf"(?:(?:{_any(a for one in lists for a in one['articles'])}) ?)*"
    names = rf"(?i:{article})(?P<name>{_NAME}(?:(?:, ?|/| et | and )(?i:{article}){_NAME})*)"
    return re.compile(rf"\({sign}?{names}\)"), re.compile(rf"(?:\A|\n)\s*[-–—(]?\s*{sign}{names}[).\s]*\Z")


def _any(phrases: Iterable[str]) -> str:
    listed = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace("'", "['’]") for phrase in listed)
