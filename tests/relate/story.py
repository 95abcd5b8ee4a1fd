"""Stories of a few sentences, made by hand: each line is an article of one statement."""

import dataclasses
from collections.abc import Sequence

from selon.records import Actor, Certainty, Document, Figure, Language, Relation, RelationType, Span, Statement, Told


def tell(
    name: str,
    who: str | None,
    cue: str,
    content: str,
    day: int = 1,
    certainty: Certainty = "certain",
    language: Language = "en",
    document: str | None = None,
    **fields: object,
) -> Told:
    """A statement in an article of its own, published on a day of May 2031."""
    text = f"{who or ''} {cue} {content}."
    start = text.index(content)
    made = Statement(
        id=int(name[1:]),
        source=Span(0, len(who)) if who else None,
        cue=Span(text.index(cue), text.index(cue) + len(cue)) if cue else None,
        content=(Span(start, start + len(content)),),
        form="indirect",
        parent=None,
        confidence=1.0,
        actor=Actor(f"person:{who}", who, "person", named=True) if who else None,
        certainty=certainty,
    )
    published = f"2031-05-{day:02d}T08:00:00+00:00"
    article = Document(text, id=document or f"of-{name}", language=language, published=published, outlet="The Post")
    return Told(name, dataclasses.replace(made, **fields), article)


def counting(told: Told, words: str, low: float | None, high: float | None, **fields: object) -> Told:
    """The statement with a figure on some of its words."""
    start = told.document.text.index(words)
    figure = Figure(Span(start, start + len(words)), low, high, **fields)  # type: ignore[arg-type]
    figures = (*told.statement.figures, figure)
    return dataclasses.replace(told, statement=dataclasses.replace(told.statement, figures=figures))


def related(*lines: tuple[str, RelationType, str]) -> Sequence[Relation]:
    """Relations as (later, type, earlier)."""
    return [Relation(later, earlier, type_, 1.0) for later, type_, earlier in lines]
