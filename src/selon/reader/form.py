"""The form of a statement: how much of its content stands in quotation marks."""

from collections.abc import Sequence

from selon.records import Form, Span

_OPEN = {"«": "»", "“": "”", "„": "”", "‹": "›", "``": "''", "‘": "’"}
_CLOSE = {"»", "”", "›", "''"}
_DASHES = "—–"


def form_of(text: str, content: Sequence[Span]) -> Form:
    """`direct` where all words of the content are quoted, `mixed` where some are, else `indirect`.

    An opening mark without a closing one quotes to the end of the content (the incise of a split quotation stands
    between them); a closing mark without an opening one quotes from its beginning. A dash of dialogue quotes too.
    """
    words = " ".join(span.of(text) for span in content).strip()
    if words[:1] in _DASHES:
        return "direct"
    quoted = _quoted(words)
    letters = [inside for char, inside in zip(words, quoted, strict=True) if char.isalnum()]
    if letters and all(letters):
        return "direct"
    return "mixed" if any(letters) else "indirect"


def _quoted(words: str) -> list[bool]:
    """For each character, whether it is quoted."""
    quoted = [False] * len(words)
    depth = 0
    straight = False
    seen_open = False
    for i, char in enumerate(words):
        pair = words[i : i + 2]
        opens = char in _OPEN or pair == "``" or (char == '"' and not straight)
        if char == "‘":
            opens = "’" in words[i:] and (i == 0 or not words[i - 1].isalnum())
        if char == '"':
            straight = not straight
        if opens:
            depth += 1
            seen_open = True
        elif char in _CLOSE or pair == "''" or char == '"':
            if depth == 0 and not seen_open:
                quoted[:i] = [True] * i
            depth = max(depth - 1, 0)
        quoted[i] = depth > 0
    return quoted
