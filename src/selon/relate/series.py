"""Figures over time: what each source gave for one quantity, as it changed; ranges kept, never averaged."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from selon.records import Actor, Figure, Relation, Told, When
from selon.relate.moments import moment
from selon.relate.quantities import Quantity, compared, concepts_in, quantity

SAME = 0.8  # likeness of two figures that count one thing by their words alone
RELATED = 0.35  # the same where a relation ties their statements: then the words need not say it again
_UNSURE = 0.6  # likeness at most where units or words differ: "job" and « poste », but "death" and "ship" too
_NOT_ONE = frozenset({"settles"})  # relations that answer a question, not a figure


@dataclass(frozen=True, slots=True)
class Point:
    """One figure that a source gave: bounds as they were told, None where that side is open.

    `is_corrected` tells that the source took it back later, `is_standing` that nothing later has taken its place.
    """

    statement: str
    published: str | None
    said_on: str | None
    low: float | None
    high: float | None
    about: bool
    who: str | None
    outlet: str | None
    is_corrected: bool
    is_standing: bool


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one quantity, the earliest first, and the range of those that stand: lowest low, highest high.

    A side of the range is None where a standing figure is open there, or where none stands.
    """

    counted: str | None
    unit: str | None
    per: str | None
    points: tuple[Point, ...]
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure of a statement, with what it counts."""

    told: Told
    at: int
    quantity: Quantity
    concepts: frozenset[str]  # those that the words for what is counted name, else the one told beside them

    @property
    def key(self) -> tuple[str, str, int, int, str]:
        """What to sort by: the order of publication, then of the text."""
        document = self.told.document
        return moment(document), document.id, self.figure.span.start, self.at, self.told.id

    @property
    def figure(self) -> Figure:
        """The figure itself."""
        return self.quantity.figure


def series(told: Sequence[Told], relations: Sequence[Relation]) -> list[Series]:
    """The series of a story, the longest first; a figure that stands alone is a series too.

    Figures are of one series where their words count the same thing, or a relation ties their statements and their
    words do not count different things. The order of either argument does not matter.
    """
    places = sorted(_places(told), key=lambda place: place.key)
    groups = _grouped(places, relations)
    made = [_series(group, relations) for group in groups]
    return sorted(made, key=lambda one: (-len(one.points), one.points[0].published or "", one.points[0].statement))


def _places(told: Iterable[Told]) -> Iterator[_Place]:
    for one in told:
        text, content = one.document.text, one.statement.content
        for at, figure in enumerate(one.statement.figures):
            around = next((s for s in content if s.holds(figure.span)), figure.span)
            bounds = (around.start, around.end)
            found = quantity(figure, text, one.document.language, bounds)
            yield _Place(one, at, found, _concepts(found))


def _concepts(found: Quantity) -> frozenset[str]:
    named = frozenset(name for name, _, _ in concepts_in(found.figure.counted or "", None))
    return named or frozenset({found.concept} - {None})  # type: ignore[arg-type]


def _grouped(places: Sequence[_Place], relations: Iterable[Relation]) -> list[list[_Place]]:
    """Figures tied pair by pair, the surest ties first, so that none ties two that count different things."""
    tied = {frozenset((r.later, r.earlier)) for r in relations if r.type not in _NOT_ONE}
    ties = []
    for a, b in combinations(range(len(places)), 2):
        is_related = frozenset((places[a].told.id, places[b].told.id)) in tied
        alike = _alike(places[a], places[b])
        if alike >= (RELATED if is_related else SAME):
            ties.append((-alike - is_related, a, b))
    groups = {i: [i] for i in range(len(places))}
    for _, a, b in sorted(ties):
        if groups[a] is not groups[b] and _may_join(places, groups[a], groups[b]):
            groups[a] += groups[b]
            for i in groups[b]:
                groups[i] = groups[a]
    unique = {id(group): group for group in groups.values()}
    return [[places[i] for i in sorted(group)] for group in unique.values()]


def _alike(a: _Place, b: _Place) -> float:
    """How sure it is that two figures count one thing: less where units are other words, none within one statement."""
    if a.told.id == b.told.id:
        return 0.0
    alike = compared(b.quantity, a.quantity).alike
    if a.concepts and b.concepts and alike:
        alike = max(alike, SAME) if a.concepts & b.concepts else 0.0
    return min(alike, _UNSURE) if _has_other_words(a, b) else alike


def _has_other_words(a: _Place, b: _Place) -> bool:
    """Whether one language counts them by other nouns, or in words of which none are the same."""
    if a.told.document.language != b.told.document.language:
        return False
    is_other_unit = a.quantity.kind == "count" and (a.figure.unit or "") != (b.figure.unit or "")
    both = a.quantity.stems and b.quantity.stems
    return is_other_unit or (bool(both) and not a.quantity.stems & b.quantity.stems)


def _may_join(places: Sequence[_Place], first: Sequence[int], second: Sequence[int]) -> bool:
    """Whether two groups count nothing different: never the dead with the injured, nor two figures of one statement."""
    ones, others = ({c for i in group for c in places[i].concepts} for group in (first, second))
    here, there = ({places[i].told.id for i in group} for group in (first, second))
    return not here & there and (not ones or not others or bool(ones & others))


def _series(group: Sequence[_Place], relations: Sequence[Relation]) -> Series:
    standing = _standing(group, relations)
    corrected = {r.earlier for r in relations if r.type == "corrects"}
    points = tuple(_point(place, place.told.id in corrected, place in standing) for place in group)
    lows = [place.figure.low for place in standing]
    highs = [place.figure.high for place in standing]
    counted = Counter(place.figure.counted for place in group if place.figure.counted)
    named = min(counted, key=lambda words: (-counted[words], words), default=None)
    last = group[-1].figure
    return Series(named, last.unit, last.per, points, _least(lows), _most(highs))


def _standing(group: Sequence[_Place], relations: Iterable[Relation]) -> list[_Place]:
    """The last figure of each source, where nothing later corrects or updates it."""
    replaced = {r.earlier for r in relations if r.type in ("corrects", "updates")}
    last: dict[str, _Place] = {}
    for place in group:
        last[_source(place.told)] = place
    return [place for place in group if place in last.values() and place.told.id not in replaced]


def _source(told: Told) -> str:
    """Who gave a figure: the actor, or the outlet where no source is named."""
    actor = told.statement.actor
    return (actor and (actor.id or actor.who)) or told.document.outlet or told.document.id


def _point(place: _Place, is_corrected: bool, is_standing: bool) -> Point:
    statement, document = place.told.statement, place.told.document
    return Point(
        statement=place.told.id,
        published=document.published,
        said_on=_day(statement.said_on),
        low=place.figure.low,
        high=place.figure.high,
        about=place.figure.about,
        who=_who(statement.actor),
        outlet=document.outlet,
        is_corrected=is_corrected,
        is_standing=is_standing,
    )


def _day(when: When | None) -> str | None:
    return None if when is None else when.start or when.end


def _who(actor: Actor | None) -> str | None:
    return None if actor is None else actor.who


def _least(bounds: Sequence[float | None]) -> float | None:
    known = [bound for bound in bounds if bound is not None]
    return min(known) if known and len(known) == len(bounds) else None


def _most(bounds: Sequence[float | None]) -> float | None:
    known = [bound for bound in bounds if bound is not None]
    return max(known) if known and len(known) == len(bounds) else None
