"""Times that are counted: from the publication, or from the date that the text named before.

Each function reads one found expression in its scene. A date beyond the year 9999 raises OverflowError.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

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
    unit_of,
    unknown,
    weekday_near,
)
from selon.reader.time_scene import Found, Scene, amount_of, hour_of, hours_of
from selon.records import Span

_CLOSE_UNITS = ("minute", "hour", "day", "night", "week", "fortnight")


def _shift(found: Found, scene: Scene, base: str, sign: str, *given: str) -> Interval:
    """So many units before or after something; as fine as the unit, where that is longer than a week."""
    unit = given[1] if len(given) > 1 else found.values["unit"]
    low, high = amount_of(found.values, given[0] if given else "")
    direction = -1 if sign == "-" else 1
    origin, anchor = scene.origin(base, later=direction > 0)
    if unit == "half":
        raise ValueError("half of something else")
    told = scene.direction == "future" or (scene.direction is None and unit in _CLOSE_UNITS)
    if base == "anchor" and anchor is None and direction > 0 and not told:
        origin = None  # « trois jours plus tard », told of the past, does not count from the publication
    if anchor is not None and unit in ("hour", "minute") and scene.anchor and scene.anchor[0].grain == "day":
        return replace(unit_of(origin, "day"), about=True, anchor=anchor) if origin else unknown("day")
    return shifted(origin, (low * direction, high * direction), unit, anchor)


def _ahead(found: Found, scene: Scene) -> Interval:
    """So long from now, unless it is told of the past: then "in two weeks" is how long something took."""
    if scene.direction == "past":
        raise ValueError("a duration")
    return _shift(found, scene, "now", "+")


def shifted(origin: datetime | None, counts: tuple[int, int], unit: str, anchor: Span | None) -> Interval:
    """What lies so many units from the origin, at the least and at the most; as fine as the unit, a week as a day."""
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


def _weekday_in(found: Found, scene: Scene, weeks: str) -> Interval:
    """« Lundi en huit »: so many weeks after the coming one."""
    if scene.now is None:
        return unknown("day")
    day = weekday_near(scene.now.date(), found.values["weekday"], "future") + timedelta(days=7 * int(weeks))
    return days(day, day)


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
    _, high = amount_of(found.values, given[0] if given else "")
    about = high != amount_of(found.values, "")[0]
    count = -high if sign == "-" else high
    if scene.now is None:
        return replace(unknown(GRAINS[unit], duration(count, unit)), about=about)
    ends = sorted((scene.now, moved(scene.now, count, unit)))
    close = "minute" if unit in ("minute", "hour") else "day"
    whole = joined(unit_of(ends[0], close), unit_of(ends[1], close))
    return replace(whole, grain=GRAINS[unit], about=about)


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


def _clock(found: Found, scene: Scene) -> Interval:
    """A time of day, on the day dated in the same sentence or on that of publication."""
    origin, anchor = scene.origin("near", later=False)
    hours = hours_of(found.values)
    if origin is None:
        return unknown("hour" if hours[0][1] is None else "minute")
    day = unit_of(origin, "day")
    return replace(joined(at_clock(day, *hours[0]), at_clock(day, *hours[-1])), anchor=anchor)


def _clock_part(found: Found, scene: Scene) -> Interval:
    """A time of day with the part of the day it lies in: three in the morning, 8 heures du soir."""
    values = dict(found.values)
    hour, _ = hour_of(values)
    if values["part"][0] >= 12 and hour < 12 and hour + 12 < values["part"][1]:
        values["hour"] = hour + 12
    return _clock(replace(found, values=values), scene)


def _edge_of_unit(found: Found, scene: Scene, which: Edge, step: str = "0") -> Interval:
    """The beginning or the end of the unit that is under way or of one beside it: early this year, late last month."""
    return edge(_unit(found, scene, "now", step), which)


def _so_far(found: Found, scene: Scene, side: str) -> Interval:
    """What is over of a unit, or what is left of it: earlier this month, later this week."""
    whole = unit_of(scene.now, found.values["unit"]) if scene.now else unknown(GRAINS[found.values["unit"]], "P0D")
    today = unit_of(scene.now, "day") if scene.now else whole
    return replace(whole, end=today.end) if side == "earlier" else replace(whole, start=today.start)


def _since_shift(found: Found, scene: Scene) -> Interval:
    """Since so long: from then on."""
    return replace(_shift(found, scene, "now", "-"), end=None)


def _by_shift(found: Found, scene: Scene) -> Interval:
    """Within so long: at some time until then."""
    return replace(_shift(found, scene, "now", "+"), start=None)


COUNTED: dict[str, Callable[..., Interval]] = {
    "shift": _shift,
    "unit": _unit,
    "weekday": _weekday,
    "this_weekday": _this_weekday,
    "weekday_in": _weekday_in,
    "window": _window,
    "part": _part,
    "this_night": _this_night,
    "clock": _clock,
    "clock_part": _clock_part,
    "ahead": _ahead,
    "edge_of_unit": _edge_of_unit,
    "so_far": _so_far,
    "since_shift": _since_shift,
    "by_shift": _by_shift,
}
