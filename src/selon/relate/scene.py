"""The pairs of a document's statements with earlier ones, measured against all that the story has told so far."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log

import numpy as np

from selon.relate.measures import Measures, add_source, measured
from selon.relate.quantities import Comparison, Quantity, best_comparison
from selon.relate.sides import Side
from selon.relate.vectors import Floats, Vectors
from selon.relate.words import stem

_UNRELATED, _SAME = 0.45, 0.85  # cosines of two words: below tells nothing, above is the same
_NEIGHBOURS = 5
_FEW = 8  # statements: what a mean of so few tells is half chance
_USUAL = 30  # statements added to those of a story, so that words of a short one do not all seem common
_TEXTS = ("content", "sentence", "masked", "context", "paragraph")
_CROSSED = (
    ("content", "content"), ("masked", "masked"), ("sentence", "sentence"), ("context", "context"),
    ("content", "sentence"), ("sentence", "content"), ("content", "context"), ("context", "content"),
    ("content", "paragraph"), ("paragraph", "content"), ("paragraph", "paragraph"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements and what was measured of them, by name."""

    later: Side
    earlier: Side
    measures: Measures
    figures: Comparison | None


@dataclass
class Scene:
    """The statements of a document (`later`) and of those before it (`earlier`), with what all of them share."""

    later: Sequence[Side]
    earlier: Sequence[Side]
    vectors: Vectors
    _weights: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        every = [*self.later, *self.earlier]
        counts = Counter(s for side in every for s in {stem(w) for w in side.sentence_words})
        self._weights = {s: log((len(every) + _USUAL) / (n + 0.5)) for s, n in counts.items()}
        spread = Counter(name for side in every for name in side.names)
        self.core = frozenset(name for name, n in spread.items() if n > max(2, len(every) // 12))

    def weight(self, word: str) -> float:
        """How much a word tells: rare words of the story more."""
        return self._weights.get(stem(word), log(len(self._weights) + 2))

    def rows(self) -> list[list[Pair]]:
        """Every pair with its measures, a row a later statement; nothing where one side is empty."""
        if not self.later or not self.earlier:
            return []
        matrices = self._matrices()
        made = []
        for i, later in enumerate(self.later):
            covered = self._covered(later)
            cosines = {name: matrix[i] for name, matrix in matrices.items()}
            made.append([self._pair(later, earlier, j, cosines, covered) for j, earlier in enumerate(self.earlier)])
        _stand_in_columns(made)
        for row in made:
            _stand_in_rows(row)
        return made

    def _matrices(self) -> dict[str, Floats]:
        """Cosines of every pair, a row a later statement; centred ones without what all of the story shares."""
        plain = {n: self._rows([*self.later, *self.earlier], n) for n in (*_TEXTS, "body")}
        centred = {name: _centred(rows) for name, rows in plain.items()}
        n = len(self.later)
        made = {name: rows[:n] @ rows[n:].T for name, rows in plain.items()}
        for a, b in _CROSSED:
            made[f"{a}_{b}"] = centred[a][:n] @ centred[b][n:].T
        made["standing"] = _standing(made["content_content"])
        return made

    def _rows(self, every: Sequence[Side], name: str) -> Floats:
        if name == "body":
            return self.vectors.of([side.party.body or side.party.who for side in every])
        return self.vectors.of([getattr(side, name) for side in every])

    @cached_property
    def _vocabulary(self) -> tuple[dict[str, int], Floats]:
        words = sorted({w for side in self.earlier for w in _words(side)})
        return {w: i for i, w in enumerate(words)}, self.vectors.of(words)

    def _covered(self, later: Side) -> "_Covered":
        index, vectors = self._vocabulary
        words = _words(later)
        cosines = self.vectors.of(words) @ vectors.T
        likeness = np.clip((cosines - _UNRELATED) / (_SAME - _UNRELATED), 0, 1)
        return _Covered({w: i for i, w in enumerate(words)}, index, likeness, self)

    @cached_property
    def _counted(self) -> dict[str, Floats]:
        """The vectors of what figures count."""
        every = (*self.later, *self.earlier)
        texts = sorted({q.meaning for side in every for q in side.quantities})
        return dict(zip(texts, self.vectors.of(texts), strict=True))

    def _meaning(self, later: Quantity, earlier: Quantity) -> float:
        cosine = float(self._counted[later.meaning] @ self._counted[earlier.meaning])
        return max(0.0, min(1.0, (cosine - 0.3) / 0.5))

    def _pair(self, later: Side, earlier: Side, j: int, rows: dict[str, Floats], covered: "_Covered") -> Pair:
        figures = best_comparison(later.quantities, earlier.quantities, self._meaning)
        measures = {
            **{name: float(row[j]) for name, row in rows.items()},
            "same_words": covered.share(later.words, earlier.words),
            "same_words_back": covered.share_back(later.words, earlier.words),
            "same_sentence_words": covered.share(later.sentence_words, earlier.sentence_words),
            "same_words_in_sentence": covered.share(later.words, earlier.sentence_words),
            "source_in_content": covered.share_back(later.words, earlier.who_words),
            "source_in_sentence": covered.share_back(later.sentence_words, earlier.who_words),
            "same_body_words": covered.most(later.body_words, earlier.body_words),
            "same_who": covered.share(later.who_words, earlier.who_words),
            **measured(later, earlier, self.core, figures),
        }
        add_source(measures)
        return Pair(later, earlier, measures, figures)


def _words(side: Side) -> list[str]:
    """All words of a side that are compared one by one, each once."""
    return list(dict.fromkeys([*side.words, *side.sentence_words, *side.who_words, *side.body_words]))


def _centred(rows: Floats) -> Floats:
    """Vectors less their mean, of length one again: what sets each apart from the others.

    Of few statements only a part of the mean is taken away: two would be made opposites.
    """
    moved = rows - rows.sum(axis=0) / (len(rows) + _FEW)
    made: Floats = moved / (np.linalg.norm(moved, axis=1, keepdims=True) + 1e-6)
    return made


def _standing(cosines: Floats) -> Floats:
    """Cosines less the mean of the nearest on either side: Conneau et al. 2018, against those near to everything."""
    k = min(_NEIGHBOURS, cosines.shape[1])
    of_rows = np.sort(cosines, axis=1)[:, -k:].mean(axis=1, keepdims=True)
    k = min(_NEIGHBOURS, cosines.shape[0])
    of_columns = np.sort(cosines, axis=0)[-k:].mean(axis=0, keepdims=True)
    made: Floats = 2 * cosines - of_rows - of_columns
    return made


def _stand_in_columns(rows: list[list[Pair]]) -> None:
    """How each pair stands among those of the same earlier statement."""
    likeness = np.array([[_likeness(pair) for pair in row] for row in rows])
    best = likeness.max(axis=0)
    for i, row in enumerate(rows):
        for j, pair in enumerate(row):
            pair.measures["best_likeness_back"] = float(best[j])
            pair.measures["below_best_back"] = float(best[j] - likeness[i, j])
            pair.measures["rank_back"] = float(min(10, (likeness[:, j] > likeness[i, j]).sum()))


@dataclass(frozen=True, slots=True)
class _Covered:
    """How much of one statement's words the words of another mean too."""

    rows: dict[str, int]
    columns: dict[str, int]
    likeness: Floats
    scene: Scene

    def share(self, later: Sequence[str], earlier: Sequence[str]) -> float:
        """The share of the later words that an earlier one means."""
        return self._weighed(later, self._block(later, earlier).max(axis=1)) if later and earlier else 0.0

    def share_back(self, later: Sequence[str], earlier: Sequence[str]) -> float:
        """The share of the earlier words that a later one means."""
        return self._weighed(earlier, self._block(later, earlier).max(axis=0)) if later and earlier else 0.0

    def most(self, later: Sequence[str], earlier: Sequence[str]) -> float:
        """How far every word of the shorter list is meant by one of the other: the least of its words tells."""
        if not later or not earlier:
            return 0.0
        block = self._block(later, earlier)
        return float(block.max(axis=1).min() if len(later) <= len(earlier) else block.max(axis=0).min())

    def _block(self, later: Sequence[str], earlier: Sequence[str]) -> Floats:
        rows = [self.rows[w] for w in later]
        columns = [self.columns[w] for w in earlier]
        block: Floats = self.likeness[np.ix_(rows, columns)]
        return block

    def _weighed(self, words: Sequence[str], likeness: Floats) -> float:
        weights = np.array([self.scene.weight(w) for w in words])
        return float(weights @ likeness / (weights.sum() + 1.0))


def _stand_in_rows(pairs: list[Pair]) -> None:
    """How each pair stands among those of the same later statement."""
    likeness = np.array([_likeness(pair) for pair in pairs])
    places = np.array([pair.earlier.place for pair in pairs])
    alike = np.array([pair.measures["figures_alike"] for pair in pairs])
    best = likeness.max()
    for pair, own in zip(pairs, likeness, strict=True):
        nearer = likeness[places > pair.earlier.place]
        beside = likeness[places == pair.earlier.place]
        pair.measures["likeness"] = float(own)
        pair.measures["best_likeness"] = float(best)
        pair.measures["below_best"] = float(best - own)
        pair.measures["rank"] = float(min(10, (likeness > own).sum()))
        pair.measures["nearer"] = float(nearer.max() - own) if len(nearer) else -1.0
        pair.measures["beside"] = float(beside.max() - own)
        figures = alike[places > pair.earlier.place]
        pair.measures["figures_nearer"] = (
            float(figures.max() - pair.measures["figures_alike"]) if len(figures) else -1.0
        )
        pair.measures["figures_best"] = float(alike.max() - pair.measures["figures_alike"])
        pair.measures["documents_between"] = float(len(set(places[places > pair.earlier.place])))


def _likeness(pair: Pair) -> float:
    """One rough number for how much two statements are about the same."""
    m = pair.measures
    near = max(m["content_content"], m["masked_masked"], 0.9 * m["content_sentence"], 0.9 * m["sentence_content"])
    around = 0.4 * (m["sentence_sentence"] + max(m["context_content"], m["content_context"]) + m["context_context"])
    words = 0.4 * (m["same_words"] + m["same_words_back"]) + 0.3 * m["same_sentence_words"]
    return near + around + words + 0.4 * m["figures_alike"] + 0.2 * m["names_shared"]
