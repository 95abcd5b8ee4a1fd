"""Words as signs: a text becomes a string of one sign a word, on which a whole phrase is a short regular expression.

Numbers share a sign with those of the same use (hours, days of a month, minutes, years), words of the word file have
one each, all other words are the same. A time expression that has been found becomes one sign too.
"""

import re
from dataclasses import dataclass

OTHER, BREAK = "\x01", "\x02"
_TOKEN = re.compile(r"\d+(?:st|nd|rd|th|ers?|[eè]mes?|es?|nde?)?(?![^\W_])|\d+|[^\W\d_]+|\n|[^\w\s]|_")
_NUMBER = re.compile(r"\d+")
# Signs that stand for each other in print.
SAME_MARK = dict.fromkeys("'’ʼʻ′‵ʹ՚ꞌ＇", "'") | dict.fromkeys("-‐‑−", "-") | dict.fromkeys("–—", "–") | {"\n": BREAK}
# The greatest number of each sign: midnight, months, hours, 24 o'clock, days, minutes, years of two digits.
_CARDINALS = ((0, "\x10"), (12, "\x11"), (23, "\x12"), (24, "\x13"), (31, "\x14"), (59, "\x15"), (99, "\x16"))
_YEAR, _HUNDREDS = "\x17", "\x18"
_ORDINALS = ((0, OTHER), (12, "\x19"), (31, "\x1a"), (99, "\x1b"))
NUMBERS = {
    "day": "\x11\x12\x13\x14\x19\x1a",
    "monthnumber": "\x11",
    "hour": "\x10\x11\x12\x13",
    "minute": "\x10\x11\x12\x13\x14\x15",
    "year": _YEAR,
    "shortyear": "\x10\x11\x12\x13\x14\x15\x16",
    "count": "\x11\x12\x13\x14\x15\x16\x18",
    "ordinal": "\x19\x1a\x1b",
    "dayordinal": "\x19\x1a",
    "daynumber": "\x11\x12\x13\x14\x19\x1a",
    "oldyear": "\x15\x16",
}
# The sign of what an earlier layer has found, by how fine it is; `long` is a quarter, a decade, a century.
FOUND = {
    "clock": "\x03",
    "part": "\x04",
    "day": "\x05",
    "week": "\x06",
    "month": "\x07",
    "year": "\x08",
    "long": "\x0e",
    "open": "\x0f",
}
FOUND_CLASSES = {
    "a_clock": "\x03",
    "a_part": "\x04",
    "a_day": "\x05",
    "a_week": "\x06",
    "a_month": "\x07",
    "a_year": "\x08",
    "a_span": "\x06\x07\x08\x0e",
    "a_date": "\x05\x06\x07\x08\x0e",
    "a_time": "\x03\x04\x05\x06\x07\x08\x0e",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign of punctuation, as it stands in the text."""

    start: int
    end: int
    text: str


def tokens(text: str) -> list[Token]:
    """The words, numbers, signs and line breaks of a text; other white space is left out."""
    return [Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]


def number_of(text: str) -> int:
    """The number that the word's leading digits make. Raises ValueError where there are none."""
    match = _NUMBER.match(text)
    if match is None:
        raise ValueError(f"no number in {text!r}")
    return int(match.group())


def numeric_sign(text: str) -> str:
    """The sign of a word that begins with digits."""
    match = _NUMBER.match(text)
    if match is None or len(match.group()) > 4:
        return OTHER
    digits, number = match.group(), int(match.group())
    if len(digits) > 2:
        is_year = len(digits) == 4 and 1000 <= number <= 2100 and digits == text
        return _YEAR if is_year else _HUNDREDS if len(digits) == 3 and digits == text else OTHER
    ranges = _CARDINALS if digits == text else _ORDINALS
    return next((sign for most, sign in ranges if number <= most), OTHER)
