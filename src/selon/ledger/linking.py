"""Stories and relations as they are kept: which documents a new one may belong with, and how statements relate."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from selon.ledger import merging, rows
from selon.ledger.schema import documents, fingerprints, relations, statements, stories, terms, vectors
from selon.records import Because, Relation, Told

_MANY = 400
_KEPT_VERDICTS = ("accepted", "rejected", "added")


@dataclass(frozen=True, slots=True)
class Held:
    """A relation as the ledger keeps it.

    `status`: proposed by the machine, accepted or rejected by a person, or added by one.
    """

    relation: Relation
    status: str


@dataclass(frozen=True, slots=True)
class Described:
    """A word by which a document is found again, as a signature holds it."""

    key: str
    weight: float
    written: str
    is_name: bool


def describe(connection: Connection, document: str, listed: Iterable[Described], day: int | None) -> None:
    """Keep the words by which a document is found again."""
    connection.execute(delete(terms).where(terms.c.document == document))
    told = {
        t.key[:64]: {
            "term": t.key[:64], "document": document, "weight": t.weight, "written": t.written, "is_name": t.is_name,
            "day": day,
        }
        for t in listed
    }  # fmt: skip
    if told:
        connection.execute(insert(terms), list(told.values()))


def frequencies(connection: Connection, asked: Iterable[str]) -> dict[str, int]:
    """In how many documents each of these terms is."""
    found: dict[str, int] = {}
    for part in _parts([term[:64] for term in asked]):
        counted = select(terms.c.term, func.count()).where(terms.c.term.in_(part)).group_by(terms.c.term)
        found.update({row[0]: row[1] for row in connection.execute(counted)})
    return found


def sharing(connection: Connection, asked: Iterable[str], days: tuple[int, int] | None, most: int) -> list[str]:
    """The documents that share the most of these terms, within these days; those without a day too."""
    counts: dict[str, int] = {}
    for part in _parts([term[:64] for term in asked]):
        counted = select(terms.c.document, func.count()).where(terms.c.term.in_(part)).group_by(terms.c.document)
        if days is not None:
            counted = counted.where(or_(terms.c.day.is_(None), terms.c.day.between(*days)))
        for document, count in connection.execute(counted):
            counts[document] = counts.get(document, 0) + count
    latest = _latest(connection, list(counts))
    return sorted(latest, key=lambda d: (-counts[d], d))[:most]


def described(connection: Connection, listed: Sequence[str]) -> dict[str, list[Described]]:
    """The words of these documents, the weightiest first."""
    found: dict[str, list[Described]] = {document: [] for document in listed}
    for part in _parts(listed):
        asked = select(terms).where(terms.c.document.in_(part)).order_by(terms.c.weight.desc(), terms.c.term)
        for row in connection.execute(asked):
            found[row.document].append(Described(row.term, row.weight, row.written, row.is_name))
    return found


def document_count(connection: Connection) -> int:
    """How many documents there are, of their latest versions."""
    return connection.execute(select(func.count()).select_from(documents).where(documents.c.latest)).scalar() or 0


def story_members(connection: Connection, listed: Sequence[str]) -> dict[str, str]:
    """The story of each of these documents that has one."""
    found: dict[str, str] = {}
    for part in _parts(listed):
        asked = select(documents.c.id, documents.c.story).where(documents.c.id.in_(part))
        found.update({row.id: row.story for row in connection.execute(asked) if row.story})
    return found


def place_in_story(connection: Connection, document: str, found: Sequence[str]) -> tuple[str, bool]:
    """Put an article into a story: where none was found the one it is in, or a new one; several found become the first.

    What a person placed or named stays. Returns the story, and whether others were taken into it.
    """
    placed = connection.execute(select(documents.c.story, documents.c.story_by).where(documents.c.id == document)).one()
    if placed.story_by is not None:
        return str(placed.story), False
    first, *others = found or [placed.story or _new_story(connection, document)]
    loose = [other for other in others if not _is_fixed(connection, other)]
    for other in loose:
        connection.execute(update(documents).where(documents.c.story == other).values(story=first))
    merging.put(connection, document, first, None)
    merging.drop_empty(connection, [placed.story, *loose])
    return first, bool(loose)


def told_in_story(connection: Connection, story: str) -> list[list[Told]]:
    """The statements of each document of a story, the documents in order of publication."""
    asked = (
        select(documents, statements.c.id.label("statement"), statements.c.record)
        .join(statements, statements.c.document == documents.c.id)
        .where(documents.c.story == story, statements.c.standing)
        .order_by(*in_order(), statements.c.number)
    )
    found: dict[str, list[Told]] = {}
    for row in connection.execute(asked).mappings():
        if row["id"] not in found:
            found[row["id"]] = []
            document = rows.document_of(row)
        found[row["id"]].append(Told(row["statement"], rows.unpacked(row["record"]), document))
    return list(found.values())


def in_order() -> tuple[Any, ...]:
    """Documents by their publication, then as they came; those of no date first, whatever the engine thinks of them."""
    return documents.c.published_at.nulls_first(), documents.c.added_at, documents.c.row


def keep_vectors(connection: Connection, made: Mapping[str, bytes]) -> None:
    """Keep vectors by the hashes of their texts."""
    held = kept_vectors(connection, list(made))
    new = {key: vector for key, vector in made.items() if key not in held}
    if new:
        connection.execute(insert(vectors), [{"text_hash": key, "vector": vector} for key, vector in new.items()])


def kept_vectors(connection: Connection, keys: Sequence[str]) -> dict[str, bytes]:
    """The vectors of texts with these hashes, of those that are kept."""
    found: dict[str, bytes] = {}
    for part in _parts(keys):
        asked = select(vectors).where(vectors.c.text_hash.in_(part))
        found.update({row.text_hash: row.vector for row in connection.execute(asked)})
    return found


def keep_fingerprint(connection: Connection, document: str, shingles: bytes) -> None:
    """Keep what a document is recognised by."""
    connection.execute(delete(fingerprints).where(fingerprints.c.document == document))
    connection.execute(insert(fingerprints).values(document=document, shingles=shingles))


def kept_fingerprints(connection: Connection, listed: Sequence[str]) -> dict[str, bytes]:
    """The fingerprints of these documents."""
    asked = select(fingerprints).where(fingerprints.c.document.in_(list(listed)))
    return {row.document: row.shingles for row in connection.execute(asked)}


def mark_copy(connection: Connection, document: str, of: str | None) -> None:
    """Tell that a document is a copy of another's text."""
    connection.execute(update(documents).where(documents.c.id == document).values(copy_of=of))


def propose(connection: Connection, laters: Sequence[str], found: Iterable[Relation]) -> int:
    """Put what the machine found in the place of what it found before for these later statements; returns how many.

    A relation that a person judged stays as it was judged, and a pair that has one gets no other proposal.
    """
    judged: set[tuple[str, str]] = set()
    for part in _parts(laters):
        of_these = relations.c.later.in_(part)
        asked = select(relations.c.later, relations.c.earlier).where(of_these, relations.c.status.in_(_KEPT_VERDICTS))
        judged.update((row.later, row.earlier) for row in connection.execute(asked))
        connection.execute(delete(relations).where(of_these, relations.c.status == "proposed"))
    made = [_relation_row(r, "proposed") for r in found if (r.later, r.earlier) not in judged]
    if made:
        connection.execute(insert(relations), made)
    return len(made)


def put(connection: Connection, relation: Relation, status: str) -> None:
    """Keep a relation with a person's verdict on it."""
    same = (relations.c.later == relation.later, relations.c.earlier == relation.earlier)
    connection.execute(delete(relations).where(*same, relations.c.type == relation.type))
    connection.execute(insert(relations).values(**_relation_row(relation, status)))


def held(connection: Connection, keys: Sequence[str], with_rejected: bool = False) -> list[Held]:
    """The relations that begin or end at any of these statements, where the statement at the other end stands too."""
    found: dict[tuple[str, str, str], Held] = {}
    for part in _parts(keys):
        asked = select(relations).where(or_(relations.c.later.in_(part), relations.c.earlier.in_(part)))
        for row in connection.execute(asked).mappings():
            if with_rejected or row["status"] != "rejected":
                found[(row["later"], row["earlier"], row["type"])] = _held(row)
    ends = {end for key in found for end in key[:2]} - set(keys)
    fallen = ends - _standing(connection, sorted(ends))
    return [found[key] for key in sorted(found) if not fallen & set(key[:2])]


def between(connection: Connection, later: str, earlier: str) -> list[Held]:
    """The relations from one statement to another, rejected ones too."""
    asked = select(relations).where(relations.c.later == later, relations.c.earlier == earlier)
    return [_held(row) for row in connection.execute(asked.order_by(relations.c.type)).mappings()]


def _standing(connection: Connection, keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for part in _parts(keys):
        asked = select(statements.c.id).where(statements.c.id.in_(part), statements.c.standing)
        found.update(connection.execute(asked).scalars())
    return found


def _held(row: rows.Columns) -> Held:
    reasons = tuple(Because(key, tuple(tuple(pair) for pair in values)) for key, values in row["reasons"])
    made = Relation(row["later"], row["earlier"], row["type"], row["score"], reasons, row["by"])
    return Held(made, str(row["status"]))


def _relation_row(relation: Relation, status: str) -> rows.Row:
    reasons = [[reason.key, [list(pair) for pair in reason.values]] for reason in relation.reasons]
    told = {name: getattr(relation, name) for name in ("later", "earlier", "type", "score", "by")}
    return {**told, "reasons": reasons, "status": status}


def _new_story(connection: Connection, document: str) -> str:
    made = hashlib.sha256(f"story {document}".encode()).hexdigest()[:16]
    if connection.execute(select(stories.c.id).where(stories.c.id == made)).first() is None:
        title = connection.execute(select(documents.c.title).where(documents.c.id == document)).scalar()
        connection.execute(insert(stories).values(id=made, name=title))
    return made


def _is_fixed(connection: Connection, story: str) -> bool:
    """Whether a person named the story or placed a document in it."""
    named = select(stories.c.named_by).where(stories.c.id == story)
    placed = select(documents.c.id).where(documents.c.story == story, documents.c.story_by.is_not(None)).limit(1)
    return connection.execute(named).scalar() is not None or connection.execute(placed).first() is not None


def _latest(connection: Connection, listed: Sequence[str]) -> list[str]:
    found: list[str] = []
    for part in _parts(listed):
        asked = select(documents.c.id).where(documents.c.id.in_(part), documents.c.latest)
        found.extend(row.id for row in connection.execute(asked))
    return found


def _parts(listed: Sequence[str]) -> Iterable[Sequence[str]]:
    return (listed[first : first + _MANY] for first in range(0, len(listed), _MANY))


def days(connection: Connection, listed: Sequence[str]) -> dict[str, str | None]:
    """The ISO day of publication of each of these documents."""
    found: dict[str, str | None] = {}
    for part in _parts(listed):
        asked = select(documents.c.id, documents.c.published_day).where(documents.c.id.in_(part))
        found.update({row.id: rows.day_of(row.published_day) for row in connection.execute(asked)})
    return found


def drop(connection: Connection, relation: Relation) -> None:
    """Forget a relation."""
    same = (relations.c.later == relation.later, relations.c.earlier == relation.earlier)
    connection.execute(delete(relations).where(*same, relations.c.type == relation.type))


def originals(connection: Connection, story: str) -> dict[str, str]:
    """The documents of a story that are copies, each with the one whose text it has."""
    asked = select(documents.c.id, documents.c.copy_of).where(
        documents.c.story == story, documents.c.copy_of.is_not(None)
    )
    return {row.id: row.copy_of for row in connection.execute(asked)}
