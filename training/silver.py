"""Statements that an earlier model found in articles nobody annotated, for self-training (Yarowsky 1995).

`python training/silver.py --model FOLDER --to FILE` reads `fr_news/unlabelled.jsonl`. What the model was sure of
becomes a statement; words that may or may not begin one are listed as `unsure`, and training leaves them alone. The
file holds corpus text: it stays in the run's folder.
"""

import argparse
import dataclasses
import json
from pathlib import Path

from selon.reader.extract import find, number
from selon.reader.network import Network

SURE = 0.7  # confidence from which a statement is believed
DOUBT = 0.08  # anchors below this are believed to be none


def silver(network: Network, document: dict) -> dict:
    """The document with the statements that were sure, and the places of the doubtful ones."""
    kept = find(network, document["text"])
    statements, unsure = [], []
    for s in number(document["text"], kept, network.settings.calibration):
        if s.confidence < SURE:
            unsure.append((s.cue or s.content[0]).start)
            continue
        spans = {"source": [s.source] if s.source else [], "cue": [s.cue] if s.cue else [], "content": list(s.content)}
        statements.append({role: [[span.start, span.end] for span in found] for role, found in spans.items()})
    return {"lang": "fr", "text": document["text"], "statements": statements, "unsure": unsure}


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    network = Network(options.model)
    network.settings = dataclasses.replace(network.settings, anchor_threshold=DOUBT, nested_threshold=DOUBT)
    with (options.data / "fr_news/unlabelled.jsonl").open(encoding="utf-8") as lines, options.to.open("w") as out:
        for line in lines:
            out.write(json.dumps(silver(network, json.loads(line)), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
