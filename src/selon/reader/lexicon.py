"""Entries of the word files, found in running text.

An entry's key is one word or several in their order: `~` at the end of a word stands for any ending, `|` parts
alternatives, `…` stands for up to three words between. Case and the kind of apostrophe do not matter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from selon.languages import words
from selon.records import Span

_BETWEEN = r"(?:\W+\w+){0,3}?\W+"


@dataclass(frozen=True, slots=True)
class Found:
    """An entry found in a text: its section and key, and the words it was found in."""

    section: str
    key: str
    span: Span


class Lexicon:
    """The entries of one file, section by section."""

    def __init__(self, file: str, sections: dict[str, dict[str, str]]) -> None:
        self.file = file
        self._sections = {section: _compiled(list(entries)) for section, entries in sections.items()}

    def found(self, text: str, start: int, end: int) -> Iterator[Found]:
        """Every entry in `text[start:end]`, section by section; within one, from left to right, the longest first."""
        piece = text[start:end].lower().replace("’", "'")
        if len(piece) != end - start:  # a capital that grows when it shrinks, such as İ
            piece = text[start:end]
        for section, (pattern, keys) in self._sections.items():
            for match in pattern.finditer(piece):
                key = keys[(match.lastindex or 1) - 1]
                yield Found(section, key, Span(start + match.start(), start + match.end()))

    def reason(self, found: Found) -> str:
        """Where the entry stands, for people to look it up."""
        return f"{self.file}.toml: {found.key}"


@cache
def lexicon(language: str, name: str) -> Lexicon:
    """The entries of `languages/<language>/<name>.toml`."""
    return Lexicon(f"{language}/{name}", words(language, name))


def _compiled(keys: list[str]) -> tuple[re.Pattern[str], list[str]]:
    """One alternation for all phrases of all keys, the longest first, and the key of each group."""
    phrases = [(phrase, key) for key in keys for phrase in key.split("|")]
    phrases.sort(key=lambda pair: (pair[0].count(" "), len(pair[0])), reverse=True)
    pattern = "|".join(f"({_phrase(phrase)})" for phrase, _ in phrases)
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), [key for _, key in phrases]


def _phrase(phrase: str) -> str:
    parts = [part.split() for part in phrase.split("…")]
    return _BETWEEN.join(r"[\s'-]+".join(_word(word) for word in part) for part in parts)


def _word(word: str) -> str:
    return re.escape(word.removesuffix("~")) + (r"\w*" if word.endswith("~") else "")
