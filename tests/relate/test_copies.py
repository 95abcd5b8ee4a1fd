"""Copies: agency text with another headline or a cut tail is known again, a text of its own is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.relate.copies import COPY, credited_agency, fingerprint, is_copy

WIRE = (
    "La digue du lac de Morgnes a cédé mardi peu avant midi, a indiqué la police du canton. Aucun habitant n'a été "
    "blessé, mais quatre fermes ont été évacuées par précaution. « L'eau est montée d'un mètre en dix minutes », a "
    "raconté un agriculteur. Les pompiers ont pompé toute la nuit et la route reste coupée jusqu'à jeudi. La commune "
    "avait voté en mars un crédit de deux millions de francs pour renforcer l'ouvrage, construit il y a soixante ans."
)
RETOLD = (
    "Mardi vers midi, l'ouvrage qui retient le lac de Morgnes s'est rompu. D'après la police, personne n'est blessé ; "
    "quatre exploitations ont dû être quittées. Un paysan dit avoir vu le niveau gagner un mètre en un instant. Toute "
    "la nuit, des pompes ont tourné. Il faudra attendre jeudi pour passer par la route. Un crédit avait pourtant été "
    "accordé au printemps pour consolider cette construction vieille de six décennies, rappelle la commune."
)


def likeness(a: str, b: str) -> float:
    return is_copy(fingerprint(a), fingerprint(b))


@pytest.mark.parametrize(
    "copy",
    [
        WIRE.upper(),
        WIRE.replace("«", '"').replace("»", '"').replace("'", "’"),
        WIRE.replace(" ", "\n  "),
        WIRE[: len(WIRE) // 2],
        f"Catastrophe évitée à Morgnes\n\nNotre région a eu peur hier. {WIRE}",
        WIRE.replace("mardi", "hier").replace("toute la nuit", "sans relâche"),
    ],
)
def test_a_copy_is_known_again(copy: str) -> None:
    assert likeness(WIRE, copy) >= COPY


def test_the_same_news_in_other_words_is_no_copy() -> None:
    assert likeness(WIRE, RETOLD) < 0.2


def test_a_quotation_in_common_is_no_copy() -> None:
    quoting = f"{RETOLD} « L'eau est montée d'un mètre en dix minutes », dit-il."
    assert likeness(WIRE, quoting) < 0.3


def test_a_few_words_are_a_copy_only_of_themselves() -> None:
    assert likeness("Trois morts.", "Trois morts.") == 1
    assert likeness("Trois morts.", f"Trois morts. {WIRE}") == 0
    assert likeness("", "") == 0


def test_a_fingerprint_is_small_and_fits_a_column() -> None:
    marks = fingerprint(WIRE)
    assert len(marks) < len(WIRE.split())
    assert list(marks) == sorted(set(marks))
    assert all(0 <= mark < 2**63 for mark in marks)
    assert marks == fingerprint(WIRE)


texts = st.lists(st.sampled_from(["un", "deux", "trois", "quatre", "cinq", "six", "sept"]), max_size=60).map(" ".join)


@given(texts, texts)
def test_likeness_is_a_share_and_the_same_from_either_side(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)


@given(texts, texts)
def test_eight_words_in_common_leave_a_mark(before: str, behind: str) -> None:
    shared = "alpha beta gamma delta epsilon zeta eta theta"
    assert set(fingerprint(f"{before} {shared} {behind}")) & set(fingerprint(shared))


@pytest.mark.parametrize(
    ("text", "outlet", "agency"),
    [
        ("PARIS (AFP) - Le prix du blé a reculé.", "Le Soir d'Autun", "AFP"),
        ("PARIS (AFP) - Le prix du blé a reculé.", "AFP", None),
        ("Le prix du blé a reculé. (avec AFP)", "Le Soir d'Autun", "AFP"),
        ("Le prix du blé a reculé. (AFP)", "Le Soir d'Autun", "AFP"),
        ("Le prix du blé a reculé.\n\nAvec l'ARP", "Le Soir d'Autun", "ARP"),
        ("« Non », a-t-elle dit à Reuters.", "Le Soir d'Autun", "Reuters"),
        ("Le maire part, selon l'AFP.", "Le Soir d'Autun", "AFP"),
        ("Le maire part, selon l'agence Trasva.", "Le Soir d'Autun", "Trasva"),
        ("Le maire part, écrit le quotidien La Lanterne.", "Le Soir d'Autun", "La Lanterne"),
        ("Le maire part, selon l'ONU.", "Le Soir d'Autun", None),
        ("Le maire part, selon Le Soir d'Autun.", "Le Soir d'Autun", None),
        ("Wheat fell, Reuters reported.", "The Harbour Post", "Reuters"),
        ("Wheat fell, she told the Associated Press.", "The Harbour Post", "Associated Press"),
        ("Wheat fell, she told Parliament.", "The Harbour Post", None),
        ("Wheat fell, according to the news agency Trasva.", "The Harbour Post", "Trasva"),
        ("Wheat fell. (Additional reporting by Reuters)", "The Harbour Post", "Reuters"),
        ("ROME, May 3 (Coastal Wire) - Wheat fell.", "The Harbour Post", "Coastal Wire"),
        ("ROME, May 3 (Coastal Wire) - Wheat fell.", "Coastal Wire", None),
        ("GENEVE (AR) - Rien de neuf.", "Agence Riveraine", None),
        ("Wheat fell.", None, None),
    ],
)
def test_who_is_credited(text: str, outlet: str | None, agency: str | None) -> None:
    assert credited_agency(text, outlet) == agency


def test_outlets_that_are_known_are_credited_too() -> None:
    text = "The mayor will leave, the Lanterne du Nord reported on Monday."
    assert credited_agency(text, "The Harbour Post") is None
    assert credited_agency(text, "The Harbour Post", ["Lanterne du Nord (LDN)"]) == "Lanterne du Nord"
    assert credited_agency("Il part, selon la LDN.", "Le Soir", ["Lanterne du Nord (LDN)"]) == "LDN"


@given(st.text(max_size=200), st.one_of(st.none(), st.text(max_size=20)))
def test_any_text_is_read_without_error(text: str, outlet: str | None) -> None:
    found = credited_agency(text, outlet)
    assert found is None or found in text
