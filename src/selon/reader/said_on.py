"""When a statement was made: the words that tell it, its own or those of the utterance it goes on with.

A time belongs to the cue where it stands in the cue's sentence outside every content; inside a content it tells when
the thing happened. A statement without such words keeps the day of the one before while the same source goes on
speaking (« a-t-il ajouté », "she added") in the past tense, or where both belong to one occasion (a news conference).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from selon.languages import words
from selon.reader.sentences import outside, sentence_at
from selon.reader.tense import tense
from selon.reader.times import TimeExpression
from selon.records import Language, Reason, Span, Statement, When

_FARTHEST = 110  # characters between a cue and its time, contents and source left out
_POINTS = ("minute", "hour", "day", "week")  # a month or a year is when things stood so, not when somebody spoke
_NEAR = 8  # times, and cues, that are looked at on one side of a statement
_WORDS_BEFORE = 24  # characters in which « publié ce », "released on" stand
_STATEMENTS_BACK = 3  # how far back the same speaker is looked for
_SENTENCES_BACK = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_INVERTED = re.compile(r"\b(?:a|ont|avait|avaient|est|sont|ai|avons)-(?:t-)?(?:il|elle|ils|elles|on|je|nous)\s*$")


@dataclass(frozen=True, slots=True)
class _Lists:
    """What a language's `times.toml` lists about utterances."""

    pronouns: frozenset[str]
    occasions: re.Pattern[str]
    appearances: re.Pattern[str]  # occasions, and the audience: reporters
    going_on: frozenset[str]
    present: frozenset[str]
    tenseless: frozenset[str]
    tenseless_forms: re.Pattern[str]
    dated: re.Pattern[str]
    released: re.Pattern[str]
    clause_words: frozenset[str]
    nowadays: frozenset[str]
    abbreviations: tuple[str, ...]


@cache
def _lists(language: Language) -> _Lists:
    listed = words(language, "times")["said_on"]
    sets = ("pronouns", "going_on", "present", "tenseless", "clause_words", "nowadays")
    return _Lists(
        occasions=_any_of(listed["occasions"]),
        appearances=_any_of(listed["occasions"] + listed["audiences"]),
        tenseless_forms=re.compile(listed["tenseless_forms"]),
        dated=_just_before(listed["dated"]),
        released=_just_before(listed["dated"] + listed["released"]),
        abbreviations=tuple(f" {word}" for word in listed["abbreviations"]),
        **{name: frozenset(listed[name]) for name in sets},
    )


def _just_before(listed: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(listed)})\s*(?:(?:le|ce|on)\s+)?$", re.IGNORECASE)


def _any_of(listed: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(listed)})\b", re.IGNORECASE)


def said_on(
    text: str,
    statement: Statement,
    statements: Sequence[Statement],
    found: Sequence[TimeExpression],
    sentences: Sequence[Span],
) -> tuple[When | None, list[Reason]]:
    """When one statement was made, with the words that tell it; None where the text does not."""
    told = said_on_all(text, statements, found, sentences)
    return next((one for s, one in zip(statements, told, strict=True) if s.id == statement.id), (None, []))


def said_on_all(
    text: str, statements: Sequence[Statement], found: Sequence[TimeExpression], sentences: Sequence[Span]
) -> list[tuple[When | None, list[Reason]]]:
    """When each statement of a document was made, in the order of the statements."""
    if not found:
        return [(None, [])] * len(statements)
    told = _Article(text, statements, found, sentences).told()
    return [_with_reason(*told[s.id]) if s.id in told else (None, []) for s in statements]


def _with_reason(time: TimeExpression, why: str) -> tuple[When, list[Reason]]:
    return time.when, [Reason("said_on", time.when.span, f"{why}; {time.by}")]


_Told = tuple[TimeExpression, str]


class _Article:
    """The statements of a document in the order of the text, with the sentence each of them is in."""

    def __init__(
        self, text: str, statements: Sequence[Statement], found: Sequence[TimeExpression], sentences: Sequence[Span]
    ) -> None:
        self.text, self.language = text, found[0].language
        self.lists = _lists(self.language)
        self.sentences = _whole(text, sentences, self.lists.abbreviations)
        self.by_id = {s.id: s for s in statements}
        self.in_order = sorted(statements, key=_place)
        self.found = [f for f in found if not f.dateline and f.kind != "window" and _is_point(f.when)]
        self.by_sentence: dict[int, list[TimeExpression]] = {}
        for one in self.found:
            self.by_sentence.setdefault(self.sentence(one.when.span.start), []).append(one)
        self.cues = sorted(s.cue for s in statements if s.cue is not None)
        self.holders = _holders(self.found, statements)
        self.contents: dict[int, list[Span]] = {}  # of each sentence
        for content in (c for s in statements for c in s.content):
            for index in range(self.sentence(content.start), self.sentence(max(content.end - 1, content.start)) + 1):
                self.contents.setdefault(index, []).append(content)
        self.appearances: dict[int, TimeExpression | None] = {}
        self.occasions: dict[int, bool] = {}

    def sentence(self, place: int) -> int:
        return sentence_at(self.sentences, place)

    def told(self) -> dict[int, _Told]:
        """For each statement with a time: the expression, and why it is that one."""
        told: dict[int, _Told] = {}
        outer: list[Statement] = []
        self.speaker: dict[int, set[str]] = {}
        for statement in self.in_order:
            own = self._own(statement)
            if own is not None:
                told[statement.id] = own, "its own words"
            elif statement.parent is None:
                inherited = self._inherited(statement, outer, told)
                if inherited is not None:
                    told[statement.id] = inherited
            if statement.parent is None:
                self.speaker[statement.id] = self._speaker(statement, outer)
                outer.append(statement)
        self._dated_documents(told)
        return told

    def _own(self, statement: Statement) -> TimeExpression | None:
        """The nearest time in the sentence of its cue that belongs to no content but that of its parents."""
        place = _place(statement)
        there = self.by_sentence.get(self.sentence(place), [])
        middle = bisect_right(there, place, key=lambda f: f.when.span.start)
        near = [f for f in there[max(middle - _NEAR, 0) : middle + _NEAR] if self._may_belong(f, statement)]
        gaps = [(self._gap(statement, f.when.span), f) for f in near]
        fitting = [(gap, f) for gap, f in gaps if gap is not None]
        return min(fitting, key=lambda pair: pair[0])[1] if fitting else None

    def _may_belong(self, time: TimeExpression, statement: Statement) -> bool:
        span = time.when.span
        if time.is_ahead and not self._is_future(statement):
            return False
        if statement.source is not None and statement.source.holds(span):
            return self._follows(span, statement.source.start, self.lists.released)
        holders = self.holders[span]
        parents = [s.id for s in self._parents(statement)]
        if statement.id in holders or (parents and parents[0] not in holders):
            return False
        return holders <= {*parents}

    def _follows(self, span: Span, start: int, pattern: re.Pattern[str]) -> bool:
        """Whether these words stand right before a span, not before `start`."""
        return pattern.search(self.text, max(start, span.start - _WORDS_BEFORE), span.start) is not None

    def _parents(self, statement: Statement) -> list[Statement]:
        parents: list[Statement] = []
        while statement.parent is not None and statement.parent in self.by_id and len(parents) < len(self.by_id):
            statement = self.by_id[statement.parent]
            parents.append(statement)
        return parents

    def _gap(self, statement: Statement, span: Span) -> int | None:
        """Characters between cue and time without contents and source; None where another clause lies between."""
        cue = statement.cue or statement.source
        if cue is None or (span.start < cue.start and span.of(self.text).lower() in self.lists.nowadays):
            return None
        between = Span(min(cue.end, span.end), max(cue.start, span.start))
        own = [*statement.content, *([statement.source] if statement.source else [])]
        pieces = outside([between], own) if between.start < between.end else ()
        length = sum(piece.end - piece.start for piece in pieces)
        if length > _FARTHEST or self._another_cue(between, own):
            return None
        leads = span.start < cue.start
        if leads and self._leads(span):
            return length + 1
        rest = " ".join([self._before(statement, span) if leads else "", *(piece.of(self.text) for piece in pieces)])
        return None if ";" in rest or self._changes_clause(rest) else length + leads

    def _leads(self, span: Span) -> bool:
        """Whether a time opens its sentence, or dates what was published: it holds for all that the sentence tells."""
        sentence = self.sentences[self.sentence(span.start)]
        return span.start - sentence.start <= len("On ") or self._follows(span, sentence.start, self.lists.released)

    def _before(self, statement: Statement, span: Span) -> str:
        """What leads to a time before the cue, from the source or the beginning of the sentence: « , qui est venu »."""
        start = max(self.sentences[self.sentence(span.start)].start, span.start - _FARTHEST)
        if statement.source is not None and statement.source.end <= span.start:
            start = max(start, statement.source.end)
        free = outside([Span(start, span.start)], statement.content) if start < span.start else ()
        return " ".join(piece.of(self.text) for piece in free)

    def _another_cue(self, between: Span, own: Sequence[Span]) -> bool:
        first = bisect_left(self.cues, Span(between.start, 0))
        for cue in self.cues[first : first + _NEAR]:
            if between.holds(cue) and not any(span.holds(cue) for span in own):
                return True
        return False

    def _changes_clause(self, rest: str) -> bool:
        return any(word.lower() in self.lists.clause_words for word in _WORD.findall(rest))

    def _inherited(self, statement: Statement, before: list[Statement], told: dict[int, _Told]) -> _Told | None:
        if self._is_present(statement):
            return None
        occasion = self._occasion_before(statement)
        if occasion is not None:
            return occasion, "said on the occasion told just before"
        for back, earlier in enumerate(reversed(before[-_STATEMENTS_BACK:])):
            if self.sentence(_place(statement)) - self.sentence(_place(earlier)) > _SENTENCES_BACK:
                return None
            if self._same_speaker(statement, earlier, is_last=back == 0):
                return (told[earlier.id][0], "the same source goes on") if self._tells_day(earlier, told) else None
        last = before[-1] if before else None
        if last is not None and self._tells_day(last, told) and self._one_occasion(statement, last):
            return told[last.id][0], "said on the same occasion"
        return None

    def _tells_day(self, statement: Statement, told: dict[int, _Told]) -> bool:
        return statement.id in told and told[statement.id][0].when.granularity != "week"

    def _is_present(self, statement: Statement) -> bool:
        """Whether the cue is in the present: such a statement is the writer's summary, of no certain day."""
        if statement.cue is None:
            return False
        cue = _WORD.findall(statement.cue.of(self.text).lower())
        if not cue or cue[0] in self.lists.tenseless or self.lists.tenseless_forms.fullmatch(cue[0]):
            return False
        if _INVERTED.search(self.text[max(statement.cue.start - 20, 0) : statement.cue.start]):
            return False
        if cue[0] in self.lists.present:
            return True
        return not any(tense(self.language).of(word) is not None for word in cue)

    def _is_future(self, statement: Statement) -> bool:
        cue = [] if statement.cue is None else _WORD.findall(statement.cue.of(self.text).lower())
        return any(tense(self.language).of(word) == "future" for word in cue)

    def _speaker(self, statement: Statement, before: list[Statement]) -> set[str]:
        """The words by which the source is known; a pronoun stands for the source just before."""
        name = "" if statement.source is None else statement.source.of(self.text)
        if before and name.lower() in self.lists.pronouns:
            return self.speaker[before[-1].id]
        return _longer_words(name)

    def _same_speaker(self, statement: Statement, earlier: Statement, *, is_last: bool) -> bool:
        if statement.source is None or earlier.source is None:
            return False
        if _one_actor(statement, earlier):
            return True
        name = statement.source.of(self.text)
        if name.lower() in self.lists.pronouns or self._goes_on(statement):
            return is_last
        return bool((_names(name) or _longer_words(name)) & self.speaker[earlier.id])

    def _goes_on(self, statement: Statement) -> bool:
        """Whether the cue itself says that somebody goes on speaking (« a ajouté cet ancien instituteur »)."""
        cue = "" if statement.cue is None else statement.cue.of(self.text).lower()
        return not self.lists.going_on.isdisjoint(_WORD.findall(cue))

    def _occasion_before(self, statement: Statement) -> TimeExpression | None:
        """The day of an appearance that the sentence just before tells of: "She faced reporters on Thursday."."""
        index = self.sentence(min([_place(statement), *(c.start for c in statement.content)]))
        if index not in self.appearances:
            self.appearances[index] = self._appearance(index - 1) if index > 0 else None
        return self.appearances[index]

    def _appearance(self, index: int) -> TimeExpression | None:
        before = self.sentences[index]
        if "\n" in self.text[before.end : self.sentences[index + 1].start]:
            return None
        free = [f for f in self.by_sentence.get(index, ()) if not self.holders[f.when.span]]
        if not free or not self.lists.appearances.search(self.text, before.start, before.end):
            return None
        first = bisect_left(self.cues, Span(before.start, 0))
        spoken = first < len(self.cues) and before.holds(self.cues[first])
        return None if spoken else free[-1]

    def _one_occasion(self, statement: Statement, earlier: Statement) -> bool:
        return any(self._tells_occasion(self.sentence(_place(s))) for s in (statement, earlier))

    def _tells_occasion(self, index: int) -> bool:
        """Whether the writer names an occasion in that sentence, outside what is said."""
        if index not in self.occasions:
            free = outside([self.sentences[index]], self.contents.get(index, []))
            self.occasions[index] = any(self.lists.occasions.search(self.text, p.start, p.end) for p in free)
        return self.occasions[index]

    def _dated_documents(self, told: dict[int, _Told]) -> None:
        """« Datée du 14 avril, elle… » tells the day of the letter that the sentence before quotes."""
        last = {self.sentence(_place(s)): s.id for s in self.in_order if s.parent is None}
        for one in self.found:
            index = self.sentence(one.when.span.start) - 1
            if index in last and last[index] not in told and self._follows(one.when.span, 0, self.lists.dated):
                told[last[index]] = one, "the document is dated in the next sentence"


def _holders(found: Sequence[TimeExpression], statements: Sequence[Statement]) -> dict[Span, set[int]]:
    """For each time the statements whose content holds it, in one walk through the text."""
    contents = sorted((c, s.id) for s in statements for c in s.content)
    holders: dict[Span, set[int]] = {}
    open_contents: list[tuple[Span, int]] = []
    at = 0
    for span in (f.when.span for f in found):
        while at < len(contents) and contents[at][0].start <= span.start:
            open_contents.append(contents[at])
            at += 1
        open_contents = [(c, i) for c, i in open_contents if c.end > span.start]
        holders[span] = {i for c, i in open_contents if c.holds(span)}
    return holders


def _one_actor(statement: Statement, other: Statement) -> bool:
    """Whether both are known to have the same source."""
    first, second = statement.actor, other.actor
    return first is not None and second is not None and first.id is not None and first.id == second.id


def _whole(text: str, sentences: Sequence[Span], abbreviations: tuple[str, ...]) -> list[Span]:
    """Sentences that the full stop of a title has cut in two, put together again (« M. Roy »)."""
    whole: list[Span] = []
    for sentence in sentences:
        if whole and f" {text[max(whole[-1].start, whole[-1].end - 8) : whole[-1].end]}".endswith(abbreviations):
            whole[-1] = Span(whole[-1].start, sentence.end)
        else:
            whole.append(sentence)
    return whole


def _place(statement: Statement) -> int:
    """Where a statement stands: at its cue, else its source, else its content."""
    span = statement.cue or statement.source or (statement.content[0] if statement.content else Span(0, 0))
    return span.start


def _is_point(when: When) -> bool:
    """Whether it may tell when something was said: closed, or relative to an unknown day, and no longer than a week."""
    return (when.start is None) == (when.end is None) and when.granularity in _POINTS


def _names(source: str) -> set[str]:
    """The names in a source, in small letters; a capital that only begins the sentence makes no name."""
    listed = _WORD.findall(source)
    inside = [word for i, word in enumerate(listed) if i > 0 or len(word) > 4 or len(listed) == 1]
    return {word.lower() for word in inside if word[0].isupper() and (len(word) > 3 or word.isupper())}


def _longer_words(source: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(source) if len(word) > 3 or word.isupper()}
