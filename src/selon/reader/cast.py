"""The cast of a document: the people and bodies in it, under their fullest names, and where each is spoken of."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field

from selon.reader.beside import Surroundings
from selon.reader.mentions import Mention
from selon.reader.names import Form, Names, acronyms
from selon.reader.nouns import Grammar, Noun, grammar
from selon.records import Language, Span, WhoType
from selon.text import plain

_BODIES = {"organisation", "media", "country"}
_MOST_CALLED = 60  # members kept a noun: the latest


@dataclass(slots=True)
class Member:
    """Somebody of the cast. `nouns` are the keys of the nouns used of them, `places` where they are spoken of."""

    who: str
    who_type: WhoType
    span: Span
    named: bool = False
    gender: str | None = None
    is_plural: bool = False
    sure: bool = True
    is_source: bool = False
    titled: Mention | None = None
    others: tuple[Mention, ...] = ()
    nouns: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)

    def last_before(self, place: int) -> int | None:
        """Where they were last spoken of before a place."""
        at = bisect_left(self.places, place)
        return self.places[at - 1] if at else None


class Cast:
    """Everybody in a text who has a name, and those described who were told of so far."""

    def __init__(self, text: str, language: Language, title: str | None = None) -> None:
        self.text, self.language = text, language
        self.rules: Grammar = grammar(language)
        self.names = Names(text, language, title)
        self.acronyms = acronyms(text, self.names, language)
        self._members: dict[tuple[str, ...], Member] = {}
        self._called: dict[str, list[Member]] = {}
        self._of_form: dict[tuple[str, ...], Member | None] = {}
        around = Surroundings(text, language, self.names)
        for found, form in around.mentions():
            if len(form.words) == 1 and (form.text.isupper() or self.place(form.text) is not None):
                continue
            self._learn(self._person(form.words, form.text, found.span, found.gender), found)
        self._meet_addressed()
        for noun, form, span in around.bodies():
            if self.place(form.text) is None:
                self._call(self._body_of(form, noun, span), noun)

    def _meet_addressed(self) -> None:
        """Enter those who are called Mr or Mme somewhere: they are people, of that gender."""
        for form in list(self.names.forms.values()):
            word = self.names.honorific(form)
            if word:
                gender = "f" if word in self.rules["honorific_f"] else "m"
                span = Span(form.places[0], form.places[0] + len(form.text))
                self._person(form.words, form.text, span, gender)

    def named(self, mention: Mention, proposed: WhoType | None = None) -> Member:
        """The member whom a mention names."""
        assert mention.name is not None
        name = _cleaned(mention.name.of(self.text), self.rules)
        words = _key(name)
        kind, sure = self.type_of(mention, words, proposed)
        if kind == "person":
            member = self._person(words, name, mention.name, mention.gender)
        else:
            member = self._body(words, name, mention, kind, sure=sure)
        self._learn(member, mention)
        return member

    def person(self, form: Form, span: Span, gender: str | None) -> Member:
        """The person of that name, entered where they are new."""
        return self._person(form.words, form.text, span, gender)

    def described(self, mention: Mention, who: str, kind: WhoType) -> Member:
        """A new member without a name, known by their description."""
        member = Member(who, kind, mention.span, gender=mention.gender, is_plural=mention.is_plural)
        member.places.append(mention.span.start)
        self._learn(member, mention)
        return member

    def type_of(  # noqa: PLR0911
        self, mention: Mention, words: tuple[str, ...], proposed: WhoType | None
    ) -> tuple[WhoType, bool]:
        """What is named, and whether that is told by more than the look of the name."""
        if mention.who_type is not None:
            is_media = mention.who_type == "organisation" and self._is_media(words)
            return "media" if is_media else mention.who_type, True
        if (known := self._members.get(words)) is not None and known.sure:
            return known.who_type, True
        if mention.is_plural and len(words) == 1 and self.place(words[0]) is None:
            return "group", True
        if words[0] in self.acronyms or self._is_body(words):
            return ("media" if self._is_media(words) else "organisation"), True
        if self.names.fullest(words, mention.span.start) is not None and not mention.determiner:
            return "person", True
        if self.place(" ".join(words)) is not None:
            return "country", True
        if self._is_media(words):
            return "media", True
        if len(words) > 1 and self.rules.is_first_name(words[0]):
            return "person", True
        if proposed is not None and proposed != "none":
            return proposed, False
        is_person = len(words) > 1 and (mention.role is not None or not mention.determiner)
        return ("person" if is_person else "organisation"), False

    def between(self, start: int, end: int) -> Iterator[tuple[Span, Member]]:
        """The members named in a stretch of the text, in order."""
        for span, form in self.names.between(start, end):
            member = self._member_of(form, span)
            if member is not None:
                yield span, member

    def unknown_between(self, start: int, end: int) -> Iterator[tuple[Span, Member]]:
        """Names in a stretch of the text that may be those of bodies, though nothing tells what they are."""
        for span, form in self.names.between(start, end):
            known = self._members.get(form.words)
            if known is None and self._member_of(form, span) is None and self._may_be_body(form):
                yield span, self._guessed(form, span)
            elif known is not None and not known.sure:
                yield span, known

    def named_before(self, place: int) -> list[Member]:
        """Everybody who was named before a place."""
        found = {id(m): m for m in self._members.values() if m.named and m.last_before(place) is not None}
        return list(found.values())

    def is_in_title(self, member: Member) -> bool:
        """Whether the headline names somebody."""
        return _key(member.who) in self.names.in_title

    def _may_be_body(self, form: Form) -> bool:
        return self.names.may_be_body(form) and self.place(form.text) is None

    def _guessed(self, form: Form, span: Span) -> Member:
        kind: WhoType = "media" if self._is_media(form.words) else "organisation"
        member = Member(form.text, kind, span, named=True, sure=False)
        self._enter(form.words, member)
        return member

    def place(self, name: str) -> str | None:
        """The state that a name means by itself or by its capital; None for any other name."""
        return self.rules.capitals.get(plain(name)) or (name if plain(name) in self.rules.states else None)

    def _body_of(self, form: Form, noun: Noun, span: Span) -> Member:
        member = self._members.get(form.words)
        if member is None:
            kind: WhoType = "media" if noun.section == "media" else "organisation"
            spelled = self.spelled_out(form.text)
            member = Member(form.text if spelled is None else spelled[0], kind, span, named=True)
            self._enter(form.words, member)
        return member

    def body_with(self, word: str, place: int) -> Member | None:
        """The body whose longer name has this word first or last: "the Commission" → "European Commission"."""
        forms = [f for f in self.names.by_word.get(plain(word), ()) if len(f.words) > 1 and not f.is_person]
        before = [f for f in forms if f.places[0] < place]
        best = max(before, key=lambda f: (len(f.places), -f.places[0]), default=None)
        if best is None:
            return None
        span = Span(best.places[0], best.places[0] + len(best.text))
        return self._members.get(best.words) or self._guessed(best, span)

    def proper(self, mention: Mention, who: str, kind: WhoType) -> Member:
        """The body of a name that holds a noun: « la Banque mondiale », "the CGT union"."""
        words = _key(who)
        member = self._members.get(words)
        if member is None or member.who_type == "person":
            spelled = self.spelled_out(who)
            member = Member(who if spelled is None else spelled[0], kind, mention.words or mention.span, named=True)
            member.gender, member.is_plural = mention.gender, mention.is_plural
            self._enter(words, member)
        self._learn(member, mention)
        return member

    def called(self, noun: str) -> list[Member]:
        """Those of whom this noun was used, the latest last."""
        return self._called.get(noun, [])

    def see(self, member: Member, place: int) -> None:
        """Note that somebody is spoken of at this place; the noun lists keep the latest last."""
        insort(member.places, place)

    def said_of(self, member: Member) -> Iterator[str]:
        """The words used of somebody: their titles and descriptions."""
        if member.titled is not None:
            for span in (member.titled.words, member.titled.role, member.titled.owner):
                if span is not None:
                    yield span.of(self.text)

    def spelled_out(self, name: str) -> tuple[str, Span] | None:
        """What an acronym stands for in this text."""
        span = self.acronyms.get(plain(name))
        return None if span is None else (_cleaned(span.of(self.text), self.rules), span)

    def expanded(self, words: str, place: int) -> str:
        """A description with its names at their fullest: « famille de M. Fuller » → « famille de Robert Fuller »."""
        words = _TITLED_NAME.sub(lambda m: self._fuller(m, place), words)
        return _ACRONYM.sub(lambda m: self._spelled(m.group()), words) if self.acronyms else words

    def _spelled(self, acronym: str) -> str:
        spelled = self.spelled_out(acronym)
        return acronym if spelled is None else spelled[0]

    def _fuller(self, match: re.Match[str], place: int) -> str:
        if plain(match.group(1)) not in self.rules.honorifics:
            return match.group()
        full = self.names.fullest(_key(match.group(2)), place)
        return match.group(2) if full is None else full.text

    def _person(self, words: tuple[str, ...], name: str, span: Span, gender: str | None) -> Member:
        full = self.names.fullest(words, span.start, gender)
        if full is not None:
            words, name = full.words, full.text
        member = self._members.get(words)
        if member is None or member.who_type != "person":
            member = Member(name, "person", span, named=True, gender=gender or self.rules.gender_of_name(words[0]))
            self._enter(words, member)
        if member.gender is None:
            member.gender = gender
        return member

    def _body(self, words: tuple[str, ...], name: str, mention: Mention, kind: WhoType, *, sure: bool) -> Member:
        spelled = self.spelled_out(name)
        if kind == "country" and (state := self.place(name)) is not None:
            name, words = state, _key(state)
        elif spelled is not None:
            name, words = spelled[0], _key(spelled[0])
        elif (longer := self.names.body(words, mention.span.start)) is not None:
            name, words = longer.text, longer.words
        member = self._members.get(words)
        if member is None or (member.who_type == "person") != (kind == "person"):
            member = Member(name, kind, mention.name or mention.span, named=True, gender=mention.gender, sure=sure)
            member.is_plural = mention.is_plural
            self._enter(words, member)
        elif sure and not member.sure:
            member.who_type, member.sure = kind, True
        return member

    def _enter(self, words: tuple[str, ...], member: Member) -> None:
        self._members[words] = member
        form = self.names.forms.get(words)
        if form is not None and member.who_type == "person":
            form.is_known = True
        member.places = list(form.places) if form is not None else [member.span.start]
        self._of_form.clear()

    def _learn(self, member: Member, mention: Mention) -> None:
        """Keep what a mention tells of a member: nouns, and the first title that says whom they speak for."""
        noun = mention.noun
        if noun is None and mention.owner is not None and member.titled is None:
            member.titled = mention
        if noun is None or (member.who_type in _BODIES and noun.section in {"speaks_for", "person"}):
            return
        self._call(member, noun)
        told = member.titled is not None and (member.titled.owner is not None or member.titled.possessor != "")
        better = member.titled is None or (not told and (mention.owner is not None or mention.possessor != ""))
        speaks = noun.section == "speaks_for" or noun.plain_line in self.rules["part_of_body"]
        if better and (member.named or mention.owner is not None or speaks):
            member.titled = mention

    def _call(self, member: Member, noun: Noun) -> None:
        """Keep that this noun was used of somebody: by its word, and of people by its line too."""
        for name in (noun.word, noun.key):
            if name not in member.nouns:
                member.nouns.add(name)
                called = self._called.setdefault(name, [])
                called.append(member)
                del called[:-_MOST_CALLED]

    def _member_of(self, form: Form, span: Span) -> Member | None:
        if form.words not in self._of_form:
            self._of_form[form.words] = self._looked_up(form, span)
        return self._of_form[form.words]

    def _looked_up(self, form: Form, span: Span) -> Member | None:
        if form.words in self._members:
            return self._members[form.words]
        if (state := self.place(form.text)) is not None and not self.rules.is_first_name(form.words[0]):
            return self._members.get(_key(state)) or self._state(state, span)
        spelled = self.acronyms.get(form.words[0])
        if spelled is not None and (known := self._members.get(_key(spelled.of(self.text)))) is not None:
            return known
        full = self.names.fullest(form.words, span.start)
        if full is not None:
            return self._person(full.words, full.text, span, None)
        if len(form.words) > 1 and self.rules.is_first_name(form.words[0]) and form.is_person:
            return self._person(form.words, form.text, span, None)
        return None

    def _state(self, state: str, span: Span) -> Member:
        member = Member(state, "country", span, named=True)
        self._enter(_key(state), member)
        return member

    def _is_body(self, words: tuple[str, ...]) -> bool:
        if len(words) == 1 or self.rules.is_first_name(words[0]):
            return False
        return self.place(" ".join(words)) is None and any(w in self.rules["body_words"] for w in words)

    def _is_media(self, words: tuple[str, ...]) -> bool:
        return any(w in self.rules["media_words"] for w in words) or " ".join(words) in self.rules["media_words"]


_TITLED_NAME = re.compile(r"\b(\w{1,12}\.?)[ \u00a0]([^\W\d_a-z][\w’'-]+)(?![ \u00a0][^\W\d_a-z])")


_ACRONYM = re.compile(r"(?<![\w(])[A-ZÀ-Þ]{2,8}(?!\w)")


def content_words(text: str, rules: Grammar) -> set[str]:
    """The words of a description that tell something, for comparison."""
    small = rules.determiners | rules["of"] | rules["and"] | rules["preposition"]
    return {w for w in re.findall(r"\w+", plain(text)) if (len(w) > 2 or w.isdigit()) and w not in small}


def _key(name: str) -> tuple[str, ...]:
    return tuple(plain(name).split()) or ("",)


def _cleaned(name: str, rules: Grammar) -> str:
    """A name in one line, without quotation marks, brackets and possessive ending at its edges."""
    name = " ".join(name.split()).strip(" «»“”\"'‘’()[],;:–—")
    if rules.language == "en":
        name = name.removesuffix("'s").removesuffix("’s")
    return name
