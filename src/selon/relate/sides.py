"""A statement prepared for comparison: its words, names, figures, source, and the cues that stand around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from selon.languages import words as words_of
from selon.records import Language, Span, Statement, Told
from selon.relate.parties import Party, party
from selon.relate.quantities import Quantity, concepts_in, quantity
from selon.relate.words import Phrases, masked, names, stem, telling_words
from selon.text import plain

CUES = (
    "corrects",
    "confirms",
    "agrees",
    "admits",
    "denies",
    "repeats",
    "updates",
    "settles",
    "expects",
    "unknown",
    "negation",
    "aside",
)
_SENTENCE_END = re.compile(r"[.!?…][»”\"’)\]]*\s+(?=[«“\"A-ZÀ-Þ0-9])|\n+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Side:
    """A statement of one side of a pair. `place` counts documents in order of publication."""

    told: Told
    place: int
    party: Party
    outlet: str
    parent: "Side | None"
    cue: str
    content: str
    sentence: str
    context: str
    paragraph: str
    words: tuple[str, ...]
    stems: frozenset[str]
    sentence_words: tuple[str, ...]
    who_words: tuple[str, ...]
    body_words: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    years: frozenset[str]
    quantities: tuple[Quantity, ...]
    concepts: frozenset[str]
    in_cue: frozenset[str]
    in_content: frozenset[str]
    in_sentence: frozenset[str]

    @property
    def masked(self) -> str:
        """The content with its numbers made one."""
        return masked(self.content)

    @property
    def statement(self) -> Statement:
        """The statement itself."""
        return self.told.statement


@cache
def _phrases(language: Language) -> dict[str, Phrases]:
    listed = words_of(language, "relations")
    return {name: Phrases(listed[name]) for name in CUES}


def cues(text: str, language: Language | None) -> frozenset[str]:
    """The sections of relations.toml of which a phrase stands in a text."""
    if language is None:
        return frozenset()
    folded = plain(text)
    return frozenset(name for name, phrases in _phrases(language).items() if phrases.find(folded))


def cue_words(text: str, language: Language | None, section: str) -> str | None:
    """The first phrase of a section in a text, as it stands there folded."""
    return None if language is None else _phrases(language)[section].first(plain(text))


def sides(document: Sequence[Told], place: int) -> list[Side]:
    """The statements of one document, prepared."""
    if not document:
        return []
    text = document[0].document.text
    bounds = _sentences(text)
    made: dict[int, Side] = {}
    by_id = {told.statement.id: told for told in document}
    for told in document:
        _make(told, place, by_id, made, bounds)
    return [made[told.statement.id] for told in document]


def _make(told: Told, place: int, by_id: dict[int, Told], made: dict[int, Side], bounds: list[Span]) -> Side:
    """A side, after those it is nested in."""
    statement = told.statement
    if statement.id in made:
        return made[statement.id]
    above = by_id.get(statement.parent) if statement.parent is not None else None
    parent = _make(above, place, by_id, made, bounds) if above is not None and above is not told else None
    made[statement.id] = _side(told, place, parent, bounds)
    return made[statement.id]


def _side(told: Told, place: int, parent: Side | None, bounds: list[Span]) -> Side:
    statement, document = told.statement, told.document
    text, language = document.text, document.language
    content = " ".join(span.of(text) for span in statement.content)
    around = _around(statement, bounds)
    sentence = text[around.start : around.end]
    words = telling_words(content, language)
    source = party(told)
    cue = statement.cue.of(text) if statement.cue is not None else ""
    return Side(
        told=told,
        place=place,
        party=source,
        outlet=document.outlet or "",
        parent=parent,
        cue=cue,
        content=content,
        sentence=sentence,
        context=_with_before(text, around, bounds),
        paragraph=_paragraph(text, around),
        words=tuple(words),
        stems=frozenset(map(stem, words)),
        sentence_words=tuple(telling_words(sentence, language)),
        who_words=tuple(telling_words(_who(told), language)),
        body_words=tuple(telling_words(source.body, language)),
        names=names(sentence, language),
        numbers=frozenset(_numbers(content)),
        years=frozenset(_YEAR.findall(sentence)),
        quantities=tuple(quantity(f, text, language, (around.start, around.end)) for f in statement.figures),
        concepts=frozenset(name for name, _, _ in concepts_in(content, language)),
        in_cue=cues(cue, language),
        in_content=cues(content, language),
        in_sentence=cues(sentence, language),
    )


def _who(told: Told) -> str:
    actor = told.statement.actor
    return " ".join(filter(None, (actor.who, actor.role, actor.on_behalf_of))) if actor is not None else ""


def _numbers(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        yield re.sub(r"[\u00a0\u202f ]|[.,](?=\d{3}\b)", "", match.group())


def _sentences(text: str) -> list[Span]:
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
    ends = [*starts[1:], len(text)]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _around(statement: Statement, bounds: list[Span]) -> Span:
    """From the sentence in which a statement begins to the one in which it ends."""
    spans = [s for s in (statement.source, statement.cue, *statement.content) if s is not None]
    spans = [s for s in spans if abs(s.start - statement.content[0].start) < 600]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    touched = [b for b in bounds if b.start < end and start < b.end]
    return Span(touched[0].start, touched[-1].end) if touched else Span(start, end)


def _with_before(text: str, around: Span, bounds: list[Span]) -> str:
    """The words of a statement's sentence behind those of the sentence before it."""
    before = [b for b in bounds if b.end <= around.start]
    return text[before[-1].start if before else around.start : around.end]


def _paragraph(text: str, around: Span) -> str:
    """The lines of a text that hold a statement's sentence."""
    start = text.rfind("\n", 0, around.start) + 1
    end = text.find("\n", around.end - 1)
    return text[start : end if end >= 0 else len(text)]
