"""How the chances of a pair stand among those of the pairs around it: what the second look sees."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from selon.records import RELATION_TYPES
from selon.relate.sides import Side

Numbers = NDArray[np.float64]
_LEAST = 1e-4  # chances below are as good as none
_NONE = float(np.log(_LEAST / (1 - _LEAST)))
_MOST_ABOVE, _MOST_ABOVE_BACK = 10, 5
NAMES = (
    "related", "likeliest", "newer_related", "newer_alike", "beside_related", "beside_alike", "above", "above_alike",
    "others_related", "others_back_related", "others_back_alike", "above_back", "next_related", "next_back_related",
    "parent_related", "parent_back_related", "parents_related", "inner_related", "sum", "sum_back",
    "taken_related", "taken_alike", "by_way_of",
    *(f"chance_{kind}" for kind in RELATION_TYPES), *(f"is_{kind}" for kind in RELATION_TYPES),
)  # fmt: skip


@dataclass(frozen=True)
class FirstLook:
    """The chances of every pair of a document: later × earlier × type, with the ids of both."""

    later: tuple[str, ...]
    earlier: tuple[str, ...]
    chances: Numbers


def company(later: Sequence[Side], earlier: Sequence[Side], look: FirstLook, before: Sequence[FirstLook]) -> Numbers:
    """The measures of NAMES for every pair, later × earlier × measure; `before` are the looks at earlier documents."""
    chances = look.chances
    kinds = chances.argmax(axis=2)
    every = np.concatenate([chances.sum(axis=2, keepdims=True), chances], axis=2)
    related = every[:, :, 0]
    places = np.array([side.place for side in earlier])
    newer, beside = _newer(every, places), _beside(every, places)
    others, others_back = _others(every), _others(every.transpose(1, 0, 2)).transpose(1, 0, 2)
    taken, by_way = _taken(related, look, before, places)
    columns = [
        _odds(related),
        _odds(chances.max(axis=2)),
        *_both(newer, kinds),
        *_both(beside, kinds),
        *_above(every, kinds),
        _odds(others[:, :, 0]),
        *_both(others_back, kinds),
        _count(related, axis=0, most=_MOST_ABOVE_BACK),
        *_next(related, places),
        *_nested(related, later, earlier),
        np.broadcast_to(related.sum(axis=1, keepdims=True), related.shape),
        np.broadcast_to(related.sum(axis=0, keepdims=True), related.shape),
        *_both(np.broadcast_to(taken, every.shape), kinds),
        _odds(by_way),
    ]
    flags = np.eye(len(RELATION_TYPES))[kinds]
    return np.concatenate([np.stack(columns, axis=2), np.log(np.clip(chances, _LEAST, 1)), flags], axis=2)


def _odds(chances: Numbers) -> Numbers:
    kept = np.clip(chances, _LEAST, 1 - _LEAST)
    made: Numbers = np.log(kept / (1 - kept))
    return made


def _both(values: Numbers, kinds: NDArray[np.intp]) -> tuple[Numbers, Numbers]:
    """Log odds that another pair is related, and that it is in the way that this one would be."""
    alike = np.take_along_axis(values, (kinds + 1)[:, :, None], axis=2)[:, :, 0]
    return _odds(values[:, :, 0]), _odds(alike)


def _newer(every: Numbers, places: NDArray[np.int_]) -> Numbers:
    """The most in documents between the two."""
    made = np.zeros_like(every)
    best = np.zeros((every.shape[0], every.shape[2]))
    for place in sorted(set(places.tolist()), reverse=True):
        here = places == place
        made[:, here] = best[:, None]
        best = np.maximum(best, every[:, here].max(axis=1))
    return made


def _beside(every: Numbers, places: NDArray[np.int_]) -> Numbers:
    """The most among other statements of the earlier document."""
    made = np.zeros_like(every)
    for place in set(places.tolist()):
        here = places == place
        made[:, here] = _others(every[:, here])
    return made


def _others(every: Numbers) -> Numbers:
    """The most in a row without the pair itself."""
    if every.shape[1] < 2:
        return np.zeros_like(every)
    two = np.sort(every, axis=1)[:, -2:]
    made: Numbers = np.where(every >= two[:, 1:], two[:, :1], two[:, 1:])
    return made


def _above(every: Numbers, kinds: NDArray[np.intp]) -> tuple[Numbers, Numbers]:
    """How many pairs of the row are likelier related, and likelier in this way."""
    counts = np.stack([_count(every[:, :, t], axis=1, most=_MOST_ABOVE) for t in range(every.shape[2])], axis=2)
    alike = np.take_along_axis(counts, (kinds + 1)[:, :, None], axis=2)[:, :, 0]
    return counts[:, :, 0], alike


def _count(values: Numbers, *, axis: int, most: int) -> Numbers:
    """How many of a row or column are greater, up to a most."""
    order = np.sort(values, axis=axis)
    made = np.empty_like(values)
    for i in range(values.shape[1 - axis]):
        one = order[i] if axis == 1 else order[:, i]
        own = values[i] if axis == 1 else values[:, i]
        above = len(one) - np.searchsorted(one, own, side="right")
        if axis == 1:
            made[i] = above
        else:
            made[:, i] = above
    return np.minimum(made, most)


def _next(related: Numbers, places: NDArray[np.int_]) -> tuple[Numbers, Numbers]:
    """The neighbours of the later statement in its document, and those of the earlier one in its own."""
    none = np.zeros((1, related.shape[1]))
    of_later = np.maximum(np.vstack([none, related[:-1]]), np.vstack([related[1:], none]))
    left, right = np.zeros_like(related), np.zeros_like(related)
    is_same = places[1:] == places[:-1]
    left[:, 1:] = related[:, :-1] * is_same
    right[:, :-1] = related[:, 1:] * is_same
    return _odds(of_later), _odds(np.maximum(left, right))


def _nested(related: Numbers, later: Sequence[Side], earlier: Sequence[Side]) -> tuple[Numbers, ...]:
    """The statements around the two, and those inside the later one."""
    row_of = {side.told.id: i for i, side in enumerate(later)}
    column_of = {side.told.id: j for j, side in enumerate(earlier)}
    above = np.array([row_of.get(side.parent.told.id, -1) if side.parent else -1 for side in later])
    above_back = np.array([column_of.get(side.parent.told.id, -1) if side.parent else -1 for side in earlier])
    wide = np.pad(related, ((0, 1), (0, 1)))  # an index of -1 is the empty row or column at the end
    inner = np.zeros_like(related)
    for i, parent in enumerate(above):
        if parent >= 0:
            inner[parent] = np.maximum(inner[parent], related[i])
    around = wide[above][:, :-1], wide[:-1, above_back], wide[above][:, above_back]
    return (*map(_odds, around), _odds(inner))


def _taken(
    related: Numbers, look: FirstLook, before: Sequence[FirstLook], places: NDArray[np.int_]
) -> tuple[Numbers, Numbers]:
    """What statements between the two have to do with the earlier one; and the likeliest way by one of them."""
    column_of = {name: j for j, name in enumerate(look.earlier)}
    taken = np.zeros((1, related.shape[1], len(RELATION_TYPES) + 1))
    by_way = np.zeros_like(related)
    for between in before:
        rows = [i for i, name in enumerate(between.later) if name in column_of]
        columns = [j for j, name in enumerate(between.earlier) if name in column_of]
        if not rows or not columns:
            continue
        seen = between.chances[np.ix_(rows, columns)]
        ours = [column_of[between.earlier[j]] for j in columns]
        summed = seen.sum(axis=2)
        found = np.concatenate([summed[:, :, None], seen], axis=2).max(axis=0)
        taken[0, ours] = np.maximum(taken[0, ours], found)
        ways = related[:, [column_of[between.later[i]] for i in rows]][:, :, None] * summed[None]
        by_way[:, ours] = np.maximum(by_way[:, ours], ways.max(axis=1))
    return taken, by_way
