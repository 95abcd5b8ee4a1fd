"""Asking: statements, actors, figures, stories and boards out of a ledger."""

from collections.abc import Sequence
from dataclasses import dataclass

from selon.desk.linking import board_parts
from selon.errors import NotInLedger
from selon.languages import interface_language, words
from selon.ledger import Connection, Ledger, asking, judging, linking, listing
from selon.ledger.asking import Hit, KnownActor, KnownStory, Question
from selon.ledger.judging import Judgement
from selon.ledger.linking import Held
from selon.ledger.matching import changes
from selon.records import Because, Span, Told
from selon.relate.board import Board, board
from selon.relate.series import Series, series

_FOUND = 500  # statements that a question's figures are taken from


@dataclass(frozen=True, slots=True)
class Related:
    """A relation of a statement, with the statement at its other end."""

    held: Held
    other: Hit


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement with all that is known of it.

    `passage` is the piece of the text it stands in; `chain` who said that who said it, the outlet last; `judgements`
    those on it under any id it had; `earlier_version` its id in the version before.
    """

    hit: Hit
    passage: Span
    chain: tuple[str, ...]
    related: tuple[Related, ...]
    judgements: tuple[Judgement, ...]
    standing: bool
    earlier_version: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an article.

    `change` is how it came to differ from the one before, `changed` what was replaced by what.
    """

    document: str
    number: int
    latest: bool
    added_at: str
    change: str | None
    changed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StoryBoard:
    """A story's board with the statements that are on it, by id."""

    story: KnownStory
    board: Board
    hits: dict[str, Hit]


def search(ledger: Ledger, question: Question) -> list[Hit]:
    """The statements that answer a question, the best match first. Raises UsageError for a day that is none."""
    with ledger.reading() as connection:
        return asking.search(connection, question)


def show(ledger: Ledger, statement: str) -> Shown:
    """One statement, by its id or the first letters of it. Raises NotInLedger."""
    with ledger.reading() as connection:
        key = judging.current(connection, asking.statement_id(connection, statement))
        hit = asking.hits(connection, [key])[0]
        row = listing.statement_of(connection, key)
        return Shown(
            hit,
            passage(hit.told),
            _chain(connection, row["parent"], hit),
            _related(connection, key),
            tuple(judging.judged(connection, judging.lineage(connection, key))),
            bool(row["standing"]),
            row["earlier_version"],
        )


def actors(ledger: Ledger, named: str | None = None, limit: int = 50) -> list[KnownActor]:
    """Who is quoted most; only those of that name where one is given."""
    with ledger.reading() as connection:
        return asking.list_actors(connection, named, limit)


def actor(ledger: Ledger, named: str) -> tuple[list[KnownActor], list[Hit]]:
    """The actors that are meant, and all that they said, the earliest first. Raises NotInLedger."""
    with ledger.reading() as connection:
        return asking.list_actors(connection, named), asking.said_by(connection, named)


def stories(ledger: Ledger, limit: int = 50) -> list[KnownStory]:
    """The stories, the one with the newest article first."""
    with ledger.reading() as connection:
        return asking.list_stories(connection, limit)


def story_board(ledger: Ledger, story: str) -> StoryBoard:
    """What is known, disputed, told by one source alone, unknown and expected in a story. Raises NotInLedger."""
    with ledger.reading() as connection:
        key = asking.story_key(connection, story)
        told, relations = board_parts(connection, key)
        made = board(told, relations)
        listed = {i for column in (made.known, made.single_source, made.unknown, made.expected) for i in column}
        listed |= {i for pair in made.disputed for i in pair}
        found = {hit.told.id: hit for hit in asking.hits(connection, sorted(listed))}
        known = next(s for s in asking.list_stories(connection, 1_000_000) if s.id == key)
    return StoryBoard(known, made, found)


def figures(ledger: Ledger, asked: str) -> list[Series]:
    """Who gave which figure when, in a story, or in the statements that hold the words asked for."""
    with ledger.reading() as connection:
        try:
            told, relations = board_parts(connection, asking.story_key(connection, asked))
        except NotInLedger:
            found = asking.search(connection, Question(words=asked, has_figure=True, limit=_FOUND))
            told = [hit.told for hit in found]
            relations = [held.relation for held in linking.held(connection, [one.id for one in told])]
        return series(told, relations)


def versions(ledger: Ledger, document: str) -> list[Version]:
    """The versions of an article, the first one first, with what each changed. Raises NotInLedger."""
    with ledger.reading() as connection:
        key = asking.document_id(connection, document)
        found, before = [], None
        for row in listing.versions_of(connection, key):
            changed = tuple(changes(before, row["text"])) if before is not None else ()
            told = (row["id"], row["version"], bool(row["latest"]), row["added_at"], row["change"], changed)
            found.append(Version(*told))
            before = row["text"]
    return found


def judgements(ledger: Ledger) -> list[Judgement]:
    """Every judgement, in the order they were made; withdrawn ones say so."""
    with ledger.reading() as connection:
        return judging.judged(connection)


def passage(told: Told) -> Span:
    """The paragraphs of a document in which a statement stands."""
    text, statement = told.document.text, told.statement
    spans = [span for span in (*statement.content, statement.cue, statement.source) if span is not None]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    last = text.find("\n", end)
    return Span(text.rfind("\n", 0, start) + 1, len(text) if last < 0 else last)


def because(reasons: Sequence[Because]) -> list[str]:
    """The reasons of a relation in the reader's language."""
    templates = words(interface_language(), "because")
    return [str(templates[reason.key]).format(**dict(reason.values)) for reason in reasons]


def _chain(connection: Connection, parent: str | None, hit: Hit) -> tuple[str, ...]:
    """Who said that who said it: the statement's actor, those of the statements around it, the outlet."""
    actor, found = hit.told.statement.actor, []
    if actor is not None and actor.who:
        found.append(actor.who)
    seen: set[str] = set()
    while parent is not None and parent not in seen:
        seen.add(parent)
        row = listing.statement_of(connection, parent)
        found.extend([row["who"]] if row["who"] else [])
        parent = row["parent"]
    return (*found, *([hit.told.document.outlet] if hit.told.document.outlet else []))


def _related(connection: Connection, key: str) -> tuple[Related, ...]:
    held = linking.held(connection, [key], with_rejected=True)
    others = [one.relation.earlier if one.relation.later == key else one.relation.later for one in held]
    found = {hit.told.id: hit for hit in asking.hits(connection, others)}
    return tuple(Related(one, found[other]) for one, other in zip(held, others, strict=True))
