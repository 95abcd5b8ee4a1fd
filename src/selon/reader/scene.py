"""What a statement stands in: its place, its sentence, the contents and quotation marks around it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from selon.reader.sentences import sentences
from selon.records import Span, Statement

_OPENERS = "«“„"
_CLOSERS = "»”"
_LONGEST_QUOTATION = 5000  # characters in which its marks are counted
FARTHEST = 6000  # characters that are looked back at where sentences have no end
_MOST_NESTED = 12  # statements within each other


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement is attributed, and how deep it is nested."""

    at: int
    sentence: int
    depth: int
    is_quoted: bool


class Scene:
    """The sentences and statements of a document."""

    def __init__(self, text: str, statements: Sequence[Statement]) -> None:
        self.text = text
        self.statements = statements
        self.by_id = {s.id: s for s in statements}
        self.sentences = sentences(text) or [Span(0, len(text))]
        self._sentence_starts = [s.start for s in self.sentences]
        self._contents = _merged([c for s in statements for c in s.content])
        self._content_starts = [c.start for c in self._contents]

    def place(self, statement: Statement) -> Place:
        """The place of a statement."""
        at = place_of(statement)
        parents = self.parents(statement)
        return Place(at, self.sentence(at), len(parents), bool(parents) and self.is_quoted(parents[0], at))

    def back(self, place: Place, sentences: int) -> int:
        """Where to begin to look back from a place: so many sentences, and not endlessly far."""
        first = self.sentences[max(place.sentence - sentences, 0)].start
        return max(first, place.at - FARTHEST)

    def sentence(self, at: int) -> int:
        """Index of the sentence that holds this place."""
        return max(bisect_right(self._sentence_starts, at) - 1, 0)

    def parents(self, statement: Statement) -> list[Statement]:
        """The statements around this one, from the inside out."""
        found: list[Statement] = []
        step = statement.parent
        while step is not None and step in self.by_id and len(found) < _MOST_NESTED:
            statement = self.by_id[step]
            found.append(statement)
            step = statement.parent
        return found

    def in_content(self, at: int) -> bool:
        """Whether somebody's words hold this place."""
        index = bisect_right(self._content_starts, at) - 1
        return index >= 0 and at < self._contents[index].end

    def is_quoted(self, parent: Statement, at: int) -> bool:
        """Whether a place in the content of a statement stands between quotation marks."""
        segment = next((c for c in parent.content if c.start <= at < c.end), None)
        if segment is None or parent.form == "indirect":
            return False
        if parent.form == "direct":
            return True
        return self.opens_quotation(max(segment.start, at - _LONGEST_QUOTATION), at)

    def opens_quotation(self, start: int, at: int) -> bool:
        """Whether a quotation that is opened behind `start` is still open at this place."""
        before = self.text[start:at]
        curly = sum(before.count(c) for c in _OPENERS) - sum(before.count(c) for c in _CLOSERS)
        return curly > 0 or (before.count('"') + before.count("``") + before.count("''")) % 2 == 1


def place_of(statement: Statement) -> int:
    """Where a statement stands: at its source, else its cue, else its content."""
    span = statement.source or statement.cue or (statement.content[0] if statement.content else Span(0, 0))
    return span.start


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
