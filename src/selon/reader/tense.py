"""Which way time runs at a place: whether the words around speak of what was or of what will be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from selon.languages import words
from selon.reader.calendar import Direction
from selon.reader.time_words import Token
from selon.records import Language

_REACH = 14  # words looked at on each side; beyond them another clause has begun
_BARRIERS = {";", ":", "«", "»", "“", "”", "\n", "!", "?", "—", "("}


@dataclass(frozen=True, slots=True)
class Tense:
    """The words of a language that tell past from future."""

    past: frozenset[str]
    future: frozenset[str]
    plans: frozenset[str]
    links: frozenset[str]
    relatives: frozenset[str]
    past_forms: re.Pattern[str]
    future_forms: re.Pattern[str]
    neither: frozenset[str]

    def of(self, word: str) -> Direction | None:
        """Which way one word alone points."""
        if word in self.neither:
            return None
        if word in self.future or self.future_forms.fullmatch(word):
            return "future"
        return "past" if word in self.past or self.past_forms.fullmatch(word) else None


@cache
def tense(language: Language) -> Tense:
    """The words about tense in a language's `times.toml`."""
    listed = words(language, "times")["tense"]
    sets = {name: frozenset(listed[name]) for name in ("past", "future", "plans", "links", "relatives", "neither")}
    return Tense(
        **sets,
        past_forms=re.compile(listed["past_forms"]),
        future_forms=re.compile(listed["future_forms"]),
    )


def direction(tokens: Sequence[Token], first: int, after: int, language: Language) -> Direction | None:
    """Whether the words around those from `first` until `after` speak of the past or of the future, if they tell.

    The nearest verb before decides, then the nearest behind; an infinitive that a verb of planning governs
    (« a promis de revenir lundi ») lies in the future, whatever the tense of that verb.
    """
    known = tense(language)
    before = _side(tokens, range(first - 1, max(first - 1 - _REACH, -1), -1))
    behind = _side(tokens, range(after, min(after + _REACH, len(tokens))))
    return _looking_back(before, known) or _looking_on(behind, known)


def _side(tokens: Sequence[Token], places: range) -> list[str]:
    found = []
    for place in places:
        word = tokens[place].text.lower()
        if word in _BARRIERS or (word == "." and _ends_sentence(tokens, place)):
            break
        found.append(_with_clitic(tokens, place, word))
    return found


def _with_clitic(tokens: Sequence[Token], place: int, word: str) -> str:
    """« s'est », « se sont » as one word: with the clitic these are past, without it they may be anything."""
    if word == "est" and place > 1 and tokens[place - 1].text in "'’":
        return f"{tokens[place - 2].text.lower()}'est"
    return "se sont" if word == "sont" and place > 0 and tokens[place - 1].text == "se" else word


def _ends_sentence(tokens: Sequence[Token], place: int) -> bool:
    follows = tokens[place + 1].text if place + 1 < len(tokens) else "A"
    return not follows[0].islower() and (len(tokens[place - 1].text) > 2 or tokens[place - 1].text.islower())


def _looking_back(before: list[str], known: Tense) -> Direction | None:
    linked = False
    for i, word in enumerate(before):
        if word in known.plans:
            return "future" if linked else known.of(word) or "future"
        found = known.of(word)
        if found == "past" and any(known.of(other) == "future" for other in before[i + 1 : i + 4]):
            return "future"  # « devrait être rouvert », "will be closed"
        if found is not None:
            return found
        linked = linked or word in known.links
    return None


def _looking_on(behind: list[str], known: Tense) -> Direction | None:
    for word in behind:
        if word in known.relatives:
            return None
        if word in known.plans:
            return known.of(word) or "future"
        found = known.of(word)
        if found is not None:
            return found
    return None
