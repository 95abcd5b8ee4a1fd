"""Reading: articles to documents with statements, without a ledger."""

import dataclasses
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from selon.errors import SourceError
from selon.importers import Source, documents
from selon.importers.language import with_language
from selon.reader.pipeline import Reader, shipped_reader
from selon.records import Document, Language
from selon.settings import ReadSettings

Made = TypeVar("Made")
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
    yield from in_order(unread(sources, settings), reader.read, settings.jobs)


def in_order(
    items: Iterable[tuple[str, Document | SourceError]], work: Callable[[Document], Made], jobs: int
) -> Iterator[tuple[str, Made | SourceError]]:
    """What the work makes of each document, in the order they came, `jobs` side by side; errors pass through."""
    waiting: deque[tuple[str, Future[Made] | SourceError]] = deque()
    with ThreadPoolExecutor(jobs) as pool:
        for where, item in items:
            waiting.append((where, item if isinstance(item, SourceError) else pool.submit(work, item)))
            if len(waiting) > jobs * _AHEAD:
                name, made = waiting.popleft()
                yield name, made if isinstance(made, SourceError) else made.result()
        while waiting:
            name, made = waiting.popleft()
            yield name, made if isinstance(made, SourceError) else made.result()


def unread(
    sources: Iterable[Source | SourceError], settings: ReadSettings
) -> Iterator[tuple[str, Document | SourceError]]:
    """Every document of every source before it is read, or the error in its place, with the source's name."""
    for source in sources:
        if isinstance(source, SourceError):
            yield str(source.values.get("where", "")), source
            continue
        for item in documents(source, settings):
            yield source.where, item


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
