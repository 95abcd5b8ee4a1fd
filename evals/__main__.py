"""Measure the reader and hold the floors: `python -m evals` (or `make evals`).

Prints the tables, writes nothing, and exits with 1 where a figure is below its floor in `floors.toml`. Without the
corpora beside the repository it says so and measures our own marked-up examples alone.
"""

import argparse
import sys
import time
import tomllib
from collections.abc import Iterable
from pathlib import Path

from evals.corpora import SHARED, cofenet, own_examples, read_lines
from evals.measures import ROLES, Annotation, Measure, measures
from evals.reliability import Judged, calibration_error, judged, reliability_table
from selon.exporters.annotations import annotation_data
from selon.reader.pipeline import Reader, shipped_reader
from selon.records import Document

FLOORS = Path(__file__).parent / "floors.toml"


def predict(reader: Reader, documents: Iterable[Annotation]) -> dict[str, Annotation]:
    """What the reader finds in each document, in the corpora's form."""
    return {d["doc"]: annotation_data(reader.read(Document(d["text"], id=d["doc"]))) for d in documents}


def sets() -> dict[str, list[Annotation]]:
    """The documents to measure, by name, as far as they are at hand."""
    found = {"own examples, French": own_examples("fr"), "own examples, English": own_examples("en")}
    if SHARED.exists():
        found["French news dev"] = read_lines(SHARED / "fr_news/dev.jsonl")
        found["PolNeAR dev, CofeNet"] = list(cofenet(SHARED / "polnear/cofenet_valid.jsonl"))
        found["PolNeAR dev"] = read_lines(SHARED / "polnear/dev.jsonl")
        found["German WikiNews dev (never trained on)"] = read_lines(SHARED / "german_wikinews/dev.jsonl")
    return found


def line(name: str, measure: Measure) -> str:
    """One row of a table."""
    return (
        f"  {name:<15} F1 {measure.f1:5.1f}   P {measure.precision:5.1f}   R {measure.recall:5.1f}   of {measure.gold}"
    )


def shown(name: str) -> list[str]:
    """The measures that mean something on a corpus."""
    exact = [f"exact {role}" for role in ROLES]
    if "CofeNet" in name:
        return exact
    if "German" in name:
        return ["covered 0.3", "covered 0.8", "linked"]
    if "PolNeAR" in name:
        return [*exact, "covered 0.3", "covered 0.8"]
    return [*exact, *(f"all {role}" for role in ROLES), "covered 0.3", "covered 0.8", "linked", "chain", "form"]


def main() -> int:
    """Print the tables; 1 where a floor is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="measure only the sets whose name holds this")
    options = parser.parse_args()
    if not SHARED.exists():
        print("The corpora (../shared/data) are not here: measuring our own marked-up examples alone.\n")
    reader = shipped_reader()
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    broken, judgements = [], list[Judged]()
    for name, documents in sets().items():
        if options.only and options.only not in name:
            continue
        began = time.perf_counter()
        predicted = predict(reader, documents)
        seconds = time.perf_counter() - began
        words = sum(len(d["text"].split()) for d in documents)
        found = measures(documents, predicted)
        print(f"{name}: {len(documents)} documents, {words} words, {words / seconds:.0f} words/s")
        for measure in shown(name):
            if found[measure].gold:
                print(line(measure, found[measure]))
            floor = floors.get(name, {}).get(measure)
            if floor is not None and found[measure].f1 < floor:
                broken.append(f"{name}: {measure} is {found[measure].f1:.1f}, its floor {floor}")
        print()
        if name in ("French news dev", "PolNeAR dev"):
            judgements += judged(documents, predicted, outermost_only=name.startswith("PolNeAR"))
    if judgements and not options.only:
        print(reliability_table(judgements))
        error, most = calibration_error(judgements), floors["calibration"]["most"]
        if error > most:
            broken.append(f"calibration error is {error:.3f}, its ceiling {most}")
    print("\n".join(f"BELOW ITS FLOOR  {text}" for text in broken) or "Every floor holds.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
