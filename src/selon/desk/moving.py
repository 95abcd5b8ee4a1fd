"""Moving: a ledger as a whole, checked, carried to another engine, and its documents for every exporter."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from selon.desk.asking import because
from selon.desk.linking import describe
from selon.errors import BadRecord
from selon.exporters.links import Explained, Links
from selon.ledger import Ledger, check, linking, listing, store, transfer
from selon.ledger.asking import story_key
from selon.ledger.check import Fault
from selon.records import Document


def faults(ledger: Ledger) -> tuple[list[Fault], dict[str, int]]:
    """Everything that is wrong in a ledger, and how many rows each table holds."""
    with ledger.reading() as connection:
        return list(check.faults(connection)), check.counts(connection)


def export_ledger(ledger: Ledger, out: BinaryIO) -> int:
    """Write the whole ledger as JSON lines; returns how many."""
    count = 0
    with ledger.reading() as connection:
        for line in transfer.lines(connection):
            out.write(transfer.to_line(line))
            count += 1
    return count


def import_ledger(
    ledger: Ledger, lines: Iterable[bytes], where: str, tell: Callable[[int], None] = lambda count: None
) -> int:
    """Take an export into a ledger, all of it or, where it is no sound export, nothing; returns how many rows were new.

    Raises BadRecord with the line that is wrong.
    """
    with ledger.writing() as connection:
        new, added = transfer.take_in(connection, _objects(lines, where), tell)
        for document in added:
            describe(connection, store.load(connection, document))
    return new


def kept_documents(ledger: Ledger, story: str | None = None) -> Iterator[Document]:
    """The latest version of every article, or of those of a story, with the statements that stand."""
    with ledger.reading() as connection:
        chosen = None if story is None else story_key(connection, story)
        for key in listing.latest_documents(connection, chosen):
            yield store.load(connection, key)


def kept_links(ledger: Ledger, story: str | None = None) -> Links:
    """The relations between the statements of `kept_documents`, and the ids that these have in the ledger."""
    return Links(_relations(ledger, story), _Numbered(ledger).id_of)


class _Numbered:
    """The ids of statements by document and number, a document at a time."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._document = ""
        self._ids: dict[int, str] = {}

    def id_of(self, document: Document, number: int) -> str:
        """The id of a document's statement of that number."""
        if document.id != self._document:
            with self._ledger.reading() as connection:
                self._ids = {s.id: key for key, s in store.standing(connection, document.id)}
            self._document = document.id
        return self._ids[number]


def _relations(ledger: Ledger, story: str | None) -> Iterator[Explained]:
    """The relations that nobody rejected, between statements that stand, with their reasons in words."""
    with ledger.reading() as connection:
        chosen = None if story is None else story_key(connection, story)
        standing = listing.standing_statements(connection, chosen)
        for held in linking.held(connection, sorted(standing)):
            if {held.relation.later, held.relation.earlier} <= standing:
                yield held.relation, because(held.relation.reasons)


def _objects(lines: Iterable[bytes], where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(lines, 1):
        place = f"{where}:{number}"
        try:
            told = json.loads(line)
        except (ValueError, RecursionError) as problem:
            raise BadRecord("bad_json", where=place, reason=problem) from problem
        if not isinstance(told, dict):
            raise BadRecord("not_an_export", where=place)
        yield place, told


def judged_documents(ledger: Ledger) -> Iterator[Document]:
    """The articles in which a person accepted, mended, added or rejected a statement: what a model can learn from."""
    with ledger.reading() as connection:
        for key in listing.judged_documents(connection):
            yield store.load(connection, key)
