"""Every number that is written in a text, in digits or in words."""

from dataclasses import dataclass

from selon.reader.figure_words import span_of, tokens
from selon.reader.number_words import Grammar, Kind, Reading
from selon.records import Language, Span

_WHOLES = (*map(float, range(2, 11)), 12.0, 20.0, 50.0, 100.0, 1e3, 1e4, 1e5, 1e6)  # what shares are of, in news
_MOST_BETWEEN = 3  # words


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands. A fraction is of one: "a fifth" is 0.2.

    `scale` is what the last word multiplies by, 1 without one: a million, a dozen. `about`: its words mean roughly so
    many (« une dizaine »). `is_open`: a plural that leaves open how many (« des milliers », "hundreds"); `value` is
    then one of them, two behind « plusieurs » or "several".
    """

    span: Span
    value: float
    kind: Kind
    scale: float = 1
    about: bool = False
    is_open: bool = False


def numbers(text: str, language: Language, start: int = 0, end: int | None = None) -> list[Number]:
    """The numbers of `text[start:end]` in order, none inside another; digits within a name (G7) are none.

    "One" and « un » count, as far as they are no pronouns that a rule can tell; "a" does not.
    """
    words = tokens(text, language, start, end)
    grammar = Grammar(words, language)
    return [_number(grammar, reading) for reading in readings(grammar)]


def _number(grammar: Grammar, reading: Reading) -> Number:
    span = span_of(grammar.words, reading.first, reading.after)
    return Number(span, reading.value, reading.kind, reading.scale, reading.about, reading.is_open)


def ordinals(text: str, language: Language) -> list[Number]:
    """The ordinals of a text in order: « 3e », "twenty-first"."""
    return [number for number in numbers(text, language) if number.kind == "ordinal"]


def readings(grammar: Grammar) -> list[Reading]:
    """The numbers among the words of a grammar, in order; two that make a share are one: « un sur trois »."""
    found: list[Reading] = []
    at = 0
    while at < len(grammar.words):
        reading = None if _is_within_name(grammar, at) else grammar.at(at)
        if reading is not None:
            found.append(reading)
        at = reading.after if reading is not None else at + 1
    return _with_shares(grammar, found)


def _is_within_name(grammar: Grammar, at: int) -> bool:
    """Digits that a letter touches: G7. A currency may: EUR500."""
    word, before = grammar.words[at], grammar.words[at - 1]
    if word.value is None or at == 0 or before.end != word.start or not before.is_word:
        return False
    return before.key not in grammar.lexicon.lists["money_codes"]


def _with_shares(grammar: Grammar, found: list[Reading]) -> list[Reading]:
    made: list[Reading] = []
    for reading in found:
        share = _share(grammar, made[-1], reading) if made else None
        if share is None:
            made.append(reading)
        else:
            made[-1] = share
    return made


def _share(grammar: Grammar, upper: Reading, lower: Reading) -> Reading | None:
    """« Un sur trois », "four trains in 10": the first number of the second, which stands for all."""
    if {upper.kind, lower.kind} != {"cardinal"} or not 0 < upper.value < lower.value or lower.value not in _WHOLES:
        return None
    joint = grammar.lexicon.shares.ending(grammar.words, lower.first)
    if joint is None or not 0 <= joint[0] - upper.after <= _MOST_BETWEEN or upper.scale > 1:
        return None
    between = grammar.words[upper.after : joint[0]]
    behind = grammar.words[lower.after] if lower.after < len(grammar.words) else None
    if between and (not all(w.is_word for w in between) or (behind is not None and behind.key.endswith("s"))):
        return None  # "killed two people in 10 attacks"
    inner = (upper.after, joint[0]) if between else None
    return Reading(upper.first, lower.after, upper.value / lower.value, "fraction", inner=inner)
