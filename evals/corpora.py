"""What the reader is measured on."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from evals.measures import Annotation

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "data"
EXAMPLES = Path(__file__).parent / "examples"

sys.path.insert(0, str(ROOT / "training"))  # the markup of our own examples is that of the training texts


def read_lines(path: Path) -> list[Annotation]:
    """Documents of a JSON-lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def own_examples(language: str) -> list[Annotation]:
    """Our own marked-up articles and passages of that language, with the form of each statement left out."""
    from markup import read_file

    return [document for path in sorted(EXAMPLES.glob(f"{language}_*.txt")) for document in read_file(path)]


def cofenet(path: Path) -> Iterator[Annotation]:
    """PolNeAR as CofeNet (COLING 2022) scores it: each instance a document, each labelled span a statement.

    Tokens are joined by single spaces, so that only the `exact` figures mean anything.
    """
    for number, row in enumerate(read_lines(path)):
        edges, position = [], 0
        for token in row["tokens"]:
            edges.append((position, position + len(token)))
            position += len(token) + 1
        statements = [
            {"id": i, "parent": None, role: [[edges[first][0], edges[last][1]]]}
            for i, (role, first, last) in enumerate(_labelled(row["labels"]))
        ]
        text = " ".join(row["tokens"])
        yield {"doc": f"{row['id']}#{number}", "lang": "en", "text": text, "statements": statements}


def _labelled(labels: list[str]) -> Iterator[tuple[str, int, int]]:
    """Spans of a BIO sequence as (role, first, last); an I without its B begins a span too."""
    role, first = "", 0
    for i, label in enumerate([*labels, "O"]):
        place, _, name = label.partition("-")
        if role and (place != "I" or name != role):
            yield role, first, i - 1
            role = ""
        if place != "O" and not role:
            role, first = name, i
