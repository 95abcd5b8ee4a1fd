"""Bounds of numbers: « jusqu'à 3 000 », "between 8 and 12", « plus de 10 mais moins de 20 », "about 40 or 50"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from selon.languages import words as words_of
from selon.reader.changes import change_words, verb_before
from selon.reader.figure_words import Phrases, Token, span_of, tokens
from selon.reader.number_words import Grammar
from selon.reader.numbers import readings
from selon.reader.units import Quantity, quantities_of
from selon.records import Language, Span

_MOST_BOUNDS = 4  # words of bounds before one number: « jusqu'à près de »
_NEAR_CHANGE = 9  # words between a verb of change and « de 30 à 38 »
_NEXT_TO = 20  # « deux ou trois », not "410 or 412", is one rough number
_MOST_IN_RATIO = 100  # « de 3 à 300 » is seldom one range of the same thing


@dataclass(frozen=True, slots=True)
class Bound:
    """What a word says of its number."""

    means: str
    by: str
    not_time: bool = False


@dataclass(frozen=True, slots=True)
class BoundWords:
    """A language's words of bounds."""

    before: Phrases[Bound]
    behind: Phrases[Bound]
    joints: Phrases[Bound]
    lists: dict[str, Phrases[bool]]


@cache
def bound_words(language: Language) -> BoundWords:
    """The words of `bounds.toml`."""
    raw = words_of(language, "bounds")

    def phrases(name: str) -> Phrases[Bound]:
        listed = [(entry, f"{language}/bounds.toml: {entry['means']}") for entry in raw[name]]
        return Phrases([(e["words"], Bound(e["means"], by, e.get("not_time", False))) for e, by in listed], language)

    lists = {name: Phrases([(p, True) for p in listed], language) for name, listed in raw["words"].items()}
    return BoundWords(phrases("before"), phrases("behind"), phrases("range"), lists)


@dataclass(frozen=True, slots=True)
class Said:
    """A value that words decided: the field, the words `words[first:after]`, the entry of the word file."""

    field: str
    first: int
    after: int
    by: str


@dataclass(frozen=True, slots=True)
class Bounded:
    """A number or a range with its bounds; `words[first:after]` are all its words, `core` those of numbers and units.

    `low` and `high` are None where that side is open. `is_low_strict`: the bound itself is not meant (more than 30).
    `joint`: the meaning of the word between two numbers, None for a single one.
    """

    first: int
    after: int
    core: tuple[int, int]
    quantity: Quantity
    low: float | None
    high: float | None
    is_low_strict: bool = False
    is_high_strict: bool = False
    about: bool = False
    joint: str | None = None
    said: tuple[Said, ...] = ()
    is_bounded: bool = False


def bounded(words: Sequence[Token], quantities: Sequence[Quantity], language: Language) -> list[Bounded]:
    """The quantities with their bounds, ranges as one."""
    lexicon = bound_words(language)
    starts = {q.first for q in quantities}
    alone = [_alone(q) for q in quantities]
    joined = _joined(words, alone, language)
    with_bounds = [_bound_behind(words, _bound_before(words, b, lexicon), lexicon, starts) for b in joined]
    return _merged(words, with_bounds, lexicon)


def _alone(quantity: Quantity) -> Bounded:
    reading = quantity.reading
    high = None if reading.is_open else quantity.value
    place = (quantity.first, quantity.after)
    return Bounded(*place, place, quantity, quantity.value, high, about=reading.about, is_bounded=reading.is_open)


# Two numbers with a word between them.


def _joined(words: Sequence[Token], found: Sequence[Bounded], language: Language) -> list[Bounded]:
    made: list[Bounded] = []
    for second in found:
        first = made[-1] if made and made[-1].joint is None else None
        joint = bound_words(language).joints.starting(words, first.after) if first else None
        if first is None or joint is None or joint[0] != _before_article(words, second.first, language):
            made.append(second)
            continue
        scaled, last = _same_scale(first, second)
        made[-1] = scaled
        whole = _range(words, scaled, last, joint[1], language)
        made[-1:] = [scaled, last] if whole is None else [whole]
    return made


def _before_article(words: Sequence[Token], at: int, language: Language) -> int:
    """Between the tenth and *the* fifteenth."""
    found = bound_words(language).lists["filler"].ending(words, at)
    return found[0] if found and words[at - 1].key in ("the", "le", "la", "les") else at


def _same_scale(first: Bounded, second: Bounded) -> tuple[Bounded, Bounded]:
    """In « de 30 à 38 millions d'euros » the first number takes scale and unit of the second."""
    a, b = first.quantity, second.quantity
    if a.reading.kind != b.reading.kind:
        return first, second  # "by a third to £1.2bn"
    scale = b.reading.scale
    if a.reading.scale == 1 and scale > 1 and 0 < a.value <= b.value / scale:
        first = _times(first, scale)
    if a.unit is not None and (b.unit is None or a.unit.symbol != b.unit.symbol):
        return first, (second if b.unit or a.kind == "duration" else _with_unit(second, a))
    if a.unit is None and b.unit is not None:
        first = _with_unit(first, b)
    return first, second


def _times(found: Bounded, scale: float) -> Bounded:
    value = found.quantity.value * scale
    return replace(found, quantity=replace(found.quantity, value=value), low=value, high=value)


def _with_unit(found: Bounded, other: Quantity) -> Bounded:
    return replace(found, quantity=replace(found.quantity, unit=other.unit, unit_words=other.unit_words))


def _range(words: Sequence[Token], first: Bounded, second: Bounded, joint: Bound, language: Language) -> Bounded | None:
    """One range of two numbers, where the words make it one."""
    low, high = first.quantity.value, second.quantity.value
    if not low < high or not _are_alike(first.quantity, second.quantity):
        return None
    opening = _opening(words, first, joint.means, language)
    if opening is None:
        return None
    about = first.about or second.about
    core = (first.core[0], second.core[1])
    said: tuple[Said, ...] = (
        Said("low", opening, first.core[0], joint.by),
        Said("high", first.after, second.core[0], joint.by),
    )
    if opening == first.core[0]:
        said = (said[1],)
    quantity = replace(second.quantity, first=first.core[0])
    strict = joint.means in ("to", "dash", "and")
    return Bounded(
        opening, second.after, core, quantity, low, high, False, strict, about, joint.means, said, is_bounded=True
    )


def _are_alike(a: Quantity, b: Quantity) -> bool:
    same_unit = (a.unit and a.unit.symbol) == (b.unit and b.unit.symbol)
    return same_unit and a.reading.kind == b.reading.kind and not (a.reading.is_open or b.reading.is_open)


def _opening(words: Sequence[Token], first: Bounded, joint: str, language: Language) -> int | None:
    """Where the range begins, None where the two numbers are no range."""
    lists = bound_words(language).lists
    at = first.first
    if joint == "and":
        between = lists["between"].ending(words, at) or lists["between"].ending(words, _over_about(words, at, language))
        return between[0] if between else None
    if joint == "or":
        return at if _is_rough(words, first, language) else None
    if joint == "dash":
        return at
    origin = lists["from"].ending(words, at)
    verb = verb_before(words, origin[0] if origin else at, _NEAR_CHANGE, language)
    if verb is None:
        return origin[0] if origin else at
    has_own_unit = (
        first.quantity.after > first.quantity.reading.after or first.quantity.first < first.quantity.reading.first
    )
    return None if origin or has_own_unit or first.quantity.unit is None else at


def _over_about(words: Sequence[Token], at: int, language: Language) -> int:
    found = bound_words(language).before.ending(words, at)
    return found[0] if found and found[1].means == "about" else at


def _is_rough(words: Sequence[Token], first: Bounded, language: Language) -> bool:
    """« Environ 40 ou 50 », « deux ou trois »; "380 or 412" are two numbers."""
    found = bound_words(language).before.ending(words, first.first)
    return bool(found and found[1].means == "about") or first.quantity.value < _NEXT_TO


# Words of bounds before and behind.


def _bound_before(words: Sequence[Token], found: Bounded, lexicon: BoundWords) -> Bounded:
    for _ in range(_MOST_BOUNDS):
        at = found.first
        match = lexicon.before.ending(words, at)
        if match is None:
            filler = lexicon.lists["filler"].ending(words, at)
            match = lexicon.before.ending(words, filler[0]) if filler else None
        if match is None or (match[1].not_time and _is_lasting(words, found)):
            return found
        found = _with_bound(replace(found, first=match[0]), match[1], (match[0], at))
    return found


def _is_lasting(words: Sequence[Token], found: Bounded) -> bool:
    """A length of time that is no age."""
    is_age = found.after < len(words) and words[found.after].key == "old"
    return found.quantity.kind == "duration" and not is_age


def _bound_behind(words: Sequence[Token], found: Bounded, lexicon: BoundWords, starts: set[int]) -> Bounded:
    return bound_behind(words, found, found.after, lexicon, starts)


def bound_behind(words: Sequence[Token], found: Bounded, at: int, lexicon: BoundWords, starts: set[int]) -> Bounded:
    """The number with the bound that stands at a place behind it: « 4 millions d'euros tout au plus »."""
    match = lexicon.behind.starting(words, at)
    if match is None or match[0] in starts or found.quantity.reading.kind == "ordinal":
        return found
    return _with_bound(replace(found, after=match[0]), match[1], (at, match[0]))


def _with_bound(found: Bounded, bound: Bound, place: tuple[int, int]) -> Bounded:
    """The number as the bound has it."""
    said = (*found.said, Said("about" if bound.means == "about" else _side(bound.means), *place, bound.by))
    low, high = found.quantity.value if found.joint is None else found.low, found.high
    if found.joint is None:
        high = found.quantity.value
    changes: dict[str, dict[str, object]] = {
        "about": {"about": True},
        "exactly": {},
        "at_least": {"low": low, "high": None if found.joint is None else found.high, "is_low_strict": False},
        "more_than": {"low": low, "high": None if found.joint is None else found.high, "is_low_strict": True},
        "at_most": {"low": None if found.joint is None else found.low, "high": high, "is_high_strict": False},
        "less_than": {"low": None if found.joint is None else found.low, "high": high, "is_high_strict": True},
    }
    values = changes[bound.means]
    if found.is_bounded and found.joint is None and bound.means not in ("about", "exactly"):
        values = {} if not found.quantity.reading.is_open else values
    is_bounded = found.is_bounded or bound.means != "about"
    return replace(found, said=said, is_bounded=is_bounded, **values)  # type: ignore[arg-type]


def _side(means: str) -> str:
    return "high" if means in ("at_most", "less_than") else "low"


# A lower and an upper bound of one number.


def _merged(words: Sequence[Token], found: Sequence[Bounded], lexicon: BoundWords) -> list[Bounded]:
    made: list[Bounded] = []
    for second in found:
        first = made[-1] if made else None
        both = _both(words, first, second, lexicon) if first else None
        if both is None:
            made.append(second)
        else:
            made[-1] = both
    return made


def _both(words: Sequence[Token], first: Bounded, second: Bounded, lexicon: BoundWords) -> Bounded | None:
    """« Plus de 10 mais moins de 20 »: one number with two bounds."""
    lower, upper = (first, second) if first.high is None else (second, first)
    if lower.high is not None or upper.low is not None or lower.low is None or upper.high is None:
        return None
    joint = lexicon.lists["and"].starting(words, first.after)
    if joint is None or joint[0] != second.first or not lower.low < upper.high:
        return None
    if first.quantity.unit and second.quantity.unit != first.quantity.unit:
        return None
    return replace(
        second,
        first=first.first,
        core=(first.core[0], second.core[1]),
        low=lower.low,
        high=upper.high,
        is_low_strict=lower.is_low_strict,
        is_high_strict=upper.is_high_strict,
        about=first.about or second.about,
        joint="and",
        said=(*first.said, *second.said),
    )


@dataclass(frozen=True, slots=True)
class Range:
    """A number with bounds, as it is written: a fraction is of one, a unit is left aside."""

    span: Span
    low: float | None
    high: float | None
    is_low_strict: bool
    is_high_strict: bool
    about: bool


def ranges(text: str, language: Language) -> list[Range]:
    """Every number of a text that has a bound, or is said to be exact, in order; plain numbers are left out."""
    words = tokens(text, language)
    quantities = quantities_of(words, readings(Grammar(words, language)), language)
    return [
        Range(span_of(words, b.first, b.after), b.low, b.high, b.is_low_strict, b.is_high_strict, b.about)
        for b in bounded(words, quantities, language)
        if b.is_bounded
    ]


def is_denied(words: Sequence[Token], found: Bounded, language: Language) -> bool:
    """Whether the text says that it is not this number: « et non 500 », "not 500"."""
    return bound_words(language).lists["denied"].ending(words, found.first) is not None


def is_corrected(words: Sequence[Token], found: Bounded, after: int, language: Language) -> bool:
    """« Il n'a jamais été question de 210 postes, mais de 140 »: denied before, another number behind."""
    lists = bound_words(language).lists
    before = range(found.first, max(found.first - 9, 0), -1)
    if not any(lists["denies"].ending(words, at) for at in before):
        return False
    for at in range(after, min(after + 3, len(words))):
        but = lists["but"].starting(words, at)
        if but is not None:
            return any(word.value is not None for word in words[but[0] : but[0] + 3])
    return False


def is_origin(words: Sequence[Token], found: Bounded, language: Language) -> bool:
    """Whether it is what a change began from: porté de *30* à 38 millions."""
    return change_words(language).origin.ending(words, found.first) is not None
