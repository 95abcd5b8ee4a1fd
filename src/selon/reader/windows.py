"""Windows: the stretches of words that the network sees at once."""

from dataclasses import dataclass

from selon.reader.words import Word, sentence_starts

CORE = 110  # words whose anchors a window answers for
BEFORE, AFTER = 30, 40  # words of context around them, cut at sentence beginnings
MOST_PIECES = 480  # the encoder has 512 positions


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start` to `end`; anchors count only from `core_start` to `core_end`. Ends exclusive."""

    start: int
    end: int
    core_start: int
    core_end: int


def plan_windows(words: list[Word]) -> list[Window]:
    """Cut the words into windows whose cores cover each word once, at sentence beginnings where there are any."""
    begins = [*sentence_starts(words), len(words)]
    windows = []
    start = 0
    while start < len(words):
        end = _last_within(begins, start, start + CORE) or min(start + CORE, len(words))
        if len(words) - end < CORE // 4 and len(words) - start <= CORE + BEFORE:
            end = len(words)  # no tiny last window
        first = next(b for b in (*begins, start) if b >= start - BEFORE)
        last = _last_within(begins, end - 1, end + AFTER) or end
        windows.append(Window(min(first, start), max(last, end), start, end))
        start = end
    return windows


def _last_within(begins: list[int], after: int, limit: int) -> int | None:
    """The last beginning in (after, limit]."""
    low, high = 0, len(begins)
    while low < high:
        middle = (low + high) // 2
        if begins[middle] <= limit:
            low = middle + 1
        else:
            high = middle
    return begins[low - 1] if low and begins[low - 1] > after else None
