"""What a newer version of an article changed, and whether it says so."""

import re
from functools import cache
from typing import Literal

from selon.languages import words
from selon.ledger.matching import changes
from selon.ledger.words import folded
from selon.records import LANGUAGES

Change = Literal["withdrawal", "correction", "silent"]


def kind_of_change(old: str, new: str) -> Change:
    """How a text was changed.

    `withdrawal` where the new text says that the article is taken back, `correction` where what was added owns up to a
    mistake, else `silent`: an edit that the article does not tell of.
    """
    added = _plain(" ".join(come for _, come in changes(old, new)))
    kinds: tuple[Change, ...] = ("withdrawal", "correction")
    for kind in kinds:
        if any(pattern.search(added) for pattern in _notices(kind)):
            return kind
    return "silent"


@cache
def _notices(kind: str) -> tuple[re.Pattern[str], ...]:
    listed = (phrase for language in LANGUAGES for phrase in words(language, "versions")[kind])
    return tuple(re.compile(rf"\b{re.escape(_plain(phrase))}\b") for phrase in listed)


def _plain(text: str) -> str:
    """The text without case, accents, curled apostrophes and line breaks."""
    return " ".join(folded(text).replace("’", "'").split())
