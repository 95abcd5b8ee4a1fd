"""The records everything else passes around. Frozen, standard library only."""

import hashlib
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["fr", "en"]
Form = Literal["direct", "mixed", "indirect"]
Act = Literal["say", "think", "want", "order", "show"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Distance = Literal["neutral", "distanced"]
WhoType = Literal["person", "organisation", "country", "group", "media", "document", "none"]
Granularity = Literal["minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century"]
Change = Literal["rise_by", "rise_to", "fall_by", "fall_to"]
Tally = Literal["cumulative", "new"]
RelationType = Literal["repeats", "confirms", "contradicts", "updates", "corrects", "settles"]

LANGUAGES: tuple[Language, ...] = ("fr", "en")
RELATION_TYPES: tuple[RelationType, ...] = ("repeats", "confirms", "contradicts", "updates", "corrects", "settles")


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
class Actor:
    """Whom a statement is attributed to, resolved within its document.

    `who` is the fullest name the document gives, without title; the description where nobody is named; None where
    there is no source. `id` is made from the name, so that one actor has one id in every document and language.
    """

    id: str | None
    who: str | None
    who_type: WhoType
    role: str | None = None
    on_behalf_of: str | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A time expression and the interval it means.

    `start` and `end` are ISO 8601, both inclusive: days (`2024-10-23`), or minutes (`2024-10-23T14:30`) where the
    granularity is an hour or a minute; an open side is None. Without anything to count from both are None and
    `offset` keeps what the words say, an ISO 8601 duration with its sign (`-P1D`).
    """

    span: Span
    start: str | None
    end: str | None
    granularity: Granularity
    about: bool = False
    offset: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a content, normalised: `low` and `high` are its bounds, None where that side is open.

    `unit` is a symbol (`%`, `km`, `EUR`) or the thing counted in the singular; `counted` the words for what is
    counted, `parts` what these words say it consists of; `per` the unit of a rate (`day`, `inhabitant`).
    """

    span: Span
    low: float | None
    high: float | None
    about: bool = False
    unit: str | None = None
    counted: str | None = None
    parts: tuple[str, ...] = ()
    per: str | None = None
    as_of: When | None = None
    change: Change | None = None
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field has its value: the words that decided, and the rule or model that read them.

    `sure` is the probability that a model gives its value; None for a rule.
    """

    field: str
    span: Span | None
    by: str
    sure: float | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A place where the writer attributes something to somebody.

    `content` has one span a segment, in order; `parent` is the id of the statement whose content holds this one;
    `confidence` is the probability, calibrated on held-out articles, that content and source are right.
    `times` and `figures` are those of the content, without the contents of nested statements.
    """

    id: int
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    form: Form
    parent: int | None
    confidence: float
    actor: Actor | None = None
    act: Act | None = None
    certainty: Certainty | None = None
    distance: Distance | None = None
    denied: bool | None = None
    said_on: When | None = None
    times: tuple[When, ...] = ()
    figures: tuple[Figure, ...] = ()
    reasons: tuple[Reason, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with the document that tells it. `id` is unique among all documents."""

    id: str
    statement: Statement
    document: Document


@dataclass(frozen=True, slots=True)
class Because:
    """A reason in words: the key of a message in `languages/*/because.toml`, and the values that go into it."""

    key: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """From a later statement to an earlier one of another document, by their ids.

    `score` is how likely it is right, 0 to 1; `by` is who proposed it, a program or a person.
    """

    later: str
    earlier: str
    type: RelationType
    score: float
    reasons: tuple[Because, ...] = ()
    by: str = "selon"


def content_id(text: str) -> str:
    """An id made from the text alone: the same text has the same id everywhere."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
