"""What people decided: appended, never overwritten, withdrawable; and what statements are once it is applied."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, select, update

from selon.errors import NotInLedger, UsageError
from selon.ledger import rows, store
from selon.ledger.schema import documents, judgements, statements
from selon.records import Document, Statement
from selon.text import content_words

Verdict = Literal["accept", "reject", "edit", "add", "merge", "split", "relate", "unrelate", "name", "move", "withdraw"]
ON_STATEMENTS = ("accept", "reject", "edit", "add")
KEPT = ("accepted", "edited", "added")  # by a person: such a statement stays, found again or not
_SPANS = frozenset({"content", "cue", "source", "figures", "said_on", "times"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's verdict: appended, never overwritten.

    `target` is the id of what is judged: a statement, an actor, a story, a relation (`LATER>EARLIER`), or another
    judgement to withdraw. `payload` holds what the verdict needs: the new values of an edit, the actor merged into.
    """

    id: str
    at: str
    who: str
    verdict: Verdict
    target: str
    why: str | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    withdraws: str | None = None
    stands: bool = True


def record(
    connection: Connection, verdict: Verdict, target: str, who: str, why: str | None, payload: Mapping[str, Any]
) -> Judgement:
    """Append a judgement. Nothing is applied by this alone."""
    for told in (who, why or "", *_texts(payload)):
        found = rows.UNKEEPABLE.search(told)
        if found:
            raise UsageError("cannot_keep", where=ascii(told), place=found.start(), code=f"U+{ord(found.group()):04X}")
    at = _moment(connection)
    withdraws = target if verdict == "withdraw" else None
    made = Judgement(uuid.uuid4().hex, at, who, verdict, target, why, dict(payload), withdraws)
    values = {
        name: getattr(made, name) for name in ("id", "at", "who", "why", "verdict", "target", "payload", "withdraws")
    }
    connection.execute(insert(judgements).values(**values))
    return made


def judged(connection: Connection, targets: Sequence[str] | None = None) -> list[Judgement]:
    """The judgements on these targets, or all, in the order they were made; withdrawn ones say so."""
    asked = select(judgements).order_by(judgements.c.at, judgements.c.id)
    if targets is not None:
        asked = asked.where(judgements.c.target.in_(list(targets)))
    found = [_judgement(row) for row in connection.execute(asked).mappings()]
    withdrawn = _withdrawn(connection)
    return [j if j.id not in withdrawn else _fallen(j) for j in found]


def withdraw(connection: Connection, key: str, who: str, why: str | None) -> tuple[Judgement, Judgement]:
    """Withdraw a judgement; returns the withdrawal and what it withdraws.

    Raises NotInLedger, or UsageError where it was withdrawn before.
    """
    found = next((j for j in judged(connection) if j.id == key or (len(key) >= 6 and j.id.startswith(key))), None)
    if found is None:
        raise NotInLedger("no_such_judgement", id=key)
    if not found.stands:
        raise UsageError("withdrawn_already", id=key)
    return record(connection, "withdraw", found.id, who, why, {}), found


def settle(connection: Connection, key: str) -> None:
    """Make a statement what reading and the judgements that stand say it is, and with it those of later versions."""
    row = connection.execute(select(statements).where(statements.c.id == key)).mappings().one()
    as_read = row["as_read"] or (row["record"] if row["status"] == "read" else None)
    status, made = apply(as_read, verdicts_on(connection, row))
    if made is None:
        store.retire(connection, [key], status="withdrawn")
        return
    standing = stands({**row, "status": status}, _is_latest(connection, row["document"]))
    told = {"standing": standing, "status": status, "as_read": as_read if status != "read" else None}
    record = {**made, "id": row["number"], "parent": number_of(connection, row["parent"])}
    store.rewrite(connection, key, rows.unpacked(record), store.bare(connection, row["document"]), **told)
    for heir in heirs(connection, key):
        settle(connection, heir)


def is_settled(connection: Connection, row: rows.Columns) -> bool:
    """Whether a statement is what reading and the judgements that stand say it is."""
    as_read = row["as_read"] or (row["record"] if row["status"] == "read" else None)
    status, made = apply(as_read, verdicts_on(connection, row))
    if made is None:
        return bool(row["status"] == "withdrawn")
    record = {**made, "id": row["number"], "parent": number_of(connection, row["parent"])}
    return bool(status == row["status"] and rows.packed(rows.unpacked(record)) == row["record"])


def stands(row: rows.Columns, is_latest: bool) -> bool:
    """Whether a statement is one that the ledger tells: found by the present reading of the latest version, or held by
    a person, and rejected by nobody.
    """
    is_held = row["status"] in KEPT or (row["found"] and row["status"] == "read")
    return is_latest and row["replaced_by"] is None and bool(is_held)


def verdicts_on(connection: Connection, row: rows.Columns) -> list[Judgement]:
    """What stands of the judgements on a statement, those on its earlier versions first."""
    own = [j for j in judged(connection, lineage(connection, row["id"])) if j.stands and j.verdict in ON_STATEMENTS]
    before = judged(connection, earlier_ids(connection, row["id"]))
    return [*(_inherited(j) for j in before if j.stands and _inherits(j)), *own]


def number_of(connection: Connection, key: str | None) -> int | None:
    """The number of a statement within its document."""
    return connection.execute(select(statements.c.number).where(statements.c.id == key)).scalar() if key else None


def apply(as_read: Mapping[str, Any] | None, verdicts: Sequence[Judgement]) -> tuple[str, Mapping[str, Any] | None]:
    """The status and the record of a statement: as read, then the verdicts in order. None where nothing holds it."""
    made, status = as_read, "read"
    for verdict in verdicts:
        if verdict.verdict == "add":
            made, status = verdict.payload["record"], "added"
        elif verdict.verdict == "edit" and made is not None:
            made = {**made, **verdict.payload}
            status = "edited"
        elif verdict.verdict in ("accept", "reject"):
            status = f"{verdict.verdict}ed"
    return status, None if made is None else {name: value for name, value in made.items() if value is not None}


def lineage(connection: Connection, key: str) -> list[str]:
    """The id of a statement and those it had in earlier readings of the same text."""
    found, new = [key], [key]
    while new:
        asked = select(statements.c.id).where(statements.c.replaced_by.in_(new))
        new = [row.id for row in connection.execute(asked) if row.id not in found]
        found.extend(new)
    return found


def current(connection: Connection, key: str) -> str:
    """The id that a statement has now, whatever it had when it was judged."""
    seen = {key}
    while True:
        asked = select(statements.c.replaced_by).where(statements.c.id == key)
        after = connection.execute(asked).scalar()
        if after is None or after in seen:  # in a circle only where the ledger is damaged
            return key
        seen.add(after)
        key = after


def heirs(connection: Connection, key: str) -> list[str]:
    """The same statement in the next version of the article, where its words are the same."""
    asked = select(statements.c.id).where(
        statements.c.earlier_version.in_(lineage(connection, key)), statements.c.replaced_by.is_(None)
    )
    found = list(connection.execute(asked).scalars())
    told = words_of(connection, lineage(connection, key)) if found else set()
    return [heir for heir in found if told & words_of(connection, lineage(connection, heir))]


def present(connection: Connection, key: str) -> str:
    """The id that a statement has now, in the latest version that says the same words."""
    seen: set[str] = set()
    while True:
        key = current(connection, key)
        seen.add(key)
        after = [heir for heir in heirs(connection, key) if heir not in seen]
        if not after:
            return key
        key = after[0]


def kin(connection: Connection, key: str) -> list[str]:
    """Every id that a statement had until now, in readings and versions."""
    return [*lineage(connection, key), *earlier_ids(connection, key)]


def earlier_ids(connection: Connection, key: str) -> list[str]:
    """The ids of the same statement in earlier versions of the article, as long as its words are the same."""
    found: list[str] = []
    here = lineage(connection, key)
    before = _version_before(connection, here)
    while before is not None:
        there = lineage(connection, current(connection, before))
        if set(there) & {key, *found} or not words_of(connection, here) & words_of(connection, there):
            break
        found.extend(there)
        here, before = there, _version_before(connection, there)
    return found


def words_of(connection: Connection, keys: Sequence[str]) -> set[str]:
    """The contents of these statements, as they are and as they were read."""
    names = (statements.c.content, statements.c.as_read, documents.c.text)
    asked = select(*names).join(documents, documents.c.id == statements.c.document)
    found: set[str] = set()
    for content, as_read, text in connection.execute(asked.where(statements.c.id.in_(list(keys)))):
        found.add(content)
        if as_read:
            found.add(content_words(rows.unpacked(as_read), text))
    return found


def _version_before(connection: Connection, keys: Sequence[str]) -> str | None:
    asked = select(statements.c.earlier_version).where(statements.c.id.in_(list(keys)))
    return connection.execute(asked.where(statements.c.earlier_version.is_not(None)).limit(1)).scalar()


def checked(statement: Statement, document: Document) -> Statement:
    """The statement; raises UsageError where a span is not within the text or there is no content."""
    parts = [*statement.content, statement.source, statement.cue, *(f.span for f in statement.figures)]
    for span in parts:
        if span is not None and not 0 <= span.start < span.end <= len(document.text):
            raise UsageError("bad_span", start=span.start, end=span.end, length=len(document.text))
    if not statement.content:
        raise UsageError("no_content")
    return statement


def spans_of(document: Document, words: str) -> list[list[int]]:
    """Where words stand in a document: `12-40` for places, else the words themselves, ` … ` between segments.

    Raises UsageError where they are not there or there more than once.
    """
    found: list[list[int]] = []
    for piece in words.split(" … "):
        start, dash, end = piece.partition("-")
        if dash and start.isdigit() and end.isdigit():
            found.append([int(start), int(end)])
            continue
        count = document.text.count(piece)
        if count != 1:
            raise UsageError("words_not_there" if not count else "words_not_once", words=piece, count=count)
        at = document.text.index(piece)
        found.append([at, at + len(piece)])
    return found


def not_carried(connection: Connection) -> list[Judgement]:
    """Judgements that stand, on statements that the present reading or the latest version does not hold any more."""
    standing = [j for j in judged(connection) if j.stands and j.verdict in ON_STATEMENTS]
    return [j for j in standing if not _is_carried(connection, j)]


def _is_carried(connection: Connection, verdict: Judgement) -> bool:
    """Whether a verdict says something of what the latest version tells."""
    now = present(connection, verdict.target)
    row = connection.execute(select(statements).where(statements.c.id == now)).mappings().first()
    if row is None or not _is_latest(connection, row["document"]):
        return False
    is_applied = verdict.id in {each.id for each in verdicts_on(connection, row)}
    return is_applied and (bool(row["found"]) or row["status"] in KEPT)


def _inherits(verdict: Judgement) -> bool:
    """Whether a verdict on the statement of an earlier version holds for the new one: not where it names places."""
    return verdict.verdict in ("accept", "reject", "add") or (
        verdict.verdict == "edit" and not _SPANS & set(verdict.payload)
    )


def _inherited(verdict: Judgement) -> Judgement:
    """A verdict as it holds for a later version: what was added there stands here at its new place."""
    return replace(verdict, verdict="accept") if verdict.verdict == "add" else verdict


def _is_latest(connection: Connection, document: str) -> bool:
    return bool(connection.execute(select(documents.c.latest).where(documents.c.id == document)).scalar())


def _withdrawn(connection: Connection) -> set[str]:
    """The ids of judgements that a withdrawal which stands itself withdraws."""
    asked = select(judgements.c.id, judgements.c.withdraws).where(judgements.c.withdraws.is_not(None))
    pairs = [tuple(row) for row in connection.execute(asked.order_by(judgements.c.at, judgements.c.id))]
    fallen: set[str] = set()
    for key, withdrawn in reversed(pairs):  # a later one first: it may withdraw an earlier
        if key not in fallen:
            fallen.add(withdrawn)
    return fallen


def _judgement(row: rows.Columns) -> Judgement:
    return Judgement(**{name: row[name] for name in row})


def _fallen(verdict: Judgement) -> Judgement:
    return replace(verdict, stands=False)


def stand_again(connection: Connection, keys: Sequence[str]) -> None:
    """Settle each of these statements that people judged, in this reading and version or an earlier one."""
    if connection.execute(select(judgements.c.id).limit(1)).first() is None:
        return
    for key in keys:
        row = connection.execute(select(statements).where(statements.c.id == key)).mappings().one()
        if row["status"] != "read" or verdicts_on(connection, row):
            settle(connection, key)


def _texts(payload: object) -> Iterator[str]:
    """Every text in a payload."""
    if isinstance(payload, str):
        yield payload
    elif isinstance(payload, Mapping):
        yield from (text for value in payload.values() for text in _texts(value))
    elif isinstance(payload, list | tuple):
        yield from (text for value in payload for text in _texts(value))


def _moment(connection: Connection) -> str:
    """Now, but behind every judgement before: their order is that of their times, whatever the clock does."""
    now = datetime.now(UTC)
    last = connection.execute(select(func.max(judgements.c.at))).scalar()
    if last is not None:
        now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
    return now.isoformat(timespec="microseconds")


def mark_replaced(connection: Connection, pairs: Mapping[str, str]) -> None:
    """Tell of old statements which new ones took their place."""
    for old, new in pairs.items():
        connection.execute(update(statements).where(statements.c.id == old).values(replaced_by=new))
