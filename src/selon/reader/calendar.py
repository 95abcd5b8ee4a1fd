"""Arithmetic of intervals on the calendar: units, steps, edges and the nearest day or month of a name."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from selon.records import Granularity, Span, When

Direction = Literal["past", "future"]
Edge = Literal["start", "mid", "end"]

_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_CLOCK = {"hour": 60, "minute": 1}
_LETTERS = {"minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y"}
# In whole letters of ISO 8601: a quarter is three months, a decade ten years.
_WRITTEN = {"fortnight": (2, "week"), "quarter": (3, "month"), "half": (6, "month"), "decade": (10, "year")}
_WRITTEN["century"] = (100, "year")
GRAINS: dict[str, Granularity] = {
    "minute": "minute",
    "hour": "hour",
    "day": "day",
    "night": "day",
    "weekend": "day",
    "week": "week",
    "fortnight": "week",
    "month": "month",
    "quarter": "quarter",
    "half": "quarter",
    "year": "year",
    "decade": "decade",
    "century": "century",
}
_LAST_MINUTE = time(23, 59)
_LONG_AGO = 330  # days; a date that long past would carry its year, so the one to come is meant


@dataclass(frozen=True, slots=True)
class Interval:
    """From the first to the last minute meant, both inclusive; None where a side is open or unknown.

    `offset` is what the words say while there is nothing to count from; `anchor` the words of the date that was
    counted from, None for the day of publication.
    """

    start: datetime | None
    end: datetime | None
    grain: Granularity
    about: bool = False
    offset: str | None = None
    anchor: Span | None = None

    @property
    def is_known(self) -> bool:
        """Whether at least one side is a date."""
        return self.start is not None or self.end is not None

    def when(self, span: Span) -> When:
        """The record of this interval, for the words at that place."""
        length = 16 if self.grain in _CLOCK else 10
        start, end = (None if side is None else side.isoformat()[:length] for side in (self.start, self.end))
        return When(span, start, end, self.grain, self.about, None if self.is_known else self.offset)


def unknown(grain: Granularity, offset: str | None = None) -> Interval:
    """An interval of which nothing is known but how fine it is, and perhaps how far away."""
    return Interval(None, None, grain, offset=offset)


def days(first: date, last: date, grain: Granularity = "day") -> Interval:
    """From the first day to the last, whole days."""
    return Interval(datetime.combine(first, time()), datetime.combine(last, _LAST_MINUTE), grain)


def duration(count: int, unit: str) -> str:
    """A signed ISO 8601 duration: `duration(-2, "week")` is `-P2W`."""
    times, letter_unit = _WRITTEN.get(unit, (1, "day" if unit in ("night", "weekend") else unit))
    amount = abs(count) * times
    prefix = "-P" if count < 0 else "P"
    return f"{prefix}{'T' if letter_unit in _CLOCK else ''}{amount}{_LETTERS[letter_unit]}"


def moved(moment: datetime, count: int, unit: str) -> datetime:
    """The moment so many units later; the day of the month is kept where the month has it. May raise OverflowError."""
    if unit in _CLOCK:
        return moment + timedelta(minutes=count * _CLOCK[unit])
    if unit in _MONTHS:
        return _months_later(moment, count * _MONTHS[unit])
    return moment + timedelta(days=count * _DAYS.get(unit, 1))


def _months_later(moment: datetime, count: int) -> datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"no year {year}")
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def unit_of(moment: datetime, unit: str, step: int = 0) -> Interval:
    """The calendar unit that holds the moment (weeks begin on Mondays), or the one so many steps later."""
    if unit in _CLOCK:
        at = moved(moment, step, unit)
        return Interval(at, at, GRAINS[unit])
    there = moved(moment, step, "week" if unit == "weekend" else unit)
    first = _first_day(there, unit)
    if unit in _MONTHS:
        last = _months_later(datetime.combine(first, time()), _MONTHS[unit] - 1).date()
        return days(first, last.replace(day=monthrange(last.year, last.month)[1]), GRAINS[unit])
    length = {"week": 7, "fortnight": 14, "weekend": 2}.get(unit, 1)
    return days(first, first + timedelta(days=length - 1), GRAINS[unit])


def _first_day(moment: datetime, unit: str) -> date:
    day = moment.date()
    if unit in ("week", "fortnight"):
        return day - timedelta(days=day.weekday())
    if unit == "weekend":
        return day + timedelta(days=5 - day.weekday())
    if unit not in _MONTHS:
        return day
    length = _MONTHS[unit]
    if length < 12:
        return day.replace(month=(day.month - 1) // length * length + 1, day=1)
    years = length // 12
    # As TimeML writes them: the nineteenth century is 18.., the nineties are 199.
    return date(max(day.year // years * years, 1), 1, 1)


def edge(whole: Interval, which: Edge) -> Interval:
    """The first, middle or last third of an interval, as « début », « mi- » and « fin » mean it."""
    if whole.start is None or whole.end is None:
        return replace(whole, about=True)
    if whole.grain in ("month", "quarter", "year"):
        return _edge_of_calendar(whole.start, whole.end, which, whole.grain)
    third = (whole.end - whole.start + timedelta(minutes=1)) / 3
    start = whole.start + third * {"start": 0, "mid": 1, "end": 2}[which]
    end = start + third - timedelta(minutes=1)
    if whole.grain in ("decade", "century"):
        start, end = start.replace(month=1, day=1), end.replace(month=12, day=31)
    if whole.grain not in ("hour", "minute", "day"):
        start, end = datetime.combine(start, time()), datetime.combine(end, _LAST_MINUTE)
    return replace(whole, start=start, end=end)


def _edge_of_calendar(start: datetime, end: datetime, which: Edge, grain: Granularity) -> Interval:
    if grain == "month":
        first, last = {"start": (1, 10), "mid": (10, 20), "end": (21, end.day)}[which]
        return days(start.date().replace(day=first), end.date().replace(day=last))
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    third = max(months // 3, 1)
    skipped = {"start": 0, "mid": third, "end": months - third}[which]
    first_month = _months_later(start, skipped)
    last_month = _months_later(start, skipped + third - 1)
    return days(first_month.date(), unit_of(last_month, "month").end.date(), "month")  # type: ignore[union-attr]


def at_clock(day: Interval, hour: int, minute: int | None) -> Interval:
    """That time of the day; of the first day where there are several."""
    grain: Granularity = "hour" if minute is None else "minute"
    if day.start is None:
        return replace(day, grain=grain)
    at = day.start.replace(hour=hour % 24, minute=minute or 0) + timedelta(days=hour // 24)
    return replace(day, start=at, end=at, grain=grain)


def between_hours(day: Interval, first: int, last: int) -> Interval:
    """The part of the day from one full hour to just before another; 30 is six in the morning of the next day."""
    if day.start is None:
        return replace(day, grain="hour")
    midnight = datetime.combine(day.start.date(), time())
    start, end = midnight + timedelta(hours=first), midnight + timedelta(hours=last, minutes=-1)
    return replace(day, start=start, end=end, grain="hour")


def joined(first: Interval, last: Interval) -> Interval:
    """From the beginning of one to the end of the other; the finer of the two tells the granularity."""
    fine = min(first.grain, last.grain, key=list(GRAINS.values()).index)
    start, end = first.start, last.end
    if start is not None and end is not None and end < start:
        start, end = end, start
    return Interval(start, end, fine, first.about or last.about, anchor=first.anchor or last.anchor)


def weekday_near(day: date, weekday: int, direction: Direction, *, strictly: bool = False) -> date:
    """The nearest day of that name on that side; the day itself counts unless strictly."""
    step = (weekday - day.weekday()) % 7 if direction == "future" else -((day.weekday() - weekday) % 7)
    if strictly and step == 0:
        step = 7 if direction == "future" else -7
    return day + timedelta(days=step)


def nearest(candidates: list[Interval], day: datetime, direction: Direction | None) -> Interval:
    """Of intervals in order, the nearest on that side of the day, or on either; one that holds the day counts."""
    begun = [c for c in candidates if c.start is not None and c.start.date() <= day.date()]
    coming = [c for c in candidates if c.end is not None and c.end.date() >= day.date()]
    if not begun or not coming:
        return (begun or coming)[-1 if begun else 0]
    past, future = begun[-1], coming[0]
    ago, ahead = _distance(past, day), _distance(future, day)
    if direction == "future" or (direction == "past" and ago > _LONG_AGO):
        return future
    return past if direction == "past" or ago <= ahead else future


def _distance(interval: Interval, day: datetime) -> int:
    assert interval.start is not None and interval.end is not None
    return max((day.date() - interval.end.date()).days, (interval.start.date() - day.date()).days, 0)
