"""A statement as plain data: nested for JSON, flat for tables."""

import dataclasses

from selon.records import Document, Figure, Span, Statement, When

UNSURE = 0.5  # a statement below this confidence is shown as unsure
COLUMNS = (
    "document", "statement", "parent", "source", "cue", "content", "form", "confidence", "source_start", "source_end",
    "cue_start", "cue_end", "content_spans", "language", "title", "outlet", "published", "url",
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


def content_words(statement: Statement, text: str) -> str:
    """The content's segments in one line, ` … ` between them."""
    return " … ".join(" ".join(span.of(text).split()) for span in statement.content)


def statement_row(document: Document, statement: Statement) -> dict[str, object]:
    """A statement as one flat row, by COLUMNS."""
    source, cue, text = statement.source, statement.cue, document.text
    return {
        "document": document.id,
        "statement": statement.id,
        "parent": statement.parent,
        "source": source.of(text) if source else None,
        "cue": cue.of(text) if cue else None,
        "content": content_words(statement, text),
        "form": statement.form,
        "confidence": statement.confidence,
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
