"""Linking: where a new document belongs, whose copy it is, and how its statements relate to those before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from selon.ledger import Connection
from selon.ledger import linking as kept
from selon.ledger.linking import Described
from selon.records import Document, Relation, Told, content_id
from selon.relate.copies import COPY, copied, fingerprint, is_copy
from selon.relate.grouping import WINDOW, Signature, Term, rare_keys, signature, story_of
from selon.relate.relations import relations
from selon.relate.vectors import Floats, Vectors

_CANDIDATES = 60  # documents that share the most rare words are enough to tell the story
_BEFORE = 40  # documents of a story that a new one is compared with: the newest before it
_AFTER = 10  # documents published later, but added before, whose relations are made anew
_SCALE = 127.0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that was read, with what tells its story and its copies."""

    document: Document
    signature: Signature
    marks: tuple[int, ...]


def prepare(document: Document) -> Prepared:
    """Everything about a document that needs no ledger."""
    return Prepared(document, signature(document), fingerprint(document.text))


def link(connection: Connection, key: str, prepared: Prepared, vectors: Vectors) -> None:
    """Put a document that was kept into its story and relate its statements to the others there."""
    near = _near(connection, key, prepared.signature)
    original = _mark_copy(connection, key, prepared, near.documents)
    story, were_merged = _place(connection, key, prepared.signature, near, original)
    relate_story(connection, story, None if were_merged else key, KeptVectors(connection, vectors))


def relate_again(connection: Connection, key: str, vectors: Vectors) -> None:
    """Relate a document that is in its story already, after it was read again."""
    story = kept.story_members(connection, [key]).get(key)
    if story:
        relate_story(connection, story, key, KeptVectors(connection, vectors))


def relate_story(connection: Connection, story: str, document: str | None, vectors: Vectors) -> None:
    """Relate a document to those before it in its story, and those after it anew; all of them where none is named."""
    listed = kept.told_in_story(connection, story)
    places = [at for at, told in enumerate(listed) if kept_document(told) == document] if document else [0]
    if not places:
        return
    first, originals = places[0], kept.originals(connection, story)
    for at in range(first, len(listed) if document is None else min(len(listed), first + 1 + _AFTER)):
        found = _related(listed[at], listed[max(at - _BEFORE, 0) : at], originals, vectors)
        kept.propose(connection, [told.id for told in listed[at]], found)


def _related(
    document: Sequence[Told], before: Sequence[Sequence[Told]], originals: Mapping[str, str], vectors: Vectors
) -> list[Relation]:
    """The relations of a document; what a copy has word for word from its original repeats it and does nothing more."""
    original = originals.get(kept_document(document))
    same = next((told for told in before if kept_document(told) == original), ())
    repeated = copied(document, same)
    own = {relation.later for relation in repeated}
    found = [r for r in relations(document, before, vectors=vectors) if r.later not in own]
    return [*repeated, *found]


def kept_document(told: Sequence[Told]) -> str:
    """The id of the document that statements are of."""
    return told[0].document.id


@dataclass(frozen=True, slots=True)
class _Near:
    """The documents that share the most rare words with one, with their signatures.

    `total` is how many documents there are, `frequency` in how many of them each word of the one is.
    """

    documents: list[tuple[str, Signature]]
    frequency: dict[str, int]
    total: int


def _near(connection: Connection, key: str, told: Signature) -> _Near:
    total = kept.document_count(connection)
    frequency = kept.frequencies(connection, told.keys)
    day = told.day and date.fromisoformat(told.day).toordinal()
    days = (day - WINDOW, day + WINDOW) if day else None
    found = kept.sharing(connection, rare_keys(told, frequency, total), days, _CANDIDATES)
    described = kept.described(connection, [document for document in found if document != key])
    published = kept.days(connection, list(described))
    documents = [(d, Signature(published[d], tuple(_term(t) for t in words))) for d, words in described.items()]
    return _Near(documents, frequency, total)


def _place(connection: Connection, key: str, told: Signature, near: _Near, original: str | None) -> tuple[str, bool]:
    """The story of a document, and whether stories became one by it; a copy is in the story of its original."""
    stories = kept.story_members(connection, [document for document, _ in near.documents])
    others = {term for _, other in near.documents for term in other.keys} - set(told.keys)
    frequency = near.frequency | kept.frequencies(connection, sorted(others))
    candidates = [(stories[document], other) for document, other in near.documents if document in stories]
    found = story_of(told, candidates, frequency, near.total)
    _keep_signature(connection, key, told)
    copied_from = [stories[original]] if original in stories else []
    return kept.place_in_story(connection, key, list(dict.fromkeys([*copied_from, *found.stories])))


def _mark_copy(
    connection: Connection, key: str, prepared: Prepared, near: Sequence[tuple[str, Signature]]
) -> str | None:
    """Tell whose text a document has: the likest other's, where it is like enough."""
    others = kept.kept_fingerprints(connection, [document for document, _ in near])
    scored = sorted((-is_copy(prepared.marks, _marks(data)), document) for document, data in others.items())
    original = scored[0][1] if scored and -scored[0][0] >= COPY else None
    kept.mark_copy(connection, key, original)
    _keep_marks(connection, key, prepared.marks)
    return original


def describe(connection: Connection, document: Document) -> None:
    """Keep what a document of an export is found and recognised by."""
    _keep_signature(connection, document.id, signature(document))
    _keep_marks(connection, document.id, fingerprint(document.text))


def _keep_signature(connection: Connection, key: str, told: Signature) -> None:
    day = told.day and date.fromisoformat(told.day).toordinal()
    listed = [Described(term.key, term.weight, term.written, term.is_name) for term in told.terms]
    kept.describe(connection, key, listed, day or None)


def _keep_marks(connection: Connection, key: str, marks: Sequence[int]) -> None:
    kept.keep_fingerprint(connection, key, np.asarray(marks, dtype="<u8").tobytes())


def _marks(data: bytes) -> tuple[int, ...]:
    return tuple(int(mark) for mark in np.frombuffer(data, dtype="<u8"))


def _term(told: Described) -> Term:
    return Term(told.key, told.weight, told.written, told.is_name)


class KeptVectors:
    """Vectors out of the ledger, each asked for once; those that it lacks are made and kept.

    A byte a number is exact enough for cosines.
    """

    def __init__(self, connection: Connection, model: Vectors) -> None:
        self._connection = connection
        self._model = model
        self._held: dict[str, bytes] = {}

    def of(self, texts: Sequence[str]) -> Floats:
        """The vectors of some texts, a row each, of length one."""
        keys = [content_id(text) for text in texts]
        self._held |= kept.kept_vectors(self._connection, sorted(set(keys) - self._held.keys()))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._held}
        if missing:
            made = self._model.of(list(missing.values()))
            new = {key: _packed(vector) for key, vector in zip(missing, made, strict=True)}
            kept.keep_vectors(self._connection, new)
            self._held |= new
        found = [np.frombuffer(self._held[key], dtype=np.int8).astype(np.float32) for key in keys]
        made = np.stack(found) if found else np.zeros((0, 512), np.float32)
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        return np.asarray(made / np.maximum(lengths, 1e-9), dtype=np.float32)


def _packed(vector: Floats) -> bytes:
    scaled = vector * (_SCALE / max(float(np.abs(vector).max()), 1e-9))
    return np.round(scaled).astype(np.int8).tobytes()


def board_parts(connection: Connection, story: str) -> tuple[list[Told], list[Relation]]:
    """The statements of a story and the relations between them that nobody rejected."""
    told = [one for listed in kept.told_in_story(connection, story) for one in listed]
    return told, [held.relation for held in kept.held(connection, [one.id for one in told])]
