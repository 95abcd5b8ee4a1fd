"""Articles with their statements marked in place, as people write them.

    === fr-demo-1
    {s1 Le ministre}, {c1 a déclaré} {t1 que {s2 Paris} {c2 estime} {t2 que l'accord est mort}}.

A mark is `{labels words}`; each label is a role letter and the number of a statement: `s` source, `c` cue,
`t` content. One mark may serve several statements (`{s1,s2 Kirby}`), marks nest, and a content in several
segments is several `t` marks of one number. A statement's parent is the statement whose content holds its
cue (its content, where it has no cue); the innermost one where several do.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROLES = {"s": "source", "c": "cue", "t": "content"}
_MARK = re.compile(r"\{((?:[sct]\d+)(?:,[sct]\d+)*) |\}")


@dataclass
class MarkedStatement:
    """One statement as marked: spans by role, in code points of the plain text, end exclusive."""

    id: int
    source: list[tuple[int, int]] = field(default_factory=list)
    cue: list[tuple[int, int]] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)
    parent: int | None = None


def parse(marked: str) -> tuple[str, list[MarkedStatement]]:
    """Split a marked-up text into its plain text and its statements.

    Raises ValueError for a brace that does not match, a statement without content, and a second source or cue.
    """
    plain: list[str] = []
    length = position = 0
    open_marks: list[tuple[list[str], int]] = []
    statements: dict[int, MarkedStatement] = {}
    for mark in _MARK.finditer(marked):
        piece = marked[position : mark.start()]
        if "{" in piece or "}" in piece:
            raise ValueError(f"stray brace near {piece[-40:]!r}")
        plain.append(piece)
        length += len(piece)
        position = mark.end()
        if mark.group(1):
            open_marks.append((mark.group(1).split(","), length))
            continue
        if not open_marks:
            raise ValueError(f"closing brace without an opening one near {marked[max(0, position - 40) : position]!r}")
        labels, start = open_marks.pop()
        if start == length:
            raise ValueError(f"mark {labels} is around nothing")
        for label in labels:
            number = int(label[1:])
            statement = statements.setdefault(number, MarkedStatement(number))
            getattr(statement, ROLES[label[0]]).append((start, length))
    if open_marks:
        raise ValueError(f"mark {open_marks[-1][0]} is not closed")
    plain.append(marked[position:])
    text = "".join(plain)
    if "{" in text or "}" in text:
        raise ValueError("stray brace")
    ordered = [statements[number] for number in sorted(statements)]
    for statement in ordered:
        _check(statement)
    _nest(ordered)
    return text, ordered


def _check(statement: MarkedStatement) -> None:
    if not statement.content:
        raise ValueError(f"statement {statement.id} has no content")
    for role in ("source", "cue"):
        if len(getattr(statement, role)) > 1:
            raise ValueError(f"statement {statement.id} has more than one {role}")
    statement.content.sort()


def _nest(statements: list[MarkedStatement]) -> None:
    for statement in statements:
        start, end = (statement.cue or statement.content)[0]
        holders = [
            (segment[1] - segment[0], other.id)
            for other in statements
            if other is not statement
            for segment in other.content
            if segment[0] <= start and end <= segment[1] and segment not in statement.content
        ]
        statement.parent = min(holders)[1] if holders else None


def read_file(path: Path) -> Iterator[dict[str, object]]:
    """Yield each article of a marked-up file as a document in the corpora's JSON form.

    Raises ValueError that names the file and the article.
    """
    language = path.name[:2]
    for part in re.split(r"(?m)^=== *", path.read_text(encoding="utf-8"))[1:]:
        name, _, body = part.partition("\n")
        try:
            text, statements = parse(body.strip())
        except ValueError as problem:
            raise ValueError(f"{path.name}, article {name.strip()}: {problem}") from problem
        yield {
            "doc": name.strip(),
            "lang": language,
            "text": text,
            "statements": [
                {
                    "id": s.id,
                    "parent": s.parent,
                    "source": [list(span) for span in s.source],
                    "cue": [list(span) for span in s.cue],
                    "content": [list(span) for span in s.content],
                }
                for s in statements
            ],
        }


def render(text: str, statements: list[dict]) -> str:
    """Mark a document's statements in its text; raises ValueError where spans cross."""
    spans: dict[tuple[int, int], list[str]] = {}
    for s in statements:
        for letter, role in ROLES.items():
            for start, end in s[role]:
                spans.setdefault((start, end), []).append(f"{letter}{s['id']}")
    ordered = sorted(spans, key=lambda span: (span[0], -span[1]))
    out: list[str] = []
    stack: list[int] = []
    position = 0

    def close_until(limit: int) -> None:
        nonlocal position
        while stack and stack[-1] <= limit:
            end = stack.pop()
            out.append(text[position:end] + "}")
            position = end

    for start, end in ordered:
        close_until(start)
        if stack and end > stack[-1]:
            raise ValueError("spans cross")
        out.append(text[position:start] + "{" + ",".join(spans[start, end]) + " ")
        position = start
        stack.append(end)
    close_until(len(text))
    out.append(text[position:])
    return "".join(out)
