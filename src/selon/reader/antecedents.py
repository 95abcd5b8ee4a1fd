"""Whom a pronoun or a description takes up: agreement first, then nearness and who was speaking last."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from selon.reader.cast import Cast, Member, content_words
from selon.reader.mentions import Mention
from selon.reader.nouns import grammar
from selon.reader.scene import FARTHEST, Place, Scene
from selon.records import Language, Span, Statement
from selon.text import plain

_SENTENCES_BACK = 6
_SPEAKERS_BACK = 12  # statements
_TITLE_BONUS = 2.0  # sentences that a name in the headline is nearer
_THING_COST, _DOCUMENT_COST = 0.6, 1.2  # sentences that a body, a document is farther than a person
_SENTENCES_AHEAD = 6
_STEM = 6  # letters in which words of one stem agree: « burkinabè », « burkinabé »
_SUBJECT_WITHIN = 40  # characters from the beginning of its sentence
_THINGS = {"organisation", "country", "media", "document", "group"}


@dataclass(frozen=True, slots=True)
class Sought:
    """What the words ask of their antecedent: agreement, and whether it may be a person, a thing, several."""

    persons: bool
    things: bool
    is_plural: bool | None
    gender: str | None = None
    may_guess: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody spoken of before, and how far they are from being the subject of talk; less is nearer."""

    member: Member
    span: Span
    cost: float


class Antecedents:
    """The search for antecedents in one document, along with what its statements were found to be attributed to."""

    def __init__(self, scene: Scene, cast: Cast, language: Language) -> None:
        self.scene, self.cast, self.language = scene, cast, language
        self.rules = grammar(language)
        self._speakers: list[list[tuple[int, Member, Span]]] = []
        self.of: dict[int, Member] = {}

    def tell(self, statement: Statement, place: Place, member: Member | None) -> None:
        """Note to whom a statement is attributed; statements come in the order of their places at each depth."""
        while len(self._speakers) <= place.depth:
            self._speakers.append([])
        if member is not None:
            member.is_source = True
            self.of[statement.id] = member
            span = statement.source or statement.cue or statement.content[0]
            self._speakers[place.depth].append((place.at, member, span))

    def nearest(self, sought: Sought, statement: Statement | None, place: Place) -> Candidate | None:
        """The best antecedent in agreement with what is sought; None where nobody fits."""
        found = [*self.candidates(statement, place), *(self.guesses(statement, place) if sought.may_guess else ())]
        found += self.pairs(place) if sought.is_plural else ()
        fitting = [c for c in found if self.agrees(c.member, sought)]
        return min(fitting, key=lambda c: (c.cost + self._unlike(c.member, sought), -c.span.start), default=None)

    def _unlike(self, member: Member, sought: Sought) -> float:
        """What speaks against a thing where the words could mean a person: things speak less."""
        if not sought.persons or sought.is_plural or member.who_type == "person":
            return 0.0
        return _DOCUMENT_COST if member.who_type == "document" else _THING_COST

    def last_speaker(self, place: Place, back: int = 1) -> tuple[Member, Span] | None:
        """To whom the last statement before this place is attributed, on the outermost level."""
        speakers = self._speakers[0] if self._speakers else []
        at = bisect_left(speakers, place.at, key=lambda s: s[0])
        return speakers[at - back][1:] if at >= back else None

    def ahead(self, sought: Sought, place: Place, noun: str = "") -> tuple[Member, Span] | None:
        """The next named person in agreement, soon after: news leads with a description and names later.

        With a noun, only somebody of whom it is used.
        """
        last = min(place.sentence + _SENTENCES_AHEAD, len(self.scene.sentences) - 1)
        end = min(self.scene.sentences[last].end, place.at + FARTHEST)
        for span, member in self.cast.between(place.at, end):
            if member.who_type != "person" or not self.agrees(member, sought):
                continue
            known = member.is_source or self.rules.is_first_name(plain(member.who.split()[0]))
            if noun in member.nouns if noun else known:
                return member, span
        return None

    def agrees(self, member: Member, sought: Sought) -> bool:
        """Whether somebody may be meant by words of this number, gender and kind."""
        is_person = member.who_type == "person"
        if not (sought.persons if is_person else sought.things):
            return False
        if sought.is_plural is not None and not self._same_number(member, sought):
            return False
        if sought.gender is None or member.gender is None:
            return True
        return sought.gender == member.gender

    def _same_number(self, member: Member, sought: Sought) -> bool:
        if sought.is_plural:
            loose = self.language == "en" and member.who_type in {"organisation", "group", "media"}
            return member.is_plural or loose or (member.who_type == "group" and not member.named)
        return not member.is_plural

    def candidates(self, statement: Statement | None, place: Place) -> Iterator[Candidate]:
        """Everybody spoken of before a place, with how near they are."""
        yield from self._around(statement, place)
        yield from self._earlier_speakers(statement, place)
        yield from self._in_text(statement, place)

    def guesses(self, statement: Statement | None, place: Place) -> Iterator[Candidate]:
        """Names before a place that may be those of bodies, though nothing tells what they are."""
        for span, member in self.cast.unknown_between(self.scene.back(place, _SENTENCES_BACK), place.at):
            in_own = statement is not None and any(c.holds(span) for c in statement.content)
            if not in_own or self._opens_own(span, statement, place):
                sentence = self.scene.sentence(span.start)
                opens = span.start - self.scene.sentences[sentence].start <= _SUBJECT_WITHIN
                titled = self.cast.is_in_title(member)
                cost = place.sentence - sentence + (1.0 if opens else 1.8) - (_TITLE_BONUS if titled else 0)
                yield Candidate(member, span, cost)

    def _parents(self, statement: Statement | None) -> list[Statement]:
        return [] if statement is None else self.scene.parents(statement)

    def _around(self, statement: Statement | None, place: Place) -> Iterator[Candidate]:
        """The speakers of the statements around this one: « Ayew a dit qu'il veut »; not in their quotations."""
        for level, parent in enumerate(self._parents(statement)):
            member = self.of.get(parent.id)
            if member is not None:
                yield Candidate(
                    member, parent.source or parent.content[0], 0.4 + level if not place.is_quoted else 4.5 + level
                )

    def _earlier_speakers(self, statement: Statement | None, place: Place) -> Iterator[Candidate]:
        around = {p.id for p in self._parents(statement)}
        parents = [self.of[i] for i in around if i in self.of]
        for depth in range(min(place.depth + 1, len(self._speakers))):
            speakers = self._speakers[depth]
            end = bisect_left(speakers, place.at, key=lambda s: s[0])
            for at, member, span in speakers[max(end - _SPEAKERS_BACK, 0) : end]:
                if member in parents and place.is_quoted:
                    continue
                distance = place.sentence - self.scene.sentence(at)
                if distance <= _SENTENCES_BACK * 2:
                    within = depth and depth == place.depth and distance < 2
                    yield Candidate(member, span, distance + (0.2 if depth == place.depth or within else 0.8))

    def _in_text(self, statement: Statement | None, place: Place) -> Iterator[Candidate]:
        """Names told before, those that open their sentence first; not names in the statement's own content."""
        own = [] if statement is None else [*statement.content, *([statement.source] if statement.source else [])]
        for span, member in self.cast.between(self.scene.back(place, _SENTENCES_BACK), place.at):
            in_own = any(c.holds(span) for c in own)
            if in_own and not self._opens_own(span, statement, place):
                continue
            if member.who_type == "country" and not member.is_source:
                continue  # where something happens, most often
            sentence = self.scene.sentence(span.start)
            distance = place.sentence - sentence
            opens = span.start - self.scene.sentences[sentence].start <= _SUBJECT_WITHIN
            inside = self.scene.in_content(span.start) and not (place.depth and distance <= 1)
            yield Candidate(member, span, distance + (0.5 if opens else 0.9) + (1.5 if inside and not in_own else 0.0))

    def pairs(self, place: Place) -> Iterator[Candidate]:
        """People named together before a place, for « ils »: « Nathan Hodson et Joshua Parker »."""
        named = list(self.cast.between(self.scene.back(place, _SENTENCES_BACK), place.at))
        for (left, one), (right, other) in pairwise(named):
            between = self.scene.text[left.end : right.start].strip().lower()
            if between in self.rules["and"] and one.who_type == other.who_type and one is not other:
                both = Span(left.start, right.end)
                member = Member(
                    " ".join(both.of(self.scene.text).split()), one.who_type, both, named=True, is_plural=True
                )
                yield Candidate(member, both, place.sentence - self.scene.sentence(left.start) + 1.0)

    def _opens_own(self, span: Span, statement: Statement | None, place: Place) -> bool:
        """Whether a name opens the statement's own words outside quotation marks: "Halden is leaving, it said"."""
        if statement is None or statement.form != "indirect" or self.language != "en":
            return False
        first = statement.content[0]
        return first.end <= place.at and first.start <= span.start <= first.start + _SUBJECT_WITHIN // 4

    def by_noun(self, mention: Mention, place: Place, text: str) -> tuple[Member, Span] | None:
        """Whoever was called the same before: « le ministre » takes up « le ministre des Sports, Kiren Rijiju »."""
        if mention.noun is None:
            return None
        by_line = mention.who_type == "person" or mention.noun.word in self.rules["any_document"]
        line = mention.noun.key if by_line else mention.noun.word
        known = self.cast.called(line)
        if mention.who_type == "document" and by_line:
            known = [m for m in known if not m.nouns.isdisjoint(self.rules["any_document"])]
        told = set() if mention.words is None else content_words(mention.words.of(text), self.rules)
        fitting = [m for m in known if self._may_be(m, mention, told, text)]
        before = [(m.last_before(place.at), m) for m in fitting]
        nearest = max(((at, m) for at, m in before if at is not None), key=lambda pair: pair[0], default=None)
        if nearest is not None:
            return nearest[1], nearest[1].span
        only = fitting[0] if len(fitting) == 1 and fitting[0].named else None
        return None if only is None or only.who_type == "person" else (only, only.span)

    def _may_be(self, member: Member, mention: Mention, told: set[str], text: str) -> bool:
        """Whether nothing that is told of both differs: gender, number, and whom their title belongs to."""
        if member.gender is not None and mention.gender is not None and member.gender != mention.gender:
            return False
        if member.is_plural != mention.is_plural and mention.who_type == "group":
            return False
        of_member = {w[:_STEM] for w in content_words(" ".join([member.who, *self.cast.said_of(member)]), self.rules)}
        head = set() if mention.noun is None else set(mention.noun.word.split())
        extra = {w for w in told - head if w[:_STEM] not in of_member and w not in of_member}
        return not extra or (member.named and member.who_type == "person" and not mention.owner and len(extra) == 1)
