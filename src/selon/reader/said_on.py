"""When a statement was made: the words that tell it, its own or those of the utterance it goes on with.

A time belongs to the cue where it stands in the cue's sentence outside every content; inside a content it tells when
the thing happened. A statement without such words keeps the day of the one before while the same source goes on
speaking (« a-t-il ajouté », "she added") in the past tense, or where both belong to one occasion (a news conference).
"""

import re
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
        dated=re.compile(rf"\b(?:{'|'.join(listed['dated'])})\s*(?:le\s+)?$", re.IGNORECASE),
        abbreviations=tuple(f" {word}" for word in listed["abbreviations"]),
        **{name: frozenset(listed[name]) for name in sets},
    )


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
        near = [f for f in self.by_sentence.get(self.sentence(place), ()) if self._may_belong(f, statement)]
        gaps = [(self._gap(statement, f.when.span), f) for f in near]
        fitting = [(gap, f) for gap, f in gaps if gap is not None]
        return min(fitting, key=lambda pair: pair[0])[1] if fitting else None

    def _may_belong(self, time: TimeExpression, statement: Statement) -> bool:
        span = time.when.span
        if time.is_ahead and not self._is_future(statement):
            return False
        if any(c.holds(span) for c in statement.content):
            return False
        if statement.source is not None and statement.source.holds(span):
            return self.lists.dated.search(self.text, statement.source.start, span.start) is not None
        parents = self._parents(statement)
        if parents and not any(c.holds(span) for c in parents[0].content):
            return False
        allowed = {s.id for s in parents} | {statement.id}
        return not any(c.holds(span) for s in self.in_order if s.id not in allowed for c in s.content)

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
        rest = " ".join(piece.of(self.text) for piece in outside([between], own)) if between.start < between.end else ""
        if any(self._in_between(s, between, own) for s in self.in_order if s.id != statement.id):
            return None
        if span.start < cue.start:
            rest = f"{self._before(statement, span)} {rest}"
        if ";" in rest or len(rest) > _FARTHEST or self._changes_clause(rest):
            return None
        return len(rest) + (1 if span.start < cue.start else 0)

    def _before(self, statement: Statement, span: Span) -> str:
        """What leads to a time before the cue, from the source or the beginning of the sentence: « , qui est venu »."""
        start = self.sentences[self.sentence(span.start)].start
        if statement.source is not None and statement.source.end <= span.start:
            start = max(start, statement.source.end)
        free = outside([Span(start, span.start)], statement.content) if start < span.start else ()
        return " ".join(piece.of(self.text) for piece in free)

    def _in_between(self, other: Statement, between: Span, own: Sequence[Span]) -> bool:
        cue = other.cue
        return cue is not None and between.holds(cue) and not any(span.holds(cue) for span in own)

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
        if index == 0:
            return None
        before = self.sentences[index - 1]
        if "\n" in self.text[before.end : self.sentences[index].start]:
            return None
        if not self.lists.appearances.search(self.text, before.start, before.end):
            return None
        free = [f for f in self.by_sentence.get(index - 1, ()) if not self._in_content(f.when.span)]
        spoken = any(s.cue and before.holds(s.cue) for s in self.in_order)
        return free[-1] if free and not spoken else None

    def _in_content(self, span: Span) -> bool:
        return any(c.holds(span) for s in self.in_order for c in s.content)

    def _one_occasion(self, statement: Statement, earlier: Statement) -> bool:
        places = [self.sentences[self.sentence(_place(s))] for s in (statement, earlier)]
        return any(
            self.lists.occasions.search(piece.of(self.text)) for span in places for piece in self._told_by_writer(span)
        )

    def _told_by_writer(self, span: Span) -> tuple[Span, ...]:
        return outside([span], [c for s in self.in_order for c in s.content])

    def _dated_documents(self, told: dict[int, _Told]) -> None:
        """« Datée du 14 avril, elle… » tells the day of the letter that the sentence before quotes."""
        for one in self.found:
            if not self.lists.dated.search(self.text, max(one.when.span.start - 20, 0), one.when.span.start):
                continue
            index = self.sentence(one.when.span.start)
            for statement in self.in_order:
                about = self.sentence(_place(statement))
                if (
                    about == index - 1
                    and statement.parent is None
                    and statement.id not in told
                    and _is_last(statement, self)
                ):
                    told[statement.id] = one, "the document is dated in the next sentence"


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


def _is_last(statement: Statement, article: _Article) -> bool:
    index = article.sentence(_place(statement))
    same = [s for s in article.in_order if s.parent is None and article.sentence(_place(s)) == index]
    return same[-1].id == statement.id


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
