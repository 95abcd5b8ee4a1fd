"""What each kind of time expression means: from its values and where it stands to an interval.

Every function reads one found expression in its scene; the first word of `means` in `times.toml` names it, the others
are its arguments. A date that the calendar does not have raises ValueError, one beyond the year 9999 OverflowError.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, cast

from selon.reader.calendar import (
    GRAINS,
    Direction,
    Edge,
    Interval,
    at_clock,
    between_hours,
    days,
    duration,
    edge,
    joined,
    moved,
    nearest,
    unit_of,
    unknown,
    weekday_near,
)
from selon.reader.time_phrases import Entry
from selon.records import Granularity, Span

_CLOSE_UNITS = ("minute", "hour", "day", "night", "week", "fortnight")
_SEASONS = ((3, 21), (6, 21), (9, 23), (12, 21))  # first days of spring, summer, autumn, winter; north of the equator
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


def meaning(found: Found, scene: Scene) -> Interval:
    """The interval that an expression means in its scene."""
    name, *arguments = found.entry.means
    interval = _MEANINGS[name](found, scene, *arguments)
    return replace(interval, about=True) if "about" in found.values else interval


def _year(values: dict[str, Any]) -> int | None:
    if "shortyear" in values:
        short = int(values["shortyear"])
        return short + (2000 if short <= _PIVOT else 1900)
    return values.get("year")


def _date(found: Found, scene: Scene, which: str = "tense") -> Interval:
    """A day, a month or a year by name; without its year the nearest that fits, or the last or the next one."""
    values = found.values
    year = _year(values)
    if year is not None:
        return _dated(values, year)
    grain: Granularity = "day" if "day" in values else "month"
    if scene.now is None:
        return unknown(grain)
    candidates = _candidates(values, scene.now.year)
    fitting = [c for c in candidates if _fits(c, values)] or candidates
    if which == "this":
        return _dated(values, scene.now.year)
    return nearest(fitting, scene.now, scene.direction) if which == "tense" else _beyond(fitting, scene.now, which)


def _beyond(candidates: list[Interval], now: datetime, which: str) -> Interval:
    """The last one that is over before now, or the first that has not begun."""
    if which == "last":
        return [c for c in candidates if c.end is not None and c.end < now][-1]
    return next(c for c in candidates if c.start is not None and c.start > now)


def _dated(values: dict[str, Any], year: int) -> Interval:
    month, day = values.get("month"), values.get("day")
    moment = datetime(year, month or 1, day or 1)
    return unit_of(moment, "day" if day else "month" if month else "year")


def _candidates(values: dict[str, Any], year: int) -> list[Interval]:
    found = []
    for near in range(year - 4, year + 5) if values.get("day") == 29 else range(year - 1, year + 2):
        try:
            found.append(_dated(values, near))
        except ValueError:
            continue
    if not found:
        raise ValueError("a day that no year has")
    return found


def _fits(candidate: Interval, values: dict[str, Any]) -> bool:
    weekday = values.get("weekday")
    return weekday is None or candidate.start is None or candidate.start.weekday() == weekday


def _numeric(found: Found, scene: Scene) -> Interval:
    """A date in digits; the day comes first, or the month in English unless the document shows otherwise."""
    first, second = int(found.values["day"]), int(found.values["day2"])
    if (scene.day_first and second <= 12) or first > 12:
        day, month = first, second
    else:
        day, month = second, first
    values = {k: v for k, v in found.values.items() if k in ("year", "shortyear", "weekday")}
    return _date(replace(found, values={**values, "day": day, "month": month}), scene)


def _iso(found: Found, scene: Scene) -> Interval:
    values = found.values
    return unit_of(datetime(values["year"], values["shortyear"], values.get("shortyear2") or 1), found.entry.grain)


def _weekday_of_month(found: Found, scene: Scene) -> Interval:
    """« mardi 22 »: the nearest day with that name and that number."""
    if scene.now is None:
        return unknown("day")
    candidates = []
    for step in range(-14, 15):
        first = moved(scene.now.replace(day=1), step, "month")
        try:
            candidates.append(unit_of(first.replace(day=found.values["day"]), "day"))
        except ValueError:
            continue
    fitting = [c for c in candidates if _fits(c, found.values)]
    return nearest(fitting, scene.now, scene.direction)


def _day_of_month(found: Found, scene: Scene) -> Interval:
    """« le 14 », "the 14th": of this month or of one beside it."""
    if scene.now is None:
        return unknown("day")
    candidates = []
    for step in range(-2, 3):
        first = moved(scene.now.replace(day=1), step, "month")
        try:
            candidates.append(unit_of(first.replace(day=found.values["day"]), "day"))
        except ValueError:
            continue
    return nearest(candidates, scene.now, scene.direction)


def _days_of_month(found: Found, scene: Scene) -> Interval:
    """« du 13 au 18 »: of this month or of one beside it."""
    values = found.values
    first = _day_of_month(found, scene)
    if first.start is None:
        return first
    return joined(
        first,
        _day_of_month(
            replace(found, values={**values, "day": values["day2"]}),
            replace(scene, now=first.start, direction="future"),
        ),
    )


def _holiday(found: Found, scene: Scene, which: str = "tense") -> Interval:
    """A holiday that has the same date every year."""
    month, day = found.values["holiday"]
    return _date(replace(found, values={**found.values, "month": month, "day": day}), scene, which)


def _days(found: Found, scene: Scene) -> Interval:
    """From a day to a day, the first without its month or its year."""
    values = dict(found.values)
    if "monthsecond" in values:
        values["month"], values["month2"] = values["monthsecond"], values["month"]
    last = _date(
        replace(found, values={**values, "day": values["day2"], "month": values.get("month2", values["month"])}), scene
    )
    if last.start is None:
        return last
    first = datetime(last.start.year, values["month"], values["day"])
    if first > last.start:
        first = moved(first, -1, "year" if "month2" in values else "month")
    return joined(unit_of(first, "day"), last)


def _amount(values: dict[str, Any], given: str) -> tuple[int, int]:
    amount = values.get("amount", values.get("amount2", int(given or 1)))
    low, high = (amount, amount) if isinstance(amount, int) else amount
    return int(low), int(high)


def _shift(found: Found, scene: Scene, base: str, sign: str, *given: str) -> Interval:
    """So many units before or after something; as fine as the unit, where that is longer than a week."""
    unit = given[1] if len(given) > 1 else found.values["unit"]
    low, high = _amount(found.values, given[0] if given else "")
    direction = -1 if sign == "-" else 1
    origin, anchor = scene.origin(base, later=direction > 0)
    if base == "anchor" and anchor is None and direction > 0 and scene.direction == "past":
        origin = None  # « trois jours plus tard », told of the past, does not count from the publication
    if anchor is not None and unit in ("hour", "minute") and scene.anchor and scene.anchor[0].grain == "day":
        return replace(unit_of(origin, "day"), about=True, anchor=anchor) if origin else unknown("day")
    return _shifted(origin, (low * direction, high * direction), unit, anchor)


def _ahead(found: Found, scene: Scene) -> Interval:
    """So long from now, unless it is told of the past: then "in two weeks" is how long something took."""
    if scene.direction == "past":
        raise ValueError("a duration")
    return _shift(found, scene, "now", "+")


def _shifted(origin: datetime | None, counts: tuple[int, int], unit: str, anchor: Span | None) -> Interval:
    about = counts[0] != counts[1]
    if origin is None:
        grain = GRAINS[unit]
        return replace(unknown(grain, duration(counts[0], unit)), about=about)
    close = "minute" if unit in ("minute", "hour") else "day" if unit in _CLOSE_UNITS else unit
    close = {"decade": "year", "century": "decade"}.get(close, close)
    ends = [unit_of(moved(origin, count, unit), close) for count in sorted(counts)]
    whole = replace(joined(*ends), about=about)
    return replace(
        whole, grain=GRAINS[unit] if close == "minute" or (close == "day" and about) else GRAINS[close], anchor=anchor
    )


def _unit(found: Found, scene: Scene, base: str, step: str, *given: str) -> Interval:
    """The calendar unit of now or of the anchor, or one beside it: this week, last month, the following year."""
    unit = given[0] if given else found.values["unit"]
    origin, anchor = scene.origin(base, later=int(step) > 0)
    if origin is None:
        return unknown(GRAINS[unit], duration(int(step), unit))
    if unit == "weekend":
        return _weekend(origin, int(step), scene.direction)
    return replace(unit_of(origin, unit, int(step)), anchor=anchor)


def _weekend(day: datetime, step: int, way: Direction | None) -> Interval:
    """The weekend that is on; on other days the last or the coming one, by tense or whichever is nearer."""
    coming = unit_of(day, "weekend")
    if day.weekday() >= 5:
        return unit_of(day, "weekend", step)
    if step == 0:
        step = 1 if way == "future" or (way is None and day.weekday() >= 3) else -1
    return unit_of(day, "weekend", step) if step < 0 else coming


def _weekday(found: Found, scene: Scene, which: str = "tense") -> Interval:
    """A day of the week: by tense, before or after today, or after what was dated last."""
    weekday = found.values["weekday"]
    later = which in ("next", "following") or (which == "tense" and scene.direction == "future")
    base = "anchor" if which in ("following", "preceding") else "now"
    origin, anchor = scene.origin(base, later=later)
    if origin is None:
        return unknown("day")
    day = weekday_near(origin.date(), weekday, "future" if later else "past", strictly=which != "tense")
    return replace(days(day, day), anchor=anchor)


def _this_weekday(found: Found, scene: Scene) -> Interval:
    """« ce mardi », "this Friday": the nearest on the side that the tense tells, else of the week around."""
    if scene.direction is not None or scene.now is None:
        return _weekday(found, scene)
    day = unit_of(scene.now, "week").start
    assert day is not None
    there = (day + timedelta(days=found.values["weekday"])).date()
    return days(there, there)


def _window(found: Found, scene: Scene, sign: str, *given: str) -> Interval:
    """A stretch of time that ends or begins now: the past two weeks, the coming days."""
    unit = found.values["unit"]
    _, high = _amount(found.values, given[0] if given else "")
    about = high != _amount(found.values, "")[0]
    count = -high if sign == "-" else high
    if scene.now is None:
        return replace(unknown(GRAINS[unit], duration(count, unit)), about=about)
    ends = sorted((scene.now, moved(scene.now, count, unit)))
    close = "minute" if unit in ("minute", "hour") else "day"
    whole = joined(unit_of(ends[0], close), unit_of(ends[1], close))
    return replace(whole, grain=GRAINS[unit], about=about)


def _ordinal_unit(found: Found, scene: Scene) -> Interval:
    """A quarter or a half of a year by its number; of the year named, else the nearest."""
    values, unit = found.values, found.values["unit"]
    months = 3 if unit == "quarter" else 6
    number = values["ordinal"] if values["ordinal"] > 0 else 12 // months
    if number > 12 // months:
        raise ValueError("a year has not so many")
    first_month = (number - 1) * months + 1
    year = _year(values)
    if year is not None:
        return unit_of(datetime(year, first_month, 1), unit)
    if scene.now is None:
        return unknown("quarter")
    years = range(scene.now.year - 1, scene.now.year + 2)
    return nearest([unit_of(datetime(y, first_month, 1), unit) for y in years], scene.now, scene.direction or "past")


def _season(found: Found, scene: Scene, which: str = "tense") -> Interval:
    """A season of a year named, or the nearest, the last, the next one."""
    year = _year(found.values)
    if year is not None:
        return _season_of(found.values["season"], year)
    if scene.now is None:
        return unknown("quarter")
    listed = [_season_of(found.values["season"], y) for y in range(scene.now.year - 2, scene.now.year + 3)]
    if which in ("tense", "this"):
        return nearest(listed, scene.now, scene.direction if which == "tense" else None)
    return _beyond(listed, scene.now, which)


def _season_of(season: int, year: int) -> Interval:
    month, day = _SEASONS[season]
    start = datetime(year, month, day)
    month, day = _SEASONS[(season + 1) % 4]
    end = datetime(year + (season == 3), month, day) - timedelta(days=1)
    return days(start.date(), end.date(), "quarter")


def _decade(found: Found, scene: Scene) -> Interval:
    number = int(found.values.get("year") or found.values["shortyear"])
    if number % 10:
        raise ValueError("decades are counted in tens")
    year = number if number >= 1000 else number + (2000 if number < 20 else 1900)
    return unit_of(datetime(year, 1, 1), "decade")


def _century(found: Found, scene: Scene) -> Interval:
    number = int(found.values.get("roman") or found.values.get("century") or found.values["ordinal"])
    return unit_of(datetime(number * 100 - 50, 1, 1), "century")


def _years(found: Found, scene: Scene) -> Interval:
    """From a year to a year, the second perhaps in two digits (2019-20)."""
    first = found.values["year"]
    last = found.values.get("year2") or first // 100 * 100 + found.values["shortyear"]
    if last < first:
        raise ValueError("the years run backwards")
    return joined(unit_of(datetime(first, 1, 1), "year"), unit_of(datetime(last, 1, 1), "year"))


def _part(found: Found, scene: Scene, base: str, step: str, *given: str) -> Interval:
    """A part of today, of yesterday or of the day dated last: this morning, last night, in the evening."""
    first, last = (int(given[0]), int(given[1])) if given else found.values["part"]
    origin, anchor = scene.origin(base, later=int(step) > 0)
    if origin is None:
        return unknown("hour", duration(int(step), "day"))
    return replace(between_hours(unit_of(origin, "day", int(step)), first, last), anchor=anchor)


def _this_night(found: Found, scene: Scene) -> Interval:
    """« cette nuit »: the one that is over, or the one to come."""
    return _part(found, scene, "now", "0", *(("20", "30") if scene.direction == "future" else ("0", "6")))


def _part_of(found: Found, scene: Scene, which: Edge | None = None) -> Interval:
    """A part of the day named: Tuesday evening."""
    whole = between_hours(meaning(found.inner("a_day"), scene), *found.values["part"])
    return replace(edge(whole, which), grain="hour") if which else whole


def _hour(values: dict[str, Any]) -> tuple[int, int | None]:
    hour, half = int(values.get("hour", 0)), values.get("half")
    if "named" in values:
        hour = values["named"]
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return hour, values.get("minute", 30 if "thirty" in values else None)


def _clock(found: Found, scene: Scene) -> Interval:
    """A time of day, on the day dated in the same sentence or on that of publication."""
    origin, anchor = scene.origin("near", later=False)
    hour, minute = _hour(found.values)
    if origin is None:
        return unknown("hour" if minute is None else "minute")
    return replace(at_clock(unit_of(origin, "day"), hour, minute), anchor=anchor)


def _clock_part(found: Found, scene: Scene) -> Interval:
    """A time of day with the part of the day it lies in: three in the morning, 8 heures du soir."""
    values = dict(found.values)
    hour, _ = _hour(values)
    if values["part"][0] >= 12 and hour < 12 and hour + 12 < values["part"][1]:
        values["hour"] = hour + 12
    return _clock(replace(found, values=values), scene)


def _at(found: Found, scene: Scene) -> Interval:
    """A time of the day named: Monday at 2:30 p.m."""
    clock = found.inner("a_clock")
    day = found.inner("a_day" if "a_day" in found.values else "a_part")
    interval = meaning(day, scene)
    hour, minute = _hour(clock.values | {k: v for k, v in found.values.items() if k == "half"})
    part = day.values.get("part")
    if part and hour < 12 and part[0] >= 12 and hour + 12 < part[1]:
        hour += 12  # « mercredi soir à 8 heures »
    return at_clock(interval, hour, minute)


def _hours_of(found: Found, scene: Scene, first: str, last: str) -> Interval:
    """Early or late on a day; a part of the day that is named with it decides."""
    return between_hours(meaning(found.inner("a_day"), scene), *found.values.get("part", (int(first), int(last))))


def _same(found: Found, scene: Scene) -> Interval:
    return meaning(found.inside[0], scene)


def _night(found: Found, scene: Scene) -> Interval:
    return between_hours(meaning(found.inner("a_day"), scene), 20, 30)


def _night_between(found: Found, scene: Scene) -> Interval:
    return replace(_range(found, scene), grain="day")


def _edge(found: Found, scene: Scene, which: Edge) -> Interval:
    return edge(meaning(found.inside[0], scene), which)


def _edge_of_unit(found: Found, scene: Scene, which: Edge, step: str = "0") -> Interval:
    """The beginning or the end of the unit that is under way or of one beside it: early this year, late last month."""
    return edge(_unit(found, scene, "now", step), which)


def _so_far(found: Found, scene: Scene, side: str) -> Interval:
    """What is over of a unit, or what is left of it: earlier this month, later this week."""
    whole = unit_of(scene.now, found.values["unit"]) if scene.now else unknown(GRAINS[found.values["unit"]], "P0D")
    today = unit_of(scene.now, "day") if scene.now else whole
    return replace(whole, end=today.end) if side == "earlier" else replace(whole, start=today.start)


def _beside(found: Found, scene: Scene, sign: str, *given: str) -> Interval:
    """So many units before or after a date that is named with them: two days before the 3rd of March."""
    base = meaning(found.inside[-1], scene)
    low, high = _amount(found.values, given[0] if given else "")
    unit = given[1] if len(given) > 1 else found.values["unit"]
    direction = -1 if sign == "-" else 1
    side = base.end if direction > 0 else base.start
    if side is None:
        return unknown(GRAINS[unit])
    return replace(_shifted(side, (low * direction, high * direction), unit, None), anchor=base.anchor)


def _within(found: Found, scene: Scene) -> Interval:
    """A weekday of a week, a month of a year that is named after it: Tuesday of last week, March of last year."""
    inner, outer_found = found.inside
    outer = meaning(outer_found, scene)
    if outer.start is None or outer.end is None:
        return replace(outer, grain=meaning(inner, scene).grain)
    return meaning(inner, replace(scene, now=outer.start, direction="future"))


def _nth(found: Found, scene: Scene, *given: str) -> Interval:
    """The first, second or last weekday, day or week of a month or a year; a quarter of a year."""
    outer = meaning(found.inside[-1], scene)
    number = int(given[0]) if given else found.values["ordinal"]
    if outer.start is None or outer.end is None:
        return unknown("day")
    unit = found.values.get("unit", "day")
    if "a_day" in found.values:
        return _nth_weekday(outer.start, outer.end, number, found.inner("a_day").values["weekday"])
    if unit == "week":
        return _nth_week(outer.start, outer.end, number)
    step = number if number < 0 else number - 1
    there = unit_of(outer.end if number < 0 else outer.start, unit, step + (number < 0))
    if there.start is None or there.end is None or there.start > outer.end or there.end < outer.start:
        raise ValueError("it has not so many")
    return there


def _nth_week(start: datetime, end: datetime, number: int) -> Interval:
    """Of the weeks that lie wholly inside, Monday to Sunday."""
    if number < 0:
        return unit_of(end + timedelta(days=1 - 7), "week")
    return unit_of(start + timedelta(days=7 * number - 1), "week")


def _nth_weekday(start: datetime, end: datetime, number: int, weekday: int) -> Interval:
    if number < 0:
        day = weekday_near(end.date(), weekday, "past")
    else:
        day = weekday_near(start.date(), weekday, "future") + timedelta(days=7 * (number - 1))
    if not start.date() <= day <= end.date():
        raise ValueError("it has not so many")
    return days(day, day)


def _week_of(found: Found, scene: Scene) -> Interval:
    """The week that holds a day: the week of April 10."""
    day = meaning(found.inside[0], scene)
    return unknown("week") if day.start is None else replace(unit_of(day.start, "week"), anchor=day.anchor)


def _first_units(found: Found, scene: Scene, side: str) -> Interval:
    """The first six months of 2024, the last two weeks of May."""
    outer = meaning(found.inner("a_span"), scene)
    _, count = _amount(found.values, "")
    unit = found.values["unit"]
    if outer.start is None or outer.end is None:
        return unknown(GRAINS[unit])
    if side == "first":
        last = moved(outer.start, count, unit) - timedelta(minutes=1)
        return Interval(outer.start, last, GRAINS[unit], anchor=outer.anchor)
    first = moved(outer.end + timedelta(minutes=1), -count, unit)
    return Interval(first, outer.end, GRAINS[unit], anchor=outer.anchor)


def _range(found: Found, scene: Scene) -> Interval:
    """From one time to another; what the first lacks it takes from the second, or the second from the first."""
    first, second = found.inside
    if first.entry.means[0] == "clock" and second.entry.means[0] == "at":
        last = meaning(second, scene)
        return joined(at_clock(last, *_hour(first.values)), last)
    if _lacks_year(first) and not _lacks_year(second) and second.entry.means[0] == "date":
        last = meaning(second, scene)
        return joined(meaning(first, replace(scene, now=last.start, direction="past")), last)
    start = meaning(first, scene)
    if start.start is None:
        return start
    if _lacks_year(second) or second.entry.means == ("weekday",) or second.grain in ("clock", "part"):
        after = replace(scene, now=start.start, direction="future", near=None)
        last = meaning(second, after)
    else:
        last = meaning(second, scene)
    return joined(start, last)


def _lacks_year(found: Found) -> bool:
    means = found.entry.means[0]
    if means in ("edge", "at", "part_of"):
        return any(_lacks_year(one) for one in found.inside)
    return means in ("date", "ordinal_unit") and _year(found.values) is None


def _open(found: Found, scene: Scene, side: str) -> Interval:
    """Since, until or by a time: one side stays open."""
    inner = found.inner("a_time")
    if side != "since" and scene.direction is None:
        scene = replace(scene, direction="future")
    whole = meaning(inner, scene)
    return replace(whole, end=None) if side == "since" else replace(whole, start=None)


def _since_shift(found: Found, scene: Scene) -> Interval:
    """Since so long: from then on."""
    return replace(_shift(found, scene, "now", "-"), end=None)


def _by_shift(found: Found, scene: Scene) -> Interval:
    """Within so long: at some time until then."""
    return replace(_shift(found, scene, "now", "+"), start=None)


_Meaning = Callable[..., Interval]
_MEANINGS: dict[str, _Meaning] = {
    "date": _date,
    "weekday_of_month": _weekday_of_month,
    "day_of_month": _day_of_month,
    "days_of_month": _days_of_month,
    "holiday": _holiday,
    "numeric": _numeric,
    "iso": _iso,
    "days": _days,
    "shift": _shift,
    "unit": _unit,
    "weekday": _weekday,
    "this_weekday": _this_weekday,
    "window": _window,
    "ordinal_unit": _ordinal_unit,
    "season": _season,
    "decade": _decade,
    "century": _century,
    "years": _years,
    "part": _part,
    "this_night": _this_night,
    "part_of": _part_of,
    "clock": _clock,
    "clock_part": _clock_part,
    "at": _at,
    "night": _night,
    "hours_of": _hours_of,
    "same_day": _same,
    "ahead": _ahead,
    "night_between": _night_between,
    "edge": _edge,
    "edge_of_unit": _edge_of_unit,
    "so_far": _so_far,
    "beside": _beside,
    "within": _within,
    "nth": _nth,
    "week_of": _week_of,
    "first_units": _first_units,
    "range": _range,
    "open": _open,
    "since_shift": _since_shift,
    "by_shift": _by_shift,
}
