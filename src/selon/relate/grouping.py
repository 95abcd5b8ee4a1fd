"""Documents into stories: which stories a document belongs to, by the names and rare words it shares with theirs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log, sqrt

from selon.records import Because
from selon.relate.signatures import Signature, Term, everyday, signature

__all__ = ["WINDOW", "Belonging", "Signature", "Term", "rare_keys", "signature", "story_of"]

WINDOW = 300  # days between two documents of one story, at most: trials and reports come months after the event
JOINS = 0.1  # cosine from which two documents tell one story: documents of different stories stay below 0.05
_ALONE = 0.3  # the same where they share one name only: a lone minister or agency glues nothing
_TIES = 2  # words shared at least
_FADES = 250.0  # days in which likeness falls to a third
_PRIOR = 200  # articles: a small ledger does not know yet which words are rare
_RARE_SHARE = 0.005  # of documents: a commoner word fetches no candidates
_SOME = 40  # documents that may have a word in any ledger: as many as a long story has
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Belonging:
    """The stories a document belongs to, the likest first: none is a new story, several are one.

    `score` is how alike the document and the likest document of these stories are, 0 to 1.
    """

    stories: tuple[str, ...] = ()
    score: float = 0.0
    reasons: tuple[Because, ...] = ()


def story_of(
    told: Signature, candidates: Sequence[tuple[str, Signature]], frequency: Mapping[str, int], total: int
) -> Belonging:
    """The stories a document belongs to, among documents given as (story id, signature).

    `frequency` tells how many of the `total` documents of the ledger have a term; terms not in it are in none.
    The order of the candidates does not matter.
    """
    best: dict[str, float] = defaultdict(float)
    why: dict[str, Signature] = {}
    for story, other in sorted(candidates, key=lambda pair: (pair[0], pair[1].day or "", pair[1].keys)):
        alike = likeness(told, other, frequency, total)
        if alike >= JOINS and alike > best[story]:
            best[story], why[story] = alike, other
    if not why:
        return Belonging()
    stories = tuple(sorted(why, key=lambda story: (-best[story], story)))
    reasons = tuple(_because(told, why[story], frequency, total) for story in stories)
    return Belonging(stories, round(min(best[stories[0]], 1.0), 3), reasons)


def likeness(a: Signature, b: Signature, frequency: Mapping[str, int], total: int) -> float:
    """How alike two documents are, 0 to 1, the same from either side; 0 where too few words tie them."""
    apart = _days(a.day, b.day)
    shared = _shared(a, b)
    names = sum(x.is_name and y.is_name for x, y in shared)
    if apart > WINDOW or len(shared) < _TIES or not names:
        return 0.0
    rarity = {x.key: _rarity(x.key, frequency, total) for signature_ in (a, b) for x in signature_.terms}
    dot = sum(x.weight * y.weight * rarity[x.key] ** 2 for x, y in shared)
    found = exp(-apart / _FADES) * dot / (_length(a, rarity) * _length(b, rarity))
    return found if names > 1 or found >= _ALONE else 0.0


def rare_keys(told: Signature, frequency: Mapping[str, int], total: int) -> tuple[str, ...]:
    """The terms worth looking up in an index: documents that share none of them tell another story."""
    most = max(_RARE_SHARE * total, _SOME)
    return tuple(t.key for t in told.terms if everyday(t.key) < 3 and frequency.get(t.key, 0) <= most)


def _shared(a: Signature, b: Signature) -> list[tuple[Term, Term]]:
    others = {term.key: term for term in b.terms}
    return [(term, others[term.key]) for term in a.terms if term.key in others]


def _rarity(key: str, frequency: Mapping[str, int], total: int) -> float:
    """How much a word tells: the logarithm of how many articles there are to one that has it."""
    in_ledger = log((total + _PRIOR) / (frequency.get(key, 0) + 1))
    return max(min(in_ledger, log(100 / everyday(key))), 0.0)


def _length(told: Signature, rarity: Mapping[str, float]) -> float:
    return sqrt(sum((term.weight * rarity[term.key]) ** 2 for term in told.terms)) or 1.0


def _days(a: str | None, b: str | None) -> int:
    """Days between two documents; 0 where one has no date."""
    return abs((date.fromisoformat(a) - date.fromisoformat(b)).days) if a and b else 0


def _because(told: Signature, other: Signature, frequency: Mapping[str, int], total: int) -> Because:
    """The words that tie two documents most, names first."""
    weighed = sorted(
        _shared(told, other),
        key=lambda pair: (-pair[0].weight * pair[1].weight * _rarity(pair[0].key, frequency, total), pair[0].key),
    )
    return Because("shared_words", (("words", ", ".join(_written(weighed))),))


def _written(pairs: Iterable[tuple[Term, Term]]) -> list[str]:
    return [term.written for term, _ in list(pairs)[:_SHOWN]]
