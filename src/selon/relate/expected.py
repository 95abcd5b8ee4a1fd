"""Whether a statement tells what is still to come."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache

from selon.languages import words
from selon.records import Language, Told, When
from selon.relate.moments import day

_FRESH = 1  # days before the latest news in which a future without a day is still news: after that it fades
_CALENDAR = ("weekday", "month", "careful_month", "small_month", "season", "feast", "holiday")


@dataclass(frozen=True, slots=True)
class Ahead:
    """The words of a language about what is to come, as patterns over text in lower case."""

    future: re.Pattern[str]
    plans: re.Pattern[str]
    announces: re.Pattern[str]
    fears: re.Pattern[str]
    deadline: re.Pattern[str]
    no_verb: frozenset[str]


def is_ahead(told: Told, last: str) -> bool:
    """Whether a statement announces something that lies ahead of `last`, the day of the latest news.

    A future tense alone says little (« il sera déçu »): it takes a day, a deadline or a figure beside it, or to be
    fresh. What its source only holds probable needs none; what is only feared has to be fresh.
    """
    statement = told.statement
    if statement.certainty == "unknown" or _is_over(told, last):
        return False
    ahead = _ahead(told.document.language or "en")
    content = folded(" ".join(span.of(told.document.text) for span in statement.content))
    cue = folded(statement.cue.of(told.document.text)) if statement.cue else ""
    is_planned = bool(ahead.plans.search(cue))
    if is_planned or _is_in_future(ahead, content):
        return _is_dated(told, ahead, content) or _is_telling(told, is_planned, last)
    if ahead.fears.search(cue):
        return _is_fresh(told, last)
    if statement.act == "want":
        return _is_dated(told, ahead, content)
    return bool(ahead.announces.search(cue)) and any(_starts_after(when, told) for when in statement.times)


def folded(text: str) -> str:
    """A text without case, apostrophes straight; accents stay: « a compté » is no plan, « compte » may be one."""
    return unicodedata.normalize("NFC", text.lower().replace("’", "'"))


def _is_over(told: Told, last: str) -> bool:
    """Whether the times it looks ahead to have passed."""
    ends = [(time.end or time.start or "")[:10] for time in told.statement.times]
    ahead = [end for end in ends if end >= _day(told)]
    return bool(ahead) and max(ahead) < last[:10]


def _is_dated(told: Told, ahead: Ahead, content: str) -> bool:
    """Whether it names a time that lies ahead of its own article."""
    if told.statement.times:
        return any((when.end or when.start or "")[:10] > _day(told) for when in told.statement.times)
    return bool(ahead.deadline.search(content))


def _is_telling(told: Told, is_planned: bool, last: str) -> bool:
    """Whether a future without a day is worth waiting for: planned with a figure, not sure, or just announced."""
    statement = told.statement
    if statement.certainty == "probable" or (is_planned and statement.figures):
        return True
    return not is_planned and statement.certainty != "possible" and _is_fresh(told, last)


def _is_fresh(told: Told, last: str) -> bool:
    published = day(told.document)
    try:
        return published is not None and (date.fromisoformat(last[:10]) - published).days <= _FRESH
    except ValueError:
        return False


def _starts_after(when: When, told: Told) -> bool:
    return bool(when.start) and (when.start or "")[:10] > _day(told) > ""


def _day(told: Told) -> str:
    published = day(told.document)
    return published.isoformat() if published else ""


def _is_in_future(ahead: Ahead, content: str) -> bool:
    return any(match.group() not in ahead.no_verb for match in ahead.future.finditer(content))


@cache
def _ahead(language: Language) -> Ahead:
    listed = words(language, "expected")
    times = words(language, "times")["class"]
    calendar = [word for kind in _CALENDAR for word in times.get(kind, ())]
    future = _any(listed["future"]) + (f"|{listed['forms']}" if listed["forms"] else "")
    return Ahead(
        future=re.compile(rf"(?<!\w)(?:{future})(?!\w)"),
        plans=_pattern(listed["plans"]),
        announces=_pattern(listed["announces"]),
        fears=_pattern(listed["fears"]),
        deadline=_pattern([*listed["deadlines"], *calendar]),
        no_verb=frozenset(folded(word) for word in listed["no_verb"]),
    )


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(phrases)})(?!\w)")


def _any(phrases: list[str]) -> str:
    listed = sorted({folded(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(r"\s+".join(_part(word) for word in phrase.split()) for phrase in listed)


def _part(word: str) -> str:
    return re.escape(word.removesuffix("~")) + (r"\w*" if word.endswith("~") else "")
