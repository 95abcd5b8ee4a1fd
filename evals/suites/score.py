"""Whether an answer is right: the same for ours and for every library.

Every expression that a case wants is met with the answer that overlaps it most (with the longest answer, where the
suite does not mark the place); a case is right when all of them are. What else is found counts only in the cases
where nothing is to be found.
"""

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from evals.suites.records import Answer, Case, Interval, Meant, Wanted

_UNITS = Path(__file__).parent / "units.toml"
_SAME = 1e-6  # the suites give fractions with fifteen digits, some libraries with fewer
_LOOSE = 2 / 3  # enough for all the suites' beginnings of a month, too little for the whole month
_LONG, _LONGEST = timedelta(days=45), timedelta(days=100)  # the same of a year: two to six months
Choose = Callable[[Answer, str | None], Sequence[Interval]]


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the cases are right."""

    right: int
    gold: int

    @property
    def percent(self) -> float:
        """In percent; 0 without cases."""
        return 100 * self.right / self.gold if self.gold else 0.0


@cache
def _symbols(kind: str) -> dict[str, str]:
    listed = tomllib.loads(_UNITS.read_text(encoding="utf-8")).get(kind, {})
    return {name.lower(): symbol for symbol, names in listed.items() for name in (symbol, *names)}


def unit(kind: str, name: str | None) -> str | None:
    """Our symbol for a unit by any of its names; the name itself, in lower case, where it is not listed."""
    return None if name is None else _symbols(kind).get(name.strip().lower(), name.strip().lower())


def names_unit(kind: str, name: str | None) -> bool:
    """Whether it is a unit of that kind, by any of its names."""
    return name is not None and name.strip().lower() in _symbols(kind)


def single(answer: Answer, reference: str | None) -> Sequence[Interval]:
    """The one interval that news would mean: the latest that does not begin after the reference, or the first."""
    now = (reference or "9999")[:10]
    past = [i for i in answer.intervals if (i.start or i.end or "")[:10] <= now]
    return [max(past, key=lambda i: i.start or i.end or "")] if past else answer.intervals[:1]


def every(answer: Answer, reference: str | None) -> Sequence[Interval]:
    """All the intervals that the answer holds possible."""
    return answer.intervals


def is_right(case: Case, answers: Sequence[Answer], choose: Choose = single) -> bool:
    """Whether all that the case wants is found with its value; nothing, where it wants nothing."""
    if not case.wanted:
        return not any(_counts(case, a) for a in answers)
    left = list(answers)
    for wanted in case.wanted:
        answer = max(left, key=lambda a: _overlap(wanted, a), default=None)
        if answer is None or _overlap(wanted, answer) <= (0, 0) or not _same(case, wanted, answer, choose):
            return False
        left.remove(answer)
    return True


def _counts(case: Case, answer: Answer) -> bool:
    return case.kind != "range" or answer.low != answer.high


def _overlap(wanted: Wanted, answer: Answer) -> tuple[int, int]:
    """Shared characters; of those with as many, the shorter answer."""
    length = answer.end - answer.start
    if wanted.start is None or wanted.end is None:
        return length, 0
    return min(answer.end, wanted.end) - max(answer.start, wanted.start), -length


def _same(case: Case, wanted: Wanted, answer: Answer, choose: Choose) -> bool:
    if case.kind == "date":
        return any(_means(meant, i) for i in choose(answer, case.reference) for meant in wanted.meant)
    if not (_equal(wanted.low, answer.low) and _equal(wanted.high, answer.high)):
        return False
    return wanted.unit is None or unit(case.kind, wanted.unit) == unit(case.kind, answer.unit)


def _equal(gold: float | None, found: float | None) -> bool:
    if gold is None or found is None:
        return gold is found
    return abs(gold - found) <= _SAME * max(1.0, abs(gold))


def _means(meant: Meant, interval: Interval) -> bool:
    has_start = (meant.start or "")[:10] == (interval.start or "")[:10]
    has_end = meant.ends is None or (interval.end and interval.end[:10]) in meant.ends
    if has_start and has_end:
        return not meant.has_clock or _clock(meant.start) == _clock(interval.start)
    return _is_near(meant, interval) and (has_end if meant.loose == "start" else has_start)


def _is_near(meant: Meant, interval: Interval) -> bool:
    """Whether the loose side is off by little enough, so that no end of a month is the whole month."""
    if meant.loose is None or not (meant.start and interval.start and interval.end):
        return False
    start, ends = date.fromisoformat(meant.start[:10]), [date.fromisoformat(end) for end in meant.ends or () if end]
    length = max(ends) - start + timedelta(days=1)
    slack = length * _LOOSE if length < _LONG else min(length, _LONGEST)
    if meant.loose == "start":
        return abs(date.fromisoformat(interval.start[:10]) - start) <= slack
    return any(abs(date.fromisoformat(interval.end[:10]) - end) <= slack for end in ends)


def _clock(written: str | None) -> str:
    """Hours and minutes; a day alone begins at midnight."""
    return (written or "")[11:16] or "00:00"


def score(cases: Iterable[Case], is_case_right: Callable[[Case], bool]) -> Score:
    """How many of these cases are right."""
    verdicts = [is_case_right(case) for case in cases]
    return Score(sum(verdicts), len(verdicts))
