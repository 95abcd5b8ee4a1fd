"""When things were said, with which figures and how they relate, on whole stories: given the spans, and from the text.

`python -m evals.stories DIR OUT [--given]` writes a prediction for the project's scorer for every story of a folder.
A day is right where it is equal, or both are null; a figure where low, high, about and per are all equal on overlapping
words. The same definitions as the project's scorer for stories.
"""

import argparse
import dataclasses
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from evals.measures import Annotation, Measure, pair
from selon.exporters.annotations import annotation_data
from selon.reader.identity import actor_id
from selon.reader.pipeline import Reader, normalised, shipped_reader
from selon.reader.sentences import outside
from selon.records import Actor, Document, Figure, Relation, Span, Statement, Told, When
from selon.relate.board import board
from selon.relate.relations import relations


def story_documents(folder: Path) -> list[Annotation]:
    """Every article of every story with its statements, ids of their own number."""
    found = []
    for path in sorted(folder.glob("*.json")):
        story = json.loads(path.read_text(encoding="utf-8"))
        for article in story["documents"]:
            statements = [s for s in story["statements"] if s["doc"] == article["id"]]
            found.append({**article, "doc": f"{story['story']}-{article['id']}", "statements": statements})
    return found


def as_document(article: Annotation) -> Document:
    """An article before it is read."""
    kept = {name: article.get(name) for name in ("language", "title", "outlet", "published")}
    return Document(article["text"], id=article["doc"], **kept)


def from_text(reader: Reader, article: Annotation) -> list[dict]:
    """What the reader makes of the text alone."""
    return annotation_data(reader.read(as_document(article)))["statements"]  # type: ignore[return-value]


def from_spans(article: Annotation) -> list[dict]:
    """What is made of the right spans, in the order of the gold."""
    document = as_document(article)
    statements = tuple(_statements(article))
    inner = {s.id: [span for other in statements if other.parent == s.id for span in other.content] for s in statements}
    own = [outside(s.content, inner[s.id]) for s in statements]
    read = normalised(dataclasses.replace(document, statements=statements), article["language"], own)
    return annotation_data(read)["statements"]  # type: ignore[return-value]


def _statements(article: Annotation) -> Iterator[Statement]:
    numbers = {raw["id"]: i + 1 for i, raw in enumerate(article["statements"])}
    for raw in article["statements"]:
        source, cue = (Span(*raw[role][0]) if raw[role] else None for role in ("source", "cue"))
        content = tuple(Span(*piece) for piece in raw["content"])
        yield Statement(numbers[raw["id"]], source, cue, content, "indirect", numbers.get(raw["parent"]), 1.0)


def story_measures(reader: Reader, articles: list[Annotation]) -> dict[str, Measure]:
    """`said_on given`, `figures given`, `said_on`, `figures`, and `matched`: how many statements were found at all."""
    counts: Counter[str] = Counter()
    for article in articles:
        gold = article["statements"]
        given = from_spans(article)
        _count(counts, " given", gold, given, {i: i for i in range(len(gold))})
        made = from_text(reader, article)
        pairs = pair(article["text"], gold, made, 0.5, lambda shared, g, p: shared / (g + p - shared))
        _count(counts, "", gold, made, pairs)
        counts["matched right"] += len(pairs)
        counts["matched made"] += len(made)
        counts["matched gold"] += len(gold)
    names = ("matched", "said_on given", "figures given", "said_on", "figures")
    return {n: Measure(counts[f"{n} right"], counts[f"{n} made"], counts[f"{n} gold"]) for n in names}


def _count(counts: Counter[str], kind: str, gold: list[dict], made: list[dict], pairs: dict[int, int]) -> None:
    for i, j in pairs.items():
        counts[f"said_on{kind} right"] += _day(gold[i]["said_on"]) == _day(made[j]["said_on"])
        counts[f"figures{kind} right"] += _right_figures(gold[i].get("figures", []), made[j]["figures"])
    counts[f"said_on{kind} made"] += len(pairs)
    counts[f"said_on{kind} gold"] += len(pairs)
    counts[f"figures{kind} made"] += sum(len(s["figures"]) for s in made)
    counts[f"figures{kind} gold"] += sum(len(s.get("figures", [])) for s in gold)


def _day(value: object) -> object:
    if isinstance(value, dict):
        start, end = ((value.get(side) or "")[:10] for side in ("start", "end"))
        return start if start and end in ("", start) else (start, end)
    return str(value)[:10] if value else None


def _right_figures(gold: list[dict], made: list[dict]) -> int:
    left, right = list(gold), 0
    for figure in made:
        hit = next((g for g in left if _touch(g, figure) and _key(g) == _key(figure)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return right


def _touch(a: dict, b: dict) -> bool:
    return a["start"] < b["end"] and b["start"] < a["end"]


def _key(figure: dict) -> tuple[object, ...]:
    low, high = (None if figure[side] is None else round(float(figure[side]), 6) for side in ("low", "high"))
    return low, high, bool(figure["about"]), figure["per"] or None


def given_story(story: Annotation) -> list[list[Told]]:
    """The right statements of a story with all that is told of them, a list a document, in order of publication."""
    return [[*_given(story, article)] for article in _in_order(story)]


def read_story(reader: Reader, story: Annotation) -> list[list[Told]]:
    """What the reader finds in the articles of a story, a list a document, in order of publication."""
    found = []
    for article in _in_order(story):
        read = reader.read(as_document({**article, "doc": article["id"]}))
        found.append([Told(f"{read.id}s{s.id}", s, read) for s in read.statements])
    return found


def story_relations(told: Sequence[Sequence[Told]]) -> list[Relation]:
    """The relations of a story's documents, each to those before it."""
    return [relation for at, document in enumerate(told) for relation in relations(document, told[:at])]


def prediction(
    told: Sequence[Sequence[Told]], *, given: bool, found: Sequence[Relation] | None = None
) -> dict[str, object]:
    """A story as the scorer wants it: statements, relations (those found here, if not given), board."""
    found = story_relations(told) if found is None else found
    every = [one for document in told for one in document]
    return {
        "given": given,
        "statements": [_told_data(document, one) for document in told for one in document],
        "relations": [{"from": r.later, "to": r.earlier, "type": r.type, "score": r.score} for r in found],
        "board": dataclasses.asdict(board(every, found)),
    }


def matched(story: Annotation, told: Sequence[Sequence[Told]], *, given: bool) -> dict[str, str]:
    """The right statement of each that was found, by id: one to one, best first, over half of the characters shared."""
    if given:
        return {one.id: one.id for document in told for one in document}
    found: dict[str, str] = {}
    for document in filter(None, told):
        gold = [s for s in story["statements"] if s["doc"] == document[0].document.id]
        made = [{"content": [[span.start, span.end] for span in one.statement.content]} for one in document]
        pairs = pair(document[0].document.text, gold, made, 0.5, lambda shared, g, p: shared / (g + p - shared))
        found.update({document[j].id: gold[i]["id"] for i, j in pairs.items()})
    return found


def _in_order(story: Annotation) -> list[Annotation]:
    return sorted(story["documents"], key=lambda article: (_utc(article["published"]), article["id"]))


def _utc(published: str) -> datetime:
    return datetime.fromisoformat(published).astimezone(UTC)


def _given(story: Annotation, article: Annotation) -> Iterator[Told]:
    gold = [s for s in story["statements"] if s["doc"] == article["id"]]
    document = as_document({**article, "doc": article["id"]})
    spans = tuple(_statements({"statements": gold}))
    inner = {s.id: [span for other in spans if other.parent == s.id for span in other.content] for s in spans}
    own = [outside(s.content, inner[s.id]) for s in spans]
    timed = normalised(dataclasses.replace(document, statements=spans), article["language"], own).statements
    made = tuple(_as_given(s, raw, document) for s, raw in zip(timed, gold, strict=True))
    document = dataclasses.replace(document, statements=made)
    for statement, raw in zip(made, gold, strict=True):
        yield Told(raw["id"], statement, document)


def _as_given(statement: Statement, raw: Annotation, document: Document) -> Statement:
    """A statement with the labels, actor, day and figures that it was given."""
    return dataclasses.replace(
        statement,
        actor=_given_actor(raw, document),
        certainty=raw["certainty"],
        distance=raw["distance"],
        denied=raw["denied"],
        said_on=_given_day(raw["said_on"], statement),
        figures=tuple(_given_figure(figure) for figure in raw.get("figures", [])),
    )


def _given_actor(raw: Annotation, document: Document) -> Actor:
    who, kind = raw["who"], raw["who_type"]
    is_named = bool(who) and any(word[0].isupper() for word in who.split())
    actor = Actor(None, who, kind, on_behalf_of=raw["on_behalf_of"], named=is_named)
    return dataclasses.replace(actor, id=actor_id(actor, document.language or "en", document.id))


def _given_day(day: object, statement: Statement) -> When | None:
    if day is None:
        return None
    start, end = (day.get("start"), day.get("end")) if isinstance(day, dict) else (str(day), str(day))
    span = statement.said_on.span if statement.said_on is not None else statement.content[0]
    return When(span, start, end, "day")


def _given_figure(raw: Annotation) -> Figure:
    return Figure(
        Span(raw["start"], raw["end"]),
        raw["low"],
        raw["high"],
        raw["about"],
        raw.get("unit"),
        raw.get("counted"),
        per=raw.get("per"),
    )


def _told_data(document: Sequence[Told], told: Told) -> Annotation:
    """One statement with its own id, as annotations are written."""
    names = {other.statement.id: other.id for other in document}
    alone = dataclasses.replace(told.document, statements=(told.statement,))
    (data,) = annotation_data(alone)["statements"]  # type: ignore[misc]
    return {**data, "id": told.id, "doc": told.document.id, "parent": names.get(told.statement.parent)}  # type: ignore[dict-item]


def main() -> int:
    """Write a prediction for every story of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--given", action="store_true", help="hand the right statements over")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for path in sorted(options.stories.glob("*.json")):
        story = json.loads(path.read_text(encoding="utf-8"))
        told = given_story(story) if options.given else read_story(shipped_reader(), story)
        made = json.dumps(prediction(told, given=options.given), ensure_ascii=False)
        (options.out / path.name).write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
