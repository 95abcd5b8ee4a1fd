"""Saved web pages: main text, title, date, outlet and authors, by trafilatura (Barbaresi 2021)."""

import dataclasses
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from selon.errors import NotText, SourceError
from selon.importers.sources import Source
from selon.records import Document
from selon.settings import ReadSettings
from selon.text import decode

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_AS_BROWSERS_DO = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}  # the encoding standard, WHATWG


def documents(source: Source, settings: ReadSettings) -> Iterator[Document]:
    """One document. Raises SourceError where the page holds no article."""
    page = page_text(source.read(), source.where, settings.encoding)
    found = article(page, source.where)
    yield dataclasses.replace(found, id=source.stem) if source.stem else found


def article(page: str, where: str) -> Document:
    """What trafilatura finds in a page, under the hash of its text. Raises SourceError where it is no article."""
    from trafilatura import bare_extraction  # slow to load: only when a page is read

    found: Any = bare_extraction(
        page, with_metadata=True, include_comments=False, include_tables=False, favor_precision=True
    )
    text = (found.text or "") if found is not None else ""
    if found is None or not text.strip():
        raise SourceError("no_main_text", where=where)
    return Document(
        text,
        title=found.title or None,
        outlet=found.sitename or None,
        authors=tuple(name.strip() for name in (found.author or "").split(";") if name.strip()),
        published=found.date or None,
        url=found.url or None,
    )


def page_text(data: bytes, where: str, encoding: str | None, sent_as: str | None = None) -> str:
    """The page by the encoding given, as UTF-8, or by the one that the server (`sent_as`) or the page declares."""
    declared = _CHARSET.search(data[:4096])
    return declared_text(data, where, encoding, sent_as or (declared.group(1).decode("ascii") if declared else None))


def declared_text(data: bytes, where: str, encoding: str | None, declared: str | None) -> str:
    """The text by the encoding given, as UTF-8, or by the encoding that is declared; raises NotText."""
    try:
        return decode(data, where, encoding)
    except NotText:
        if encoding is not None or declared is None or b"\0" in data:
            raise
        name = declared.lower()
        with suppress(LookupError, UnicodeError):  # what is declared may be no encoding
            return data.decode(_AS_BROWSERS_DO.get(name, name), "replace")
        raise
