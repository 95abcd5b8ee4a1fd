"""For whom somebody speaks: a spokesperson for the body, a minister for the ministry; and what « sa » belongs to."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from selon.reader.antecedents import Antecedents, Sought
from selon.reader.cast import Cast, Member, content_words
from selon.reader.gazetteer import countries_in, country_name
from selon.reader.mentions import Mention, mention
from selon.reader.nouns import Noun, Token, grammar, joined, tokens
from selon.reader.scene import Place, Scene
from selon.records import Language, Span, Statement, WhoType

_BODIES = {"organisation", "media", "country"}
_MOST_TOLD = 8  # times that a name counts for its being what the text is about
_OPENING = 12  # characters from the beginning of a content in which its subject begins
_FEW_WORDS = 3  # of a description that may stand for anybody
_OF_SPEAKERS = 1.5  # how much nearer those who spoke count than those only spoken of
_NEAR = 4  # sentences between a description and whom it takes up
_AT_BODY = re.compile(
    r"(?:\bau|\bà la|\bà l['’]|du côté (?:du|de la|de l['’])|\bchez)\s*([^,.;:«»\n]{2,80}?),?\s*(?:où\s*)?(?:l['’])?\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Body:
    """For whom somebody speaks, and the words that tell it."""

    who: str
    span: Span
    by: str
    who_type: WhoType = "organisation"
    is_guess: bool = False

    @property
    def is_person(self) -> bool:
        """Whether it is a person, as of "a spokesman for Mr. Clinton"."""
        return self.who_type == "person"

    def as_member(self) -> Member:
        """The body as a member of the cast."""
        return Member(self.who, self.who_type, self.span, named=True)


class Behalf:
    """The bodies of a document's speakers."""

    def __init__(self, text: str, language: Language, cast: Cast, antecedents: Antecedents) -> None:
        self.text, self.language = text, language
        self.cast, self.antecedents = cast, antecedents
        self.rules = grammar(language)
        scene = antecedents.scene
        self._by_source = {s.source.start: s for s in scene.statements if s.source is not None}
        self._children: dict[int, list[Statement]] = {}
        for statement in scene.statements:
            if statement.parent is not None:
                self._children.setdefault(statement.parent, []).append(statement)
        self._of: dict[int, tuple[Member, Body | None]] = {}

    def of(self, member: Member, place: Place) -> Body | None:
        """The body a member speaks for, once for each; None where the text tells of none."""
        if id(member) not in self._of:
            self._of[id(member)] = member, self._found(member)  # the member is kept, so that no other takes its id
        return self._of[id(member)][1]

    def role(self, member: Member, here: Mention | None) -> Span | None:
        """The title of a named person, here or elsewhere in the document."""
        if member.who_type != "person" or not member.named:
            return None
        if here is not None and here.role is not None:
            return here.role
        titled = member.titled
        if titled is None or titled.noun is None:
            return None
        return titled.role or (titled.words if titled.kind == "description" else None)

    def possessor(self, met: Mention, statement: Statement | None, place: Place) -> Member | None:
        """Whom a possessive determiner means: « son avocat »."""
        word = met.possessor
        section = self.rules.pronouns.get(word, "")
        if section in {"i", "we"} and statement is not None:
            parents = self.antecedents.scene.parents(statement)
            return next((self.antecedents.of[p.id] for p in parents if p.id in self.antecedents.of), None)
        gender = {"his": "m", "she": "f"}.get(section) if self.language == "en" else None
        persons, things = section != "it", section not in {"she"} and not (self.language == "en" and section == "his")
        plural = True if section in {"their", "they"} else None if section == "it" else False
        opener = self._opener(met, statement) if section not in {"i", "we", "she"} else None
        if opener is not None:
            return opener
        may_guess = self.language == "en" and section == "it"
        found = self.antecedents.nearest(Sought(persons, things, plural, gender, may_guess), statement, place)
        return None if found is None else found.member

    def _opener(self, met: Mention, statement: Statement | None) -> Member | None:
        """The body that opens the statement's own words: « La société ferme, annonce sa directrice »."""
        statement = statement or self._by_source.get(met.span.start)
        if statement is None or statement.form != "indirect" or met.span.start < statement.content[0].end:
            return None
        opening = Span(statement.content[0].start, statement.content[0].start + _OPENING)
        for child in self._children.get(statement.id, ()):
            if child.source is not None and child.source.start < opening.end:
                return self._body_in(mention(self.text, child.source, self.language))
        named = (*self.cast.between(*_ends(opening)), *self.cast.unknown_between(*_ends(opening)))
        return next((member for _, member in named if member.who_type in _BODIES), None)

    def _body_in(self, met: Mention) -> Member | None:
        if met.name is not None:
            member = self.cast.named(met)
            return member if member.who_type in _BODIES else None
        if met.who_type not in _BODIES:
            return None
        at = met.span.start
        place = Place(at, self.antecedents.scene.sentence(at), 0, False)
        same = self.antecedents.by_noun(met, place, self.text)
        words = " ".join((met.words or met.span).of(self.text).split())
        return same[0] if same is not None else self.cast.described(met, words, met.who_type)

    def near(self, met: Mention, statement: Statement, place: Place) -> tuple[Member, Span] | None:
        """The last one spoken of whom such a description fits: « l'entreprise », « le sexagénaire »."""
        if met.noun is None or met.is_plural or self._is_specific(met):
            return None
        if met.who_type == "person":
            nearest = self.antecedents.nearest(Sought(True, False, False, met.gender), statement, place)
            fits = nearest is not None and self._fits(nearest.member, met) and nearest.cost < _NEAR
            return (nearest.member, nearest.span) if nearest is not None and fits else None
        if met.who_type in {"organisation", "media"} and met.noun.plain_line in self.rules["stands_for_any"]:
            return self._organisation(met, statement, place)
        return None

    def _is_specific(self, met: Mention) -> bool:
        """Whether a description says whose it is, or much else: « le patron des Swans », "the nurses' union"."""
        if met.words is not None and len(content_words(met.words.of(self.text), self.rules)) > _FEW_WORDS:
            return True
        if met.owner is None:
            return False
        owner = met.owner.of(self.text)
        return self.language == "en" or met.who_type == "person" or any(c.isupper() for c in owner)

    def _fits(self, member: Member, met: Mention) -> bool:
        if met.noun is None or not member.nouns:
            return True
        return met.noun.key in member.nouns or self._is_general(met) or met.determiner.startswith("demonstrative")

    def _is_general(self, met: Mention) -> bool:
        return met.noun is not None and met.noun.plain_line in self.rules["any_person"]

    def _organisation(self, met: Mention, statement: Statement | None, place: Place) -> tuple[Member, Span] | None:
        kind = met.who_type or "organisation"
        return self._main_body(place, kind, None if self._is_any(met) else met.noun, statement)

    def _main_body(
        self, place: Place, kind: WhoType, noun: Noun | None, statement: Statement | None = None
    ) -> tuple[Member, Span] | None:
        """The body that the text is about at a place: near, often told, and called by this noun or by none yet."""
        best: tuple[float, Member, Span] | None = None
        for candidate in (*self.antecedents.candidates(statement, place), *self.antecedents.guesses(None, place)):
            member = candidate.member
            if member.who_type != kind or not member.named or member.is_plural:
                continue
            same = noun is not None and noun.key in member.nouns
            if noun is not None and member.nouns and not same:
                continue
            if (
                noun is not None
                and not same
                and noun.plain_line in self.rules["by_acronym"]
                and not member.who.isupper()
            ):
                continue
            told = min(bisect_left(member.places, place.at), _MOST_TOLD)
            cost = candidate.cost - (2 if same else 0) - 0.25 * told - (_OF_SPEAKERS if member.is_source else 0)
            if best is None or cost < best[0]:
                best = cost, member, candidate.span
        return None if best is None else best[1:]

    def _is_any(self, met: Mention) -> bool:
        """Whether the noun fits bodies of every kind: « le groupe », "the organisation"."""
        return met.noun is not None and met.noun.word in self.rules["any_body"]

    def body_where(self, place: Place, scene: Scene) -> tuple[Member, Span] | None:
        """« Au ministère, on assure »: the body where « on » speaks."""
        sentence = scene.sentences[place.sentence]
        match = _AT_BODY.search(self.text, max(sentence.start, place.at - 120), place.at)
        if match is None:
            return None
        span = Span(*match.span(1))
        met = mention(self.text, span, self.language)
        if met.name is not None:
            return self.cast.named(met), span
        if met.who_type in _BODIES:
            return self.cast.described(
                met, joined(tokens(self.text, span, self.language), self.text), met.who_type
            ), span
        return None

    def _found(self, member: Member) -> Body | None:  # noqa: PLR0911
        titled = member.titled
        if titled is None or member.who_type not in {"person", "group", "organisation"}:
            return None
        place = Place(titled.span.start, self.antecedents.scene.sentence(titled.span.start), 0, False)
        if titled.noun is None:
            return None if titled.owner is None or member.who_type != "person" else self._owning(titled)
        if titled.noun.plain_line not in self.rules["part_of_body"] and member.who_type == "organisation":
            return None
        country = self._country(titled) if member.who_type == "person" else None
        if country is not None:
            return country
        if titled.beside is not None:
            return self._named_body(titled.beside)
        if titled.possessor:
            owner = self.possessor(titled, None, place)
            if owner is None or titled.noun.section == "person" or owner is member:
                return None
            if owner.who_type == "person":
                return self._found(owner) if titled.noun.key.startswith("homologue") else None
            return Body(owner.who, titled.span, "possessive of the title", owner.who_type)
        if titled.owner is not None:
            return self._owning(titled)
        return self._bare(titled, place, member)

    def _owning(self, titled: Mention) -> Body | None:
        """The body in the complement of a title: « directeur des technologies du RHE » → RHE."""
        assert titled.owner is not None
        if self._is_minister(titled):
            return self._ministry(titled) if self.language == "fr" else self._english_ministry(titled)
        listed = tokens(self.text, titled.owner, self.language)
        if " ".join(token.plain for token in listed) in self.rules.adjectives:
            return None  # "the Dutch owner" speaks for no body called Dutch
        starts = [0, *(i + 1 for i, t in enumerate(listed[:-1]) if t.plain in self.rules["of"])]
        for at in starts:
            body = self._body(Span(listed[at].start, listed[-1].end), titled)
            if body is not None:
                return body
        return None

    def _body(self, span: Span, titled: Mention) -> Body | None:  # noqa: PLR0911
        met = mention(self.text, span, self.language)
        if met.kind == "pronoun" or met.who_type in {"person", "group", "document"}:
            return self._person_body(met) if self._speaks_for(titled) else None
        if met.name is not None:
            member = self.cast.named(met)
            if (member.who_type == "person" or not member.sure) and not self._speaks_for(titled):
                return None
            return Body(member.who, span, "complement of the title", member.who_type)
        if met.who_type not in _BODIES:
            return None
        if met.noun is not None and (met.determiner.startswith("definite") or self.language == "en"):
            place = Place(span.start, self.antecedents.scene.sentence(span.start), 0, False)
            same = self.antecedents.by_noun(met, place, self.text)
            if same is not None:
                return Body(same[0].who, span, "complement of the title", same[0].who_type)
            if met.noun.plain_line in self.rules["stands_for_any"] and met.owner is None:
                near = self._organisation(met, None, place)
                if near is not None:
                    return Body(near[0].who, span, "complement of the title", near[0].who_type)
        words = met.words or span
        return Body(" ".join(words.of(self.text).split()), span, "complement of the title", met.who_type)

    def _speaks_for(self, titled: Mention) -> bool:
        return titled.noun is not None and titled.noun.section != "person"

    def _person_body(self, met: Mention) -> Body | None:
        if met.name is None or met.who_type != "person":
            return None
        member = self.cast.named(met)
        return Body(member.who, met.span, "complement of the title", "person")

    def _named_body(self, span: Span) -> Body:
        met = mention(self.text, span, self.language)
        member = self.cast.named(met) if met.name is not None else None
        return Body(span.of(self.text) if member is None else member.who, span, "name behind the title")

    def _is_minister(self, titled: Mention) -> bool:
        return titled.noun is not None and titled.noun.key.startswith(("ministre", "minister"))

    def _ministry(self, titled: Mention) -> Body | None:
        """« ministre déléguée à l'Industrie » speaks for the « ministère de l'Industrie »."""
        words = titled.role or titled.words
        portfolio = None if words is None else _portfolio(words.of(self.text))
        if words is None or portfolio is None:
            return None
        return Body(f"ministère {portfolio}", words, "the minister's title")

    def _country(self, titled: Mention) -> Body | None:
        """« Le président ukrainien », "the South Korean ambassador": the country of the adjective."""
        words = titled.role or titled.words
        if words is None or titled.noun is None or titled.noun.plain_line not in self.rules["of_country"]:
            return None
        if self._is_minister(titled) and titled.owner is not None:
            return None  # a ministry is nearer
        code = min(countries_in(words.of(self.text), self.language), default=None)
        if code is None:
            return None
        return Body(country_name(code, self.language), words, f"{self.language}/world.toml: {code}", "country")

    def _english_ministry(self, titled: Mention) -> Body | None:
        """The ministry of "Transport Minister Kenji Sato": "transport ministry"."""
        assert titled.owner is not None
        *leading, last = titled.owner.of(self.text).split()
        if titled.noun is None or titled.noun.word != "minister" or titled.owner.start > titled.span.end:
            return None
        portfolio = " ".join([*leading, last if last.isupper() else last.lower()])
        return Body(f"{portfolio} ministry", titled.owner, "the minister's title")

    def _bare(self, titled: Mention, place: Place, member: Member) -> Body | None:
        """A title without its body takes the body that is being spoken of: « la directrice générale »."""
        if (
            titled.noun is None
            or titled.noun.section == "person"
            or titled.noun.plain_line in self.rules["stands_alone"]
        ):
            return None
        found = self._main_body(place, "organisation", None)
        return (
            None
            if found is None
            else Body(found[0].who, titled.span, "the body spoken of", found[0].who_type, is_guess=True)
        )


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _portfolio(role: str) -> str | None:
    """« ministre déléguée à l'Industrie » → « de l'Industrie »."""
    match = re.search(
        r"\s(des|du|de la|de l['’]|de|d['’]|à la|à l['’]|aux?|chargée? d[eu]s?(?: la)?(?: l['’])?)\s?(.+)", role
    )
    if match is None:
        return None
    lead = {"à la": "de la", "à l'": "de l'", "à l’": "de l’", "aux": "des", "au": "du"}.get(
        match.group(1), match.group(1)
    )
    lead = re.sub("^chargée? ", "", lead)
    return f"{lead}{'' if lead[-1] in '’' + chr(39) else ' '}{match.group(2)}"


__all__ = ["Behalf", "Body", "Token"]
