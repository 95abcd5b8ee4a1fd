"""Whom each statement is attributed to: names made full, pronouns and titles taken back to whom they stand for."""

from collections.abc import Sequence
from dataclasses import dataclass

from selon.reader.antecedents import Antecedents, Candidate, Sought
from selon.reader.behalf import Behalf
from selon.reader.cast import Cast, Member
from selon.reader.gazetteer import countries_in
from selon.reader.mentions import Mention, mention
from selon.reader.nouns import grammar, type_of
from selon.reader.relatives import before_relative
from selon.reader.scene import Place, Scene
from selon.records import Actor, Language, Reason, Span, Statement, WhoType
from selon.text import plain

_LEAD = 3  # sentences in which a description may stand for somebody who is named after it
_BESIDE = 60  # characters
_MOST_WORDS = 16  # of a description


@dataclass(frozen=True, slots=True)
class Found:
    """A member of the cast for a statement, the words that told it, and how."""

    member: Member
    span: Span
    by: str
    role: Mention | None = None


def resolve(
    text: str,
    language: Language,
    statements: Sequence[Statement],
    title: str | None = None,
    outlet: str | None = None,
    who_types: Sequence[WhoType | None] = (),
) -> list[tuple[Actor, list[Reason]]]:
    """The actor of each statement, in order, with the reasons for who, kind, role and on whose behalf.

    `who_types` are what a model proposes, one a statement, or none; they decide where the words leave it open.
    """
    return _Resolver(text, language, statements, who_types, (title, outlet)).actors()


class _Resolver:
    def __init__(
        self,
        text: str,
        language: Language,
        statements: Sequence[Statement],
        who_types: Sequence[WhoType | None],
        title_and_outlet: tuple[str | None, str | None],
    ) -> None:
        self.text, self.language = text, language
        title, self.outlet = title_and_outlet
        self.statements = statements
        self.rules = grammar(language)
        self.proposed = {s.id: t for s, t in zip(statements, who_types, strict=False)}
        self.scene = Scene(text, statements)
        self.cast = Cast(text, language, title)
        self.antecedents = Antecedents(self.scene, self.cast, language)
        self.behalf = Behalf(text, language, self.cast, self.antecedents)
        self.mentions = {s.id: mention(text, s.source, language) for s in statements if s.source is not None}

    def actors(self) -> list[tuple[Actor, list[Reason]]]:
        self._meet_all()
        places = {s.id: self.scene.place(s) for s in self.statements}
        found: dict[int, Found | None] = {}
        for statement in sorted(self.statements, key=lambda s: (places[s.id].depth, places[s.id].at, s.id)):
            place = places[statement.id]
            found[statement.id] = self._found(statement, place)
            told = found[statement.id]
            self.antecedents.tell(statement, place, None if told is None else told.member)
            if told is not None:
                self.cast.see(told.member, place.at)
        return [self._actor(s, places[s.id], found[s.id]) for s in self.statements]

    def _meet_all(self) -> None:
        """Enter everybody who is named in a source, so that a title may be told after it is used."""
        for statement in self.statements:
            met = self.mentions.get(statement.id)
            if met is not None and met.name is not None and not met.others and self._is_titled(met):
                self.cast.named(met, self.proposed.get(statement.id)).is_source = True

    def _is_titled(self, met: Mention) -> bool:
        return met.noun is not None or met.who_type == "person" or self._is_full(met)

    def _is_full(self, met: Mention) -> bool:
        return met.name is not None and " " in met.name.of(self.text)

    def _found(self, statement: Statement, place: Place) -> Found | None:
        met = self.mentions.get(statement.id)
        if met is None:
            return self._continued(statement, place)
        if met.kind == "pronoun":
            return self._pronoun(statement, place, met)
        return self._read(met, statement, place)

    def _read(self, met: Mention, statement: Statement, place: Place) -> Found | None:
        """A mention in its own words: a name, or a description that may stand for a name."""
        if met.others:
            return self._several(met, statement, place)
        if met.kind == "name":
            return Found(self.cast.named(met, self.proposed.get(statement.id)), met.name or met.span, "name", met)
        return self._described(met, statement, place)

    def _several(self, met: Mention, statement: Statement, place: Place) -> Found:
        from dataclasses import replace

        parts = [
            self._read(replace(met, others=(), is_plural=met.noun is not None and met.noun.is_plural), statement, place)
        ]
        parts += [self._read(other, statement, place) for other in met.others]
        members = [p.member for p in parts if p is not None]
        both = " et " if self.language == "fr" else " and "
        kinds = {m.who_type for m in members}
        kind: WhoType = members[0].who_type if len(kinds) == 1 or "person" not in kinds else "group"
        member = Member(both.join(m.who for m in members), kind, met.span, is_plural=True)
        member.named = all(m.named for m in members)
        return Found(member, met.span, "enumeration")

    def _continued(self, statement: Statement, place: Place) -> Found | None:
        """Words without source and cue go on from the last speaker's; a cue without source tells of nobody."""
        if statement.cue is not None and self.text[statement.cue.end - 1 : statement.cue.end] != ":":
            return None
        parents = self.scene.parents(statement)
        if parents and (member := self.antecedents.of.get(parents[0].id)) is not None:
            return Found(member, parents[0].source or parents[0].content[0], "the speaker of the statement around it")
        last = self.antecedents.last_speaker(place)
        return None if last is None else Found(*last, "the speaker goes on")

    def _pronoun(self, statement: Statement, place: Place, met: Mention) -> Found | None:
        section = met.section
        if section in {"i", "we"}:
            return self._first_person(statement, place, met)
        if section == "anybody":
            return self._anybody(statement, place, met)
        if section == "relative":
            span = before_relative(self.text, met.span, self.language)
            if span is not None:
                found = self._read(mention(self.text, span, self.language), statement, place)
                return None if found is None else Found(found.member, span, "coreference: relative pronoun", found.role)
        sought = _sought(met, self.language, self.proposed.get(statement.id))
        nearest = self.antecedents.nearest(sought, statement, place) or self._loosely(sought, statement, place)
        if nearest is not None:
            return Found(nearest.member, nearest.span, "coreference: pronoun")
        ahead = self.antecedents.ahead(sought, place) if sought.persons and not sought.is_plural else None
        return Found(*ahead, "coreference: named soon after") if ahead is not None else self._unknown(met, statement)

    def _loosely(self, sought: Sought, statement: Statement, place: Place) -> Candidate | None:
        """Where nobody agrees with "it": what may be the name of a body."""
        if self.language == "en" and sought.things and not sought.is_plural:
            return min(self.antecedents.guesses(statement, place), key=lambda c: c.cost, default=None)
        return None

    def _unknown(self, met: Mention, statement: Statement) -> Found:
        kind: WhoType = "group" if met.is_plural else "organisation" if met.section == "it" else "person"
        proposed = self.proposed.get(statement.id)
        kind = proposed if proposed not in {None, "none"} else kind
        return Found(Member(met.span.of(self.text).lower(), kind, met.span), met.span, "pronoun without antecedent")

    def _anybody(self, statement: Statement, place: Place, met: Mention) -> Found:
        word = met.span.of(self.text)
        at_body = self.behalf.body_where(place, self.scene) if word.lower() in {"on", "l'on", "l’on"} else None
        if at_body is not None:
            return Found(*at_body, "coreference: « on » at a body")
        return Found(Member(word.lower(), "group", met.span, is_plural=True), met.span, "pronouns.toml: anybody")

    def _first_person(self, statement: Statement, place: Place, met: Mention) -> Found | None:
        parents = self.scene.parents(statement)
        speakers = [(p, self.antecedents.of[p.id]) for p in parents if p.id in self.antecedents.of]
        person = next(((p, m) for p, m in speakers if m.who_type != "document"), speakers[0] if speakers else None)
        if person is not None:
            span = person[0].source or person[0].content[0]
            return self._we_or_i(person[1], span, met, place)
        if self._is_in_quotation(place):
            last = self.antecedents.last_speaker(place)
            if last is not None:
                return self._we_or_i(*last, met, place)
        return self._writer(met)

    def _is_in_quotation(self, place: Place) -> bool:
        paragraph = self.text.rfind("\n", 0, place.at) + 1
        return self.scene.opens_quotation(max(paragraph, place.at - 2000), place.at)

    def _we_or_i(self, member: Member, span: Span, met: Mention, place: Place) -> Found:
        body = self.behalf.of(member, place) if met.section == "we" and member.who_type == "person" else None
        if body is not None and not body.is_person and not body.is_guess:
            return Found(body.as_member(), body.span, "coreference: first person plural of a body's speaker")
        return Found(member, span, "coreference: first person")

    def _writer(self, met: Mention) -> Found:
        if met.section == "we" and self.outlet:
            return Found(Member(self.outlet, "media", met.span, named=True), met.span, "first person of the outlet")
        return Found(Member(self.rules.writer, "person", met.span), met.span, "first person of the writer")

    def _described(self, met: Mention, statement: Statement, place: Place) -> Found | None:
        back = self._beside_name(met) or self._pair(met, place) or self._taken_up(met, statement, place)
        if back is not None:
            return back
        kind = met.who_type or self._kind_by_looks(met, statement)
        who = self._who(met, statement, place)
        by = "its own words" if met.noun is None else f"{self.language}/titles.toml: {met.noun.line}"
        if kind in {"organisation", "media"} and self._is_proper(met):
            return Found(self.cast.proper(met, who, kind), met.words or met.span, by, met)
        return Found(self.cast.described(met, who, kind), met.words or met.span, by, met)

    def _beside_name(self, met: Mention) -> Found | None:
        """« Barroso, *le président de la Commission*, pense que »: the name right before a title and a comma."""
        if met.who_type != "person" or met.is_plural or met.determiner.partition(":")[0] != "definite":
            return None
        start = met.span.start
        opens = self.scene.sentences[self.scene.sentence(start)].start
        for span, form in self.cast.names.between(max(start - _BESIDE, 0), start):
            begins = self.text[span.end : start].strip() == "," and not self.text[opens : span.start].strip(' «“"')
            if begins and self.cast.place(form.text) is None:
                member = self.cast.person(form, span, met.gender)
                return Found(member, span, "name beside the title", met)
        return None

    def _pair(self, met: Mention, place: Place) -> Found | None:
        """« Les deux militants »: the two who were named before, where there are only two."""
        words = plain(met.span.of(self.text)).split()
        if not met.is_plural or met.noun is None or len(words) < 3 or words[1] not in self.rules["two"]:
            return None
        if met.determiner.partition(":")[0] != "definite":
            return None
        is_person = met.noun.section in {"person", "speaks_for", "group"} and met.who_type != "organisation"
        before = [m for m in self.cast.named_before(place.at) if (m.who_type == "person") == is_person]
        if len(before) != 2:
            return None
        both = " et " if self.language == "fr" else " and "
        member = Member(both.join(m.who for m in before), before[0].who_type, met.span, is_plural=True, named=True)
        return Found(member, met.span, "coreference: the two named before")

    def _is_proper(self, met: Mention) -> bool:
        """Whether capitals in it make a description a name: « la Banque mondiale », not « Les autorités »."""
        words = met.words or met.span
        listed = words.of(self.text).split()
        later = any(w[0].isupper() for w in listed[1:])
        return later or (bool(listed) and listed[0][0].isupper() and words.start > met.span.start)

    def _kind_by_looks(self, met: Mention, statement: Statement) -> WhoType:
        proposed = self.proposed.get(statement.id)
        if proposed is not None and proposed != "none":
            return proposed
        if met.is_plural:
            return "group"
        words = (met.words or met.span).of(self.text)
        return "organisation" if any(c.isupper() for c in words) else "group"

    def _who(self, met: Mention, statement: Statement, place: Place) -> str:
        words = " ".join((met.words or met.span).of(self.text).split()[:_MOST_WORDS]).strip(' «»“”",;:')
        words = self.cast.expanded(words, place.at)
        words = words if self._keeps_capital(met, words) else words[:1].lower() + words[1:]
        if met.possessor:
            owner = self._owner(met, statement, place)
            if owner is not None:
                return f"{words} {_of(owner.who, self.language)}"
        return words

    def _keeps_capital(self, met: Mention, words: str) -> bool:
        """Whether a capital at the beginning is that of a name: one that only opens the sentence goes."""
        if not words.split():
            return True
        span = met.words or met.span
        first = plain(words.split(maxsplit=1)[0]) if words else ""
        if span.start != met.span.start or not words.split(maxsplit=1)[0].istitle() or first in self.rules["capital"]:
            return True
        if " " in words and words.split()[1][0].isupper():
            return True
        small = self.rules["quantifier"] | self.rules["plural"] | self.rules["ordinary"]
        return not (first in small or self.rules.is_noun(first))

    def _owner(self, met: Mention, statement: Statement, place: Place) -> Member | None:
        return self.behalf.possessor(met, statement, place)

    def _taken_up(self, met: Mention, statement: Statement, place: Place) -> Found | None:
        """Whom a description stands for that was told of before, or, of one not yet named, soon after."""
        kind = met.determiner.partition(":")[0]
        if met.noun is None or kind == "possessive" or met.who_type is None:
            return None
        if kind in {"definite", "demonstrative"} or self._is_bare(met):
            found = self._back(met, statement, place)
            if found is not None:
                return found
        return self._ahead(met, place, kind) if met.who_type == "person" else None

    def _is_bare(self, met: Mention) -> bool:
        """English sources such as "police" that need no article."""
        return self.language == "en" and not met.determiner and met.who_type == "organisation"

    def _back(self, met: Mention, statement: Statement, place: Place) -> Found | None:
        first = plain((met.words or met.span).of(self.text)).partition(" ")[0]
        if first in self.rules["same"] and (last := self.antecedents.last_speaker(place)) is not None:
            return Found(*last, "coreference: the same")
        same = self.antecedents.by_noun(met, place, self.text)
        if same is not None and not self._of_other_country(met, same[0]):
            return Found(*same, "coreference: same noun")
        if self._is_proper(met):
            words = (met.words or met.span).of(self.text)
            body = self.cast.body_with(words, place.at) if " " not in words else None
            return None if body is None else Found(body, body.span, "coreference: short name")
        near = self.behalf.near(met, statement, place) if met.determiner else None
        if near is None or self._of_other_country(met, near[0]):
            return None
        return Found(*near, "coreference: description")

    def _of_other_country(self, met: Mention, member: Member) -> bool:
        """« Le président sud-coréen » is not the one who was called « président ukrainien »."""
        here = countries_in((met.words or met.span).of(self.text), self.language)
        there = countries_in(" ".join([member.who, *self.cast.said_of(member)]), self.language)
        return bool(here and there) and here.isdisjoint(there)

    def _ahead(self, met: Mention, place: Place, kind: str) -> Found | None:
        """News leads with « un attaquant zimbabwéen » and gives the name a sentence later."""
        if (
            met.noun is None
            or met.noun.line == "source"
            or (met.noun.section == "speaks_for" and met.owner is not None)
        ):
            return None
        if kind != "definite" and place.sentence > _LEAD:
            return None
        leads = place.sentence <= _LEAD and self.antecedents.last_speaker(place) is None
        sought = Sought(True, False, False, met.gender)
        found = self.antecedents.ahead(sought, place, met.noun.key)
        if found is None and leads:
            found = self.antecedents.ahead(sought, place)
        if found is None or self._of_other_country(met, found[0]):
            return None
        return Found(*found, "coreference: named soon after")

    def _actor(self, statement: Statement, place: Place, found: Found | None) -> tuple[Actor, list[Reason]]:
        if found is None or not found.member.who:
            return Actor(None, None, "none"), []
        member = found.member
        reasons = [
            Reason("actor.who", found.span, found.by),
            Reason("actor.who_type", found.span, self._kind_by(member, found)),
        ]
        role = self.behalf.role(member, found.role)
        if role is not None:
            reasons.append(Reason("actor.role", role, "title beside the name"))
        body = self.behalf.of(member, place)
        if body is not None:
            reasons.append(Reason("actor.on_behalf_of", body.span, body.by))
        actor = Actor(
            None,
            member.who,
            member.who_type,
            None if role is None else " ".join(role.of(self.text).split()),
            None if body is None else body.who,
            member.named,
        )
        return actor, reasons

    def _kind_by(self, member: Member, found: Found) -> str:
        noun = None if member.titled is None else member.titled.noun
        if noun is not None:
            return f"{self.language}/titles.toml: {noun.key.partition('|')[0]}"
        return "name" if member.named else found.by


def _sought(met: Mention, language: Language, proposed: WhoType | None) -> Sought:
    """What a pronoun asks of its antecedent; in French things have a gender too."""
    section = met.section
    if language == "fr":
        plural = None if section == "their" else section in {"they"}
        persons, things = True, True
    else:
        plural = {"they": True, "their": True, "it": None, "relative": None, "latter": None}.get(section, False)
        persons = section != "it"
        things = section not in {"he", "she", "his"}
    if proposed is not None and proposed != "none":
        persons, things = proposed == "person", proposed != "person"
    return Sought(persons, things, plural, met.gender, may_guess=language == "en" and section == "it")


def _of(who: str, language: Language) -> str:
    if language == "en":
        return f"of {who}"
    return f"d'{who}" if who[:1].lower() in "aeiouyéèêâîôh" else f"de {who}"


__all__ = ["resolve", "type_of"]
