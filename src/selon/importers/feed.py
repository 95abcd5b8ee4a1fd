"""RSS and Atom, from files: a document for each entry, by feedparser."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any, cast
from xml.sax import SAXParseException

from selon.errors import BadRecord, SourceError
from selon.importers.fragment import text_of
from selon.importers.html_page import declared_text
from selon.importers.language import told_language, with_language
from selon.importers.sources import Source
from selon.records import Document, Language
from selon.settings import ReadSettings

_START = re.compile(
    r"\s*(?:<\?(?:(?!\?>).)*\?>\s*|<!--(?:(?!-->).)*-->\s*|<!doctype[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*"
    r"<(?:[\w-]+:)?(?:rss|feed|rdf)\b",
    re.I | re.S,
)
_DECLARATION = re.compile(r"""\ufeff?\s*<\?xml\s[^>]*?(?:\bencoding\s*=\s*["']([\w.:-]+)["'][^>]*)?\?>""")
_END = re.compile(r"</(?:[\w-]+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*)?\Z", re.I | re.S)
_ENTRY_END = re.compile(r"</(?:[\w-]+:)?(?:item|entry)\s*>", re.I)

_Found = dict[str, Any]  # as feedparser gives it


def looks_like_feed(head: str) -> bool:
    """Whether the first element is that of a feed."""
    return _START.match(head) is not None


def documents(source: Source, settings: ReadSettings) -> Iterator[Document | SourceError]:
    """A document for each entry; a broken feed is told at its end. Raises SourceError where the file is none."""
    text = _decoded(source, settings)
    if not text.strip("\ufeff \t\r\n"):
        return
    found = _parsed(text)
    feed, entries, fault = found["feed"], found["entries"], found.get("bozo_exception")
    if not found["version"] and not entries:
        raise BadRecord("not_a_feed", where=source.where)
    is_cut = fault is not None and not _END.search(text)
    whole = len(_ENTRY_END.findall(text)) if is_cut else len(entries)
    for number, entry in enumerate(entries[:whole]):
        yield _document(entry, feed, f"{source.where}[{number}]", settings)
    if is_cut:
        yield BadRecord("cut_feed", where=f"{source.where}[{whole}]")
    elif isinstance(fault, SAXParseException):
        yield BadRecord("bad_feed", where=f"{source.where}:{fault.getLineNumber()}", reason=fault.getMessage())


def _decoded(source: Source, settings: ReadSettings) -> str:
    data = source.read()
    declaration = _DECLARATION.match(data[:200].decode("ascii", "replace"))
    declared = declaration.group(1) if declaration else None
    is_other = declared is not None and declared.lower() not in ("utf-8", "utf8")
    return declared_text(data, source.where, settings.encoding, declared if is_other else None)


def _parsed(text: str) -> _Found:
    """What feedparser finds. It gets an open file in UTF-8: from a name or an address it would fetch."""
    import feedparser  # slow to load: only when a feed is read

    declaration = _DECLARATION.match(text)
    body = text[declaration.end() :] if declaration else text.lstrip("\ufeff")
    data = f"<?xml version='1.0' encoding='utf-8'?>{body}".encode("utf-8", "replace")
    headers = {"content-type": "application/xml; charset=utf-8"}
    options = {"response_headers": headers, "sanitize_html": False, "resolve_relative_uris": False}
    return cast(_Found, feedparser.parse(BytesIO(data), **options))


def _document(entry: _Found, feed: _Found, where: str, settings: ReadSettings) -> Document | SourceError:
    text, language = _text(entry)
    if not text.strip():
        return BadRecord("no_entry_text", where=where)
    document = Document(
        text,
        id=entry.get("id") or "",
        language=cast("Language | None", told_language(language or feed.get("language"))),
        title=_title(entry),
        outlet=_title(entry.get("source") or {}) or _title(feed),
        authors=tuple(name for author in entry.get("authors", ()) if (name := _author(author))),
        published=_published(entry),
        url=link if "://" in (link := str(entry.get("link"))) else None,  # feedparser gives any id where there is none
    )
    try:
        return with_language(document, where, settings)
    except SourceError as problem:
        return problem


def _text(entry: _Found) -> tuple[str, str | None]:
    """The content, else the summary, and the language that it is marked with."""
    parts: list[_Found] = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    for part in parts:
        text = _plain(part)
        if text.strip():
            return text, part.get("language")
    return "", None


def _plain(part: _Found) -> str:
    value = str(part.get("value") or "")
    return text_of(value) if "html" in str(part.get("type")) else value


def _title(named: _Found) -> str | None:
    return " ".join(_plain(named.get("title_detail") or {"value": named.get("title")}).split()) or None


def _author(author: _Found) -> str | None:
    """The name; None for an address without one, or where feedparser took a part of the address for it."""
    name = str(author.get("name") or "")
    return name if name and name.count("(") == name.count(")") and "@" not in name else None


def _published(entry: _Found) -> str | None:
    """The day of publication, else of the last change, in ISO 8601 and in its own time zone where it is told."""
    for name in ("published", "updated"):
        if told := dict.get(entry, name):  # `entry.get` takes one for the other
            return _iso(str(told).strip(), dict.get(entry, f"{name}_parsed"))
    return None


def _iso(told: str, parsed: Sequence[int] | None) -> str:
    with suppress(ValueError):
        datetime.fromisoformat(told)
        return told
    with suppress(ValueError, TypeError, OverflowError):
        return parsedate_to_datetime(told).isoformat()
    if parsed is None:
        return told
    year, month, day, hour, minute, second = parsed[:6]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC).isoformat()
