"""W3C Web Annotation: one annotation a statement, its spans by position and by quotation."""

from collections.abc import Iterable
from typing import BinaryIO
from urllib.parse import quote

from selon.exporters.json_file import to_json
from selon.exporters.rows import statement_data
from selon.records import Document, Span, Statement

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"selon": "urn:selon:vocabulary:"}]
_AROUND = 32  # characters of prefix and suffix


def write_webannotation(documents: Iterable[Document], out: BinaryIO) -> None:
    """One AnnotationPage with the statements of all documents."""
    head = {"@context": _CONTEXT, "id": "urn:selon:page", "type": "AnnotationPage"}
    out.write(to_json(head)[:-1] + b', "items": [')
    first = True
    for document in documents:
        for statement in document.statements:
            out.write((b"\n" if first else b",\n") + to_json(annotation(document, statement)))
            first = False
    out.write(b"\n]}\n")


def annotation(document: Document, statement: Statement) -> dict[str, object]:
    """One statement; the target's selectors count code points, as the recommendation asks."""
    parts = [("source", statement.source), ("cue", statement.cue), *(("content", span) for span in statement.content)]
    body: dict[str, object] = {
        "type": "selon:Statement",
        "selon:form": statement.form,
        "selon:confidence": statement.confidence,
    }
    data = statement_data(statement, document.text)
    for name in ("actor", "act", "certainty", "distance", "denied", "said_on", "times", "figures"):
        if data[name] not in (None, []):
            body[f"selon:{name}"] = data[name]
    if statement.parent is not None:
        body["selon:parent"] = _name(document, statement.parent)
    made: dict[str, object] = {
        "id": _name(document, statement.id),
        "type": "Annotation",
        "motivation": "identifying",
        "body": body,
        "target": [_target(document, role, span) for role, span in parts if span is not None],
    }
    if document.read_by is not None:
        made["generator"] = {"type": "Software", "name": f"{document.read_by.agent} {document.read_by.version}"}
    return made


def _name(document: Document, number: int) -> str:
    return f"{_document_name(document)}:{number}"


def _document_name(document: Document) -> str:
    return f"urn:selon:{quote(document.id, safe='', errors='replace')}"


def _target(document: Document, role: str, span: Span) -> dict[str, object]:
    text = document.text
    return {
        "type": "SpecificResource",
        "source": document.url or _document_name(document),
        "selon:role": role,
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(span.start - _AROUND, 0) : span.start],
                "suffix": text[span.end : span.end + _AROUND],
            },
        ],
    }
