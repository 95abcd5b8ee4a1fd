"""Times that are named: days, months, quarters, seasons, years, decades, centuries.

Each function reads one found expression in its scene. A date that the calendar does not have raises ValueError.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from selon.reader.calendar import Interval, days, joined, moved, nearest, unit_of, unknown
from selon.reader.time_scene import Found, Scene, year_of
from selon.records import Granularity

_SEASONS = ((3, 21), (6, 21), (9, 23), (12, 21))  # first days of spring, summer, autumn, winter; north of the equator


def _date(found: Found, scene: Scene, which: str = "tense") -> Interval:
    """A day, a month or a year by name; without its year the nearest that fits, or the last or the next one."""
    values = found.values
    year = year_of(values)
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


def _feast(found: Found, scene: Scene, which: str = "tense") -> Interval:
    """A holiday that moves: Easter and what is counted from it, the fourth Thursday of November."""
    rule, year = found.values["feast"], year_of(found.values)
    if year is not None:
        return _feast_of(rule, year)
    if scene.now is None:
        return unknown("day")
    if which in ("this", "coming_year"):
        return _feast_of(rule, scene.now.year + (which == "coming_year"))
    listed = [_feast_of(rule, y) for y in range(scene.now.year - 2, scene.now.year + 3)]
    return nearest(listed, scene.now, scene.direction) if which == "tense" else _beyond(listed, scene.now, which)


def _feast_of(rule: list[int], year: int) -> Interval:
    """`[days from Easter]`, or `[month, weekday, which of the month, days added]`."""
    if len(rule) == 1:
        day = easter(year) + timedelta(days=rule[0])
    else:
        month, weekday, which, added = rule
        first = datetime(year, month, 1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1) + added)
    return unit_of(day, "day")


def easter(year: int) -> datetime:
    """Easter Sunday of the Gregorian calendar (Meeus 1991, chapter 8)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return datetime(year, month, day + 1)


def _quarter_by_name(found: Found, scene: Scene) -> Interval:
    """Q1: a quarter by its short name."""
    if found.values.get("quartername") is None:
        raise ValueError("no quarter of that name")  # T12
    values = {**found.values, "ordinal": found.values["quartername"], "unit": "quarter"}
    return _ordinal_unit(replace(found, values=values), scene)


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


def _ordinal_unit(found: Found, scene: Scene) -> Interval:
    """A quarter or a half of a year by its number; of the year named, else the nearest."""
    values, unit = found.values, found.values["unit"]
    months = 3 if unit == "quarter" else 6
    number = values["ordinal"] if values["ordinal"] > 0 else 12 // months
    if number > 12 // months:
        raise ValueError("a year has not so many")
    first_month = (number - 1) * months + 1
    year = year_of(values)
    if year is not None:
        return unit_of(datetime(year, first_month, 1), unit)
    if scene.now is None:
        return unknown("quarter")
    years = range(scene.now.year - 1, scene.now.year + 2)
    units = [unit_of(datetime(y, first_month, 1), unit) for y in years]
    if scene.direction == "future":
        return nearest(units, scene.now, "future")
    return _beyond(units, scene.now, "last")  # figures are told of a quarter that is over


def _ordinal_of(found: Found, scene: Scene, step: str) -> Interval:
    """A quarter or a half of this year, of the last, of the next."""
    if scene.now is None:
        return unknown("quarter")
    return _ordinal_unit(replace(found, values={**found.values, "year": scene.now.year + int(step)}), scene)


def _season(found: Found, scene: Scene, which: str = "tense") -> Interval:
    """A season of a year named, or the nearest, the last, the next one."""
    year = year_of(found.values)
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
    # "The 1800s" are a century, "the 2000s" are ten years.
    return unit_of(datetime(year, 1, 1), "decade" if year % 100 or year >= 2000 else "century")


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


DATES: dict[str, Callable[..., Interval]] = {
    "date": _date,
    "weekday_of_month": _weekday_of_month,
    "day_of_month": _day_of_month,
    "days_of_month": _days_of_month,
    "holiday": _holiday,
    "feast": _feast,
    "quarter": _quarter_by_name,
    "numeric": _numeric,
    "iso": _iso,
    "days": _days,
    "ordinal_unit": _ordinal_unit,
    "ordinal_of": _ordinal_of,
    "season": _season,
    "decade": _decade,
    "century": _century,
    "years": _years,
}
