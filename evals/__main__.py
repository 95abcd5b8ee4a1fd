"""Measure the reader and hold the floors: `python -m evals` (or `make evals`).

Prints the tables, writes nothing, and exits with 1 where a figure is below its floor in `floors.toml`. Without the
corpora beside the repository it says so and measures our own marked-up examples alone.
"""

import argparse
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from evals.board import read_stories
from evals.corpora import SHARED, cofenet, own_examples, read_lines
from evals.grouping import grouping_scores, story_pool
from evals.measures import LABELS, ROLES, Annotation, Measure, measures
from evals.relations import related, relation_measures
from evals.reliability import Judged, calibration_error, judged, judged_labels, reliability_table
from evals.stories import given_story, read_story, story_documents, story_measures
from evals.suites.report import suite_measures, summary
from selon.exporters.annotations import annotation_data
from selon.reader.pipeline import Reader, shipped_reader
from selon.records import LANGUAGES, Document, Language

Floors = dict[str, dict[str, float]]
JUDGED = ("act", "certainty", "distance", "denied")
FLOORS = Path(__file__).parent / "floors.toml"


def predict(reader: Reader, documents: Iterable[Annotation]) -> dict[str, Document]:
    """Each document as it was read; labels where the corpus tells the language."""
    return {d["doc"]: reader.read(Document(d["text"], id=d["doc"], language=_language(d))) for d in documents}


def _language(document: Annotation) -> Language | None:
    language = document.get("lang")
    return language if language in LANGUAGES else None


def chances(read: Document) -> list[dict[str, float]]:
    """How sure the model was of each label, a statement each."""
    return [{r.field: r.sure for r in s.reasons if r.field in JUDGED and r.sure is not None} for s in read.statements]


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
    return [*exact, *(f"all {role}" for role in ROLES), "covered 0.3", "covered 0.8", "linked", "chain", *LABELS]


def story_lines(reader: Reader, floors: Floors) -> Iterator[str]:
    """Prints the table of the stories; yields the broken floors."""
    articles = story_documents(SHARED / "stories")
    print(f"stories: {len(articles)} articles, given the right spans and from the text alone")
    for measure, found in story_measures(reader, articles).items():
        print(line(measure, found))
        yield from broken("stories", measure, found.f1, floors)
    print()


def relation_lines(reader: Reader, floors: Floors) -> Iterator[str]:
    """Prints the tables of relations, boards and grouping; yields the broken floors."""
    stories = read_stories([SHARED / "stories"])
    for group, given in (("relations given", True), ("relations", False)):
        print("relations and boards, " + ("the right statements given" if given else "from the text alone"))
        told = [given_story(story) if given else read_story(reader, story) for story in stories]
        found, false = relation_measures(related(s, t, given=given) for s, t in zip(stories, told, strict=True))
        for measure, value in found.items():
            print(line(measure, value))
            yield from broken(group, measure, value.f1, floors)
        print(f"  repeats told as confirmations: {false}\n")
        if false > floors[group]["false confirmations"]:
            yield f"{group}: {false} repeats are told as confirmations, at most {floors[group]['false confirmations']}"
    scores = [score.f1 for score in grouping_scores(story_pool([SHARED / "stories"]))]
    print(f"articles of all stories put into one ledger, worst of {len(scores)} orders: B³ F1 {min(scores):.1f}\n")
    yield from broken("stories", "grouping", min(scores), floors)


def suite_lines(floors: Floors) -> Iterator[str]:
    """Prints ours beside the best library on other projects' suites; yields the broken floors."""
    print(f"suites of other projects, right answers on what a news text can hold\n{summary()}\n")
    for name, found in suite_measures().items():
        yield from broken("suites", name, found.percent, floors)


def broken(group: str, name: str, reached: float, floors: Floors) -> Iterator[str]:
    """A line where a figure is below its floor."""
    floor = floors.get(group, {}).get(name)
    if floor is not None and reached < floor:
        yield f"{group}: {name} is {reached:.1f}, its floor {floor}"


def main() -> int:
    """Print the tables; 1 where a floor is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="measure only the sets whose name holds this")
    options = parser.parse_args()
    if not SHARED.exists():
        print("The corpora (../shared/data) are not here: measuring our own marked-up examples alone.\n")
    reader = shipped_reader()
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    below, judgements, labels = [], list[Judged](), list[Judged]()
    for name, documents in sets().items():
        if options.only and options.only not in name:
            continue
        began = time.perf_counter()
        read = predict(reader, documents)
        predicted = {name: annotation_data(document) for name, document in read.items()}
        seconds = time.perf_counter() - began
        words = sum(len(d["text"].split()) for d in documents)
        found = measures(documents, predicted)
        print(f"{name}: {len(documents)} documents, {words} words, {words / seconds:.0f} words/s")
        for measure in shown(name):
            if found[measure].gold:
                print(line(measure, found[measure]))
            below += broken(name, measure, found[measure].f1, floors)
        print()
        if name in ("French news dev", "PolNeAR dev"):
            judgements += judged(documents, predicted, outermost_only=name.startswith("PolNeAR"))
        if name == "French news dev":
            sure = {name: chances(document) for name, document in read.items()}
            labels += judged_labels(documents, predicted, sure)
    if SHARED.exists() and not options.only:
        below += [*story_lines(reader, floors), *relation_lines(reader, floors), *suite_lines(floors)]
    if judgements and not options.only:
        print(reliability_table(judgements))
        print(f"labels of matched statements, act to denial\n{reliability_table(labels)}")
        for told, most in ((judgements, "most"), (labels, "labels")):
            error, ceiling = calibration_error(told), floors["calibration"][most]
            if error > ceiling:
                below.append(f"calibration error is {error:.3f}, its ceiling {ceiling}")
    print("\n".join(f"BELOW ITS FLOOR  {text}" for text in below) or "Every floor holds.")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
