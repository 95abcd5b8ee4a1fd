"""One HTML page: each article with its statements marked in place, and a card for each. Works without JavaScript."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from selon.exporters.rows import content_words
from selon.languages import interface_language, messages
from selon.records import Document, Span, Statement
from selon.version import __version__

_TEMPLATES = Path(__file__).parent / "templates"
_UNSURE = 0.5
_MOST_DEPTHS = 3  # shades that the style sheet tells apart


@dataclass(frozen=True)
class Fragment:
    """A piece of text inside the same spans from end to end."""

    text: str
    classes: str
    statements: str
    anchor: str


def write_html(documents: Iterable[Document], out: BinaryIO) -> None:
    """Write the page piece by piece: head, articles, foot."""
    language = interface_language()
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(words=messages(language), language=language, version=__version__)
    style, script = (Markup((_TEMPLATES / name).read_text(encoding="utf-8")) for name in ("page.css", "page.js"))
    out.write(_bytes(environment.get_template("head.html").render(style=style)))
    article = environment.get_template("article.html")
    for number, document in enumerate(documents, 1):
        out.write(_bytes(article.render(document=document, key=f"d{number}", **_article(document, f"d{number}"))))
    out.write(_bytes(environment.get_template("foot.html").render(script=script)))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "xmlcharrefreplace")


def _article(document: Document, key: str) -> dict[str, object]:
    paragraphs = [list(fragments(document, start, end, key)) for start, end in _paragraphs(document.text)]
    return {"paragraphs": paragraphs, "cards": [_card(document, s) for s in document.statements]}


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _card(document: Document, statement: Statement) -> dict[str, object]:
    text = document.text
    return {
        "id": statement.id,
        "parent": statement.parent,
        "source": statement.source.of(text) if statement.source else None,
        "cue": statement.cue.of(text) if statement.cue else None,
        "content": content_words(statement, text),
        "form": statement.form,
        "confidence": round(statement.confidence * 100),
        "unsure": statement.confidence < _UNSURE,
    }


def fragments(document: Document, start: int, end: int, key: str) -> Iterator[Fragment]:
    """Cut `text[start:end]` wherever a span begins or ends, and tell each piece which spans it is in."""
    marks = [mark for mark in _marks(document) if mark[0].start < end and mark[0].end > start]
    edges = sorted(
        {start, end, *(edge for span, _, _ in marks for edge in (span.start, span.end) if start < edge < end)}
    )
    for a, b in pairwise(edges):
        inside = [(span, role, number) for span, role, number in marks if span.start <= a and b <= span.end]
        depth = min(sum(role == "content" for _, role, _ in inside), _MOST_DEPTHS)
        roles = sorted({role for _, role, _ in inside if role != "content"})
        classes = " ".join([*roles, *([f"content depth{depth}"] if depth else [])])
        first = next((n for span, role, n in inside if role == "content" and span.start == a), None)
        yield Fragment(
            document.text[a:b],
            classes,
            " ".join(dict.fromkeys(str(number) for _, _, number in inside)),
            f"{key}-t{first}" if first is not None and _begins(document, first, a) else "",
        )


def _begins(document: Document, number: int, place: int) -> bool:
    return document.statements[number - 1].id == number and document.statements[number - 1].content[0].start == place


def _marks(document: Document) -> list[tuple[Span, str, int]]:
    marks: list[tuple[Span, str, int]] = []
    for s in document.statements:
        parts = [(s.source, "source"), (s.cue, "cue"), *((span, "content") for span in s.content)]
        marks.extend((span, role, s.id) for span, role in parts if span is not None)
    return marks
