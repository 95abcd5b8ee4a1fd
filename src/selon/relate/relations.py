"""Relations: from each statement of a document to the nearest relevant ones in earlier documents of its story."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from selon.records import RELATION_TYPES, Relation, RelationType, Told
from selon.relate.company import FirstLook, company
from selon.relate.judge import CONFIRMING, NEVER, Judge, Numbers, is_worth_judging, trained_judge
from selon.relate.quantities import STATES
from selon.relate.reasons import reasons
from selon.relate.scene import Pair, Scene
from selon.relate.sides import Side, sides
from selon.relate.tones import heard, tone_names
from selon.relate.vectors import Vectors, sentence_vectors

_SETTINGS = Path(__file__).parent / "relations.toml"
_CONFIRMS, _REPEATS = RELATION_TYPES.index("confirms"), RELATION_TYPES.index("repeats")
_OF_FIGURES = [RELATION_TYPES.index(kind) for kind in ("confirms", "contradicts", "updates")]
Documents = tuple[tuple[Told, ...], ...]


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

    Each pair once, in the order of the document. `vectors` may hand in stored ones. Of a long story only the newest
    documents are looked at, as many as relations.toml says.
    """
    judge, vectors = judge or trained_judge(), vectors or sentence_vectors()
    before = tuple(tuple(told) for told in earlier)[-int(settings()["documents"]) :]
    seen = look(tuple(document), before, vectors)
    if not seen.rows:
        return []
    first = first_chances(seen, judge)
    passed = _looks_before(before, vectors, judge)
    chances = allowed(second_chances(seen, first, passed, judge), seen.rows)
    return [
        _relation(seen.rows[i][j], RELATION_TYPES[kind], float(chances[i, j, kind])) for i, j, kind in choose(chances)
    ]


@dataclass(frozen=True)
class Seen:
    """A document's statements and the earlier ones, with every pair of them, a row a later statement."""

    later: list[Side]
    earlier: list[Side]
    rows: list[list[Pair]]
    vectors: Vectors


def look(document: tuple[Told, ...], earlier: Documents, vectors: Vectors) -> Seen:
    """The pairs of a document with those before it."""
    later = sides(document, len(earlier))
    before = [side for place, told in enumerate(earlier) for side in sides(told, place)]
    return Seen(later, before, Scene(later, before, vectors).rows(), vectors)


def first_chances(seen: Seen, judge: Judge) -> FirstLook:
    """What the first look makes of every pair by itself; adds to the measures how the statements sound."""
    _add_tones(seen, judge)
    made = np.full((len(seen.later), len(seen.earlier), len(RELATION_TYPES)), NEVER)
    for i, j, rows in _worth(seen, judge.first.names):
        made[i, j] = judge.first.chances(rows)
    return FirstLook(tuple(side.told.id for side in seen.later), tuple(side.told.id for side in seen.earlier), made)


def second_chances(seen: Seen, first: FirstLook, before: Sequence[FirstLook], judge: Judge) -> Numbers:
    """What the second look makes of every pair, seeing those around it."""
    around = company(seen.later, seen.earlier, first, before)
    made = np.full_like(first.chances, NEVER)
    for i, j, rows in _worth(seen, judge.first.names):
        made[i, j] = judge.second.chances(np.concatenate([rows, around[i, j]], axis=1))
    return made


def _worth(seen: Seen, names: Sequence[str]) -> list[tuple[Numbers, Numbers, Numbers]]:
    """The indices of the pairs worth judging and their measures, all at once; nothing where there are none."""
    kept = [(i, j) for i, row in enumerate(seen.rows) for j, pair in enumerate(row) if is_worth_judging(pair.measures)]
    if not kept:
        return []
    rows = np.array([[seen.rows[i][j].measures[name] for name in names] for i, j in kept])
    return [(*np.array(kept).T, rows)]


def _add_tones(seen: Seen, judge: Judge) -> None:
    of_later = judge.tones.of_later(heard(seen.later, seen.vectors))
    of_earlier = judge.tones.of_earlier(heard(seen.earlier, seen.vectors))
    names, names_before = tone_names("later"), tone_names("earlier")
    for i, row in enumerate(seen.rows):
        for j, pair in enumerate(row):
            pair.measures.update(zip(names, of_later[i].tolist(), strict=True))
            pair.measures.update(zip(names_before, of_earlier[j].tolist(), strict=True))


def _looks_before(earlier: Documents, vectors: Vectors, judge: Judge) -> list[FirstLook]:
    """First looks at the newest of the earlier documents, each at those before it."""
    first = max(1, len(earlier) - int(settings()["looked_back"]))
    return [_look_before(earlier[at], earlier[:at], vectors, judge) for at in range(first, len(earlier))]


@lru_cache(maxsize=256)
def _look_before(document: tuple[Told, ...], earlier: Documents, vectors: Vectors, judge: Judge) -> FirstLook:
    return first_chances(look(document, earlier, vectors), judge)


def allowed(chances: Numbers, rows: Sequence[Sequence[Pair]]) -> Numbers:
    """The chances without confirmations that may be none, and without what figures of other things cannot tell."""
    made = chances.copy()
    for i, row in enumerate(rows):
        for j, pair in enumerate(row):
            if not may_confirm(pair):
                made[i, j, _REPEATS] += made[i, j, _CONFIRMS] * _is_told_again(pair)
                made[i, j, _CONFIRMS] = 0.0
            if count_other_things(pair):
                made[i, j, _OF_FIGURES] = 0.0
    return made


def count_other_things(pair: Pair) -> bool:
    """Whether the figures of both tell what befell people, and not the same: the dead are not the injured."""
    first, second = ({q.concept for q in side.quantities} & STATES for side in (pair.later, pair.earlier))
    return bool(first and second) and not first & second and pair.figures is None


def _is_told_again(pair: Pair) -> bool:
    m = pair.measures
    return bool(m["one_source"] or m["own_report"] or m["relayed"] or m["media"])


def may_confirm(pair: Pair) -> bool:
    """Whether the later source is surely another one and bears the earlier out in words.

    One source does not confirm itself, nor does a relay. Two admissions of the same come from one side.
    """
    m = pair.measures
    if _is_told_again(pair) or not m["independent"] or ("admits" in pair.later.in_cue & pair.earlier.in_cue):
        return False
    if not any(m[f"{cue}_{part}"] for cue in CONFIRMING for part in ("cue", "content")):
        return False
    later, earlier = pair.later.party, pair.earlier.party
    speaks_for_nobody = later.last_name is not None and not later.bodies
    return not (speaks_for_nobody and earlier.last_name is not None)


def choose(chances: Numbers) -> list[tuple[int, int, int]]:
    """Later and earlier index and type of the pairs that are related: the likeliest few of each later statement.

    A second relation of the same type has to be likelier than a first one.
    """
    least, again, most = settings()["least"], settings()["again"], int(settings()["most"])
    chosen = []
    for i, row in enumerate(chances):
        kinds, best = row.argmax(axis=1), row.max(axis=1)
        told: Counter[int] = Counter()
        for j in sorted(range(len(row)), key=lambda j: (-best[j], j)):
            kind = int(kinds[j])
            if best[j] < least or told.total() == most:
                break
            if not told[kind] or best[j] >= again:
                told[kind] += 1
                chosen.append((i, j, kind))
    return chosen


def _relation(pair: Pair, kind: RelationType, chance: float) -> Relation:
    return Relation(pair.later.told.id, pair.earlier.told.id, kind, round(chance, 3), reasons(pair, kind))
