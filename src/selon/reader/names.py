"""The names in a text: where each stands, its fullest form, its acronym, and the titles beside it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from selon.languages import words
from selon.reader.nouns import Grammar, Token, grammar, joined, tokens
from selon.reader.relatives import before_relative
from selon.records import Language, Span
from selon.text import plain

_LONGEST_NAME = 6  # words of a person's name, particles included
_CONTEXTS = 3  # places of a name that are looked at
_MOST_FORMS = 40  # names kept that share a word
_ACRONYM = re.compile(r"\(\s?([A-ZÀ-Þ][\w&-]{1,11})\s?\)")
_FULL_BEHIND = re.compile(r"\b([A-ZÀ-Þ][A-ZÀ-Þ0-9&-]{1,9}) \(((?:[\w'’.-]+ ){1,10}[\w'’.-]+)\)")
_OPENS = {*'.!?…\n«“":'}  # what follows begins a sentence, with a capital whatever it is
_LONGEST_HONORIFIC = 12
_DATELINE = re.compile(r"\s*[^\W\d_][^()\n.:]{1,50}(?:\([^()\n]{2,40}\) ?)[-–—] |\s*[A-ZÀ-Þ][A-ZÀ-Þ' -]{2,30} [-–—] ")
_WORD = re.compile(r"\S+")
_MOST_WORDS = 14  # before an acronym in brackets


@dataclass(slots=True)
class Form:
    """A name as it is written, its words without case and accents, and the places where it stands.

    `is_inside` says that it also stands within a sentence, where a capital is no accident; `in_place` counts how
    often a word for a place leads to it: « à Roubaix », "in Halifax". `is_known` is set once it is told that this is
    a person.
    """

    text: str
    words: tuple[str, ...]
    places: list[int]
    is_person: bool
    is_inside: bool = False
    in_place: int = 0
    is_known: bool = False

    @property
    def may_be_person(self) -> bool:
        """Whether it is known for a person's name or has the look of one."""
        return self.is_known or self.is_person


class Names:
    """The capitalised names of a text, found by any of their words."""

    def __init__(self, text: str, language: Language, title: str | None = None) -> None:
        self.text = text
        self.in_title: frozenset[tuple[str, ...]] = frozenset()
        if title:
            self.in_title = frozenset(Names(title, language).forms)
        self.rules = grammar(language)
        self.forms: dict[tuple[str, ...], Form] = {}
        self.by_word: dict[str, list[Form]] = {}
        self.runs: list[tuple[Span, Form]] = []
        self._dateline = _dateline(text)
        for match in _runs(language).finditer(text):
            self._add(match.start(1), match.group(1))
        self.starts = [span.start for span, _ in self.runs]

    def between(self, start: int, end: int) -> Sequence[tuple[Span, Form]]:
        """The names that begin in this stretch, in order."""
        return self.runs[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def fullest(self, words: tuple[str, ...], place: int, gender: str | None = None) -> Form | None:
        """The fullest form of a person's name whose last or first words these are; None where there is none longer."""
        fitting = [f for f in self.by_word.get(words[-1], ()) if f.may_be_person and _ends_with(f.words, words)]
        if not fitting:
            known = self.rules.is_first_name(words[0])
            begun = [f for f in self.by_word.get(words[0], ()) if f.words[: len(words)] == words]
            fitting = [f for f in begun if f.is_known or (known and f.is_person)]
        fitting = [f for f in fitting if len(f.words) > len(words) and self._agrees(f, gender)]
        return max(fitting, key=lambda f: self._standing(f, place), default=None)

    def body(self, words: tuple[str, ...], place: int) -> Form | None:
        """The longer name of a body that begins with these words and was told before them."""
        alone = self.forms.get(words)
        if alone is not None and alone.text.isupper():
            return None  # « BBC » is not short for « BBC Afrique »
        first = place if alone is None else min(place, alone.places[0])
        fitting = [f for f in self.by_word.get(words[0], ()) if not f.is_person and f.words[: len(words)] == words]
        fitting = [f for f in fitting if len(words) < len(f.words) <= 4 and f.places[0] < first]
        return max(fitting, key=lambda f: (len(f.places), -f.places[0]), default=None)

    def honorific(self, form: Form) -> str:
        """The form of address before one of the first places of a name: « Mme »; empty where there is none."""
        for place in form.places[:_CONTEXTS]:
            before = self.text[max(place - _LONGEST_HONORIFIC, 0) : place].split()
            word = plain(before[-1]) if before else ""
            if word in self.rules["honorific_f"] or word in self.rules["honorific_m"]:
                return word
        return ""

    def may_be_body(self, form: Form) -> bool:
        """Whether nothing speaks against its being the name of a body."""
        is_person = form.is_known or (form.is_person and self.rules.is_first_name(form.words[0]))
        word = form.words[0]
        small = len(form.words) == 1 and (
            len(form.text) < 3 or word in self.rules["ordinary"] | self.rules["capital"] or word in self.rules.titles
        )
        if " ".join(form.words) in self.rules.adjectives:
            return False  # "the South Korean government"
        is_place = 2 * form.in_place > len(form.places)
        if form.words in self.in_title and not (is_person or small):
            return True
        is_word = any("-" in w and w[w.index("-") + 1 :].islower() and w[0].isupper() for w in form.text.split())
        return (
            form.is_inside and not (is_person or small or is_place or is_word) and self.fullest(form.words, 0) is None
        )

    def _standing(self, form: Form, place: int) -> tuple[bool, int, bool, int]:
        before = bisect_right(form.places, place)
        return (
            form.is_known or self.rules.is_first_name(form.words[0]),
            min(len(form.places), 5),
            before > 0,
            -form.places[0],
        )

    def _agrees(self, form: Form, gender: str | None) -> bool:
        known = self.rules.gender_of_name(form.words[0])
        return gender is None or known is None or known == gender

    def _add(self, start: int, run: str) -> None:
        words = [(m.start(), m.group()) for m in _WORD.finditer(run)]
        begin = 0
        for at in range(1, len(words) + 1):
            if at == len(words) or self._parts(words, begin, at):
                self._keep(start, words[begin:at])
                begin = at

    def _parts(self, words: list[tuple[int, str]], begin: int, at: int) -> bool:
        """Whether a run of capitals is two names: at « Mauritanie Le », at "of" behind a person's name."""
        word = plain(words[at][1])
        if word == "of":
            return self.rules.is_first_name(plain(words[begin][1]))
        return word in self.rules["ordinary"] - self.rules["particle"]

    def _keep(self, start: int, words: list[tuple[int, str]]) -> None:
        words = words[self._first([w for _, w in words]) :]
        if not words:
            return
        key = tuple(plain(w) for _, w in words)
        form = self.forms.get(key)
        if form is None:
            form = Form(" ".join(w for _, w in words), key, [], self._is_person(key, " ".join(w for _, w in words)))
            self.forms[key] = form
            for word in {key[0], key[-1]}:
                known = self.by_word.setdefault(word, [])
                if len(known) < _MOST_FORMS:
                    known.append(form)
        span = Span(start + words[0][0], start + words[-1][0] + len(words[-1][1]))
        form.places.append(span.start)
        form.is_inside = form.is_inside or not self._opens(span.start)
        form.in_place += (
            _in_place(self.rules.language).search(self.text, max(span.start - 12, 0), span.start) is not None
        )
        self.runs.append((span, form))

    def _opens(self, start: int) -> bool:
        if start < self._dateline:
            return True
        before = self.text[max(start - 3, 0) : start].rstrip(" \u00a0\u202f")
        return not before or before[-1] in _OPENS

    def _first(self, words: list[str]) -> int:
        """Where the name begins behind titles, acronyms and words that only begin a sentence."""
        at, last = 0, len(words) - 1
        low = [plain(w) for w in words]
        for i, word in enumerate(low):
            opens = i == at and (word in self.rules["ordinary"] or _is_elided(words[i]))
            named = i > 0 and self.rules.is_first_name(low[i - 1])
            titles = i < last and (word in self.rules.honorifics or (word in self.rules.titles and not named))
            if opens or titles:
                at = i + 1
        first = next((i for i in range(at, last) if self.rules.is_first_name(low[i])), at)
        return first if not any(w.endswith(".") for w in low[at:first]) else at

    def _is_person(self, words: tuple[str, ...], text: str) -> bool:
        """Whether a name has the look of a person's: two to six words, none of a body's, no acronym."""
        if not 2 <= len(words) <= _LONGEST_NAME or any(w in self.rules["body_words"] for w in words):
            return False
        if self.rules.is_first_name(words[0]):
            return True
        if len(set(words)) < len(words) or any(w in self.rules["of"] for w in words):
            return False
        if any(len(w) > 1 and w.isupper() for w in text.split()) or not words[-1][0].isalpha():
            return False
        return not any(w in self.rules.single_nouns or w in self.rules["definite"] for w in words)


def _dateline(text: str) -> int:
    """Where the dateline of an agency's report ends: "MONTREAL, Oct 7 (Northern Wire) - "."""
    match = _DATELINE.match(text)
    return 0 if match is None else match.end()


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


@cache
def _in_place(language: Language) -> re.Pattern[str]:
    """A word for a place right before a name, with an article or without: « à », « dans la », "in the"."""
    listed = words(language, "mentions")
    places, articles = ("|".join(listed[name]).replace("'", "['’]") for name in ("locative", "definite"))
    return re.compile(rf"(?:\b(?:{places}) (?:(?:{articles}) ?)?|\baux? )\Z", re.IGNORECASE)


def acronyms(text: str, names: Names, language: Language) -> dict[str, Span]:
    """What acronyms stand for where brackets introduce them: « Organisation mondiale de la santé (OMS) »."""
    found: dict[str, Span] = {}
    for match in _FULL_BEHIND.finditer(text):
        if _spells(match.group(1), match.group(2)):
            found.setdefault(plain(match.group(1)), Span(*match.span(2)))
    for match in _ACRONYM.finditer(text):
        long = _spelled_out(text, match, language)
        if long is not None:
            found.setdefault(plain(match.group(1)), long)
    for acronym, long in _unbracketed(text, names, language):
        found.setdefault(acronym, long)
    return found


def _unbracketed(text: str, names: Names, language: Language) -> Iterator[tuple[str, Span]]:
    """Acronyms whose letters begin the words of a name elsewhere in the text: NHS, National Health Service."""
    letters: dict[str, list[str]] = {}
    for form in names.forms.values():
        if len(form.words) == 1 and form.text.isupper() and form.text.isalpha() and 2 <= len(form.text) <= 6:
            letters.setdefault(form.words[0][0], []).append(form.words[0])
    for form in names.forms.values():
        wanted = letters.get(form.words[0][:1]) if not form.text.isupper() else None
        if wanted:
            place = form.places[0]
            listed = tokens(text, Span(place, min(place + 90, len(text))), language)
            yield from _abbreviated(listed, wanted, grammar(language))


def _abbreviated(listed: list[Token], wanted: list[str], rules: Grammar) -> Iterator[tuple[str, Span]]:
    small = rules["of"] | rules.determiners | rules["and"]
    spelled = ""
    for token in listed[:9]:
        if token.plain in small:
            continue
        if not token.text[0].isalpha() or token.text.isupper() or token.plain in rules["preposition"]:
            return
        spelled += token.plain[0]
        if len(spelled) > 1 and spelled in wanted:
            yield spelled, Span(listed[0].start, token.end)


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
    return _named_before(text, match, language)


def _named_before(text: str, match: re.Match[str], language: Language) -> Span | None:
    """The whole phrase before the brackets, for acronyms of another language: « Centre national de … (NCSC) »."""
    span = before_relative(text, Span(match.start(), match.end()), language)
    listed = [] if span is None else tokens(text, span, language)
    while listed and listed[0].plain in grammar(language).determiners:
        listed = listed[1:]
    letters = [c for c in plain(match.group(1)) if c.isalpha()]
    initials = {t.plain[0] for t in listed}
    told = sum(c in initials for c in letters)
    is_name = len(listed) > 2 and listed[0].is_capital and 2 * told > len(letters)
    return Span(listed[0].start, listed[-1].end) if is_name else None


def _spells(acronym: str, words: str) -> bool:
    """Whether the letters of the acronym begin words of the name, in their order, and none of note is left out."""
    letters = [c for c in plain(acronym) if c.isalnum()]
    initials = [w[0] for w in re.split(r"[\s'’-]+", plain(words)) if w]
    content = [w[0] for w in re.split(r"[\s'’-]+", plain(words)) if len(w) > 3]
    it = iter(initials)
    ordered = all(c in it for c in letters)
    return letters[0] == initials[0] and (
        ordered or (len(content) + 1 >= len(letters) and letters[: len(content)] == content)
    )
