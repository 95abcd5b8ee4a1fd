"""Which statement of one reading is which of another: by the characters of their contents."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from re import compile as pattern

from selon.records import Figure, Span, Statement, When

_SAME = 0.5  # of all characters that either content holds, the share that both must hold
_LONGEST = 20_000  # pieces: longer texts are compared paragraph by paragraph
_PIECES = (pattern(r"\w+\W*|\W+"), pattern(r"[^\n]*\n?"))


def matched(old: Sequence[Statement], new: Sequence[Statement], moved: "Moved | None" = None) -> dict[int, int]:
    """The old statement's number for each new one that has one: one to one, best overlap first."""
    places = {s.id: _characters(s.content, moved) for s in old}
    scored = []
    for statement in new:
        here = _characters(statement.content, None)
        for number, there in places.items():
            shared = len(here & there)
            if shared and shared / len(here | there) > _SAME:
                scored.append((-shared / len(here | there), statement.id, number))
    found: dict[int, int] = {}
    for _, number, earlier in sorted(scored):
        if number not in found and earlier not in found.values():
            found[number] = earlier
    return found


class Moved:
    """Where the characters of an older text stand in a newer one."""

    def __init__(self, old: str, new: str) -> None:
        self._stretches = _alike(old, new)
        self._starts = [stretch[0] for stretch in self._stretches]

    def place(self, at: int) -> int | None:
        """The place in the newer text of a character of the older; None where it is gone."""
        found = bisect_right(self._starts, at) - 1
        if found < 0:
            return None
        start, place, size = self._stretches[found]
        return at - start + place if at < start + size else None

    def span(self, span: Span) -> Span | None:
        """The place of a span; None where any of its words is gone or others came between."""
        places = [self.place(at) for at in range(span.start, span.end)]
        start = places[0] if places else None
        if start is None or places != list(range(start, start + len(places))):
            return None
        return Span(start, start + len(places))

    def statement(self, statement: Statement) -> Statement | None:
        """The statement at its new place, None where its spans are not there as they were.

        Figures and times whose words are gone are left out.
        """
        spans = [self.span(span) for span in statement.content]
        source, cue = (span and self.span(span) for span in (statement.source, statement.cue))
        if None in spans or (source is None) != (statement.source is None) or (cue is None) != (statement.cue is None):
            return None
        times = [self._when(time) for time in statement.times]
        figures = [self._figure(figure) for figure in statement.figures]
        return replace(
            statement,
            source=source,
            cue=cue,
            content=tuple(span for span in spans if span is not None),
            said_on=self._when(statement.said_on),
            times=tuple(time for time in times if time is not None),
            figures=tuple(figure for figure in figures if figure is not None),
        )

    def _when(self, when: When | None) -> When | None:
        span = when and self.span(when.span)
        return replace(when, span=span) if when and span else None

    def _figure(self, figure: Figure) -> Figure | None:
        span = self.span(figure.span)
        return replace(figure, span=span, as_of=self._when(figure.as_of)) if span else None


def changes(old: str, new: str) -> list[tuple[str, str]]:
    """What was replaced by what, in order; one of the two is empty where words were added or taken out."""
    found, at_old, at_new = [], 0, 0
    for a, b, size in [*_alike(old, new), (len(old), len(new), 0)]:
        gone, come = old[at_old:a], new[at_new:b]
        if gone.strip() or come.strip():
            found.append((gone, come))
        at_old, at_new = a + size, b + size
    return found


def _alike(old: str, new: str) -> list[tuple[int, int, int]]:
    """Stretches that both texts hold: where in the older, where in the newer, how long."""
    cut = next((p for p in _PIECES if len(p.findall(old)) + len(p.findall(new)) < _LONGEST), _PIECES[-1])
    first, second = cut.findall(old), cut.findall(new)
    starts = [_starts(first), _starts(second)]
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return [(starts[0][a], starts[1][b], starts[0][a + size] - starts[0][a]) for a, b, size in blocks if size]


def _starts(pieces: Sequence[str]) -> list[int]:
    found = [0]
    for piece in pieces:
        found.append(found[-1] + len(piece))
    return found


def _characters(spans: Sequence[Span], moved: Moved | None) -> set[int]:
    places = (at for span in spans for at in range(span.start, span.end))
    return set(places) if moved is None else {to for at in places if (to := moved.place(at)) is not None}
