"""From what people have to documents: one module a format, each a function from a source to documents.

A source that cannot be read raises SourceError; a single bad line or row is yielded as one, and the rest goes on.
"""

from collections.abc import Iterator

from selon.errors import SourceError, UnreadableSource
from selon.importers.formats import importer_for
from selon.importers.language import with_language
from selon.importers.sources import Source, find_sources
from selon.records import Document
from selon.settings import ReadSettings

__all__ = ["Source", "documents", "find_sources"]


def documents(source: Source, settings: ReadSettings) -> Iterator[Document | SourceError]:
    """The documents of one source, each with its language, and an error in the place of each that cannot be had."""
    is_empty = True
    try:
        importer = importer_for(source)
        for item in importer(source, settings):
            is_empty = False
            yield item if isinstance(item, SourceError) else _ready(item, source.where, settings)
    except SourceError as problem:
        yield problem
    except OSError as problem:
        yield UnreadableSource("cannot_open", where=source.where, reason=problem.strerror or problem)
    else:
        if is_empty:
            yield SourceError("empty", where=source.where)


def _ready(document: Document, where: str, settings: ReadSettings) -> Document | SourceError:
    if not document.text.strip():
        return SourceError("empty", where=where)
    try:
        return with_language(document, where, settings)
    except SourceError as problem:
        return problem
