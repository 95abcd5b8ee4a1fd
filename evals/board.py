"""How right the board of a story is, column by column, from the story's statements and relations.

With the right relations it measures the board alone; with relations that a program found, the whole chain. The same
definitions as the project's scorer for stories.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from evals.measures import Annotation, Measure
from evals.stories import given_story
from selon.records import Relation, Told
from selon.relate.board import Board, board

COLUMNS = ("known", "disputed", "unknown", "expected")


def read_stories(folders: Iterable[Path]) -> list[Annotation]:
    """The stories of some folders, in the order of their names."""
    paths = [path for folder in folders for path in sorted(folder.glob("[ST]*.json"))]
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def told_of(story: Annotation) -> list[Told]:
    """The statements of a story as the annotator left them; only their times are read from the text, and no acts."""
    return [told for document in given_story(story) for told in document]


def relations_of(story: Annotation) -> list[Relation]:
    """The relations of a story."""
    return [Relation(raw["from"], raw["to"], raw["type"], 1.0, by="gold") for raw in story["relations"]]


def board_measures(made: Sequence[tuple[Annotation, Board]]) -> dict[str, Measure]:
    """The measure of each column over some stories."""
    counts: Counter[str] = Counter()
    for story, found in made:
        for column in COLUMNS:
            gold = _entries(story["board"][column])
            guessed = _entries(getattr(found, column))
            counts[f"{column} right"] += len(gold & guessed)
            counts[f"{column} made"] += len(guessed)
            counts[f"{column} gold"] += len(gold)
    return {c: Measure(counts[f"{c} right"], counts[f"{c} made"], counts[f"{c} gold"]) for c in COLUMNS}


def given_boards(stories: Iterable[Annotation]) -> dict[str, Measure]:
    """The measure of each column with statements and relations given."""
    return board_measures([(story, board(told_of(story), relations_of(story))) for story in stories])


def _entries(column: Iterable[str | Sequence[str]]) -> set[str | frozenset[str]]:
    return {entry if isinstance(entry, str) else frozenset(entry) for entry in column}
