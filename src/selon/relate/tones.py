"""How a statement sounds by itself: as a denial, a withdrawal, a plan that will be settled, a question left open."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from selon.records import RELATION_TYPES
from selon.relate.sides import Side
from selon.relate.vectors import Vectors

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Tones:
    """Weights over the vectors of cue and content, a row a relation type: of later and of earlier statements."""

    later: Numbers
    later_bias: Numbers
    earlier: Numbers
    earlier_bias: Numbers

    def of_later(self, heard: Numbers) -> Numbers:
        """Log odds that a statement stands in a relation of each type to an earlier one."""
        made: Numbers = heard @ self.later.T + self.later_bias
        return made

    def of_earlier(self, heard: Numbers) -> Numbers:
        """Log odds that a later statement stands in a relation of each type to this one."""
        made: Numbers = heard @ self.earlier.T + self.earlier_bias
        return made


def heard(sides: Sequence[Side], vectors: Vectors) -> Numbers:
    """The vectors of cue and content, a row a statement."""
    cues = vectors.of([side.cue for side in sides])
    contents = vectors.of([side.content for side in sides])
    return np.concatenate([cues, contents], axis=1).astype(np.float64)


def tone_names(of: str) -> list[str]:
    """The names of the measures that tones make: `sounds_repeats`, `sounds_settles_before` …"""
    ending = "_before" if of == "earlier" else ""
    return [f"sounds_{kind}{ending}" for kind in RELATION_TYPES]
