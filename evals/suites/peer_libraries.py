"""Other libraries, each as a function from a case to answers. Runs in the environment of `peers.py` only.

Every conversion is the one most favourable to the library: the whole expression before its parts, a unit where the
library tells that it means one, the last point of a range included.
"""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from evals.suites.recognizers import TWO_POINTS
from evals.suites.records import Answer, Case, Interval, day, number, unit_holding

Answers = list[Answer]
_DIGITS = {
    "fr": re.compile(r"(?<![\w,.])-?\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?|-?\d+(?:,\d+)?"),
    "en": re.compile(r"(?<![\w,.])-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?"),
}


def _reference(case: Case) -> datetime:
    return datetime.fromisoformat(case.reference or "2013-02-12T04:30:00").replace(tzinfo=None)


# ---- Recognizers-Text


@cache
def _recognize(kind: str) -> Callable:
    import recognizers_date_time
    import recognizers_number
    import recognizers_number_with_unit as with_unit

    functions = {
        "date": recognizers_date_time.recognize_datetime,
        "number": recognizers_number.recognize_number,
        "ordinal": recognizers_number.recognize_ordinal,
        "percent": recognizers_number.recognize_percentage,
        "currency": with_unit.recognize_currency,
        "dimension": with_unit.recognize_dimension,
        "temperature": with_unit.recognize_temperature,
        "age": with_unit.recognize_age,
    }
    return functions[kind]


def recognizers(case: Case) -> Answers:
    """Microsoft Recognizers-Text as published on PyPI; it has no bounds in Python."""
    culture = {"fr": "fr-fr", "en": "en-us"}[case.language]
    named = {"reference": _reference(case)} if case.kind == "date" else {}
    found = []
    for one in _recognize(case.kind)(case.text, culture, **named):
        resolution = one.resolution or {}
        if case.kind == "date":
            intervals = tuple(i for v in resolution.get("values", ()) if (i := _recognized(v, one.text)) is not None)
            found += [Answer(one.start, one.end + 1, intervals=intervals)] if intervals else []
            continue
        value = number((resolution.get("value") or "").removesuffix("%"))
        unit = "%" if case.kind == "percent" else resolution.get("unit")
        found.append(Answer(one.start, one.end + 1, value, value, unit))
    return found


def _recognized(value: dict, words: str) -> Interval | None:
    try:
        if value["type"] in ("date", "datetime"):
            at = datetime.fromisoformat(value["value"])
            written = day(at) if value["type"] == "date" else at.isoformat()
            return Interval(written, written)
        if value["type"] not in ("daterange", "datetimerange"):
            return None
        start, end = (datetime.fromisoformat(value[s]) if s in value else None for s in ("start", "end"))
    except (KeyError, ValueError):
        return None
    if start is None and end is None:
        return None
    return Interval(start and start.isoformat(), end and _last(value.get("timex", ""), words, end))


def _last(timex: str, words: str, end: datetime) -> str:
    """Ends are exclusive, but the last of two named points is meant to be in."""
    if timex.startswith("(") and TWO_POINTS.search(words):
        grain = {"M": "month", "Y": "year"}.get(timex[-2:-1]) if end.day == 1 else None
        return unit_holding(end, grain).end or "" if grain else end.isoformat()
    return (end - timedelta(minutes=1)).isoformat()


# ---- Duckling

_DUCKLING_DIMENSIONS = {
    "date": ["time"],
    "number": ["number"],
    "range": ["number", "quantity", "amount-of-money"],
    "ordinal": ["ordinal"],
    "currency": ["amount-of-money"],
    "dimension": ["distance", "volume", "quantity"],
    "temperature": ["temperature"],
}


@cache
def _duckling_zones() -> object:
    import duckling

    return duckling.load_time_zones("/usr/share/zoneinfo")


def _duckling(case: Case) -> list[dict]:
    import duckling

    moment = int(_reference(case).replace(tzinfo=UTC).timestamp())
    locale = duckling.default_locale_lang(duckling.parse_lang(case.language.upper()))
    context = duckling.Context(duckling.parse_ref_time(_duckling_zones(), "UTC", moment), locale)
    dimensions = duckling.parse_dimensions(_DUCKLING_DIMENSIONS[case.kind])
    return [json.loads(r) if isinstance(r, str) else r for r in duckling.parse(case.text, context, dimensions, False)]


def duckling(case: Case) -> Answers:
    """Facebook Duckling: its values in its order."""
    return [a for r in _duckling(case) if (a := _duckling_answer(r, case.kind, with_previous=False)) is not None]


def duckling_previous(case: Case) -> Answers:
    """Duckling, with the occurrence before the first computed from the distance of the first two."""
    return [a for r in _duckling(case) if (a := _duckling_answer(r, case.kind, with_previous=True)) is not None]


def _duckling_answer(result: dict, kind: str, *, with_previous: bool) -> Answer | None:
    start, end, value = result["start"], result["end"], result["value"]
    if kind == "date":
        intervals = [i for v in value.get("values") or [value] if (i := _duckling_interval(v)) is not None]
        if with_previous and len(intervals) > 1 and (before := _before(*intervals[:2])) is not None:
            intervals.insert(0, before)
        return Answer(start, end, intervals=tuple(intervals)) if intervals else None
    if value.get("type") == "interval":
        low, high = value.get("from", {}), value.get("to", {})
        unit = _read_again(low.get("unit") or high.get("unit"))
        return Answer(start, end, low.get("value"), high.get("value"), unit)
    return Answer(start, end, value.get("value"), value.get("value"), _read_again(value.get("unit")))


def _read_again(unit: str | None) -> str | None:
    """The wrapper reads UTF-8 as Latin-1."""
    try:
        return unit and unit.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return unit


def _duckling_interval(value: dict) -> Interval | None:
    if value.get("type") != "interval":
        return _grained(value["value"], value["grain"])
    first, last = value.get("from"), value.get("to")
    start = _plain(first["value"]) if first else None
    end = (datetime.fromisoformat(_plain(last["value"])) - timedelta(minutes=1)).isoformat() if last else None
    return Interval(start, end)


def _grained(written: str, grain: str) -> Interval:
    at = datetime.fromisoformat(_plain(written))
    if grain in ("second", "minute", "hour"):
        return Interval(at.isoformat(), at.isoformat())
    return unit_holding(at, grain)


def _plain(written: str) -> str:
    return written[:19]


def _before(first: Interval, second: Interval) -> Interval | None:
    if not (first.start and second.start and first.end and second.end):
        return None
    try:
        starts, ends = (
            datetime.fromisoformat(a) - (datetime.fromisoformat(b) - datetime.fromisoformat(a))
            for a, b in ((first.start, second.start), (first.end, second.end))
        )
    except (ValueError, OverflowError):
        return None
    return Interval(starts.isoformat(), ends.isoformat())


# ---- dateparser


def dateparser(case: Case) -> Answers:
    """Dateparser: the expression as a whole where it reads it, and what it finds in the text."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": _reference(case)}
    parser = DateDataParser(languages=[case.language], settings=settings)
    found, place = [], 0
    whole = parser.get_date_data(case.text)
    if whole.date_obj:
        found.append(_dated(0, len(case.text), whole.date_obj, whole.period))
    for words, at in search_dates(case.text, languages=[case.language], settings=settings) or ():
        start = case.text.find(words, place)
        place = max(start, place)
        period = parser.get_date_data(words).period or "day"
        found.append(_dated(max(start, 0), max(start, 0) + len(words), at, period))
    return found


def _dated(start: int, end: int, at: datetime, period: str) -> Answer:
    at = at.replace(tzinfo=None)
    point = Interval(at.isoformat(), at.isoformat())
    whole = unit_holding(at, period)
    return Answer(start, end, intervals=(point,) if period in ("day", "time", "week") else (whole, point))


# ---- chrono

_CHRONO = """
const chrono = require('chrono-node');
const cases = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const part = (c) => c && {date: ['year', 'month', 'day', 'hour', 'minute'].map((n) => c.get(n) ?? 0),
  known: ['year', 'month', 'day', 'hour', 'weekday'].filter((n) => c.isCertain(n))};
console.log(JSON.stringify(cases.map(([language, text, when]) => chrono[language].parse(text, new Date(when)).map(
  (r) => [r.index, r.index + r.text.length, part(r.start), part(r.end)]))));
"""


def chrono(cases: list[Case], folder: Path) -> list[Answers]:
    """chrono-node, all cases in one run of node."""
    asked = json.dumps([[c.language, c.text, _reference(c).isoformat()] for c in cases])
    command = ["node", "-e", _CHRONO]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, cwd=folder, check=True)
    return [[_chrono_answer(*result) for result in results] for results in json.loads(done.stdout)]


def _chrono_answer(start: int, end: int, first: dict, last: dict | None) -> Answer:
    begin, finish = _chrono_part(first), _chrono_part(last or first)
    return Answer(start, end, intervals=(Interval(begin.start, finish.end),))


def _chrono_part(part: dict) -> Interval:
    year, month, date, hour, minute = part["date"]
    at, known = datetime(max(year, 1), month, date, hour, minute), set(part["known"])
    if "hour" in known:
        return Interval(at.isoformat(), at.isoformat())
    if known & {"day", "weekday"}:
        return unit_holding(at, "day")
    return unit_holding(at, "month" if "month" in known else "year" if "year" in known else "day")


# ---- numbers


class _Token:
    """What text2num wants of a word."""

    def __init__(self, words: str) -> None:
        self.words = words

    def text(self) -> str:
        return self.words

    def nt_separated(self, previous: object) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


def text2num(case: Case) -> Answers:
    """text2num for words, a regular expression for digits."""
    from text_to_num import find_numbers

    tokens = list(re.finditer(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", case.text))
    found = []
    for one in find_numbers([_Token(t.group()) for t in tokens], case.language, threshold=0):
        if one.is_ordinal == (case.kind == "ordinal"):
            start, end = tokens[one.start].start(), tokens[one.end - 1].end()
            found.append(Answer(start, end, float(one.value), float(one.value)))
    return found + list(_digits(case.text, case.language, 0))


def _digits(text: str, language: str, place: int) -> Iterator[Answer]:
    separators = " \u00a0\u202f." if language == "fr" else ","
    for match in _DIGITS[language].finditer(text):
        value = number("".join(c for c in match.group() if c not in separators))
        if value is not None:
            yield Answer(place + match.start(), place + match.end(), value, value)


def number_parser(case: Case) -> Answers:
    """number-parser turns words into digits; the places are lost, so its numbers are taken in their order."""
    import number_parser as library

    text = library.parse(case.text, case.language)
    return [Answer(0, len(case.text), a.low, a.high) for a in _digits(text, case.language, 0)]


_QUANTULUM = {
    "currency": {"currency"},
    "temperature": {"temperature"},
    "percent": {"dimensionless"},
    "dimension": {"length", "volume", "mass", "area", "speed", "data storage", "angle", "force"},
    "number": None,
    "range": None,
    "age": {"time"},
}


def quantulum(case: Case) -> Answers:
    """quantulum3, English: a range is a value and its uncertainty."""
    from quantulum3 import parser

    found = []
    for one in parser.parse(case.text):
        entities = _QUANTULUM[case.kind]
        if entities is None or one.unit.entity.name in entities:
            spread = one.uncertainty or 0
            found.append(Answer(*one.span, one.value - spread, one.value + spread, one.unit.name))
    return found
