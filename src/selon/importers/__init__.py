"""From what people have to documents: one module a format, each a function from a source to documents.

A source that cannot be read raises SourceError; a single bad line or row is yielded as one, and the rest goes on.
"""

import dataclasses
from collections.abc import Iterable, Iterator

from selon.errors import OtherLanguage, SourceError
from selon.importers.formats import importer_for
from selon.importers.sources import Source, find_sources
from selon.records import LANGUAGES, Document
from selon.settings import ReadSettings
from selon.text import find_language

__all__ = ["Source", "documents", "find_sources"]


def documents(source: Source, settings: ReadSettings) -> Iterator[Document | SourceError]:
    """The documents of one source, each with its language, and an error in the place of each that cannot be had."""
    try:
        importer = importer_for(source)
        for item in importer(source, settings):
            yield item if isinstance(item, SourceError) else _with_language(item, source.where, settings)
    except SourceError as problem:
        yield problem
    except OSError as problem:
        yield SourceError("cannot_open", where=source.where, reason=problem.strerror or problem)


def _with_language(document: Document, where: str, settings: ReadSettings) -> Document | SourceError:
    if not document.text.strip():
        return SourceError("empty", where=where)
    try:
        language = settings.language or document.language
        if language is not None and language not in LANGUAGES:
            raise OtherLanguage("other_language", where=where, language=language)
        return dataclasses.replace(document, language=language or find_language(document.text, where))
    except OtherLanguage as problem:
        return problem


def count(sources: Iterable[Source]) -> int:
    """How many bytes there are to read, for progress; standard input counts as none."""
    return sum(source.size for source in sources)
