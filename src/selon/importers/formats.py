"""Which format a source has: told by its content first, then by its name."""

import json
import re
from collections.abc import Callable, Iterator

from selon.errors import SourceError
from selon.importers import csv_rows, feed, html_page, json_lines, markdown, plain, warc
from selon.importers.sources import Source
from selon.records import Document
from selon.settings import ReadSettings
from selon.text import marked_encoding

Importer = Callable[[Source, ReadSettings], Iterator[Document | SourceError]]

_HTML = re.compile(r"^\s*(<\?xml[^>]*>\s*)?(<!--(?:(?!-->).)*-->\s*)*<(!doctype\s+html|html|head|body)\b", re.I | re.S)
_HTML_PARTS = re.compile(r"<(p|div|article|h1|meta|title)\b[^>]*>", re.I)
_BY_SUFFIX: dict[str, Importer] = {
    ".md": markdown.documents, ".markdown": markdown.documents,
    ".html": html_page.documents, ".htm": html_page.documents, ".xhtml": html_page.documents,
    ".jsonl": json_lines.documents, ".ndjson": json_lines.documents, ".json": json_lines.documents,
    ".csv": csv_rows.documents, ".tsv": csv_rows.documents,
    ".rss": feed.documents, ".atom": feed.documents, ".xml": feed.documents,
    ".warc": warc.documents,
}  # fmt: skip


def importer_for(source: Source) -> Importer:
    """The importer for this source; raises OSError where it cannot be opened."""
    if warc.looks_like_warc(source.head):
        return warc.documents
    head = source.head.decode(marked_encoding(source.head) or "utf-8", "replace").lstrip("\ufeff")
    if feed.looks_like_feed(head):
        return feed.documents
    if _is_html(head):
        return html_page.documents
    if _is_json(head):
        return json_lines.documents
    if not source.suffix and csv_rows.looks_like_rows(head):
        return csv_rows.documents
    return _BY_SUFFIX.get(source.suffix, plain.documents)


def _is_html(head: str) -> bool:
    return _HTML.match(head) is not None or (head.lstrip()[:1] == "<" and len(_HTML_PARTS.findall(head)) > 2)


def _is_json(head: str) -> bool:
    first = head.lstrip()
    if not re.match(r"\[?\s*\{", first):
        return False
    try:
        return isinstance(json.loads(first.split("\n", 1)[0]), dict | list)
    except (ValueError, RecursionError):
        return bool(re.match(r'\[?\s*\{\s*"[^"\n]+"\s*:', first))
