"""Words of French and English for comparison: folded, stemmed, without those too common to tell anything."""

import re
from collections.abc import Iterable
from functools import cache

from selon.languages import words as words_of
from selon.records import Language
from selon.text import plain

_WORD = re.compile(r"[^\W_]+(?:[-.&][^\W_]+)*")
_ELIDED = re.compile(r"\b(?:[ldjnmtcs]|qu|lorsqu|puisqu)'(?=\w)")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")
_ENDS_SENTENCE = re.compile(r"[.!?:«“\"\n]\s*$")
_STEM = 5  # letters: long enough to part most words, short enough for endings and for what both languages share
_GAP = r"(?:\W+\w+){0,3}?\W+"


def stem(word: str) -> str:
    """The first letters of a folded word, enough to know it again in another form or the other language."""
    return word[:_STEM]


@cache
def stop_words(language: Language | None) -> frozenset[str]:
    """Words of a language too common to tell anything; of both where the language is not known."""
    known: tuple[Language, ...] = ("fr", "en") if language is None else (language,)
    return frozenset(word.rstrip("'") for each in known for word in words_of(each, "relations")["stop"])


def split(text: str) -> list[str]:
    """The folded words of a text, elided ones apart."""
    return _WORD.findall(_ELIDED.sub(" ", plain(text)))


def telling_words(text: str, language: Language | None) -> list[str]:
    """The words that say what a text is about, folded, each once, without numbers and common words."""
    stops = stop_words(language)
    found = (w for w in split(text) if len(w) > 2 and w not in stops and not w[0].isdigit())
    return list(dict.fromkeys(found))


def names(text: str, language: Language | None) -> frozenset[str]:
    """Words with a capital where no sentence begins, folded: names of persons, places and bodies."""
    found = set()
    for match in _WORD.finditer(text):
        word = match.group()
        behind_start = bool(_ENDS_SENTENCE.search(text[: match.start()][-4:])) or not text[: match.start()].strip()
        is_name = word[0].isupper() and len(word) > 1 and (not behind_start or word.isupper())
        if is_name and (folded := plain(word)) not in stop_words(language):
            found.add(folded)
    return frozenset(found)


def masked(text: str) -> str:
    """A text with every number in digits replaced by one and the same."""
    return _NUMBER.sub("10", text)


class Phrases:
    """Phrases of the word files, found in folded text: `~` stands for any ending, `…` for up to three words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        listed = sorted(phrases, key=len, reverse=True)
        body = "|".join(_GAP.join(_part(part) for part in phrase.split("…")) for phrase in listed)
        self._pattern = re.compile(rf"(?<!\w)(?:{body})(?!\w)") if listed else None

    def find(self, folded: str) -> list[tuple[int, int]]:
        """Where phrases stand in a folded text, from left to right."""
        return [] if self._pattern is None else [match.span() for match in self._pattern.finditer(folded)]

    def first(self, folded: str) -> str | None:
        """The first phrase as it stands in a folded text."""
        match = None if self._pattern is None else self._pattern.search(folded)
        return match.group() if match else None


def _part(part: str) -> str:
    return r"[\s'-]+".join(_pattern_of(word) for word in part.split())


def _pattern_of(word: str) -> str:
    if word.endswith("'"):
        return rf"{re.escape(word)}\w*"
    return re.escape(word.removesuffix("~")) + (r"\w*" if word.endswith("~") else "")
