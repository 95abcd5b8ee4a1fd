"""The form of a statement: how much of its content stands in quotation marks."""

from collections.abc import Sequence

from selon.reader.words import QUOTATION_MARKS
from selon.records import Form, Span

_CLOSERS = {**QUOTATION_MARKS, "‹": "›", "‘": "’", '"': '"'}
_DASHES = ("—", "–", "- ")


def form_of(text: str, content: Sequence[Span]) -> Form:
    """`direct` where all words of the content are quoted, `mixed` where some are, else `indirect`.

    An opening mark without a closing one quotes to the end of the content (the incise of a split quotation stands
    between them); a closing mark without an opening one quotes from its beginning. A dash of dialogue quotes too.
    """
    words = " ".join(span.of(text) for span in content).strip()
    if words.startswith(_DASHES):
        return "direct"
    quoted = _quoted(words)
    letters = [inside for char, inside in zip(words, quoted, strict=True) if char.isalnum()]
    if letters and all(letters):
        return "direct"
    return "mixed" if any(letters) else "indirect"


def _quoted(words: str) -> list[bool]:
    """For each character, whether it is quoted."""
    quoted = [False] * len(words)
    waited_for: list[str] = []  # closing marks, the innermost last
    seen_open = False
    last_apostrophe = words.rfind("’")
    for i, char in enumerate(words):
        mark = words[i : i + 2] if words[i : i + 2] in ("``", "''") else char
        if _closes(words, i, mark, waited_for):
            if mark in waited_for or mark == "“":
                while waited_for.pop() not in (mark, "”"):
                    pass  # what was left open inside ends too
            elif not waited_for and not seen_open:
                quoted[:i] = [True] * i
        elif mark in _CLOSERS and (mark != "‘" or (i < last_apostrophe and not _is_word(words, i - 1))):
            waited_for.append(_CLOSERS[mark])
            seen_open = True
        quoted[i] = bool(waited_for)
    return quoted


def _closes(words: str, i: int, mark: str, waited_for: list[str]) -> bool:
    if mark == '"':  # one shape for both: it closes what is open, or where it clings to the word before it
        clings = i > 0 and not words[i - 1].isspace() and (i + 1 == len(words) or words[i + 1].isspace())
        return '"' in waited_for or clings
    if mark == "’":  # mostly an apostrophe
        return waited_for[-1:] == ["’"] and not _is_word(words, i + 1)
    if mark == "“":  # „ has either mark for its end
        return waited_for[-1:] == ["”"] and i > 0 and not words[i - 1].isspace()
    return mark in ("»", "”", "›", "''")


def _is_word(words: str, i: int) -> bool:
    return 0 <= i < len(words) and words[i].isalnum()
