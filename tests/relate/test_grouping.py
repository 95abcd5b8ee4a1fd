"""Stories: the same event in two languages is one, two like events at one time are two."""

import dataclasses
import json
from collections import Counter
from itertools import permutations

import pytest
from evals.grouping import b_cubed, grouped
from hypothesis import given
from hypothesis import strategies as st

from selon.records import Document
from selon.relate.grouping import WINDOW, Signature, Term, likeness, rare_keys, signature, story_of
from selon.relate.signatures import fold


def article(name: str, outlet: str, published: str, title: str, text: str) -> Document:
    return Document(text, id=name, outlet=outlet, published=published, title=title)


OSSAN = [
    article(
        "ossan-1", "Agence Riveraine", "2031-05-04T08:00:00+02:00", "Crue de la Vardonne: trois morts à Ossan",
        "OSSAN - La Vardonne est sortie de son lit la nuit. Trois personnes ont péri à Ossan, a indiqué la préfète "
        "Maud Ternier. Le ministre de l'Intérieur, Paul Hardouin, s'est rendu sur place. « Nous cherchons encore deux "
        "campeurs », a déclaré Maud Ternier. Le pont de Villebrac a été emporté.",
    ),
    article(
        "ossan-2", "Coastal Wire", "2031-05-05T10:00:00+02:00", "French flood kills four in the Vardonne valley",
        "A fourth body was pulled from the Vardonne river on Monday, the prefect Maud Ternier said. Rescuers in Ossan "
        "were still looking for a camper. Interior Minister Paul Hardouin promised money for the bridge at Villebrac.",
    ),
    article(
        "ossan-3", "Le Matin d'Ossan", "2031-05-09T06:00:00+02:00", "Après la crue, la colère",
        "À Ossan, les habitants demandent pourquoi la Vardonne n'était pas surveillée. La mairie renvoie à la "
        "préfecture. « L'alerte est partie à temps », répond Maud Ternier. La famille de la dernière victime attend.",
    ),
]  # fmt: skip
TELMES = [
    article(
        "telmes-1", "Agence Riveraine", "2031-05-04T09:00:00+02:00", "Inondations à Telmes: deux morts",
        "TELMES - Deux personnes sont mortes dans la crue de la Brévoue, a annoncé le maire de Telmes, Cyril Aubanel. "
        "Le ministre de l'Intérieur, Paul Hardouin, est attendu mardi. Les écoles resteront fermées. Environ 600 "
        "habitants ont été évacués, selon Cyril Aubanel.",
    ),
    article(
        "telmes-2", "Coastal Wire", "2031-05-05T12:00:00+02:00", "Two dead as river floods French town of Telmes",
        "The Brevoue river burst its banks in Telmes on Sunday, killing two people, mayor Cyril Aubanel said. "
        "Interior Minister Paul Hardouin will visit on Tuesday. Some 600 residents had to leave, Aubanel added.",
    ),
]  # fmt: skip
POOL = [*OSSAN, *TELMES]
GOLD = {document.id: document.id.partition("-")[0] for document in POOL}


@pytest.mark.parametrize("order", list(permutations(range(5)))[::7])
def test_two_floods_at_one_time_are_two_stories_in_any_order(order: tuple[int, ...]) -> None:
    made = grouped([POOL[i] for i in order])
    assert b_cubed(GOLD, made).f1 == 100


def test_names_tie_french_and_english_whatever_their_accents() -> None:
    found = story_of(signature(TELMES[1]), [("s", signature(TELMES[0]))], {}, 0)
    assert found.stories == ("s",)
    assert found.reasons[0].key == "shared_words"
    assert "Telmes" in dict(found.reasons[0].values)["words"]
    assert "Brevoue" in dict(found.reasons[0].values)["words"]


def test_a_minister_alone_ties_nothing() -> None:
    assert story_of(signature(TELMES[0]), [("ossan", signature(d)) for d in OSSAN], {}, 0).stories == ()


def test_common_names_and_days_are_no_terms() -> None:
    told = signature(article("x", "Le Jour", "2031-01-02", "", "Lundi, la France a voté. Rien de plus, dit Le Jour."))
    assert not {"lundi", "france", "jour"} & set(told.keys)


def test_the_outlet_is_no_term() -> None:
    assert "riveraine" not in signature(OSSAN[0]).keys
    assert "ossan" not in signature(OSSAN[2]).keys  # « Le Matin d'Ossan » always names its town


def test_a_document_between_two_stories_makes_them_one() -> None:
    names = [f"Zorvel{letter}" for letter in "abcdef"]
    here = signature(article("h", "A", "2031-01-01", "", f"Ici {' et '.join(names[:3])} parlent."))
    there = signature(article("t", "B", "2031-01-01", "", f"Ici {' et '.join(names[3:])} parlent."))
    both = signature(article("b", "C", "2031-01-02", "", f"Ici {' et '.join(names)} parlent."))
    found = story_of(both, [("one", here), ("two", there)], {}, 0)
    assert set(found.stories) == {"one", "two"}
    assert len(found.reasons) == 2


def test_beyond_the_window_the_same_names_are_another_story() -> None:
    later = dataclasses.replace(signature(OSSAN[1]), day="2032-08-05")
    assert story_of(later, [("s", signature(OSSAN[0]))], {}, 0).stories == ()
    assert WINDOW < 365


def test_without_a_day_words_decide() -> None:
    undated = dataclasses.replace(signature(OSSAN[1]), day=None)
    assert story_of(undated, [("s", signature(OSSAN[0]))], {}, 0).stories == ("s",)


def test_words_that_the_ledger_knows_well_count_less_and_fetch_nothing() -> None:
    told, other = signature(OSSAN[1]), signature(OSSAN[0])
    often = Counter(dict.fromkeys(told.keys, 9000))
    assert likeness(told, other, often, 10_000) < likeness(told, other, {}, 10_000)
    assert rare_keys(told, often, 10_000) == ()
    assert "vardonne" in rare_keys(told, {}, 10_000)


def test_an_empty_document_belongs_nowhere() -> None:
    nothing = signature(Document(""))
    assert nothing == Signature(None, ())
    assert story_of(nothing, [("s", nothing), ("t", signature(OSSAN[0]))], {}, 3).stories == ()


def test_a_signature_is_plain_data() -> None:
    told = signature(OSSAN[0])
    kept = json.loads(json.dumps(dataclasses.asdict(told)))
    assert Signature(kept["day"], tuple(Term(**term) for term in kept["terms"])) == told


words = st.text(alphabet="ABCabcdéèx1- .\n", max_size=120)
documents = st.builds(
    lambda text, day: Document(text, published=day),
    words,
    st.sampled_from([None, "2031-01-01", "2031-02-10T10:00:00Z"]),
)


@given(documents, documents)
def test_likeness_is_the_same_from_either_side_and_a_share(one: Document, other: Document) -> None:
    a, b = signature(one), signature(other)
    assert likeness(a, b, {}, 0) == pytest.approx(likeness(b, a, {}, 0))
    assert 0 <= likeness(a, b, {}, 0) <= 1 + 1e-9


@given(documents, st.lists(st.tuples(st.sampled_from("abc"), documents), max_size=5), st.randoms())
def test_the_order_of_candidates_does_not_matter(told: Document, others: list, chance: object) -> None:
    candidates = [(story, signature(document)) for story, document in others]
    shuffled = list(candidates)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert story_of(signature(told), candidates, {}, 9) == story_of(signature(told), shuffled, {}, 9)


@given(st.text(alphabet="éàçœÉabcsx", min_size=1, max_size=12))
def test_folding_forgets_case_and_accents(word: str) -> None:
    assert fold(word.upper()) == fold(word)


@given(st.text(max_size=300), st.one_of(st.none(), st.text(max_size=30)))
def test_any_text_has_a_signature(text: str, words: str | None) -> None:
    told = signature(Document(text, title=words, outlet=words, published=words))
    assert all(term.weight > 0 and term.key for term in told.terms)
    assert len(set(told.keys)) == len(told.keys)


@pytest.mark.parametrize("text", ["x² = 4²", "²", "9" * 5000, "İstanbul ŉ ﬁ", "¼0", "1\u00a0234 567"])
def test_odd_words_are_no_trouble(text: str) -> None:
    assert signature(Document(text)) == signature(Document(text))


def test_b_cubed_counts_splits_and_merges() -> None:
    gold = {"a": 1, "b": 1, "c": 2, "d": 2}
    assert b_cubed(gold, gold).f1 == 100
    assert b_cubed(gold, dict.fromkeys(gold, 0)).precision == 50
    assert b_cubed(gold, dict.fromkeys(gold, 0)).recall == 100
    assert b_cubed(gold, {name: name for name in gold}).recall == 50
