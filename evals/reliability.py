"""Whether confidence means what it says: of statements at 0.9, nine in ten are right.

Right is *linked*: content covered above 80 % both ways and the source overlapping, or absent in both. The calibration
is fitted on every other document of the dev sets (the first, third …); this table is of the ones in between.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from evals.measures import Annotation, linked, pair

_EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0)


class Judged(NamedTuple):
    """One predicted statement: what the reader believed, and whether it was right."""

    confidence: float
    right: bool


def fitted_on(documents: list[Annotation]) -> list[Annotation]:
    """The documents that thresholds and calibration are fitted on."""
    return documents[0::2]


def held_out(documents: list[Annotation]) -> list[Annotation]:
    """The documents that the calibration has not seen."""
    return documents[1::2]


def judged(documents: list[Annotation], predicted: dict[str, Annotation], *, outermost_only: bool) -> list[Judged]:
    """Every prediction on the held-out documents; where nested ones are not annotated, the outermost alone."""
    out = []
    for document in held_out(documents):
        made = [s for s in predicted[document["doc"]]["statements"] if not outermost_only or s["parent"] is None]
        right = set(linked(document["text"], document["statements"], made).values())
        out += [Judged(s["confidence"], j in right) for j, s in enumerate(made)]
    return out


def judged_labels(
    documents: list[Annotation], predicted: dict[str, Annotation], chances: dict[str, list[dict[str, float]]]
) -> list[Judged]:
    """Act, certainty, distance and denial of every matched statement with the probability that the model gave them."""
    out = []
    for document in documents:
        gold, made = document["statements"], predicted[document["doc"]]["statements"]
        alike = pair(document["text"], gold, made, 0.5, lambda shared, g, p: shared / (g + p - shared))
        for i, j in alike.items():
            for label, chance in chances[document["doc"]][j].items():
                out.append(Judged(chance, gold[i][label] == made[j][label]))
    return out


def reliability_table(judgements: Iterable[Judged]) -> str:
    """Mean confidence beside the part that was right, by band, and the expected calibration error (Guo et al. 2017)."""
    everything = list(judgements)
    lines = ["confidence   statements   mean confidence   right"]
    for low, high in pairwise(_EDGES):
        band = [j for j in everything if low <= j.confidence < high or (high == 1.0 and j.confidence == 1.0)]
        if band:
            mean, right = sum(j.confidence for j in band) / len(band), sum(j.right for j in band) / len(band)
            lines.append(f"{low:.1f} – {high:.1f}    {len(band):9d}   {mean:15.2f}   {right:5.2f}")
    lines.append(f"expected calibration error {calibration_error(everything):.3f} over {len(everything)} statements\n")
    return "\n".join(lines)


def calibration_error(judgements: list[Judged]) -> float:
    """Mean distance between confidence and rightness over the bands, weighted by their sizes."""
    total = 0.0
    for low, high in pairwise(_EDGES):
        band = [j for j in judgements if low <= j.confidence < high or (high == 1.0 and j.confidence == 1.0)]
        if band:
            total += abs(sum(j.confidence for j in band) - sum(j.right for j in band))
    return total / max(len(judgements), 1)
