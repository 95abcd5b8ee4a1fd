"""Units of numbers, and what rates are per: "$3.2bn", « 2,4 millions d'euros par jour »."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from selon.languages import words as words_of
from selon.reader.figure_words import Phrases, Token, span_of, tokens
from selon.reader.number_words import Grammar, Reading
from selon.reader.numbers import readings
from selon.records import Language, Span

_LEAST_IN_RATE = 100  # « pour 1 000 habitants »; « 90 euros pour 2 heures » is a price


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the word file has it; `by` is its entry."""

    symbol: str
    kind: str
    by: str
    exact: bool = False
    digits: bool = False
    in_millions: str | None = None
    is_code: bool = False  # in capitals only: TRY, MAD
    times: float = 1  # what it multiplies by: MUSD


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, `words[first:after]`; `unit_words` are those that gave the unit."""

    reading: Reading
    first: int
    after: int
    value: float
    unit: Unit | None = None
    unit_words: tuple[int, int] | None = None

    @property
    def kind(self) -> str | None:
        """What kind of thing the unit measures; None without a unit."""
        return self.unit.kind if self.unit else None


@dataclass(frozen=True, slots=True)
class UnitWords:
    """A language's units and rates."""

    behind: Phrases[Unit]
    before: Phrases[Unit]
    per: Phrases[str]
    marks: Phrases[bool]
    numbered: Phrases[bool]
    articles: Phrases[bool]
    rates: Phrases[str]
    half: Phrases[bool]
    of: Phrases[bool]
    compound: dict[str, dict[str, float]]
    any_per: frozenset[str]


@cache
def unit_words(language: Language) -> UnitWords:
    """The words of `units.toml` and `currencies.toml`."""
    raw = words_of(language, "units")
    rate = raw["rate"]
    listed = [(entry, _unit(entry, f"{language}/units.toml: {entry['symbol']}")) for entry in raw["unit"]]
    behind = [(word, unit) for entry, unit in listed for word in entry.get("words", ())]
    named = {word for word, _ in behind}
    before = [(word, unit) for entry, unit in listed for word in entry.get("before", ())]
    for code, names in words_of(language, "currencies").items():
        unit = Unit(code, "money", f"{language}/currencies.toml: {code}")
        behind += [(name, unit) for name in names if name not in named]
        if code.lower() not in named:
            behind.append((code.lower(), replace(unit, is_code=True)))
            before.append((code.lower(), replace(unit, is_code=True)))
    return UnitWords(
        behind=Phrases(behind, language),
        before=Phrases(before, language),
        per=Phrases([(word, key) for key, names in raw["per"].items() for word in names], language),
        marks=_plain(rate["marks"], language),
        numbered=_plain(rate["numbered"], language),
        articles=_plain(rate["articles"], language),
        rates=Phrases([(word, key) for key, names in rate["phrases"].items() for word in names], language),
        half=_plain(raw["half"]["words"], language),
        of=_plain(raw["words"]["of"], language),
        compound=raw["compound"],
        any_per=frozenset(raw["words"]["any_per"]),
    )


def _plain(listed: Sequence[str], language: Language) -> Phrases[bool]:
    return Phrases([(phrase, True) for phrase in listed], language)


def _unit(entry: dict[str, Any], by: str) -> Unit:
    flags = {name: entry[name] for name in ("exact", "digits", "in_millions", "times") if name in entry}
    return Unit(entry["symbol"], entry["kind"], by, **flags)


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit, as it stands in a text; what bounds it is left aside."""

    span: Span
    value: float
    unit: str | None


def quantities(text: str, language: Language) -> list[Measure]:
    """The numbers of a text that have a unit, in order; shares without one are left out."""
    words = tokens(text, language)
    found = quantities_of(words, readings(Grammar(words, language)), language)
    return [Measure(span_of(words, q.first, q.after), q.value, q.unit.symbol) for q in found if q.unit is not None]


def quantities_of(words: Sequence[Token], readings: Sequence[Reading], language: Language) -> list[Quantity]:
    """The numbers with their units; hours and minutes in a row are one quantity."""
    lexicon = unit_words(language)
    found: list[Quantity] = []
    for reading in readings:
        if found and reading.first < found[-1].after:
            continue  # « 12 cents »: the unit is no number
        quantity = _quantity(words, reading, lexicon)
        whole = _compound(words, found[-1], quantity, lexicon) if found else None
        if whole is None:
            found.append(quantity)
        else:
            found[-1] = whole
    return found


def _quantity(words: Sequence[Token], reading: Reading, lexicon: UnitWords) -> Quantity:
    before = _sign_before(words, reading.first, lexicon)
    if before is not None and reading.kind != "ordinal":
        return Quantity(reading, before[0], reading.after, reading.value, before[1], (before[0], reading.first))
    bare = Quantity(reading, reading.first, reading.after, reading.value)
    at = reading.after
    if at < len(words) and words[at].key == "-" and words[at].start == words[at - 1].end:
        at += 1
    found = _unit_at(words, at, lexicon)
    of = lexicon.of.starting(words, at)
    if found is None and of is not None:
        at = of[0]
        found = _unit_at(words, at, lexicon)
    if found is None or reading.kind == "ordinal":
        return bare
    return _with_half(words, _with_unit(bare, found[1], (at, found[0])), lexicon)


def _sign_before(words: Sequence[Token], at: int, lexicon: UnitWords) -> tuple[int, Unit] | None:
    """The unit right before a number; in "a $3 million plan" it is the dollar alone, not A$."""
    found = lexicon.before.ending(words, at)
    if found is None or at - found[0] == 1:
        return None if found is None or (found[1].is_code and not words[at - 1].text.isupper()) else found
    letter = words[found[0]]
    is_ending = letter.key == "s" and found[0] > 0 and words[found[0] - 1].key == "'"  # the group's $3 million plan
    is_glued_a = letter.text == "A" and letter.end == words[found[0] + 1].start
    if not is_ending and (letter.key != "a" or is_glued_a):
        return found
    alone = lexicon.before.ending(words[at - 1 : at + 1], 1)
    return (at - 1, alone[1]) if alone else None


def _with_unit(bare: Quantity, unit: Unit, place: tuple[int, int]) -> Quantity:
    if unit.in_millions and bare.reading.scale >= 1e6:
        unit = replace(unit, symbol=unit.in_millions)
    return replace(bare, after=place[1], value=bare.value * unit.times, unit=unit, unit_words=place)


def _with_half(words: Sequence[Token], found: Quantity, lexicon: UnitWords) -> Quantity:
    """« Trois heures et demie »."""
    half = lexicon.half.starting(words, found.after)
    return found if half is None or found.kind != "duration" else replace(found, value=found.value + 0.5, after=half[0])


def _unit_at(words: Sequence[Token], at: int, lexicon: UnitWords) -> tuple[int, Unit] | None:
    """The unit that begins at this word; a single letter is one right behind digits only."""
    found = lexicon.behind.starting(words, at)
    if found is None:
        return None
    after, unit = found
    name = words[at]
    if unit.is_code and not name.text.isupper():
        return None
    if unit.kind == "temperature" and len(name.key) == 1 and name.is_word and words[at - 1].end < name.start:
        return None  # "42C", not "800,000 F-Series"
    short = after == at + 1 and name.is_word and len(name.key) <= (2 if unit.digits else 1)
    if short and (words[at - 1].value is None or (unit.exact and not name.text.isupper())):
        return None
    return found


def _compound(words: Sequence[Token], first: Quantity, second: Quantity, lexicon: UnitWords) -> Quantity | None:
    """« Trois heures vingt minutes », "5 feet 2 inches" as one quantity in the greater unit."""
    if first.unit is None or second.first - first.after not in (0, 1):
        return None
    if second.first > first.after and words[first.after].key not in ("et", "and"):
        return None
    parts = lexicon.compound.get(first.unit.symbol, {})
    many = parts.get(second.unit.symbol) if second.unit else None
    if many is None or second.value >= many:
        return None
    return replace(first, after=second.after, value=first.value + second.value / many)


def rate_behind(words: Sequence[Token], at: int, kind: str | None, language: Language) -> tuple[int, str] | None:
    """What the figure before `words[at]` is per: the index behind these words, and the unit of the rate."""
    lexicon = unit_words(language)
    mark = lexicon.marks.starting(words, at)
    found = lexicon.per.starting(words, mark[0]) if mark else None
    if found is None:
        article = lexicon.articles.starting(words, at)
        found = lexicon.per.starting(words, article[0]) if article else None
        if found is not None and language == "fr" and kind not in ("money", "speed"):
            found = None  # « 3 000 la nuit » is no rate
    if found is not None:
        return found
    return _numbered_rate(words, at, lexicon) or _any_rate(words, at, lexicon)


def _numbered_rate(words: Sequence[Token], at: int, lexicon: UnitWords) -> tuple[int, str] | None:
    """« Pour 100 000 habitants »: a rate per so many."""
    mark = lexicon.numbered.starting(words, at)
    if mark is None or mark[0] >= len(words):
        return None
    many = words[mark[0]].value
    found = lexicon.per.starting(words, mark[0] + 1)
    is_round = many is not None and many >= _LEAST_IN_RATE and many % 10 == 0
    return (found[0], f"{many:.0f} {found[1]}") if is_round and found else None


def _any_rate(words: Sequence[Token], at: int, lexicon: UnitWords) -> tuple[int, str] | None:
    """In English "per" makes a rate of any word."""
    is_mark = at + 1 < len(words) and words[at].key in lexicon.any_per and words[at + 1].is_word
    return (at + 2, words[at + 1].key) if is_mark else None
