"""A time expression that was found, and the scene it stands in."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from selon.reader.calendar import Direction, Interval
from selon.reader.time_phrases import Entry
from selon.records import Span

_PIVOT = 30  # of two digits: up to here they mean this century ('24), above it the last one ('68)


@dataclass(frozen=True, slots=True)
class Found:
    """An expression that a phrase matched: the words from `first` until `after`, and the values of its classes."""

    first: int
    after: int
    entry: Entry
    values: dict[str, Any] = field(hash=False)

    def inner(self, name: str) -> "Found":
        """The expression inside this one that stands under that name."""
        return cast("Found", self.values[name])

    @property
    def inside(self) -> "list[Found]":
        """The expressions inside this one, in order."""
        return [value for value in self.values.values() if isinstance(value, Found)]

    @property
    def grain(self) -> str:
        """How fine it is, as the classes of found expressions call it."""
        if self.entry.grain == "unit":
            unit = str(self.values["unit"])
            return {"hour": "clock", "minute": "clock", "fortnight": "week", "weekend": "day"}.get(
                unit, unit if unit in ("day", "week", "month", "year") else "long"
            )
        return self.inside[0].grain if self.entry.grain == "inner" else self.entry.grain


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an expression stands: when the document was published, what was dated before, which way time runs."""

    now: datetime | None
    direction: Direction | None = None
    anchor: tuple[Interval, Span] | None = None
    near: tuple[Interval, Span] | None = None  # the anchor, where it stands in the same sentence
    day_first: bool = True

    def origin(self, base: str, *, later: bool) -> tuple[datetime | None, Span | None]:
        """What to count from: the moment, and the words it was read from where that is not the publication."""
        anchor = {"anchor": self.anchor, "near": self.near}.get(base)
        if anchor is None:
            return self.now, None
        interval, span = anchor
        sides = (interval.end, interval.start) if later else (interval.start, interval.end)
        return sides[0] or sides[1], span


def year_of(values: dict[str, Any]) -> int | None:
    """The year among the values, in four digits even where it has two."""
    if "shortyear" in values:
        short = int(values["shortyear"])
        return short + (2000 if short <= _PIVOT else 1900)
    return values.get("year")


def amount_of(values: dict[str, Any], given: str) -> tuple[int, int]:
    """The fewest and the most that are meant; `given` stands in the word file for words that give no number."""
    amount = values.get("amount", values.get("amount2", int(given or 1)))
    low, high = (amount, amount) if isinstance(amount, int) else amount
    return int(low), int(high)


def hour_of(values: dict[str, Any]) -> tuple[int, int | None]:
    """Hour and minute on a clock of 24 hours; no minute where the words tell the hour alone."""
    hour, half = int(values.get("hour", 0)), values.get("half")
    if "named" in values:
        hour = values["named"]
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return hour, values.get("minute", 30 if "thirty" in values else None)


def hours_of(values: dict[str, Any]) -> list[tuple[int, int | None]]:
    """The hours and minutes named: one, or first and last of « de 15 h à 18 h », "from 7 to 8 p.m."."""
    if "hour2" not in values:
        return [hour_of(values)]
    last_half = values.get("half2", values.get("half"))
    first = {k: v for k, v in values.items() if k in ("hour", "minute", "half")}
    last = {"hour": values["hour2"], "half": last_half, "minute": values.get("minute2")}
    if "half" not in first and last_half and values["hour"] < values["hour2"]:
        first["half"] = last_half
    return [hour_of(first), hour_of(last)]
