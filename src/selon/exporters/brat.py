"""brat standoff: a .txt and an .ann file a document, and the configuration that brat needs."""

import re
from collections.abc import Iterable
from pathlib import Path

from selon.records import Document, Span, Statement

_LONGEST_NAME = 200  # bytes; file systems take 255, with number and suffix
_CONFIGURATION = """[entities]
Source
Cue
Content

[relations]
Inside Arg1:Content, Arg2:Content

[events]
Attribution Content:Content, Source?:Source, Cue?:Cue

[attributes]
Form Arg:<EVENT>, Value:direct|mixed|indirect
"""


def write_brat(documents: Iterable[Document], folder: Path) -> None:
    """Write the files into the folder, which is made where it is missing. Offsets are code points, as brat counts."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "annotation.conf").write_text(_CONFIGURATION, encoding="utf-8")
    taken: set[str] = set()
    for document in documents:
        name = _file_name(document.id, taken)
        # a lone surrogate, which UTF-8 cannot hold, becomes one other character: the offsets stand
        (folder / f"{name}.txt").write_bytes(document.text.encode("utf-8", "replace"))
        (folder / f"{name}.ann").write_bytes(standoff(document).encode("utf-8", "replace"))


def _file_name(document_id: str, taken: set[str]) -> str:
    """A safe and new file name for an id."""
    safe = re.sub(r"[^\w.-]+", "_", document_id).strip("._")
    base = safe.encode()[:_LONGEST_NAME].decode(errors="ignore") or "document"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    return name


def standoff(document: Document) -> str:
    """The .ann file: spans as T, statements as events E, form as A, nesting as R."""
    lines: list[str] = []
    contents: dict[int, str] = {}
    marks = 0

    def mark(kind: str, spans: tuple[Span, ...]) -> str:
        nonlocal marks
        marks += 1
        pieces = [line for span in spans for line in _lines(span, document.text)]
        places = ";".join(f"{span.start} {span.end}" for span in pieces)
        words = " ".join(span.of(document.text) for span in pieces)
        lines.append(f"T{marks}\t{kind} {places}\t{words}")
        return f"T{marks}"

    for statement in document.statements:
        content = mark("Content", statement.content)
        contents[statement.id] = content
        roles = [f"Content:{content}"]
        if statement.source:
            roles.append(f"Source:{mark('Source', (statement.source,))}")
        if statement.cue:
            roles.append(f"Cue:{mark('Cue', (statement.cue,))}")
        trigger = mark(
            "Attribution", (statement.cue,) if statement.cue else statement.content
        )  # of the event's own type
        lines.append(f"E{statement.id}\tAttribution:{trigger} {' '.join(roles)}")
        lines.append(f"A{statement.id}\tForm E{statement.id} {statement.form}")
    lines.extend(_nesting(document.statements, contents))
    return "".join(f"{line}\n" for line in lines)


def _lines(span: Span, text: str) -> list[Span]:
    """The span cut at line breaks, which brat cannot hold."""
    return [
        Span(span.start + match.start(), span.start + match.end()) for match in re.finditer(r"[^\r\n]+", span.of(text))
    ]


def _nesting(statements: Iterable[Statement], contents: dict[int, str]) -> list[str]:
    return [
        f"R{s.id}\tInside Arg1:{contents[s.id]} Arg2:{contents[s.parent]}" for s in statements if s.parent is not None
    ]
