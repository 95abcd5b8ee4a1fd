import itertools
import sys
import tracemalloc
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.reader import extract as extract_module
from selon.reader.extract import STRETCH, Candidate, _parents, confidence, extract, stretches
from selon.reader.words import split_words
from selon.records import Span, Statement
from tests.reader.odd_texts import ARTICLES, ODD_TEXT
from tests.reader.soundness import assert_at_word_edges, assert_sound
from tests.reader.toy_network import ToyNetwork

CALIBRATION = (0.0, 1.0, 1.0, 0.0, 0.0)
TOYS = {seed: ToyNetwork(seed, threshold) for seed, threshold in ((0, 0.5), (1, 0.3), (3, 0.6), (4, 0.9))}


def cued(cue: tuple[int, int], *content: tuple[int, int], score: float = -0.1, source=None) -> Candidate:
    segments = tuple(Span(*segment) for segment in content)
    return Candidate(Span(*source) if source else None, Span(*cue), segments, score, -0.1)


def cueless(*content: tuple[int, int], score: float = -0.1) -> Candidate:
    return Candidate(None, None, tuple(Span(*segment) for segment in content), score, -0.1)


def numbered(*found: Candidate, text: str = "x" * 1000) -> tuple[Statement, ...]:
    """What becomes of these candidates."""
    with patch.object(extract_module, "candidates", lambda network, words: list(found)):
        return extract(TOYS[0], text)


def parents_by_cue(statements: tuple[Statement, ...]) -> dict[int, int | None]:
    """For the place of each anchor the place of its parent's anchor."""
    places = {s.id: (s.cue or s.content[0]).start for s in statements}
    return {places[s.id]: places[s.parent] if s.parent else None for s in statements}


# Reading any text with networks that see statements everywhere.


@settings(max_examples=150, deadline=None)
@given(ODD_TEXT, st.sampled_from(sorted(TOYS)))
def test_any_text_can_be_read(text, seed):
    statements = extract(TOYS[seed], text)
    assert_sound(text, statements)
    assert_at_word_edges(text, statements)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(ODD_TEXT, st.sampled_from(ARTICLES)), min_size=1, max_size=6), st.sampled_from(sorted(TOYS)))
def test_any_text_can_be_read_in_many_stretches(texts, seed):
    text = "".join(texts)
    with patch.object(extract_module, "STRETCH", 40):
        assert_sound(text, extract(TOYS[seed], text))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(ARTICLES), min_size=5, max_size=15), st.sampled_from(sorted(TOYS)))
def test_texts_of_many_windows_can_be_read(texts, seed):
    text = "\n".join(texts)
    statements = extract(TOYS[seed], text)
    assert_sound(text, statements)
    assert_at_word_edges(text, statements)
    assert statements == extract(TOYS[seed], text)
    assert TOYS[seed].most_pieces_seen <= 512


@pytest.mark.parametrize("text", ["", " ", "\n", "\n\n\n", "\u00a0\t\r"])
def test_no_words_no_statements(text):
    assert extract(TOYS[1], text) == ()


@pytest.mark.parametrize("seed", sorted(TOYS))
@pytest.mark.parametrize("text", ["a", "é", "«", '"', ".", "…", "😀", "\u0301", "\ud800", "\x00", "字", "\U0010ffff"])
def test_one_character(text, seed):
    statements = extract(TOYS[seed], text)
    assert_sound(text, statements)
    assert all(statement.content == (Span(0, 1),) for statement in statements)


@pytest.mark.parametrize("unit", ["x", "abcdefghij", "«"])
def test_300_000_characters_without_a_space(unit):
    text = unit * (300_000 // len(unit))
    assert extract(NoAnchors(0), text) == ()
    text = text[: 60_000 if unit in "xabcdefghij" else 3000]
    assert_sound(text, extract(TOYS[0], text))


def test_the_memory_of_a_long_text_is_bounded():
    text = "\n".join(ARTICLES * 170)
    assert len(text) > STRETCH
    tracemalloc.start()
    statements = extract(TOYS[0], text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(statements) > 1000
    assert_sound(text, statements)
    assert most < 100e6  # about 15


def test_reading_one_text_changes_nothing_for_the_next():
    fresh = [extract(ToyNetwork(1, 0.3), text) for text in ARTICLES]
    shared = ToyNetwork(1, 0.3)
    for order in (range(5), range(4, -1, -1), [2, 2, 0, 4, 1, 3]):
        for i in order:
            assert extract(shared, ARTICLES[i]) == fresh[i]


class NoAnchors(ToyNetwork):
    """A network that finds nothing."""

    def encode(self, pieces, firsts):
        vectors, kinds = super().encode(pieces, firsts)
        kinds[:] = [0, -50, -50]
        return vectors, kinds


class AnchorsAtBreaks(ToyNetwork):
    """A network that takes every line break for the beginning of a cue, and nothing else."""

    def encode(self, pieces, firsts):
        vectors, kinds = super().encode(pieces, firsts)
        kinds[:] = [0, -50, -50]
        kinds[pieces[firsts] == 2] = [-50, 0, -50]
        return vectors, kinds


def test_a_network_that_finds_nothing():
    assert extract(NoAnchors(0), "\n".join(ARTICLES)) == ()


def test_a_line_break_taken_for_a_cue_breaks_nothing():
    text = "\n".join(ARTICLES)
    assert_sound(text, extract(AnchorsAtBreaks(0), text))


def test_a_line_break_is_no_cue():
    assert extract(AnchorsAtBreaks(0), "\n".join(ARTICLES)) == ()


# Stretches.


@given(st.text(st.sampled_from("ab \n«."), max_size=400), st.integers(2, 60))
def test_stretches_cover_the_text_exactly(text, longest):
    with patch.object(extract_module, "STRETCH", longest):
        parts = list(stretches(text))
    assert "".join(text[start:end] for start, end in parts) == text
    assert all(0 < end - start <= longest for start, end in parts)
    assert [start for start, _ in parts] == [0, *(end for _, end in parts)][: len(parts)]


def test_a_stretch_ends_at_a_line_break_else_at_a_space():
    text = ("x" * 99 + " ") * 400 + "\n" + ("y" * 99 + " ") * 1000
    parts = list(stretches(text))
    assert parts[0] == (0, 40_001)
    assert all(text[end - 1] in " \n" for _, end in parts)


def test_an_endless_word_is_cut_at_full_stretches():
    assert list(stretches("x" * (2 * STRETCH + 1))) == [
        (0, STRETCH),
        (STRETCH, 2 * STRETCH),
        (2 * STRETCH, 2 * STRETCH + 1),
    ]
    assert list(stretches("")) == []


# Numbers and parents.


def test_statements_are_numbered_by_place():
    statements = numbered(cued((50, 55), (56, 70)), cued((20, 22), (0, 18)), cueless((30, 40)))
    assert [s.content[0].start for s in statements] == [0, 30, 56]
    assert [s.id for s in statements] == [1, 2, 3]
    assert [s.parent for s in statements] == [None, None, None]


def test_the_order_in_which_candidates_come_does_not_matter():
    found = [cued((50, 55), (56, 90)), cued((20, 22), (0, 18)), cueless((30, 40)), cued((60, 62), (63, 80))]
    expected = numbered(*found)
    assert numbered(*reversed(found)) == expected
    assert numbered(*found[2:], *found[:2]) == expected


def test_the_innermost_content_is_the_parent():
    statements = numbered(cued((0, 5), (6, 100)), cued((10, 15), (16, 60)), cued((20, 25), (26, 40)))
    assert [s.parent for s in statements] == [None, 1, 2]


def test_a_cue_behind_its_content():
    statements = numbered(cued((40, 45), (0, 39)), cued((10, 12), (13, 30)))
    assert parents_by_cue(statements) == {40: None, 10: 40}


def test_a_later_segment_may_hold_a_statement():
    statements = numbered(cued((20, 25), (0, 19), (40, 80)), cued((50, 52), (53, 70)), cued((30, 32), (33, 38)))
    assert parents_by_cue(statements) == {20: None, 50: 20, 30: None}


def test_a_content_must_hold_the_whole_anchor():
    statements = numbered(cued((0, 5), (6, 20)), cued((18, 24), (25, 40)))
    assert [s.parent for s in statements] == [None, None]


def test_crossing_contents():
    statements = numbered(cued((0, 4), (5, 30)), cued((10, 14), (15, 50)), cued((20, 24), (25, 28)))
    assert [s.parent for s in statements] == [None, 1, 2]


def test_two_that_hold_each_others_cues_do_not_go_round():
    statements = numbered(cued((20, 22), (0, 19)), cued((5, 8), (10, 30)))
    assert sorted(s.parent is None for s in statements) == [False, True]


def test_equal_contents():
    statements = numbered(cued((0, 4), (10, 30)), cued((5, 9), (10, 30)))
    assert [s.parent for s in statements] == [None, None]
    statements = numbered(cueless((10, 30)), cueless((10, 30), score=-0.2), cued((0, 5), (10, 30)))
    assert_sound("x" * 100, statements)


def test_of_two_with_one_cue_the_likelier_stays():
    likely, unlikely = cued((10, 15), (16, 30), score=-0.1), cued((12, 15), (16, 20), score=-0.9)
    for found in ((likely, unlikely), (unlikely, likely)):
        (statement,) = numbered(*found)
        assert statement.cue == Span(10, 15)
    (statement,) = numbered(cued((10, 15), (16, 30), score=-0.9), cued((12, 14), (16, 20), score=-0.1))
    assert statement.cue == Span(12, 14)


def test_of_two_with_one_cue_the_likelier_stays_when_a_third_begins_between():
    statements = numbered(cued((10, 20), (30, 40)), cueless((12, 25)), cued((15, 22), (30, 40), score=-0.9))
    assert [s.cue for s in statements if s.cue] == [Span(10, 20)]


def test_a_statement_without_cue_is_told_once():
    assert len(numbered(cueless((10, 15), (16, 30)), cueless((10, 15), (16, 30), score=-0.9))) == 1


spans = st.tuples(st.integers(0, 40), st.integers(1, 25)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@st.composite
def any_candidate(draw):
    cuts = sorted(draw(st.sets(st.integers(0, 60), min_size=2, max_size=6)))
    content = list(zip(cuts[::2], cuts[1::2], strict=False))
    score = draw(st.sampled_from([-0.5, -0.2, -0.1]))
    if draw(st.booleans()):
        return cueless(*content, score=score)
    return cued(draw(spans), *content, score=score)


@given(st.lists(any_candidate(), max_size=12))
def test_parents_of_any_candidates(found):
    anchors = [candidate.cue or candidate.content[0] for candidate in found]
    parents = _parents(found)
    for i, parent in enumerate(parents):
        above, step = set(), i
        while step is not None:
            assert step not in above, "a statement lies inside itself"
            above.add(step)
            step = parents[step]
        holders = {j for j, c in enumerate(found) if j != i and any(s.holds(anchors[i]) for s in c.content)}
        if parent is None:
            assert holders <= descendants(parents, i), "only what lies inside a statement cannot hold it"
        else:
            assert parent in holders


def descendants(parents: list[int | None], ancestor: int) -> set[int]:
    found = {ancestor}
    for _ in parents:
        found |= {i for i, parent in enumerate(parents) if parent in found}
    return found


@given(st.lists(any_candidate(), max_size=12))
def test_any_candidates_can_be_numbered(found):
    text = "« abc » def " * 10
    statements = numbered(*found, text=text)
    assert [s.id for s in statements] == list(range(1, len(statements) + 1))
    assert len(statements) <= len(found)
    assert (len(statements) > 0) == (len(found) > 0)
    kept = {(s.cue, s.content) for s in statements}
    assert kept <= {(c.cue, c.content) for c in found}
    firsts = [min((s.cue or s.content[0]).start, s.content[0].start) for s in statements]
    assert firsts == sorted(firsts)


@given(st.lists(any_candidate().filter(lambda c: c.cue is not None), max_size=12))
def test_no_two_cues_share_a_word(found):
    cues = sorted(s.cue for s in numbered(*found))
    assert all(before.end <= after.start for before, after in itertools.pairwise(cues))


@given(st.recursive(st.just(()), lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=25))
def test_parents_of_well_nested_statements(tree):
    found, expected = [], {}

    def lay_out(nodes, place: int, parent: int | None) -> int:
        for inner in nodes:
            cue, place = place, place + 1
            expected[cue] = parent
            end = lay_out(inner, place, cue) + 1
            found.append(cued((cue, cue + 1), (place, end)))
            place = end
        return place

    lay_out(tree, 0, None)
    assert parents_by_cue(numbered(*found)) == expected


def steps_for(found: list[Candidate]) -> int:
    """Lines of the reader that are run to find the parents: what time would tell, but the same on every machine."""
    steps = 0

    def count(frame, event: str, _):
        nonlocal steps
        steps += event == "line"
        return count if frame.f_code.co_filename == _parents.__code__.co_filename else None

    before = sys.gettrace()
    sys.settrace(count)
    try:
        _parents(found)
    finally:
        sys.settrace(before)
    return steps


def side_by_side(count: int) -> list[Candidate]:
    return [cued((10 * i, 10 * i + 1), (10 * i + 1, 10 * i + 9)) for i in range(count)]


def reaching_into_the_next(count: int) -> list[Candidate]:
    return [cued((10 * i, 10 * i + 1), (10 * i + 1, 10 * i + 15)) for i in range(count)]


def deeply_nested(count: int) -> list[Candidate]:
    return [cued((i, i + 1), (i + 1, 3 * count - i)) for i in range(count)]


@pytest.mark.parametrize(
    ("shape", "count"), [(side_by_side, 10_000), (reaching_into_the_next, 5000), (deeply_nested, 1000)]
)
def test_twice_the_statements_take_twice_the_steps(shape, count: int):
    assert steps_for(shape(2 * count)) < 2.2 * steps_for(shape(count))


# Confidence.


@given(
    st.floats(-80, 0),
    st.floats(-500, 0),
    st.tuples(*[st.floats(-1.4, 1.4)] * 5),
)
def test_confidence_is_a_probability(anchor_score, path_score, calibration):
    candidate = Candidate(None, None, (Span(0, 1), Span(2, 3)), anchor_score, path_score)
    told = confidence(candidate, calibration)
    assert 0 <= told <= 1
    assert type(told) is float
    assert round(told, 3) == told


def test_surer_is_surer():
    told = [confidence(Candidate(None, None, (Span(0, 1),), 0.0, path), CALIBRATION) for path in (-5, -2, -0.1)]
    assert told == sorted(told)
    assert told[0] < told[2]


def test_confidence_in_a_hopeless_path():
    assert confidence(Candidate(None, None, (Span(0, 1),), -1.0, -2000.0), CALIBRATION) == 0


def test_every_word_is_answered_for_by_one_window():
    """The windows that extract runs over dense words leave none out."""
    text = "Ñ¤ÿ" * 1000
    network = ToyNetwork(0)
    words = split_words(text)
    seen: list[tuple[int, int]] = []

    def noted(network, cuts, window, link=extract_module.link_window):
        assert window.start <= window.core_start < window.core_end <= window.end
        seen.append((window.core_start, window.core_end))
        return link(network, cuts, window)

    with patch.object(extract_module, "link_window", noted):
        extract(network, text)
    assert [i for start, end in seen for i in range(start, end)] == list(range(len(words)))
    assert network.most_pieces_seen <= 512
