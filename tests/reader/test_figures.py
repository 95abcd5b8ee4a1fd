"""Figures: every example of the word files, and texts of our own."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.languages import words
from selon.reader.figures import figures
from selon.reader.times import times
from selon.records import LANGUAGES, Figure, Language, Span
from tests.marked import unmark
from tests.reader.odd_texts import ODD_TEXT

FILES = ("bounds", "units", "changes")


def _examples() -> list[tuple[Language, str]]:
    found = []
    for language in LANGUAGES:
        for name in FILES:
            for value in words(language, name).values():
                entries = value if isinstance(value, list) else [value]
                found += [(language, e["example"]) for e in entries if isinstance(e, dict) and "example" in e]
    return found


def _read(text: str, language: Language, published: str | None = "2025-03-14") -> list[Figure]:
    whens = [time.when for time in times(text, language, published)]
    return [found.figure for found in figures(text, language, whens)]


def _value(figure: Figure, field: str) -> object:
    value = getattr(figure, field)
    return ("true" if value else "false") if field == "about" else value


def _behind(span: Span) -> Callable[[Figure], int]:
    """Order by how far off a figure begins."""
    return lambda figure: abs(figure.span.start - span.start)


@pytest.mark.parametrize(("language", "marked"), _examples())
def test_the_examples_of_the_word_files(language: Language, marked: str) -> None:
    text, marks = unmark(marked)
    found = _read(text, language)
    for span, wanted in marks:
        here = sorted((f for f in found if f.span.start < span.end and span.start < f.span.end), key=_behind(span))
        assert here, f"no figure at {span.of(text)!r}; found {[f.span.of(text) for f in found]}"
        for field, value in wanted.items():
            got = _value(here[0], field)
            expected = None if value == "None" else float(value) if field in ("low", "high") else value
            assert got == expected, f"{field} of {span.of(text)!r}: {got!r}, not {expected!r}"


def one(text: str, language: Language) -> Figure:
    """The only figure of a text."""
    found = _read(text, language)
    assert len(found) == 1, [f.span.of(text) for f in found]
    return found[0]


@pytest.mark.parametrize(
    ("language", "text", "low", "high", "about", "unit", "counted", "per"),
    [
        ("fr", "Quelque 700 soignants ont défilé.", 700, 700, True, "person", "soignants", None),
        ("fr", "Il faut pas moins de 40 lits neufs.", 40, None, False, "lit", "lits neufs", None),
        ("fr", "La régie perd 30 000 euros par jour.", 30000, 30000, False, "EUR", None, "day"),
        ("fr", "Chaque année, 260 cyclistes sont tués.", 260, 260, False, "person", "cyclistes", "year"),
        ("fr", "Une vingtaine de maisons ont brûlé.", 20, 20, True, "maison", "maisons", None),
        ("fr", "Des milliers de passagers attendent.", 1000, None, True, "person", "passagers", None),
        ("fr", "Trois élèves sur quatre déjeunent à la cantine.", 75, 75, False, "%", "élèves", None),
        ("fr", "Plus des deux tiers des élus ont voté.", 66.666666667, None, False, "%", "élus", None),
        ("fr", "On compte 90 cas pour 100 000 habitants.", 90, 90, False, "cas", "cas", "100000 inhabitant"),
        ("fr", "Elle a payé 900 euros d'amende.", 900, 900, False, "EUR", "amende", None),
        ("fr", "Aucun blessé n'est à déplorer.", 0, 0, False, "person", "blessé", None),
        ("fr", "On a compté entre 40 et 60 bateaux.", 40, 60, False, "bateau", "bateaux", None),
        ("en", "Some 700 nurses marched.", 700, 700, True, "person", "nurses", None),
        ("en", "It burned no fewer than 30 homes.", 30, None, False, "home", "homes", None),
        ("en", "The firm loses $30,000 a day.", 30000, 30000, False, "USD", None, "day"),
        ("en", "They put it at no less than eight.", 8, None, False, None, None, None),
        ("en", "The fund holds $1.5-2 billion.", 1.5e9, 2e9, False, "USD", None, None),
        ("en", "It has a 12,000-strong crew.", 12000, 12000, False, "person", None, None),
        ("en", "Half a million people fled.", 500000, 500000, False, "person", "people", None),
        ("en", "Between two and three dozen boats sank.", 24, 36, True, "boat", "boats", None),
        ("en", "Three in four pupils eat there.", 75, 75, False, "%", None, None),
        ("en", "Thousands of passengers are waiting.", 1000, None, True, "person", "passengers", None),
        ("en", "No injuries were reported.", 0, 0, False, None, None, None),
    ],
)  # fmt: skip
def test_what_a_figure_says(
    language: Language,
    text: str,
    low: float | None,
    high: float | None,
    about: bool,
    unit: str | None,
    counted: str | None,
    per: str | None,
) -> None:
    figure = one(text, language)
    assert (figure.low, figure.high, figure.about, figure.per) == (low, high, about, per)
    assert unit is None or figure.unit == unit
    assert counted is None or figure.counted == counted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'article 49 de la loi de 1987 reste en vigueur."),
        ("fr", "Un Boeing 737 a atterri à 10 heures."),
        ("fr", "Elle a été la troisième à parler, et non la 12e."),
        ("fr", "Le match s'est terminé sur le score de 3-1."),
        ("fr", "Un ministre a parlé le 4 mai 2025."),
        ("fr", "Le 06 12 34 56 78 ne répond plus."),
        ("en", "Section 230 of the 1996 act still holds."),
        ("en", "A Boeing 737 landed at 10 am."),
        ("en", "She was the third to speak, not the 12th."),
        ("en", "United won 3-1."),
        ("en", "No one knows, and one of them said so on May 4, 2025."),
        ("en", "The G7 met at 10 Downing Street."),
    ],
)
def test_numbers_that_are_no_figures(language: Language, text: str) -> None:
    assert [f.span.of(text) for f in _read(text, language)] == []


def test_what_is_counted_keeps_its_parts() -> None:
    text = "L'hôpital compte environ 90 victimes – morts et blessés – chaque jour."
    figure = one(text, "fr")
    assert (figure.counted, figure.parts, figure.per) == ("victimes", ("morts", "blessés"), "day")


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Profits rose by a third to £1.2bn.", [(33.333333333, "%", "rise_by"), (1.2e9, "GBP", "rise_to")]),
        ("en", "Turnout was 60%, down from 64%.", [(60, "%", None), (64, "%", None)]),
        ("fr", "Le baril a pris 12 cents.", [(12, "centime", None)]),
        ("fr", "Il risque 900 euros d'amende et deux mois.", [(900, "EUR", None), (2, "month", None)]),
    ],
)
def test_numbers_side_by_side(language: Language, text: str, wanted: list[tuple[float, str, str | None]]) -> None:
    assert [(f.low, f.unit, f.change) for f in _read(text, language)] == wanted


def test_a_denied_number_is_left_out() -> None:
    assert [f.low for f in _read("La mairie compte 12 écoles, et non 15.", "fr")] == [12]


def test_both_sides_of_a_rise_are_figures() -> None:
    found = _read("La région porte son aide de 30 à 38 millions d'euros.", "fr")
    assert [(f.low, f.unit, f.change) for f in found] == [(3e7, "EUR", None), (3.8e7, "EUR", "rise_to")]


def test_the_date_a_figure_holds_for() -> None:
    figure = one("Le fonds comptait 4 200 inscrits au 31 janvier 2025.", "fr")
    assert figure.as_of is not None
    assert figure.as_of.start == "2025-01-31"


_NUMBERS = st.text(alphabet="0123456789 ,.-–%€$«»()'’\u00a0\nunedouxtrsciqmlhgapw", max_size=80)


@given(st.one_of(_NUMBERS, ODD_TEXT), st.sampled_from(LANGUAGES))
def test_spans_and_bounds_hold_for_any_text(text: str, language: Language) -> None:
    for found in figures(text, language):
        figure = found.figure
        assert text[figure.span.start : figure.span.end].strip()
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert figure.counted is None or figure.counted in text
        assert all(span.of(text) for _, span, _ in found.why)
