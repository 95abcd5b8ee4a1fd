# ruff: noqa: E501 (an example stays on its line)
import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.languages import words
from selon.reader.mentions import mention
from selon.records import LANGUAGES, Span
from tests.marked import unmark
from tests.reader.odd_texts import ODD_TEXT

NOUNS = [
    pytest.param(language, section, key, example, id=f"{language}-{section}-{key.partition('|')[0]}")
    for language in LANGUAGES
    for section, entries in words(language, "titles").items()
    for key, example in entries.items()
]
PRONOUNS = [
    pytest.param(language, section, example, id=f"{language}-{section}-{key.partition('|')[0]}")
    for language in LANGUAGES
    for section, entries in words(language, "pronouns").items()
    for key, example in entries.items()
]


def read(text, language):
    return mention(text, Span(0, len(text)), language)


def of(span, text):
    return None if span is None else span.of(text)


@pytest.mark.parametrize(("language", "section", "key", "example"), NOUNS)
def test_a_noun_is_known_in_its_example(language, section, key, example):
    text, ((span, _),) = unmark(example)
    found = mention(text, span, language)
    assert found.noun is not None
    assert (found.noun.section, found.noun.key) == (section, key)


@pytest.mark.parametrize(("language", "section", "example"), PRONOUNS)
def test_a_pronoun_is_known_in_its_example(language, section, example):
    text, ((span, _),) = unmark(example)
    found = mention(text, span, language)
    assert (found.kind, found.section) == ("pronoun", section)


@pytest.mark.parametrize(
    ("language", "text", "name", "role", "owner"),
    [
        ("fr", "Le porte-parole du Conseil, Jean Morel", "Jean Morel", "porte-parole du Conseil", "Conseil"),
        ("fr", "le chef de mission de l'OIM Martin Weiss", "Martin Weiss", "chef de mission de l'OIM", "mission de l'OIM"),
        ("fr", "Le chef de la junte, le général Ali al-Fassi", "Ali al-Fassi", "chef de la junte", "la junte"),
        ("fr", "Léa Morin, 34 ans, avocate", "Léa Morin", "avocate", None),
        ("fr", "M. de Lassus", "de Lassus", None, None),
        ("fr", "la mère, nommée Laura Alonso", "Laura Alonso", "mère", None),
        ("fr", "la psychothérapeute Dina Rais", "Dina Rais", "psychothérapeute", None),
        ("en", "Thibaut Wauters, a spokesman for the operator", "Thibaut Wauters", "spokesman for the operator", "the operator"),
        ("en", "Halden chief executive Henrik Solling", "Henrik Solling", "Halden chief executive", "Halden"),
        ("en", "former Florida Gov. Mary Low", "Mary Low", None, None),
        ("en", "Amy Pope", "Amy Pope", None, None),
    ],
)  # fmt: skip
def test_a_person_is_told_from_title_and_body(language, text, name, role, owner):
    found = read(text, language)
    if name == "de Lassus":
        name = of(found.name, text)  # the particle is kept or not: both are his name
        assert name.endswith("Lassus")
    assert of(found.name, text) == name
    assert found.who_type in {"person", None}
    if role is not None:
        assert (of(found.role, text), of(found.owner, text)) == (role, owner)


@pytest.mark.parametrize(
    ("language", "text", "name", "who_type"),
    [
        ("fr", "le groupe danois Halden Klima", "Halden Klima", "organisation"),
        ("fr", "l'agence de presse AFP", "AFP", "media"),
        ("en", "the operator, Forces Motrices", "Forces Motrices", "organisation"),
        ("en", "A ransomware group known as Pale Heron", "Pale Heron", "organisation"),
        ("en", "The Navetteurs, a passengers’ association", "Navetteurs", "organisation"),
    ],
)
def test_a_body_keeps_its_name_alone(language, text, name, who_type):
    found = read(text, language)
    assert (of(found.name, text), found.who_type) == (name, who_type)


@pytest.mark.parametrize(
    ("language", "text", "who_type", "is_plural"),
    [
        ("fr", "plusieurs responsables sud-coréens", "group", True),
        ("fr", "un groupe de femmes parlementaires", "group", False),
        ("fr", "le Washington Post", None, False),
        ("en", "33% of national party voters", "group", True),
        ("en", "a CNN tally", "document", False),
        ("en", "the Trump campaign", "organisation", False),
        ("en", "Mrs. Clinton's campaign", "organisation", False),
    ],
)
def test_what_a_description_is(language, text, who_type, is_plural):
    found = read(text, language)
    assert (found.who_type, found.is_plural) == (who_type, is_plural)


def test_an_enumeration_has_several_members():
    found = read("Apple et Google", "fr")
    assert [of(m.name, "Apple et Google") for m in (found, *found.others)] == ["Apple", "Google"]
    assert not read("le procureur et ministre de la Justice, Ali Ba", "fr").others


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=ODD_TEXT, start=st.integers(0, 40), length=st.integers(0, 80))
def test_any_text_is_survived_and_spans_lie_inside(language, text, start, length):
    start = min(start, len(text))
    whole = Span(start, min(start + length, len(text)))
    found = mention(text, whole, language)
    for span in (found.name, found.words, found.role, found.owner, found.beside):
        assert span is None or (whole.holds(span) and span.start < span.end)
