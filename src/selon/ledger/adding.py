"""Adding documents: new ones, new versions of those held, and new readings of the same text."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, insert, select, update

from selon.errors import SourceError
from selon.ledger import rows, store
from selon.ledger.carrying import carry_to_version, replace_reading
from selon.ledger.changes import kind_of_change
from selon.ledger.matching import Moved, matched
from selon.ledger.schema import documents
from selon.records import Document

Happened = Literal["new", "version", "read_again", "known"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document that was to be added.

    `what`: new, a new version of an article, read again by another model, or known already. `statements` is how many
    stand now; `earlier` the version before this one.
    """

    document: str
    what: Happened
    statements: int
    earlier: str | None = None
    change: str | None = None


def known(connection: Connection, document: Document, version: str | None = None) -> bool:
    """Whether this very text is held already, read by that version of the model where one is given."""
    asked = select(documents.c.agent_version).where(documents.c.id == rows.document_key(document))
    found = connection.execute(asked).first()
    return found is not None and (version is None or found[0] == version)


def keep(connection: Connection, document: Document, where: str | None) -> Added:
    """Keep a document that was read: as a new one, as a new version, or in place of an older reading of it.

    Raises SourceError for a text that a database cannot hold.
    """
    checked(document, where)
    key = rows.document_key(document)
    held = connection.execute(select(documents.c.agent_version).where(documents.c.id == key)).first()
    if held is not None:
        return _read_again(connection, document, held.agent_version)
    article = rows.article_key(document, where)
    asked = select(documents).where(documents.c.article == article, documents.c.latest)
    earlier = connection.execute(asked).mappings().first()
    change = kind_of_change(earlier["text"], document.text) if earlier else None
    _insert(connection, document, article, earlier, change)
    keys = store.statement_keys(key, document.statements)
    pairs = _succeed(connection, earlier, document) if earlier else {}
    store.write_statements(connection, key, document, document.statements, keys, pairs)
    if earlier:
        carry_to_version(connection, earlier, document, {keys[number]: old for number, old in pairs.items()})
    what: Happened = "version" if earlier else "new"
    return Added(key, what, len(store.standing(connection, key)), str(earlier["id"]) if earlier else None, change)


def checked(document: Document, where: str | None) -> Document:
    """The document; raises SourceError for a NUL or half a surrogate pair, which databases cannot hold."""
    named = (document.id, document.title, document.outlet, document.published, document.url)
    for told in (document.text, *named, *document.authors):
        found = rows.UNKEEPABLE.search(told or "")
        if found:
            code = f"U+{ord(found.group()):04X}"
            raise SourceError("cannot_keep", where=where or document.id, place=found.start(), code=code)
    return document


def _insert(
    connection: Connection, document: Document, article: str, earlier: rows.Columns | None, change: str | None
) -> None:
    """A new version; it is in the story of the one before until it is linked."""
    told = {
        "article": article,
        "version": earlier["version"] + 1 if earlier else 1,
        "latest": True,
        "added_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "story": earlier and earlier["story"],
        "story_by": earlier and earlier["story_by"],
        "change": change,
    }
    connection.execute(insert(documents).values(**rows.document_row(document), **told))


def _read_again(connection: Connection, document: Document, held: str | None) -> Added:
    key = rows.document_key(document)
    version = document.read_by and document.read_by.version
    if version == held:
        return Added(key, "known", len(store.standing(connection, key)))
    replace_reading(connection, key, document)
    return Added(key, "read_again", len(store.standing(connection, key)))


def _succeed(connection: Connection, earlier: rows.Columns, document: Document) -> dict[int, str]:
    """Retire the version before; which of its statements is which of the new one's."""
    old = store.held(connection, earlier["id"])
    connection.execute(update(documents).where(documents.c.id == earlier["id"]).values(latest=False))
    store.retire(connection, list(old))
    numbers = {statement.id: key for key, statement in old.items()}
    pairs = matched(list(old.values()), document.statements, Moved(earlier["text"], document.text))
    return {new: numbers[number] for new, number in pairs.items()}
