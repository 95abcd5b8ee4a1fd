"""Arithmetic of intervals: units, steps, edges, the nearest of a name."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.reader.calendar import (
    GRAINS,
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
    weekday_near,
)
from selon.records import Span

THURSDAY = datetime(2024, 10, 24, 12)
MOMENTS = st.datetimes(datetime(1000, 1, 1), datetime(3000, 1, 1)).map(lambda m: m.replace(second=0, microsecond=0))
UNITS = st.sampled_from(sorted(GRAINS))


def sides(interval: Interval) -> tuple[str | None, str | None]:
    when = interval.when(Span(0, 0))
    return when.start, when.end


@pytest.mark.parametrize(
    ("unit", "step", "expected"),
    [
        ("day", -1, ("2024-10-23", "2024-10-23")),
        ("week", 0, ("2024-10-21", "2024-10-27")),
        ("weekend", 0, ("2024-10-26", "2024-10-27")),
        ("month", -1, ("2024-09-01", "2024-09-30")),
        ("quarter", 1, ("2025-01-01", "2025-03-31")),
        ("half", 0, ("2024-07-01", "2024-12-31")),
        ("year", -1, ("2023-01-01", "2023-12-31")),
        ("decade", -3, ("1990-01-01", "1999-12-31")),
        ("century", -2, ("1800-01-01", "1899-12-31")),
    ],
)
def test_units_of_the_calendar(unit: str, step: int, expected: tuple[str, str]) -> None:
    assert sides(unit_of(THURSDAY, unit, step)) == expected


def test_months_keep_the_day_where_they_have_it() -> None:
    assert moved(datetime(2024, 1, 31), 1, "month") == datetime(2024, 2, 29)
    assert moved(datetime(2024, 2, 29), -1, "year") == datetime(2023, 2, 28)


def test_beyond_the_calendar_is_an_error() -> None:
    with pytest.raises(OverflowError):
        moved(THURSDAY, 9000, "year")


def test_edges() -> None:
    october = unit_of(THURSDAY, "month")
    assert [sides(edge(october, which)) for which in ("start", "mid", "end")] == [
        ("2024-10-01", "2024-10-10"),
        ("2024-10-10", "2024-10-20"),
        ("2024-10-21", "2024-10-31"),
    ]
    assert sides(edge(unit_of(THURSDAY, "year"), "start")) == ("2024-01-01", "2024-04-30")
    assert sides(edge(unit_of(THURSDAY, "decade"), "end")) == ("2026-01-01", "2029-12-31")


def test_parts_and_times_of_a_day() -> None:
    day = days(date(2024, 10, 24), date(2024, 10, 24))
    assert sides(between_hours(day, 20, 30)) == ("2024-10-24T20:00", "2024-10-25T05:59")
    assert sides(at_clock(day, 14, 30)) == ("2024-10-24T14:30", "2024-10-24T14:30")
    assert sides(at_clock(day, 24, None)) == ("2024-10-25T00:00", "2024-10-25T00:00")


def test_the_nearest_of_a_name() -> None:
    assert weekday_near(THURSDAY.date(), 3, "past") == THURSDAY.date()
    assert weekday_near(THURSDAY.date(), 3, "past", strictly=True) == date(2024, 10, 17)
    assert weekday_near(THURSDAY.date(), 4, "future") == date(2024, 10, 25)
    decembers = [unit_of(datetime(year, 12, 1), "month") for year in (2023, 2024, 2025)]
    assert sides(nearest(decembers, THURSDAY, None))[0] == "2024-12-01"
    assert sides(nearest(decembers, THURSDAY, "past"))[0] == "2023-12-01"
    assert sides(nearest(decembers, THURSDAY, "future"))[0] == "2024-12-01"


def test_durations_are_iso_8601() -> None:
    assert [duration(-1, "day"), duration(2, "hour"), duration(1, "quarter"), duration(-1, "century")] == [
        "-P1D",
        "PT2H",
        "P3M",
        "-P100Y",
    ]


@given(MOMENTS, UNITS, st.integers(-30, 30))
def test_a_unit_holds_the_moment_it_was_made_from(moment: datetime, unit: str, step: int) -> None:
    whole = unit_of(moment, unit)
    assert whole.start is not None and whole.end is not None and whole.start <= whole.end
    if unit != "weekend":
        assert whole.start <= moment <= whole.end
    if unit not in ("hour", "minute", "weekend"):
        assert unit_of(whole.end + timedelta(minutes=1), unit) == unit_of(moment, unit, 1)


@given(MOMENTS, UNITS, st.sampled_from(["start", "mid", "end"]))
def test_an_edge_lies_inside(moment: datetime, unit: str, which: str) -> None:
    whole = unit_of(moment, unit)
    part = edge(whole, which)  # type: ignore[arg-type]
    assert whole.start is not None and part.start is not None and part.end is not None and whole.end is not None
    if unit not in ("hour", "minute"):
        assert whole.start <= part.start <= part.end <= whole.end


@given(MOMENTS, MOMENTS)
def test_joined_never_ends_before_it_begins(first: datetime, second: datetime) -> None:
    whole = joined(unit_of(first, "day"), unit_of(second, "month"))
    assert whole.start is not None and whole.end is not None and whole.start <= whole.end
