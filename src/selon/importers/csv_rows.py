"""CSV and TSV: one article a row, the first row names the columns."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import TextIO

from selon.errors import BadRecord, NotText, SourceError
from selon.importers.rows import check_text, document_of, field_names
from selon.importers.sources import Source
from selon.records import Document
from selon.settings import ReadSettings
from selon.text import decode, encoding_of, is_shifting, is_wide

_DELIMITERS = ",;\t|"
_LONGEST_FIELD = 2**31 - 1  # the csv module's own default would refuse an article above 128 KiB
_UNDECODED = re.compile("[\udc80-\udcff]")  # what `surrogateescape` leaves of a byte that is not in the encoding


def looks_like_rows(head: str) -> bool:
    """Whether the first line names columns, one of them a text."""
    first = head.split("\n", 1)[0].strip().lower()
    delimiter = max(_DELIMITERS, key=first.count)
    names = [name.strip('" ') for name in first.split(delimiter)]
    is_sentence = first.endswith((".", "!", "?", "…", ":", "»", "”"))
    return len(names) > 1 and not is_sentence and any(name in field_names()["text"] for name in names)


def documents(source: Source, settings: ReadSettings) -> Iterator[Document | SourceError]:
    """A document for each row; a bad row is told and passed over. Raises SourceError where the header is bad."""
    encoding = encoding_of(source.head, settings.encoding)
    if not is_wide(encoding) and (nul := source.head.find(b"\0")) >= 0:
        raise NotText("binary", where=source.where, byte=nul)
    csv.field_size_limit(_LONGEST_FIELD)
    with _text(source, encoding) as file:
        yield from _rows(file, source, encoding, settings)


def _text(source: Source, encoding: str) -> TextIO:
    if is_wide(encoding) or is_shifting(
        encoding
    ):  # these are decoded whole: there is no telling where a letter begins after a bad one
        return io.StringIO(decode(source.read(), source.where, encoding), newline="")
    return io.TextIOWrapper(source.open(), encoding=encoding, errors="surrogateescape", newline="")


def _rows(file: TextIO, source: Source, encoding: str, settings: ReadSettings) -> Iterator[Document | SourceError]:
    rows = csv.DictReader(file, delimiter=_delimiter(source, encoding), strict=True)
    try:
        names = rows.fieldnames
    except csv.Error as problem:
        raise BadRecord("bad_csv", where=f"{source.where}:1", reason=problem) from problem
    if names is None or not source.head.strip(b"\xef\xbb\xbf \t\r\n"):
        return
    _check_decoded("".join(names), f"{source.where}:1", encoding)
    check_text(names, source.where, settings)
    while True:
        where = f"{source.where}:{rows.reader.line_num + 1}"
        try:
            yield _document(next(rows), where, encoding, settings)
        except StopIteration:
            return
        except csv.Error as problem:
            yield BadRecord("bad_csv", where=where, reason=problem)
        except SourceError as problem:
            yield problem


def _document(row: Mapping[str | None, object], where: str, encoding: str, settings: ReadSettings) -> Document:
    """The document in a row; what stands beyond the last column is under None."""
    named = {name: value for name, value in row.items() if name is not None}
    _check_decoded("".join(map(str, row.values())), where, encoding)
    surplus = row.get(None)
    if isinstance(surplus, list) and any(surplus):
        raise BadRecord("surplus_fields", where=where, names=len(named), fields=len(named) + len(surplus))
    return document_of(named, where, settings)


def _check_decoded(text: str, where: str, encoding: str) -> None:
    if bad := _UNDECODED.search(text):
        byte = f"0x{ord(bad.group()) - 0xDC00:02X}"
        raise NotText("bad_encoding", where=where, encoding=encoding, byte=byte)


def _delimiter(source: Source, encoding: str) -> str:
    first = source.head.decode(encoding, "replace").split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)
