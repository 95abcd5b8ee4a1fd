"""Judging: what people decide about statements, actors, relations and stories; appended, never overwritten."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from itertools import product
from math import isfinite
from typing import Any, get_args

from selon.desk.linking import KeptVectors, relate_again, relate_story
from selon.errors import UsageError
from selon.ledger import Connection, Ledger, judging, linking, listing, merging, rows, store
from selon.ledger.asking import day, document_id, statement_id, story_key
from selon.ledger.judging import Judgement
from selon.reader.identity import actor_id
from selon.records import (
    LANGUAGES,
    RELATION_TYPES,
    Act,
    Actor,
    Certainty,
    Change,
    Distance,
    Document,
    Figure,
    Form,
    Relation,
    RelationType,
    Statement,
    Tally,
    WhoType,
)
from selon.relate.vectors import SentenceVectors

_CHOICES: dict[str, tuple[str, ...]] = {
    "form": get_args(Form),
    "act": get_args(Act),
    "certainty": get_args(Certainty),
    "distance": get_args(Distance),
    "who_type": get_args(WhoType),
}
_ACTOR = ("who", "who_type", "role", "on_behalf_of", "named")
_SPANS = ("source", "cue", "content")
FIELDS = (*_SPANS, "form", "act", "certainty", "distance", "denied", "said_on", *_ACTOR, "actor", "figures")
_TRUTH = {"true": True, "yes": True, "oui": True, "1": True, "false": False, "no": False, "non": False, "0": False}


def judge(ledger: Ledger, verdict: str, statement: str, who: str, why: str | None = None) -> Judgement:
    """Accept or reject a statement. A rejected one is kept, but stands no longer."""
    if verdict not in ("accept", "reject"):
        raise UsageError("unknown_value", value=verdict, field="verdict", values="accept, reject")
    with ledger.writing() as connection:
        key = judging.present(connection, statement_id(connection, statement))
        made = judging.record(connection, verdict, key, who, why, {})  # type: ignore[arg-type]
        judging.settle(connection, key)
    return made


def edit(ledger: Ledger, statement: str, changes: Mapping[str, str], who: str, why: str | None = None) -> Judgement:
    """Give fields of a statement other values: spans by their words or places, labels by their names, empty for none.

    Raises UsageError for a field or value that there is not, or words that the article does not hold.
    """
    with ledger.writing() as connection:
        key = judging.present(connection, statement_id(connection, statement))
        row = listing.statement_of(connection, key)
        document = store.load(connection, row["document"])
        payload = edits(document, row["record"], changes)
        _checked(_merged(row["record"], payload), document)
        made = judging.record(connection, "edit", key, who, why, payload)
        judging.settle(connection, key)
        relate_again(connection, document.id, SentenceVectors())
    return made


def add_statement(
    ledger: Ledger, document: str, changes: Mapping[str, str], who: str, why: str | None = None
) -> Judgement:
    """Add a statement that reading missed; `content` must be given. Raises UsageError as `edit` does."""
    with ledger.writing() as connection:
        held = store.load(connection, document_id(connection, document))
        number = store.first_free(connection, held.id)
        start = {"id": number, "form": "indirect", "confidence": 1.0, "content": []}
        record = _merged(start, edits(held, start, changes))
        statement = _checked(record, held)
        key = _insert(connection, held, statement)
        made = judging.record(connection, "add", key, who, why, {"record": rows.packed(statement)})
        judging.settle(connection, key)
        relate_again(connection, held.id, SentenceVectors())
    return made


def merge_actors(ledger: Ledger, actor: str, into: str, who: str, why: str | None = None) -> Judgement:
    """Say that one actor is another: all its statements are the other's from now on."""
    with ledger.writing() as connection:
        keys = [merging.check_actor(connection, key) for key in (actor, into)]
        same = merging.same_actors(connection)
        if len({same.get(key, key) for key in keys}) == 1:
            raise UsageError("same_actor", first=actor, second=into)
        made = judging.record(connection, "merge", keys[0], who, why, {"into": keys[1]})
        merging.apply_merges(connection)
    return made


def split_actor(
    ledger: Ledger, actor: str, listed: Sequence[str], name: str | None, who: str, why: str | None = None
) -> list[Judgement]:
    """Take statements out of an actor and give them to another of that name; without any undo what was merged."""
    with ledger.writing() as connection:
        key = merging.check_actor(connection, actor)
        if listed:
            return _hand_over(connection, key, listed, name, who, why)
        merges = [j for j in judging.judged(connection) if j.stands and j.verdict == "merge"]
        undone = [j for j in merges if key in (j.target, j.payload["into"])]
        if not undone:
            raise UsageError("nothing_merged", name=actor)
        made = [judging.withdraw(connection, verdict.id, who, why)[0] for verdict in undone]
        merging.apply_merges(connection)
    return made


def relate(ledger: Ledger, later: str, earlier: str, kind: str, who: str, why: str | None = None) -> Judgement:
    """Add a relation between two statements of different documents, or accept the one that was proposed."""
    if kind not in RELATION_TYPES:
        raise UsageError("unknown_value", value=kind, field="type", values=", ".join(RELATION_TYPES))
    with ledger.writing() as connection:
        pair = _pair(connection, later, earlier)
        made = judging.record(connection, "relate", ">".join(pair), who, why, {"type": kind})
        _apply_relations(connection, pair)
    return made


def unrelate(ledger: Ledger, later: str, earlier: str, who: str, why: str | None = None) -> Judgement:
    """Reject every relation between two statements."""
    with ledger.writing() as connection:
        pair = _pair(connection, later, earlier)
        made = judging.record(connection, "unrelate", ">".join(pair), who, why, {})
        _apply_relations(connection, pair)
    return made


def name_story(ledger: Ledger, story: str, name: str, who: str, why: str | None = None) -> Judgement:
    """Name a story."""
    with ledger.writing() as connection:
        key = story_key(connection, story)
        before = listing.story_of(connection, key)
        payload = {"name": name, "before": before["name"], "named_by": before["named_by"]}
        made = judging.record(connection, "name", key, who, why, payload)
        merging.settle_story(connection, made)
    return made


def move_documents(
    ledger: Ledger, listed: Sequence[str], story: str | None, name: str | None, who: str, why: str | None = None
) -> Judgement:
    """Put documents into a story that there is, or into a new one: so a story is split, or two made one."""
    with ledger.writing() as connection:
        keys = [document_id(connection, document) for document in listed]
        before = merging.stories_of(connection, keys)
        new = hashlib.sha256(f"story {' '.join(keys)} {name}".encode()).hexdigest()[:16]
        target = story_key(connection, story) if story else new
        payload = {"documents": keys, "from": before, "name": name or store.bare(connection, keys[0]).title}
        made = judging.record(connection, "move", target, who, why, payload)
        merging.settle_story(connection, made)
        _relate_again(connection, {target, *before.values()})
    return made


def withdraw(ledger: Ledger, judgement: str, who: str, why: str | None = None) -> Judgement:
    """Withdraw a judgement: it stays in the record, and what it did is undone."""
    with ledger.writing() as connection:
        made, withdrawn = judging.withdraw(connection, judgement, who, why)
        _undo(connection, withdrawn)
    return made


def not_carried(ledger: Ledger) -> list[Judgement]:
    """The judgements whose statements no reading holds any more: kept, and to be looked at again."""
    with ledger.reading() as connection:
        return judging.not_carried(connection)


def edits(document: Document, record: Mapping[str, Any], changes: Mapping[str, str]) -> dict[str, Any]:
    """What these changes make of the parts of a statement's record."""
    payload: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in FIELDS:
            raise UsageError("unknown_field", field=name, fields=", ".join(FIELDS))
        if name in _ACTOR or name == "actor":
            actor = payload.setdefault("actor", dict(record.get("actor") or {"who_type": "person", "named": True}))
            actor["id" if name == "actor" else name] = _value(name, value)
        elif name in _SPANS:
            spans = judging.spans_of(document, value) if value else None
            payload[name] = spans if name == "content" else spans and spans[0]
        elif name == "said_on":
            payload[name] = _said_on(value, payload.get("content") or record["content"])
        elif name == "figures":
            payload[name] = _figures(document, value)
        else:
            payload[name] = _value(name, value)
    if "actor" in payload:
        payload["actor"] = _actor(document, payload["actor"], changes)
    return payload


def _actor(document: Document, told: Mapping[str, Any], changes: Mapping[str, str]) -> dict[str, Any]:
    """An actor without what is empty; its id is made anew where it is another's name or kind."""
    made = {name: value for name, value in told.items() if value is not None}
    if "actor" not in changes and {"who", "who_type", "named"} & set(changes):
        made["id"] = _actor_key(document, made)
    return {name: value for name, value in made.items() if value is not None}


def _value(name: str, value: str) -> str | bool | None:
    if value == "":
        return None
    if name in _CHOICES and value not in _CHOICES[name]:
        raise UsageError("unknown_value", value=value, field=name, values=", ".join(_CHOICES[name]))
    if name in ("denied", "named"):
        if value.lower() not in _TRUTH:
            raise UsageError("unknown_value", value=value, field=name, values="true, false")
        return _TRUTH[value.lower()]
    return value


def _said_on(value: str, content: Sequence[Sequence[int]]) -> dict[str, Any] | None:
    """A day, or `START/END`; it stands at the content, since no words of the article told the reader."""
    if not value:
        return None
    start, _, end = value.partition("/")
    first, last = sorted(rows.day_of(day(side)) or "" for side in (start, end or start))
    return {"span": list(content[0]), "start": first, "end": last, "granularity": "day", "about": False}


def _figures(document: Document, value: str) -> list[dict[str, Any]]:
    """Figures as a JSON list of objects with `text` or `span`, `low`, `high` and what else a figure has."""
    try:
        made = []
        for figure in json.loads(value or "[]"):
            span = figure.get("span") or judging.spans_of(document, figure["text"])[0]
            made.append({**{k: v for k, v in figure.items() if k != "text"}, "span": span})
        start = {"id": 1, "content": [[0, 1]], "form": "direct", "confidence": 1.0, "figures": made}
        statement = rows.unpacked(start)
        for one in statement.figures:
            _check_figure(one)
        listed: list[dict[str, Any]] = rows.packed(statement).get("figures", [])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise UsageError("bad_figures", reason=problem) from problem
    return listed


def _check_figure(figure: Figure) -> None:
    """Raise ValueError for what is no number, no text or no choice."""
    for side in (figure.low, figure.high):
        if side is not None and (isinstance(side, bool) or not isinstance(side, int | float) or not isfinite(side)):
            raise ValueError(f"{side!r} is no number")
    told = (figure.unit, figure.counted, figure.per, *figure.parts)
    if not all(isinstance(text, str) for text in told if text is not None) or not isinstance(figure.about, bool):
        raise ValueError("words are no text")
    if figure.change not in (None, *get_args(Change)) or figure.tally not in (None, *get_args(Tally)):
        raise ValueError(f"{figure.change or figure.tally!r} is no choice")
    if figure.as_of is not None:
        day(str(figure.as_of.start))
    if not all(type(side) is int for side in (figure.span.start, figure.span.end)):
        raise ValueError("a span is no pair of places")


def _checked(record: Mapping[str, Any], document: Document) -> Statement:
    """The statement of a record; raises UsageError for what no statement can be without or cannot be."""
    if not record.get("content"):
        raise UsageError("no_content")
    if "form" not in record:
        raise UsageError("unknown_value", value="", field="form", values=", ".join(_CHOICES["form"]))
    if "who_type" not in record.get("actor", {"who_type": ""}):
        raise UsageError("unknown_value", value="", field="who_type", values=", ".join(_CHOICES["who_type"]))
    return judging.checked(rows.unpacked(record), document)


def _actor_key(document: Document, actor: Mapping[str, Any]) -> str | None:
    made = Actor(**{"id": None, "who": None, "who_type": "person", **actor})
    return actor_id(made, document.language or LANGUAGES[-1], document.id)


def _merged(record: Mapping[str, Any], payload: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**record, **payload}.items() if value is not None}


def _insert(connection: Connection, held: Document, statement: Statement) -> str:
    key = rows.statement_key(held.id, statement)
    if store.is_there(connection, key):
        raise UsageError("statement_there", id=key)
    store.write_statements(connection, held.id, held, [statement], {statement.id: key}, {})
    store.mark_added(connection, key)
    return key


def _hand_over(
    connection: Connection, actor: str, listed: Sequence[str], name: str | None, who: str, why: str | None
) -> list[Judgement]:
    """Each statement's actor becomes another, of the name given or of its own id with a number."""
    made = []
    other = merging.another_id(connection, actor)
    for each in listed:
        key = judging.present(connection, statement_id(connection, each))
        row = listing.statement_of(connection, key)
        if actor not in (row["actor"], row["own_actor"]):
            raise UsageError("not_of_actor", id=key, name=actor)
        document = store.load(connection, row["document"])
        own = dict(row["record"].get("actor") or {})
        changed = {**own, "who": name or own.get("who")}
        changed["id"] = _actor_key(document, changed) if name else other
        if changed["id"] == actor:
            changed["id"] = other
        made.append(judging.record(connection, "edit", key, who, why, {"actor": changed}))
        judging.settle(connection, key)
    return made


def _pair(connection: Connection, later: str, earlier: str) -> tuple[str, str]:
    keys = [judging.present(connection, statement_id(connection, each)) for each in (later, earlier)]
    if len(listing.documents_of(connection, keys)) < 2:
        raise UsageError("same_document", later=later, earlier=earlier)
    return keys[0], keys[1]


def _apply_relations(connection: Connection, pair: tuple[str, str]) -> None:
    """Let the relations of a pair be what the judgements that stand say."""
    later, earlier = (judging.present(connection, key) for key in pair)
    verdicts = [j for j in judging.judged(connection, _pair_ids(connection, later, earlier)) if j.stands]
    held = linking.between(connection, later, earlier)
    if not verdicts:
        for one in held:
            linking.drop(connection, one.relation)
        relate_again(connection, store.document_of(connection, later), SentenceVectors())
        return
    for one in held:
        linking.put(connection, one.relation, "rejected")
    last = verdicts[-1]
    if last.verdict == "relate":
        kind: RelationType = last.payload["type"]
        proposed = next((h.relation for h in held if h.relation.type == kind and h.relation.by == "selon"), None)
        relation = proposed or Relation(later, earlier, kind, 1.0, (), last.who)
        linking.put(connection, relation, "accepted" if proposed else "added")


def _pair_ids(connection: Connection, later: str, earlier: str) -> list[str]:
    """Every name of a pair in judgements, by the ids that its ends had until now."""
    ends = (judging.kin(connection, key) for key in (later, earlier))
    return [">".join(pair) for pair in product(*ends)]


def _undo(connection: Connection, withdrawn: Judgement) -> None:
    """Let everything be as the judgements say that stand after one was withdrawn, or stands again."""
    if withdrawn.verdict in judging.ON_STATEMENTS:
        key = judging.current(connection, withdrawn.target)
        judging.settle(connection, key)
        relate_again(connection, store.document_of(connection, key), SentenceVectors())
    elif withdrawn.verdict in ("relate", "unrelate"):
        later, _, earlier = withdrawn.target.partition(">")
        _apply_relations(connection, (later, earlier))
    elif withdrawn.verdict in ("name", "move"):
        merging.settle_story(connection, withdrawn)
        _relate_again(connection, {withdrawn.target, *withdrawn.payload.get("from", {}).values()})
    elif withdrawn.verdict == "merge":
        merging.apply_merges(connection)
    else:
        (before,) = (j for j in judging.judged(connection) if j.id == withdrawn.target)
        _undo(connection, before)


def _relate_again(connection: Connection, keys: set[str | None]) -> None:
    for key in sorted(key for key in keys if key):
        relate_story(connection, key, None, KeptVectors(connection, SentenceVectors()))
