"""Relations between articles of our own, as the reader reads them and the model that ships judges them."""

import json
from pathlib import Path

import pytest

import selon
from selon.languages import words
from selon.records import LANGUAGES, RELATION_TYPES, Relation, Told
from selon.relate.relations import relations

STORY = Path(__file__).parents[2] / "training/stories"
BEFORE = "2025-06-02T09:00:00+02:00"
AFTER = "2025-06-04T09:00:00+02:00"


def told(text: str, language: str, published: str, outlet: str) -> list[Told]:
    document = selon.read(text, language=language, published=published, outlet=outlet, id=f"{outlet} {published}")
    return [Told(f"{outlet} {published} {s.id}", s, document) for s in document.statements]


def related(first: str, second: str, languages: tuple[str, str] = ("fr", "en")) -> dict[tuple[str, str], Relation]:
    """The relations of a later article to an earlier one, by the first words of their contents."""
    earlier = told(first, languages[0], BEFORE, "L’Écho")
    later = told(second, languages[1], AFTER, "The Post")
    content = {one.id: _content(one) for one in [*earlier, *later]}
    return {(content[r.later], content[r.earlier]): r for r in relations(later, [earlier])}


def _content(one: Told) -> str:
    return " ".join(one.statement.content[0].of(one.document.text).split())


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (
            "Douze personnes sont mortes dans l’effondrement du pont de Valcourt, a annoncé lundi la police.",
            "Nineteen people are now known to have died in the collapse of the Valcourt bridge, police said Wednesday.",
            "updates",
        ),
        (
            "Le maire de Valcourt, Paul Amiot, a affirmé que ses services avaient signalé les fissures dès mars.",
            "Mayor Paul Amiot repeated that his office had reported the cracks as early as March.",
            "repeats",
        ),
        (
            "La préfecture a refusé de dire combien de personnes se trouvaient sur le pont de Valcourt.",
            "Forty people were on the Valcourt bridge when it fell, the prefecture said on Wednesday.",
            "settles",
        ),
        (
            "La société Pontex a assuré qu’elle n’avait reçu aucun avertissement au sujet du pont de Valcourt.",
            "Pontex admitted that it had been warned about the Valcourt bridge after all. “We were wrong,” it said.",
            "corrects",
        ),
    ],
)
def test_each_kind_is_found_across_languages(first: str, second: str, kind: str) -> None:
    assert kind in {relation.type for relation in related(first, second).values()}


def test_the_dead_are_not_the_injured() -> None:
    first = "Douze personnes sont mortes dans l’effondrement du pont de Valcourt, a annoncé lundi la police."
    second = "Forty people were injured in the collapse of the Valcourt bridge, hospitals said on Wednesday."
    assert not {"updates", "contradicts", "confirms"} & {r.type for r in related(first, second).values()}


def test_one_source_never_confirms_itself() -> None:
    text = "Le pont de Valcourt a cédé à cause d’un câble rouillé, a déclaré la préfète, Anne Delmas."
    again = "Un câble rouillé a fait tomber le pont de Valcourt, a confirmé la préfète, Anne Delmas."
    assert "confirms" not in {r.type for r in related(text, again, ("fr", "fr")).values()}


@pytest.fixture(scope="module")
def story() -> list[list[Told]]:
    """The articles of one of our own stories, read, in order of publication."""
    raw = json.loads((STORY / "T01.json").read_text(encoding="utf-8"))
    listed = sorted(raw["documents"], key=lambda d: d["published"])
    return [told(d["text"], d["language"], d["published"], d["outlet"]) for d in listed]


def test_relations_of_a_story(story: list[list[Told]]) -> None:
    place = {one.id: at for at, document in enumerate(story) for one in document}
    found = [relation for at in range(len(story)) for relation in relations(story[at], story[:at])]
    assert len(found) > 5
    assert all(place[r.later] > place[r.earlier] for r in found)
    assert all(r.type in RELATION_TYPES and 0 < r.score <= 1 and r.by == "selon" for r in found)
    pairs = [(r.later, r.earlier) for r in found]
    assert len(pairs) == len(set(pairs))
    assert [relation for at in range(len(story)) for relation in relations(story[at], story[:at])] == found


def test_reasons_are_told_in_both_languages(story: list[list[Told]]) -> None:
    found = [relation for at in range(len(story)) for relation in relations(story[at], story[:at])]
    for relation in found:
        assert relation.reasons
        for because in relation.reasons:
            shown = [
                str(words(language, "because")[because.key]).format(**dict(because.values)) for language in LANGUAGES
            ]
            assert all(shown)


def test_both_languages_have_the_same_reasons() -> None:
    first, second = (words(language, "because") for language in LANGUAGES)
    assert list(first) == list(second)


def test_nothing_is_related_to_nothing() -> None:
    one = told("Il pleut, a dit Léa Morin.", "fr", BEFORE, "L’Écho")
    assert relations([], [one]) == []
    assert relations(one, []) == []
    assert relations(one, [[]]) == []
