"""How right the relations between statements are, and the boards and stories made with them.

A relation is right where later statement, earlier statement and type are equal. A pair that the annotators left out,
between statements that their relations connect, is not counted. The same definitions as the project's scorer.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from evals.board import board_measures
from evals.measures import Annotation, Measure
from evals.stories import matched, story_relations
from selon.records import RELATION_TYPES, Relation, Told
from selon.relate.board import Board, board

Statements = list[list[Told]]


@dataclass(frozen=True)
class Related:
    """A story with the relations that were found, all ids those of the right statements where they were found."""

    story: Annotation
    relations: list[Relation]
    board: Board


def related(story: Annotation, told: Statements, *, given: bool) -> Related:
    """Relate the statements of a story and make its board; what is no statement of the annotators' has a strange id."""
    ids = matched(story, told, given=given)
    names = {one.id: ids.get(one.id, f"? {one.id}") for document in told for one in document}
    found = story_relations(told)
    made = board([one for document in told for one in document], found)
    relations = [replace(r, later=names[r.later], earlier=names[r.earlier]) for r in found]
    return Related(story, relations, _renamed(made, names))


def relation_measures(found: Iterable[Related]) -> tuple[dict[str, Measure], int]:
    """`relations`, `untyped`, each type, each column of the board; and how many repeats were told as confirmations."""
    counts: Counter[str] = Counter()
    boards, false = [], 0
    for one in found:
        gold = {(r["from"], r["to"]): r["type"] for r in one.story["relations"]}
        group = groups(one.story["relations"])
        made = [r for r in one.relations if _counts(r, gold, group)]
        for name in ("relations", *RELATION_TYPES):
            of_type = [r for r in made if name in ("relations", r.type)]
            counts[f"{name} right"] += sum(gold.get((r.later, r.earlier)) == r.type for r in of_type)
            counts[f"{name} made"] += len(of_type)
            counts[f"{name} gold"] += sum(name in ("relations", kind) for kind in gold.values())
        counts["untyped right"] += sum((r.later, r.earlier) in gold for r in made)
        counts["untyped made"] += len(made)
        counts["untyped gold"] += len(gold)
        false += sum(r.type == "confirms" and gold.get((r.later, r.earlier)) == "repeats" for r in made)
        boards.append((one.story, one.board))
    names = ("relations", "untyped", *RELATION_TYPES)
    measures = {n: Measure(counts[f"{n} right"], counts[f"{n} made"], counts[f"{n} gold"]) for n in names}
    return {**measures, **{f"board {column}": m for column, m in board_measures(boards).items()}}, false


def _counts(relation: Relation, gold: dict[tuple[str, str], str], group: dict[str, int]) -> bool:
    """Whether a relation is judged: a pair that others connect is not, unless the annotators related it."""
    pair = relation.later, relation.earlier
    first, second = group.get(pair[0]), group.get(pair[1])
    return pair in gold or first is None or first != second


def groups(relations: Sequence[Annotation]) -> dict[str, int]:
    """A number for each statement that is related: the same for all that are connected."""
    group: dict[str, int] = {}
    for number, relation in enumerate(relations):
        ends = relation["from"], relation["to"]
        old = {group[end] for end in ends if end in group}
        group |= {name: number for name, value in group.items() if value in old} | dict.fromkeys(ends, number)
    return group


def _renamed(made: Board, names: dict[str, str]) -> Board:
    known, single, unknown, expected = (
        tuple(names[i] for i in column) for column in (made.known, made.single_source, made.unknown, made.expected)
    )
    return Board(known, tuple((names[a], names[b]) for a, b in made.disputed), single, unknown, expected)
