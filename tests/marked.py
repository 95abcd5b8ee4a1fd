"""Sentences with their expected values marked in place, as the word files carry them.

    Il y a [jusqu'à 3 000 soldats]{high=3000 counted=soldats}

gives the plain sentence and, for each mark, its span and its values as text. Marks may nest. A value with spaces
stands in double quotes: `{counted="soldats russes"}`; a value without `=` is the word `true`.
"""

import re

from selon.records import Span

_VALUES = re.compile(r"\]\{([^{}]*)\}")
_VALUE = re.compile(r'([\w.]+)(?:=("[^"]*"|\S+))?')


def unmark(marked: str) -> tuple[str, list[tuple[Span, dict[str, str]]]]:
    """The plain sentence and its marks in the order in which they close. Raises ValueError for a lone bracket."""
    plain, opened, marks, at = "", [], [], 0
    while at < len(marked):
        if marked[at] == "[":
            opened.append(len(plain))
            at += 1
        elif match := _VALUES.match(marked, at):
            if not opened:
                raise ValueError(f"nothing to close in {marked!r}")
            values = {key: value.strip('"') or "true" for key, value in _VALUE.findall(match.group(1))}
            marks.append((Span(opened.pop(), len(plain)), values))
            at = match.end()
        else:
            plain += marked[at]
            at += 1
    if opened:
        raise ValueError(f"a bracket stays open in {marked!r}")
    return plain, marks
