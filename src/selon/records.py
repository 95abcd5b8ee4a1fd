"""The records everything else passes around. Frozen, standard library only."""

import hashlib
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["fr", "en"]
Form = Literal["direct", "mixed", "indirect"]

LANGUAGES: tuple[Language, ...] = ("fr", "en")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of a document's text: code points, `end` exclusive, so that `text[start:end]` is the span."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        """Whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Statement:
    """A place where the writer attributes something to somebody.

    `content` has one span a segment, in order; `parent` is the id of the statement whose content holds this one;
    `confidence` is the probability, calibrated on held-out articles, that content and source are right.
    """

    id: int
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    form: Form
    parent: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Origin:
    """What made the entries of a record: a model or a program, and its version."""

    agent: str
    version: str


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one article, and its statements once it has been read. The text never changes.

    `id` is the input's own where it had one, otherwise a hash of the text. What the input did not tell is None.
    """

    text: str
    id: str = ""
    language: Language | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
    statements: tuple[Statement, ...] = field(default=())
    read_by: Origin | None = None

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", content_id(self.text))


def content_id(text: str) -> str:
    """An id made from the text alone: the same text has the same id everywhere."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
