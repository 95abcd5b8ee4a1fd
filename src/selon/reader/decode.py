"""From scores to spans: the best sequence of roles for each anchor, and how sure it is.

Each anchor (the first word of a cue, or of a content without cue) gives every word of its window one of 13 tags:
outside, or begin / inside / end / single of source, cue or content. A linear-chain model over these tags
(Lafferty et al. 2001) scores whole sequences; the best is found by the Viterbi algorithm.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

ROLES = ("source", "cue", "content")
OUTSIDE = 0
TAGS = 13
IMPOSSIBLE = np.float32(-1e4)


def tag(role: int, place: int) -> int:
    """The number of a tag: `role` indexes ROLES, `place` is 0 begin, 1 inside, 2 end, 3 single."""
    return 1 + 4 * role + place


CUE_STARTS = (tag(1, 0), tag(1, 3))
CONTENT_STARTS = (tag(2, 0), tag(2, 3))


def allowed_transitions() -> NDArray[np.bool_]:
    """Which tag may follow which: [from, to]."""
    allowed = np.zeros((TAGS, TAGS), dtype=bool)
    starts = [OUTSIDE] + [tag(role, place) for role in range(3) for place in (0, 3)]
    for before in range(TAGS):
        role, place = divmod(before - 1, 4)
        if before == OUTSIDE or place in (2, 3):
            allowed[before, starts] = True
        else:
            allowed[before, [tag(role, 1), tag(role, 2)]] = True
    return allowed


def allowed_edges() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which tags a sequence may begin with, and end with."""
    begins = np.ones(TAGS, dtype=bool)
    ends = np.ones(TAGS, dtype=bool)
    for role in range(3):
        begins[[tag(role, 1), tag(role, 2)]] = False
        ends[[tag(role, 0), tag(role, 1)]] = False
    return begins, ends


def constrain(
    emissions: Floats, anchors: NDArray[np.int64], kinds: NDArray[np.int64], breaks: NDArray[np.bool_]
) -> None:
    """Write into the scores what is known: an anchor begins a cue (kind 1) or a content (kind 2), breaks are outside.

    Emissions [anchors, words, 13]; breaks [anchors, words].
    """
    rows = np.arange(len(anchors))
    kept = emissions[rows, anchors].copy()
    emissions[:, :, CUE_STARTS] = IMPOSSIBLE
    emissions[rows, anchors] = IMPOSSIBLE
    for kind, starts in ((1, CUE_STARTS), (2, CONTENT_STARTS)):
        chosen = rows[kinds == kind]
        for start in starts:
            emissions[chosen, anchors[chosen], start] = kept[chosen, start]
    emissions[breaks] = IMPOSSIBLE
    emissions[breaks, OUTSIDE] = 0


@dataclass(frozen=True)
class Paths:
    """The best tags of each sequence [sequences, words], and the log-probability of each."""

    tags: NDArray[np.int64]
    log_probability: Floats


def best_paths(emissions: Floats, transitions: Floats, lengths: NDArray[np.int64]) -> Paths:
    """Viterbi and forward pass over a batch of sequences.

    Emissions [sequences, words, 13] padded at the end; transitions [13, 13] without the impossible ones marked;
    a sequence's result does not depend on the others.
    """
    count, width, _ = emissions.shape
    step = np.where(allowed_transitions(), transitions, IMPOSSIBLE).astype(np.float32)
    begins, ends = allowed_edges()
    score = np.where(begins, emissions[:, 0], IMPOSSIBLE).astype(np.float64)  # 32 bits are off by 0.01 over 200 words
    total = score
    back = np.zeros((width, count, TAGS), dtype=np.int8)
    exp_step = np.exp(step.astype(np.float64))
    for t in range(1, width):
        live = (t < lengths)[:, None]
        options = score[:, :, None] + step
        back[t] = options.argmax(1)
        score = np.where(live, options.max(1) + emissions[:, t], score)
        top = total.max(1, keepdims=True)
        summed = np.log(np.maximum(np.exp(total - top) @ exp_step, 1e-300)) + top
        total = np.where(live, summed + emissions[:, t], total)
    score = np.where(ends, score, IMPOSSIBLE)
    total = np.where(ends, total, float(IMPOSSIBLE))
    top = total.max(1)
    partition = np.log(np.exp(total - top[:, None]).sum(1)) + top
    tags = np.zeros((count, width), dtype=np.int64)
    rows = np.arange(count)
    current = score.argmax(1)
    best = score[rows, current]
    for t in range(width - 1, -1, -1):
        tags[:, t] = np.where(t < lengths, current, OUTSIDE)
        if t:
            current = np.where(t < lengths, back[t][rows, current], current)
    return Paths(tags, np.minimum(best - partition, 0).astype(np.float32))


def segments(tags: NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """The spans of one tag sequence as (role, first word, last word), in order."""
    found = []
    start = 0
    for i, value in enumerate(tags):
        if value == OUTSIDE:
            continue
        role, place = divmod(int(value) - 1, 4)
        if place in (0, 3):
            start = i
        if place in (2, 3):
            found.append((role, start, i))
    return found
