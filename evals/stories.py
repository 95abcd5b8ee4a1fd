"""When things were said, and with which figures, on whole stories: given the right spans, and from the text alone.

A day is right where it is equal, or both are null; a figure where low, high, about and per are all equal on overlapping
words. The same definitions as the project's scorer for stories.
"""

import dataclasses
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from evals.measures import Annotation, Measure, pair
from selon.exporters.annotations import annotation_data
from selon.reader.pipeline import Reader, normalised
from selon.reader.sentences import outside
from selon.records import Document, Span, Statement


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
