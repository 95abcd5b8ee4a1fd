"""What is disputed in a story: pairs of statements that cannot both be true, where neither side has given way."""

from collections.abc import Iterable
from itertools import combinations, product

from selon.records import Statement, Told
from selon.relate.quantities import Quantity, compared, quantity
from selon.relate.standing import Standing, same_source

Pair = tuple[str, str]  # the later statement first
_LEAST = 0.25  # how likely a contradiction has to be: below, three of four proposed ones are none
_NEAR = 75  # letters between two figures that a sentence, or two, set against each other
_ONE_THING = 0.9  # how alike what they count has to be


def disputed(standing: Standing) -> set[Pair]:
    """Pairs that contradict each other, neither withdrawn nor superseded; across documents and within one."""
    across = {(r.later, r.earlier) for r in standing.relations if r.type == "contradicts" and r.score >= _LEAST}
    beside = {pair for pair in _within(standing, across) if not _is_over(standing, pair)}
    within = {pair for pair in beside if not any(_renews(standing, other, pair) for other in across)}
    stands = {pair for pair in across if _stands(standing, pair) and not _is_double(standing, pair, across - {pair})}
    return {pair for pair in stands if not _is_told_beside(standing, pair, within)} | within


def _stands(standing: Standing, pair: Pair) -> bool:
    later = standing.published(pair[0])
    is_old = any(standing.is_superseded(name, later) for name in pair)
    return not is_old and not _is_over(standing, pair)


def _is_over(standing: Standing, pair: Pair) -> bool:
    """Whether one side took it back, or was silent when the other was confirmed."""
    is_withdrawn = any(standing.is_withdrawn(name) for name in pair)
    return is_withdrawn or _gives_way(standing, *pair) or _gives_way(standing, *reversed(pair))


def _gives_way(standing: Standing, name: str, other: str) -> bool:
    """Whether the other side was confirmed after the last word in this dispute, and this side never."""
    same, others = standing.same[name], set(standing.same[other])
    if standing.confirmed.intersection(same):
        return False
    last_word = max(standing.published(one) for one in (*same, other))
    ends = (r for r in standing.relations if r.type == "confirms" and {r.later, r.earlier} & others)
    return any(standing.published(r.later) > last_word for r in ends)


def _is_double(standing: Standing, pair: Pair, others: set[Pair]) -> bool:
    """Whether another pair tells it better: figures where this is a mere denial, a newer state of the same."""
    return any(_renews(standing, other, pair) or _says_more(standing, other, pair) for other in others)


def _renews(standing: Standing, other: Pair, pair: Pair) -> bool:
    """Whether another pair is the same dispute about a later state."""
    sides = ((other, pair), (other, pair[::-1]))
    return any(a in standing.same[x] and b in standing.states_after(y) for (a, b), (x, y) in sides)


def _says_more(standing: Standing, other: Pair, pair: Pair) -> bool:
    """Whether a source that denies something tells beside it what it holds true."""
    one, more = standing.told[pair[0]], standing.told[other[0]]
    is_beside = pair[1] == other[1] and one.document.id == more.document.id and same_source(one, more)
    return is_beside and bool(one.statement.denied) and not more.statement.denied


def _is_told_beside(standing: Standing, pair: Pair, within: set[Pair]) -> bool:
    """Whether each of the two documents sets both sides beside each other by itself."""
    one, other = ({x for p in within if name in p for x in p if x != name} for name in pair)
    return bool(one.intersection(standing.same[pair[1]])) and bool(other.intersection(standing.same[pair[0]]))


def _within(standing: Standing, across: set[Pair]) -> Iterable[Pair]:
    """Pairs of one document: two sides of a contradiction told side by side, or one thing with two figures."""
    tied = {name for pair in across for name in pair}
    for later, earlier in across:
        for pair in product(standing.same[later], standing.same[earlier]):
            if _are_beside(standing, *pair) and not tied.issuperset(pair):
                yield _ordered(standing, *pair)
    for names in standing.by_document.values():
        for earlier, later in combinations(names, 2):
            is_beside = _are_beside(standing, earlier, later)
            if is_beside and _differ_in_figures(standing.told[earlier], standing.told[later]):
                yield later, earlier


def _are_beside(standing: Standing, one: str, other: str) -> bool:
    """Whether two statements stand in one document, none within another."""
    a, b = standing.told[one], standing.told[other]
    is_nested = a.statement.parent is not None or b.statement.parent is not None
    return one != other and a.document.id == b.document.id and not is_nested


def _ordered(standing: Standing, one: str, other: str) -> Pair:
    earlier, later = sorted((one, other), key=standing.place)
    return later, earlier


def _differ_in_figures(a: Told, b: Told) -> bool:
    """Whether two sources side by side give figures of one thing that cannot both be true."""
    if same_source(a, b) or not a.statement.figures or not b.statement.figures:
        return False
    is_one_thing = _shares_words(a.statement, b.statement)
    found = (compared(x, y) for x, y in product(_quantities(a), _quantities(b)) if _is_near(x, y))
    return any(not c.is_compatible and (is_one_thing or c.alike >= _ONE_THING) for c in found)


def _quantities(told: Told) -> list[Quantity]:
    """What the figures of a statement count, by the words of its content."""
    content, document = told.statement.content, told.document
    bounds = (content[0].start, content[-1].end) if content else (0, 0)
    return [quantity(figure, document.text, document.language, bounds) for figure in told.statement.figures]


def _is_near(a: Quantity, b: Quantity) -> bool:
    """Whether two figures of one kind stand side by side."""
    first, second = sorted((a.figure.span, b.figure.span))
    return a.kind == b.kind and first != second and second.start - first.end <= _NEAR


def _shares_words(a: Statement, b: Statement) -> bool:
    """Whether contents have words in common."""
    return any(x.start < y.end and y.start < x.end for x, y in product(a.content, b.content))
