"""Train the judge of relations on annotated stories: `python -m training.relations DIR … [--check]`.

Each story is taken twice, from the right statements and as the reader finds them. Pairs that the annotators left out
though other relations connect them count little as negatives. The second look learns from chances that the first gave
to stories it had not seen. Writes `src/selon/relate/weights.npz`; `--check FOLDER` instead writes predictions for each
story by a judge of the others, in two folders for the project's scorer.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from evals.measures import Annotation
from evals.relations import groups
from evals.stories import given_story, matched, prediction, read_story
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from selon.reader.pipeline import shipped_reader
from selon.records import RELATION_TYPES, Relation, Told
from selon.relate.company import NAMES, FirstLook, company
from selon.relate.judge import NEVER, Judge, Look, Numbers, is_worth_judging, with_kinds
from selon.relate.relations import look, relations
from selon.relate.sides import Side
from selon.relate.tones import Tones, heard, tone_names
from selon.relate.vectors import sentence_vectors

# Inverse strengths of regularisation, chosen with stories left out: of tones, of the first and of the second look.
_TONES, _FIRST, _SECOND = 1.0, 0.004, 0.01
_CONNECTED = 0.3  # weight of a negative that other relations connect
_SHARE = 0.25  # of the negatives that are little alike, drawn by chance; their weight makes up for it
_FOLDS = 5
OUT = Path(__file__).parent.parent / "src/selon/relate/weights.npz"


@dataclass
class Examples:
    """All pairs of one document with those before it: later × earlier."""

    later: list[Side]
    earlier: list[Side]
    measures: NDArray[np.float32]
    kinds: NDArray[np.int_]
    weights: Numbers
    is_judged: NDArray[np.bool_]
    heard: Numbers
    heard_before: Numbers

    def widened(self, tones: Tones) -> Numbers:
        """The measures with how the statements sound."""
        shape = (*self.kinds.shape, len(RELATION_TYPES))
        of_later = np.broadcast_to(tones.of_later(self.heard)[:, None], shape)
        of_earlier = np.broadcast_to(tones.of_earlier(self.heard_before)[None], shape)
        return np.concatenate([self.measures, of_later, of_earlier], axis=2)


@dataclass
class Story:
    """A story told from the right statements or as read, with the names of its measures."""

    name: str
    is_given: bool
    told: list[list[Told]]
    names: tuple[str, ...]
    documents: list[Examples]


def story_of(raw: Annotation, told: list[list[Told]], *, given: bool) -> Story:
    """A story with the right type of every pair, 0 where there is none."""
    gold_of = matched(raw, told, given=given)
    kinds = {(r["from"], r["to"]): RELATION_TYPES.index(r["type"]) + 1 for r in raw["relations"]}
    group, random = groups(raw["relations"]), np.random.default_rng(0)
    names: tuple[str, ...] = ()
    documents = []
    for at in range(1, len(told)):
        seen = look(tuple(told[at]), tuple(map(tuple, told[:at])), sentence_vectors())
        if not seen.rows:
            continue
        names = tuple(seen.rows[0][0].measures)
        ends = [[gold_of.get(side.told.id) for side in half] for half in (seen.later, seen.earlier)]
        right = np.array([[kinds.get((a, b), 0) for b in ends[1]] for a in ends[0]])
        tied = np.array([[a in group and group[a] == group.get(b) for b in ends[1]] for a in ends[0]])
        judged = np.array([[is_worth_judging(p.measures) for p in row] for row in seen.rows])
        near = np.array([[p.measures["rank"] <= 3 or p.measures["rank_back"] < 1 for p in row] for row in seen.rows])
        drawn = judged & (near | (random.random(near.shape) < _SHARE))
        weights = np.where(tied, _CONNECTED, 1.0) * np.where(near, 1.0, 1 / _SHARE) * drawn
        measures = np.array([[[p.measures[n] for n in names] for p in row] for row in seen.rows], np.float32)
        voices = heard(seen.later, seen.vectors), heard(seen.earlier, seen.vectors)
        documents.append(
            Examples(seen.later, seen.earlier, measures, right, np.where(right, 1.0, weights), judged, *voices)
        )
    return Story(raw["story"], given, told, names, documents)


def fit(stories: Sequence[Story]) -> Judge:
    """A judge of some stories."""
    names = sorted({story.name for story in stories})
    folds = [set(names[at::_FOLDS]) for at in range(_FOLDS)]
    wide = _left_out(stories, folds, _fit_tones, lambda tones, story: [d.widened(tones) for d in story.documents])
    rows = {id(story): made for story, made in zip(stories, wide, strict=True)}
    measures = (*stories[0].names, *tone_names("later"), *tone_names("earlier"))

    def first(some: Sequence[Story]) -> Look:
        return _fit_look(some, [rows[id(story)] for story in some], measures, _FIRST)

    passed = _left_out(stories, folds, first, lambda made, story: _first_looks(made, story, rows[id(story)]))
    wider = [_with_company(story, rows[id(story)], looks) for story, looks in zip(stories, passed, strict=True)]
    second = _fit_look(stories, wider, (*measures, *NAMES), _SECOND)
    return Judge(_fit_tones(stories), first(stories), second)


def _left_out(
    stories: Sequence[Story],
    folds: Sequence[set[str]],
    make: Callable[[Sequence[Story]], object],
    use: Callable[..., object],
) -> list:
    """What a model of the other stories makes of each story."""
    made: dict[int, object] = {}
    for fold in folds:
        model = make([story for story in stories if story.name not in fold])
        made |= {id(story): use(model, story) for story in stories if story.name in fold}
    return [made[id(story)] for story in stories]


def _fit_tones(stories: Sequence[Story]) -> Tones:
    """How statements sound that have a relation of each type, and those that one leads to."""
    later, earlier, kinds, kinds_before = [], [], [], []
    for story in stories:
        last = story.documents[-1]
        led_to = np.zeros((len(last.earlier) + len(last.later), len(RELATION_TYPES)))
        for document in story.documents:
            flags = np.eye(len(RELATION_TYPES) + 1)[document.kinds][:, :, 1:]
            later.append(document.heard)
            kinds.append(flags.max(axis=1))
            led_to[: len(document.earlier)] = np.maximum(led_to[: len(document.earlier)], flags.max(axis=0))
        earlier.append(np.concatenate([last.heard_before, last.heard]))
        kinds_before.append(led_to)
    return Tones(*_fit_each(later, kinds), *_fit_each(earlier, kinds_before))


def _fit_each(heard_in: list[Numbers], kinds: list[Numbers]) -> tuple[Numbers, Numbers]:
    rows, flags = np.concatenate(heard_in), np.concatenate(kinds)
    models = [LogisticRegression(C=_TONES, max_iter=200).fit(rows, flags[:, t]) for t in range(len(RELATION_TYPES))]
    return np.concatenate([m.coef_ for m in models]), np.concatenate([m.intercept_ for m in models])


def _fit_look(stories: Sequence[Story], rows: Sequence[list[Numbers]], names: tuple[str, ...], strength: float) -> Look:
    documents = [document for story in stories for document in story.documents]
    taken = [document.weights > 0 for document in documents]
    inputs = [row[mask] for made, mask in zip((r for m in rows for r in m), taken, strict=True) for row in [made]]
    wide = with_kinds(np.concatenate(inputs), names)
    mean, scale = wide.mean(axis=0), wide.std(axis=0) + 1e-9
    model = LogisticRegression(C=strength, max_iter=150, tol=1e-3)
    model.fit(
        ((wide - mean) / scale).astype(np.float32),
        np.concatenate([document.kinds[mask] for document, mask in zip(documents, taken, strict=True)]),
        sample_weight=np.concatenate([document.weights[mask] for document, mask in zip(documents, taken, strict=True)]),
    )
    return Look(names, mean, scale, model.coef_.astype(float), model.intercept_.astype(float))


def _first_looks(made: Look, story: Story, rows: list[Numbers]) -> list[FirstLook]:
    looks = []
    for document, row in zip(story.documents, rows, strict=True):
        chances = np.full((*document.kinds.shape, len(RELATION_TYPES)), NEVER)
        chances[document.is_judged] = made.chances(row[document.is_judged])
        ids = (tuple(side.told.id for side in half) for half in (document.later, document.earlier))
        looks.append(FirstLook(*ids, chances))
    return looks


def _with_company(story: Story, rows: list[Numbers], looks: list[FirstLook]) -> list[Numbers]:
    made = []
    for at, (document, row) in enumerate(zip(story.documents, rows, strict=True)):
        around = company(document.later, document.earlier, looks[at], looks[:at])
        made.append(np.concatenate([row, around], axis=2))
    return made


def save(judge: Judge, path: Path) -> None:
    """Write a judge where the package finds it."""
    tones = judge.tones
    held: dict[str, NDArray] = {
        "later": tones.later.astype(np.float16),
        "later_bias": tones.later_bias,
        "earlier": tones.earlier.astype(np.float16),
        "earlier_bias": tones.earlier_bias,
    }
    for which, made in (("first", judge.first), ("second", judge.second)):
        held[f"{which}_names"] = np.array(made.names)
        numbers = {"mean": made.mean, "scale": made.scale, "weights": made.weights, "bias": made.bias}
        held |= {f"{which}_{name}": value.astype(np.float32) for name, value in numbers.items()}
    np.savez_compressed(path, **held)


def load(folders: Sequence[Path]) -> tuple[list[Story], dict[str, Annotation]]:
    """The stories of some folders, each twice, and as they stand in their files."""
    reader, stories, raws = shipped_reader(), [], {}
    for path in sorted(path for folder in folders for path in folder.glob("*.json")):
        raw = json.loads(path.read_text(encoding="utf-8"))
        raws[raw["story"]] = raw
        stories.append(story_of(raw, given_story(raw), given=True))
        stories.append(story_of(raw, read_story(reader, raw), given=False))
    return stories, raws


def check(stories: Sequence[Story], folder: Path) -> None:
    """Write predictions for every story, each by a judge of the stories of other folds."""
    names = sorted({story.name for story in stories})
    for at in range(_FOLDS + 1):
        fold = set(names[at :: _FOLDS + 1])
        judge = fit([story for story in stories if story.name not in fold])
        for story in stories:
            if story.name in fold:
                found = [r for i, d in enumerate(story.told) for r in relations(d, story.told[:i], judge=judge)]
                _write(folder / ("given" if story.is_given else "read") / f"{story.name}.json", story, found)


def _write(path: Path, story: Story, found: list[Relation]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = prediction(story.told, given=story.is_given, found=found)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def main() -> int:
    """Train and save, or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", nargs="+", type=Path)
    parser.add_argument("--check", type=Path, help="write predictions here instead")
    options = parser.parse_args()
    stories, _ = load(options.stories)
    if options.check:
        check(stories, options.check)
    else:
        save(fit(stories), OUT)
    print(
        f"{len(stories)} tellings, {sum(int((d.kinds > 0).sum()) for s in stories for d in s.documents)} related pairs"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
