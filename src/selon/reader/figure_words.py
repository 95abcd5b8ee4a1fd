"""The words around numbers: tokens of a text, and phrases of the word files that stand before or behind a place.

A phrase of a word file is written in words; `(a|b)` and `?` are as in regular expressions: `un peu (plus|moins)? de`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from selon.records import Language, Span

_GAP = "\u00a0\u202f\u2009\u2007"  # the spaces that do not break
_LETTERS = "[^\\W\\d_¼-¾⅐-⅞](?:[^\\W\\d_¼-¾⅐-⅞]|[\u0300-\u036f])*"
# Thousands in groups of three, the same sign between all of them, or a plain number; then what comes behind the mark.
_DIGITS = {
    "fr": rf"\d{{1,3}}(?:[ {_GAP}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d{{1,3}}(?:['’]\d{{3}})+(?!\d)(?:[.,]\d+)?"
    r"|[1-9]\d{0,2}(?:\.\d{3})+(?![.]?\d)(?:,\d+)?|[1-9]\d{0,2}(?:,\d{3}){2,}(?!,?\d)(?:\.\d+)?",
    "en": rf"[1-9]\d{{0,2}}(?:,\d{{3}})+(?!,?\d)(?:\.\d+)?|\d{{1,3}}(?:[ {_GAP}]\d{{3}})+(?!\d)(?:[.,]\d+)?"
    r"|\d{1,2}(?:,\d\d)+,\d{3}(?!,?\d)(?:\.\d+)?|[1-9]\d{0,2}(?:\.\d{3}){2,}(?![.]?\d)(?:,\d+)?"
    r"|[1-9]\d{0,2}(?:\.\d{3})+,\d+(?![.,]?\d)",
}
_TELEPHONE = rf"(?<!\d)\d\d(?:[ .{_GAP}-]\d\d){{3,}}(?!\d)"
_CODE = r"\d+(?:[.,:/]\d+){2,}|\d+:\d+|\d+(?:-\d+){2,}|(?:https?://|www\.)[^\s«»<>\"]{1,2000}"
_PLAIN = r"(?<![^\W_])(?<![.,])[.,]\d+(?![.,]?\d)|\d+(?:[.,]\d+)?"
_SAME_MARK = dict.fromkeys("'’ʼ", "'") | dict.fromkeys("-‐‑−", "-") | dict.fromkeys("–—", "–")
_SPACES, _MARKS = re.compile(rf"[{_GAP} '’]"), re.compile("[.,]")
_BARE_ORDINAL = re.compile(r"ieme(s?)$")
_LONGEST, _LONGEST_PLAIN = 24, 13  # digits, with and without marks between thousands; a longer row is a code
_PIECE = re.compile(r"\(([^()]*)\)(\??)")

Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number in digits or a sign; `key` is what the word files call it: lower case, one kind of mark."""

    start: int
    end: int
    text: str
    key: str
    value: float | None = None
    is_code: bool = False  # digits that are no number: a clock time, an address, a version
    is_date: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.key[0].isalpha()


def tokens(text: str, language: Language, start: int = 0, end: int | None = None) -> list[Token]:
    """The words, numbers in digits, signs and line breaks of `text[start:end]`; other white space is left out."""
    pattern, stop = _pattern(language), len(text) if end is None else end
    return [_token(m, language) for m in pattern.finditer(text, start, stop)]


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<telephone>{_TELEPHONE})|(?P<number>{_DIGITS[language]})|(?P<code>{_CODE})|(?P<plain>{_PLAIN})|{_LETTERS}|\n|[^\w\s]|[_¼-¾⅐-⅞]"
    )


def _token(match: re.Match[str], language: Language) -> Token:
    word, group = match.group(), match.lastgroup
    if group is None:
        return Token(match.start(), match.end(), word, _SAME_MARK.get(word) or key_of(word, language))
    if group in ("code", "telephone") or len(word) > (_LONGEST if group == "number" else _LONGEST_PLAIN):
        return Token(match.start(), match.end(), word, "#", is_code=True)
    value = _grouped(word) if group == "number" else float(word.replace(",", "."))
    return Token(match.start(), match.end(), word, "#", value)


def key_of(word: str, language: Language) -> str:
    """A word as the word files write it; French ordinals may lack their accent, as in capitals."""
    key = (word if word.isascii() else unicodedata.normalize("NFC", word)).lower()
    return _BARE_ORDINAL.sub(r"ième\1", key) if language == "fr" and "ieme" in key else key


def _grouped(word: str) -> float:
    """A number with groups of thousands: the last mark is the decimal one if it differs from the mark of the groups."""
    bare = _SPACES.sub("", word)
    last = max(bare.rfind("."), bare.rfind(","))
    if last >= 0 and (len(bare) < len(word) or ("." in bare and "," in bare)):
        return float(f"{_MARKS.sub('', bare[:last])}.{bare[last + 1 :]}")
    return float(_MARKS.sub("", bare))


def expand(phrase: str) -> list[str]:
    """The phrases that one with `( | )` and `?` stands for."""
    match = _PIECE.search(phrase)
    if match is None:
        return [" ".join(phrase.split())]
    choices = [*match.group(1).split("|"), *([""] if match.group(2) else [])]
    before, behind = phrase[: match.start()], phrase[match.end() :]
    return [variant for choice in choices for variant in expand(f"{before} {choice} {behind}")]


class _Node(Generic[Meaning]):
    """A place in a tree of phrases: what follows by the next word, and what the words so far mean as a phrase."""

    __slots__ = ("means", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node[Meaning]] = {}
        self.means: list[Meaning] = []  # none, or one: None may be a meaning

    def enter(self, keys: Iterable[str], meaning: Meaning) -> None:
        """Add a phrase; the first that was listed keeps its meaning."""
        node = self
        for key in keys:
            node = node.next.setdefault(key, _Node())
        node.means = node.means or [meaning]


class Phrases(Generic[Meaning]):
    """Phrases with a meaning each, found by the words next to a place; the longest wins."""

    def __init__(self, listed: Iterable[tuple[str, Meaning]], language: Language) -> None:
        self._forward: _Node[Meaning] = _Node()
        self._backward: _Node[Meaning] = _Node()
        for phrase, meaning in listed:
            for variant in expand(phrase):
                keys = [t.key for t in tokens(variant, language)]
                self._forward.enter(keys, meaning)
                self._backward.enter(reversed(keys), meaning)

    def ending(self, words: Sequence[Token], at: int) -> tuple[int, Meaning] | None:
        """The longest phrase right before `words[at]`: the index of its first word, and what it means."""
        node, found = self._backward, None
        for first in range(at - 1, -1, -1):
            following = node.next.get(words[first].key)
            if following is None:
                break
            node = following
            if node.means:
                found = first, node.means[0]
        return found

    def starting(self, words: Sequence[Token], at: int) -> tuple[int, Meaning] | None:
        """The longest phrase that begins at `words[at]`: the index behind its last word, and what it means."""
        node, found = self._forward, None
        for place in range(at, len(words)):
            following = node.next.get(words[place].key)
            if following is None:
                break
            node = following
            if node.means:
                found = place + 1, node.means[0]
        return found


def span_of(words: Sequence[Token], first: int, after: int) -> Span:
    """The span from one word to before another."""
    return Span(words[first].start, words[after - 1].end)
