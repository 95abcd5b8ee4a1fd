"""JSON: a list of documents, or a document a line."""

import json
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from selon.exporters.rows import document_data
from selon.records import Document


def to_json(value: object, indent: int | None = None) -> bytes:
    """UTF-8 JSON; a lone surrogate, which UTF-8 cannot hold, is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent).encode()


def write_listed(head: Mapping[str, object], name: str, items: Iterable[object], out: BinaryIO) -> None:
    """One JSON object, `head` and under `name` a list whose items are written as they come."""
    out.write(to_json(head)[:-1] + f', "{name}": ['.encode())
    for i, item in enumerate(items):
        out.write((b",\n" if i else b"\n") + to_json(item))
    out.write(b"\n]}\n")


def write_json(documents: Iterable[Document], out: BinaryIO) -> None:
    """One JSON list."""
    out.write(b"[")
    for i, document in enumerate(documents):
        out.write((b",\n" if i else b"\n") + to_json(document_data(document), indent=1))
    out.write(b"\n]\n")


def write_jsonl(documents: Iterable[Document], out: BinaryIO) -> None:
    """A document a line."""
    for document in documents:
        out.write(to_json(document_data(document)) + b"\n")
