"""What our own reader answers to a case.

Figures come from whichever of our functions this checkout has, the most specific first; each takes a text and its
language and gives things with a span, and bounds or a value.
"""

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module

from evals.suites.records import Answer, Case, Interval, Kind
from evals.suites.score import names_unit
from selon.reader.times import times

_NUMBERS = (("numbers", "numbers"), ("figures", "figures"))
_QUANTITIES = (("figures", "figures"),)
_PLAIN = (("units", "quantities"),)  # Recognizers-Text asks for the number and its unit, without its bounds
_READERS: dict[Kind, tuple[tuple[str, str], ...]] = {
    "number": _NUMBERS,
    "ordinal": (("numbers", "ordinals"), *_NUMBERS),
    "range": (("bounds", "ranges"), ("figures", "figures")),
}


@cache
def reader(kind: Kind, *, plain: bool = False) -> Callable | None:
    """Our function for a kind of figure; None where this checkout has none."""
    for module, name in _READERS.get(kind, _PLAIN if plain else _QUANTITIES):
        try:
            return getattr(import_module(f"selon.reader.{module}"), name)
        except (ImportError, AttributeError):
            continue
    return None


def reads(kind: Kind) -> bool:
    """Whether this checkout reads that kind at all."""
    return kind == "date" or reader(kind) is not None


def answers(case: Case) -> list[Answer]:
    """What we find in the text of the case, of the kind it asks for."""
    if case.kind == "date":
        found = [expression.when for expression in times(case.text, case.language, case.reference)]
        return [Answer(w.span.start, w.span.end, intervals=(Interval(w.start, w.end),)) for w in found]
    read = reader(case.kind, plain=case.suite.startswith("Recognizers"))
    return [] if read is None else list(_of_kind(case.kind, map(_answer, read(case.text, case.language))))


def _answer(found: object) -> Answer:
    figure = getattr(found, "figure", found)
    value = getattr(figure, "value", None)
    low, high = getattr(figure, "low", value), getattr(figure, "high", value)
    return Answer(figure.span.start, figure.span.end, low, high, getattr(figure, "unit", None))


def _of_kind(kind: Kind, found: Iterable[Answer]) -> Iterable[Answer]:
    """Of quantities, those with a unit of that kind: a toll is no dimension."""
    return found if kind in ("number", "ordinal", "range") else (a for a in found if names_unit(kind, a.unit))
