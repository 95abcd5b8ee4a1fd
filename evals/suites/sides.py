"""Which side of the reference an expression lies on, where its words do not tell.

« Lundi », "March 5" and "in June" are the last or the next one. Recognizers-Text accepts both; the other suites name
the one that their library gives. Here every suite accepts both.
"""

import re
from datetime import datetime, timedelta

from evals.suites.records import Meant, day, unit_holding

_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)\b", re.IGNORECASE
)
_MONTH = re.compile(
    r"\b(?:jan(?:uary|vier)?|feb(?:ruary)?|f[ée]vr?(?:ier)?|mar(?:ch|s)?|apr(?:il)?|avr(?:il)?|may|mai|june?|juin|"
    r"jul(?:y)?|juil(?:let)?|aug(?:ust)?|ao[uû]t|sept?(?:ember|embre)?|oct(?:ober|obre)?|nov(?:ember|embre)?|"
    r"dec(?:ember)?|d[ée]c(?:embre)?)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:last|next|this|past|previous|coming|following|ago|later|after|before|ce|cette|cet|derni[èe]re?s?|"
    r"prochaine?s?|pass[ée]e?s?|suivante?s?|pr[ée]c[ée]dente?s?)\b|\d{4}|\d{1,2}[/-]\d{1,2}[/-]\d|\b(?:today|tomorrow|"
    r"yesterday|hier|demain|aujourd)",
    re.IGNORECASE,
)


def both_sides(words: str, meant: Meant, reference: str | None) -> tuple[Meant, ...]:
    """The interval, and that of the week or year before or after where the words do not tell which."""
    if meant.start is None or reference is None or _TELLS.search(words):
        return (meant,)
    has_month, has_weekday = _MONTH.search(words), _WEEKDAY.search(words)
    if not has_month and not has_weekday:
        return (meant,)
    back = -1 if meant.start > reference else 1
    try:
        return (meant, _shifted(meant, back, is_year=has_month is not None))
    except ValueError:  # the 29th of February
        return (meant,)


def _shifted(meant: Meant, count: int, *, is_year: bool) -> Meant:
    def moved(written: str) -> datetime:
        at = datetime.fromisoformat(written)
        return at.replace(year=at.year + count) if is_year else at + timedelta(weeks=count)

    assert meant.start is not None
    start = moved(meant.start).isoformat()
    ends = meant.ends and frozenset(end and day(moved(end)) for end in meant.ends)
    if ends and is_year and any(end and end[5:] in ("02-28", "02-29") for end in ends):
        ends = frozenset({unit_holding(moved(meant.start), "month").end})
    return Meant(start, ends, meant.has_clock)
