"""What a number counts: the noun phrase behind it, its head in the singular, the parts it is said to consist of."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from selon.languages import words as words_of
from selon.reader.figure_words import Phrases, Token
from selon.reader.number_words import number_words
from selon.records import Language

_MOST_WORDS = 5  # in English, up to the noun: "current and former hospital employees"
_MOST_ADJECTIVES = 3
_MOST_PARTS = 4
_NUMBERS = ("small", "tens", "hundred", "scale")  # words that are numbers, and so count and are not counted


@dataclass(frozen=True, slots=True)
class CountedWords:
    """A language's `counted.toml`; `phrases` are its lists of phrases, `sets` its lists of words."""

    language: Language
    people: frozenset[str]
    singular: dict[str, str]
    sets: dict[str, frozenset[str]]
    phrases: dict[str, Phrases[bool]]


@cache
def counted_words(language: Language) -> CountedWords:
    """The words of `counted.toml`."""
    raw = words_of(language, "counted")
    lists: dict[str, Any] = {name: listed for name, listed in raw.items() if isinstance(listed, list)}
    return CountedWords(
        language,
        frozenset(word.lower() for word in raw["people"].split()) - frozenset(raw["not_people"]),
        raw["singular"],
        {name: frozenset(listed) for name, listed in lists.items()},
        {name: Phrases([(phrase, True) for phrase in listed], language) for name, listed in lists.items() if listed},
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted, `words[first:after]`; `unit` is its head in the singular, `person` for people."""

    first: int
    after: int
    unit: str
    noun: tuple[int, int]
    parts: tuple[str, ...] = ()


def counted_at(words: Sequence[Token], at: int, value: float, language: Language) -> Counted | None:
    """The noun phrase that begins at a word, as a number before it may count it; None where there is none."""
    lexicon = counted_words(language)
    if language == "en" and at + 1 < len(words) and words[at].key == "-" and words[at].end == words[at + 1].start:
        return _hyphened(words, at + 1, lexicon)
    start = _over(words, at, lexicon.sets["before_noun"])
    is_one = abs(value) < 2  # in French 1.5 is singular
    noun = (
        _french_noun(words, start, is_one, lexicon) if language == "fr" else _english_noun(words, at, is_one, lexicon)
    )
    if noun is None:
        return None
    unit = singular(_joined(words, *noun), language)
    unit = "person" if _is_people(unit, lexicon) else unit
    after = _with_more(words, noun[1], lexicon)
    parts, behind = parts_at(words, after, unit == "person", language)
    return Counted(at, behind if parts else after, unit, noun, parts)


def _hyphened(words: Sequence[Token], at: int, lexicon: CountedWords) -> Counted | None:
    """The word behind the hyphen of "a 12-member panel", in the singular as it stands."""
    if not _is_plain(words, at, lexicon) or words[at].key in lexicon.sets["hyphen_not"]:
        return None
    unit = singular(words[at].text, lexicon.language)
    return Counted(at, at + 1, "person" if _is_people(unit, lexicon) else unit, (at, at + 1))


def counted_of_all(words: Sequence[Token], at: int, language: Language) -> Counted | None:
    """What a share is of: « 34 % *des agents* », "71% *of them*" has no noun."""
    lexicon = counted_words(language)
    of = lexicon.phrases["of_all"].starting(words, at)
    if of is None:
        return None
    found = counted_at(words, of[0], 2, language)
    if found is not None or language == "en":
        return found
    return counted_at(words, of[0], 1, language)  # « 30 % de la production »


def singular(word: str, language: Language) -> str:
    """A noun in the singular, as the word file or the ending tells."""
    lexicon, low = counted_words(language), word.lower()
    known = lexicon.singular.get(low) or lexicon.singular.get(word)
    if known:
        return known
    return _french_singular(low) if language == "fr" else _english_singular(low)


def _french_singular(word: str) -> str:
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux") and len(word) > 4:
        return word[:-3] + "al"
    if word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word[:-1] if word.endswith("eux") and len(word) <= 6 else word


def _english_singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _over(words: Sequence[Token], at: int, skipped: frozenset[str]) -> int:
    while at < len(words) and words[at].key in skipped:
        at += 1
    return at


def _is_people(unit: str, lexicon: CountedWords) -> bool:
    return unit in lexicon.people or (unit == "personne" and lexicon.language == "fr")


def _joined(words: Sequence[Token], first: int, after: int) -> str:
    """The words of a compound with a hyphen as they stand: rendez-vous."""
    return "".join(word.text for word in words[first:after])


def _is_plain(words: Sequence[Token], at: int, lexicon: CountedWords) -> bool:
    """Whether a word may be part of what is counted."""
    if at >= len(words) or not words[at].is_word or words[at].key in lexicon.sets["stop"]:
        return False
    return not any(words[at].key in number_words(lexicon.language).tables[name] for name in _NUMBERS)


def _compound(words: Sequence[Token], at: int) -> int:
    """The index behind a word and what hyphens join to it."""
    after = at + 1
    while (
        after + 1 < len(words)
        and words[after].key == "-"
        and words[after - 1].end == words[after].start
        and words[after].end == words[after + 1].start
        and words[after + 1].is_word
    ):
        after += 2
    return after


# French: the noun, then adjectives in the plural.


def _french_noun(words: Sequence[Token], at: int, is_one: bool, lexicon: CountedWords) -> tuple[int, int] | None:
    if not _is_plain(words, at, lexicon):
        return None
    after = _compound(words, at)
    return (at, after) if is_one or _is_french_plural(words, at, after, lexicon) else None


def _is_french_plural(words: Sequence[Token], first: int, after: int, lexicon: CountedWords) -> bool:
    word = _joined(words, first, after)
    low = word.lower()
    return low.endswith(("s", "x")) or low in lexicon.singular or ("-" in low and words[first].key.endswith("s"))


# English: everything up to the last of the plural nouns in a row.


def _english_noun(words: Sequence[Token], at: int, is_one: bool, lexicon: CountedWords) -> tuple[int, int] | None:
    place = at
    for _ in range(_MOST_WORDS):
        place = _over(words, place, lexicon.sets["before_noun"])
        is_joint = place > at and place < len(words) and words[place].key in lexicon.sets["and"]
        if is_joint:
            place += 1
        if not _is_plain(words, place, lexicon):
            return None
        after = _compound(words, place)
        if (
            (_is_english_singular(words, place, after, lexicon))
            if is_one
            else _is_english_plural(words, place, lexicon, after)
        ):
            return _last_noun(words, place, after, is_one, lexicon)
        place = after
    return None


def _is_english_plural(words: Sequence[Token], first: int, lexicon: CountedWords, after: int) -> bool:
    last = words[after - 1].key
    if last in lexicon.singular:
        return True
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "'s")) and len(last) > 2


def _is_english_singular(words: Sequence[Token], first: int, after: int, lexicon: CountedWords) -> bool:
    """Behind "one" the noun is the last word before one that cannot be part of it."""
    last = words[after - 1].key
    if last.endswith(tuple(lexicon.sets["one_endings"])):
        return False
    return last in lexicon.people or not _is_plain(words, after, lexicon)


def _last_noun(words: Sequence[Token], place: int, after: int, is_one: bool, lexicon: CountedWords) -> tuple[int, int]:
    """The last of several plural nouns in a row: "sales representatives"."""
    while not is_one and _is_plain(words, after, lexicon) and words[after].key not in lexicon.singular:
        behind = _compound(words, after)
        if not _is_english_plural(words, after, lexicon, behind):
            break
        place, after = after, behind
    return place, after


# What follows the noun: adjectives, a second noun, « de postes ».


def _with_more(words: Sequence[Token], at: int, lexicon: CountedWords) -> int:
    if lexicon.language == "fr":
        at = _adjectives(words, at, lexicon)
        at = _of_what(words, at, lexicon)
    return _second_noun(words, at, lexicon)


def _adjectives(words: Sequence[Token], at: int, lexicon: CountedWords) -> int:
    for _ in range(_MOST_ADJECTIVES):
        start = _over(words, at, lexicon.sets["not_adjective"])
        if not _is_plain(words, start, lexicon):
            break
        after = _compound(words, start)
        if not _is_french_plural(words, start, after, lexicon):
            break
        at = after
    return at


def _of_what(words: Sequence[Token], at: int, lexicon: CountedWords) -> int:
    """« Suppressions *de postes* »."""
    of = lexicon.phrases["of"].starting(words, at)
    if of is None or not _is_plain(words, of[0], lexicon) or words[of[0]].text[0].isupper():
        return at
    return _adjectives(words, _compound(words, of[0]), lexicon)


def _second_noun(words: Sequence[Token], at: int, lexicon: CountedWords) -> int:
    """« Rendez-vous *et opérations* », "appointments *and operations*"."""
    if not (at < len(words) and words[at].key in lexicon.sets["and"]) or not _is_plain(words, at + 1, lexicon):
        return at
    after = _compound(words, at + 1)
    if lexicon.language == "fr":
        return _adjectives(words, after, lexicon) if _is_french_plural(words, at + 1, after, lexicon) else at
    noun = _english_noun(words, at + 1, False, lexicon)
    return noun[1] if noun is not None and noun[0] - at <= 2 else at


# Parts: « – morts et blessés – ».


def parts_at(words: Sequence[Token], at: int, is_people: bool, language: Language) -> tuple[tuple[str, ...], int]:
    """The nouns in dashes or brackets, or behind a comma, that begin here, two at least, and the index behind them."""
    lexicon = counted_words(language)
    if not _opens_parts(words, at, lexicon):
        return (), at
    found: list[str] = []
    opened, place = words[at].key, at + 1
    while len(found) < _MOST_PARTS and _is_plain(words, place, lexicon):
        after = _compound(words, place)
        if not _is_part(words, place, after, is_people or opened == ",", lexicon):
            break
        found.append(_joined(words, place, after))
        place = after
        if place >= len(words) or words[place].key not in lexicon.sets["parts_joint"]:
            break
        place += 1
    if len(found) < 2 or not _closes(words, place, opened):
        return (), at
    return tuple(found), place


def _opens_parts(words: Sequence[Token], at: int, lexicon: CountedWords) -> bool:
    if at >= len(words) or words[at].key not in lexicon.sets["parts_open"]:
        return False
    return words[at].key != "-" or words[at - 1].end < words[at].start


def _is_part(words: Sequence[Token], first: int, after: int, is_people: bool, lexicon: CountedWords) -> bool:
    if is_people:
        return _is_people(singular(_joined(words, first, after), lexicon.language), lexicon)
    return _is_plural(words, first, after, lexicon)


def _is_plural(words: Sequence[Token], first: int, after: int, lexicon: CountedWords) -> bool:
    if lexicon.language == "fr":
        return _is_french_plural(words, first, after, lexicon)
    return _is_english_plural(words, first, lexicon, after)


def _closes(words: Sequence[Token], at: int, opened: str) -> bool:
    closing = {"(": ")"}.get(opened, opened)
    return at >= len(words) or words[at].key in (closing, ".", ",", ";", "\n")
