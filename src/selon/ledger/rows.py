"""Between records and the rows of the ledger."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from selon.ledger.words import name_words
from selon.records import Actor, Document, Figure, Origin, Span, Statement, When
from selon.text import content_words

Row = dict[str, Any]
Columns = Mapping[Any, Any]  # a row of the database, by the names of its columns
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")  # what a database cannot hold: NUL and half a surrogate pair
_ACTOR = 255  # letters of an actor's id, which indexes hold
_SCALARS = ("form", "confidence", "act", "certainty", "distance", "denied")


def document_key(document: Document) -> str:
    """The ledger's id of a version: the same text from the same outlet at the same address has the same one."""
    return _hashed(document.text, document.outlet, document.url)


def article_key(document: Document, where: str | None) -> str:
    """What the versions of an article share: its address, its own id and file, or its outlet, day and headline.

    An article that has none of them has no versions: another text beside it in a file is another article.
    """
    outlet, day = document.outlet, (document.published or "")[:10]
    if document.url:
        return _hashed("url", document.url.split("#", 1)[0])
    if document.id and document.id != Document(document.text).id:
        return _hashed("id", outlet, document.id, where)
    if document.title and (outlet or day):
        return _hashed("title", outlet, day, document.title)
    return document_key(document)


def statement_key(document: str, statement: Statement) -> str:
    """The ledger's id of a statement: its document and where its spans are."""
    spans = [statement.content, statement.cue, statement.source]
    return _hashed(document, json.dumps(spans, default=_pair))


def document_row(document: Document) -> Row:
    """The columns of a version that its record tells."""
    at = _moment(document.published)
    agent = document.read_by or Origin("", "")
    return {
        "id": document_key(document),
        "own_id": document.id,
        "title": document.title,
        "outlet": document.outlet,
        "outlet_words": name_words(document.outlet),
        "authors": list(document.authors),
        "language": document.language,
        "published": document.published,
        "published_at": at and at.timestamp(),
        "published_day": at and day_number(at),
        "url": document.url,
        "text": document.text,
        "text_hash": hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "agent": agent.agent or None,
        "agent_version": agent.version or None,
    }


def document_of(row: Columns, statements: tuple[Statement, ...] = ()) -> Document:
    """The record of a version's row."""
    read_by = Origin(row["agent"], row["agent_version"]) if row["agent"] else None
    names = ("text", "language", "title", "outlet", "published", "url")
    told = {name: row[name] for name in names}
    return Document(**told, id=row["id"], authors=tuple(row["authors"]), statements=statements, read_by=read_by)


def statement_row(statement: Statement, document: Document) -> Row:
    """The columns of a statement that its record and its document tell; the day is 0 where it is not known."""
    text, at = document.text, _moment(document.published)
    actor, said_on = statement.actor or Actor(None, None, "none"), statement.said_on
    source, cue = statement.source, statement.cue
    return {
        "source": source and source.of(text),
        "cue": cue and cue.of(text),
        "content": content_words(statement, text),
        "source_start": source and source.start,
        "source_end": source and source.end,
        "cue_start": cue and cue.start,
        "cue_end": cue and cue.end,
        "content_spans": [_pair(span) for span in statement.content],
        **{name: getattr(statement, name) for name in _SCALARS},
        "actor": actor_key(actor.id),
        "own_actor": actor_key(actor.id),
        "who": actor.who,
        "who_type": statement.actor and actor.who_type,
        "who_words": name_words(actor.who),
        "role": actor.role,
        "on_behalf_of": actor.on_behalf_of,
        "behalf_words": name_words(actor.on_behalf_of),
        "named": statement.actor and actor.named,
        "said_on_start": said_on and said_on.start,
        "said_on_end": said_on and said_on.end,
        "figure_count": len(statement.figures),
        "published_day": day_number(at) if at else 0,
        "record": packed(statement),
    }


def actor_key(key: str | None) -> str | None:
    """The id of an actor as columns hold it: no longer than they take."""
    if key is None or len(key) <= _ACTOR:
        return key
    return f"{key[: _ACTOR - 17]}-{_hashed(key)}"


def figure_rows(key: str, statement: Statement, text: str) -> list[Row]:
    """One row a figure."""
    return [
        {
            "statement": key,
            "position": position,
            "words": figure.span.of(text),
            "start": figure.span.start,
            "end": figure.span.end,
            **{name: getattr(figure, name) for name in ("low", "high", "about", "unit", "counted", "per")},
            "as_of": figure.as_of and figure.as_of.start,
            "change": figure.change,
            "tally": figure.tally,
        }
        for position, figure in enumerate(statement.figures)
    ]


def packed(statement: Statement) -> Row:
    """A statement as plain data, without what is empty; spans are pairs.

    Its reasons are left out: reading gives them again.
    """
    found = _packed(replace(statement, reasons=()))
    assert isinstance(found, dict)
    return found


def unpacked(data: Columns) -> Statement:
    """The statement that was packed."""
    made = dict(data)
    for name in ("source", "cue"):
        made[name] = _span(made.get(name))
    made["content"] = tuple(Span(*pair) for pair in made["content"])
    made["parent"] = made.get("parent")
    if "actor" in made:
        made["actor"] = Actor(**{"id": None, "who": None, **made["actor"]})
    if "said_on" in made:
        made["said_on"] = _when(made["said_on"])
    made["times"] = tuple(_when(time) for time in made.get("times", ()))
    made["figures"] = tuple(_figure(figure) for figure in made.get("figures", ()))
    return Statement(**made)


def is_plain(asked: str) -> bool:
    """Whether a text may be asked for: databases take no NUL and no half of a surrogate pair."""
    return UNKEEPABLE.search(asked) is None


def day_number(at: datetime) -> int:
    """Days since the beginning of the calendar, so that days can be compared as numbers."""
    return at.date().toordinal()


def day_of(number: int | None) -> str | None:
    """The ISO date of a day number."""
    return None if number is None else date.fromordinal(number).isoformat()


def _moment(published: str | None) -> datetime | None:
    """When, in world time where the text tells the zone; None where it is no ISO date."""
    try:
        at = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _packed(value: object) -> object:
    if isinstance(value, Span):
        return _pair(value)
    if is_dataclass(value):
        told = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: _packed(item) for name, item in told.items() if item is not None and item != ()}
    return [_packed(item) for item in value] if isinstance(value, tuple) else value


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _span(pair: list[int] | None) -> Span | None:
    return None if pair is None else Span(*pair)


def _when(data: Mapping[str, Any]) -> When:
    return When(**{"start": None, "end": None, **data, "span": Span(*data["span"])})


def _figure(data: Mapping[str, Any]) -> Figure:
    as_of = _when(data["as_of"]) if "as_of" in data else None
    told = {"low": None, "high": None, **data, "span": Span(*data["span"]), "as_of": as_of}
    return Figure(**{**told, "parts": tuple(data.get("parts", ()))})


def _hashed(*parts: str | None) -> str:
    joined = "\x1f".join(part or "" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]
