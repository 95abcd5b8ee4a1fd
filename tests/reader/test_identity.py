"""One id for one actor; what names leave open is proposed, never merged."""

import pytest

from selon.languages import words
from selon.reader.gazetteer import gazetteer, known
from selon.reader.identity import actor_id, identified, proposals, spelled
from selon.records import LANGUAGES, Actor, Document, Language, Span, Statement, WhoType


def make(who: str | None, who_type: WhoType = "person", named: bool = True) -> Actor:
    return Actor(None, who, who_type, named=named)


def read(number: str, language: Language, *actors: Actor | None) -> Document:
    statements = tuple(
        Statement(i + 1, None, None, (Span(0, 1),), "indirect", None, 1.0, actor=actor)
        for i, actor in enumerate(actors)
    )
    return identified(Document("a", id=number, language=language, statements=statements), language)


def ids(document: Document) -> list[str | None]:
    return [s.actor.id if s.actor else None for s in document.statements]


@pytest.mark.parametrize(
    ("french", "english", "wanted"),
    [
        ("Corée du Sud", "South Korea", "country:KR"),
        ("Séoul", "Seoul", "country:KR"),
        ("autorités sud-coréennes", "South Korean authorities", "country:KR"),
        ("États-Unis", "U.S.", "country:US"),
        ("Kremlin", "the Kremlin", "seat:kremlin"),
        ("Maison-Blanche", "White House", "seat:white-house"),
        ("l'Élysée", "Élysée Palace", "seat:elysee"),
        ("OTAN", "NATO", "institution:nato"),
        ("Organisation mondiale de la santé", "WHO", "institution:who"),
        ("Union européenne", "European Union", "institution:eu"),
    ],
)
def test_one_id_in_both_languages(french: str, english: str, wanted: str) -> None:
    assert actor_id(make(french, "organisation"), "fr", "a") == wanted
    assert actor_id(make(english, "organisation"), "en", "b") == wanted


def test_names_of_the_other_language_are_known_where_they_are_no_acronym() -> None:
    assert known("European Commission", "fr") == "institution:european-commission"
    assert known("UA", "en") is None  # the African Union in French alone


def test_a_person_is_no_country() -> None:
    assert actor_id(make("Georgia"), "en", "a") == "person:georgia"
    assert actor_id(make("Georgia", "country"), "en", "a") == "country:GE"


def test_a_name_has_one_id_without_regard_to_accents_and_articles() -> None:
    assert actor_id(make("Étienne Dussex"), "fr", "a") == actor_id(make("Etienne Dussex"), "en", "b")
    assert actor_id(make("L'Observateur", "media"), "fr", "a") == actor_id(make("Observateur", "media"), "fr", "b")


def test_who_is_not_named_is_somebody_else_in_every_document() -> None:
    first, second = (read(number, "fr", make("responsables", "group", named=False)) for number in ("a", "b"))
    assert ids(first) == ["unnamed:a:responsables"]
    assert ids(second) == ["unnamed:b:responsables"]


def test_nobody_has_no_id() -> None:
    assert ids(read("a", "fr", make(None, "none"), None)) == [None, None]


def test_a_name_in_another_alphabet_has_an_id_of_its_own_kind() -> None:
    assert actor_id(make("李明"), "en", "a") == "person:x"


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ("Vladimir Poutine", "Vladimir Putin", 0.8),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", 0.8),
        ("J. Kirby", "John Kirby", 0.7),
        ("Kirby", "John Kirby", 0.6),
    ],
)
def test_persons_that_may_be_one_are_proposed_with_a_reason(one: str, other: str, score: float) -> None:
    (proposal,) = proposals([read("a", "fr", make(one)), read("b", "en", make(other))])
    assert {proposal.first, proposal.second} == {
        actor_id(make(one), "fr", "a"),
        actor_id(make(other), "fr", "a"),
    }
    assert proposal.score == score
    assert all(proposal.reasons)


def test_a_last_name_that_several_have_is_proposed_with_less() -> None:
    found = proposals([read("a", "en", make("Kirby"), make("John Kirby"), make("Ann Kirby"))])
    assert [p.score for p in found] == [0.3, 0.3]


def test_different_first_names_are_not_proposed() -> None:
    assert proposals([read("a", "en", make("John Kirby"), make("Ann Kirby"))]) == []


def test_initials_and_longer_names_of_bodies_are_proposed() -> None:
    bodies = [make(name, "organisation") for name in ("SRN", "Syndicat rail nord", "Nordrail", "Nordrail Fret")]
    found = {(p.first, p.second): p.score for p in proposals([read("a", "fr", *bodies)])}
    assert found == {("body:srn", "body:syndicat-rail-nord"): 0.7, ("body:nordrail", "body:nordrail-fret"): 0.5}


@pytest.mark.parametrize(
    ("one", "other"), [("poutine", "putin"), ("zelensky", "zelenskyy"), ("chojnacki", "shojnacki")]
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert spelled(one) == spelled(other)
    assert spelled("martin") != spelled("morin")


def test_the_lists_have_the_same_keys_in_both_languages() -> None:
    for section in ("institutions", "seats", "demonyms"):
        assert set(words("fr", "world")[section]) == set(words("en", "world")[section])
    assert set(words("fr", "countries")["countries"]) == set(words("en", "countries")["countries"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_capital_leads_to_a_country(language: Language) -> None:
    states = words(language, "states")["capitals"]
    lost = [city for city in states if not (known(city, language) or "").startswith("country:")]
    assert lost == []
    assert len(gazetteer(language).adjectives) > 100
