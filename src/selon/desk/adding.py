"""Adding: articles into a ledger, read and linked. What is told as added is kept, whatever happens then."""

from collections.abc import Iterable, Iterator

from selon.desk.linking import Prepared, link, prepare, relate_again
from selon.desk.reading import in_order, unread
from selon.errors import SourceError
from selon.importers import Source
from selon.ledger import Ledger, listing, rows, store
from selon.ledger.adding import Added, checked, keep, known
from selon.reader.pipeline import Reader, shipped_reader
from selon.records import Document
from selon.relate.vectors import SentenceVectors, Vectors
from selon.settings import ReadSettings


def add(
    sources: Iterable[Source | SourceError],
    ledger: Ledger,
    settings: ReadSettings | None = None,
    reader: Reader | None = None,
    vectors: Vectors | None = None,
) -> Iterator[tuple[str, Added | SourceError]]:
    """Add every document of every source, in order: the source's name with what became of it, or the error.

    Each document is one transaction, ended before it is told. A text that the ledger holds already is not read again.
    """
    settings, reader, vectors = settings or ReadSettings(), reader or shipped_reader(), vectors or SentenceVectors()
    work = Worker(ledger, reader, vectors)
    for where, item in in_order(_keepable(unread(sources, settings)), work.read, settings.jobs):
        yield where, item if isinstance(item, SourceError) else work.keep(item, where)


def read_again(
    ledger: Ledger, reader: Reader | None = None, vectors: Vectors | None = None, jobs: int = 1
) -> Iterator[tuple[str, Added | SourceError]]:
    """Read again every document that another version of the model read; what people decided is carried over."""
    reader, vectors = reader or shipped_reader(), vectors or SentenceVectors()
    work = Worker(ledger, reader, vectors)
    for where, item in in_order(_read_by_others(ledger, reader.origin.version), work.read, jobs):
        yield where, item if isinstance(item, SourceError) else work.keep(item, where)


class Worker:
    """Reads documents and keeps them. Reading may go on in several threads, keeping in one."""

    def __init__(self, ledger: Ledger, reader: Reader, vectors: Vectors) -> None:
        self._ledger = ledger
        self._reader = reader
        self._vectors = vectors

    def read(self, document: Document) -> Prepared | Document:
        """The document read and made ready for linking; the document itself where the ledger holds it already."""
        with self._ledger.reading() as connection:
            if known(connection, document, self._reader.origin.version):
                return document
        return prepare(self._reader.read(document))

    def keep(self, item: Prepared | Document, where: str) -> Added | SourceError:
        """Keep and link a document in one transaction."""
        if isinstance(item, Document):
            return self._known(item)
        try:
            with self._ledger.writing() as connection:
                added = keep(connection, item.document, where)
                if added.what == "read_again":
                    relate_again(connection, added.document, self._vectors)
                elif added.what != "known":
                    link(connection, added.document, item, self._vectors)
        except SourceError as problem:
            return problem
        return added

    def _known(self, document: Document) -> Added:
        key = rows.document_key(document)
        with self._ledger.reading() as connection:
            return Added(key, "known", len(store.standing(connection, key)))


def _keepable(items: Iterable[tuple[str, Document | SourceError]]) -> Iterator[tuple[str, Document | SourceError]]:
    """The documents that a ledger can hold; an error in the place of each other."""
    for where, item in items:
        try:
            yield where, item if isinstance(item, SourceError) else checked(item, where)
        except SourceError as problem:
            yield where, problem


def _read_by_others(ledger: Ledger, version: str) -> Iterator[tuple[str, Document | SourceError]]:
    with ledger.reading() as connection:
        keys = listing.read_by_others(connection, version)
    for key in keys:
        with ledger.reading() as connection:
            document = store.as_given(connection, key)
        yield key, document
