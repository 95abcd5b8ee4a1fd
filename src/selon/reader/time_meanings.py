"""What a time expression means: from its words and its scene to an interval.

The first word of `means` in `times.toml` names a function, the others are its arguments. Here are the compound ones,
which hold other expressions; named dates and counted times have modules of their own.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from selon.reader.calendar import (
    GRAINS,
    Edge,
    Interval,
    at_clock,
    between_hours,
    days,
    edge,
    joined,
    moved,
    unit_of,
    unknown,
    weekday_near,
)
from selon.reader.time_counted import COUNTED, shifted
from selon.reader.time_dates import DATES
from selon.reader.time_scene import Found, Scene, amount_of, hour_of, hours_of, year_of


def meaning(found: Found, scene: Scene) -> Interval:
    """The interval that an expression means in its scene."""
    name, *arguments = found.entry.means
    interval = _meanings()[name](found, scene, *arguments)
    return replace(interval, about=True) if "about" in found.values else interval


def _part_of(found: Found, scene: Scene, which: Edge | None = None) -> Interval:
    """A part of the day named: Tuesday evening."""
    whole = between_hours(meaning(found.inner("a_day"), scene), *found.values["part"])
    return replace(edge(whole, which), grain="hour") if which else whole


def _at(found: Found, scene: Scene) -> Interval:
    """A time of the day named: Monday at 2:30 p.m."""
    clock = found.inner("a_clock")
    day = found.inner("a_day" if "a_day" in found.values else "a_part")
    interval = meaning(day, scene)
    part = day.values.get("part")
    times = []
    for hour, minute in hours_of(clock.values | {k: v for k, v in found.values.items() if k == "half"}):
        is_late = part and hour < 12 and part[0] >= 12 and hour + 12 < part[1]
        times.append(at_clock(interval, hour + 12 if is_late else hour, minute))  # « mercredi soir à 8 heures »
    return joined(times[0], times[-1]) if len(times) > 1 else times[0]


def _hours_of(found: Found, scene: Scene, first: str, last: str) -> Interval:
    """Early or late on a day; a part of the day that is named with it decides."""
    return between_hours(meaning(found.inner("a_day"), scene), *found.values.get("part", (int(first), int(last))))


def _same(found: Found, scene: Scene) -> Interval:
    return meaning(found.inside[0], scene)


def _night_between(found: Found, scene: Scene) -> Interval:
    return replace(_range(found, scene), grain="day")


def _edge(found: Found, scene: Scene, which: Edge) -> Interval:
    return edge(meaning(found.inside[0], scene), which)


def _beside(found: Found, scene: Scene, sign: str, *given: str) -> Interval:
    """So many units before or after a date that is named with them: two days before the 3rd of March."""
    base = meaning(found.inside[-1], scene)
    low, high = amount_of(found.values, given[0] if given else "")
    unit = given[1] if len(given) > 1 else found.values["unit"]
    direction = -1 if sign == "-" else 1
    side = base.end if direction > 0 else base.start
    if side is None:
        return unknown(GRAINS[unit])
    return replace(shifted(side, (low * direction, high * direction), unit, None), anchor=base.anchor)


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
    if unit == "weekend":
        saturday = _nth_weekday(outer.start, outer.end, number, 5)
        return joined(saturday, unit_of(saturday.start + timedelta(days=1), "day")) if saturday.start else saturday
    step = number if number < 0 else number - 1
    there = unit_of(outer.end if number < 0 else outer.start, unit, step + (number < 0))
    if there.start is None or there.end is None or there.start > outer.end or there.end < outer.start:
        raise ValueError("it has not so many")
    return there


def _nth_now(found: Found, scene: Scene) -> Interval:
    """The first Monday of the month that is on."""
    if scene.now is None:
        return unknown("day")
    month = unit_of(scene.now, "month")
    if month.start is None or month.end is None:
        return unknown("day")
    return _nth_weekday(month.start, month.end, found.values["ordinal"], found.values["weekday"])


def _day_within(found: Found, scene: Scene) -> Interval:
    """The 20th of next month."""
    outer = meaning(found.inside[0], scene)
    if outer.start is None:
        return unknown("day")
    return unit_of(outer.start.replace(day=found.values["day"]), "day")


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
    _, count = amount_of(found.values, "")
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
        return joined(at_clock(last, *hour_of(first.values)), last)
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


def _until_then(found: Found, scene: Scene) -> Interval:
    """From now until a time."""
    if scene.now is None:
        return unknown("day")
    return joined(unit_of(scene.now, "day"), meaning(found.inside[0], replace(scene, direction="future")))


def _until_now(found: Found, scene: Scene) -> Interval:
    """From a time until now."""
    if scene.now is None:
        return unknown("day")
    return joined(meaning(found.inside[0], replace(scene, direction="past")), unit_of(scene.now, "day"))


def _lacks_year(found: Found) -> bool:
    means = found.entry.means[0]
    if means in ("edge", "at", "part_of"):
        return any(_lacks_year(one) for one in found.inside)
    return means in ("date", "ordinal_unit") and year_of(found.values) is None


def _open(found: Found, scene: Scene, side: str) -> Interval:
    """Since, until, by, before or after a time: one side stays open."""
    inner = found.inner("a_time")
    if side in ("until", "by") and scene.direction is None:
        scene = replace(scene, direction="future")
    whole = meaning(inner, scene)
    if side in ("before", "after"):
        return _outside(whole, side)
    return replace(whole, end=None) if side == "since" else replace(whole, start=None)


def _outside(whole: Interval, side: str) -> Interval:
    """All that lies before or after a time; of a minute or an hour, from its own beginning on."""
    if side == "before":
        return replace(whole, start=None, end=whole.start and whole.start - timedelta(minutes=1))
    is_clock = whole.grain in ("minute", "hour")
    start = whole.start if is_clock else whole.end and whole.end + timedelta(minutes=1)
    return replace(whole, start=start, end=None)


_COMPOUND: dict[str, Callable[..., Interval]] = {
    "part_of": _part_of,
    "at": _at,
    "hours_of": _hours_of,
    "same_day": _same,
    "night_between": _night_between,
    "edge": _edge,
    "beside": _beside,
    "within": _within,
    "nth": _nth,
    "nth_now": _nth_now,
    "week_of": _week_of,
    "day_within": _day_within,
    "first_units": _first_units,
    "range": _range,
    "until_then": _until_then,
    "until_now": _until_now,
    "open": _open,
}


@cache
def _meanings() -> dict[str, Callable[..., Interval]]:
    return DATES | COUNTED | _COMPOUND
