"""How the statements of a story stand: what later ones did to each of them."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from selon.records import Relation, RelationType, Told
from selon.relate.moments import moment
from selon.relate.parties import party, same_person


class Standing:
    """A story's statements with the relations between them; what a repeat undergoes, what it repeats undergoes too."""

    def __init__(self, told: Iterable[Told], relations: Iterable[Relation]) -> None:
        self.told = {one.id: one for one in told}
        self._places = {name: self._place(one) for name, one in self.told.items()}
        kept = {r for r in relations if r.later in self.told and r.earlier in self.told}
        self.relations = sorted(kept, key=lambda r: (self.place(r.later), self.place(r.earlier), r.type))
        self._onto: dict[tuple[str, RelationType], list[str]] = defaultdict(list)
        for relation in self.relations:
            self._onto[relation.earlier, relation.type].append(relation.later)
        self.same = _joined(self.told, [(r.later, r.earlier) for r in self.relations if r.type == "repeats"])

    def place(self, name: str) -> tuple[str, str, int, str]:
        """What to sort by: when it was published, where it stands."""
        return self._places[name]

    def published(self, name: str) -> str:
        """When the document was published that tells a statement."""
        return self._places[name][0]

    @cached_property
    def last(self) -> str:
        """When the last document was published."""
        return max((self.published(name) for name in self.told), default="")

    @cached_property
    def by_document(self) -> dict[str, list[str]]:
        """The statements of each document, in their order."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self.told, key=self.place):
            found[self.told[name].document.id].append(name)
        return found

    @cached_property
    def confirmed(self) -> frozenset[str]:
        """The statements at either end of a confirmation."""
        return frozenset(name for r in self.relations if r.type == "confirms" for name in (r.later, r.earlier))

    @cached_property
    def relays(self) -> frozenset[str]:
        """The statements that only repeat an earlier one."""
        return frozenset(r.later for r in self.relations if r.type == "repeats")

    @cached_property
    def doubt(self) -> float:
        """How likely a relation is to be wrong, and so another to be missed; none where people judged them all."""
        scores = [relation.score for relation in self.relations]
        return 1 - sum(scores) / len(scores) if scores else 0.5

    def done_to(self, name: str, *types: RelationType) -> list[str]:
        """The later statements in such relations to this one, or to one that repeats tie with it."""
        return [later for same in self.same[name] for type_ in types for later in self._onto[same, type_]]

    def done_to_content(self, name: str, *types: RelationType) -> list[str]:
        """The same, or to a statement around or within it that has most of its content: either may have been meant."""
        return [later for one in (name, *self._kin[name]) for later in self.done_to(one, *types)]

    def done_to_itself(self, name: str, type_: RelationType) -> list[str]:
        """The later statements in such a relation to this one alone."""
        return self._onto[name, type_]

    def is_withdrawn(self, name: str) -> bool:
        """Whether its own source took it back or mended it."""
        return bool(self.done_to(name, "corrects"))

    def is_superseded(self, name: str, since: str = "") -> bool:
        """Whether something published after `since` tells a later state or how it ended."""
        return any(self.published(later) > since for later in self.done_to(name, "updates", "settles"))

    def states_after(self, name: str) -> set[str]:
        """The statements that tell later states of a quantity or plan, near and far."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            new = set(self.done_to(waiting.pop(), "updates")) - found
            found |= new
            waiting += new
        return found

    def documents_after(self, name: str) -> int:
        """How many documents came out after a statement, or its last repeat."""
        last = max(self.published(same) for same in self.same[name])
        return sum(self.published(names[0]) > last for names in self.by_document.values())

    def is_own(self, name: str) -> bool:
        """Whether the content is its own, not that of a statement nested in it."""
        return not any(_covers(inner, self.told[name]) for inner in self._inner[name])

    @cached_property
    def _inner(self) -> dict[str, list[Told]]:
        """The statements nested in each statement."""
        names = {(one.document.id, one.statement.id): name for name, one in self.told.items()}
        found: dict[str, list[Told]] = defaultdict(list)
        for one in self.told.values():
            if one.statement.parent is not None and (one.document.id, one.statement.parent) in names:
                found[names[one.document.id, one.statement.parent]].append(one)
        return found

    @cached_property
    def _kin(self) -> dict[str, list[str]]:
        """The statements around and within each that have most of one content in common."""
        found: dict[str, list[str]] = defaultdict(list)
        for outer, nested in self._inner.items():
            for inner in nested:
                if _covers(inner, self.told[outer]):
                    found[outer].append(inner.id)
                    found[inner.id].append(outer)
        return found

    @staticmethod
    def _place(one: Told) -> tuple[str, str, int, str]:
        return moment(one.document), one.document.id, one.statement.id, one.id


def same_source(a: Told, b: Told) -> bool:
    """Whether two statements have one source: the same person however spelled, or the same name."""
    one, other = party(a), party(b)
    if one.is_nobody or other.is_nobody:
        return False
    return same_person(one, other) or one.who == other.who or bool(one.ids & other.ids)


def _covers(inner: Told, outer: Told) -> bool:
    """Whether a nested statement makes up most of the content around it."""
    length = [sum(span.end - span.start for span in one.statement.content) for one in (inner, outer)]
    return 2 * length[0] > length[1]


def _joined(names: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """For each name all that pairs join with it, itself included."""
    groups = {name: {name} for name in names}
    for a, b in pairs:
        if groups[a] is not groups[b]:
            groups[a] |= groups[b]
            for name in groups[b]:
                groups[name] = groups[a]
    return {name: tuple(sorted(group)) for name, group in groups.items()}
