"""How likely a pair of statements is related, and in which way: a logistic model over the measures of the pair."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from selon.records import RELATION_TYPES

Numbers = NDArray[np.float64]
_WEIGHTS = Path(__file__).parent / "weights.npz"
# Measures of likeness that count differently for each kind of pair.
LIKENESSES = (
    "likeness", "below_best", "below_best_back", "standing", "same_words", "same_words_back", "content_content", "nearer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judge:
    """A trained model: a row of weights for no relation and for each type, over measures in the order of `names`."""

    names: tuple[str, ...]
    mean: Numbers
    scale: Numbers
    weights: Numbers
    bias: Numbers

    def chances(self, measures: Sequence[dict[str, float]]) -> Numbers:
        """A row a pair: the chance of each type, in the order of RELATION_TYPES; the rest is no relation."""
        if not measures:
            return np.zeros((0, len(RELATION_TYPES)))
        rows = with_kinds(np.array([[m[name] for name in self.names] for m in measures]), self.names)
        scores = ((rows - self.mean) / self.scale) @ self.weights.T + self.bias
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        made: Numbers = (powers / powers.sum(axis=1, keepdims=True))[:, 1:]
        return made


@cache
def trained_judge() -> Judge:
    """The model that ships; `training/relations.py` makes it."""
    with np.load(_WEIGHTS) as stored:
        return Judge(
            tuple(str(name) for name in stored["names"]),
            stored["mean"],
            stored["scale"],
            stored["weights"],
            stored["bias"],
        )


def with_kinds(rows: Numbers, names: Sequence[str]) -> Numbers:
    """Measures with the kinds of pairs, and with the likenesses within each kind, as further columns."""
    columns = {name: rows[:, i] for i, name in enumerate(names)}
    alike = np.stack([columns[name] for name in LIKENESSES], axis=1)
    added = [np.column_stack([kind, kind[:, None] * alike]) for kind in _kinds(columns).values()]
    return np.concatenate([rows, *added], axis=1)


def _kinds(m: dict[str, Numbers]) -> dict[str, Numbers]:
    """Kinds of pairs, each a number from 0 to 1: what a careful reader would ask first."""
    known_before, told = 1 - m["unknown_before"], 1 - m["unknown"]
    one, independent = m["one_source"], m["independent"]
    denies = np.maximum(m["denies_cue"], m["denied"])
    confirms = np.maximum(m["confirms_cue"], m["confirms_content"])
    corrects = np.maximum.reduce([m["corrects_cue"], m["corrects_content"], m["corrects_parent"]])
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
