"""Other projects' suites: their values read rightly, all conventions accepted, the same scorer for all."""

import json

import pytest
from evals.suites import ours, phrases, recognizers
from evals.suites.cases import SUITES, all_cases, left_out
from evals.suites.conventions import accepted
from evals.suites.records import Answer, Case, Interval, Meant, Wanted
from evals.suites.report import peers, suite_measures, tables
from evals.suites.score import every, is_right, score, single, unit

from selon.records import Figure, Span

NOW = "2018-05-18T12:00:00"


def date_case(text: str, *meant: Meant, suite: str = "Duckling") -> Case:
    return Case(suite, "date", "en", text, (Wanted(None, None, meant=meant),), NOW)


def answer(start: str | None, end: str | None, *more: Interval) -> Answer:
    return Answer(0, 5, intervals=(Interval(start, end), *more))


def written(folder, path: str, entries: list[dict], *, lines: bool = True):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(map(json.dumps, entries)) if lines else json.dumps(entries), encoding="utf-8")


# ---- what the suites say


def test_recognizers_ends_are_exclusive_but_between_named_points() -> None:
    value = {"timex": "2018-W20", "type": "daterange", "start": "2018-05-14", "end": "2018-05-21"}
    assert recognizers._meant(value, False) == Meant("2018-05-14", frozenset({"2018-05-20"}))
    value = {"timex": "(2018-05-01,2018-10-01,P5M)", "type": "daterange", "start": "2018-05-01", "end": "2018-10-01"}
    assert recognizers._meant(value, True).ends == {"2018-09-30", "2018-10-01", "2018-10-31"}


def test_recognizers_bounds() -> None:
    assert recognizers._bounds("(,30]", 0, 5) == Wanted(0, 5, None, 30.0)
    assert recognizers._bounds("[10,15)", 0, 5) == Wanted(0, 5, 10.0, 15.0)


def test_recognizers_places_are_found_again() -> None:
    result = {"Text": "mercredi", "Start": 15, "End": 22}
    assert recognizers._place(result, "Où étiez-vous mercredi ?") == (14, 22)


def test_duckling_grain_tells_the_interval() -> None:
    week = phrases._duckling_time("datetime (2013, 2, 18, 0, 0, 0) Week")
    assert week.meant == (Meant("2013-02-18", frozenset({"2013-02-24"})),)
    days = phrases._duckling_time("datetimeInterval ((2013, 7, 13, 0, 0, 0), (2013, 7, 16, 0, 0, 0)) Day")
    assert days.meant[0].ends == {"2013-07-15"}
    assert phrases._duckling_time("datetime (-2014, 1, 1, 0, 0, 0) Year") is None


@pytest.mark.parametrize(
    ("expected", "low", "high", "symbol"),
    [
        ("simple Dollar 1.5e3", 1500, 1500, "USD"),
        ("under Dollar 10", None, 10, "USD"),
        ("above EUR 10", 10, None, "EUR"),
        ("between Gram (2,7) Nothing", 2, 7, "g"),
    ],
)
def test_duckling_amounts(expected: str, low: float | None, high: float | None, symbol: str) -> None:
    wanted = phrases._duckling_amount(expected, "currency")
    kind = "dimension" if symbol == "g" else "currency"
    assert (wanted.low, wanted.high, unit(kind, wanted.unit)) == (low, high, symbol)


def test_chrono_months_count_from_nought(tmp_path) -> None:
    for language in ("fr", "en"):
        entry = {"input": "la veille", "ref": "new Date(2012, 8 - 1, 10, 12)", "neg": False, "text": "la veille"}
        entry |= {"start": {"year": 2012, "month": 8, "day": 9}, "date": None}
        written(tmp_path, f"chrono/chrono_{language}.jsonl", [entry])
    case = next(phrases.chrono(tmp_path))
    assert case.reference == "2012-08-10T12:00:00"
    assert case.wanted[0].meant == (Meant("2012-08-09T00:00:00", None),)


def test_dateparser_calls_are_read_without_running_them(tmp_path) -> None:
    calls = [
        ("tests/test_freshness_date_parser.py", 'param("il y a deux mois", ago={"months": 2}, period="month")'),
        ("tests/test_date_parser.py", 'param("11 Mai 2014", datetime(2014, 5, 11)),  # wrong'),
        ("tests/test_search.py", 'param("fr", "x".format(y), [])'),
    ]
    written(tmp_path, "dateparser/dateparser_fr.jsonl", [{"file": f, "param": p} for f, p in calls])
    written(tmp_path, "dateparser/dateparser_en.jsonl", [])
    first, second = phrases.dateparser(tmp_path)
    assert Meant("2014-07-01", frozenset({"2014-07-31"})) in first.wanted[0].meant
    assert second.wanted[0].meant == (Meant("2014-05-11T00:00:00", frozenset({"2014-05-11"})),)


# ---- conventions


def starts(words: str, start: str, *ends: str) -> set[str]:
    return {m.start[:10] for m in accepted(words, Meant(start, frozenset(ends)), NOW) if m.start}


def test_a_bare_weekday_is_the_last_or_the_next() -> None:
    assert starts("lundi", "2018-05-21", "2018-05-21") == {"2018-05-21", "2018-05-14"}
    assert starts("lundi prochain", "2018-05-21", "2018-05-21") == {"2018-05-21"}


def test_a_date_without_its_year_lies_on_either_side() -> None:
    assert starts("le 3 mars", "2019-03-03", "2019-03-03") == {"2019-03-03", "2018-03-03"}
    assert starts("le 3 mars 2019", "2019-03-03", "2019-03-03") == {"2019-03-03"}
    assert starts("first Tuesday of October", "2018-10-02", "2018-10-02") == {"2018-10-02", "2017-10-03"}


def test_a_window_of_weeks_rolls_or_is_of_the_calendar() -> None:
    case = date_case("next two weeks", *accepted("next two weeks", Meant("2018-05-19", frozenset({"2018-06-01"})), NOW))
    for start, end in (("2018-05-18", "2018-06-01"), ("2018-05-19", "2018-06-01"), ("2018-05-21", "2018-06-03")):
        assert is_right(case, [answer(start, end)])
    assert not is_right(case, [answer("2018-05-14", "2018-06-01")])


def test_months_ago_are_a_day_or_its_month() -> None:
    case = date_case("x", *accepted("il y a deux mois", Meant("2018-03-18", frozenset({"2018-03-18"})), NOW))
    assert is_right(case, [answer("2018-03-01", "2018-03-31")])
    assert not is_right(case, [answer("2018-03-17", "2018-03-17")])


def test_the_end_of_a_month_may_begin_on_any_of_its_late_days_but_is_not_the_month() -> None:
    case = date_case("x", *accepted("fin du mois", Meant("2018-05-16", frozenset({"2018-05-31"})), NOW))
    assert is_right(case, [answer("2018-05-21", "2018-05-31")])
    assert not is_right(case, [answer("2018-05-01", "2018-05-31")])
    assert not is_right(case, [answer("2018-05-21", "2018-05-30")])


# ---- the scorer


def test_the_single_answer_is_the_latest_that_is_not_after_the_reference() -> None:
    both = answer("2018-05-21", "2018-05-21", Interval("2018-05-14", "2018-05-14"))
    assert single(both, NOW) == [Interval("2018-05-14", "2018-05-14")]
    case = date_case("Monday", Meant("2018-05-21", frozenset({"2018-05-21"})))
    assert not is_right(case, [both])
    assert is_right(case, [both], every)


def test_a_clock_counts_where_the_suite_tells_it() -> None:
    case = date_case("today at 5 pm", Meant("2018-05-18T17:00:00", frozenset({"2018-05-18"}), True))
    assert is_right(case, [answer("2018-05-18T17:00", "2018-05-18T17:00")])
    assert not is_right(case, [answer("2018-05-18", "2018-05-18")])


def test_the_answer_at_the_place_counts_not_any_answer() -> None:
    text = "5 dead, 7 hurt"
    case = Case("x", "number", "en", text, (Wanted(0, 1, 5, 5), Wanted(8, 9, 7, 7)))
    assert is_right(case, [Answer(8, 9, 7, 7), Answer(0, 1, 5, 5)])
    assert not is_right(case, [Answer(0, 1, 7, 7), Answer(8, 9, 5, 5)])
    assert not is_right(case, [Answer(0, 1, 5, 5)])


def test_units_are_the_same_by_any_of_their_names() -> None:
    case = Case("x", "currency", "fr", "dix euros", (Wanted(0, 9, 10, 10, "Euro"),))
    assert is_right(case, [Answer(0, 9, 10, 10, "EUR")])
    assert not is_right(case, [Answer(0, 9, 10, 10, "USD")])
    assert unit("dimension", "Pound") == "lb"
    assert unit("currency", "Pound") == "GBP"


def test_nothing_found_is_right_where_nothing_is_wanted() -> None:
    case = Case("x", "range", "fr", "deux", ())
    assert is_right(case, [])
    assert is_right(case, [Answer(0, 4, 2, 2)])  # a number, but no bound
    assert not is_right(case, [Answer(0, 4, 2, None)])


def test_scores() -> None:
    cases = [Case("x", "range", "fr", text, ()) for text in ("un", "deux")]
    assert score(cases, lambda case: case.text == "un").percent == 50
    assert score([], lambda case: True).percent == 0


# ---- what a news text can hold


@pytest.mark.parametrize(
    "text",
    ["the day after tomorrow", "le 20/02/2014", "Q3 2019", "la semaine prochaine", "il y a deux ans", "easter 2010"],
)
def test_held_by_news(text: str) -> None:
    assert left_out(date_case(text)) is None


@pytest.mark.parametrize(
    "text", ["5pm", "10/8", "2d ago", "@ 3pm", "in 3 minutes", "every Monday", "2 hours", "+2 days", "1 an 2 mois"]
)
def test_left_out(text: str) -> None:
    assert left_out(date_case(text)) is not None


# ---- ours


def test_our_quantities_of_another_kind_do_not_count(monkeypatch) -> None:
    found = [
        Figure(Span(0, 8), 10, 10, unit="EUR"),
        Figure(Span(9, 17), 3, 3, unit="soldat"),
    ]
    monkeypatch.setattr(ours, "reader", lambda kind, plain: lambda text, language: found)
    case = Case("x", "currency", "fr", "10 euros 3 soldats", ())
    assert ours.answers(case) == [Answer(0, 8, 10, 10, "EUR")]


def test_our_dates_are_intervals() -> None:
    case = Case("x", "date", "en", "on 3 March 2018", (), NOW)
    assert ours.answers(case)[0].intervals == (Interval("2018-03-03", "2018-03-03"),)


# ---- at hand


def test_peers_are_recorded_with_their_versions() -> None:
    for record in peers().values():
        assert record["version"]
        assert {"kinds", "ms", "right", "right with any"} <= set(record)


@pytest.mark.skipif(not SUITES.exists(), reason="the suites are not here")
def test_the_cases_that_the_floors_are_for() -> None:
    bounds = [c for c in all_cases() if c.kind == "range" and c.language == "fr"]
    assert len(bounds) == 85
    assert suite_measures()["range, French"].gold == 85
    assert len({case.id for case in all_cases()}) == len(all_cases())
    assert "date, French" in tables()


def test_no_suites_no_measures(tmp_path) -> None:
    assert all_cases(tmp_path / "absent") == ()
