"""One HTML page: each article with its statements marked in place, and a card for each. Works without JavaScript."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from selon.exporters.facts import explained, figure, labels, when, who
from selon.exporters.rows import UNSURE
from selon.languages import interface_language, messages
from selon.records import Document, Span, Statement
from selon.text import content_words
from selon.version import __version__

_TEMPLATES = Path(__file__).parent / "templates"
_MOST_DEPTHS = 3  # shades that the style sheet tells apart


Mark = tuple[Span, str, int]


@dataclass(frozen=True)
class Fragment:
    """A piece of text inside the same spans from end to end; `begun` has the statements whose content begins here."""

    text: str
    classes: str
    statements: str
    begun: tuple[int, ...]


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
        out.write(_bytes(article.render(document=document, key=f"d{number}", **_article(document))))
    out.write(_bytes(environment.get_template("foot.html").render(script=script)))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "xmlcharrefreplace")


def _article(document: Document) -> dict[str, object]:
    return {"paragraphs": list(fragments(document)), "cards": [_card(document, s) for s in document.statements]}


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
        "actor": who(statement),
        "said_on": when(statement.said_on, document.text) if statement.said_on else None,
        "labels": list(labels(statement)),
        "figures": [figure(f) for f in statement.figures],
        "reasons": list(explained(document, statement)),
        "confidence": round(statement.confidence * 100),
        "unsure": statement.confidence < UNSURE,
    }


def fragments(document: Document) -> Iterator[list[Fragment]]:
    """Each paragraph cut wherever a span begins or ends, each piece with the spans that it is in."""
    paragraphs = list(_paragraphs(document.text))
    marks: list[list[Mark]] = [[] for _ in paragraphs]
    ends = [end for _, end in paragraphs]
    for mark in _marks(document):
        first = bisect_right(ends, mark[0].start)
        for i in range(first, len(paragraphs)):
            if paragraphs[i][0] >= mark[0].end:
                break
            marks[i].append(mark)
    begun = {s.id: s.content[0].start for s in document.statements}
    for (start, end), inside in zip(paragraphs, marks, strict=True):
        yield [_fragment(document.text, a, b, inside, begun) for a, b in pairwise(_edges(start, end, inside))]


def _edges(start: int, end: int, marks: list[Mark]) -> list[int]:
    within = {edge for span, _, _ in marks for edge in (span.start, span.end) if start < edge < end}
    return sorted({start, end, *within})


def _fragment(text: str, a: int, b: int, marks: list[Mark], begun: dict[int, int]) -> Fragment:
    inside = [(span, role, number) for span, role, number in marks if span.start <= a and b <= span.end]
    depth = min(sum(role == "content" for _, role, _ in inside), _MOST_DEPTHS)
    roles = sorted({role for _, role, _ in inside if role != "content"})
    return Fragment(
        text[a:b],
        " ".join([*roles, *([f"content depth{depth}"] if depth else [])]),
        " ".join(dict.fromkeys(str(number) for _, _, number in inside)),
        tuple(n for span, role, n in inside if role == "content" and span.start == a == begun[n]),
    )


def _marks(document: Document) -> list[Mark]:
    marks: list[Mark] = []
    for s in document.statements:
        parts = [(s.source, "source"), (s.cue, "cue"), *((span, "content") for span in s.content)]
        parts += [(found.span, "figure") for found in s.figures]
        parts += [(found.span, "time") for found in (*([s.said_on] if s.said_on else ()), *s.times)]
        marks.extend((span, role, s.id) for span, role in parts if span is not None)
    return marks
