"""A reader without a model that tells actors, labels and figures, and articles to add to ledgers."""

import dataclasses
import json
import re
import tempfile
from pathlib import Path

import numpy as np

from selon.desk.adding import add
from selon.errors import SourceError
from selon.importers import find_sources
from selon.ledger import Ledger
from selon.ledger.adding import Added
from selon.records import Actor, Document, Figure, Origin, Relation, Span, Statement, content_id
from selon.relate.vectors import Floats

_TOLD = re.compile(r"(\w+) (said|denied|a dit) (that |que |qu’)([^.]*)\.")
_NESTED = re.compile(r"(\w+) (thinks|pense) (?:that |que )(.*)")
_NUMBER = re.compile(r"\d+")


class Teller:
    """Reads `X said that Y.`, `X denied that Y.` and `X a dit que Y.`; `Y thinks that Z` in it is a statement in it.

    `version` is the model's; a wide one begins the content at "that", so that its spans differ a little.
    """

    def __init__(self, version: str = "1", wide: bool = False, passes_over: str = "\0") -> None:
        self.origin = Origin("teller", version)
        self._wide = wide
        self._passes_over = passes_over

    def read(self, document: Document) -> Document:
        found: list[Statement] = []
        for match in _TOLD.finditer(document.text):
            if self._passes_over in match.group():
                continue
            start = match.start(3) if self._wide else match.start(4)
            outer = self._statement(document, len(found) + 1, match, Span(start, match.end(4)), None)
            found.append(outer)
            inner = _NESTED.search(document.text, match.start(4), match.end(4))
            if inner:
                span = Span(inner.start(3), inner.end(3))
                found.append(self._statement(document, len(found) + 1, inner, span, outer.id))
        return dataclasses.replace(document, statements=tuple(found), read_by=self.origin)

    def _statement(
        self, document: Document, number: int, match: re.Match[str], content: Span, parent: int | None
    ) -> Statement:
        who, words = match.group(1), content.of(document.text)
        figures = [Span(content.start + m.start(), content.start + m.end()) for m in _NUMBER.finditer(words)]
        return Statement(
            id=number,
            source=Span(*match.span(1)),
            cue=Span(*match.span(2)),
            content=(content,),
            form="indirect",
            parent=parent,
            confidence=0.3 if "perhaps" in words else 0.9,
            actor=Actor(
                f"person:{who.lower()}", who, "person", on_behalf_of="NATO" if who == "Rutte" else None, named=True
            ),
            act="think" if match.group(2) in ("thinks", "pense") else "say",
            certainty="possible" if "perhaps" in words else "certain",
            distance="neutral",
            denied=match.group(2) == "denied",
            figures=tuple(
                Figure(s, float(s.of(document.text)), float(s.of(document.text)), unit="people") for s in figures
            ),
        )


class Hashed:
    """Vectors without a model: a text's own, near to no other's."""

    def of(self, texts: list[str]) -> Floats:
        if not texts:
            return np.zeros((0, 512), np.float32)
        rows = [np.random.default_rng(int(content_id(text), 16)).normal(size=512) for text in texts]
        return np.stack([row / np.linalg.norm(row) for row in rows]).astype(np.float32)


def unrelated(document: object, earlier: object, vectors: object) -> list[Relation]:
    """In the place of the machine's relations, where a test is about those that it proposes itself: none."""
    return []


def article(text: str, **fields: object) -> Document:
    """An English article, unless told otherwise."""
    return dataclasses.replace(Document(text, language="en"), id=str(fields.pop("id", "")), **fields)


def tell(ledger: Ledger, *documents: Document, reader: Teller | None = None) -> list[Added | SourceError]:
    """Add these articles; what became of each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        path.write_text("".join(_line(document) for document in documents))
        return [item for _, item in add(find_sources([str(path)]), ledger, None, reader or Teller(), Hashed())]


def one(ledger: Ledger, document: Document, reader: Teller | None = None) -> Added:
    """Add an article that nothing is wrong with."""
    (added,) = tell(ledger, document, reader=reader)
    assert isinstance(added, Added), added
    return added


def _line(document: Document) -> str:
    names = ("id", "text", "title", "outlet", "authors", "published", "url", "language")
    return json.dumps({name: getattr(document, name) for name in names if getattr(document, name)}) + "\n"
