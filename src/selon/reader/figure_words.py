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


class Phrases(Generic[Meaning]):
    """Phrases with a meaning each, found by the words next to a place; the longest wins."""

    def __init__(self, listed: Iterable[tuple[str, Meaning]], language: Language) -> None:
        self._by_last: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        self._by_first: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        for phrase, meaning in listed:
            for variant in expand(phrase):
                keys = tuple(t.key for t in tokens(variant, language))
                self._by_last.setdefault(keys[-1], []).append((keys, meaning))
                self._by_first.setdefault(keys[0], []).append((keys, meaning))
        for found in (*self._by_last.values(), *self._by_first.values()):
            found.sort(key=lambda entry: -len(entry[0]))

    def ending(self, words: Sequence[Token], at: int) -> tuple[int, Meaning] | None:
        """The longest phrase right before `words[at]`: the index of its first word, and what it means."""
        for keys, meaning in self._by_last.get(words[at - 1].key, ()) if at > 0 else ():
            first = at - len(keys)
            if first >= 0 and all(words[first + n].key == key for n, key in enumerate(keys)):
                return first, meaning
        return None

    def starting(self, words: Sequence[Token], at: int) -> tuple[int, Meaning] | None:
        """The longest phrase that begins at `words[at]`: the index behind its last word, and what it means."""
        for keys, meaning in self._by_first.get(words[at].key, ()) if at < len(words) else ():
            if at + len(keys) <= len(words) and all(words[at + n].key == key for n, key in enumerate(keys)):
                return at + len(keys), meaning
        return None


def span_of(words: Sequence[Token], first: int, after: int) -> Span:
    """The span from one word to before another."""
    return Span(words[first].start, words[after - 1].end)
