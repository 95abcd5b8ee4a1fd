"""The names in a text: where each stands, its fullest form, its acronym, and the titles beside it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from selon.reader.mentions import Mention, mention
from selon.reader.nouns import Token, grammar, joined, plain, tokens
from selon.records import Language, Span

_LONGEST_NAME = 6  # words of a person's name, particles included
_CONTEXTS = 3  # occurrences of a name whose surroundings are read for a title
_LEFT, _RIGHT = 110, 100  # characters read there
_ACRONYM = re.compile(r"\(\s?([A-ZÀ-Þ][\w&-]{1,11})\s?\)")
_FULL_BEHIND = re.compile(r"\b([A-ZÀ-Þ][A-ZÀ-Þ0-9&-]{1,9}) \(((?:[\w'’.-]+ ){1,10}[\w'’.-]+)\)")
_BREAKS = re.compile(r"[.;:!?\n«»“”\"()—–]")
_MOST_COMMON = 12  # names of bodies that « la société » may stand for
_WORD = re.compile(r"\S+")
_MOST_WORDS = 14  # before an acronym in brackets


@dataclass(frozen=True, slots=True)
class Form:
    """A name as it is written, in words without case and accents; `count` and `places` say how often and where."""

    text: str
    words: tuple[str, ...]
    places: list[int]
    is_person: bool


class Names:
    """The capitalised names of a text, found by any of their words."""

    def __init__(self, text: str, language: Language) -> None:
        self.rules = grammar(language)
        self.forms: dict[tuple[str, ...], Form] = {}
        self.by_word: dict[str, list[Form]] = {}
        self.runs: list[tuple[Span, Form]] = []
        for match in _runs(language).finditer(text):
            self._add(match.start(1), match.group(1))
        self.common = sorted((f for f in self.forms.values() if self._may_be_body(f)), key=lambda f: -len(f.places))[
            :_MOST_COMMON
        ]
        self.starts = [span.start for span, _ in self.runs]

    def between(self, start: int, end: int) -> Sequence[tuple[Span, Form]]:
        """The names that begin in this stretch, in order."""
        return self.runs[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def fullest(self, words: tuple[str, ...], place: int, gender: str | None = None) -> Form | None:
        """The fullest form of a person's name whose last or first words these are; None where there is none longer."""
        fitting = [f for f in self.by_word.get(words[-1], ()) if f.is_person and _ends_with(f.words, words)]
        if not fitting:
            fitting = [f for f in self.by_word.get(words[0], ()) if f.is_person and f.words[: len(words)] == words]
        fitting = [f for f in fitting if len(f.words) > len(words) and self._agrees(f, gender)]
        return max(fitting, key=lambda f: self._standing(f, place), default=None)

    def body(self, words: tuple[str, ...], place: int) -> Form | None:
        """The longer name of a body that begins with these words and was told before them."""
        alone = self.forms.get(words)
        first = place if alone is None else min(place, alone.places[0])
        fitting = [f for f in self.by_word.get(words[0], ()) if not f.is_person and f.words[: len(words)] == words]
        fitting = [f for f in fitting if len(words) < len(f.words) <= 4 and f.places[0] < first]
        return max(fitting, key=lambda f: (len(f.places), -f.places[0]), default=None)

    def _may_be_body(self, form: Form) -> bool:
        is_person = form.is_person and form.words[0] in self.rules.first_names
        return not is_person and self.fullest(form.words, 0) is None

    def _standing(self, form: Form, place: int) -> tuple[bool, int, bool, int]:
        before = bisect_right(form.places, place)
        return form.words[0] in self.rules.first_names, min(len(form.places), 5), before > 0, -form.places[0]

    def _agrees(self, form: Form, gender: str | None) -> bool:
        known = self.rules.gender_of_name(form.words[0])
        return gender is None or known is None or known == gender

    def _add(self, start: int, run: str) -> None:
        words = [(m.start(), m.group()) for m in _WORD.finditer(run)]
        begin = 0
        for at in range(1, len(words) + 1):
            if at == len(words) or plain(words[at][1]) in self.rules["ordinary"] - self.rules["particle"]:
                self._keep(start, words[begin:at])
                begin = at

    def _keep(self, start: int, words: list[tuple[int, str]]) -> None:
        words = words[self._first([w for _, w in words]) :]
        if not words:
            return
        key = tuple(plain(w) for _, w in words)
        form = self.forms.get(key)
        if form is None:
            form = Form(" ".join(w for _, w in words), key, [], self._is_person(key))
            self.forms[key] = form
            for word in {key[0], key[-1]}:
                self.by_word.setdefault(word, []).append(form)
        span = Span(start + words[0][0], start + words[-1][0] + len(words[-1][1]))
        form.places.append(span.start)
        self.runs.append((span, form))

    def _first(self, words: list[str]) -> int:
        """Where the name begins behind titles and words that only begin a sentence."""
        at, last = 0, len(words) - 1
        low = [plain(w) for w in words]
        firsts = self.rules.first_names
        for i, word in enumerate(low):
            if (i == at and (word in self.rules["ordinary"] or _is_elided(words[i]))) or (
                i < last
                and (
                    word in self.rules.honorifics or (word in self.rules.titles and (not i or low[i - 1] not in firsts))
                )
            ):
                at = i + 1
        first = next((i for i in range(at, last) if low[i] in firsts), at)
        return first if not any(w.endswith(".") for w in low[at:first]) else at

    def _is_person(self, words: tuple[str, ...]) -> bool:
        if not 2 <= len(words) <= _LONGEST_NAME or any(w in self.rules["body_words"] for w in words):
            return False
        return words[0] in self.rules.first_names or not any(w in self.rules.single_nouns for w in words[:-1])


def _ends_with(words: tuple[str, ...], end: tuple[str, ...]) -> bool:
    return words[len(words) - len(end) :] == end


def _is_elided(word: str) -> bool:
    """« C'est », « L'étude »: the capital is that of the elided word."""
    return len(word) > 2 and word[1] in "'’" and word[2].islower()


@cache
def _runs(language: Language) -> re.Pattern[str]:
    """Runs of capitals with the particles of names between them."""
    points = [*range(0x41, 0x530), *range(0x1E00, 0x1FFF)]
    upper = "".join(re.escape(chr(c)) for c in points if chr(c).isupper() or chr(c).istitle())
    word = rf"[{upper}](?:\.(?= ?[{upper}])|\w{{0,40}}(?:['’&-](?!s\b)\w{{1,40}}){{0,4}})"
    particle = "de |du |da |do |dos |di |del |van |von |der |den |bin |ben |ibn |al |el |ould |d'|d’|al-|el-"
    elided = r"(?:(?:[LDJSNCMTldjsncmt]|[Qq]u)['’])?" if language == "fr" else ""
    particle += "" if language == "fr" else "|of "
    return re.compile(rf"(?<!\w){elided}({word}(?:[ \u00a0\u202f]{{1,2}}(?:{particle}){{0,2}}{word}){{0,7}})")


def acronyms(text: str, language: Language) -> dict[str, Span]:
    """What acronyms stand for where brackets introduce them: « Organisation mondiale de la santé (OMS) »."""
    found: dict[str, Span] = {}
    for match in _FULL_BEHIND.finditer(text):
        if _spells(match.group(1), match.group(2)):
            found.setdefault(plain(match.group(1)), Span(*match.span(2)))
    for match in _ACRONYM.finditer(text):
        long = _spelled_out(text, match, language)
        if long is not None:
            found.setdefault(plain(match.group(1)), long)
    return found


def _spelled_out(text: str, match: re.Match[str], language: Language) -> Span | None:
    before = tokens(text, Span(max(match.start() - 160, 0), match.start()), language)[-_MOST_WORDS:]
    letters = plain(match.group(1))
    for at in range(max(len(before) - 2, 0), -1, -1):
        if before[at].text in {".", ";", "\n", "«", "»", "(", ")"}:
            return None
        if before[at].text[0].isalpha() and before[at].plain[0] == letters[0]:
            words = joined(before[at:], text)
            if _spells(match.group(1), words):
                return Span(before[at].start, before[-1].end)
    return None


def _spells(acronym: str, words: str) -> bool:
    """Whether the letters of the acronym begin words of the name, in their order, and none of note is left out."""
    letters = [c for c in plain(acronym) if c.isalnum()]
    initials = [w[0] for w in re.split(r"[\s'’-]+", plain(words)) if w]
    content = [w[0] for w in re.split(r"[\s'’-]+", plain(words)) if len(w) > 3]
    it = iter(initials)
    return letters[0] == initials[0] and (
        all(c in it for c in letters) or (len(content) > 1 and letters[: len(content)] == content)
    )


class Surroundings:
    """Titles that stand around names in the text: « le ministre des Sports, Kiren Rijiju »."""

    def __init__(self, text: str, language: Language, names: Names) -> None:
        self.text, self.language, self.names = text, language, names
        self.rules = grammar(language)

    def mentions(self) -> Iterator[tuple[Mention, Form]]:
        """Each named person with a title beside the name."""
        for form in self.names.forms.values():
            if not form.is_person:
                continue
            for place in form.places[:_CONTEXTS]:
                span = self._around(place, place + len(form.text))
                if span is None:
                    continue
                found = mention(self.text, span, self.language)
                if (
                    found.name is not None
                    and found.who_type == "person"
                    and found.name.of(self.text).endswith(form.text)
                ):
                    yield found, form

    def _around(self, start: int, end: int) -> Span | None:
        left = self._left(start)
        if left is not None:
            return Span(left, end)
        right = self._right(end)
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
            if noun is not None and noun.section in {"speaks_for", "person"} and not noun.is_plural:
                begin = at
        if begin is None:
            return None
        while begin > 0 and (
            listed[begin - 1].is_capital or listed[begin - 1].plain in self.rules.determiners | {"'s", "'"}
        ):
            begin -= 1
        return listed[begin].start

    def _stops(self, listed: list[Token], at: int) -> bool:
        token = listed[at]
        if token.text == ",":
            return at != len(listed) - 1
        return (
            token.plain in self.rules["relative"]
            or token.plain in self.rules["verb"]
            or token.plain in self.rules.pronouns
        )

    def _right(self, end: int) -> int | None:
        if self.text[end : end + 2] != ", ":
            return None
        stop = _BREAKS.search(self.text, end + 2, min(end + _RIGHT, len(self.text)))
        piece = Span(end + 2, stop.start() if stop else min(end + _RIGHT, len(self.text)))
        listed = tokens(self.text, piece, self.language)
        upto = next((i for i, t in enumerate(listed) if t.text == ","), len(listed))
        listed = listed[:upto][:16]
        nouns = [self.rules.noun(listed, i) for i in range(min(5, len(listed)))]
        if not any(n is not None and n.section in {"speaks_for", "person"} for n in nouns):
            return None
        return listed[-1].end
