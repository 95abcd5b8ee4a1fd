"""Time expressions of a document and the intervals they mean.

What is named by its date is read as it stands. What is relative counts from the publication (« hier »), or from the
date that the narrative named last (« la veille »); a weekday or a month without its year is the nearest on the side
that the tense tells. Without a publication the relative stays relative. The clock is never read.

English dates in digits have the month first, unless one in the same document can only have the day first.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from selon.reader.calendar import Direction, Interval, unknown
from selon.reader.sentences import sentences as sentences_of
from selon.reader.tense import direction
from selon.reader.time_meanings import meaning
from selon.reader.time_phrases import phrases
from selon.reader.time_scene import Found, Scene
from selon.reader.time_search import search
from selon.reader.time_words import Token, tokens
from selon.records import LANGUAGES, Language, Span, When

_LAST_SENTENCES = 4  # an antecedent further back than this is no longer what a reader counts from
_FINE = ("minute", "hour", "day")
_DATELINE_BEFORE = re.compile(r"\s*[A-ZÀ-Þ]{2}[A-ZÀ-Þ'’. -]+(?:[,/][^\n.!?«“\"]{0,40})?[,(]?\s*")
_DATELINE_BEHIND = re.compile(r"\s?(?:,?\s?\([^()\n]{2,40}\))?\s?(?:[-–—]|--)\s|\s?\([^()\n]{2,40}\)")
_DAY_FIRST = re.compile(r"(?<![\d/.-])(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])/\d{2,4}(?!\d)")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression, the interval it means, and where its meaning comes from.

    `by` is the entry of the word file that read it; `anchor` the words of the antecedent it counts from, None where
    that is the publication or nothing; `dateline` is true for the date an agency puts before its text; `kind` names the
    meaning, as the word file does; `is_ahead` tells that all of it lies after the publication.
    """

    when: When
    by: str
    anchor: Span | None = None
    dateline: bool = False
    language: Language = "fr"
    kind: str = "date"
    is_ahead: bool = False


def times(
    text: str,
    language: Language,
    published: str | None,
    sentences: Sequence[Span] | None = None,
    *,
    untold: Direction | None = None,
) -> list[TimeExpression]:
    """The time expressions of a document in order, each with its interval.

    Points and intervals only: no bare durations (« pendant trois mois »), no sets (« chaque jour »). `published` is
    ISO 8601 or a date in words; one that cannot be read counts as None. `sentences` saves splitting the text again.
    `untold` is the side on which a bare weekday or month lies where no word around tells: news looks back for weekdays,
    and to whichever is nearer for months; a calendar or a list of appointments would say "future".
    """
    words = tokens(text)
    found = search(words, phrases(language))
    if not found:
        return []
    reader = _Reader(text, words, language, published_at(published))
    reader.untold = untold
    reader.sentences = sentences_of(text) if sentences is None else sentences
    return [expression for one in found if (expression := reader.read(one)) is not None]


def published_at(published: str | None) -> datetime | None:
    """The moment of publication as the input told it, local time; noon where it told the day only; None if unread."""
    if not published or len(published) > 100:
        return None
    try:
        moment = datetime.fromisoformat(published.strip())
    except ValueError:
        return next((day for language in LANGUAGES if (day := _day_in_words(published, language))), None)
    return moment.replace(tzinfo=None) if len(published.strip()) > 10 else moment.replace(hour=12)


def _day_in_words(published: str, language: Language) -> datetime | None:
    for expression in times(published, language, None):
        when = expression.when
        if when.start and when.start[:10] == (when.end or "")[:10]:
            return datetime.fromisoformat(when.start[:10]).replace(hour=12)
    return None


class _Reader:
    """Goes through the expressions of one document in order and keeps what later ones may count from."""

    sentences: Sequence[Span] = ()
    untold: Direction | None = None

    def __init__(self, text: str, words: list[Token], language: Language, now: datetime | None) -> None:
        self.text, self.words, self.language, self.now = text, words, language, now
        self.day_first = language == "fr" or _DAY_FIRST.search(text) is not None
        self.last_day: tuple[Interval, Span, int] | None = None
        self.last: tuple[Interval, Span, int] | None = None

    def read(self, found: Found) -> TimeExpression | None:
        """The expression with its interval; None where the calendar has no such day."""
        span = Span(self.words[found.first].start, self.words[found.after - 1].end)
        sentence = bisect_right(self.sentences, span.start, key=lambda s: s.start)
        dateline = self._is_dateline(span)
        try:
            interval = meaning(found, self._scene(found, sentence))
        except OverflowError:
            interval = unknown("day")
        except (ValueError, IndexError, StopIteration):
            return None
        if dateline:
            self._take_dateline(interval)
        else:
            self._remember(interval, span, sentence)
        when, kind, is_ahead = interval.when(span), found.entry.means[0], self._is_ahead(interval)
        return TimeExpression(when, found.entry.by, interval.anchor, dateline, self.language, kind, is_ahead)

    def _is_ahead(self, interval: Interval) -> bool:
        return self.now is not None and interval.start is not None and interval.start.date() > self.now.date()

    def _scene(self, found: Found, sentence: int) -> Scene:
        way = direction(self.words, found.first, found.after, self.language) or self.untold
        fine = _counts_days(found)
        anchor = self.last_day if fine else self.last
        if anchor is not None and sentence - anchor[2] > _LAST_SENTENCES:
            anchor = None
        near = self.last_day if self.last_day is not None and self.last_day[2] == sentence else None
        return Scene(self.now, way, anchor and anchor[:2], near and near[:2], self.day_first)

    def _remember(self, interval: Interval, span: Span, sentence: int) -> None:
        if interval.start is None or interval.grain in ("decade", "century"):
            return
        self.last = interval, span, sentence
        if interval.grain in _FINE and interval.end is not None:
            self.last_day = self.last

    def _is_dateline(self, span: Span) -> bool:
        line = self.text.rfind("\n", max(span.start - 90, 0), span.start) + 1
        line = line or max(span.start - 90, 0)
        before = self.text[line : span.start]
        return bool(_DATELINE_BEFORE.fullmatch(before) and _DATELINE_BEHIND.match(self.text, span.end))

    def _take_dateline(self, interval: Interval) -> None:
        """A dateline with its year tells the day of publication where the input did not."""
        if self.now is None and interval.start is not None and interval.grain == "day":
            self.now = interval.start.replace(hour=12)


def _counts_days(found: Found) -> bool:
    """Whether it counts from a day: two days earlier; not: three years later, the following year."""
    means = found.entry.means
    unit = found.values.get("unit") or next((word for word in means[1:] if word in ("day", "week")), "day")
    return unit in ("day", "night", "week", "weekend", "hour", "minute", "fortnight")
