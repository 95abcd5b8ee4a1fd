"""What is measured of a pair of statements: numbers that a reader of the news could check."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import log

import numpy as np

from selon.relate.parties import names_it, same_body, same_person
from selon.relate.quantities import Comparison, Quantity, best_comparison
from selon.relate.sides import CUES, Side
from selon.relate.vectors import Floats, Vectors
from selon.relate.words import stem

_UNRELATED, _SAME = 0.45, 0.85  # cosines of two words: below tells nothing, above is the same
_NEIGHBOURS = 5
_TEXTS = ("content", "sentence", "masked", "context", "paragraph")
_CROSSED = (
    ("content", "content"), ("masked", "masked"), ("sentence", "sentence"), ("context", "context"),
    ("content", "sentence"), ("sentence", "content"), ("content", "context"), ("context", "content"),
    ("content", "paragraph"), ("paragraph", "content"), ("paragraph", "paragraph"),
)  # fmt: skip
_PLANS = frozenset({"want", "order"})
_FAR = 30  # days after which it no longer matters how many


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements and what was measured of them, by name."""

    later: Side
    earlier: Side
    measures: dict[str, float]
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
        self._weights = {s: log((len(every) + 1) / (n + 0.5)) for s, n in counts.items()}
        spread = Counter(name for side in every for name in side.names)
        self.core = frozenset(name for name, n in spread.items() if n > max(1, len(every) // 12))

    def weight(self, word: str) -> float:
        """How much a word tells: rare words of the story more."""
        return self._weights.get(stem(word), log(len(self._weights) + 2))

    def pairs(self) -> Iterator[Pair]:
        """Every pair with its measures, in order of the later statement."""
        if not self.later or not self.earlier:
            return
        matrices = self._matrices()
        made = []
        for i, later in enumerate(self.later):
            covered = self._covered(later)
            rows = {name: matrix[i] for name, matrix in matrices.items()}
            made.append([self._pair(later, earlier, j, rows, covered) for j, earlier in enumerate(self.earlier)])
        _stand_in_columns(made)
        for row in made:
            yield from _ranked(row)

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
        words = sorted({w for side in self.earlier for w in (*side.words, *side.sentence_words, *side.who_words)})
        return {w: i for i, w in enumerate(words)}, self.vectors.of(words)

    def _covered(self, later: Side) -> "_Covered":
        index, vectors = self._vocabulary
        words = list(dict.fromkeys([*later.words, *later.sentence_words, *later.who_words]))
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
            "same_who": covered.share(later.who_words, earlier.who_words),
            **_of_names(later, earlier, self.core),
            **_of_sources(later, earlier),
            **_of_figures(later, earlier, figures),
            **_of_times(later, earlier),
            **_of_cues(later, earlier),
        }
        _add_source(measures)
        return Pair(later, earlier, measures, figures)


def _centred(rows: Floats) -> Floats:
    """Vectors less their mean, of length one again: what sets each apart from the others."""
    moved = rows - rows.mean(axis=0)
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

    def _block(self, later: Sequence[str], earlier: Sequence[str]) -> Floats:
        rows = [self.rows[w] for w in later]
        columns = [self.columns[w] for w in earlier]
        block: Floats = self.likeness[np.ix_(rows, columns)]
        return block

    def _weighed(self, words: Sequence[str], likeness: Floats) -> float:
        weights = np.array([self.scene.weight(w) for w in words])
        return float(weights @ likeness / (weights.sum() + 1.0))


def _ranked(pairs: list[Pair]) -> list[Pair]:
    """The pairs of one later statement, each with how it stands among the others."""
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
    return pairs


def _likeness(pair: Pair) -> float:
    """One rough number for how much two statements are about the same."""
    m = pair.measures
    near = max(m["content_content"], m["masked_masked"], 0.9 * m["content_sentence"], 0.9 * m["sentence_content"])
    around = 0.4 * (m["sentence_sentence"] + max(m["context_content"], m["content_context"]) + m["context_context"])
    words = 0.4 * (m["same_words"] + m["same_words_back"]) + 0.3 * m["same_sentence_words"]
    return near + around + words + 0.4 * m["figures_alike"] + 0.2 * m["names_shared"]


def _of_names(later: Side, earlier: Side, core: frozenset[str]) -> dict[str, float]:
    a, b = later.names - core, earlier.names - core
    return {
        "names_shared": len(a & b) / max(1, min(len(a), len(b))),
        "names_strange": float(len(later.names & core) == 0),
        "names_strange_before": float(len(earlier.names & core) == 0),
    }


def _of_sources(later: Side, earlier: Side) -> dict[str, float]:
    a, b = later.party, earlier.party
    outlet = later.party.who
    return {
        "same_person": float(same_person(a, b)),
        "same_source": float(same_person(a, b) or same_body(a, b) > 0.7),
        "same_body": same_body(a, b),
        "person_and_person": float(a.last_name is not None and b.last_name is not None),
        "own_report": float(_same_outlet(outlet, earlier.outlet)),
        "relayed": float(later.parent is not None and _same_outlet(later.parent.party.who, earlier.outlet)),
        "same_outlet": float(_same_outlet(later.outlet, earlier.outlet)),
        "names_source": float(names_it(later.stems | frozenset(map(stem, later.sentence_words)), b)),
        "named_in_content": float(names_it(later.stems, b)),
        "nested": float(later.parent is not None),
        "nested_before": float(earlier.parent is not None),
        "media": float(a.is_media),
        "document": float(a.is_document),
        "document_before": float(b.is_document),
        "nobody": float(a.is_nobody or b.is_nobody),
    }


def _add_source(m: dict[str, float]) -> None:
    """One number for whether both come from one source: names, or names that mean the same in two languages."""
    meant = max(0.0, min(1.0, (m["body"] - 0.45) / 0.4)) if not m["person_and_person"] else 0.0
    m["source_alike"] = max(m["same_person"], m["same_body"], meant)
    m["one_source"] = float(m["source_alike"] >= 0.65 or m["own_report"] == 1)
    m["independent"] = float(m["source_alike"] < 0.5 and not m["nobody"] and not m["own_report"])
    m["plan_before"] = float(
        m["probable_before"] or m["planned_before"] or m["expects_content_before"] or m["expects_cue_before"]
    )


def _same_outlet(who: str, outlet: str) -> bool:
    from selon.relate.parties import body_stems

    a, b = body_stems(who, None), body_stems(outlet, None)
    return bool(a and b) and len(a & b) / min(len(a), len(b)) > 0.6


def _of_figures(later: Side, earlier: Side, best: Comparison | None) -> dict[str, float]:
    shared = later.numbers & earlier.numbers
    both = bool(later.quantities and earlier.quantities)
    return {
        "figures_alike": best.alike if best else 0.0,
        "figures_equal": float(best.is_equal) * best.alike if best else 0.0,
        "figures_compatible": float(best.is_compatible) * best.alike if best else 0.0,
        "figures_differ": float(not best.is_compatible) * best.alike if best else 0.0,
        "figures_change": max(-2.0, min(2.0, best.change)) if best else 0.0,
        "figures_rise": float(best.change > 0) * best.alike if best else 0.0,
        "figures_far": float(abs(best.change) > 2) if best else 0.0,
        "figures_none": float(not later.quantities and not earlier.quantities),
        "figures_one": float(bool(later.quantities) != bool(earlier.quantities)),
        "figures_apart": float(both and best is None),
        "figures_percent": float(best is not None and best.later.kind == "percent"),
        "figures_money": float(best is not None and best.later.kind == "money"),
        "number_shared": float(bool(shared - later.years)),
        "names_number": float(_names_number(later, earlier)),
        "other_than_named": float(_names_number(later, earlier) and _has_other(later, earlier)),
        "answers_how_many": float(bool(earlier.concepts & {q.concept for q in later.quantities})),
        "quantities": float(min(3, len(later.quantities))),
        "quantities_before": float(min(3, len(earlier.quantities))),
        "concepts_shared": float(bool(later.concepts & earlier.concepts)),
        "year_strange": float(_strange_year(later)),
        "year_strange_before": float(_strange_year(earlier)),
    }


def _names_number(later: Side, earlier: Side) -> bool:
    """Whether a later sentence names a number that is an earlier figure."""
    said = later.numbers | {f"{q.middle:.10g}" for q in later.quantities}
    return any(f"{bound:.10g}" in said for q in earlier.quantities for bound in (q.figure.low, q.figure.high) if bound)


def _has_other(later: Side, earlier: Side) -> bool:
    values = {q.middle for q in earlier.quantities}
    return any(q.middle not in values for q in later.quantities)


def _strange_year(side: Side) -> bool:
    """Whether a sentence names a year well before the article's: another event, mostly."""
    published = side.told.document.published
    return published is not None and any(int(year) < int(published[:4]) for year in side.years)


def _of_times(later: Side, earlier: Side) -> dict[str, float]:
    a, b = later.told.document.published, earlier.told.document.published
    days = (date.fromisoformat(a[:10]) - date.fromisoformat(b[:10])).days if a and b else 0
    told, told_before = _days(later), _days(earlier)
    due = _due(earlier)
    late = (date.fromisoformat(a[:10]) - due).days if a and due else None
    return {
        "has_due": float(due is not None),
        "due_passed": float(late is not None and late >= 0),
        "due_near": float(late is not None and -1 <= late <= 3),
        "due_meant": float(due is not None and due.isoformat() in told),
        "due_differs": float(due is not None and (mine := _due(later)) is not None and mine != due),
        "days": float(min(days, _FAR)),
        "same_day_meant": float(bool(told & told_before)),
        "other_day_meant": float(bool(told and told_before and not told & told_before)),
    }


def _due(side: Side) -> date | None:
    """The last day that a statement names, where it lies ahead of its article."""
    published = side.told.document.published
    ends = [end[:10] for when in side.statement.times if (end := when.end or when.start)]
    ahead = [end for end in ends if published and end >= published[:10]]
    return date.fromisoformat(max(ahead)) if ahead else None


def _days(side: Side) -> frozenset[str]:
    return frozenset(when.start[:10] for when in side.statement.times if when.start)


def _of_cues(later: Side, earlier: Side) -> dict[str, float]:
    a, b = later.statement, earlier.statement
    made = {
        "unknown": float(a.certainty == "unknown"),
        "unknown_before": float(b.certainty == "unknown"),
        "probable": float(a.certainty in ("probable", "possible")),
        "probable_before": float(b.certainty in ("probable", "possible")),
        "planned_before": float(b.act in _PLANS),
        "denied": float(bool(a.denied)),
        "denied_before": float(bool(b.denied)),
        "distanced_before": float(b.distance == "distanced"),
        "distanced": float(a.distance == "distanced"),
        "negation_differs": float(("negation" in later.in_content) != ("negation" in earlier.in_content)),
        "length": log(1 + len(later.words)),
        "length_before": log(1 + len(earlier.words)),
        "same_language": float(later.told.document.language == earlier.told.document.language),
    }
    for name in CUES:
        made[f"{name}_cue"] = float(name in later.in_cue)
        made[f"{name}_content"] = float(name in later.in_content)
        made[f"{name}_sentence"] = float(name in later.in_sentence)
    for name in ("expects", "unknown", "negation", "aside"):
        made[f"{name}_cue_before"] = float(name in earlier.in_cue)
        made[f"{name}_content_before"] = float(name in earlier.in_content)
    if later.parent is not None:
        made["corrects_parent"] = float("corrects" in later.parent.in_cue)
        made["denies_parent"] = float("denies" in later.parent.in_cue)
    else:
        made["corrects_parent"] = made["denies_parent"] = 0.0
    return made
