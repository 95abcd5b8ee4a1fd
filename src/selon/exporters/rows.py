"""A statement as plain data: nested for JSON, flat for tables."""

import dataclasses
import json

from selon.records import Actor, Document, Figure, Reason, Span, Statement, When
from selon.text import content_words

NOBODY = Actor(None, None, "none")
UNSURE = 0.5  # a statement below this confidence is shown as unsure
COLUMNS = (
    "document", "statement", "parent", "source", "cue", "content", "form", "confidence", "actor_id", "who", "who_type",
    "role", "on_behalf_of", "named", "act", "certainty", "distance", "denied", "said_on_start", "said_on_end", "times",
    "figures", "source_start", "source_end", "cue_start", "cue_end", "content_spans", "language", "title", "outlet",
    "published", "url",
)  # fmt: skip


def span_data(span: Span | None, text: str) -> dict[str, object] | None:
    """A span with its words."""
    return None if span is None else {"start": span.start, "end": span.end, "text": span.of(text)}


def statement_data(statement: Statement, text: str) -> dict[str, object]:
    """A statement with the words of its spans."""
    return {
        "id": statement.id,
        "parent": statement.parent,
        "source": span_data(statement.source, text),
        "cue": span_data(statement.cue, text),
        "content": [span_data(span, text) for span in statement.content],
        "form": statement.form,
        "confidence": statement.confidence,
        "act": statement.act,
        "certainty": statement.certainty,
        "distance": statement.distance,
        "denied": statement.denied,
        "actor": None if statement.actor is None else dataclasses.asdict(statement.actor),
        "said_on": None if statement.said_on is None else when_data(statement.said_on, text),
        "times": [when_data(when, text) for when in statement.times],
        "figures": [figure_data(figure, text) for figure in statement.figures],
        "reasons": [reason_data(reason, text) for reason in statement.reasons],
    }


def when_data(when: When, text: str) -> dict[str, object]:
    """A time expression with its words and the interval it means."""
    return {
        "span": span_data(when.span, text),
        "start": when.start,
        "end": when.end,
        "granularity": when.granularity,
        "about": when.about,
        "offset": when.offset,
    }


def figure_data(figure: Figure, text: str) -> dict[str, object]:
    """A figure with its words."""
    return {
        "span": span_data(figure.span, text),
        "low": plain_number(figure.low),
        "high": plain_number(figure.high),
        "about": figure.about,
        "unit": figure.unit,
        "counted": figure.counted,
        "parts": list(figure.parts),
        "per": figure.per,
        "as_of": None if figure.as_of is None else when_data(figure.as_of, text),
        "change": figure.change,
        "tally": figure.tally,
    }


def reason_data(reason: Reason, text: str) -> dict[str, object]:
    """Why a field has its value, with the words that decided."""
    return {"field": reason.field, "span": span_data(reason.span, text), "by": reason.by, "sure": reason.sure}


def plain_number(value: float | None) -> float | int | None:
    """A whole number without its decimal point."""
    return int(value) if value is not None and float(value).is_integer() else value


def document_data(document: Document) -> dict[str, object]:
    """A document with its statements."""
    read_by = document.read_by
    return {
        "id": document.id,
        "language": document.language,
        "title": document.title,
        "outlet": document.outlet,
        "authors": list(document.authors),
        "published": document.published,
        "url": document.url,
        "text": document.text,
        "statements": [statement_data(s, document.text) for s in document.statements],
        "read_by": None if read_by is None else {"agent": read_by.agent, "version": read_by.version},
    }


def figures_cell(statement: Statement, text: str) -> str:
    """The figures of a statement as a JSON list, an empty string without one; each has its words as `text`."""
    if not statement.figures:
        return ""
    made = []
    for figure in statement.figures:
        data = {**figure_data(figure, text), "span": None, "as_of": figure.as_of and figure.as_of.start}
        kept = {name: value for name, value in data.items() if value not in (None, [], False)}
        made.append({"text": figure.span.of(text), **kept})
    return json.dumps(made, ensure_ascii=False)


def statement_row(document: Document, statement: Statement) -> dict[str, object]:
    """A statement as one flat row, by COLUMNS."""
    source, cue, text = statement.source, statement.cue, document.text
    actor, said_on = statement.actor or NOBODY, statement.said_on
    return {
        "document": document.id,
        "statement": statement.id,
        "parent": statement.parent,
        "source": source.of(text) if source else None,
        "cue": cue.of(text) if cue else None,
        "content": content_words(statement, text),
        "form": statement.form,
        "confidence": statement.confidence,
        "actor_id": actor.id,
        "who": actor.who,
        "who_type": statement.actor and actor.who_type,
        "role": actor.role,
        "on_behalf_of": actor.on_behalf_of,
        "named": statement.actor and actor.named,
        "act": statement.act,
        "certainty": statement.certainty,
        "distance": statement.distance,
        "denied": statement.denied,
        "said_on_start": said_on and said_on.start,
        "said_on_end": said_on and said_on.end,
        "times": " ".join(f"{time.start or '..'}/{time.end or '..'}" for time in statement.times),
        "figures": figures_cell(statement, text),
        "source_start": source.start if source else None,
        "source_end": source.end if source else None,
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "content_spans": " ".join(f"{span.start}-{span.end}" for span in statement.content),
        "language": document.language,
        "title": document.title,
        "outlet": document.outlet,
        "published": document.published,
        "url": document.url,
    }
