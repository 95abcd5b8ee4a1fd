"""Whether a figure is a change ("rose 3%", « porté à 38 millions »), and whether it counts all or what is new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from selon.languages import words as words_of
from selon.reader.figure_words import Phrases, Token
from selon.records import Change, Language, Tally

_FURTHEST = {"to": 10, "by": 6, "": 2}  # words between the verb and its number, by the preposition
_RISES: dict[str, dict[str, Change]] = {
    "rise": {"by": "rise_by", "to": "rise_to"},
    "fall": {"by": "fall_by", "to": "fall_to"},
}
_CLAUSE_END = frozenset({".", ";", ":", "\n", "!", "?", "«", "»", "“", "”", "("})
_TALLY_BEFORE, _TALLY_BEHIND = 4, 8  # words


Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Factor:
    """A word that multiplies: doubled, tripled."""

    value: float
    change: Change | None
    by: str


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """A language's words of change and tally."""

    exact: dict[str, str]  # word -> rise or fall
    stems: dict[str, str]
    by: Phrases[bool]
    to: Phrases[bool]
    origin: Phrases[bool]
    only_shares: frozenset[str]
    both_ways: frozenset[str]
    behind: Phrases[str]
    factors: Phrases[Factor]
    tallies: Phrases[Tally]
    as_of: Phrases[bool]
    file: str

    def way(self, key: str) -> str | None:
        """Whether a word rises or falls; None for any other word."""
        found = self.exact.get(key)
        if found is None and len(key) > 2:
            found = next((w for n in range(3, len(key) + 1) if (w := self.stems.get(key[:n]))), None)
        return found

    def is_only_of_shares(self, key: str) -> bool:
        """Whether a word makes changes of shares only: "lost 3%", not "lost 15 million euros"."""
        return key in self.only_shares or any(f"{key[:n]}*" in self.only_shares for n in range(3, len(key) + 1))


@cache
def change_words(language: Language) -> ChangeWords:
    """The words of `changes.toml`."""
    raw, file = words_of(language, "changes"), f"{language}/changes.toml"
    ways = [(word, entry["way"]) for entry in raw["change"] for word in entry["words"]]
    listed = raw["words"]
    behind = [(word, way) for way in ("rise", "fall") for word in listed[f"{way}_behind"]]
    factors = [(f["words"], Factor(float(f["value"]), f.get("change"), file)) for f in raw["factor"]]
    return ChangeWords(
        exact={word: way for word, way in ways if not word.endswith("*")},
        stems={word[:-1]: way for word, way in ways if word.endswith("*")},
        by=_plain(listed["by"], language),
        to=_plain(listed["to"], language),
        origin=_plain(listed["from"], language),
        only_shares=frozenset(listed["only_shares"]),
        both_ways=frozenset(listed["both_ways"]),
        behind=Phrases(behind, language),
        factors=Phrases(factors, language),
        tallies=Phrases([(word, entry["means"]) for entry in raw["tally"] for word in entry["words"]], language),
        as_of=_plain(raw["as_of"]["words"], language),
        file=file,
    )


def _plain(listed: Iterable[str], language: Language) -> Phrases[bool]:
    return Phrases([(phrase, True) for phrase in listed], language)


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """A value and the words that decided it, `words[first:after]`."""

    value: Value
    first: int
    after: int


def verb_before(words: Sequence[Token], at: int, furthest: int, language: Language) -> tuple[int, str] | None:
    """The nearest word of change before `words[at]` in its clause, and its way."""
    lexicon = change_words(language)
    for place in range(at - 1, max(at - 1 - furthest, 0) - 1, -1):
        if words[place].key in _CLAUSE_END:
            return None
        way = lexicon.way(words[place].key)
        if way is not None:
            return place, way
    return None


def change_of(
    words: Sequence[Token], first: int, after: int, kind: str | None, language: Language
) -> Found[Change] | None:
    """The change that the figure `words[first:after]` is, `value` as the records have it."""
    lexicon = change_words(language)
    if words[first - 1].key == "+" and first > 0 and kind == "share":
        return Found("rise_by", first - 1, first)
    preposition, at = _preposition(words, first, lexicon)
    verb = verb_before(words, at, _FURTHEST[preposition], language)
    if verb is not None and not _is_kept_out(words, verb[0], at, preposition, kind, lexicon):
        return Found(_RISES[verb[1]][preposition or "by"], verb[0], verb[0] + 1)
    if kind != "share":
        return None
    behind = lexicon.behind.starting(words, after)
    if behind is None and after + 1 < len(words) and words[after].is_word:
        behind = lexicon.behind.starting(words, after + 1)
    return None if behind is None else Found(_RISES[behind[1]]["by"], behind[0] - 1, behind[0])


def _preposition(words: Sequence[Token], first: int, lexicon: ChangeWords) -> tuple[str, int]:
    for name, phrases in (("to", lexicon.to), ("by", lexicon.by)):
        found = phrases.ending(words, first)
        if found is not None:
            return name, found[0]
    return "", first


def _is_kept_out(
    words: Sequence[Token], verb: int, at: int, preposition: str, kind: str | None, lexicon: ChangeWords
) -> bool:
    key = words[verb].key
    if preposition == "to":
        return False
    if any(word.value is not None for word in words[verb + 1 : at]):
        return True  # that number is the change
    return kind not in ("share", "factor") and (lexicon.is_only_of_shares(key) or key in lexicon.both_ways)


def tally_of(
    words: Sequence[Token], first: int, number: tuple[int, int], after: int, language: Language
) -> Found[Tally] | None:
    """Whether the figure counts everything so far, or only what is new."""
    lexicon = change_words(language)
    before = lexicon.tallies.ending(words, first)
    if before is not None:
        return Found(before[1], before[0], first)
    for at in range(number[1], min(after + 1, len(words))):
        found = lexicon.tallies.starting(words, at)
        if found is not None:
            return Found(found[1], at, found[0])
    return _total(words, first, after, lexicon)


def _total(words: Sequence[Token], first: int, after: int, lexicon: ChangeWords) -> Found[Tally] | None:
    """« Au total, 12 personnes », "12 people were hurt in all": further away, in the same clause."""
    places = [*range(first - 1, max(first - 1 - _TALLY_BEFORE, -1), -1), *range(after, after + _TALLY_BEHIND)]
    closed = False
    for at in places:
        if at >= len(words):
            break
        if at == after:
            closed = False
        key = words[at].key
        closed = closed or key in _CLAUSE_END or words[at].value is not None
        found = None if closed else lexicon.tallies.starting(words, at)
        if found is not None and found[1] == "cumulative":
            return Found(found[1], at, found[0])
    return None


def factors_of(words: Sequence[Token], language: Language) -> list[tuple[int, int, Factor]]:
    """Words that are a factor by themselves: doubled, twice."""
    lexicon = change_words(language)
    found = ((at, lexicon.factors.starting(words, at)) for at in range(len(words)))
    return [(at, match[0], match[1]) for at, match in found if match is not None and not _is_within(words, match[0])]


def _is_within(words: Sequence[Token], after: int) -> bool:
    """Whether a hyphen leads on: "double-digit"."""
    return after < len(words) and words[after].key == "-" and words[after].start == words[after - 1].end
