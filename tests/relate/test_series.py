"""Series: figures of one quantity as they change, each with who gave it; ranges are kept and nothing is averaged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.records import RELATION_TYPES, Relation, Told
from selon.relate.series import Series, series
from tests.relate.story import counting, related, tell


def toll(name: str, who: str, words: str, low: float | None, high: float | None, day: int, counted: str) -> Told:
    told = tell(name, who, "said", f"{words} {counted}", day)
    return counting(told, words, low, high, unit="person", counted=counted)


DEAD = [
    toll("s1", "police", "at least two people", 2, None, 1, "dead"),
    toll("s2", "police", "five people", 5, 5, 2, "dead"),
    toll("s3", "the army", "seven people", 7, 7, 3, "dead"),
]
HURT = [
    toll("s4", "police", "fourteen people", 14, 14, 1, "injured"),
    toll("s5", "police", "20 people", 20, 20, 2, "injured"),
]


def bounds(one: Series) -> list[tuple[float | None, float | None]]:
    return [(point.low, point.high) for point in one.points]


def test_the_dead_and_the_injured_are_two_series_each_in_its_order() -> None:
    found = series([*HURT, *DEAD], [])
    assert [bounds(one) for one in found] == [[(2, None), (5, 5), (7, 7)], [(14, 14), (20, 20)]]


def test_not_even_a_relation_ties_the_dead_with_the_injured() -> None:
    found = series([DEAD[1], HURT[1]], related(("s5", "updates", "s2")))
    assert [len(one.points) for one in found] == [1, 1]


def test_the_range_is_that_of_each_source_last_word() -> None:
    found = series(DEAD, [])[0]
    assert (found.low, found.high) == (5, 7)
    assert [point.is_standing for point in found.points] == [False, True, True]


def test_what_is_updated_or_corrected_leaves_the_range() -> None:
    found = series(DEAD, related(("s3", "updates", "s2")))[0]
    assert (found.low, found.high) == (7, 7)
    mended = series(DEAD, related(("s3", "corrects", "s2")))[0]
    assert [point.is_corrected for point in mended.points] == [False, True, False]
    assert (mended.low, mended.high) == (7, 7)


def test_an_open_side_stays_open() -> None:
    found = series([DEAD[0], DEAD[2]], [])[0]
    assert (found.low, found.high) == (2, None)


def test_french_and_english_figures_are_one_series() -> None:
    french = tell("s6", "la police", "a dit", "neuf personnes mortes", 4, language="fr")
    nine = counting(french, "neuf personnes", 9, 9, unit="person", counted="personnes mortes")
    found = series([*DEAD, nine], [])
    assert len(found) == 1
    assert found[0].points[-1].statement == "s6"


def test_a_point_tells_who_and_where() -> None:
    point = series(DEAD, [])[0].points[0]
    assert (point.who, point.outlet, point.published) == ("police", "The Post", "2031-05-01T08:00:00+00:00")


def test_figures_of_other_kinds_stay_apart() -> None:
    share = counting(tell("s6", "Orr", "said", "50% of staff are dead tired", 1), "50%", 50, 50, unit="%")
    cost = counting(tell("s7", "Orr", "said", "the bill is 50 euros", 1), "50 euros", 50, 50, unit="EUR")
    assert len(series([share, cost], related(("s7", "updates", "s6")))) == 2


def test_no_figures_no_series() -> None:
    assert series([tell("s1", "Orr", "said", "it rains")], []) == []


STORY = [*DEAD, *HURT]
names = st.sampled_from([one.id for one in STORY])
relations = st.lists(st.builds(Relation, names, names, st.sampled_from(RELATION_TYPES), st.just(1.0)), max_size=8)


@given(relations, st.permutations(STORY), st.randoms())
def test_the_order_does_not_matter(lines: list, story: list, chance: object) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert series(STORY, lines) == series(story, shuffled)


@given(relations)
def test_every_figure_is_in_one_series_as_it_was_told(lines: list) -> None:
    found = series(STORY, lines)
    told = sorted((p.statement, p.low, p.high or -1) for one in found for p in one.points)
    assert told == sorted((t.id, f.low, f.high or -1) for t in STORY for f in t.statement.figures)
    for one in found:
        members = {p.statement for p in one.points}
        assert members <= {t.id for t in DEAD} or members <= {t.id for t in HURT}


@pytest.mark.parametrize("kind", RELATION_TYPES)
def test_the_range_lies_within_the_figures(kind: str) -> None:
    found = series(DEAD[1:], related(("s3", kind, "s2")))[0]  # type: ignore[arg-type]
    assert found.low in (5, 7, None)
    assert found.high in (5, 7, None)
