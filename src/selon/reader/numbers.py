"""Every number that is written in a text, in digits or in words."""

from dataclasses import dataclass

from selon.reader.figure_words import span_of, tokens
from selon.reader.number_words import Grammar, Kind, Reading
from selon.records import Language, Span


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
    """The numbers among the words of a grammar, in order."""
    found: list[Reading] = []
    words, at = grammar.words, 0
    while at < len(words):
        reading = None
        if not (words[at].value is not None and at and words[at - 1].end == words[at].start and words[at - 1].is_word):
            reading = grammar.at(at)
        if reading is not None:
            found.append(reading)
        at = reading.after if reading is not None else at + 1
    return found
