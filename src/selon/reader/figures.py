"""The figures of a text: numbers with their bounds, units, what they count, rates, changes and tallies.

Numbers that name something (a year, an hour, an article of a law, an aircraft) and numbers that the text denies are
left out, and so is every number inside a time expression.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from selon.reader.bounds import Bounded, bound_behind, bound_words, bounded, is_corrected, is_denied, is_origin
from selon.reader.changes import Factor, change_of, change_words, factors_of, tally_of
from selon.reader.counted import Counted, counted_at, counted_of_all, counted_words, parts_at
from selon.reader.figure_names import is_name
from selon.reader.figure_words import Token, span_of, tokens
from selon.reader.number_words import Grammar
from selon.reader.numbers import readings
from selon.reader.units import quantities_of, rate_behind, unit_words
from selon.records import Change, Figure, Language, Span, Tally, When

_CLAUSE_END = frozenset({".", ";", ":", "\n", "!", "?", "»", "”", '"', "("})
_RATE_BEHIND = 9  # words between what is counted and « chaque jour »
_RATE_BEFORE = 3
_AS_OF_BEHIND = 8
_NONE_BEHIND = 5


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure, the words of its number, and why: the field of the figure (empty for itself), the words, the entry."""

    figure: Figure
    number: Span
    why: tuple[tuple[str, Span, str], ...]


def figures(text: str, language: Language, found_times: Sequence[When] = ()) -> list[FoundFigure]:
    """The figures of a text in order; `found_times` are its time expressions, in order."""
    words = _with_dates(tokens(text, language), found_times)
    scene = _Scene(text, words, language, {when.span.start: when for when in found_times})
    numbers = readings(Grammar(words, language))
    quantities = quantities_of(words, [r for r in numbers if r.kind != "ordinal"], language)
    found: list[_Draft] = []
    for number in bounded(words, quantities, language):
        draft = scene.figure(number)
        if draft is not None and not (found and found[-1].per and draft.core[0] < found[-1].after):
            found.append(draft)  # « 250 cas pour 100 000 habitants » is one
    made = _with_shared_nouns(words, found)
    taken = [(f.first, f.after) for f in made]
    made += [f for f in (*scene.factors(), *scene.nothings()) if not any(f.first < b and a < f.after for a, b in taken)]
    return [scene.made(f) for f in sorted(made, key=lambda f: f.first)]


def _with_dates(words: list[Token], found_times: Sequence[When]) -> list[Token]:
    """The words, those of time expressions made unreadable."""
    made, at = [], 0
    for word in words:
        while at < len(found_times) and found_times[at].span.end <= word.start:
            at += 1
        inside = at < len(found_times) and found_times[at].span.start <= word.start
        made.append(replace(word, key="#", value=None, is_date=True) if inside else word)
    return made


@dataclass(frozen=True, slots=True)
class _Draft:
    """A figure by the indices of its words."""

    first: int
    after: int
    core: tuple[int, int]
    low: float | None
    high: float | None
    about: bool = False
    unit: str | None = None
    counted: tuple[int, int] | None = None
    parts: tuple[str, ...] = ()
    per: str | None = None
    as_of: When | None = None
    change: Change | None = None
    tally: Tally | None = None
    why: tuple[tuple[str, int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Scene:
    """A text while its figures are read."""

    text: str
    words: Sequence[Token]
    language: Language
    times: dict[int, When]

    def made(self, draft: _Draft) -> FoundFigure:
        """The draft as a figure of the document."""
        counted = span_of(self.words, *draft.counted).of(self.text) if draft.counted else None
        figure = Figure(
            span_of(self.words, draft.first, draft.after),
            draft.low,
            draft.high,
            draft.about,
            draft.unit,
            counted,
            draft.parts,
            draft.per,
            draft.as_of,
            draft.change,
            draft.tally,
        )
        why = tuple((field, span_of(self.words, first, after), by) for field, first, after, by in draft.why)
        return FoundFigure(figure, span_of(self.words, *draft.core), why)

    def figure(self, found: Bounded) -> _Draft | None:
        """What a number with its bounds says; None where it is no figure."""
        words, language = self.words, self.language
        counted = self._counted(found)
        if is_name(words, found, counted, language) or is_denied(words, found, language):
            return None
        after = max(counted.after, found.after) if counted else found.after
        if is_corrected(words, found, after, language):
            return None
        if after > found.after:
            found = bound_behind(words, found, after, bound_words(language), set())
            after = max(after, found.after)
        draft = self._valued(found, after)
        draft = self._with_counted(draft, found, counted)
        draft = self._with_parts(self._with_rate(draft, found))
        return self._with_change(self._with_as_of(draft), found)

    def _counted(self, found: Bounded) -> Counted | None:
        """What is counted: behind the number, or what a share or a measure is of."""
        words, quantity, language = self.words, found.quantity, self.language
        if quantity.reading.inner is not None:
            first, after = quantity.reading.inner
            return counted_at(words[:after], first, 2, language)
        after = max(found.core[1], quantity.after)
        if quantity.unit is None:
            value = found.high if found.high is not None else quantity.value
            value = value if quantity.reading.kind == "cardinal" else 2  # "one in five adults"
            here = counted_at(words, after, value, language)
            if here is not None:
                return here
        return counted_of_all(words, after, language)

    def _valued(self, found: Bounded, after: int) -> _Draft:
        """Bounds and unit; a share is in percent."""
        quantity, language = found.quantity, self.language
        is_share = quantity.reading.kind == "fraction" and quantity.unit is None
        times = 100 if is_share else 1
        low, high = (None if side is None else round(side * times, 9) for side in (found.low, found.high))
        why = [("", *found.core, f"{language}/numbers.toml")]
        why += [(said.field, said.first, said.after, said.by) for said in found.said]
        unit = "%" if is_share else None
        if quantity.unit is not None and quantity.unit_words is not None:
            unit = quantity.unit.symbol
            why.append(("unit", *quantity.unit_words, quantity.unit.by))
        draft = _Draft(found.first, after, found.core, low, high, found.about, unit, why=tuple(why))
        return replace(draft, why=(*why, ("unit", *found.core, f"{language}/numbers.toml"))) if is_share else draft

    def _with_counted(self, draft: _Draft, found: Bounded, counted: Counted | None) -> _Draft:
        if counted is None:
            return draft
        by = f"{self.language}/counted.toml"
        place = (counted.first, counted.after)
        why = [("counted", *place, by)]
        if draft.unit is None:
            why.append(("unit", *counted.noun, by))
        if counted.parts:
            why.append(("parts", *place, by))
        end = self._end_of_noun(counted)
        return replace(
            draft,
            unit=draft.unit or counted.unit,
            counted=(counted.first, end),
            parts=counted.parts,
            why=(*draft.why, *why),
        )

    def _with_parts(self, draft: _Draft) -> _Draft:
        """Parts behind the rate: « 1 200 hommes par jour, morts et blessés »."""
        if draft.parts or draft.counted is None or draft.per is None:
            return draft
        parts, after = parts_at(self.words, draft.after, draft.unit == "person", self.language)
        if not parts:
            return draft
        why = (*draft.why, ("parts", draft.after + 1, after, f"{self.language}/counted.toml"))
        return replace(draft, after=after, parts=parts, why=why)

    def _end_of_noun(self, counted: Counted) -> int:
        """What is counted without its parts."""
        if not counted.parts:
            return counted.after
        opened = counted_words(self.language).sets["parts_open"]
        return next(at for at in range(counted.noun[1], counted.after) if self.words[at].key in opened)

    def _with_rate(self, draft: _Draft, found: Bounded) -> _Draft:
        """Per what: right behind the number or what it counts, else by words of their own in the clause."""
        by, kind = f"{self.language}/units.toml: rate", found.quantity.kind
        for at in sorted({found.after, draft.after}, reverse=True):
            rate = rate_behind(self.words, at, kind, self.language) if at < len(self.words) else None
            if rate is not None:
                why = (*draft.why, ("per", at, rate[0], by))
                return replace(draft, after=max(draft.after, rate[0]), per=rate[1], why=why)
        place = self._rate_in_clause(draft)
        if place is None:
            return draft
        first, after, per = place
        end = after if first == draft.after else draft.after
        return replace(draft, after=end, per=per, why=(*draft.why, ("per", first, after, by)))

    def _rate_in_clause(self, draft: _Draft) -> tuple[int, int, str] | None:
        rates = unit_words(self.language).rates
        for at in range(draft.after, min(draft.after + _RATE_BEHIND, len(self.words))):
            word = self.words[at]
            if word.key in _CLAUSE_END or word.value is not None:
                break
            found = rates.starting(self.words, at)
            if found is not None:
                return at, found[0], found[1]
        for at in range(draft.first, max(draft.first - _RATE_BEFORE, 0), -1):
            if at < draft.first and self.words[at].key in _CLAUSE_END:
                break
            before = rates.ending(self.words, at)
            if before is not None and self._begins_clause(before[0]):
                return before[0], at, before[1]
        return None

    def _begins_clause(self, at: int) -> bool:
        return at == 0 or self.words[at - 1].key in _CLAUSE_END or self.words[at - 1].key in ("«", "“", ",", ")")

    def _with_as_of(self, draft: _Draft) -> _Draft:
        """The date that the figure holds for: « à la date du 3 mai »."""
        lexicon = change_words(self.language)
        for at in range(draft.after, min(draft.after + _AS_OF_BEHIND, len(self.words))):
            word = self.words[at]
            if word.key in _CLAUSE_END or word.value is not None:
                break
            before = lexicon.as_of.starting(self.words, at)
            when = self.times.get(self.words[before[0]].start) if before and before[0] < len(self.words) else None
            if before is not None and when is not None:
                why = (*draft.why, ("as_of", at, before[0] + 1, f"{lexicon.file}: as_of"))
                return replace(draft, as_of=when, why=why)
        return draft

    def _with_change(self, draft: _Draft, found: Bounded) -> _Draft:
        words, language, file = self.words, self.language, f"{self.language}/changes.toml"
        kind = "share" if draft.unit == "%" else found.quantity.kind
        why = list(draft.why)
        origin = is_origin(words, found, language) and found.joint is None
        is_start = origin and (kind != "share" or language == "en")  # « de 3 % » is by so much, "from 3%" is not
        change = None if is_start else change_of(words, found.first, draft.after, kind, language)
        if change is not None:
            why.append(("change", change.first, change.after, f"{file}: change"))
        tally = tally_of(words, found.first, found.core, draft.after, language)
        if tally is not None:
            why.append(("tally", tally.first, tally.after, f"{file}: tally"))
        return replace(
            draft, change=change.value if change else None, tally=tally.value if tally else None, why=tuple(why)
        )

    def factors(self) -> list[_Draft]:
        """Words that are a figure by themselves: doubled, twice as many."""
        return [self._factor(at, after, factor) for at, after, factor in factors_of(self.words, self.language)]

    def _factor(self, at: int, after: int, factor: Factor) -> _Draft:
        why: list[tuple[str, int, int, str]] = [("", at, after, factor.by), ("unit", at, after, factor.by)]
        if factor.change:
            why.append(("change", at, after, factor.by))
        value = factor.value
        return _Draft(at, after, (at, after), value, value, unit="times", change=factor.change, why=tuple(why))

    def nothings(self) -> list[_Draft]:
        """« Aucun mort », "no one was hurt": the figure is 0."""
        lexicon, by = counted_words(self.language), f"{self.language}/counted.toml: none"
        made = []
        for at in range(len(self.words)):
            found = lexicon.phrases["none"].starting(self.words, at)
            nobody = lexicon.phrases["nobody"].starting(self.words, at) if found is None else None
            after = (found or nobody or (at, True))[0]
            of = self._none_of(after, 2 if nobody else _NONE_BEHIND) if after > at else None
            if of is None:
                continue
            is_next = of == after
            draft = _Draft(at, of + 1 if is_next else after, (at, after), 0.0, 0.0, why=(("", at, after, by),))
            made.append(self._with_none_counted(draft, of if is_next else None, found is not None))
        return made

    def _none_of(self, at: int, furthest: int) -> int | None:
        """Where the word stands that makes it a figure."""
        none_of = counted_words(self.language).sets["none_of"]
        for place in range(at, min(at + furthest, len(self.words))):
            if self.words[place].key in _CLAUSE_END:
                return None
            if self.words[place].key in none_of:
                return place
        return None

    def _with_none_counted(self, draft: _Draft, noun: int | None, is_nobody: bool) -> _Draft:
        counted = counted_at(self.words, noun, 1, self.language) if noun is not None else None
        if counted is None:
            return replace(draft, unit="person") if is_nobody else draft
        by = f"{self.language}/counted.toml"
        why = (*draft.why, ("unit", *counted.noun, by), ("counted", *counted.noun, by))
        return replace(draft, unit=counted.unit, counted=counted.noun, why=why)


def _with_shared_nouns(words: Sequence[Token], found: list[_Draft]) -> list[_Draft]:
    """« 210 des *640 habitants* »: both count the same."""
    made = list(found)
    for at in range(len(made) - 1):
        upper, lower = made[at], made[at + 1]
        between = " ".join(word.key for word in words[upper.after : lower.first])
        if upper.unit is None and lower.counted and between in ("of the", "of", "des", "of its", "of their"):
            why = (*upper.why, *(w for w in lower.why if w[0] in ("unit", "counted")))
            made[at] = replace(upper, unit=lower.unit, counted=lower.counted, why=why)
    return made
