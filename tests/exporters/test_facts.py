"""The phrases that tell what a statement says, in both languages of the interface."""

import json

import pytest

from selon.exporters.brat import standoff
from selon.exporters.facts import explained, facts, figure, number, when
from selon.records import Figure, Language, Span, When
from tests.exporters.written import written
from tests.made import NESTED, READ

PLACE = Span(0, 1)


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Language:
    monkeypatch.setenv("SELON_LANGUAGE", request.param)
    return request.param


def test_facts_of_a_statement(language: Language) -> None:
    told = facts(READ.statements[0], READ.text)
    wanted = {
        "en": [
            "Ann Lee (spokeswoman, for The Works)", "2024-05-01", "says", "probable", "at arm's length", "denied",
            "≤ 300 jobs / year",
        ],
        "fr": [
            "Ann Lee (spokeswoman, pour The Works)", "2024-05-01", "dit", "probable", "avec réserve", "démenti",
            "≤ 300 jobs / an",
        ],
    }  # fmt: skip
    assert told == wanted[language]


def test_nothing_read_says_nothing(language: Language) -> None:
    assert facts(NESTED.statements[0], NESTED.text) == []


@pytest.mark.parametrize(
    ("made", "english", "french"),
    [
        (Figure(PLACE, 1200.0, 1200.0, True, "person", "victimes"), "≈ 1,200 victimes", "≈ 1\u202f200 victimes"),
        (Figure(PLACE, 2.5e6, None, False, "EUR"), "≥ 2,500,000 €", "≥ 2\u202f500\u202f000 €"),
        (Figure(PLACE, 1.5, 2.5, False, "%", "agents"), "1.5–2.5 % agents", "1,5–2,5 % agents"),
        (Figure(PLACE, None, 3.0), "≤ 3", "≤ 3"),
        (Figure(PLACE, 3.0, 3.0, False, "month"), "3 months", "3 mois"),
        (Figure(PLACE, 40.0, 40.0, False, "km", None, (), "day"), "40 km / day", "40 km / jour"),
    ],
)
def test_a_figure_as_news_sets_it(made: Figure, english: str, french: str, language: Language) -> None:
    assert figure(made) == (english if language == "en" else french)


def test_numbers_have_the_separators_of_the_language(language: Language) -> None:
    assert number(1234567.5) == ("1,234,567.5" if language == "en" else "1\u202f234\u202f567,5")


@pytest.mark.parametrize(
    ("time", "told"),
    [
        (When(PLACE, "2024-05-01", "2024-05-01", "day"), "2024-05-01"),
        (When(PLACE, "2024-05-01", "2024-05-07", "week", True), "≈ 2024-05-01–2024-05-07"),
        (When(PLACE, "2024-05-01", None, "day"), "2024-05-01–…"),
    ],
)
def test_an_interval(time: When, told: str) -> None:
    assert when(time, "x") == told


def test_a_time_without_anything_to_count_from_keeps_its_words(language: Language) -> None:
    assert when(When(Span(0, 5), None, None, "day"), "mardi") == ("“mardi”" if language == "en" else "« mardi »")


def test_every_reason_has_value_words_and_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_LANGUAGE", "en")
    assert list(explained(READ, READ.statements[0])) == [
        ("denied", "yes", "denied", "en/reporting.toml: den~ (90%)"),
        ("figures[0].high", "300", "up to", "en/bounds.toml: at_most"),
        ("said_on", "2024-05-01", "Wednesday", "en/times.toml: {weekday}"),
    ]


def test_the_table_and_the_page_show_facts_and_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_LANGUAGE", "en")
    table, page = written("table", READ).decode(), written("html", READ).decode()
    for told in ("≤ 300 jobs / year", "en/bounds.toml: at_most", "2024-05-01", "denied"):
        assert told in table
        assert told in page


def test_brat_carries_labels_and_what_was_normalised() -> None:
    lines = standoff(READ).splitlines()
    assert "A2\tAct E1 say" in lines
    assert "A5\tDenied E1" in lines
    assert any(line.endswith("AnnotatorNotes E1\tAnn Lee (spokeswoman, for The Works)") for line in lines)
    assert any(
        line.startswith("T") and "\tFigure " in line and line.endswith("up to 300 jobs a year") for line in lines
    )


def test_web_annotations_carry_them() -> None:
    body = json.loads(written("webannotation", READ))["items"][0]["body"]
    assert (body["selon:certainty"], body["selon:denied"]) == ("probable", True)
    assert body["selon:figures"][0]["high"] == 300
