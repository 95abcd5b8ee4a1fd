import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.reader.decode import (
    CONTENT_STARTS,
    CUE_STARTS,
    IMPOSSIBLE,
    OUTSIDE,
    ROLES,
    TAGS,
    allowed_edges,
    allowed_transitions,
    best_paths,
    constrain,
    segments,
    tag,
)

SOURCE, CUE, CONTENT = range(3)
SEEDS = st.integers(0, 10**6)


def is_allowed(tags: tuple[int, ...]) -> bool:
    """Whether tags are whole spans one after another, told from the meaning of the tags alone."""
    inside = None
    for value in tags:
        role, place = (None, None) if value == OUTSIDE else divmod(value - 1, 4)
        if inside is None:
            if place in (1, 2):
                return False
            inside = role if place == 0 else None
        else:
            if role != inside or place not in (1, 2):
                return False
            inside = role if place == 1 else None
    return inside is None


ALLOWED = {
    length: np.array([tags for tags in itertools.product(range(TAGS), repeat=length) if is_allowed(tags)])
    for length in (1, 2, 3, 4)
}


def random_scores(seed: int, *shape: int, scale: float = 3.0) -> np.ndarray:
    return (np.random.default_rng(seed).normal(size=shape) * scale).astype(np.float32)


def scores_of_all(emissions: np.ndarray, transitions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every allowed sequence for these words, and its score."""
    paths = ALLOWED[len(emissions)]
    scores = emissions.astype(np.float64)[np.arange(len(emissions)), paths].sum(1)
    scores += transitions.astype(np.float64)[paths[:, :-1], paths[:, 1:]].sum(1)
    return paths, scores


def test_tags_are_numbered_by_role_and_place():
    numbers = [tag(role, place) for role in range(3) for place in range(4)]
    assert numbers == list(range(1, TAGS))
    assert (tag(CUE, 0), tag(CUE, 3)) == CUE_STARTS
    assert (tag(CONTENT, 0), tag(CONTENT, 3)) == CONTENT_STARTS
    assert ROLES == ("source", "cue", "content")


def test_what_may_follow_what():
    begins, ends = allowed_edges()
    follows = allowed_transitions()
    for length, allowed in ALLOWED.items():
        told = {
            tags
            for tags in itertools.product(range(TAGS), repeat=length)
            if begins[tags[0]]
            and ends[tags[-1]]
            and all(follows[a, b] for a, b in itertools.pairwise(tags))
        }  # fmt: skip
        assert told == set(map(tuple, allowed.tolist()))
        if length == 3:
            break


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.integers(1, 4), st.sampled_from([0.1, 3.0, 30.0]))
def test_the_best_path_is_the_best_of_all(seed, length, scale):
    emissions = random_scores(seed, 1, length, TAGS, scale=scale)
    transitions = random_scores(seed + 1, TAGS, TAGS)
    found = best_paths(emissions, transitions, np.array([length]))
    paths, scores = scores_of_all(emissions[0], transitions)
    assert found.tags[0].tolist() == paths[scores.argmax()].tolist()
    expected = scores.max() - np.logaddexp.reduce(scores)
    assert found.log_probability[0] == pytest.approx(expected, abs=1e-4)


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.integers(2, 4), st.data())
def test_the_best_path_of_what_is_known(seed, length, data):
    at = data.draw(st.integers(0, length - 1))
    kind = data.draw(st.sampled_from([1, 2]))
    breaks = np.array([data.draw(st.lists(st.booleans(), min_size=length, max_size=length))])
    breaks[0, at] = False
    emissions = random_scores(seed, 1, length, TAGS)
    transitions = random_scores(seed + 1, TAGS, TAGS)
    original = emissions.copy()
    constrain(emissions, np.array([at]), np.array([kind]), breaks)
    found = best_paths(emissions, transitions, np.array([length]))
    original[breaks, OUTSIDE] = 0
    paths, scores = scores_of_all(original[0], transitions)
    is_cue_start = np.isin(paths, CUE_STARTS)
    known = np.isin(paths[:, at], CUE_STARTS if kind == 1 else CONTENT_STARTS)
    known &= is_cue_start.sum(1) == (kind == 1)
    known &= (paths[:, breaks[0]] == OUTSIDE).all(1)
    paths, scores = paths[known], scores[known]
    assert found.tags[0].tolist() == paths[scores.argmax()].tolist()
    assert found.log_probability[0] == pytest.approx(scores.max() - np.logaddexp.reduce(scores), abs=1e-4)


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.lists(st.integers(1, 40), min_size=1, max_size=6), st.integers(0, 30))
def test_a_sequence_has_its_result_in_any_company(seed, lengths, padding):
    width = max(lengths) + padding
    emissions = random_scores(seed, len(lengths), width, TAGS)
    transitions = random_scores(seed + 1, TAGS, TAGS, scale=1)
    together = best_paths(emissions, transitions, np.array(lengths))
    for row, length in enumerate(lengths):
        alone = best_paths(emissions[row : row + 1, :length], transitions, np.array([length]))
        assert together.tags[row, :length].tolist() == alone.tags[0].tolist()
        assert not together.tags[row, length:].any()
        assert together.log_probability[row] == pytest.approx(alone.log_probability[0], abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.integers(1, 200), st.sampled_from([0.0, 0.1, 5.0]))
def test_a_path_is_made_of_whole_spans_and_has_a_probability(seed, length, scale):
    emissions = random_scores(seed, 3, length, TAGS, scale=scale)
    transitions = random_scores(seed + 1, TAGS, TAGS, scale=1)
    found = best_paths(emissions, transitions, np.full(3, length))
    assert all(is_allowed(tuple(tags)) for tags in found.tags.tolist())
    assert np.isfinite(found.log_probability).all()
    assert (found.log_probability <= 0.02).all()  # what 32-bit sums are off by over 200 words


def test_a_log_probability_is_never_above_zero():
    emissions = random_scores(0, 20, 180, TAGS)
    transitions = random_scores(1, TAGS, TAGS, scale=1)
    lengths = np.full(20, 180)
    likeliest = best_paths(emissions, transitions, lengths).tags
    emissions[np.arange(20)[:, None], np.arange(180)[None], likeliest] += 30  # sure of every tag
    assert (best_paths(emissions, transitions, lengths).log_probability <= 0).all()


@pytest.mark.parametrize(("kind", "starts"), [(1, CUE_STARTS), (2, CONTENT_STARTS)])
def test_the_anchor_begins_its_span_whatever_the_scores_say(kind, starts):
    emissions = np.zeros((4, 9, TAGS), dtype=np.float32)
    emissions[:, :, OUTSIDE] = 50
    anchors = np.array([0, 3, 7, 8])
    constrain(emissions, anchors, np.full(4, kind), np.zeros((4, 9), dtype=bool))
    found = best_paths(emissions, np.zeros((TAGS, TAGS), dtype=np.float32), np.full(4, 9))
    for row, at in enumerate(anchors):
        assert found.tags[row, at] in starts
        spans = segments(found.tags[row])
        assert (CUE, at) in [span[:2] for span in spans] if kind == 1 else CUE not in [span[0] for span in spans]


def test_no_second_cue_and_no_word_at_a_line_break():
    emissions = random_scores(5, 1, 12, TAGS, scale=10)
    emissions[:, :, CUE_STARTS] += 50
    emissions[:, :, OUTSIDE] -= 50
    breaks = np.zeros((1, 12), dtype=bool)
    breaks[0, [4, 9]] = True
    constrain(emissions, np.array([6]), np.array([1]), breaks)
    found = best_paths(emissions, np.zeros((TAGS, TAGS), dtype=np.float32), np.array([12]))
    spans = segments(found.tags[0])
    assert [span[1] for span in spans if span[0] == CUE] == [6]
    assert found.tags[0, [4, 9]].tolist() == [OUTSIDE, OUTSIDE]
    assert sorted(i for _, a, b in spans for i in range(a, b + 1)) == [0, 1, 2, 3, 5, 6, 7, 8, 10, 11]


def test_constrain_leaves_other_scores_alone():
    emissions = random_scores(2, 2, 5, TAGS)
    before = emissions.copy()
    breaks = np.zeros((2, 5), dtype=bool)
    breaks[1, 4] = True
    constrain(emissions, np.array([1, 2]), np.array([1, 2]), breaks)
    changed = emissions != before
    assert set(emissions[changed].tolist()) <= {float(IMPOSSIBLE), 0.0}
    assert emissions[1, 4, OUTSIDE] == 0
    assert np.array_equal(emissions[0, 1, list(CUE_STARTS)], before[0, 1, list(CUE_STARTS)])
    assert np.array_equal(emissions[1, 2, list(CONTENT_STARTS)], before[1, 2, list(CONTENT_STARTS)])
    free = [value for value in range(TAGS) if value not in CUE_STARTS]
    assert np.array_equal(emissions[0][[0, 2, 3, 4]][:, free], before[0][[0, 2, 3, 4]][:, free])


@st.composite
def spans_in_order(draw):
    """Spans as (role, first word, last word) that do not overlap, and the number of words."""
    spans, at = [], 0
    for _ in range(draw(st.integers(0, 8))):
        first = at + draw(st.integers(0, 3))
        last = first + draw(st.integers(0, 5))
        spans.append((draw(st.sampled_from([SOURCE, CUE, CONTENT])), first, last))
        at = last + 1
    return spans, at + draw(st.integers(0, 3))


@given(spans_in_order())
def test_segments_are_the_spans_that_were_tagged(drawn):
    spans, length = drawn
    tags = np.zeros(length, dtype=np.int64)
    for role, first, last in spans:
        tags[first : last + 1] = tag(role, 1)
        tags[first], tags[last] = tag(role, 0), tag(role, 2)
        if first == last:
            tags[first] = tag(role, 3)
    assert segments(tags) == spans
