"""The reader as others use it: load once, read any number of documents."""

import dataclasses
from bisect import bisect_left
from functools import cache
from pathlib import Path

from selon.reader.extract import extract
from selon.reader.network import Network
from selon.reader.resolve import resolve
from selon.reader.said_on import said_on_all
from selon.reader.sentences import outside, sentences
from selon.reader.times import times
from selon.records import Document, Language, Origin, Span

SHIPPED_MODEL = Path(__file__).parent.parent / "model"


class Reader:
    """A loaded model. Threads may share one; the same text gives the same statements, whatever was read before."""

    def __init__(self, model: Path = SHIPPED_MODEL) -> None:
        self._network = Network(model)
        self.origin = Origin(self._network.settings.name, self._network.settings.version)

    def read(self, document: Document) -> Document:
        """The document with its statements."""
        statements = extract(self._network, document.text)
        document = dataclasses.replace(document, statements=statements, read_by=self.origin)
        if document.language is None:
            return document
        return dated(attributed(document, document.language), document.language)


def attributed(document: Document, language: Language) -> Document:
    """The document with the actor of each statement."""
    actors = resolve(document.text, language, document.statements, document.title, document.outlet)
    made = [
        dataclasses.replace(statement, actor=actor, reasons=(*statement.reasons, *reasons))
        for statement, (actor, reasons) in zip(document.statements, actors, strict=True)
    ]
    return dataclasses.replace(document, statements=tuple(made))


def dated(document: Document, language: Language) -> Document:
    """The document with the times of its statements: when each was said, and those of its own content."""
    text, statements = document.text, document.statements
    found_sentences = sentences(text)
    found = times(text, language, document.published, found_sentences)
    said = said_on_all(text, statements, found, found_sentences)
    inner: dict[int, list[Span]] = {}
    for statement in statements:
        if statement.parent is not None:
            inner.setdefault(statement.parent, []).extend(statement.content)
    starts = [time.when.span.start for time in found]
    made = []
    for statement, (when, reasons) in zip(statements, said, strict=True):
        own = outside(statement.content, inner.get(statement.id, ()))
        inside = tuple(
            time.when
            for span in own
            for time in found[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            if span.holds(time.when.span)
        )
        made.append(dataclasses.replace(statement, said_on=when, times=inside, reasons=(*statement.reasons, *reasons)))
    return dataclasses.replace(document, statements=tuple(made))


@cache
def shipped_reader() -> Reader:
    """The reader with the model that ships, loaded at the first call."""
    return Reader()
