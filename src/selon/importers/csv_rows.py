"""CSV and TSV: one article a row, the first row names the columns."""

import csv
import io
from collections.abc import Iterator

from selon.errors import BadRecord, NotText, SourceError
from selon.importers.rows import document_of, field_names
from selon.importers.sources import Source
from selon.records import Document
from selon.settings import ReadSettings
from selon.text import marked_encoding

_DELIMITERS = ",;\t|"
_LONGEST_FIELD = 2**31 - 1  # the csv module's own default would refuse an article above 128 KiB


def looks_like_rows(head: str) -> bool:
    """Whether the first line names columns, one of them a text."""
    first = head.split("\n", 1)[0].strip().lower()
    delimiter = max(_DELIMITERS, key=first.count)
    names = [name.strip('" ') for name in first.split(delimiter)]
    return len(names) > 1 and any(name in field_names()["text"] for name in names)


def documents(source: Source, settings: ReadSettings) -> Iterator[Document | SourceError]:
    """A document for each row; a bad row is told and passed over."""
    if not marked_encoding(source.head) and (nul := source.head.find(b"\0")) >= 0:
        raise NotText("binary", where=source.where, byte=nul)
    csv.field_size_limit(_LONGEST_FIELD)
    encoding = marked_encoding(source.head) or settings.encoding or "utf-8"
    with source.open() as raw, io.TextIOWrapper(raw, encoding=encoding, newline="") as file:
        rows = csv.DictReader(file, delimiter=_delimiter(source, encoding), strict=True)
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except UnicodeDecodeError as problem:
                yield NotText(
                    "bad_encoding",
                    where=f"{source.where}, line {rows.line_num + 1}",
                    encoding=encoding,
                    byte=problem.start,
                )
                return
            except csv.Error as problem:
                yield BadRecord("bad_csv", where=source.where, line=rows.line_num, reason=problem)
                continue
            try:
                yield document_of(row, source.where, "row", rows.line_num, settings)
            except BadRecord as problem:
                yield problem


def _delimiter(source: Source, encoding: str) -> str:
    first = source.head.decode(encoding, "replace").split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)
