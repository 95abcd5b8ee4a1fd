"""What was found in a ledger as tables for people at a terminal."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich import box
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from selon.cli.page import cells, line, named, print_out, safe, table_of
from selon.desk.asking import Related, Shown, StoryBoard, Version, because
from selon.exporters import facts
from selon.languages import message
from selon.ledger.asking import Hit, KnownActor, KnownStory
from selon.ledger.judging import Judgement
from selon.records import Span, Told, When
from selon.text import content_words

ID = 8  # letters of an id that are shown: enough to be asked for
_LONGEST = 240  # letters of a content shown in a list
_BRIEF = 60  # letters of a judgement's values
_PARTS = (("source", "cyan"), ("cue", "magenta"), ("content", "green"))
_SPANS = ("source", "cue", "content")
_HIDDEN = ("record", "before", "named_by", "from")  # of a judgement's values: kept so that it can be withdrawn


def show_hits(hits: Sequence[Hit]) -> None:
    """A line a statement: when and where, who, what."""
    made = table_of("id", "day", "outlet", "who", "content")
    for hit in hits:
        made.add_row(*_cells(hit.told))
    print_out(made if hits else message("nothing_found"))


def show_shown(shown: Shown) -> None:
    """A statement in its passage, with its parts, chain, facts, relations and history."""
    told = shown.hit.told
    document = told.document
    heading = (document.title, document.outlet, _day(document.published))
    print_out(
        Text(" · ".join(safe(part) for part in heading if part), style="bold"),
        Panel(_marked(shown), subtitle=Text(told.id), box=box.ROUNDED),
        _lines((name, cell) for name, cell in (*_told_lines(shown), *_history_lines(shown))),
    )


def show_actors(found: Sequence[KnownActor]) -> None:
    """A line an actor."""
    made = table_of("known_as", "kind", "statements_title", "articles", "from_day", "to_day", "actor_id")
    for one in found:
        ids = " ".join((one.id, *(f"= {other}" for other in one.also)))
        kind = None if one.type is None else message(f"kind_{one.type}")
        made.add_row(*cells(one.name, kind, one.statements, one.documents, one.first, one.last, ids))
    print_out(made if found else message("nothing_found"))


def show_said(people: Sequence[KnownActor], hits: Sequence[Hit]) -> None:
    """Who it is, then all that was said, day by day."""
    show_actors(people)
    if len(people) > 1:
        show_hits(hits)
    elif hits:
        made = table_of("id", "day", "outlet", "content")
        for hit in hits:
            key, day, outlet, _, content = _cells(hit.told)
            made.add_row(key, day, outlet, content)
        print_out("", made)


def show_stories(found: Sequence[KnownStory]) -> None:
    """A line a story."""
    made = table_of("id", "story", "articles", "statements_title", "from_day", "to_day")
    for one in found:
        made.add_row(*cells(one.id[:ID], one.name or None, one.documents, one.statements, one.first, one.last))
    print_out(made if found else message("nothing_found"))


def show_board(found: StoryBoard) -> None:
    """The columns of a board, one under the other."""
    board = found.board
    print_out(line(found.story.name or found.story.id, "bold"), line(_extent(found.story), "dim"))
    _show_column("known", [(key,) for key in board.known], found)
    _show_column("disputed", board.disputed, found)
    _show_column("single_source", [(key,) for key in board.single_source], found)
    _show_column("unknown", [(key,) for key in board.unknown], found)
    _show_column("expected", [(key,) for key in board.expected], found)


def show_versions(found: Sequence[Version]) -> None:
    """Each version of an article, with what it took out and what it put in."""
    for one in found:
        change = f" · {message(f'change_{one.change}')}" if one.change else ""
        print_out(line(f"{one.number}. {one.document} · {_minute(one.added_at)}{change}", "bold"))
        for pair in one.changed:
            for sign, style, words in zip("−+", ("red", "green"), pair, strict=True):
                if words.strip():
                    print_out(line(f"{sign} {words}", style))


def show_judgements(found: Sequence[Judgement]) -> None:
    """A line a judgement."""
    made = table_of("id", "day", "by", "judgement", "why")
    for one in found:
        made.add_row(*cells(one.id[:ID], one.at[:10], one.who, _verdict(one), one.why or ""))
    print_out(made if found else message("nothing_found"))


def judgement_lines(found: Iterable[Judgement]) -> list[str]:
    """A line a judgement: its id, when, who, what on what, why; tabs between them."""
    parts = ((one.id[:ID], _minute(one.at), one.who, _verdict(one), one.why) for one in found)
    return ["\t".join(safe(part) for part in each if part) for each in parts]


def _told_lines(shown: Shown) -> Iterator[tuple[str, Text]]:
    """The parts of a statement and what it says."""
    told, status = shown.hit.told, message(f"status_{shown.hit.status}")
    statement, text = told.statement, told.document.text
    if statement.source:
        yield message("source"), line(statement.source.of(text), "cyan")
    if statement.cue:
        yield message("cue"), line(statement.cue.of(text), "magenta")
    yield message("content"), line(content_words(statement, text), "green")
    yield message("chain"), line(" ← ".join(shown.chain))
    yield message("facts"), line(" · ".join((message(statement.form), *facts.facts(statement, text))))
    is_plain = shown.standing or shown.hit.status in ("rejected", "withdrawn")
    yield message("state"), line(status if is_plain else f"{status} · {message('fallen')}")
    yield message("article"), line(" · ".join(part for part in (told.document.id, told.document.url) if part))
    yield message("story"), line(shown.hit.story or "–")


def _history_lines(shown: Shown) -> Iterator[tuple[str, Text]]:
    """How a statement relates to others, and what people decided about it."""
    for one in shown.related:
        relation = one.held.relation
        name = message(relation.type if relation.later == shown.hit.told.id else f"{relation.type}_by")
        yield name, _other(one)
    for verdict in shown.judgements:
        parts = (verdict.id[:ID], _minute(verdict.at), verdict.who, _verdict(verdict), verdict.why)
        yield message("judgement"), line(" · ".join(part for part in parts if part))


def _other(one: Related) -> Text:
    """The other end of a relation, how sure it is or who decided it, and why."""
    relation, told = one.held.relation, one.other.told
    key, day, outlet, who, _ = _cells(told)
    words = _cut(content_words(told.statement, told.document.text))
    made = Text(f"{key} · {day} · {outlet} · {named(who, words)}")
    made.stylize("cyan")
    judged = [] if one.held.status == "proposed" else [message(f"relation_{one.held.status}")]
    sure = [] if one.held.status == "added" else [f"{relation.score:.0%}"]
    reasons = (safe(reason) for reason in because(relation.reasons))
    return made.append("\n" + " · ".join((*judged, *sure, *reasons)), style="dim")


def _show_column(name: str, rows: Sequence[Sequence[str]], found: StoryBoard) -> None:
    """A column of a board: its statements, pair by pair where they are disputed."""
    heading = message(f"board_{name}")
    if not rows:
        print_out("", line(named(heading, "–"), "dim"))
        return
    listed = {key: _cells(hit.told) for key, hit in found.hits.items()}
    room = {name: max(len(row[at]) for row in listed.values()) for at, name in ((2, "outlet"), (3, "who"))}
    made = table_of("id", "day", "outlet", "who", "content", title=f"{heading} ({len(rows)})", room=room)
    for row in rows:
        for at, key in enumerate(row):
            made.add_row(*listed[key], end_section=len(row) > 1 and at == len(row) - 1)
    print_out("", made)


def _extent(story: KnownStory) -> str:
    """How much a story holds, from when to when."""
    counts = [named(message("articles"), story.documents), named(message("statements_title"), story.statements)]
    days = " – ".join(dict.fromkeys(day for day in (story.first, story.last) if day))
    return " · ".join((story.id[:ID], *counts, *([days] if days else [])))


def _verdict(one: Judgement) -> str:
    """What was decided on what, with the values that it gave."""
    fallen = f"[{message('withdrawn')}]" if not one.stands else ""
    target = " > ".join(part[:ID] for part in one.target.split(">")) if ">" in one.target else _target(one)
    values = (_brief(name, v) for name, v in one.payload.items() if name not in _HIDDEN and v is not None)
    return " ".join(part for part in (message(f"verdict_{one.verdict}"), target, *values, fallen) if part)


def _target(one: Judgement) -> str:
    """What was judged: an actor's whole id, the first letters of any other."""
    return one.target if one.verdict in ("merge", "split") else one.target[:ID]


def _brief(name: str, value: Any) -> str:
    """A value that a judgement gave: of an actor the name, of a date the days, of spans their places."""
    if name == "actor":
        return f"who={value.get('who')}"
    if name == "documents":
        return f"documents={','.join(key[:ID] for key in value)}"
    if name == "said_on":
        told = "/".join(dict.fromkeys((str(value.get("start")), str(value.get("end")))))
    elif name in _SPANS:
        told = ",".join("-".join(map(str, span)) for span in (value if name == "content" else [value]))
    else:
        told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"{name}={told if len(told) <= _BRIEF else told[: _BRIEF - 1] + '…'}"


def _cells(told: Told) -> tuple[str, str, str, str, Text]:
    """Id, day, outlet, who, and the content with what the other cells do not tell."""
    statement, document = told.statement, told.document
    who = statement.actor.who if statement.actor and statement.actor.who else message("nobody")
    content = Text(_cut(content_words(statement, document.text)))
    noted = safe(" · ".join(_noted(told)))
    if noted:
        content.append(f"\n{noted}", style="dim")
    return told.id[:ID], _day(document.published) or "–", safe(document.outlet or "–"), safe(who), content


def _noted(told: Told) -> Iterator[str]:
    """What a statement says beside who, when and what: in whose name, on which other day, how sure, how many."""
    statement = told.statement
    actor, said_on = statement.actor, statement.said_on
    if actor is not None and actor.on_behalf_of and actor.on_behalf_of != actor.who:
        yield message("for_body", body=actor.on_behalf_of)
    if said_on is not None:
        day = facts.when(_without_hours(said_on), told.document.text)
        if day != _day(told.document.published):
            yield f"{message('said_on')} {day}"
    plain = message("act_say")
    yield from (label for label in facts.labels(statement) if label != plain)
    yield from map(facts.figure, statement.figures)


def _without_hours(when: When) -> When:
    start, end = (side and side[:10] for side in (when.start, when.end))
    return When(when.span, start, end, when.granularity, when.about, when.offset)


def _cut(words: str) -> str:
    told = safe(words)
    return told if len(told) <= _LONGEST else told[:_LONGEST] + "…"


def _day(moment: str | None) -> str | None:
    return moment and safe(moment[:10])


def _minute(moment: str) -> str:
    return moment[:16].replace("T", " ")


def _lines(rows: Iterable[tuple[str, Text]]) -> Table:
    """Names and values, side by side."""
    made = Table(box=None, padding=(0, 1), show_header=False)
    made.add_column(style="dim", no_wrap=True)
    made.add_column(overflow="fold")
    for name, value in rows:
        made.add_row(name, value)
    return made


def _marked(shown: Shown) -> Text:
    """The passage with the parts of the statement in their colours."""
    told, start = shown.hit.told, shown.passage.start
    passage = shown.passage.of(told.document.text)
    text = Text("".join(char if char == "\n" else " " if char.isspace() else safe(char) for char in passage))
    statement = told.statement
    spans: dict[str, Sequence[Span | None]] = {
        "source": [statement.source],
        "cue": [statement.cue],
        "content": statement.content,
    }
    for role, style in _PARTS:
        for span in spans[role]:
            if span is not None:
                text.stylize(style + (" underline" if role == "content" else ""), span.start - start, span.end - start)
    return text
