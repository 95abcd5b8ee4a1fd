"""A case of a suite, what it wants, and what a reader answered."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from selon.records import Language

Kind = Literal["number", "range", "ordinal", "percent", "currency", "dimension", "temperature", "age", "date"]
KINDS: tuple[Kind, ...] = (
    "range",
    "number",
    "ordinal",
    "percent",
    "currency",
    "dimension",
    "temperature",
    "age",
    "date",
)


@dataclass(frozen=True, slots=True)
class Interval:
    """Days, or minutes where the text names a time of the day: ISO 8601, both ends inclusive, None where open."""

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Meant:
    """One interval a suite accepts.

    `ends` are the last days that count as right, None among them for an open end; None instead of a set where the
    suite does not tell the end. `has_clock` asks for the time of the start as well; the
    `loose` side may be off by most of the interval's length.
    """

    start: str | None
    ends: frozenset[str | None] | None
    has_clock: bool = False
    loose: Literal["start", "end"] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """An expression of a case and its value; offsets are code points, end exclusive, None where the suite has none."""

    start: int | None
    end: int | None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    meant: tuple[Meant, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader found at a place: bounds and unit, or the intervals it holds possible."""

    start: int
    end: int
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    intervals: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A text of a suite with all it wants found; without anything wanted, nothing must be found.

    `is_live`: not switched off in the suite; `label`: a word of the suite about it (`feast`, `fraction`); `left_out`:
    why no news text would hold it, None where one would.
    """

    suite: str
    kind: Kind
    language: Language
    text: str
    wanted: tuple[Wanted, ...]
    reference: str | None = None
    is_live: bool = True
    label: str | None = None
    left_out: str | None = None
    id: str = field(default="")

    def __post_init__(self) -> None:
        if not self.id:
            key = "\0".join((self.suite, self.kind, self.language, self.text, self.reference or ""))
            object.__setattr__(self, "id", hashlib.sha256(key.encode()).hexdigest()[:10])

    @property
    def expressions(self) -> str:
        """The words that the case is about; the whole text where the suite does not mark them."""
        return " … ".join(dict.fromkeys(self.words_of(w) for w in self.wanted)) or self.text

    def words_of(self, wanted: Wanted) -> str:
        """The words of one expression."""
        return self.text if wanted.start is None else self.text[wanted.start : wanted.end]


def day(moment: datetime) -> str:
    """The day as ISO 8601."""
    return f"{moment.year:04}-{moment.month:02}-{moment.day:02}"


def unit_holding(moment: datetime, grain: str) -> Interval:
    """The whole day, week (from Monday), month, quarter, year or decade that holds the moment."""
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(grain)
    if grain == "week":
        monday = moment - timedelta(days=moment.weekday())
        return Interval(day(monday), day(monday + timedelta(days=6)))
    if months is None:
        return Interval(day(moment), day(moment))
    count = (moment.year * 12 + moment.month - 1) // months * months
    first, after = _month(count), _month(count + months)
    return Interval(day(first), day(after - timedelta(days=1)))


def _month(count: int) -> datetime:
    return datetime(count // 12, count % 12 + 1, 1)


def number(words: str) -> float | None:
    """A decimal written with a point or a comma; None for anything else."""
    found = re.fullmatch(r"[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?", words.strip())
    return float(words.replace(",", ".")) if found else None
