"""Writing statements and reading documents back. Every function works within its caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, func, insert, select, update

from selon.ledger import rows
from selon.ledger.index import Indexed, index, unindex
from selon.ledger.schema import actors, documents, figures, statements
from selon.ledger.words import name_words
from selon.records import Document, Language, Statement

_MANY = 400  # values in one question to the database


def load(connection: Connection, document: str) -> Document:
    """A version with the statements that stand in it; where a parent does not stand, its own parent takes its place."""
    row = connection.execute(select(documents).where(documents.c.id == document)).mappings().one()
    return rows.document_of(row, tuple(_attached(connection, document)))


def bare(connection: Connection, document: str) -> Document:
    """A version without its statements."""
    return rows.document_of(connection.execute(select(documents).where(documents.c.id == document)).mappings().one())


def as_given(connection: Connection, document: str) -> Document:
    """A version as it was before it was read, with its own id: ids of unnamed actors are made from that."""
    row = connection.execute(select(documents).where(documents.c.id == document)).mappings().one()
    return replace(rows.document_of(row), id=row["own_id"])


def mark_added(connection: Connection, key: str) -> None:
    """Tell of a statement that a person added it and no reading found it."""
    connection.execute(update(statements).where(statements.c.id == key).values(found=False, status="added"))


def is_there(connection: Connection, key: str) -> bool:
    """Whether there is a statement of that id."""
    return connection.execute(select(statements.c.id).where(statements.c.id == key)).first() is not None


def document_of(connection: Connection, statement: str) -> str:
    """The id of a statement's document."""
    asked = select(statements.c.document).where(statements.c.id == statement)
    return str(connection.execute(asked).scalar_one())


def _attached(connection: Connection, document: str) -> list[Statement]:
    names = ("id", "number", "parent", "standing")
    asked = select(*(statements.c[name] for name in names)).where(statements.c.document == document)
    held = {row.id: row for row in connection.execute(asked)}

    def parent(key: str) -> int | None:
        above, seen = held[key].parent, {key}
        while above is not None and not held[above].standing and above not in seen:
            seen.add(above)
            above = held[above].parent
        return None if above is None else int(held[above].number)

    return [replace(statement, parent=parent(key)) for key, statement in standing(connection, document)]


def standing(connection: Connection, document: str) -> list[tuple[str, Statement]]:
    """The statements of a document that stand, with their ids, in the order of the text."""
    asked = (
        select(statements.c.id, statements.c.record)
        .where(statements.c.document == document, statements.c.standing)
        .order_by(statements.c.number)
    )
    return [(row.id, rows.unpacked(row.record)) for row in connection.execute(asked)]


def held(connection: Connection, document: str) -> dict[str, Statement]:
    """The statements of a document as they were read, by id; also rejected ones, but none that was replaced.

    Of those that a person added, what was added.
    """
    names = ("id", "number", "record", "as_read")
    asked = select(*(statements.c[name] for name in names))
    asked = asked.where(statements.c.document == document, statements.c.replaced_by.is_(None))
    listed = connection.execute(asked.order_by(statements.c.number))
    return {row.id: replace(rows.unpacked(row.as_read or row.record), id=row.number) for row in listed}


def first_free(connection: Connection, key: str) -> int:
    """A number that no statement of the document has."""
    taken = select(func.max(statements.c.number)).where(statements.c.document == key)
    return (connection.execute(taken).scalar() or 0) + 1


def write_statements(
    connection: Connection,
    document: str,
    record: Document,
    listed: Iterable[Statement],
    keys: Mapping[int, str],
    earlier: Mapping[int, str | None],
) -> None:
    """Write statements of a document, with their figures and words.

    `keys` are the ids of all of the document's statements by number; `earlier` those in the version before.
    """
    made = list(listed)
    same = _name_actors(connection, made)
    standing = connection.execute(select(documents.c.latest).where(documents.c.id == document)).scalar()
    values = []
    for statement in made:
        told = {
            "id": keys[statement.id],
            "document": document,
            "number": statement.id,
            "parent": None if statement.parent is None else keys[statement.parent],
            "standing": standing,
            "found": True,
            "status": "read",
            "earlier_version": earlier.get(statement.id),
            **rows.statement_row(statement, record),
        }
        values.append({**told, "actor": same.get(told["actor"], told["actor"])})
    if values:
        connection.execute(insert(statements), values)
    numbers = [row for statement in made for row in rows.figure_rows(keys[statement.id], statement, record.text)]
    if numbers:
        connection.execute(insert(figures), numbers)
    reindex(connection, [keys[statement.id] for statement in made], record)


def statement_keys(document: str, listed: Iterable[Statement]) -> dict[int, str]:
    """The ids of a document's statements, by number; of two with the same spans the second has its number's."""
    found: dict[int, str] = {}
    for statement in listed:
        key = rows.statement_key(document, statement)
        found[statement.id] = (
            rows.statement_key(f"{document} {statement.id}", statement) if key in found.values() else key
        )
    return found


def rewrite(connection: Connection, key: str, statement: Statement, record: Document, **columns: object) -> None:
    """Put another record in the place of a statement's."""
    same = _name_actors(connection, [statement])
    told = {**rows.statement_row(statement, record), **columns}
    told["actor"] = same.get(told["actor"], told["actor"])
    connection.execute(update(statements).where(statements.c.id == key).values(**told))
    connection.execute(delete(figures).where(figures.c.statement == key))
    numbers = rows.figure_rows(key, statement, record.text)
    if numbers:
        connection.execute(insert(figures), numbers)
    reindex(connection, [key], record)


def retire(connection: Connection, keys: Sequence[str], **columns: object) -> None:
    """Statements that stand no longer; they and their judgements are kept."""
    for first in range(0, len(keys), _MANY):
        part = statements.c.id.in_(keys[first : first + _MANY])
        found = [row.row for row in connection.execute(select(statements.c.row).where(part))]
        connection.execute(update(statements).where(part).values(standing=False, **columns))
        unindex(connection, found)


def reindex(connection: Connection, keys: Sequence[str], record: Document) -> None:
    """Make these statements of a document findable, those that stand."""
    names = ("row", "content", "source", "who", "on_behalf_of", "standing")
    for first in range(0, len(keys), _MANY):
        asked = select(*(statements.c[name] for name in names)).where(statements.c.id.in_(keys[first : first + _MANY]))
        found = list(connection.execute(asked))
        unindex(connection, [row.row for row in found])
        index(connection, [indexed(row._mapping, record.language) for row in found if row.standing])


def indexed(row: rows.Columns, language: Language | None) -> Indexed:
    """What is searched of a statement, by its row."""
    who = f"{row['who'] or ''} {row['on_behalf_of'] or ''}"
    return Indexed(row["row"], row["content"], row["source"], who, language)


def _name_actors(connection: Connection, listed: Sequence[Statement]) -> dict[str, str]:
    """Keep each actor that is new, by its id; returns the ids that a person said to be others."""
    found = {rows.actor_key(s.actor.id): s.actor for s in listed if s.actor is not None and s.actor.id is not None}
    asked = select(actors.c.id, actors.c.same_as).where(actors.c.id.in_(list(found)))
    held = {row.id: row.same_as for row in connection.execute(asked)}
    made = [
        {"id": key, "name": actor.who, "type": actor.who_type, "name_words": name_words(actor.who)}
        for key, actor in found.items()
        if key not in held
    ]
    if made:
        connection.execute(insert(actors), made)
    return {key: same for key, same in held.items() if same is not None}
