"""What is asked of a ledger: statements by words and labels, one statement with all that is known of it, actors."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from sqlalchemy import Column, Connection, Select, and_, exists, func, or_, select, text

from selon.errors import NotInLedger, UsageError
from selon.ledger import rows
from selon.ledger.index import MATCH, SEARCHED, question, rank
from selon.ledger.linking import in_order
from selon.ledger.schema import FALLEN, STATUSES, actors, documents, statements, stories
from selon.ledger.words import name_words
from selon.records import LANGUAGES, Act, Certainty, Distance, Form, Told

_RANKED = 1_000  # matches that are ranked, the newest; ranking a match reads its row
_MANY = 400  # values in one question to the database
_SHORTEST = 4  # letters of an id that is cut short


_CHOICES: dict[str, tuple[Any, ...]] = {
    "form": get_args(Form),
    "act": get_args(Act),
    "certainty": get_args(Certainty),
    "distance": get_args(Distance),
    "denied": (True, False),
    "language": LANGUAGES,
    "status": STATUSES,
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for. Every part that is given must hold.

    `words` are looked for in content, source and actor; `actor`, `institution`, `outlet` by any part of their names;
    `since` and `until` are ISO days of publication, both inclusive; `story` is an id or a part of a name.
    """

    words: str = ""
    actor: str | None = None
    institution: str | None = None
    outlet: str | None = None
    language: str | None = None
    since: str | None = None
    until: str | None = None
    form: str | None = None
    act: str | None = None
    certainty: str | None = None
    distance: str | None = None
    denied: bool | None = None
    has_figure: bool | None = None
    story: str | None = None
    status: str | None = None
    limit: int = 20
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that was found. `score` is higher for a better match, None where no words were asked for."""

    told: Told
    score: float | None
    status: str
    story: str | None
    document: str


def search(connection: Connection, asked: Question) -> list[Hit]:
    """The statements that answer a question: the best match first, or the newest where no words were asked for.

    Of very common words the newest matches alone are ranked, so that the answer never waits for all of them.
    """
    matching = question(connection, asked.words) if asked.words.strip() else None
    if asked.words.strip() and matching is None:
        return []
    sought = _conditions(connection, asked), _of_document(connection, asked)
    if matching is None:
        newest = _newest(*sought, asked.status).offset(max(asked.skip, 0)).limit(max(asked.limit, 0))
        found = [(row.row, None) for row in connection.execute(newest)]
    else:
        ranked = _ranked(connection.dialect.name, *sought).offset(max(asked.skip, 0)).limit(max(asked.limit, 0))
        found = [(row[0], row[1]) for row in connection.execute(ranked, {"question": matching})]
    return _hits(connection, found)


def _ranked(engine: str, conditions: Sequence[Any], of_document: Sequence[Any]) -> Select[Any, Any]:
    """Rows by how well they match; statements are looked into only where a condition needs them."""
    if of_document:  # the documents are found once, not for each match
        conditions = [*conditions, statements.c.document.in_(select(documents.c.id).where(*of_document))]
    row = SEARCHED[engine]
    listed = select(row.label("found"), rank(engine).label("score")).where(text(MATCH[engine]))
    if conditions:
        listed = listed.select_from(statements).where(statements.c.row == row, *conditions)
    newest = listed.order_by(row.desc()).limit(_RANKED).subquery()
    return select(newest.c.found, newest.c.score).order_by(newest.c.score.desc(), newest.c.found.desc())


def _newest(conditions: Sequence[Any], of_document: Sequence[Any], status: str | None) -> Select[Any, Any]:
    """Rows by the day of publication, those without a day last; fallen ones where they are asked for."""
    listed = select(statements.c.row).where(*conditions)
    if status in FALLEN:
        listed = listed.where(statements.c.replaced_by.is_(None))
        of_document = [*of_document, documents.c.latest]
    else:
        listed = listed.where(statements.c.standing)
    if of_document:  # looked up as the newest are gone through, until there are enough
        listed = listed.where(exists().where(documents.c.id == statements.c.document, *of_document))
    return listed.order_by(statements.c.published_day.desc(), statements.c.row.desc())


def _conditions(connection: Connection, asked: Question) -> list[Any]:
    """What must hold of a statement."""
    found: list[Any] = []
    for name, choices in _CHOICES.items():
        value = getattr(asked, name)
        if value is not None and value not in choices:
            raise UsageError("unknown_value", value=value, field=name, values=", ".join(map(str, choices)))
        if value is not None and name != "language":
            found.append(statements.c[name] == value)
    if asked.has_figure is not None:
        found.append((statements.c.figure_count > 0) == asked.has_figure)
    if asked.actor is not None:
        found.append(statements.c.actor.in_(actor_ids(connection, asked.actor)))
    if asked.institution is not None:
        like = f"%{name_words(asked.institution)}%"
        found.append(or_(statements.c.behalf_words.like(like), statements.c.who_words.like(like)))
    if asked.since is not None:
        found.append(statements.c.published_day >= day(asked.since))
    if asked.until is not None:
        found.append(statements.c.published_day.between(1, day(asked.until)))
    return found


def _of_document(connection: Connection, asked: Question) -> list[Any]:
    """What must hold of its document."""
    found: list[Any] = []
    if asked.language is not None:
        found.append(documents.c.language == asked.language)
    if asked.outlet is not None:
        found.append(documents.c.outlet_words.like(f"%{name_words(asked.outlet)}%"))
    if asked.story is not None:
        found.append(documents.c.story == story_key(connection, asked.story))
    return found


def day(written: str) -> int:
    """The number of an ISO day; raises UsageError for anything else."""
    from datetime import datetime

    try:
        return rows.day_number(datetime.fromisoformat(written))
    except ValueError as problem:
        raise UsageError("bad_day", day=written) from problem


def hits(connection: Connection, keys: Sequence[str]) -> list[Hit]:
    """These statements as they stand, in this order."""
    found: dict[str, int] = {}
    for first in range(0, len(keys), _MANY):
        part = list(keys[first : first + _MANY])
        asked = select(statements.c.id, statements.c.row).where(statements.c.id.in_(part))
        found.update({row.id: row.row for row in connection.execute(asked)})
    return _hits(connection, [(found[key], None) for key in keys if key in found])


def _hits(connection: Connection, found: Sequence[tuple[int, float | None]]) -> list[Hit]:
    """Whole statements for row numbers, in their order."""
    names = ("row", "id", "record", "status", "number")
    asked = select(documents, *(statements.c[name].label(f"s_{name}") for name in names))
    asked = asked.join(statements, statements.c.document == documents.c.id)
    made = {}
    for first in range(0, len(found), _MANY):
        part = asked.where(statements.c.row.in_([row for row, _ in found[first : first + _MANY]]))
        made.update({row["s_row"]: row for row in connection.execute(part).mappings()})
    return [_hit(made[row], score) for row, score in found]


def _hit(row: rows.Columns, score: float | None) -> Hit:
    told = Told(row["s_id"], rows.unpacked(row["s_record"]), rows.document_of(row))
    return Hit(told, None if score is None else round(float(score), 3), row["s_status"], row["story"], row["id"])


def statement_id(connection: Connection, asked: str) -> str:
    """The id of the statement that is meant: the id itself, or its first letters. Raises NotInLedger."""
    return _the_one(connection, statements.c.id, asked, "no_such_statement")


def document_id(connection: Connection, asked: str) -> str:
    """The id of the document that is meant. Raises NotInLedger."""
    return _the_one(connection, documents.c.id, asked, "no_such_document")


def _the_one(connection: Connection, column: Column[str], asked: str, problem: str) -> str:
    """What has this id, or the only one that begins with it."""
    wanted = asked.strip().lower()
    if not wanted.isascii() or not wanted.isalnum():
        raise NotInLedger(problem, id=asked)
    found = list(connection.execute(select(column).where(column == wanted)).scalars())
    if not found and len(wanted) >= _SHORTEST:
        found = list(connection.execute(select(column).where(column.like(f"{wanted}%")).limit(2)).scalars())
    if len(found) != 1:
        raise NotInLedger("several_begin_so" if found else problem, id=asked)
    return found[0]


def story_key(connection: Connection, asked: str) -> str:
    """The id of the story that is meant: by id, by the first letters of it, or by words of its name.

    Raises NotInLedger where there is none or more than one.
    """
    listed = connection.execute(select(stories.c.id, stories.c.name)).all()
    wanted = name_words(asked)
    tests = (
        lambda row: row.id == asked,
        lambda row: wanted.strip() and name_words(row.name) == wanted,
        lambda row: len(asked) >= _SHORTEST and row.id.startswith(asked),
        lambda row: wanted.strip() and all(f" {w} " in name_words(row.name) for w in wanted.split()),
    )
    for test in tests:
        found = [row for row in listed if test(row)]
        if len(found) == 1:
            return str(found[0].id)
        if found:
            raise NotInLedger("several_stories", name=asked, names="; ".join(f"{r.id} {r.name}" for r in found[:5]))
    raise NotInLedger("no_such_story", name=asked)


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor as the ledger holds it.

    How many statements stand in how many documents, between which days of publication; `also` are ids that a person
    said to be the same.
    """

    id: str
    name: str | None
    type: str | None
    statements: int
    documents: int
    first: str | None
    last: str | None
    also: tuple[str, ...] = ()


def actor_ids(connection: Connection, asked: str) -> list[str]:
    """The ids of the actors that are meant: by id, else by words of the name; merged ones lead to what stands."""
    if not rows.is_plain(asked):
        return []
    exact = connection.execute(select(actors.c.id, actors.c.same_as).where(actors.c.id == asked)).first()
    if exact is not None:
        return [exact.same_as or exact.id]
    wanted = name_words(asked).split()
    if not wanted:
        return []
    like = and_(*(actors.c.name_words.like(f"% {word} %") for word in wanted))
    found = connection.execute(select(actors.c.id, actors.c.same_as).where(like)).all()
    return sorted({row.same_as or row.id for row in found})


def list_actors(connection: Connection, named: str | None = None, limit: int = 50) -> list[KnownActor]:
    """The actors with the most statements first; only those of that name where one is given."""
    counted = (
        select(
            statements.c.actor,
            func.count().label("statements"),
            func.count(statements.c.document.distinct()).label("documents"),
            func.min(documents.c.published_day).label("first"),
            func.max(documents.c.published_day).label("last"),
        )
        .join(documents, documents.c.id == statements.c.document)
        .where(statements.c.standing, statements.c.actor.is_not(None))
        .group_by(statements.c.actor)
        .order_by(func.count().desc(), statements.c.actor)
    )
    if named is not None:
        counted = counted.where(statements.c.actor.in_(actor_ids(connection, named)))
    found = connection.execute(counted.limit(limit)).all()
    told = {row.id: row for row in connection.execute(select(actors).where(actors.c.id.in_([r.actor for r in found])))}
    merged: dict[str, list[str]] = {}
    for row in connection.execute(select(actors.c.id, actors.c.same_as).where(actors.c.same_as.in_(list(told)))):
        merged.setdefault(row.same_as, []).append(row.id)
    return [
        KnownActor(
            r.actor, told[r.actor].name, told[r.actor].type, r.statements, r.documents, rows.day_of(r.first),
            rows.day_of(r.last), tuple(sorted(merged.get(r.actor, ()))),
        )
        for r in found
    ]  # fmt: skip


def said_by(connection: Connection, asked: str) -> list[Hit]:
    """All that an actor said, the earliest first. Raises NotInLedger for an actor that the ledger does not hold."""
    keys = actor_ids(connection, asked)
    if not keys:
        raise NotInLedger("no_such_actor", name=asked)
    listed = (
        select(statements.c.row)
        .join(documents, documents.c.id == statements.c.document)
        .where(statements.c.standing, statements.c.actor.in_(keys))
        .order_by(*in_order(), statements.c.number)
    )
    return _hits(connection, [(row.row, None) for row in connection.execute(listed)])


@dataclass(frozen=True, slots=True)
class KnownStory:
    """A story with how many documents and statements it holds and when they were published."""

    id: str
    name: str | None
    documents: int
    statements: int
    first: str | None
    last: str | None


def list_stories(connection: Connection, limit: int = 50) -> list[KnownStory]:
    """The stories, the one with the newest document first."""
    counted = (
        select(
            stories.c.id,
            stories.c.name,
            func.count(documents.c.id.distinct()).label("documents"),
            func.count(statements.c.id).label("statements"),
            func.min(documents.c.published_day).label("first"),
            func.max(documents.c.published_day).label("last"),
        )
        .join(documents, and_(documents.c.story == stories.c.id, documents.c.latest))
        .outerjoin(statements, and_(statements.c.document == documents.c.id, statements.c.standing))
        .group_by(stories.c.id, stories.c.name)
        .order_by(
            func.max(documents.c.published_day).desc().nulls_last(), func.count(statements.c.id).desc(), stories.c.id
        )
    )
    return [
        KnownStory(r.id, r.name, r.documents, r.statements, rows.day_of(r.first), rows.day_of(r.last))
        for r in connection.execute(counted.limit(limit))
    ]
