"""JSON lines, and JSON that is one object or one list of objects."""

import json
from collections.abc import Iterator

from selon.errors import BadRecord, NotText, SourceError
from selon.importers.rows import document_of
from selon.importers.sources import Source
from selon.records import Document
from selon.settings import ReadSettings
from selon.text import decode, marked_encoding

_UNIT = "line"


def documents(source: Source, settings: ReadSettings) -> Iterator[Document | SourceError]:
    """A document for each object, read line by line; a bad line is told and passed over."""
    whole = _whole(source, settings)
    if whole is not None:
        for number, item in enumerate(whole, 1):
            yield _document(item, source.where, number, settings)
        return
    for number, line in enumerate(_lines(source, settings), 1):
        if isinstance(line, SourceError):
            yield line
        elif line.strip("\ufeff \t\r\n"):
            yield _parse(line.strip("\ufeff"), source.where, number, settings)


def _lines(source: Source, settings: ReadSettings) -> Iterator[str | SourceError]:
    """The lines one by one; a line that is not in the encoding is told in its place."""
    encoding = marked_encoding(source.head) or settings.encoding or "utf-8"
    if encoding.startswith(("utf-16", "utf-32")):  # their line breaks are not single bytes
        yield from decode(source.read(), source.where, encoding).splitlines()
        return
    with source.open() as file:
        for number, line in enumerate(file, 1):
            try:
                yield decode(line, f"{source.where}, {_UNIT} {number}", encoding)
            except NotText as problem:
                yield problem


def _whole(source: Source, settings: ReadSettings) -> list[object] | None:
    """The objects of a file that is a single JSON value over several lines, else None."""
    head = source.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    first_line = head.split(b"\n", 1)[0].strip()
    if not (head.startswith(b"[") or first_line == b"{"):
        return None
    try:
        value = json.loads(decode(source.read(), source.where, settings.encoding))
    except ValueError as problem:
        if head.startswith(b"["):
            line = getattr(problem, "lineno", 1)
            raise BadRecord("bad_json", where=source.where, line=line, reason=problem) from problem
        return None
    return value if isinstance(value, list) else [value]


def _parse(line: str, where: str, number: int, settings: ReadSettings) -> Document | SourceError:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as problem:
        return BadRecord("bad_json", where=where, line=number, reason=problem)
    return _document(value, where, number, settings)


def _document(value: object, where: str, number: int, settings: ReadSettings) -> Document | SourceError:
    if not isinstance(value, dict):
        return BadRecord("not_an_object", where=where, line=number, field=dict(settings.fields).get("text", "text"))
    try:
        return document_of(value, where, _UNIT, number, settings)
    except BadRecord as problem:
        return problem
