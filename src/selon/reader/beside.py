"""What stands beside the names of a text: « le ministre des Sports, Kiren Rijiju », "the operator, FMA"."""

import re
from collections.abc import Iterator

from selon.reader.mentions import Mention, mention
from selon.reader.names import Form, Names
from selon.reader.nouns import Noun, Token, grammar, tokens
from selon.records import Language, Span
from selon.text import plain

_CONTEXTS = 3  # occurrences of a name whose surroundings are read for a title
_LEFT, _RIGHT = 110, 100  # characters read there
_NEAR = 45  # characters in which the noun of a body stands beside its name
_BREAKS = re.compile(r"[.;:!?\n«»“”\"()—–]")


class Surroundings:
    """Titles that stand around names in the text: « le ministre des Sports, Kiren Rijiju »."""

    def __init__(self, text: str, language: Language, names: Names) -> None:
        self.text, self.language, self.names = text, language, names
        self.rules = grammar(language)

    def mentions(self) -> Iterator[tuple[Mention, Form]]:
        """Each named person with a title beside the name."""
        for form in self.names.forms.values():
            for place in form.places[:_CONTEXTS] if form.is_person or form.is_inside else ():
                span = self._around(place, place + len(form.text))
                found = None if span is None else mention(self.text, span, self.language)
                if found is not None and found.name is not None and found.who_type == "person":
                    named = found.name.of(self.text).endswith(form.text)
                    yield from [(found, form)] if named else []

    def bodies(self) -> Iterator[tuple[Noun, Form, Span]]:
        """Each name with the noun of a body right beside it: « le groupe danois Halden Klima », "the SRN union"."""
        for form in self.names.forms.values():
            for place in form.places[:_CONTEXTS] if self.names.may_be_body(form) else ():
                span = Span(place, place + len(form.text))
                noun = self._body_before(span, may_be_person=form.is_person) or self._body_behind(span)
                if noun is not None:
                    yield noun, form, span

    def _body_before(self, name: Span, *, may_be_person: bool) -> Noun | None:
        listed = tokens(self.text, Span(max(name.start - _NEAR, 0), name.start), self.language)
        if listed and listed[-1].text == ",":
            if may_be_person:
                return None
            listed = listed[:-1]
        reach = 2 if self.language == "fr" else 1
        for at in range(len(listed) - 1, max(len(listed) - 1 - reach, 0), -1):
            if listed[at].plain in self.rules["of"] | self.rules["preposition"]:
                return None
            noun = self.rules.noun(listed, at)
            if noun is not None:
                led = listed[at - 1].plain in self.rules.determiners or self.language == "en"
                return noun if self._is_body(noun) and led and not listed[at].is_capital else None
        return None

    def _body_behind(self, name: Span) -> Noun | None:
        listed = tokens(self.text, Span(name.end, min(name.end + _NEAR, len(self.text))), self.language)[:5]
        if listed and listed[0].text == ",":
            led = len(listed) > 1 and listed[1].plain in self.rules.determiners - self.rules["of"]
            nouns = [self.rules.noun(listed, i) for i in range(2, len(listed))] if led else []
            return next((n for n in nouns if n is not None and self._is_body(n)), None)
        noun = self.rules.noun(listed, 0) if listed and self.language == "en" and listed[0].text.islower() else None
        return noun if noun is not None and self._is_body(noun) else None

    def _is_body(self, noun: Noun) -> bool:
        return noun.section in {"organisation", "media"} and not noun.is_plural

    def _around(self, start: int, end: int) -> Span | None:
        left = self._left(start)
        if left is not None:
            return Span(left, end)
        right = self._right(start, end)
        return None if right is None else Span(start, right)

    def _left(self, start: int) -> int | None:
        piece = Span(max(start - _LEFT, 0), start)
        for match in _BREAKS.finditer(self.text, piece.start, piece.end):
            piece = Span(match.end(), start)
        listed = tokens(self.text, piece, self.language)[-12:]
        begin = None
        for at in range(len(listed) - 1, -1, -1):
            if self._stops(listed, at):
                break
            noun = self.rules.noun(listed, at)
            if noun is not None and self._is_title(noun):
                begin = at
        if begin is None:
            return None
        while begin > 0 and (
            listed[begin - 1].is_capital or listed[begin - 1].plain in self.rules.determiners | {"'s", "'"}
        ):
            begin -= 1
        return listed[begin].start

    def _is_title(self, noun: Noun) -> bool:
        return (
            noun.section in {"speaks_for", "person"}
            and not noun.is_plural
            and noun.plain_line not in self.rules["no_title"]
        )

    def _stops(self, listed: list[Token], at: int) -> bool:
        token = listed[at]
        if token.text == ",":
            return at != len(listed) - 1
        return (
            token.plain in self.rules["relative"]
            or token.plain in self.rules["verb"]
            or token.plain in self.rules.pronouns
        )

    def _right(self, start: int, end: int) -> int | None:
        if self.text[end : end + 2] != ", ":
            return None
        stop = _BREAKS.search(self.text, end + 2, min(end + _RIGHT, len(self.text)))
        piece = Span(end + 2, stop.start() if stop else min(end + _RIGHT, len(self.text)))
        listed = tokens(self.text, piece, self.language)
        upto = next((i for i, t in enumerate(listed) if t.text == ","), len(listed))
        is_closed = upto < len(listed)
        listed = listed[:upto][:16]
        if not is_closed and self._goes_on(listed) and self._is_led(start):
            return None  # "According to the agency, his lawyer said that …"
        leads = self.rules["preposition"] | self.rules["relative"] | self.rules["verb"] | self.rules["of"]
        if not listed or listed[0].plain in leads - {"de", "d'", "of"}:
            return None
        nouns = [self.rules.noun(listed, i) for i in range(min(5, len(listed)))]
        return listed[-1].end if any(n is not None and self._is_title(n) for n in nouns) else None

    def _is_led(self, start: int) -> bool:
        """Whether a preposition leads to the name: « D'après l'agence Yonhap », "according to"."""
        piece = Span(max(start - _NEAR, 0), start)
        for match in _BREAKS.finditer(self.text, piece.start, piece.end):
            piece = Span(match.end(), start)
        words = plain(self.text[piece.start : piece.end]).split()[:3]
        return any(word.removeprefix("d'") in self.rules["preposition"] for word in words)

    def _goes_on(self, listed: list[Token]) -> bool:
        """Whether what follows a name and a comma is a new clause: it has a verb, and not behind a relative pronoun."""
        relative = next((i for i, t in enumerate(listed) if t.plain in self.rules["relative"]), len(listed))
        return any(t.plain in self.rules["verb"] for t in listed[1:relative])
