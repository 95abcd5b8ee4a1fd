"""WARC, the archives of web crawls: a document for each page and plain text in them, by FastWARC."""

import dataclasses
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from selon.errors import BadRecord, SourceError
from selon.importers import html_page
from selon.importers.http_body import body_of
from selon.importers.language import with_language
from selon.importers.packed import is_packed
from selon.importers.sources import Source
from selon.records import Document
from selon.settings import ReadSettings

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_LARGEST = 32 * 2**20  # bytes of one page, packed and unpacked
_AT_ONCE = 2**20
_PAGES: dict[str, Callable[[str, str], Document]] = {
    "text/html": html_page.article,
    "application/xhtml+xml": html_page.article,
    "text/plain": lambda text, where: Document(text),
}


def looks_like_warc(start: bytes) -> bool:
    """Whether bytes that begin so are records of an archive."""
    return start.startswith(b"WARC/")


def documents(source: Source, settings: ReadSettings) -> Iterator[Document | SourceError]:
    """A document for each page or plain text that a server answered with success; other records are passed over."""
    is_empty, has_pages = True, False
    with source.open_packed() as file:
        for item in _items(file, source.where, settings):
            is_empty = False
            if item is not None:
                has_pages = True
                yield item
    if not is_empty and not has_pages:
        yield SourceError("no_pages", where=source.where)


def _items(file: BinaryIO, where: str, settings: ReadSettings) -> Iterator[Document | SourceError | None]:
    """Something for each record, None where it is passed over. Behind broken bytes it goes on at the next record."""
    from fastwarc.warc import ArchiveIterator  # slow to load: only when an archive is read

    position: int | None = 0
    number, is_told = 0, False
    while position is not None:
        file.seek(position)
        try:
            for record in ArchiveIterator(file, parse_http=False):
                position, is_told = record.stream_pos, False
                yield _item(record, f"{where}[{number}]", settings)
                number += 1
            return
        except OSError as problem:
            if not is_told:
                yield BadRecord("bad_warc", where=f"{where}[{number}]", reason=problem)
                number, is_told = number + 1, True
        position = _next_start(file, position + 1)


def _next_start(file: BinaryIO, after: int) -> int | None:
    """Where the next record seems to begin; None where there is none."""
    file.seek(0)
    mark, ahead = (b"\x1f\x8b\x08", 0) if is_packed(file.read(2)) else (b"\nWARC/1.", 1)
    file.seek(after)
    kept = b""
    while piece := file.read(_AT_ONCE):
        found = (kept + piece).find(mark)
        if found >= 0:
            return after - len(kept) + found + ahead
        after += len(piece)
        kept = (kept + piece)[-len(mark) + 1 :]
    return None


def _item(record: "WarcRecord", where: str, settings: ReadSettings) -> Document | SourceError | None:
    try:
        _check_header(record, where)
        page = _page(record, where)
        if page is None:
            return None
        text = html_page.page_text(_body(record, where), where, settings.encoding, record.http_charset)
        document = page(text, where)
        if not document.text.strip():
            return SourceError("empty", where=where)
        return with_language(dataclasses.replace(document, url=_url(record) or document.url), where, settings)
    except SourceError as problem:
        return problem


def _check_header(record: "WarcRecord", where: str) -> None:
    length = record.headers.get("Content-Length")
    if not record.headers.get("WARC-Type") or not (length or "").strip().isdigit():
        raise BadRecord("bad_warc", where=where, reason="no WARC-Type, or no Content-Length")


def _url(record: "WarcRecord") -> str | None:
    return (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None


def _page(record: "WarcRecord", where: str) -> Callable[[str, str], Document] | None:
    """How to read the page in a record; None where there is none, or where the server told an error."""
    if record.headers.get("WARC-Type") != "response" or not record.is_http:
        return None
    record.parse_http()
    status = record.http_headers.status_code if record.http_headers else None
    if status is None:
        raise BadRecord("bad_warc", where=where, reason="no HTTP status")
    if not 200 <= status < 300 or (_url(record) or "").endswith("/robots.txt"):
        return None
    kind = record.http_content_type or record.headers.get("WARC-Identified-Payload-Type") or ""
    return _PAGES.get(kind.lower())


def _body(record: "WarcRecord", where: str) -> bytes:
    """The page's bytes, unpacked. Raises SourceError where they are too many, damaged or cut off."""
    length, headers = record.content_length, record.http_headers
    if length > _LARGEST:
        raise SourceError("too_large", where=where, most=_LARGEST // 2**20)
    data = record.reader.read(length)
    if len(data) < length:
        raise BadRecord("bad_warc", where=where, reason=f"{len(data)} / {length} bytes")
    packing = (headers.get("Transfer-Encoding") or "", headers.get("Content-Encoding") or "")
    try:
        body = body_of(data, *packing, _LARGEST)
    except ValueError as problem:
        raise BadRecord("bad_warc", where=where, reason=problem) from problem
    if len(body) > _LARGEST:
        raise SourceError("too_large", where=where, most=_LARGEST // 2**20)
    return body
