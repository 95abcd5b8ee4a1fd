"""brat standoff: a .txt and an .ann file a document, and the configuration that brat needs."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from selon.exporters.facts import figure, when, who
from selon.records import Document, Span, Statement

_LONGEST_NAME = 200  # bytes; file systems take 255, with number and suffix
_CONFIGURATION = """[entities]
Source
Cue
Content
Time
Figure

[relations]
Inside Arg1:Content, Arg2:Content

[events]
Attribution Content:Content, Source?:Source, Cue?:Cue

[attributes]
Form Arg:<EVENT>, Value:direct|mixed|indirect
Act Arg:<EVENT>, Value:say|think|want|order|show
Certainty Arg:<EVENT>, Value:certain|probable|possible|unknown
Distance Arg:<EVENT>, Value:neutral|distanced
Denied Arg:<EVENT>
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
    """The .ann file: spans as T, statements as events E, labels as A, nesting as R, what was normalised as notes #."""
    lines: list[str] = []
    contents: dict[int, str] = {}
    marks = attributes = notes = 0

    def mark(kind: str, spans: tuple[Span, ...]) -> str:
        nonlocal marks
        marks += 1
        pieces = [line for span in spans for line in _lines(span, document.text)]
        places = ";".join(f"{span.start} {span.end}" for span in pieces)
        words = " ".join(span.of(document.text) for span in pieces)
        lines.append(f"T{marks}\t{kind} {places}\t{words}")
        return f"T{marks}"

    def note(target: str, told: str) -> None:
        nonlocal notes
        notes += 1
        lines.append(f"#{notes}\tAnnotatorNotes {target}\t{' '.join(told.split())}")

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
        for told in _labels(statement):
            attributes += 1
            lines.append(f"A{attributes}\t{told.format(event=f'E{statement.id}')}")
        if statement.actor and statement.actor.who:
            note(f"E{statement.id}", who(statement) or "")
        if statement.said_on:
            note(mark("Time", (statement.said_on.span,)), when(statement.said_on, document.text))
        for time in statement.times:
            note(mark("Time", (time.span,)), when(time, document.text))
        for number in statement.figures:
            note(mark("Figure", (number.span,)), figure(number))
    lines.extend(_nesting(document.statements, contents))
    return "".join(f"{line}\n" for line in lines)


def _labels(statement: Statement) -> Iterator[str]:
    """The attributes of the event; those that were not read are left out."""
    yield f"Form {{event}} {statement.form}"
    for name in ("act", "certainty", "distance"):
        value = getattr(statement, name)
        if value is not None:
            yield f"{name.capitalize()} {{event}} {value}"
    if statement.denied:
        yield "Denied {event}"


def _lines(span: Span, text: str) -> list[Span]:
    """The span cut at line breaks, which brat cannot hold."""
    return [
        Span(span.start + match.start(), span.start + match.end()) for match in re.finditer(r"[^\r\n]+", span.of(text))
    ]


def _nesting(statements: Iterable[Statement], contents: dict[int, str]) -> list[str]:
    return [
        f"R{s.id}\tInside Arg1:{contents[s.id]} Arg2:{contents[s.parent]}" for s in statements if s.parent is not None
    ]
