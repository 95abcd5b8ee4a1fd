"""The words by which mentions of people and bodies are told: nouns, titles, determiners, pronouns, first names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from selon.languages import words
from selon.records import LANGUAGES, Language, Span, WhoType
from selon.text import plain

_ELIDED = r"(?:[ldjnmtcs]|qu)['’](?=\w|\Z)"
_OWNER = r"['’]s?(?![\w])"
_INNER = r"(?:\w|[.&'’-](?=\w))"
_FRENCH = re.compile(rf"(?i:{_ELIDED})|\w(?:(?!['’]s\b){_INNER}){{0,63}}|[^\w\s]|\n")
_ENGLISH = re.compile(rf"{_OWNER}|[lLd]['’](?=[A-ZÀ-Þ])|\w(?:(?!['’]s\b){_INNER}){{0,63}}|[^\w\s]|\n")
_LONGEST_PHRASE = 4  # words in an entry
_INITIAL = 1


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign; `plain` is its form without case and accents."""

    start: int
    end: int
    text: str
    plain: str

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital, behind an Arabic article too: `al-Sissi`."""
        return self.text[0].isupper() or (self.text[2:3] == "-" and self.text[3:4].isupper())

    @property
    def is_acronym(self) -> bool:
        """Whether it is written in capitals: `OMS`, `G5`."""
        return len(self.text) > 1 and self.text.isupper()


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of `titles.toml`: its section, the key of its line, and how it was met."""

    section: str
    key: str
    word: str
    is_plural: bool
    length: int

    @property
    def line(self) -> str:
        """The first word of its line: what reasons call it."""
        return self.key.partition("|")[0]

    @property
    def plain_line(self) -> str:
        """The same as the lists of `mentions.toml` are compared with."""
        return plain(self.line)


def tokens(text: str, span: Span, language: Language) -> list[Token]:
    """The words and signs of a span; French elided words and English possessive endings stand by themselves."""
    found: list[Token] = []
    pattern = _FRENCH if language == "fr" else _ENGLISH
    dotted = grammar(language).dotted
    at = span.start
    while match := pattern.search(text, at, span.end):
        at, word = match.end(), match.group()
        dots = text[at : at + 1] == "." and at < span.end
        if dots and (plain(word) + "." in dotted or (len(word) == _INITIAL and word.isupper())):
            at, word = at + 1, word + "."
        found.append(Token(match.start(), at, word, plain(word)))
    return found


class Grammar:
    """The small words and nouns of a language, ready to look up by their plain form."""

    def __init__(self, language: Language) -> None:
        self.language = language
        listed = words(language, "mentions")
        self.sets = {name: frozenset(plain(w) for w in entries) for name, entries in listed.items()}
        for name in ("first_names_f", "first_names_m"):  # names travel
            self.sets[name] = frozenset(plain(w) for other in LANGUAGES for w in words(other, "mentions")[name])
        self.people_endings = tuple(plain(w) for w in listed["people_endings"])
        self.adjective_endings = tuple(plain(w) for w in listed["adjective_endings"])
        self.woman_endings = tuple(plain(w) for w in listed["woman_endings"])
        self.man_endings = tuple(plain(w) for w in listed["man_endings"])
        self.writer = str(listed["writer"][0])
        self.determiners = self["definite"] | self["indefinite"] | self["demonstrative"] | self["possessive"]
        self.honorifics = self["honorific"] | self["honorific_m"] | self["honorific_f"]
        self.dotted = frozenset(w for w in self.honorifics if w.endswith("."))
        self.first_names = self["first_names_f"] | self["first_names_m"]
        states = words(language, "states")
        self.states = {plain(name): name for name in states["states"]}
        self.capitals = {plain(city): str(state) for city, state in states["capitals"].items()}
        demonyms = words(language, "world")["demonyms"].values()
        self.adjectives = frozenset(plain(word) for forms in demonyms for word in forms)
        self.pronouns = {
            plain(word): section
            for section, entries in words(language, "pronouns").items()
            for key in entries
            for word in key.split("|")
        }
        self._nouns: dict[str, tuple[str, str]] = {}
        for section, entries in words(language, "titles").items():
            for key in entries:
                for phrase in key.split("|"):
                    self._nouns.setdefault(_phrase(phrase, language), (section, key))
        self.single_nouns = frozenset(phrase for phrase in self._nouns if " " not in phrase)
        self.titles = frozenset(w for w in self.single_nouns if self._nouns[w][0] in {"speaks_for", "person"})
        self._begins = frozenset(phrase.split()[0] for phrase in self._nouns)

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]

    def noun(self, listed: list[Token], at: int) -> Noun | None:
        """The longest noun that begins at this token, in the singular or the plural."""
        if listed[at].plain.endswith("-year-old") and "year-old" in self._nouns:
            return Noun(*self._nouns["year-old"], "year-old", is_plural=False, length=1)
        singular = self._singular(listed[at].plain)
        if listed[at].plain not in self._begins and singular not in self._begins:
            return None
        for length in range(min(_LONGEST_PHRASE, len(listed) - at), 0, -1):
            phrase = " ".join(token.plain for token in listed[at : at + length])
            if (entry := self._nouns.get(phrase)) is not None:
                return Noun(*entry, phrase, is_plural=False, length=length)
            phrase = " ".join(self._singular(token.plain) for token in listed[at : at + length])
            if (entry := self._nouns.get(phrase)) is not None:
                return Noun(*entry, phrase, is_plural=True, length=length)
        return None

    def is_noun(self, word: str) -> bool:
        """Whether a word is a noun of the lists by itself, in the singular or the plural."""
        return word in self.single_nouns or self._singular(word) in self.single_nouns

    def _singular(self, word: str) -> str:
        if self.language == "en":
            return _english_singular(word)
        if word.endswith("aux") and word[:-3] + "al" in self._nouns:
            return word[:-3] + "al"
        return word[:-1] if word.endswith(("s", "x")) else word

    def is_first_name(self, word: str) -> bool:
        """Whether a plain word is a first name of the lists, or a double one that begins with such."""
        return word in self.first_names or ("-" in word and word.partition("-")[0] in self.first_names)

    def gender_of_name(self, first: str) -> str | None:
        """`f` or `m` for a first name of the lists; None for others and for those of both."""
        if first not in self.first_names:
            first = first.partition("-")[0]
        she, he = first in self["first_names_f"], first in self["first_names_m"]
        return None if she == he else "f" if she else "m"


@cache
def grammar(language: Language) -> Grammar:
    """The grammar of a language, read once."""
    return Grammar(language)


def type_of(section: str, *, is_plural: bool) -> WhoType:
    """What a noun of this section makes of those it names."""
    kinds: dict[str, WhoType] = {
        "speaks_for": "person",
        "person": "person",
        "group": "group",
        "organisation": "organisation",
        "media": "media",
        "document": "document",
        "country": "country",
    }
    kind = kinds[section]
    return "group" if kind == "person" and is_plural else kind


def joined(listed: Iterable[Token], text: str) -> str:
    """The words of these tokens as they stand in the text, without what stands before and after them."""
    spans = list(listed)
    return " ".join(text[spans[0].start : spans[-1].end].split()) if spans else ""


def _english_singular(word: str) -> str:
    for ending, instead in (
        ("women", "woman"),
        ("men", "man"),
        ("ies", "y"),
        ("sses", "ss"),
        ("ches", "ch"),
        ("ss", "ss"),
    ):
        if word.endswith(ending):
            return word.removesuffix(ending) + instead
    return word.removesuffix("s")


def _phrase(phrase: str, language: Language) -> str:
    pattern = _FRENCH if language == "fr" else _ENGLISH
    return " ".join(match.group() for match in pattern.finditer(plain(phrase)))
