"""What people decided goes with a text: to a new reading of it, and to the next version of its article."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, select, update

from selon.ledger import judging, rows, store
from selon.ledger.matching import Moved, matched
from selon.ledger.schema import documents, relations, statements
from selon.records import Document, Statement


def replace_reading(connection: Connection, key: str, document: Document) -> None:
    """Put the statements of a new reading in the place of the old ones.

    A statement found at the same places keeps its id; one whose content overlaps an old one's takes over its
    judgements; an old one that is not found again is retired, unless a person accepted, mended or added it.
    """
    read_by = document.read_by
    told = {"agent": read_by and read_by.agent, "agent_version": read_by and read_by.version}
    connection.execute(update(documents).where(documents.c.id == key).values(**told))
    held = store.held(connection, key)
    keys = store.statement_keys(key, document.statements)
    fresh = [s for s in document.statements if keys[s.id] not in held]
    gone = {k: s for k, s in held.items() if k not in keys.values()}
    pairs = _successors(gone, fresh, keys)
    judging.mark_replaced(connection, pairs)
    store.retire(connection, list(pairs))
    lost = [k for k in gone if k not in pairs]
    _lose(connection, key, lost, len(document.statements))
    before = _before(connection, pairs, keys)
    new = [s for s in fresh if not _is_back(connection, keys[s.id], before.get(s.id))]
    store.write_statements(connection, key, document, new, keys, before)
    for statement in document.statements:
        if statement not in new:
            _renew(connection, keys[statement.id], statement, document, keys)
    judging.stand_again(connection, [*lost, *keys.values()])
    _carry_relations(connection, pairs)


def carry_to_version(
    connection: Connection, earlier: rows.Columns, document: Document, pairs: Mapping[str, str]
) -> None:
    """Let the statements of a new version be what people decided about those of the version before.

    `earlier` is the row of that version, `pairs` the old statement of each new one. Where the words are the same what
    was decided holds; a statement that only a person found is found again at the new place of its words.
    """
    found = {**pairs, **_put_again(connection, earlier, document, set(pairs.values()))}
    judging.stand_again(connection, list(found))
    for new, old in found.items():
        if old in judging.earlier_ids(connection, new):
            _copy_relations(connection, old, new)


def _put_again(connection: Connection, earlier: rows.Columns, document: Document, paired: set[str]) -> dict[str, str]:
    """What a person holds of the version before and reading did not find in the new one: its new id with the old."""
    held = store.held(connection, earlier["id"])
    alone = [key for key in held if key not in paired and _status(connection, key) in judging.KEPT]
    key, made = rows.document_key(document), {}
    moved = Moved(earlier["text"], document.text) if alone else Moved("", "")
    for old in alone:
        placed = moved.statement(replace(held[old], parent=None))
        if placed is None:
            continue
        again = replace(placed, id=store.first_free(connection, key))
        new = rows.statement_key(key, again)
        if not store.is_there(connection, new):
            store.write_statements(connection, key, document, [again], {again.id: new}, {again.id: old})
            connection.execute(update(statements).where(statements.c.id == new).values(found=False, status="accepted"))
            connection.execute(update(statements).where(statements.c.id == new).values(as_read=rows.packed(again)))
            made[new] = old
    return made


def _copy_relations(connection: Connection, old: str, new: str) -> None:
    """Relations that a person judged, for the statement of the new version too."""
    for end in (relations.c.later, relations.c.earlier):
        asked = select(relations).where(end == old, relations.c.status != "proposed")
        made = [{**row, end.name: new} for row in connection.execute(asked).mappings()]
        if made:
            connection.execute(insert(relations), made)


def _carry_relations(connection: Connection, pairs: Mapping[str, str]) -> None:
    """Relations that a person judged, from old statements to those in their places; the machine makes its own anew."""
    for end in (relations.c.later, relations.c.earlier):
        for old, new in pairs.items():
            connection.execute(delete(relations).where(end == old, relations.c.status == "proposed"))
            connection.execute(update(relations).where(end == old).values({end.name: new}))


def _successors(gone: Mapping[str, Statement], fresh: Sequence[Statement], keys: Mapping[int, str]) -> dict[str, str]:
    """The new statement that takes the place of each old one that has one."""
    numbers = {statement.id: key for key, statement in gone.items()}
    return {numbers[old]: keys[new] for new, old in matched(list(gone.values()), fresh).items()}


def _before(connection: Connection, pairs: Mapping[str, str], keys: Mapping[int, str]) -> dict[int, str | None]:
    """The statement of the version before, for each that takes the place of one that had it."""
    asked = select(statements.c.id, statements.c.earlier_version).where(statements.c.id.in_(list(pairs)))
    found = {pairs[row.id]: row.earlier_version for row in connection.execute(asked)}
    return {number: found[key] for number, key in keys.items() if key in found}


def _is_back(connection: Connection, key: str, before: str | None) -> bool:
    """Whether a statement whose place another had taken is found again at its old places; if so it is as read."""
    told = {"replaced_by": None, "status": "read", "as_read": None}
    if before is not None:
        told["earlier_version"] = before
    return connection.execute(update(statements).where(statements.c.id == key).values(**told)).rowcount > 0


def _renew(
    connection: Connection, again: str, statement: Statement, document: Document, keys: Mapping[int, str]
) -> None:
    """A statement found again at the same places: what was read of it now."""
    parent = None if statement.parent is None else keys[statement.parent]
    told = {"number": statement.id, "parent": parent, "found": True}
    row = connection.execute(select(statements.c.status, statements.c.document).where(statements.c.id == again)).one()
    if row.status == "read":
        latest = select(documents.c.latest).where(documents.c.id == row.document)
        standing = connection.execute(latest).scalar()
        store.rewrite(connection, again, statement, document, standing=standing, **told)
    else:
        as_read = rows.packed(statement)
        connection.execute(update(statements).where(statements.c.id == again).values(as_read=as_read, **told))


def _lose(connection: Connection, key: str, lost: Sequence[str], read: int) -> None:
    """Statements that reading did not find again: they have numbers behind those that it found, and no parent."""
    first = max(store.first_free(connection, key), read + 1)
    names = ("status", "standing", "record", "as_read")
    for number, each in enumerate(lost, first):
        asked = select(*(statements.c[name] for name in names)).where(statements.c.id == each)
        row = connection.execute(asked).one()
        bare = {name: value and _without_parent(value, number) for name, value in zip(names[2:], row[2:], strict=True)}
        told = {"number": number, "parent": None, "found": False, **bare}
        connection.execute(update(statements).where(statements.c.id == each).values(**told))
    store.retire(connection, [each for each in lost if _status(connection, each) == "read"])


def _without_parent(record: rows.Row, number: int) -> rows.Row:
    return {**{name: value for name, value in record.items() if name != "parent"}, "id": number}


def _status(connection: Connection, key: str) -> str:
    return str(connection.execute(select(statements.c.status).where(statements.c.id == key)).scalar())
