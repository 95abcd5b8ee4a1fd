"""Cases of Duckling (BSD), chrono (MIT), dateparser (BSD) and text2num (MIT): phrases with their values."""

import ast
import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from evals.suites.recognizers import TWO_POINTS
from evals.suites.records import Case, Kind, Meant, Wanted, day, unit_holding
from selon.records import LANGUAGES, Language

_GRAINS = {"Day": "day", "Week": "week", "Month": "month", "Quarter": "quarter", "Year": "year"}
_CLOCK = ("Hour", "Minute", "Second")
_DIMENSIONS: dict[str, Kind] = {
    "Numeral": "number",
    "AmountOfMoney": "currency",
    "Volume": "dimension",
    "Distance": "dimension",
    "Quantity": "dimension",
    "Temperature": "temperature",
    "Time": "date",
}
_DUCKLING_NOW = "2013-02-12T04:30:00"
_FRESHNESS_NOW = "2014-09-01T10:30:00"
_DATE_PARSER_NOW = "2012-11-13T00:00:00"
_ISO_NAMES = re.compile(r"\b(?:Just|Nothing)\b|\"[^\"]*\"")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


def _lines(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8-sig") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def duckling(folder: Path) -> Iterator[Case]:
    """Duckling's own phrases; those of one nation only are left out."""
    for language in LANGUAGES:
        for entry in _lines(folder / f"duckling/duckling_{language}.jsonl"):
            kind = _DIMENSIONS.get(entry["dim"])
            if kind is None or entry["region"]:
                continue
            text, is_date = entry["text"], kind == "date"
            reference = _DUCKLING_NOW if is_date else None
            if entry["polarity"] == "neg":
                yield Case("Duckling", kind, language, text, (), reference)
                continue
            wanted = _duckling_time(entry["expected"]) if is_date else _duckling_amount(entry["expected"], kind)
            if wanted is not None:
                label = "feast" if "Holiday" in entry["expected"] else None
                yield Case("Duckling", kind, language, text, (wanted,), reference, label=label)


def _duckling_amount(expected: str, kind: Kind) -> Wanted | None:
    words = re.sub(r"\(Just \"[^\"]*\"\)|Nothing", "", expected)
    numbers = [float(n) for n in _NUMBER.findall(words)]
    names = [w for w in re.findall(r"\b[A-Za-z]+\b", _NUMBER.sub(" ", words)) if w != "Unnamed"]
    if kind == "number":
        return Wanted(None, None, numbers[0], numbers[0])
    if len(names) < 2:
        return None  # "three pouloutes": no unit that anybody could name
    shape, unit = names[0], names[1]
    low = None if shape == "under" else numbers[0]
    high = None if shape == "above" else numbers[-1]
    return Wanted(None, None, low, high, unit)


def _duckling_time(expected: str) -> Wanted | None:
    moments = [_moment(m) for m in re.findall(r"\((-?\d+(?:, ?\d+){5})\)", expected)]
    grain = next((w for w in re.findall(r"[A-Z][a-z]+", expected) if w in (*_GRAINS, *_CLOCK)), None)
    if grain is None or not moments or None in moments:
        return None
    meant = _duckling_meant(expected, [m for m in moments if m is not None], grain)
    return Wanted(None, None, meant=(meant,))


def _moment(words: str) -> datetime | None:
    try:
        return datetime(*(int(n) for n in words.split(",")))  # type: ignore[arg-type]
    except ValueError:
        return None  # before our era


def _duckling_meant(expected: str, moments: list[datetime], grain: str) -> Meant:
    first = moments[0]
    if "OpenInterval After" in expected:
        return Meant(first.isoformat(), frozenset({None}), grain in _CLOCK)
    if "OpenInterval Before" in expected:
        return Meant(None, frozenset({day(first), day(first - timedelta(minutes=1))}))
    if len(moments) == 2:
        last = moments[1] - timedelta(minutes=1)
        return Meant(first.isoformat(), frozenset({day(last)}), grain == "Minute")
    if grain in _CLOCK:
        return Meant(first.isoformat(), frozenset({day(first)}), True)
    whole = unit_holding(first, _GRAINS[grain])
    return Meant(whole.start, frozenset({whole.end}))


_NEW_DATE = re.compile(r"new Date\(([\d\s,+-]+)\)")
_UNITS = {
    "year": re.compile(r"\b(?:years?|ans?|années?)\b", re.IGNORECASE),
    "quarter": re.compile(r"\b(?:quarters?|qtrs?|trimestres?)\b", re.IGNORECASE),
    "month": re.compile(r"\b(?:months?|mois)\b", re.IGNORECASE),
    "week": re.compile(r"\b(?:weeks?|semaines?)\b", re.IGNORECASE),
}


def chrono(folder: Path) -> Iterator[Case]:
    """Chrono's sentences. They tell the start only, as a point; a unit in the words tells how wide it is."""
    for language in LANGUAGES:
        for entry in _lines(folder / f"chrono/chrono_{language}.jsonl"):
            reference = _javascript_date(entry["ref"] or "")
            if reference is None:
                continue
            now = reference.isoformat()
            if entry["neg"]:
                yield Case("chrono", "date", language, entry["input"], (), now)
                continue
            wanted = _chrono_wanted(entry, reference)
            if wanted is not None:
                yield Case("chrono", "date", language, entry["input"], (wanted,), now)


def _javascript_date(words: str) -> datetime | None:
    found = _NEW_DATE.fullmatch(words)
    if found is None:
        return None
    parts = [sum(int(n.replace(" ", "")) for n in re.findall(r"[-+]?\s*\d+", part)) for part in found[1].split(",")]
    parts = [*parts, 1, 0, 0, 0][: max(len(parts), 3)] if len(parts) < 3 else parts[:6]
    try:
        return datetime(parts[0], parts[1] + 1, *parts[2:])
    except ValueError:
        return None


def _chrono_wanted(entry: dict, reference: datetime) -> Wanted | None:
    told = entry["start"]
    if not {"month", "day", "year"} & set(told) and "hour" not in told:
        at, has_clock = _javascript_date(entry["date"] or ""), False
    else:
        has_clock = "hour" in told and "day" in told
        at = _told(told, reference)
    if at is None:
        return None
    words = entry["text"] or entry["input"]
    start = entry["input"].find(words)
    meant = _as_wide_as(words, at, has_clock, is_month="month" in told and "day" not in told)
    return Wanted(start, start + len(words), meant=meant)


def _told(told: dict, reference: datetime) -> datetime | None:
    names = ("year", "month", "day", "hour", "minute")
    defaults = (reference.year, reference.month, 1 if "month" in told else reference.day, 0, 0)
    try:
        return datetime(*(told.get(name, value) for name, value in zip(names, defaults, strict=True)))
    except ValueError:
        return None


def _as_wide_as(words: str, at: datetime, has_clock: bool, *, is_month: bool) -> tuple[Meant, ...]:
    """The point, and the whole unit that the words name; the end of a point is not told."""
    grain = next((grain for grain, pattern in _UNITS.items() if pattern.search(words)), "month" if is_month else None)
    point = Meant(at.isoformat(), None, has_clock and grain is None)
    if grain is None or TWO_POINTS.search(words):
        return (point,)
    whole = unit_holding(at, grain)
    return (Meant(whole.start, frozenset({whole.end})), Meant(day(at), frozenset({day(at)})))


def dateparser(folder: Path) -> Iterator[Case]:
    """Dateparser's test calls: phrases with a distance or a date, and sentences with several dates."""
    for language in LANGUAGES:
        for entry in _lines(folder / f"dateparser/dateparser_{language}.jsonl"):
            call = _call(entry["param"])
            try:
                yield from _dateparser_case(call, language, entry["file"]) if call else ()
            except ValueError:
                continue  # an argument that the test computes


def _call(words: str) -> ast.Call | None:
    tree = ast.parse(re.sub(r",\s*(?:#.*)?$", "", words), mode="eval").body
    return tree if isinstance(tree, ast.Call) else None


def _dateparser_case(call: ast.Call, language: Language, file: str) -> Iterator[Case]:
    named = {k.arg: k.value for k in call.keywords}
    if "freshness" in file and call.args:
        sign = -1 if "ago" in named else 1
        distance = ast.literal_eval(named["ago" if sign < 0 else "in_future"])
        wanted = _at_distance(distance, sign, ast.literal_eval(named.get("period", ast.Constant("day"))))
        if wanted is not None:
            yield Case("dateparser", "date", language, _literal(call.args[0]), (wanted,), _FRESHNESS_NOW)
    elif "test_date_parser" in file and len(call.args) == 2 and (at := _datetime(call.args[1])) is not None:
        wanted = _point(None, None, at)
        yield Case("dateparser", "date", language, _literal(call.args[0]), (wanted,), _DATE_PARSER_NOW)
    elif "test_search" in file:
        yield from _search_case(call, named, language)


def _search_case(call: ast.Call, named: dict[str | None, ast.expr], language: Language) -> Iterator[Case]:
    text = named.get("text") or (call.args[1] if len(call.args) > 1 else None)
    dates = named.get("expected") or (call.args[2] if len(call.args) > 2 else None)
    if not isinstance(dates, ast.List) or _literal(call.args[0]) != language or text is None:
        return
    words, wanted = _literal(text), []
    for pair in dates.elts:
        at = _datetime(pair.elts[1]) if isinstance(pair, ast.Tuple) and len(pair.elts) == 2 else None
        if at is None:
            return
        found = _literal(pair.elts[0])  # type: ignore[attr-defined]
        start = words.find(found)
        wanted.append(_point(start, start + len(found), at))
    base = (
        re.search(r"datetime\((\d+), (\d+), (\d+)\)", ast.unparse(named["settings"])) if "settings" in named else None
    )
    reference = datetime(*(int(n) for n in base.groups())).isoformat() if base else None
    if reference or all(re.search(r"\d{4}", words[w.start : w.end]) for w in wanted):
        yield Case("dateparser", "date", language, words, tuple(wanted), reference or _DATE_PARSER_NOW)


def _literal(node: ast.expr) -> str:
    return str(ast.literal_eval(node))


def _datetime(node: ast.expr) -> datetime | None:
    """The value of `datetime(2014, 5, 11)`, read without running it."""
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("datetime") and not node.keywords:
        return datetime(*(ast.literal_eval(a) for a in node.args))
    return None


def _point(start: int | None, end: int | None, at: datetime) -> Wanted:
    has_clock = at.time() > datetime.min.time()
    return Wanted(start, end, meant=(Meant(at.isoformat(), frozenset({day(at)}), has_clock),))


def _at_distance(distance: dict, sign: int, period: str) -> Wanted | None:
    """The moment that far from the reference, or the unit that holds it, as the test's `period` tells."""
    at = datetime.fromisoformat(_FRESHNESS_NOW)
    months = sign * round(12 * distance.get("years", 0) + distance.get("months", 0))
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    spans = {u: sign * distance.get(u, 0) for u in ("weeks", "days", "hours", "minutes", "seconds")}
    at = at.replace(year=year, month=month + 1) + timedelta(**spans)
    has_clock = bool({"hours", "minutes", "seconds"} & set(distance))
    point = Meant(at.isoformat(), frozenset({day(at)}), has_clock)
    whole = unit_holding(at, period)
    return Wanted(None, None, meant=(point, Meant(whole.start, frozenset({whole.end}))))


def text2num(folder: Path) -> Iterator[Case]:
    """Numbers in words; those with zeros in front are digits read aloud, no numbers."""
    files: tuple[tuple[str, Language], ...] = (
        ("text2num_rs_fr", "fr"),
        ("text2num_py_fr", "fr"),
        ("text2num_rs_en", "en"),
    )
    for file, language in files:
        for entry in _lines(folder / f"text2num/{file}.jsonl"):
            words = str(entry["expected"])
            if entry.get("kind", "text2digits") == "text2digits" and re.fullmatch(r"0|[1-9]\d*(?:[.,]\d+)?", words):
                value = float(words.replace(",", "."))
                yield Case("text2num", "number", language, entry["input"], (Wanted(None, None, value, value),))
