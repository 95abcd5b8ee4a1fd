"""Actors that a person said to be one, and stories that a person named or cut: what judgements make of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from selon.errors import NotInLedger, UsageError
from selon.ledger import judging, rows
from selon.ledger.judging import Judgement
from selon.ledger.schema import actors, documents, statements, stories


def same_actors(connection: Connection) -> dict[str, str]:
    """Each merged actor's id with the id that stands for it, by the merges that stand, in their order."""
    found: dict[str, str] = {}
    for verdict in judging.judged(connection):
        if verdict.verdict == "merge" and verdict.stands:
            into = found.get(verdict.payload["into"], verdict.payload["into"])
            gone = found.get(verdict.target, verdict.target)
            if gone != into:
                found = {key: into if same == gone else same for key, same in found.items()}
                found[gone] = into
    return found


def apply_merges(connection: Connection, everywhere: bool = False) -> None:
    """Let every statement be its standing actor's; of actors that were merged before too, where everywhere is asked."""
    found = same_actors(connection)
    held = {r.id: r.same_as for r in connection.execute(select(actors).where(actors.c.same_as.is_not(None)))}
    for key in sorted({*found, *held}):
        if everywhere or found.get(key) != held.get(key):
            connection.execute(update(actors).where(actors.c.id == key).values(same_as=found.get(key)))
            standing = found.get(key, key)
            connection.execute(update(statements).where(statements.c.own_actor == key).values(actor=standing))


def check_actor(connection: Connection, key: str) -> str:
    """The id, where the ledger holds that actor. Raises NotInLedger."""
    if not rows.is_plain(key) or not is_there(connection, key):
        raise NotInLedger("no_such_actor", name=key)
    return key


def is_there(connection: Connection, key: str) -> bool:
    """Whether there is an actor of that id."""
    return connection.execute(select(actors.c.id).where(actors.c.id == key)).first() is not None


def another_id(connection: Connection, key: str) -> str:
    """The id with a number behind it that no actor has."""
    found, number = key, 1
    while is_there(connection, found):
        number += 1
        found = f"{key}-{number}"
    return found


def settle_story(connection: Connection, verdict: Judgement) -> None:
    """Let a story's name, or the stories of documents, be what the judgements that stand say after this one."""
    if verdict.verdict == "name":
        _settle_name(connection, verdict.target)
        return
    moves = [j for j in judging.judged(connection) if j.verdict == "move"]
    for document in verdict.payload["documents"]:
        _settle_place(connection, document, [j for j in moves if document in j.payload["documents"]])
    drop_empty(connection, [verdict.target, *verdict.payload["from"].values()])


def named(connection: Connection, story: str) -> tuple[str | None, str | None] | None:
    """The name that people gave a story and who gave it, the one that it had before where no name stands; None where
    nobody named it ever.
    """
    names = [j for j in judging.judged(connection, [story]) if j.verdict == "name"]
    standing = [j for j in names if j.stands]
    if standing:
        return standing[-1].payload["name"], standing[-1].who
    return (names[0].payload["before"], names[0].payload["named_by"]) if names else None


def stories_of(connection: Connection, listed: Sequence[str]) -> dict[str, Any]:
    """The story of each document. Raises UsageError where none is named."""
    if not listed:
        raise UsageError("no_documents")
    asked = select(documents.c.id, documents.c.story).where(documents.c.id.in_(list(listed)))
    return {row.id: row.story for row in connection.execute(asked)}


def put(connection: Connection, document: str, story: str, who: str | None) -> None:
    """Put every version of a document's article into a story; `who` where a person says so."""
    article = select(documents.c.article).where(documents.c.id == document).scalar_subquery()
    connection.execute(update(documents).where(documents.c.article == article).values(story=story, story_by=who))


def drop_empty(connection: Connection, keys: Iterable[str | None]) -> None:
    """Stories that hold no document any more are none."""
    for key in sorted({key for key in keys if key}):
        if connection.execute(select(documents.c.id).where(documents.c.story == key).limit(1)).first() is None:
            connection.execute(delete(stories).where(stories.c.id == key))


def _settle_name(connection: Connection, story: str) -> None:
    found = named(connection, story)
    if found is not None:
        told = {"name": found[0], "named_by": found[1]}
        connection.execute(update(stories).where(stories.c.id == story).values(**told))


def _settle_place(connection: Connection, document: str, moves: Sequence[Judgement]) -> None:
    """The story that the last move puts a document into; the one before the first move where none stands."""
    standing = [j for j in moves if j.stands]
    if standing:
        last = standing[-1]
        _make(connection, last.target, last.payload["name"], last.who)
        put(connection, document, last.target, last.who)
        return
    before = moves[0].payload["from"].get(document)
    if before is not None:
        title = connection.execute(select(documents.c.title).where(documents.c.id == document)).scalar()
        _make(connection, before, title, None)
        put(connection, document, before, None)


def _make(connection: Connection, story: str, name: str | None, who: str | None) -> None:
    """A story that is there no more, or not yet."""
    if connection.execute(select(stories.c.id).where(stories.c.id == story)).first() is None:
        connection.execute(insert(stories).values(id=story, name=name, named_by=who))
        _settle_name(connection, story)
