"""The learned weights that judge the labels of a statement: one logistic model a label, on vectors and on features."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from selon.reader.decode import Floats
from selon.reader.label_features import buckets
from selon.records import Act, Certainty, Distance

VALUES: dict[str, tuple[str, ...]] = {
    "act": get_args(Act),
    "certainty": get_args(Certainty),
    "distance": get_args(Distance),
    "denied": ("false", "true"),
}
SLICES: dict[str, slice] = {}
for _field, _values in VALUES.items():
    _first = max((s.stop for s in SLICES.values()), default=0)
    SLICES[_field] = slice(_first, _first + len(_values))
WIDTH = SLICES["denied"].stop


@dataclass(frozen=True)
class LabelHead:
    """Weights as `labels.npz` has them: `dense_weights` [vector, WIDTH], `sparse_weights` [features, WIDTH].

    `features` are the buckets that have weights, in order; `sharpness` [labels] makes the probabilities calibrated.
    """

    dense_weights: Floats
    features: NDArray[np.int32]
    sparse_weights: Floats
    sharpness: Floats

    @classmethod
    def load(cls, path: Path) -> "LabelHead":
        """Read the weights."""
        with np.load(path) as raw:
            return cls(
                raw["dense"].astype(np.float32),
                raw["features"].astype(np.int32),
                raw["sparse"].astype(np.float32),
                raw["sharpness"].astype(np.float32),
            )

    def dense(self, vector: Floats) -> Floats:
        """What the vector of a statement says, [WIDTH]."""
        scores: Floats = vector @ self.dense_weights
        return scores

    def judge(self, dense: Floats, names: Iterable[str]) -> dict[str, tuple[str, float]]:
        """For each label its value and the probability of it, from the dense scores and the names of the features."""
        wanted = np.array(buckets(names), dtype=np.int32)
        at = np.minimum(np.searchsorted(self.features, wanted), len(self.features) - 1)
        scores = dense + self.sparse_weights[at[self.features[at] == wanted]].sum(0)
        return {name: self._best(name, scores[piece], row) for row, (name, piece) in enumerate(SLICES.items())}

    def _best(self, name: str, scores: Floats, row: int) -> tuple[str, float]:
        sharp = scores * self.sharpness[row]
        chances = np.exp(sharp - sharp.max())
        best = int(scores.argmax())
        return VALUES[name][best], float(chances[best] / chances.sum())
