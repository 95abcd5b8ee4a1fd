"""The names of documents and statements in linked data, and the relations between statements that go with them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from selon.records import Document, Relation

Name = Callable[[Document, int], str]
Explained = tuple[Relation, Sequence[str]]
"""A relation with its reasons told in words."""


@dataclass(frozen=True, slots=True)
class Links:
    """The relations that are written behind the documents, and the ids by which they know the statements.

    `ids` gives the id of a document's statement of that number; all statements are then named by these ids, so that
    both ends of a relation are found. The relations are taken only once all documents are written.
    """

    relations: Iterable[Explained]
    ids: Callable[[Document, int], str]

    def name(self, document: Document, number: int) -> str:
        """The URN of a statement of a ledger."""
        return kept_name(self.ids(document, number))


def document_name(document: Document) -> str:
    """The URN of a document, made from its id."""
    return f"urn:selon:{_quoted(document.id)}"


def statement_name(document: Document, number: int) -> str:
    """The URN of a statement, made from its document's id and its number."""
    return f"{document_name(document)}:{number}"


def kept_name(statement_id: str) -> str:
    """The URN of a statement that has an id of its own, as in a ledger."""
    return f"urn:selon:statement:{_quoted(statement_id)}"


def relation_name(relation: Relation) -> str:
    """The URN of a relation: two statements have at most one of a type."""
    return f"urn:selon:relation:{_quoted(relation.later)}:{_quoted(relation.earlier)}:{relation.type}"


def actor_name(actor_id: str) -> str:
    """The URN of an actor, the same in every document."""
    return f"urn:selon:actor:{_quoted(actor_id)}"


def agent_name(agent: str, version: str) -> str:
    """The URN of a version of a model or program."""
    return f"urn:selon:agent:{_quoted(agent)}:{_quoted(version)}"


def _quoted(part: str) -> str:
    return quote(part, safe="", errors="replace")
