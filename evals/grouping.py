"""How well documents are put into stories: B³ on whole stories in one pool, in several orders, with other news between.

B³ (Bagga and Baldwin 1998) looks at each document: which share of those it was put with belong with it (precision),
and which share of those that belong with it were put with it (recall). Here averaged over the documents.
"""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from selon.records import Document
from selon.relate.grouping import Signature, rare_keys, signature, story_of


@dataclass(frozen=True)
class BCubed:
    """Precision and recall of a grouping, in percent."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """In percent."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(gold: Mapping[str, Hashable], made: Mapping[str, Hashable], of: Iterable[str] | None = None) -> BCubed:
    """B³ of groups given as item → group, over the items of `gold`, or over those `of` it alone."""
    counted = list(gold if of is None else of)
    by_gold, by_made = _groups(gold), _groups(made)
    precision = recall = 0.0
    for item in counted:
        mine, theirs = by_gold[gold[item]], by_made[made[item]]
        shared = len(mine & theirs)
        precision += shared / len(theirs)
        recall += shared / len(mine)
    return BCubed(100 * precision / len(counted), 100 * recall / len(counted))


def _groups(of: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    groups: dict[Hashable, set[str]] = defaultdict(set)
    for item, group in of.items():
        groups[group].add(item)
    return groups


def grouped(documents: Sequence[Document]) -> dict[str, str]:
    """Document id → story id, the documents coming one by one in this order, as the ledger does it."""
    return grouped_signatures([(document.id, signature(document)) for document in documents])


def grouped_signatures(documents: Sequence[tuple[str, Signature]]) -> dict[str, str]:
    """The same from signatures made before."""
    story: dict[str, str] = {}
    known: dict[str, Signature] = {}
    index: dict[str, list[str]] = defaultdict(list)
    frequency: Counter[str] = Counter()
    for name, told in documents:
        found = {other for key in rare_keys(told, frequency, len(known)) for other in index[key]}
        belonging = story_of(told, [(story[o], known[o]) for o in found], frequency, len(known))
        story[name] = belonging.stories[0] if belonging.stories else name
        story.update((other, story[name]) for other, old in list(story.items()) if old in belonging.stories)
        known[name] = told
        frequency.update(told.keys)
        for key in told.keys:
            index[key].append(name)
    return story


def story_pool(folders: Iterable[Path]) -> dict[Document, str]:
    """Every article of the stories in some folders, with the story it is of."""
    pool = {}
    for path in (path for folder in folders for path in sorted(folder.glob("[ST]*.json"))):
        story = json.loads(path.read_text(encoding="utf-8"))
        for raw in story["documents"]:
            kept = {name: raw.get(name) for name in ("language", "title", "outlet", "published")}
            pool[Document(raw["text"], id=f"{story['story']}-{raw['id']}", **kept)] = story["story"]
    return pool


def other_news(path: Path, days: Sequence[str]) -> list[Document]:
    """Unrelated articles, spread over the days of the stories so that their dates do not keep them apart."""
    lines = path.read_text(encoding="utf-8").splitlines()
    chosen = random.Random(0)
    made = []
    for raw in map(json.loads, lines):
        title, day = raw["title"], chosen.choice(days)
        made.append(Document(raw["text"], id=raw["doc"], language=raw["lang"], title=title, published=day))
    return made


def grouping_scores(pool: Mapping[Document, str], noise: Sequence[Document] = (), orders: int = 5) -> list[BCubed]:
    """B³ over the articles of the stories, one a random order; other news counts where it was put with them."""
    gold = {document.id: story for document, story in pool.items()} | {d.id: d.id for d in noise}
    signatures = [(document.id, signature(document)) for document in (*pool, *noise)]
    scores = []
    for order in range(orders):
        shuffled = random.Random(order).sample(signatures, len(signatures))
        scores.append(b_cubed(gold, grouped_signatures(shuffled), [document.id for document in pool]))
    return scores
