"""W3C Web Annotation: one annotation a statement, its spans by position and by quotation."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from selon.exporters.json_file import write_listed
from selon.exporters.links import Explained, Links, Name, document_name, kept_name, relation_name, statement_name
from selon.exporters.rows import statement_data
from selon.records import Document, Span, Statement

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"selon": "urn:selon:vocabulary:"}]
_AROUND = 32  # characters of prefix and suffix


def write_webannotation(documents: Iterable[Document], out: BinaryIO, links: Links | None = None) -> None:
    """One AnnotationPage with the statements of all documents, then the relations."""
    head = {"@context": _CONTEXT, "id": "urn:selon:page", "type": "AnnotationPage"}
    write_listed(head, "items", _items(documents, links), out)


def _items(documents: Iterable[Document], links: Links | None) -> Iterator[dict[str, object]]:
    name = links.name if links else statement_name
    for document in documents:
        for statement in document.statements:
            yield annotation(document, statement, name)
    if links:
        yield from relation_annotations(links.relations)


def annotation(document: Document, statement: Statement, name: Name = statement_name) -> dict[str, object]:
    """One statement, each of its spans a target."""
    parts = [("source", statement.source), ("cue", statement.cue), *(("content", span) for span in statement.content)]
    body: dict[str, object] = {
        "type": "selon:Statement",
        "selon:form": statement.form,
        "selon:confidence": statement.confidence,
    }
    data = statement_data(statement, document.text)
    for key in ("actor", "act", "certainty", "distance", "denied", "said_on", "times", "figures"):
        if data[key] not in (None, []):
            body[f"selon:{key}"] = data[key]
    if statement.parent is not None:
        body["selon:parent"] = name(document, statement.parent)
    made: dict[str, object] = {
        "id": name(document, statement.id),
        "type": "Annotation",
        "motivation": "identifying",
        "body": body,
        "target": [_target(document, role, span) for role, span in parts if span is not None],
    }
    if document.read_by is not None:
        made["generator"] = {"type": "Software", "name": f"{document.read_by.agent} {document.read_by.version}"}
    return made


def relation_annotations(relations: Iterable[Explained]) -> Iterator[dict[str, object]]:
    """An annotation for each relation, linking two statements.

    Targets of an annotation have no order, so each tells by its `selon:role` whether it is the later or the earlier.
    """
    for relation, reasons in relations:
        body: dict[str, object] = {
            "type": "selon:Relation",
            "selon:type": relation.type,
            "selon:score": relation.score,
        }
        if reasons:
            body["selon:reasons"] = list(reasons)
        yield {
            "id": relation_name(relation),
            "type": "Annotation",
            "motivation": "linking",
            "creator": {"name": relation.by},
            "body": body,
            "target": [_end("later", relation.later), _end("earlier", relation.earlier)],
        }


def quotation(text: str, span: Span) -> dict[str, str]:
    """The words of a span and what stands around them, by which it is found where offsets do not hold."""
    before, after = text[max(span.start - _AROUND, 0) : span.start], text[span.end : span.end + _AROUND]
    return {"exact": span.of(text), "prefix": before, "suffix": after}


def _target(document: Document, role: str, span: Span) -> dict[str, object]:
    return {
        "type": "SpecificResource",
        "source": document.url or document_name(document),
        "selon:role": role,
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},  # code points, as it asks
            {"type": "TextQuoteSelector", **quotation(document.text, span)},
        ],
    }


def _end(role: str, statement_id: str) -> dict[str, object]:
    return {"type": "SpecificResource", "source": kept_name(statement_id), "selon:role": role}
