"""How likely pairs of statements are related, and in which way: logistic models over the measures of the pairs.

Two looks (stacking, Wolpert 1992): the first judges every pair by itself, the second also sees what the first made of
the pairs around it. The weights are made by `training/relations.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from selon.records import RELATION_TYPES
from selon.relate.tones import Tones

Numbers = NDArray[np.float64]
CONFIRMING = ("confirms", "agrees", "admits")  # sections of cues without one of which nothing is confirmed
NEVER = 1e-6  # the chance of a pair that is not worth judging
_WEIGHTS = Path(__file__).parent / "weights.npz"
# Measures of likeness that count differently for each kind of pair.
_LIKENESSES = (
    "likeness", "below_best", "below_best_back", "standing",
    "same_words", "same_words_back", "content_content", "nearer",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Look:
    """A trained model: a row of weights for no relation and for each type, over the measures of `names`."""

    names: tuple[str, ...]
    mean: Numbers
    scale: Numbers
    weights: Numbers
    bias: Numbers

    def chances(self, rows: Numbers) -> Numbers:
        """A row a pair: the chance of each type, in the order of RELATION_TYPES; the rest is no relation."""
        wide = (with_kinds(rows, self.names) - self.mean) / self.scale
        scores = wide @ self.weights.T + self.bias
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        made: Numbers = (powers / powers.sum(axis=1, keepdims=True))[:, 1:]
        return made.reshape(-1, len(RELATION_TYPES))


@dataclass(frozen=True, eq=False)
class Judge:
    """All that was learned: how statements sound, the first look and the second."""

    tones: Tones
    first: Look
    second: Look


@cache
def trained_judge() -> Judge:
    """The judge that ships."""
    with np.load(_WEIGHTS) as stored:
        held = {name: stored[name] for name in stored.files}
    numbers = {name: np.asarray(value, float) for name, value in held.items() if not name.endswith("names")}
    tones = Tones(*(numbers[name] for name in ("later", "later_bias", "earlier", "earlier_bias")))
    return Judge(tones, _look("first", held, numbers), _look("second", held, numbers))


def _look(which: str, held: dict[str, NDArray[np.str_]], numbers: dict[str, Numbers]) -> Look:
    parts = (numbers[f"{which}_{name}"] for name in ("mean", "scale", "weights", "bias"))
    return Look(tuple(str(name) for name in held[f"{which}_names"]), *parts)


def is_worth_judging(m: dict[str, float]) -> bool:
    """Whether a pair may be related at all: much alike, or by one source, or an answer, or figures of one quantity."""
    return bool(
        m["rank"] <= 8
        or m["rank_back"] <= 2
        or m["one_source"]
        or m["source_in_content"] > 0.4
        or m["unknown_before"]
        or m["figures_alike"] > 0.6
    )


def with_kinds(rows: Numbers, names: Sequence[str]) -> Numbers:
    """Measures with the kinds of pairs, and with the likenesses within each kind, as further columns."""
    columns = {name: rows[:, i] for i, name in enumerate(names)}
    alike = np.stack([columns[name] for name in _LIKENESSES], axis=1)
    added = [np.column_stack([kind, kind[:, None] * alike]) for kind in _kinds(columns).values()]
    return np.concatenate([rows, *added], axis=1)


def _kinds(m: dict[str, Numbers]) -> dict[str, Numbers]:
    """Kinds of pairs, each a number from 0 to 1: what a careful reader would ask first."""
    known_before, told = 1 - m["unknown_before"], 1 - m["unknown"]
    one, independent = m["one_source"], m["independent"]
    denies = np.maximum(m["denies_cue"], m["denied"])
    confirms = np.maximum.reduce([m[f"{cue}_{part}"] for cue in CONFIRMING for part in ("cue", "content")])
    corrects = np.maximum.reduce([m["corrects_cue"], m["corrects_content"], m["corrects_parent"], m["admits_cue"]])
    updates = np.maximum(m["updates_content"], m["updates_cue"])
    return {
        "answers": m["unknown_before"] * told,
        "still_unknown": m["unknown_before"] * m["unknown"],
        "after_plan": m["plan_before"] * known_before * told,
        "one_source": one * known_before,
        "independent": independent * known_before,
        "own_report": m["own_report"],
        "one_source_differs": one * m["figures_differ"],
        "other_source_differs": independent * m["figures_differ"],
        "one_source_agrees": one * m["figures_compatible"],
        "other_source_agrees": independent * m["figures_compatible"],
        "one_source_corrects": one * corrects * known_before,
        "other_source_confirms": independent * confirms * known_before,
        "other_source_denies": independent * denies,
        "other_source_denies_inside": independent * m["denies_content"],
        "other_source_negates": independent * m["negation_differs"] * known_before,
        "one_source_negates": one * m["negation_differs"] * known_before,
        "differs_later": updates * m["figures_differ"],
        "one_source_denies": one * denies,
    }
