"""Cases of Microsoft Recognizers-Text (MIT): `Specs/*/*/*Model.json`, whole sentences with values."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from evals.suites.records import Case, Kind, Meant, Wanted, day, number, unit_holding
from selon.records import Language

NAME = "Recognizers-Text"
_FOLDERS: dict[Language, str] = {"fr": "French", "en": "English"}
_MODELS: dict[Kind, str] = {
    "number": "Number/{}/NumberModel.json",
    "range": "Number/{}/NumberRangeModel.json",
    "ordinal": "Number/{}/OrdinalModel.json",
    "percent": "Number/{}/PercentModel.json",
    "currency": "NumberWithUnit/{}/CurrencyModel.json",
    "dimension": "NumberWithUnit/{}/DimensionModel.json",
    "age": "NumberWithUnit/{}/AgeModel.json",
    "temperature": "NumberWithUnit/{}/TemperatureModel.json",
    "date": "DateTime/{}/DateTimeModel.json",
}
_DATED = {"date", "daterange", "datetime", "datetimerange"}
_RANGE = re.compile(r"[(\[]([^,]*),([^)\]]*)[)\]]")
TWO_POINTS = re.compile(r"[-–~]|\b(?:to|through|thru|till?|until|and|à|au|aux|et|jusqu)\b", re.IGNORECASE)
_PART_OF_DAY = re.compile(r"T[A-Z]{2}$")


def cases(folder: Path) -> Iterator[Case]:
    """The cases of all models in French and English, as far as their values can be told."""
    specs = folder / NAME / "Specs"
    for kind, path in _MODELS.items():
        for language, name in _FOLDERS.items():
            read = [(entry, _reference(entry)) for entry in _entries(specs / path.format(name))]
            if kind == "date" and language == "fr":
                read = _with_references(read, _entries(specs / path.format("English")))
            for entry, reference in read:
                case = _case(entry, kind, language, reference)
                if case is not None:
                    yield case


def _entries(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8-sig"))


def _reference(entry: dict) -> str | None:
    return entry.get("Context", {}).get("ReferenceDateTime")


def _with_references(french: list, english: list[dict]) -> list[tuple[dict, str | None]]:
    """Most French cases are translations that lost their reference time.

    It is that of the English cases with the very same values, where these agree.
    """
    times = defaultdict(set)
    for entry in english:
        times[_values(entry)].add(_reference(entry))
    found = []
    for entry, reference in french:
        known = times[_values(entry)] if entry["Results"] else set()
        found.append((entry, reference or (next(iter(known)) if len(known) == 1 else None)))
    return found


def _values(entry: dict) -> str:
    return json.dumps([result.get("Resolution") for result in entry["Results"]], sort_keys=True)


def _case(entry: dict, kind: Kind, language: Language, reference: str | None) -> Case | None:
    results = [r for r in entry["Results"] if _is_of(kind, r)]
    wanted = tuple(w for r in results if (w := _wanted(r, kind, entry["Input"])) is not None)
    if len(wanted) < len(results) or (entry["Results"] and not wanted) or (kind == "date" and reference is None):
        return None
    off = f"{entry.get('NotSupported', '')},{entry.get('NotSupportedByDesign', '')}"
    return Case(NAME, kind, language, entry["Input"], wanted, reference, "python" not in off, _label(results))


def _label(results: list[dict]) -> str | None:
    """`fraction`, where the suite calls any of the numbers so."""
    return next((s for r in results if (s := (r.get("Resolution") or {}).get("subtype")) == "fraction"), None)


def _is_of(kind: Kind, result: dict) -> bool:
    """Times of the day, durations and sets are no intervals; "the second last" is no ordinal with a value."""
    name = result.get("TypeName", "")
    return name.removeprefix("datetimeV2.") in _DATED if kind == "date" else name != "ordinal.relative"


def _place(result: dict, text: str) -> tuple[int | None, int | None]:
    """Where the words stand: the suite's own offsets are off in many French cases."""
    words, near = result["Text"].strip().casefold(), result.get("Start", 0)
    places = [m.start() for m in re.finditer(re.escape(words), text.casefold())]
    if not places or len(text.casefold()) != len(text):
        return None, None
    start = min(places, key=lambda place: abs(place - near))
    return start, start + len(words)


def _wanted(result: dict, kind: Kind, text: str) -> Wanted | None:
    resolution = result.get("Resolution") or {}
    start, end = _place(result, text)
    if kind == "date":
        has_two = TWO_POINTS.search(result["Text"]) is not None
        meant = tuple(m for value in resolution.get("values", ()) if (m := _meant(value, has_two)) is not None)
        return Wanted(start, end, meant=meant) if meant else None
    words = (resolution.get("value") or "").removesuffix("%")
    if kind == "range":
        return _bounds(words, start, end)
    value = number(words)
    return None if value is None else Wanted(start, end, value, value, _unit(kind, resolution))


def _unit(kind: Kind, resolution: dict) -> str | None:
    return "%" if kind == "percent" else resolution.get("isoCurrency") or resolution.get("unit")


def _bounds(words: str, start: int | None, end: int | None) -> Wanted | None:
    found = _RANGE.fullmatch(words)
    return found and Wanted(start, end, number(found[1]), number(found[2]))


def _meant(value: dict, has_two_points: bool) -> Meant | None:
    kind = value["type"]
    try:
        if kind in ("date", "datetime"):
            at = datetime.fromisoformat(value["value"])
            return Meant(at.isoformat() if kind == "datetime" else day(at), frozenset({day(at)}), kind == "datetime")
        start, end = (datetime.fromisoformat(value[s]) if s in value else None for s in ("start", "end"))
    except (KeyError, ValueError):
        return None  # "not resolved", or a fixed holiday without a value
    if start is None and end is None:
        return None
    has_clock = kind == "datetimerange" and not _PART_OF_DAY.search(value["timex"])
    first = None if start is None else start.isoformat() if has_clock else day(start)
    return Meant(first, frozenset(_ends(value, start, end, has_two_points)), has_clock)


def _ends(value: dict, start: datetime | None, end: datetime | None, has_two_points: bool) -> Iterator[str | None]:
    """The last days that are right.

    The suite's ends are exclusive. Between two named points (« du 26 au 28 juin », "from May to October") it gives the
    last point itself as the end; that point counts as right whether it is included or not.
    """
    if end is None:
        yield None
        return
    yield day(end - timedelta(minutes=1))
    if start is None or has_two_points or end.time() > datetime.min.time():
        yield day(end)
    if start is not None and has_two_points and start.day == end.day == 1:
        for grain, letter in (("month", "M"), ("year", "Y")):
            if value["timex"].endswith(f"{letter})"):
                yield unit_holding(end, grain).end
