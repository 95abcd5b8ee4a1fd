"""Figures as quantities: what is counted, told by words of both languages, and how two of them stand to each other."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from selon.languages import words as words_of
from selon.records import LANGUAGES, Figure, Language
from selon.relate.words import Phrases, masked, split, stem, stop_words
from selon.text import plain

_REACH = 70  # letters between a figure and the word that tells what it counts
_BEFORE = 14  # letters before a figure in which « dont » makes it a part
_ABOUT = 0.12  # share by which two figures of which one is "about" may differ and still be the same
_CLOSE = 0.02


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with what it counts: `concept` is a section of quantities.toml; `kind` money, percent or a noun."""

    figure: Figure
    concept: str | None
    others: frozenset[str]
    kind: str
    is_part: bool
    around: str
    stems: frozenset[str]

    @property
    def meaning(self) -> str:
        """The words that tell what is counted."""
        return self.figure.counted or masked(self.around)

    @property
    def low(self) -> float:
        """The lower bound, minus infinity where it is open."""
        return float("-inf") if self.figure.low is None else self.figure.low

    @property
    def high(self) -> float:
        """The upper bound, infinity where it is open."""
        return float("inf") if self.figure.high is None else self.figure.high

    @property
    def middle(self) -> float:
        """One number that stands for it."""
        known = [bound for bound in (self.figure.low, self.figure.high) if bound is not None]
        return sum(known) / len(known) if known else 0.0


@cache
def _concepts(language: Language) -> dict[str, Phrases]:
    return {name: Phrases(listed) for name, listed in words_of(language, "quantities")["concepts"].items()}


@cache
def _units() -> dict[str, Phrases]:
    """Units of either language: figures name them in the letters of standards or in words."""
    listed: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for name, phrases in words_of(language, "quantities")["units"].items():
            listed.setdefault(name, []).extend(phrases)
    return {name: Phrases(phrases) for name, phrases in listed.items()}


@cache
def _parts(language: Language) -> Phrases:
    return Phrases(words_of(language, "quantities")["parts"]["words"])


def concepts_in(text: str, language: Language | None) -> list[tuple[str, int, int]]:
    """The concepts that the words of a text name, with their places in the folded text."""
    folded = plain(text)
    spoken = LANGUAGES if language is None else (language,)
    return [
        (name, start, end)
        for each in spoken
        for name, phrases in _concepts(each).items()
        for start, end in phrases.find(folded)
    ]


def quantity(figure: Figure, text: str, language: Language | None, bounds: tuple[int, int]) -> Quantity:
    """A figure of a text with what it counts; `bounds` is the sentence that holds it."""
    start, end = figure.span.start, figure.span.end
    before, behind = text[max(bounds[0], start - _REACH) : start], text[end : min(bounds[1], end + _REACH)]
    counted = concepts_in(figure.counted or "", None)
    inside = concepts_in(figure.span.of(text), language)
    near = _nearest(before, behind, language)
    named = [name for name, _, _ in counted] + [name for name, _, _ in inside]
    order = [*_telling(named), *near, *named]
    around = " ".join([figure.counted or "", before.rpartition(". ")[2], behind.partition(". ")[0]])
    return Quantity(
        figure,
        order[0] if order else None,
        frozenset(order),
        _kind(figure, text),
        _is_part(text[max(bounds[0], start - _BEFORE) : start], language),
        around.strip(),
        frozenset(stem(w) for w in split(figure.counted or "") if w not in stop_words(None) and len(w) > 2),
    )


# What befalls people: figures of one are never figures of another.
STATES = frozenset(
    {"dead", "injured", "missing", "hospital", "evacuated", "rescued", "trapped", "arrested", "questioned"}
)
# Who is counted, which does not say what befell them.
_VAGUE = frozenset({"staff", "passengers", "pupils", "firefighters", "transport", "homes", "duration", "cases"})


def _telling(named: Iterable[str]) -> list[str]:
    """Concepts that say what happened to those counted: « habitants évacués », not « habitants »."""
    return [name for name in named if name not in _VAGUE]


def _nearest(before: str, behind: str, language: Language | None) -> list[str]:
    """Concepts beside a figure, the nearest first; what stands behind counts as nearer."""
    length = len(plain(before))
    found = [(1.5 * (length - end), name) for name, _, end in concepts_in(before, language)]
    found += [(float(start), name) for name, start, _ in concepts_in(behind, language)]
    return [name for _, name in sorted(found)]


def _kind(figure: Figure, text: str) -> str:
    unit = plain(figure.unit or "")
    shown = f"{unit} {plain(figure.span.of(text))}"
    for name in ("percent", "money"):
        if _units()[name].find(unit) or (not unit and _units()[name].find(shown)):
            return name
    if any(sign in shown for sign in "€$£%"):
        return "percent" if "%" in shown else "money"
    return "count"


def _is_part(before: str, language: Language | None) -> bool:
    folded = plain(before)
    return any(_parts(each).find(folded) for each in (LANGUAGES if language is None else (language,)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a later figure stands to an earlier one. `alike` from 0 to 1: how sure it is the same quantity.

    `is_equal` to the number, `is_compatible` within bounds or about; `change` is the logarithm of the ratio.
    """

    later: Quantity
    earlier: Quantity
    alike: float
    is_equal: bool
    is_compatible: bool
    change: float


def best_comparison(
    later: Sequence[Quantity], earlier: Sequence[Quantity], meaning: Callable[[Quantity, Quantity], float]
) -> Comparison | None:
    """The two figures that are likeliest the same quantity; None where no two can be compared.

    `meaning` tells how near the words are that say what two figures count, 0 to 1.
    """
    found = [compared(a, b, meaning(a, b)) for a in later for b in earlier]
    return max((c for c in found if c.alike > 0), key=lambda c: (c.alike, c.is_equal, -abs(c.change)), default=None)


def compared(later: Quantity, earlier: Quantity, meaning: float = 0.0) -> Comparison:
    """How two figures stand to each other."""
    is_equal = (later.low, later.high) == (earlier.low, earlier.high)
    alike = _alike(later, earlier, meaning)
    change = _change(later, earlier)
    return Comparison(later, earlier, alike, is_equal, is_equal or _compatible(later, earlier), change)


def _alike(later: Quantity, earlier: Quantity, meaning: float) -> float:
    if later.kind != earlier.kind or (later.figure.per or "") != (earlier.figure.per or ""):
        return 0.0
    if _are_apart(later, earlier):
        return 0.0
    if later.concept is None or earlier.concept is None:
        score = 0.4
    elif later.concept == earlier.concept:
        score = 1.0
    else:
        score = 0.6 if later.concept in earlier.others or earlier.concept in later.others else 0.2
    shared = len(later.stems & earlier.stems) / max(1, min(len(later.stems), len(earlier.stems)))
    score = 0.6 * score + 0.4 * max(meaning, shared)
    return score * 0.6 if later.is_part != earlier.is_part else score


def _are_apart(later: Quantity, earlier: Quantity) -> bool:
    """Whether both count people in different states: the dead are not the injured."""
    a, b = later.concept, earlier.concept
    return a in STATES and b in STATES and a != b and a not in earlier.others and b not in later.others


def _compatible(later: Quantity, earlier: Quantity) -> bool:
    """Whether both can be true at once."""
    if later.low <= earlier.high and earlier.low <= later.high:
        return True
    slack = _ABOUT if later.figure.about or earlier.figure.about else _CLOSE
    return abs(_change(later, earlier)) <= slack


def _change(later: Quantity, earlier: Quantity) -> float:
    return log((abs(later.middle) + 1) / (abs(earlier.middle) + 1))
