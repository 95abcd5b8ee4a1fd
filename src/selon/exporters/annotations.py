"""The JSON lines of the annotation guidelines, which the scorer reads: a document a line, spans as pairs."""

from collections.abc import Iterable
from typing import BinaryIO

from selon.exporters.json_file import to_json
from selon.exporters.rows import plain_number
from selon.records import Document, Figure, Span, Statement, When


def write_annotations(documents: Iterable[Document], out: BinaryIO) -> None:
    """A document a line: doc, lang, text, statements with spans as [[start, end], …]."""
    for document in documents:
        out.write(to_json(annotation_data(document)) + b"\n")


def annotation_data(document: Document) -> dict[str, object]:
    """One document in the corpora's own form."""
    return {
        "doc": document.id,
        "lang": document.language,
        "text": document.text,
        "statements": [_statement(s, document.text) for s in document.statements],
    }


def _statement(statement: Statement, text: str) -> dict[str, object]:
    return {
        "id": statement.id,
        "parent": statement.parent,
        "source": _pairs([statement.source]),
        "cue": _pairs([statement.cue]),
        "content": _pairs(statement.content),
        "form": statement.form,
        "confidence": statement.confidence,
        "act": statement.act,
        "certainty": statement.certainty,
        "distance": statement.distance,
        "denied": statement.denied,
        "said_on": _said_on(statement.said_on),
        "who": statement.actor and statement.actor.who,
        "who_type": statement.actor and statement.actor.who_type,
        "on_behalf_of": statement.actor and statement.actor.on_behalf_of,
        "figures": [_figure(figure, text) for figure in statement.figures],
    }


def _said_on(when: When | None) -> str | dict[str, str | None] | None:
    """A day as one ISO date, a longer interval by both its ends."""
    if when is None or (when.start is None and when.end is None):
        return None
    start, end = (side and side[:10] for side in (when.start, when.end))
    return start if start and start == end else {"start": start, "end": end}


def _figure(figure: Figure, text: str) -> dict[str, object]:
    return {
        "text": figure.span.of(text),
        "start": figure.span.start,
        "end": figure.span.end,
        "low": plain_number(figure.low),
        "high": plain_number(figure.high),
        "about": figure.about,
        "unit": figure.unit,
        "counted": figure.counted,
        "per": figure.per,
    }


def _pairs(spans: Iterable[Span | None]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans if span is not None]
