"""Proof that a ledger is whole: every offset, hash and link, and what people decided."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, func, select, text

from selon.ledger import index, judging, merging, rows, store
from selon.ledger.judging import Judgement
from selon.ledger.schema import actors, documents, figures, judgements, metadata, relations, statements, stories
from selon.records import Document

UNREADABLE = (ValueError, KeyError, TypeError, AttributeError)
_LINKS = (statements.c.replaced_by, statements.c.earlier_version)  # to other statements, without a foreign key


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a ledger that is not as it must be: `what` is a message's key, `where` the id it is about."""

    what: str
    where: str


def faults(connection: Connection) -> Iterator[Fault]:
    """Everything that is wrong; nothing where the ledger is whole."""
    yield from _of_engine(connection)
    yield from _of_keys(connection)
    same = _same_as(connection)
    for key in list(connection.execute(select(documents.c.id).order_by(documents.c.row)).scalars()):
        yield from of_document(connection, key, same)
    yield from _of_versions(connection)
    yield from _of_relations(connection)
    yield from _of_index(connection)
    yield from _of_judgements(connection)


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table of the record holds."""
    listed = (documents, statements, figures, actors, relations, stories, judgements)
    return {t.name: connection.execute(select(func.count()).select_from(t)).scalar() or 0 for t in listed}


def of_document(connection: Connection, key: str, same: Mapping[str, str] | None = None) -> Iterator[Fault]:
    """What is wrong with a version and its statements; `same` names the actors that were said to be others."""
    try:
        yield from _of_version(connection, key, _same_as(connection) if same is None else same)
    except UNREADABLE:
        yield Fault("fault_record", key)


def _of_engine(connection: Connection) -> Iterator[Fault]:
    """What the database itself finds wrong with its pages."""
    if connection.dialect.name == "sqlite":
        for (told,) in connection.execute(text("PRAGMA integrity_check")):
            if told != "ok":
                yield Fault("fault_engine", str(told)[:120])


def _of_keys(connection: Connection) -> Iterator[Fault]:
    """Rows that refer to others which are not there."""
    pairs: list[tuple[Column[Any], Column[Any]]] = [(column, statements.c.id) for column in _LINKS]
    pairs += [(key.parent, key.column) for table in metadata.sorted_tables for key in table.foreign_keys]
    own = select(statements.c.id).where(statements.c.earlier_version == statements.c.id)
    for value in connection.execute(own).scalars():
        yield Fault("fault_key", f"statements {value}")
    for column, other in pairs:
        lost = select(column).where(column.is_not(None), column.not_in(select(other.table.alias().c[other.name])))
        for value in connection.execute(lost.distinct().order_by(column)).scalars():
            yield Fault("fault_key", f"{column.table.name} {value}")


def _of_version(connection: Connection, key: str, same: Mapping[str, str]) -> Iterator[Fault]:
    row = connection.execute(select(documents).where(documents.c.id == key)).mappings().one()
    document = rows.document_of(row)
    if hashlib.sha256(row["text"].encode()).hexdigest() != row["text_hash"]:
        yield Fault("fault_text", key)
    if rows.document_key(document) != key:
        yield Fault("fault_document_id", key)
    if not all(isinstance(name, str) for name in document.authors):
        yield Fault("fault_record", key)
    expected = rows.document_row(document)
    if any(row[name] != expected[name] for name in ("outlet_words", "published_at", "published_day")):
        yield Fault("fault_record", key)
    held = list(connection.execute(select(statements).where(statements.c.document == key)).mappings())
    numbers = {statement["id"]: statement["number"] for statement in held}
    counted = _figures(connection, key)
    for statement in held:
        try:
            yield from _of_statement(connection, statement, document, same, counted[statement["id"]])
            yield from _of_place(statement, numbers, bool(row["latest"]))
        except UNREADABLE:
            yield Fault("fault_record", statement["id"])


def _figures(connection: Connection, document: str) -> Mapping[str, list[rows.Row]]:
    asked = select(figures).join(statements, statements.c.id == figures.c.statement)
    asked = asked.where(statements.c.document == document).order_by(figures.c.statement, figures.c.position)
    found: dict[str, list[rows.Row]] = defaultdict(list)
    for row in connection.execute(asked).mappings():
        found[row["statement"]].append(dict(row))
    return found


def _of_statement(
    connection: Connection, row: rows.Columns, document: Document, same: Mapping[str, str], held: list[rows.Row]
) -> Iterator[Fault]:
    """What is wrong within a statement: its spans, its columns, its figures, the words it is found by."""
    key, record = row["id"], rows.unpacked(row["record"])
    spans = [s for s in (*record.content, record.source, record.cue, *(f.span for f in record.figures)) if s]
    if not record.content or any(not 0 <= span.start < span.end <= len(document.text) for span in spans):
        yield Fault("fault_span", key)
        return
    told = rows.statement_row(record, document)
    told["actor"] = same.get(told["actor"], told["actor"])
    if any(row[name] != told[name] for name in told) or record.id != row["number"]:
        yield Fault("fault_statement", key)
    if held != rows.figure_rows(key, record, document.text):
        yield Fault("fault_figures", key)
    if row["standing"] and not index.is_sound(connection, store.indexed(row, document.language)):
        yield Fault("fault_index", key)


def _of_place(row: rows.Columns, numbers: Mapping[str, int], is_latest: bool) -> Iterator[Fault]:
    """Whether a statement stands where it should, and in what it should."""
    if bool(row["standing"]) != judging.stands(row, is_latest):
        yield Fault("fault_standing", row["id"])
    is_lost = row["parent"] is not None and row["parent"] not in numbers
    if is_lost or (row["replaced_by"] is None and row["record"].get("parent") != numbers.get(row["parent"])):
        yield Fault("fault_parent", row["id"])


def _same_as(connection: Connection) -> dict[str, str]:
    """The actors that a person said to be others."""
    asked = select(actors.c.id, actors.c.same_as).where(actors.c.same_as.is_not(None))
    return {row.id: row.same_as for row in connection.execute(asked)}


def _of_versions(connection: Connection) -> Iterator[Fault]:
    """The versions of each article are counted one by one, and the last is the latest."""
    asked = select(documents.c.article, documents.c.version, documents.c.latest)
    found: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for article, version, latest in connection.execute(asked.order_by(documents.c.article, documents.c.version)):
        found[article].append((version, bool(latest)))
    for article, versions in found.items():
        if versions != [(at, at == len(versions)) for at in range(1, len(versions) + 1)]:
            yield Fault("fault_versions", article)


def _of_relations(connection: Connection) -> Iterator[Fault]:
    """Relations go from one article to another."""
    later, earlier = statements.alias(), statements.alias()
    asked = (
        select(relations.c.later, relations.c.earlier)
        .join(later, later.c.id == relations.c.later)
        .join(earlier, earlier.c.id == relations.c.earlier)
        .where(later.c.document == earlier.c.document)
    )
    for row in connection.execute(asked):
        yield Fault("fault_relation", f"{row.later}>{row.earlier}")


def _of_index(connection: Connection) -> Iterator[Fault]:
    """Nothing can be found that does not stand."""
    standing = set(connection.execute(select(statements.c.row).where(statements.c.standing)).scalars())
    key = "rowid" if connection.dialect.name == "sqlite" else "statement_row"
    found = set(connection.execute(text(f"SELECT {key} FROM statement_words")).scalars())
    for row in sorted(found - standing):
        yield Fault("fault_index", str(row))


def _of_judgements(connection: Connection) -> Iterator[Fault]:
    """All that people judged is what their judgements make of it."""
    made = judging.judged(connection)
    for key in sorted(_judged_statements(connection, made)):
        try:
            row = connection.execute(select(statements).where(statements.c.id == key)).mappings().first()
            is_sound = row is not None and judging.is_settled(connection, row)
        except UNREADABLE:
            is_sound = False
        if not is_sound:
            yield Fault("fault_judgement", key)
    yield from _of_merges(connection)
    yield from _of_stories(connection, made)


def _judged_statements(connection: Connection, made: list[Judgement]) -> set[str]:
    """The statements that are not as they were read, or that somebody judged."""
    asked = select(statements.c.id).where(statements.c.replaced_by.is_(None), statements.c.status != "read")
    found = set(connection.execute(asked).scalars())
    for verdict in made:
        if verdict.verdict in judging.ON_STATEMENTS and store.is_there(connection, verdict.target):
            found.add(judging.current(connection, verdict.target))
            found.add(judging.present(connection, verdict.target))
    return found


def _of_merges(connection: Connection) -> Iterator[Fault]:
    held, judged = _same_as(connection), merging.same_actors(connection)
    for key in sorted({*held, *judged}):
        if held.get(key) != judged.get(key) and merging.is_there(connection, key):
            yield Fault("fault_judgement", key)


def _of_stories(connection: Connection, made: list[Judgement]) -> Iterator[Fault]:
    """The names of stories that people named, and the places of articles that people moved."""
    asked = select(stories.c.id, stories.c.name, stories.c.named_by)
    for story, *held in connection.execute(asked.order_by(stories.c.id)):
        named = merging.named(connection, story)
        if named is not None and list(named) != held:
            yield Fault("fault_judgement", story)
    places: dict[str, tuple[str, str]] = {}
    for verdict in made:
        if verdict.verdict == "move" and verdict.stands:
            places.update(dict.fromkeys(verdict.payload["documents"], (verdict.target, verdict.who)))
    for document, place in sorted(places.items()):
        put = select(documents.c.story, documents.c.story_by).where(documents.c.id == document)
        found = connection.execute(put).first()
        if found is not None and tuple(found) != place:
            yield Fault("fault_judgement", document)
