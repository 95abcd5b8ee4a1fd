"""Words: the units whose edges spans begin and end at."""

import re
from dataclasses import dataclass

LONGEST_WORD = 48  # longer runs (encoded data, missing spaces) are cut, so that one word stays a few pieces
_MARKS = "\u0300-\u036f\u200d\ufe0e\ufe0f"  # combining accents and joiners belong to the character before them
_MOST_MARKS = 8  # on one character; a heap of thousands would take minutes to normalise
_MARKED = rf"[{_MARKS}]{{0,{_MOST_MARKS}}}"
_WORD = re.compile(rf"(?:\w{_MARKED}){{1,{LONGEST_WORD}}}|\n|``|''|[^\w\s]{_MARKED}")
QUOTATION_MARKS = {"«": "»", "“": "”", "„": "”", "``": "''"}  # opening and closing; none has another use
_CLOSERS = {*"»”’\"')]›", "''"}
_NEVER_FIRST = {*"»”’)]›,;:"}
_SENTENCE_END = {*".!?…"}


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and digits, one sign, or a line break; offsets in code points, end exclusive."""

    start: int
    end: int
    text: str
    spaced: bool  # white space, or the beginning of the text, stands before it

    @property
    def is_break(self) -> bool:
        """Whether this word is a line break."""
        return self.text == "\n"


def split_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of `text[start:end]` in order. White space but line breaks is left out; everything else is kept.

    A line break counts as a word, not as white space: a word right behind it is not `spaced`.
    """
    words: list[Word] = []
    previous = -1 if start == 0 or (text[start - 1].isspace() and text[start - 1] != "\n") else start
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        word_text = match.group()
        if word_text == "\n" and words and words[-1].is_break:
            continue  # an empty line says no more than a line break
        words.append(Word(match.start(), match.end(), word_text, match.start() != previous))
        previous = match.end()
    return words


def sentence_starts(words: list[Word]) -> list[int]:
    """Indices of the words that may begin a sentence: 0, after line breaks, after a full stop and its closing marks."""
    starts = [0] if words else []
    for i in range(1, len(words)):
        word = words[i]
        if words[i - 1].is_break or (word.spaced and _begins(word.text) and _ends(words, i - 1)):
            starts.append(i)
    return starts


def _begins(text: str) -> bool:
    return not text[0].islower() and text[0] not in _NEVER_FIRST and text != "''"


def _ends(words: list[Word], i: int) -> bool:
    for word in reversed(words[max(i - 2, 0) : i + 1]):
        if word.text in _SENTENCE_END:
            return True
        if word.text not in _CLOSERS:
            return False
    return False
