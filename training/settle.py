"""Settle what is settled after training: thresholds for anchors, and the calibration of confidence.

All are fitted on every other document of the dev sets (the first, third …); `evals/reliability.py` looks at the
ones in between. Writes into `settings.json` of the exported model.
"""

import argparse
import dataclasses
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from evals.corpora import cofenet, read_lines
from evals.measures import ROLES, linked, measures
from evals.reliability import fitted_on

from selon.exporters.annotations import annotation_data
from selon.reader.extract import Candidate, believed, features, find, number
from selon.reader.network import Network
from selon.records import Document

THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55)
NESTED_THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
STEPS = 30  # of Newton's method; it settles in fewer
RIDGE = 1.0


def annotated(document: dict, found: list[Candidate]) -> dict:
    """Candidates as the scorer wants them; their confidence is not settled yet."""
    statements = number(document["text"], found, (0.0,) * 5)
    return annotation_data(Document(document["text"], id=document["doc"], statements=statements))


def annotate(
    documents: list[dict], found: dict[str, list[Candidate]], threshold: float, nested_threshold: float
) -> dict[str, dict]:
    """Predictions at these thresholds, by document."""
    return {d["doc"]: annotated(d, believed(found[d["doc"]], threshold, nested_threshold)) for d in documents}


def choose_threshold(sets: list[list[dict]], found: dict[str, list[Candidate]]) -> float:
    """The anchor threshold with the best mean F1 of sources, cues and contents over the sets."""

    def quality(threshold: float) -> float:
        values = []
        for documents in sets:
            result = measures(documents, annotate(documents, found, threshold, threshold))
            scope = "all" if any(s.get("parent") for d in documents for s in d["statements"]) else "exact"
            values.append(np.mean([result[f"{scope} {role}"].f1 for role in ROLES]))
        print(f"threshold {threshold:.2f}: {' '.join(f'{v:.2f}' for v in values)}")
        return float(np.mean(values))

    return max(THRESHOLDS, key=quality)


def choose_nested_threshold(documents: list[dict], found: dict[str, list[Candidate]], threshold: float) -> float:
    """The threshold for nested statements with the best mean of linked and chain F1."""

    def quality(nested: float) -> float:
        result = measures(documents, annotate(documents, found, threshold, nested))
        print(f"nested threshold {nested:.2f}: linked {result['linked'].f1:.2f} chain {result['chain'].f1:.2f}")
        return result["linked"].f1 + result["chain"].f1

    return max((t for t in NESTED_THRESHOLDS if t >= threshold), key=quality)


def fit(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's method, with a small ridge on all but the constant."""
    weights = np.zeros(rows.shape[1])
    ridge = np.diag([0.0] + [RIDGE] * (rows.shape[1] - 1))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - chance) - ridge @ weights
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + ridge
        weights += np.linalg.solve(bend, slope)
    return weights


def main() -> None:
    """Fit them and write them down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", type=Path, default=Path("src/selon/model"))
    options = parser.parse_args()
    network = Network(options.model)
    french = fitted_on(read_lines(options.data / "fr_news/dev.jsonl"))
    english = fitted_on(read_lines(options.data / "polnear/dev.jsonl"))
    tokenised = fitted_on(list(cofenet(options.data / "polnear/cofenet_valid.jsonl")))
    lowest = min(THRESHOLDS)
    network.settings = dataclasses.replace(network.settings, anchor_threshold=lowest, nested_threshold=lowest)
    found = {d["doc"]: find(network, d["text"]) for d in [*french, *tokenised, *english]}
    threshold = choose_threshold([french, tokenised], found)
    nested = choose_nested_threshold(french, found, threshold)
    rows, right = [], []
    for documents in (french, english):
        for d in documents:
            kept = believed(found[d["doc"]], threshold, nested)
            made = annotated(d, kept)["statements"]
            chosen = [j for j, s in enumerate(made) if documents is french or s["parent"] is None]
            links = set(linked(d["text"], d["statements"], [made[j] for j in chosen]).values())
            rows += [features(kept[j]) for j in chosen]
            right += [i in links for i in range(len(chosen))]
    calibration = fit(np.array(rows), np.array(right, dtype=float))
    path = options.model / "settings.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings |= {"anchor_threshold": threshold, "nested_threshold": nested}
    settings["calibration"] = [round(float(weight), 4) for weight in calibration]
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    print(f"thresholds {threshold}, {nested}; calibration {settings['calibration']} from {len(rows)} statements")


if __name__ == "__main__":
    main()
