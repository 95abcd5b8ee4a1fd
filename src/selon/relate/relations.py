"""Relations: from each statement of a document to the nearest relevant ones in earlier documents of its story."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from selon.records import RELATION_TYPES, Relation, RelationType, Told
from selon.relate.features import Pair, Scene
from selon.relate.judge import Judge, Numbers, trained_judge
from selon.relate.reasons import reasons
from selon.relate.sides import sides
from selon.relate.vectors import Vectors, sentence_vectors

_SETTINGS = Path(__file__).parent / "relations.toml"


@cache
def settings() -> dict[str, float]:
    """The numbers of relations.toml."""
    return {name: float(value) for name, value in tomllib.loads(_SETTINGS.read_text(encoding="utf-8")).items()}


def relations(
    document: Sequence[Told],
    earlier: Sequence[Sequence[Told]],
    *,
    vectors: Vectors | None = None,
    judge: Judge | None = None,
) -> list[Relation]:
    """The relations of a document's statements to those of earlier documents, given in order of publication.

    Each pair once, the nearest of those that say the same, in order of the document. `vectors` may hand in stored ones.
    """
    later = sides(document, len(earlier))
    before = [side for place, told in enumerate(earlier) for side in sides(told, place)]
    pairs = list(Scene(later, before, vectors or sentence_vectors()).pairs())
    chances = allowed((judge or trained_judge()).chances([pair.measures for pair in pairs]), pairs)
    chosen = choose(pairs, chances)
    return [_relation(pairs[at], RELATION_TYPES[kind], float(chances[at, kind])) for at, kind in chosen]


def allowed(chances: Numbers, pairs: Sequence[Pair]) -> Numbers:
    """The chances without those that cannot be: one source does not confirm itself, and a relay confirms nothing."""
    made = chances.copy()
    confirms, repeats = RELATION_TYPES.index("confirms"), RELATION_TYPES.index("repeats")
    for row, pair in zip(made, pairs, strict=True):
        m = pair.measures
        if m["one_source"] or m["own_report"] or m["relayed"]:
            row[repeats] += row[confirms]
            row[confirms] = 0.0
    return made


def choose(pairs: Sequence[Pair], chances: Numbers) -> list[tuple[int, int]]:
    """Indices of the pairs that are related, each with its type: the likeliest few of each later statement."""
    least, most = settings()["least"], int(settings()["most"])
    rows: dict[str, list[int]] = {}
    for at, pair in enumerate(pairs):
        rows.setdefault(pair.later.told.id, []).append(at)
    chosen = []
    for row in rows.values():
        taken: set[int] = set()
        for at in sorted(row, key=lambda at: (-chances[at].max(), pairs[at].earlier.told.id)):
            kind = int(np.argmax(chances[at]))
            if chances[at, kind] < least or len(taken) == most:
                break
            if kind not in taken:
                taken.add(kind)
                chosen.append((at, kind))
    return chosen


def _relation(pair: Pair, kind: RelationType, chance: float) -> Relation:
    return Relation(pair.later.told.id, pair.earlier.told.id, kind, round(chance, 3), reasons(pair, kind))
