"""Windows: the stretches of words that the network sees at once.

Sizes are in pieces, since those are what the encoder has room for. A window ends, where it can, at the end of a
paragraph, else of a sentence, and never inside a quotation that it could hold whole: the cue of a quotation mostly
stands behind it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from selon.reader.words import QUOTATION_MARKS, Word, sentence_starts

CORE = 170  # pieces whose anchors a window answers for
LONGEST_CORE = 350  # where a quotation is that long
BEFORE, AFTER = 25, 15  # pieces of context, where no paragraph begins or ends
MOST_PIECES = 500  # the encoder has 512 positions

_CLOSERS = set(QUOTATION_MARKS.values())


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start` to `end`; anchors count only from `core_start` to `core_end`. Ends exclusive."""

    start: int
    end: int
    core_start: int
    core_end: int


def plan_windows(words: list[Word], sizes: Sequence[int]) -> list[Window]:
    """Cut the words into windows whose cores cover each word once; `sizes` is how many pieces each word has."""
    places = _places(sizes)
    starts = [*sentence_starts(words), len(words)]
    quoted = quoted_places(words)
    free = [start for start in starts if start not in quoted]
    windows = []
    start = 0
    while start < len(words):
        end = _core_end(words, starts, free, places, start)
        first = start if _paragraph_edge(words, start) else _first(starts, places, start)
        last = end if _paragraph_edge(words, end) else _last(starts, places, end)
        while places[last] - places[first] > MOST_PIECES - 2 and (first < start or last > end):
            first, last = (start, last) if first < start else (first, end)
        windows.append(Window(first, last, start, end))
        start = end
    return windows


def quoted_places(words: list[Word]) -> set[int]:
    """Indices of the words that stand inside a quotation; a quotation left open ends with its paragraph.

    It goes on into the next paragraph where that begins with an opening mark again.
    """
    inside: set[int] = set()
    closer: str | None = None
    for i, word in enumerate(words):
        if closer is not None:
            inside.add(i)
        if word.is_break:
            goes_on = i + 1 < len(words) and (words[i + 1].text in QUOTATION_MARKS or words[i + 1].text == '"')
            if not goes_on:
                closer = None
        elif closer is None:
            closer = '"' if word.text == '"' else QUOTATION_MARKS.get(word.text)
        elif word.text == closer or (word.text in _CLOSERS and closer != '"'):
            reopened = word.text == '"' and i > 0 and words[i - 1].is_break
            closer = closer if reopened else None
    return inside


def _places(sizes: Sequence[int]) -> list[int]:
    """Pieces before each word, and in all."""
    places = [0]
    for size in sizes:
        places.append(places[-1] + size)
    return places


def _core_end(words: list[Word], starts: list[int], free: list[int], places: list[int], start: int) -> int:
    limit = bisect_right(places, places[start] + CORE) - 1  # the last word index that CORE pieces reach
    furthest = bisect_right(places, places[start] + LONGEST_CORE) - 1
    if limit >= len(words):
        return len(words)
    options = free[bisect_right(free, start) : bisect_right(free, limit)]
    half = places[start] + CORE // 2
    paragraphs = [i for i in options if _paragraph_edge(words, i) and places[i] >= half]
    if paragraphs:
        return paragraphs[-1]
    if options:
        return options[-1]
    later = bisect_right(free, limit)
    if later < len(free) and free[later] <= furthest:
        return free[later]
    before = bisect_right(starts, limit) - 1
    return starts[before] if starts[before] > start else max(limit, start + 1)


def _paragraph_edge(words: list[Word], i: int) -> bool:
    return i in (0, len(words)) or words[i - 1].is_break


def _first(starts: list[int], places: list[int], start: int) -> int:
    """The earliest sentence beginning within BEFORE pieces."""
    at = bisect_left(starts, start)
    while at > 0 and places[start] - places[starts[at - 1]] <= BEFORE:
        at -= 1
    return min(starts[at], start) if at < len(starts) else start


def _last(starts: list[int], places: list[int], end: int) -> int:
    """The last sentence end within AFTER pieces."""
    at = bisect_left(starts, end)
    while at + 1 < len(starts) and places[starts[at + 1]] - places[end] <= AFTER:
        at += 1
    return max(starts[at], end) if at < len(starts) else end
