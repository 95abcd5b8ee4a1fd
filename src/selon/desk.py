"""The verbs, as Python functions. The command line and the server call these and nothing below them."""

import dataclasses
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from selon.errors import SourceError
from selon.importers import Source, documents
from selon.importers.language import with_language
from selon.reader.pipeline import Reader, shipped_reader
from selon.records import Document, Language
from selon.settings import ReadSettings

_AHEAD = 4  # documents read ahead for each job, so that memory stays bounded


def read(
    text: str,
    *,
    language: Language | None = None,
    id: str = "",
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
    reader: Reader | None = None,
) -> Document:
    """Read one article: a document with its statements.

    The language is found when it is not given, and stays None where there are too few words to tell.
    Raises OtherLanguage for a text that is neither French nor English; give `language` to read it all the same.

    >>> document = read("« Nous partons », a déclaré Léa Morin.", language="fr")
    >>> document.statements[0].cue.of(document.text)
    'a déclaré'
    """
    document = Document(text, id=id, language=language, title=title, outlet=outlet, published=published, url=url)
    return (reader or shipped_reader()).read(with_language(document, "text", ReadSettings()))


def read_sources(
    sources: Iterable[Source | SourceError], settings: ReadSettings | None = None, reader: Reader | None = None
) -> Iterator[tuple[str, Document | SourceError]]:
    """Read every document of every source, in order: the source's name with a document, or the error in its place."""
    settings = settings or ReadSettings()
    reader = reader or shipped_reader()
    waiting: deque[tuple[str, Future[Document] | SourceError]] = deque()
    with ThreadPoolExecutor(settings.jobs) as pool:
        for where, item in _unread(sources, settings):
            waiting.append((where, item if isinstance(item, SourceError) else pool.submit(reader.read, item)))
            if len(waiting) > settings.jobs * _AHEAD:
                yield _finished(waiting.popleft())
        while waiting:
            yield _finished(waiting.popleft())


def _unread(
    sources: Iterable[Source | SourceError], settings: ReadSettings
) -> Iterator[tuple[str, Document | SourceError]]:
    for source in sources:
        if isinstance(source, SourceError):
            yield str(source.values.get("where", "")), source
            continue
        for item in documents(source, settings):
            yield source.where, item


def _finished(item: tuple[str, Future[Document] | SourceError]) -> tuple[str, Document | SourceError]:
    where, result = item
    return where, result.result() if isinstance(result, Future) else result


def without_reasons(document: Document) -> Document:
    """The document without the reasons of its statements, which take more room than all the rest."""
    statements = tuple(dataclasses.replace(statement, reasons=()) for statement in document.statements)
    return dataclasses.replace(document, statements=statements)


def without_unsure(document: Document, least: float) -> Document:
    """The document with only the statements of at least that confidence; a lost parent gives way to its own parent."""
    parents = {s.id: s.parent for s in document.statements}
    kept = {s.id for s in document.statements if s.confidence >= least}

    def standing(number: int | None) -> int | None:
        while number is not None and number not in kept:
            number = parents[number]
        return number

    statements = tuple(dataclasses.replace(s, parent=standing(s.parent)) for s in document.statements if s.id in kept)
    return dataclasses.replace(document, statements=statements)
