"""Sentences and what lies around a statement, as spans of the document."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from selon.reader.words import Word, sentence_starts, split_words
from selon.records import Span


def sentences(text: str, words: list[Word] | None = None) -> list[Span]:
    """The sentences of a text in order, without the white space between them; line breaks end sentences too."""
    words = split_words(text) if words is None else words
    found = []
    for first, after in pairwise([*sentence_starts(words), len(words)]):
        kept = [w for w in words[first:after] if not w.is_break]
        if kept:
            found.append(Span(kept[0].start, kept[-1].end))
    return found


def sentence_at(found: Sequence[Span], place: int) -> int:
    """Index of the sentence that holds this place, or of the last one that begins before it; 0 for the first."""
    return max(bisect_right(found, place, key=lambda span: span.start) - 1, 0)


def outside(spans: Sequence[Span], holes: Sequence[Span]) -> tuple[Span, ...]:
    """What is left of the spans once the holes are cut out of them, in order."""
    left = []
    for span in spans:
        start = span.start
        for hole in sorted(h for h in holes if h.start < span.end and span.start < h.end):
            if start < hole.start:
                left.append(Span(start, hole.start))
            start = max(start, hole.end)
        if start < span.end:
            left.append(Span(start, span.end))
    return tuple(left)
