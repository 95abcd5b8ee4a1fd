"""What the suites each decide in their own way; here every one of their ways counts, in every suite.

They disagree with each other: whether a bare « lundi » is the last or the next, whether "the next two weeks" are
fourteen days or two calendar weeks and whether today is one of them, how long the beginning of a month lasts, when a
weekend begins, whether "three months ago" is a day or a month. A library follows the suite that it comes from; nobody
should win by that.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from evals.suites.records import Meant, day, unit_holding

_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)\b", re.IGNORECASE
)
_IN_YEAR = re.compile(
    r"\b(?:jan(?:uary|vier)?|feb(?:ruary)?|f[ée]vr?(?:ier)?|mar(?:ch|s)?|apr(?:il)?|avr(?:il)?|may|mai|june?|juin|"
    r"jul(?:y)?|juil(?:let)?|aug(?:ust)?|ao[uû]t|sept?(?:ember|embre)?|oct(?:ober|obre)?|nov(?:ember|embre)?|"
    r"dec(?:ember)?|d[ée]c(?:embre)?|christmas|xmas|no[eë]l|new year|nouvel an|halloween|toussaint)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:last|next|past|previous|coming|following|ago|later|derni[èe]re?s?|prochaine?s?|pass[ée]e?s?|suivante?s?|"
    r"pr[ée]c[ée]dente?s?|ann[ée]e|mois|year)\b(?!.s )|\d{4}|\d{1,2}[/-]\d{1,2}[/-]\d|"
    r"\ben (?:huit|quinze|8|15)\b|\b(?:today|tomorrow|yesterday|"
    r"hier|demain|aujourd|month|week|semaine)",
    re.IGNORECASE,
)
_DAY_OF_MONTH = re.compile(
    r"\b(?:le|du|au|the|on)\s(?:\d{1,2}|premier)(?:st|nd|rd|th|er)?\b(?!\s?(?:h|:|\.|/))", re.IGNORECASE
)
_CLOCK = re.compile(
    r"\d\s?(?::|h\b|h\d|am\b|pm\b|a\.m|p\.m|heures?\b|o.?clock|a\b|p\b)|\b(?:noon|(?<!-)midi|midnight|minuit|heures?|hours?|"
    r"minutes?|o.?clock)\b|\b(?:at|à|vers)\s\w+\s*$|\b(?:at|à|vers)\s\d",
    re.IGNORECASE,
)
_NIGHT = re.compile(r"night|nuit|soir|evening", re.IGNORECASE)
_WEEKEND = re.compile(r"week-?\s?end", re.IGNORECASE)
_BEGINNING = re.compile(r"\b(?:d[ée]but|beginning|start|early|earlier|plus tôt)\b", re.IGNORECASE)
_ENDING = re.compile(r"\b(?:fin|end|late|later|plus tard)\b", re.IGNORECASE)
_OF = re.compile(r"\b(?:of|in|de|du|d)\b", re.IGNORECASE)
_SO_FAR = re.compile(r"\b(?:earlier|plus tôt)\b", re.IGNORECASE)
_FROM_NOW = re.compile(r"\b(?:later|plus tard)\b", re.IGNORECASE)
_FIRST_WEEK = re.compile(r"\b(?:first|1st|premi[èe]re|1[èe]?re)\b.*\b(?:week|semaine)\b", re.IGNORECASE)
_LAST_WEEK = re.compile(r"\b(?:last|derni[èe]re)\b (?:week|semaine) (?:of|in|de|d)\b", re.IGNORECASE)
_WEEK_OF = re.compile(r"\b(?:week|semaine)\b\D*(?P<day>\d{1,2})\b", re.IGNORECASE)
_SEASON = re.compile(
    r"\b(?:summer|winter|autumn|fall|spring|été|hiver|automne|printemps|seasons?|saisons?)\b", re.IGNORECASE
)
_DEADLINE = re.compile(r"\b(?:within|by|d.ici|dans les)\b", re.IGNORECASE)
_NEAR_DAY = re.compile(r"hier|yesterday|demain|tomorrow", re.IGNORECASE)
_UNITS = {
    "week": r"weeks?|semaines?",
    "month": r"months?|mois",
    "quarter": r"quarters?|trimestres?",
    "year": r"years?|ans?|ann[ée]es?",
}
_COUNTS = (
    r"(?P<count>\d{1,2}|two|three|four|five|six|ten|twelve|deux|trois|quatre|cinq|six|dix|douze|eleven|onze|eight|huit)"
)
_NUMBERS = {
    **{"two": 2, "deux": 2, "three": 3, "trois": 3, "four": 4, "quatre": 4, "five": 5, "cinq": 5, "six": 6},
    **{"ten": 10, "dix": 10, "twelve": 12, "douze": 12, "eleven": 11, "onze": 11, "eight": 8, "huit": 8},
}
_BACK = r"last|past|previous|preceding|derni[èe]re?s?|pass[ée]e?s|pr[ée]c[ée]dente?s?"
_AHEAD = r"next|coming|following|prochaine?s?|suivante?s?"
_ANY_UNIT = "|".join(_UNITS.values())
_DISTANT = re.compile(
    rf"\b\w+\s(?P<unit>{_ANY_UNIT})\b.*\b(?:ago|later|earlier|from now|hence|back|before|after|time|plus tard|plus tôt|"
    rf"auparavant)\b|\b(?:il y a|dans|in|voici|voilà)\s(?:\w+\s){{1,3}}(?P<unit2>{_ANY_UNIT})\b",
    re.IGNORECASE,
)


def accepted(words: str, meant: Meant, reference: str | None, *, has_sides: bool = False) -> tuple[Meant, ...]:
    """The interval as the suite has it, and as the other conventions have it.

    `has_sides`: the suite itself gives the last and the next one where the words leave it open.
    """
    if meant.has_clock and not _CLOCK.search(words):
        meant = replace(meant, has_clock=False)
    if reference is None:
        return (meant,)
    found = [meant]
    sides = () if has_sides else (_other_side,)
    shared = (
        _named_weekday,
        _window,
        _with_today,
        _so_far,
        _as_unit,
        _edge_week,
        _week_of,
        _weekend,
        _late_end,
        _deadline,
    )
    for convention in (*sides, *shared):
        for one in tuple(found):
            try:
                found += convention(words, one, reference)
            except (ValueError, OverflowError):  # the 29th of February, the year 0
                continue
    return tuple(dict.fromkeys(_loose(words, one) for one in found))


def _other_side(words: str, meant: Meant, reference: str) -> Iterator[Meant]:
    """« Lundi », « le 16 », "March 5" and "in June" are the last or the next one, as Recognizers-Text has it."""
    nth = bool(_IN_YEAR.search(words) and _WEEKDAY.search(words)) and not re.search(r"\d", words)
    if meant.start is None or (_TELLS.search(words) and not nth):
        return
    sign = -1 if meant.start > reference else 1
    if nth:
        moved = partial(_last_weekday if re.search(r"last|dernier", words) else _same_weekday, count=sign, unit="year")
    elif _IN_YEAR.search(words):
        moved = partial(_moved, count=sign, unit="year")
    elif _WEEKDAY.search(words):
        moved = partial(_moved, count=sign, unit="week")
    elif _DAY_OF_MONTH.search(words):
        moved = partial(_moved, count=sign, unit="month")
    else:
        return
    start, ends = datetime.fromisoformat(meant.start), meant.ends
    if ends is not None:
        ends = frozenset(end and day(moved(datetime.fromisoformat(end))) for end in ends)
        if any(end and end[5:] in ("02-28", "02-29") for end in ends):
            ends |= {unit_holding(moved(start), "month").end}
    yield replace(meant, start=moved(start).isoformat(), ends=ends)


def _same_weekday(at: datetime, count: int, unit: str) -> datetime:
    """The first Tuesday of that month in another year."""
    first = _moved(at, count, unit).replace(day=1)
    return first + timedelta(days=(at.weekday() - first.weekday()) % 7 + (at.day - 1) // 7 * 7)


def _last_weekday(at: datetime, count: int, unit: str) -> datetime:
    """The last Friday of that month in another year."""
    moved = _moved(at.replace(day=1), count, unit)
    last = moved.replace(day=monthrange(moved.year, moved.month)[1])
    return last - timedelta(days=(last.weekday() - at.weekday()) % 7)


def _window(words: str, meant: Meant, reference: str) -> Iterator[Meant]:
    """So many weeks, months or years from or up to today, or the next or last so many whole ones."""
    for sign, way in ((-1, _BACK), (1, _AHEAD)):
        for unit, names in _UNITS.items():
            pattern = (
                rf"(?:\b(?:{way})\s{_COUNTS}\s(?:{names})\b|\b{_COUNTS.replace('count', 'n')}\s(?:{way})\s(?:{names})\b"
            )
            found = re.search(
                rf"{pattern}|\b{_COUNTS.replace('count', 'm')}\s(?:{names})\s(?:{way})\b)", words, re.IGNORECASE
            )
            if found and meant.start and meant.ends is not None and not _OF.search(words, found.end()):
                written = next(w for w in found.groupdict().values() if w)
                count = _NUMBERS.get(written.lower()) or int(written)
                yield from _windows(datetime.fromisoformat(reference), sign, count, unit)


def _windows(now: datetime, sign: int, count: int, unit: str) -> Iterator[Meant]:
    there = _moved(now, sign * count, unit)
    first, last = (now, there) if sign > 0 else (there, now)
    yesterday, tomorrow = now - timedelta(days=1), now + timedelta(days=1)
    ends = frozenset({day(last), day(last - timedelta(days=1)), *({day(yesterday)} if sign < 0 else ())})
    yield Meant(day(first), ends)
    yield Meant(day(tomorrow) if sign > 0 else day(first + timedelta(days=1)), ends)
    near, far = _moved(now, sign, unit), there
    begin, end = (near, far) if sign > 0 else (far, near)
    yield Meant(unit_holding(begin, unit).start, frozenset({unit_holding(end, unit).end}))


def _moved(at: datetime, count: int, unit: str) -> datetime:
    if unit == "week":
        return at + timedelta(weeks=count)
    year, month = divmod(at.year * 12 + at.month - 1 + count * {"month": 1, "quarter": 3, "year": 12}[unit], 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


def _with_today(words: str, meant: Meant, reference: str) -> Iterator[Meant]:
    """A stretch of days that begins tomorrow, or ends yesterday, may have today in it."""
    if meant.start is None or not meant.ends or _NEAR_DAY.search(words):
        return
    now = datetime.fromisoformat(reference)
    if meant.start[:10] == day(now + timedelta(days=1)) and meant.start[:10] not in meant.ends:
        yield replace(meant, start=day(now))
    if day(now - timedelta(days=1)) in meant.ends and meant.start[:10] < day(now - timedelta(days=1)):
        yield replace(meant, ends=meant.ends | {day(now)})


def _as_unit(words: str, meant: Meant, reference: str) -> Iterator[Meant]:
    """Three months ago is a day, or the month that holds it."""
    found = _DISTANT.search(words)
    if found is None or meant.start is None or meant.ends is None or None in meant.ends:
        return
    named = (found["unit"] or found["unit2"]).lower()
    unit = next(unit for unit, names in _UNITS.items() if re.fullmatch(names, named))
    whole = unit_holding(datetime.fromisoformat(meant.start), unit)
    yield Meant(whole.start, frozenset({whole.end}))


def _weekend(words: str, meant: Meant, reference: str) -> Iterator[Meant]:
    """A weekend begins on its Saturday or on the evening before."""
    if _WEEKEND.search(words) and meant.start is not None:
        start = datetime.fromisoformat(meant.start)
        if start.weekday() == 4:
            yield replace(meant, start=day(start + timedelta(days=1)))


def _named_weekday(words: str, meant: Meant, reference: str) -> Iterator[Meant]:
    """« Mercredi dernier » is the nearest one that is over, or that of last week; so is the next."""
    if meant.start is None or not _WEEKDAY.search(words) or _IN_YEAR.search(words):
        return
    now = datetime.fromisoformat(reference[:10])
    at = datetime.fromisoformat(meant.start[:10])
    for sign, way in ((-1, _BACK), (1, _AHEAD)):
        if re.search(rf"\b(?:{way})\b", words, re.IGNORECASE):
            nearest = now + sign * timedelta(days=sign * (at.weekday() - now.weekday()) % 7 or 7)
            in_week = now + timedelta(days=7 * sign + at.weekday() - now.weekday())
            if at in (nearest, in_week):
                yield from (_on(meant, other) for other in (nearest, in_week) if other != at)


def _on(meant: Meant, other: datetime) -> Meant:
    ends = meant.ends if meant.ends is None or None in meant.ends else frozenset({day(other)})
    return replace(meant, start=day(other) + (meant.start or "")[10:], ends=ends)


def _so_far(words: str, meant: Meant, reference: str) -> Iterator[Meant]:
    """The words "earlier this month" mean its first half, or all of it until now; "later this week" what is left."""
    if meant.start is None or not meant.ends or _DISTANT.search(words):
        return
    now = datetime.fromisoformat(reference)
    near = [day(now + timedelta(days=days)) for days in (-1, 0, 1)]
    if _SO_FAR.search(words) and meant.start[:10] < near[0]:
        yield replace(meant, ends=meant.ends | {near[0], near[1]})
    if _FROM_NOW.search(words) and meant.start[:10] >= near[1] and meant.start[:10] not in meant.ends:
        yield from (replace(meant, start=start) for start in near[1:])


def _edge_week(words: str, meant: Meant, reference: str) -> Iterator[Meant]:
    """The first week of a month or a year holds its first day, or is the first whole one; so is the last."""
    if meant.start is None or not meant.ends or None in meant.ends:
        return
    start = datetime.fromisoformat(meant.start)
    step = 0
    if _FIRST_WEEK.search(words) and start.day != 1:
        step = 1 if start.day > 7 else -1
    elif _LAST_WEEK.search(words):
        step = -1 if (start + timedelta(days=6)).month != start.month else 1
    if step:
        other = unit_holding(start + timedelta(weeks=step), "week")
        yield Meant(other.start, frozenset({other.end}))


def _week_of(words: str, meant: Meant, reference: str) -> Iterator[Meant]:
    """« La semaine du 7 octobre » is that of this or of the other year."""
    found = _WEEK_OF.search(words)
    if found is None or meant.start is None or re.search(r"\d{4}", words):
        return
    days = (datetime.fromisoformat(meant.start) + timedelta(days=n) for n in range(7))
    named = next((at for at in days if at.day == int(found["day"])), None)
    if named is not None:
        other = unit_holding(_moved(named, -1 if meant.start > reference else 1, "year"), "week")
        yield Meant(other.start, frozenset({other.end}))


def _late_end(words: str, meant: Meant, reference: str) -> Iterator[Meant]:
    """A night may last until the next morning; a season ends on the day that the next begins, or before it."""
    if meant.start is None or not meant.ends or None in meant.ends:
        return
    if _NIGHT.search(words) and meant.start[:10] in meant.ends:
        yield replace(meant, ends=meant.ends | {day(datetime.fromisoformat(meant.start[:10]) + timedelta(days=1))})
    if _SEASON.search(words):
        yield replace(
            meant, ends=meant.ends | {day(datetime.fromisoformat(e) - timedelta(days=1)) for e in meant.ends if e}
        )


def _deadline(words: str, meant: Meant, reference: str) -> Iterator[Meant]:
    """What must be done within three days lasts from now, or from nowhere, until then; or it is that day."""
    if _DEADLINE.search(words) and meant.start is not None and None not in (meant.ends or ()):
        ends = meant.ends or frozenset({meant.start[:10]})
        yield Meant(None, ends)
        yield Meant(reference[:10], ends)
        yield from (Meant(end, frozenset({end})) for end in ends if end)


def _loose(words: str, meant: Meant) -> Meant:
    """How long a beginning or an end lasts is left open."""
    if meant.start is None or not meant.ends or None in meant.ends:
        return meant
    if _BEGINNING.search(words) and not _ENDING.search(words):
        return replace(meant, loose="end")
    return replace(meant, loose="start") if _ENDING.search(words) and not _BEGINNING.search(words) else meant
