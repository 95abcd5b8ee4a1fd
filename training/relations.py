"""Train the judge of relations on annotated stories: `python -m training.relations DIR … [--check]`.

Each story is taken twice, from the right statements and as the reader finds them. Pairs that the annotators left out
though other relations connect them count little as negatives. Writes `src/selon/relate/weights.npz`; `--check` instead
prints how well each story is told by a model of the others.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from evals.measures import Annotation
from evals.stories import given_story, matched, read_story
from selon.reader.pipeline import shipped_reader
from selon.records import RELATION_TYPES, Told
from selon.relate.features import Pair, Scene
from selon.relate.judge import Judge, Numbers, with_kinds
from selon.relate.sides import sides
from selon.relate.vectors import sentence_vectors

_C = 0.005  # inverse strength of regularisation: chosen with each story left out
_CONNECTED = 0.3  # weight of a negative that other relations connect
_KEPT_RANK = 8  # the likest of a row and the likest of a column are kept for training
OUT = Path(__file__).parent.parent / "src/selon/relate/weights.npz"


@dataclass
class Examples:
    """The pairs of one story, told from the right statements or as read."""

    story: Annotation
    told: list[list[Told]]
    pairs: list[Pair]
    types: list[str]
    is_connected: list[bool]
    is_given: bool


def examples(story: Annotation, told: list[list[Told]], *, given: bool) -> Examples:
    """Every pair of a story with its right type, empty where there is none."""
    gold_of = matched(story, told, given=given)
    types = {(r["from"], r["to"]): r["type"] for r in story["relations"]}
    group = _groups(story)
    made = Examples(story, told, [*all_pairs(told)], [], [], given)
    for pair in made.pairs:
        ends = gold_of.get(pair.later.told.id), gold_of.get(pair.earlier.told.id)
        made.types.append(types.get(ends, ""))
        first, second = (group.get(end) for end in ends)
        made.is_connected.append(first is not None and first == second)
    return made


def all_pairs(told: Sequence[Sequence[Told]]) -> Iterator[Pair]:
    """The pairs of every document with those before it."""
    made = [sides(document, place) for place, document in enumerate(told)]
    for place in range(1, len(made)):
        before = [side for document in made[:place] for side in document]
        yield from Scene(made[place], before, sentence_vectors()).pairs()


def _groups(story: Annotation) -> dict[str, int]:
    """A number for each statement that has relations: the same for all that are connected."""
    group: dict[str, int] = {}
    for number, relation in enumerate(story["relations"]):
        ends = relation["from"], relation["to"]
        old = {group[end] for end in ends if end in group}
        group |= {name: number for name, value in group.items() if value in old} | dict.fromkeys(ends, number)
    return group


def fit(stories: Sequence[Examples]) -> Judge:
    """A judge of some stories."""
    names = tuple(stories[0].pairs[0].measures)
    rows, types, weights = [], [], []
    for story in stories:
        for pair, kind, connected in zip(story.pairs, story.types, story.is_connected, strict=True):
            if kind or _is_near(pair.measures):
                rows.append([pair.measures[name] for name in names])
                types.append(("", *RELATION_TYPES).index(kind))
                weights.append(_CONNECTED if connected and not kind else 1.0)
    wide = with_kinds(np.array(rows, float), names)
    mean, scale = wide.mean(axis=0), wide.std(axis=0) + 1e-9
    model = LogisticRegression(C=_C, max_iter=500)
    model.fit((wide - mean) / scale, types, sample_weight=weights)
    return Judge(names, mean, scale, model.coef_, model.intercept_)


def _is_near(m: dict[str, float]) -> bool:
    return m["rank"] <= _KEPT_RANK or m["rank_back"] <= 1 or (m["unknown_before"] > 0 and m["rank"] <= 3 * _KEPT_RANK)


def save(judge: Judge, path: Path) -> None:
    """Write a judge where the package finds it."""
    short: dict[str, Numbers] = {"mean": judge.mean, "scale": judge.scale, "weights": judge.weights, "bias": judge.bias}
    np.savez(path, names=np.array(judge.names), **{name: value.astype(np.float32) for name, value in short.items()})


def load(folders: Sequence[Path]) -> Iterator[Examples]:
    """The stories of some folders, each twice."""
    reader = shipped_reader()
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            story = json.loads(path.read_text(encoding="utf-8"))
            yield examples(story, given_story(story), given=True)
            yield examples(story, read_story(reader, story), given=False)


def main() -> int:
    """Train and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", nargs="+", type=Path)
    options = parser.parse_args()
    found = [*load(options.stories)]
    save(fit(found), OUT)
    print(f"{sum(len(s.pairs) for s in found)} pairs, {sum(map(bool, (t for s in found for t in s.types)))} related")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
