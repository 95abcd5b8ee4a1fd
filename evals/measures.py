"""How well statements were found: exact spans, coverage, linking, nesting, labels.

The same definitions as the project's scorer, so that a figure here is a figure there; a test holds that where the
scorer is at hand. White space at the edges of a span and inside a content never counts.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

ROLES = ("source", "cue", "content")
LABELS = ("form", "act", "who", "who_type", "certainty", "distance", "denied")
_ARTICLES = frozenset(
    ["le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "the", "a", "an", "of", "der", "die", "das"]
)
Annotation = dict  # a document in the corpora's JSON form
Place = tuple[int, int]


@dataclass(frozen=True)
class Measure:
    """Counts of one measure over a corpus."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """In percent."""
        return 100 * self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """In percent."""
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """In percent."""
        both = self.predicted + self.gold
        return 200 * self.right / both if both else 0.0


def measures(gold: Iterable[Annotation], predicted: dict[str, Annotation]) -> dict[str, Measure]:
    """Every measure by name: `exact source`, `all cue`, `covered 0.8`, `linked`, `chain`, `form` …"""
    right: Counter[str] = Counter()
    guessed: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for document in gold:
        made = predicted.get(document["doc"], {"statements": []})["statements"]
        for name, (r, p, g) in _document(document["text"], document["statements"], made).items():
            right[name] += r
            guessed[name] += p
            wanted[name] += g
    return {name: Measure(right[name], guessed[name], wanted[name]) for name in wanted}


def _document(text: str, gold: list[dict], made: list[dict]) -> dict[str, tuple[int, int, int]]:
    counts = {}
    for scope, only_outermost in (("exact", True), ("all", False)):
        for role in ROLES:
            g, p = _places(text, gold, role, only_outermost), _places(text, made, role, only_outermost)
            counts[f"{scope} {role}"] = (len(g & p), len(p), len(g))
    for threshold in (0.3, 0.8):
        pairs = pair(text, gold, made, threshold, lambda shared, g, p: shared / g)
        counts[f"covered {threshold}"] = (len(pairs), len(made), len(gold))
    links = linked(text, gold, made)
    counts["linked"] = (len(links), len(made), len(gold))
    counts["chain"] = _chain(gold, made, links)
    alike = pair(text, gold, made, 0.5, lambda shared, g, p: shared / (g + p - shared))
    for label in LABELS:
        told = [(i, j) for i, j in alike.items() if label in gold[i]]
        same = sum(is_same(label, gold[i][label], made[j].get(label)) for i, j in told)
        counts[label] = (same, len(told), len(told))
    return counts


def is_same(label: str, gold: object, made: object) -> bool:
    """Whether a label is right; of two names the words of one may be among those of the other."""
    if label != "who":
        return gold == made
    a, b = _name(gold), _name(made)
    return a == b or bool(a and b and (a <= b or b <= a))


def _name(who: object) -> frozenset[str]:
    """The words of a name, without case, accents, marks and articles."""
    apart = unicodedata.normalize("NFKD", str(who or ""))
    plain = "".join(char for char in apart if not unicodedata.combining(char)).lower()
    return frozenset(re.sub(r"[^\w\s]", " ", plain).split()) - _ARTICLES


def linked(text: str, gold: list[dict], made: list[dict]) -> dict[int, int]:
    """Pairs whose contents cover each other above 80 % and whose sources overlap, or are both absent."""
    pairs = pair(text, gold, made, 0.8, lambda shared, g, p: min(shared / g, shared / p))
    links = {}
    for i, j in pairs.items():
        a, b = _letters(text, gold[i], "source"), _letters(text, made[j], "source")
        if a & b or not (a or b):
            links[i] = j
    return links


def pair(
    text: str, gold: list[dict], made: list[dict], threshold: float, measure: Callable[[int, int, int], float]
) -> dict[int, int]:
    """One-to-one pairs by content, the best first, each above the threshold; equal ones by shared cue."""
    g_contents = [_letters(text, s, "content") for s in gold]
    p_contents = [_letters(text, s, "content") for s in made]
    options = []
    for i, g in enumerate(g_contents):
        for j, p in enumerate(p_contents):
            shared = len(g & p)
            if shared and (value := measure(shared, len(g), len(p))) > threshold:
                cue = len(_letters(text, gold[i], "cue") & _letters(text, made[j], "cue"))
                options.append((-value, -cue, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(options):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _chain(gold: list[dict], made: list[dict], links: dict[int, int]) -> tuple[int, int, int]:
    """Nested statements found with the right parent."""
    index = {s["id"]: i for i, s in enumerate(gold)}
    right = 0
    nested = [s for s in gold if s.get("parent") is not None]
    for statement in nested:
        child, parent = index[statement["id"]], index.get(statement["parent"])
        if child in links and parent in links:
            right += made[links[child]].get("parent") == made[links[parent]]["id"]
    return right, sum(s.get("parent") is not None for s in made), len(nested)


def _places(text: str, statements: list[dict], role: str, only_outermost: bool) -> set[Place]:
    chosen = [s for s in statements if not only_outermost or s.get("parent") is None]
    return {place for s in chosen for span in s.get(role) or [] if (place := _trimmed(text, *span))[0] < place[1]}


def _trimmed(text: str, start: int, end: int) -> Place:
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    return start + lead, max(start + len(words.rstrip()), start + lead)


def _letters(text: str, statement: dict, role: str) -> set[int]:
    return {i for start, end in statement.get(role) or [] for i in range(start, end) if not text[i].isspace()}
