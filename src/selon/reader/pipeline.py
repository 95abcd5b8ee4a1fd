"""The reader as others use it: load once, read any number of documents."""

import dataclasses
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from selon.reader.extract import find, number
from selon.reader.figures import FoundFigure, figures
from selon.reader.identity import identified
from selon.reader.labels import labelled
from selon.reader.network import Network
from selon.reader.resolve import resolve
from selon.reader.said_on import said_on_all
from selon.reader.sentences import outside, sentences
from selon.reader.times import TimeExpression, times
from selon.records import Document, Language, Origin, Reason, Span, Statement

Found = TypeVar("Found")
SHIPPED_MODEL = Path(__file__).parent.parent / "model"


class Reader:
    """A loaded model. Threads may share one; the same text gives the same statements, whatever was read before."""

    def __init__(self, model: Path = SHIPPED_MODEL) -> None:
        self._network = Network(model)
        self.origin = Origin(self._network.settings.name, self._network.settings.version)

    def read(self, document: Document) -> Document:
        """The document with its statements."""
        network = self._network
        found = find(network, document.text)
        statements = number(document.text, found, network.settings.calibration)
        model = f"model {self.origin.version}"
        statements = tuple(dataclasses.replace(s, reasons=tuple(_span_reasons(s, model))) for s in statements)
        document = dataclasses.replace(document, statements=statements, read_by=self.origin)
        language = document.language
        if language is None:
            return document
        own = [*_own_contents(statements)]
        document = normalised(identified(attributed(document, language), language), language, own)
        scores = [c.label_scores for c in found if c.label_scores is not None]
        if network.labels is None:
            return document
        return labelled(document, language, network.labels, scores, own, model)


def attributed(document: Document, language: Language) -> Document:
    """The document with the actor of each statement."""
    actors = resolve(document.text, language, document.statements, document.title, document.outlet)
    made = [
        dataclasses.replace(statement, actor=actor, reasons=(*statement.reasons, *reasons))
        for statement, (actor, reasons) in zip(document.statements, actors, strict=True)
    ]
    return dataclasses.replace(document, statements=tuple(made))


def normalised(document: Document, language: Language, own_contents: Sequence[tuple[Span, ...]]) -> Document:
    """The document with the times and figures of its statements, and when each was said.

    `own_contents` are the contents of the statements without those of nested ones.
    """
    text, statements = document.text, document.statements
    found_sentences = sentences(text)
    found = times(text, language, document.published, found_sentences)
    said = said_on_all(text, statements, found, found_sentences)
    whens = [time.when for time in found]
    numbers = figures(text, language, whens) if statements else []
    made = []
    for statement, own, (when, reasons) in zip(statements, own_contents, said, strict=True):
        inside = [t for span in own for t in _within(found, span, _place_of_time) if span.holds(t.when.span)]
        counted = [f for span in own for f in _within(numbers, span, _place_of_figure)]
        made.append(
            dataclasses.replace(
                statement,
                said_on=when,
                times=tuple(time.when for time in inside),
                figures=tuple(f.figure for f in counted),
                reasons=(*statement.reasons, *reasons, *_time_reasons(inside), *_figure_reasons(counted)),
            )
        )
    return dataclasses.replace(document, statements=tuple(made))


def _own_contents(statements: Sequence[Statement]) -> Iterator[tuple[Span, ...]]:
    """The content of each statement without those of the statements nested in it."""
    inner: dict[int, list[Span]] = {}
    for statement in statements:
        if statement.parent is not None:
            inner.setdefault(statement.parent, []).extend(statement.content)
    return (outside(statement.content, inner.get(statement.id, ())) for statement in statements)


def _within(found: Sequence[Found], span: Span, place: Callable[[Found], Span]) -> Sequence[Found]:
    """Of things in order of their places, those that begin inside a span."""
    first = bisect_left(found, span.start, key=lambda f: place(f).start)
    return found[first : bisect_left(found, span.end, key=lambda f: place(f).start)]


def _place_of_time(time: TimeExpression) -> Span:
    return time.when.span


def _place_of_figure(figure: FoundFigure) -> Span:
    return figure.number


def _span_reasons(statement: Statement, model: str) -> Iterator[Reason]:
    """The network found the spans; marks of quotation tell the form."""
    parts = (("source", statement.source), ("cue", statement.cue), ("content", statement.content[0]))
    for field, span in parts:
        if span is not None:
            yield Reason(field, span, model, statement.confidence)
    yield Reason("form", statement.content[0], "quotation marks")


def _time_reasons(found: Iterable[TimeExpression]) -> Iterator[Reason]:
    for at, time in enumerate(found):
        yield Reason(f"times[{at}]", time.when.span, time.by)


def _figure_reasons(found: Iterable[FoundFigure]) -> Iterator[Reason]:
    for at, figure in enumerate(found):
        for field, span, by in figure.why:
            yield Reason(f"figures[{at}].{field}" if field else f"figures[{at}]", span, by)


@cache
def shipped_reader() -> Reader:
    """The reader with the model that ships, loaded at the first call."""
    return Reader()
