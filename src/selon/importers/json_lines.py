"""JSON lines, and JSON that is one object or one list of objects; each of them a row, a GQG line or a ninjs item."""

import json
from collections.abc import Iterator

from selon.errors import BadRecord, NotText, SourceError
from selon.importers import gqg, ninjs
from selon.importers.rows import document_of
from selon.importers.sources import Source
from selon.records import Document
from selon.settings import ReadSettings
from selon.text import decode, encoding_of, is_shifting, is_wide

_BLANK = "\ufeff \t\r\n"
_ALWAYS_LINES = (".jsonl", ".ndjson")


def documents(source: Source, settings: ReadSettings) -> Iterator[Document | SourceError]:
    """A document for each object, read line by line; a bad line is told and passed over."""
    if _is_whole(source, settings):
        value = _parse(decode(source.read(), source.where, settings.encoding).strip("\ufeff"), source.where, 1)
        items = value if isinstance(value, list) else [value]
        for i, item in enumerate(items):
            yield _document(item, f"{source.where}[{i}]" if isinstance(value, list) else source.where, settings)
        return
    for number, line in enumerate(_lines(source, settings), 1):
        if isinstance(line, SourceError):
            yield line
        elif line.strip(_BLANK):
            yield _line(line.strip(_BLANK), source.where, number, settings)


def _is_whole(source: Source, settings: ReadSettings) -> bool:
    """Whether the file is a list, or one object over several lines, rather than an object a line."""
    head = source.head.decode(encoding_of(source.head, settings.encoding), "replace").lstrip(_BLANK)
    if head.startswith("[") or source.suffix in _ALWAYS_LINES:
        return head.startswith("[")
    first, line_break, rest = head.partition("\n")
    return bool(line_break) and not rest.lstrip().startswith("{") and not _is_json(first)


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _lines(source: Source, settings: ReadSettings) -> Iterator[str | SourceError]:
    """The lines one by one; a line that is not in the encoding is told in its place."""
    encoding = encoding_of(source.head, settings.encoding)
    if is_wide(encoding) or is_shifting(encoding):
        yield from decode(source.read(), source.where, encoding).split("\n")
        return
    with source.open() as file:
        for number, line in enumerate(file, 1):
            try:
                yield decode(line, source.where, encoding, number)
            except NotText as problem:
                yield problem


def _parse(text: str, where: str, first_line: int) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        place = f"{where}:{first_line + problem.lineno - 1}:{problem.colno}"
        raise BadRecord("bad_json", where=place, reason=problem.msg) from problem
    except (ValueError, RecursionError) as problem:  # a number of thousands of digits, thousands of brackets
        raise BadRecord("bad_json", where=f"{where}:{first_line}", reason=problem) from problem


def _line(line: str, where: str, number: int, settings: ReadSettings) -> Document | SourceError:
    try:
        return _document(_parse(line, where, number), f"{where}:{number}", settings)
    except BadRecord as problem:
        return problem


def _document(value: object, where: str, settings: ReadSettings) -> Document | SourceError:
    if not isinstance(value, dict):
        return BadRecord("not_an_object", where=where, field=dict(settings.fields).get("text", "text"))
    try:
        return document_of(_row(value, where, settings), where, settings)
    except SourceError as problem:
        return problem


def _row(value: dict[str, object], where: str, settings: ReadSettings) -> dict[str, object]:
    """The object as a row, by the standard that it follows unless another text is asked for."""
    if "text" not in dict(settings.fields):
        if gqg.is_one(value):
            return gqg.row(value, where)
        if ninjs.is_one(value):
            return ninjs.row(value, where)
    return value
