"""The search for time expressions: layer by layer, the longest phrase at each place."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from selon.reader.time_phrases import LAYERS, Entry, Phrases
from selon.reader.time_scene import Found
from selon.reader.time_words import FOUND, Token, number_of

_REACH = 9  # words a phrase may have before the word that triggers it
_LONG_UNITS = {"week", "weekend", "fortnight", "month", "quarter", "half", "year", "decade", "century"}
_MONEY = "$€£#/@_%°"


@dataclass(frozen=True, slots=True)
class _Line:
    """A text during the search: one sign a word or found expression, where each begins, and what was found."""

    signs: str
    first: list[int]  # index of the first token of each sign, and the number of tokens at the end
    found: list[Found | None]


@dataclass(frozen=True, slots=True)
class _Place:
    """What a check may look at: the words of the text and those of the match."""

    tokens: Sequence[Token]
    first: int
    after: int
    values: dict[str, Any]
    phrases: Phrases

    def word(self, index: int) -> str:
        """The word at that index in small letters; empty beyond the text."""
        return self.tokens[index].text.lower() if 0 <= index < len(self.tokens) else ""


def search(tokens: Sequence[Token], phrases: Phrases) -> list[Found]:
    """All time expressions among the words of a text, in order, none inside another."""
    signs = "".join([phrases.sign(token.text) for token in tokens])
    if phrases.trigger.search(signs) is None:
        return []
    line = _Line(signs, list(range(len(tokens) + 1)), [None] * len(tokens))
    for layer in LAYERS:
        line = _joined(line, list(_layer(line, layer, tokens, phrases)))
    return [found for found in line.found if found is not None]


def _joined(line: _Line, found: list[tuple[int, int, Found]]) -> _Line:
    if not found:
        return line
    signs, first, kept, at = [], [], [], 0
    for start, end, one in found:
        signs.append(line.signs[at:start] + FOUND[one.grain])
        first += line.first[at : start + 1]
        kept += [*line.found[at:start], one]
        at = end
    signs.append(line.signs[at:])
    return _Line("".join(signs), first + line.first[at:], kept + line.found[at:])


def _layer(line: _Line, layer: str, tokens: Sequence[Token], phrases: Phrases) -> Iterator[tuple[int, int, Found]]:
    by_sign, after = phrases.layers[layer], 0
    for place in _places(line, phrases):
        if place < after or line.signs[place] not in by_sign:
            continue
        longest: tuple[int, Found] | None = None
        for entry in by_sign[line.signs[place]]:
            matched = _matched(line, place, entry, tokens, phrases)
            if matched is not None and (longest is None or matched[0] > longest[0]):
                longest = matched
        if longest is not None:
            after, found = longest
            yield place, after, found


def _places(line: _Line, phrases: Phrases) -> Iterator[int]:
    """Where a phrase may begin: at a trigger or a few words before it."""
    at = 0
    for match in phrases.trigger.finditer(line.signs):
        trigger = match.start()
        yield from range(max(at, trigger - _REACH), trigger + 1)
        at = trigger + 1


def _matched(
    line: _Line, place: int, entry: Entry, tokens: Sequence[Token], phrases: Phrases
) -> tuple[int, Found] | None:
    match = entry.pattern.match(line.signs, place)
    if match is None:
        return None
    first, after = line.first[place], line.first[match.end()]
    if entry.is_tight and any(
        a.end != b.start for a, b in zip(tokens[first:after], tokens[first + 1 : after], strict=False)
    ):
        return None
    values = {}
    for name, group in match.groupdict().items():
        if group is not None:
            values[phrases.called(name)] = _value(line, name, match.span(name), tokens, phrases)
    if not _stands_free(tokens, first, after):
        return None
    found = Found(first, after, entry, values)
    if entry.check and not _CHECKS[entry.check](_Place(tokens, first, after, values, phrases)):
        return None
    return match.end(), found


def _value(line: _Line, name: str, span: tuple[int, int], tokens: Sequence[Token], phrases: Phrases) -> object:
    start, end = span
    if name.startswith("a_"):
        return line.found[start]
    inside = tokens[line.first[start] : line.first[end]]
    if inside[0].text[0].isdecimal():
        return number_of(inside[0].text)
    return phrases.value(name.rstrip("23"), " ".join(token.text for token in inside))


def _stands_free(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether no number goes on beyond the edges of the match (« 1 200 jours », "$1998", « 3,5 »)."""
    head, tail = tokens[first], tokens[after - 1]
    if head.text[0].isdecimal() and first > 0:
        before = tokens[first - 1]
        if before.end == head.start and (before.text in _MONEY or before.text.isalpha()):
            return False
        if before.text[0].isdecimal() and len(head.text) == 3:
            return False
        if before.text in ".,:-" and before.end == head.start and first > 1 and tokens[first - 2].text[-1:].isdecimal():
            return tokens[first - 2].end != before.start
    return _ends_free(tokens, after) if tail.text[0].isdecimal() and after < len(tokens) else True


def _ends_free(tokens: Sequence[Token], after: int) -> bool:
    tail = tokens[after - 1]
    behind = tokens[after]
    if behind.start == tail.end and (behind.text in _MONEY or behind.text.isalpha()):
        return False
    if behind.text in ".,:" and behind.start == tail.end and after + 1 < len(tokens):
        return not (tokens[after + 1].start == behind.end and tokens[after + 1].text[0].isdecimal())
    return not (behind.text[0].isdecimal() and len(behind.text) == 3)


def _long_unit(place: _Place) -> bool:
    return place.values["unit"] in _LONG_UNITS


def _single_unit(place: _Place) -> bool:
    """One of them: "previous month", not "previous months"."""
    return _long_unit(place) and not place.word(place.after - 1).endswith("s")


def _last_unit(place: _Place) -> bool:
    """Not of "the last week of May"."""
    return _long_unit(place) and place.word(place.after) != "of"


def _last_weekday(place: _Place) -> bool:
    """Not of "the last Friday of October"; but of "last Friday in Iowa"."""
    month = place.phrases.value("any_month", place.word(place.after + 1)) if place.word(place.after + 1) else None
    return place.word(place.after) not in ("of", "in") or (place.word(place.after) == "in" and month is None)


def _relative_month(place: _Place) -> bool:
    inner = next(value for value in place.values.values() if isinstance(value, Found))
    return inner.entry.means[0] == "unit"


def _part_of_year(place: _Place) -> bool:
    """A quarter or a half by its number; the last one is of a year, or it is the one before now."""
    numbered = place.values["ordinal"] > 0 or "year" in place.values
    return numbered and place.values["unit"] in ("quarter", "half")


def _clause_end(place: _Place) -> bool:
    """« trois ans après » alone counts from what was dated before; with a noun behind it counts from that."""
    if place.word(place.after - 1) not in place.phrases.other["words"]["takes_noun"]:
        return True
    behind = place.word(place.after)
    return not behind or not (behind[0].isalnum() or behind in "«“\"'’")


def _no_noun(place: _Place) -> bool:
    """« les trois derniers mois » of now, not « les trois derniers mois de 2023 »."""
    words = place.phrases.other["words"]
    return place.word(place.after) not in words["of"] and place.word(place.first - 1) not in words["modal"]


def _not_until(place: _Place) -> bool:
    """Not « à ce jour », which is until now."""
    return place.word(place.first - 1) not in place.phrases.other["words"]["until_now"]


def _contracted(place: _Place) -> bool:
    """« du mois dernier »: the article is in the word before."""
    return place.word(place.first - 1) in place.phrases.other["words"]["contracted"]


def _clock(place: _Place) -> bool:
    listed = place.phrases.other["words"]
    numbers = [t.text for t in place.tokens[place.first : place.after] if t.text[0].isdecimal()]
    if place.word(place.after) in listed["distance"] or (len(numbers) > 1 and len(numbers[-1]) != 2):
        return False
    before = place.word(place.first - 1)
    return before in listed["before_clock"] or f"{place.word(place.first - 2)} {before}" in listed["before_clock"]


def _clock_words(place: _Place) -> bool:
    """« vers huit heures », but not « huit heures de route »."""
    listed = place.phrases.other["words"]
    return (
        place.word(place.first - 1) in listed["before_clock_words"]
        and place.word(place.after) not in listed["distance"]
    )


def _two_digits(place: _Place) -> bool:
    """A year of two digits, not the number of a version."""
    return len(place.tokens[place.after - 1].text) == 2


def _no_duration(place: _Place) -> bool:
    return place.word(place.first - 1) not in place.phrases.other["words"]["duration"]


def _not_owned(place: _Place) -> bool:
    """Not "after Tuesday's attack": what follows is an event of that day."""
    return place.word(place.after) not in ("'", "’", "s", "-") and place.word(place.first - 1) not in ("shortly", "peu")


def _no_event(place: _Place) -> bool:
    """Not a date that has become the name of an event: 9/11."""
    written = f"{place.values['day']}/{place.values['day2']}"
    return written not in place.phrases.other["words"]["events"]


def _no_surname(place: _Place) -> bool:
    """« Noël », not Noël Roy."""
    behind = place.tokens[place.after].text if place.after < len(place.tokens) else ""
    return not behind[:1].isupper()


def _weekday_alone(place: _Place) -> bool:
    """Not the name of something: Black Friday, the Sunday Times; short forms only behind a preposition."""
    listed = place.phrases.other["words"]
    last = place.word(place.after - 1)
    if last == "." or len(last) == 3:
        return place.word(place.first - 1) in listed["before_day"]
    named = (
        place.word(place.first - 1) in listed["before_named_day"]
        or place.word(place.after) in listed["behind_named_day"]
    )
    return not named


def _bare_year(place: _Place) -> bool:
    """Whether four digits alone are a year: behind a preposition or a noun, in brackets, and counting nothing."""
    listed = place.phrases.other["words"]
    before, behind = place.word(place.first - 1), place.word(place.after)
    if before == "-" and place.word(place.first - 2) in listed["edges"]:
        return True
    if before in listed["determiners"] and 1900 <= place.values["year"] <= 2060:
        return True
    if before in listed["never_before_year"]:
        return before in listed["between_years"] and place.word(place.first - 2).isdecimal()
    counts = behind[:1].isalpha() and behind.endswith(("s", "x")) and behind not in listed["behind_year"]
    if place.after - place.first > 1 or before in listed["before_year"]:
        return not counts and (bool(before) or place.after == len(place.tokens))
    if behind[:1].isalpha() and behind not in listed["behind_year"]:
        return False
    return (before.isalpha() or before in "([–") and 1900 <= place.values["year"] <= 2060


def _tens(place: _Place) -> bool:
    return not (place.values.get("year") or place.values["shortyear"]) % 10


def _season_years(place: _Place) -> bool:
    return bool(place.values["shortyear"] == (place.values["year"] + 1) % 100)


def _weekday_inside(place: _Place) -> bool:
    inner = next(value for value in place.values.values() if isinstance(value, Found))
    while inner.entry.means[0] in ("part_of", "at"):
        inner = inner.values.get("a_day") or inner.values["a_part"]
    return bool(inner.entry.means == ("weekday",))


def _month_inside(place: _Place) -> bool:
    inner = next(value for value in place.values.values() if isinstance(value, Found))
    return bool(inner.entry.means == ("date",) and "month" in inner.values and "year" not in inner.values)


def _day_alone(place: _Place) -> bool:
    """A day of the month, not a floor: "on the 14th floor"."""
    listed = place.phrases.other["words"]
    behind = place.word(place.after)
    told = not listed["before_day"] or place.word(place.first - 1) in listed["before_day"]
    hour = behind in listed["before_hour"] and place.word(place.after + 1).isdecimal()
    return (told and (hour or not (behind[:1].isalnum() or behind in "%/€$°,-'’"))) or (told and behind == "")


def _month_alone(place: _Place) -> bool:
    """Whether the month is no name and no verb: "in May", "June's report", but not "May said"."""
    listed = place.phrases.other["words"]
    if place.word(place.first - 1) == "-" and place.word(place.first - 2).isdecimal():
        return False  # « le 11-Septembre » is a name
    last = place.after - 2 if place.word(place.after - 1) == "." else place.after - 1
    return place.tokens[last].text not in listed["also_names"] or place.word(place.first - 1) in listed["before_month"]


def _in_so_long(place: _Place) -> bool:
    """Not "for the first time in two weeks"."""
    ranking = place.phrases.other["words"]["ranking"]
    return not any(place.word(i) in ranking for i in range(place.first - 4, place.first))


def _clock_minutes(place: _Place) -> bool:
    """Two digits of minutes; behind a full stop only where something else tells that it is a time of day."""
    numbers = [t.text for t in place.tokens[place.first : place.after] if t.text[0].isdecimal()]
    marks = [t.text for t in place.tokens[place.first : place.after]]
    told = "half" in place.values or place.word(place.first - 1) == "at"
    return len(numbers[-1]) == 2 and (":" in marks or told)


def _same_kind(place: _Place) -> bool:
    first, second = (value for value in place.values.values() if isinstance(value, Found))
    return first.grain == second.grain


_CHECKS: dict[str, Callable[[_Place], bool]] = {
    "long_unit": _long_unit,
    "single_unit": _single_unit,
    "last_unit": _last_unit,
    "last_weekday": _last_weekday,
    "relative_month": _relative_month,
    "part_of_year": _part_of_year,
    "day_alone": _day_alone,
    "month_alone": _month_alone,
    "in_so_long": _in_so_long,
    "clock_minutes": _clock_minutes,
    "same_kind": _same_kind,
    "clause_end": _clause_end,
    "no_noun": _no_noun,
    "not_until": _not_until,
    "contracted": _contracted,
    "clock": _clock,
    "two_digits": _two_digits,
    "no_duration": _no_duration,
    "no_event": _no_event,
    "not_owned": _not_owned,
    "no_surname": _no_surname,
    "weekday_alone": _weekday_alone,
    "clock_words": _clock_words,
    "bare_year": _bare_year,
    "decade": _tens,
    "season_years": _season_years,
    "weekday_inside": _weekday_inside,
    "month_inside": _month_inside,
}
