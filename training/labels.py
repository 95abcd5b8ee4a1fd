"""Train the judge of labels: `python training/labels.py` writes `labels.npz` into the model's folder.

The encoder that ships gives the vectors, the resolver the kind of actor; a logistic model a label (scikit-learn) is
fitted on annotated statements. How sharp its probabilities are is settled on documents it was not fitted on.
"""

import argparse
import csv
import dataclasses
import json
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

import corpora
import markup
from selon.reader.form import form_of
from selon.reader.label_features import buckets, joined, sparse
from selon.reader.label_head import SLICES, VALUES, WIDTH
from selon.reader.network import LABELS, Network
from selon.reader.pieces import BEGIN, END
from selon.reader.pipeline import SHIPPED_MODEL
from selon.reader.resolve import resolve
from selon.reader.sentences import outside
from selon.reader.windows import plan_windows
from selon.reader.words import Word, split_words
from selon.records import Language, Span, Statement

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared/data"
STRENGTH = 1.0  # scikit-learn's C
DENSE = 3.0  # the weight of all vectors beside that of one feature
FOLDS = 5
SEED = 0
TURNS = 8  # of every pattern
_SLOT = re.compile(r"\$(\w+)")


@dataclass
class Sample:
    """A statement: its vector, its features, its labels, its document."""

    vector: np.ndarray
    features: list[int]
    values: dict[str, str]
    document: str


def read_lines(path: Path) -> list[dict]:
    """Documents of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_labels(path: Path) -> dict[str, dict[str, dict[str, str]]]:
    """Labels by document and statement."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found.setdefault(row["doc"], {})[row["statement"]] = row
    return found


def annotated() -> Iterator[tuple[dict, Language, dict[str, dict]]]:
    """Every document that has labels, its language, and the labels by the statement's id."""
    for document in read_lines(SHARED / "fr_news/train.jsonl"):
        yield document, "fr", {str(s["id"]): s for s in document["statements"]}
    listed = {}
    for path in sorted((ROOT / "training/labels").glob("*.tsv")):
        listed.update(read_labels(path))
    yield from filled_patterns()
    own = corpora.read_corpus(ROOT / "training/texts")
    for document in (*own, *read_lines(SHARED / "polnear/train.jsonl")):
        if document["doc"] in listed:
            yield document, document["lang"], listed[document["doc"]]


def filled_patterns() -> Iterator[tuple[dict, Language, dict[str, dict]]]:
    """Our own plain sentences: each pattern filled in at random a few times, a document each."""
    generator = random.Random(SEED)
    with (ROOT / "training/labels/patterns.toml").open("rb") as file:
        patterns = tomllib.load(file)
    for language, listed in patterns.items():
        slots = listed["slots"]
        for number, pattern in enumerate(listed["pattern"]):
            for turn in range(TURNS):
                sentence = _SLOT.sub(lambda m, s=slots: generator.choice(s[m.group(1)]), pattern["sentence"])
                text, (statement,) = markup.parse(sentence)
                text = text[0].upper() + text[1:]
                row = dict(zip(VALUES, pattern["labels"].split(), strict=True))
                document = {
                    "doc": f"pattern-{language}-{number}-{turn}",
                    "text": text,
                    "statements": [asdict(statement)],
                }
                yield document, language, {"1": row}


def statements_of(document: dict) -> list[tuple[str, Statement]]:
    """The statements of a document with the ids the corpus gives them."""
    order = sorted(document["statements"], key=lambda s: min(p[0] for r in ("cue", "content") for p in s.get(r) or []))
    numbers = {s["id"]: i + 1 for i, s in enumerate(order)}
    found = []
    for raw in order:
        content = tuple(Span(*piece) for piece in raw["content"])
        if not content:
            continue
        source, cue = (Span(*raw[role][0]) if raw.get(role) else None for role in ("source", "cue"))
        form = form_of(document["text"], content)
        parent = numbers.get(raw.get("parent"))
        found.append((str(raw["id"]), Statement(numbers[raw["id"]], source, cue, content, form, parent, 1.0)))
    return found


def word_vectors(network: Network, text: str) -> tuple[list[Word], np.ndarray]:
    """The words of a text and their vectors."""
    words = split_words(text)
    cuts = [network.vocabulary.cut(word) for word in words]
    found: list[np.ndarray] = []
    for window in plan_windows(words, [len(cut) for cut in cuts]):
        pieces, firsts = [BEGIN], []
        for cut in cuts[window.start : window.end]:
            firsts.append(len(pieces))
            pieces.extend(cut)
        pieces.append(END)
        vectors, _ = network.encode(np.array(pieces, dtype=np.int64), np.array(firsts, dtype=np.int64))
        found.append(vectors[window.core_start - window.start : window.core_end - window.start])
    return words, np.concatenate(found)


def word_places(words: list[Word], spans: Iterable[Span | None]) -> list[tuple[int, int]]:
    """Spans as indices of words, both ends inclusive."""
    places = []
    for span in spans:
        covered = [i for i, w in enumerate(words) if span and w.start < span.end and span.start < w.end]
        if covered:
            places.append((covered[0], covered[-1]))
    return places


def samples(network: Network, document: dict, language: Language, labels: dict[str, dict]) -> Iterator[Sample]:
    """The labelled statements of a document."""
    text, found = document["text"], statements_of(document)
    words, vectors = word_vectors(network, text)
    actors = resolve(text, language, tuple(s for _, s in found), document.get("title"), document.get("outlet"))
    inner: dict[int, list[Span]] = {}
    for _, statement in found:
        if statement.parent is not None:
            inner.setdefault(statement.parent, []).extend(statement.content)
    for (number, statement), (actor, _) in zip(found, actors, strict=True):
        row = labels.get(number)
        if not row or not row.get("act"):
            continue
        values = {name: str(row[name]).lower() for name in VALUES if row[name] != "-"}
        own = outside(statement.content, inner.get(statement.id, ()))
        places = {
            "source": word_places(words, [statement.source]),
            "cue": word_places(words, [statement.cue]),
            "content": word_places(words, statement.content),
        }
        names = sparse(text, language, dataclasses.replace(statement, actor=actor), own)
        yield Sample(joined(vectors, places), buckets(names), values, document["doc"])


@dataclass
class Scale:
    """What makes vectors and features comparable: means and widths of the vectors, the features that are kept."""

    mean: np.ndarray
    width: np.ndarray
    features: list[int]

    @classmethod
    def of(cls, found: list[Sample]) -> "Scale":
        """The scale of the training statements; a feature has to occur twice."""
        vectors = np.stack([s.vector for s in found])
        counts = Counter(feature for s in found for feature in s.features)
        kept = sorted(feature for feature, count in counts.items() if count > 1)
        return cls(vectors.mean(0), (vectors.std(0) + 1e-6) * np.sqrt(vectors.shape[1]) / DENSE, kept)

    def matrix(self, found: list[Sample]) -> np.ndarray:
        """One row a statement."""
        column = {feature: i for i, feature in enumerate(self.features)}
        matrix = np.zeros((len(found), len(column)), dtype=np.float32)
        for row, sample in enumerate(found):
            matrix[row, [column[f] for f in sample.features if f in column]] = 1
        vectors = (np.stack([s.vector for s in found]) - self.mean) / self.width
        return np.hstack([vectors.astype(np.float32), matrix])


def fitted(matrix: np.ndarray, found: list[Sample], name: str) -> tuple[np.ndarray, np.ndarray]:
    """Weights [columns, values of the label] and constants, from the statements of which that label is known."""
    order = VALUES[name]
    matrix = matrix[[name in s.values for s in found]]
    answers = np.array([order.index(s.values[name]) for s in found if name in s.values])
    model = LogisticRegression(C=STRENGTH, max_iter=400, tol=1e-3).fit(matrix, answers)
    if len(order) == 2:  # scikit-learn gives one column for two values
        zeros = np.zeros_like(model.coef_[0])
        return np.stack([zeros, model.coef_[0]], 1), np.array([0.0, model.intercept_[0]])
    assert len(model.classes_) == len(order), f"{name}: a value without examples"
    return model.coef_.T, model.intercept_


def held_out(found: list[Sample], name: str) -> tuple[np.ndarray, np.ndarray]:
    """Scores of every news statement by a model that has not seen its document, and the right answers.

    The filled-in patterns are always learned from and never judged by: one is too like another.
    """
    documents = sorted({s.document for s in found if not s.document.startswith("pattern-")})
    np.random.RandomState(SEED).shuffle(documents)
    fold = {document: i % FOLDS for i, document in enumerate(documents)}
    scores = np.zeros((len(found), len(VALUES[name])))
    for i in range(FOLDS):
        seen = [s for s in found if fold.get(s.document) != i]
        other = [j for j, s in enumerate(found) if fold.get(s.document) == i]
        scale = Scale.of(seen)
        weights, constant = fitted(scale.matrix(seen), seen, name)
        scores[other] = scale.matrix([found[j] for j in other]) @ weights + constant
    judged = [j for j, s in enumerate(found) if s.document in fold]
    return scores[judged], np.array([VALUES[name].index(found[j].values[name]) for j in judged])


def sharpness(scores: np.ndarray, answers: np.ndarray) -> float:
    """The factor on scores with which the right answers are likeliest (temperature scaling, Guo et al. 2017)."""

    def loss(factor: float) -> float:
        sharp = scores * factor
        chances = sharp - np.logaddexp.reduce(sharp, axis=1, keepdims=True)
        return float(-chances[np.arange(len(answers)), answers].mean())

    return min(np.arange(0.2, 3.0, 0.02), key=loss)


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=SHIPPED_MODEL, help="the folder to read from and to write to")
    folder = parser.parse_args().model
    network = Network(folder)
    found = [
        sample for document, language, rows in annotated() for sample in samples(network, document, language, rows)
    ]
    print(f"{len(found)} statements of {len({s.document for s in found})} documents")
    scale = Scale.of(found)
    matrix = scale.matrix(found)
    width = len(scale.mean)
    weights, factors = np.zeros((matrix.shape[1], WIDTH)), []
    constant = np.zeros(WIDTH)
    for name, piece in SLICES.items():
        weights[:, piece], constant[piece] = fitted(matrix, found, name)
        scores, answers = held_out(found, name)
        factors.append(sharpness(scores, answers))
        print(f"{name}: {100 * (scores.argmax(1) == answers).mean():.1f} % of held-out statements, × {factors[-1]:.2f}")
    dense = weights[:width] / scale.width[:, None]
    constant -= scale.mean @ dense
    features = weights[width:]
    features[scale.features.index(buckets(iter(["bias"]))[0])] += constant  # that feature every statement has
    np.savez_compressed(
        folder / LABELS,
        dense=dense.astype(np.float16),
        features=np.array(scale.features, dtype=np.int32),
        sparse=features.astype(np.float16),
        sharpness=np.array(factors, dtype=np.float32),
    )
    print(f"{folder / LABELS}: {(folder / LABELS).stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
