"""The JSON lines of the annotation guidelines, which the scorer reads: a document a line, spans as pairs."""

from collections.abc import Iterable
from typing import BinaryIO

from selon.exporters.json_file import to_json
from selon.records import Document, Span, Statement


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
        "statements": [_statement(s) for s in document.statements],
    }


def _statement(statement: Statement) -> dict[str, object]:
    return {
        "id": statement.id,
        "parent": statement.parent,
        "source": _pairs([statement.source]),
        "cue": _pairs([statement.cue]),
        "content": _pairs(statement.content),
        "form": statement.form,
        "confidence": statement.confidence,
    }


def _pairs(spans: Iterable[Span | None]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans if span is not None]
