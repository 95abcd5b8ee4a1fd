"""The phrases of a language's `times.toml`, compiled to patterns over the signs of words.

A phrase is written in words and classes: `(le|du)? {weekday} {day} {month}`. Words are matched whatever their case,
classes by their lists; `( | )` and `?` are as in regular expressions. Layers build on each other: what the first finds
(« mardi ») is one word for the next (« {a_day} soir »).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from selon.languages import words
from selon.reader.time_words import FOUND_CLASSES, NUMBERS, OTHER, SAME_MARK, numeric_sign, tokens
from selon.records import Language

LAYERS = ("base", "edge", "part", "clock", "shift", "range", "open")
_PIECE = re.compile(r"\{(\w+)\}|([()|?])|\s+")
_FIRST_WORD_SIGN = 0xE000  # the private use area: no text is searched for these, only the string of signs


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase and what it means, as the word file lists it."""

    means: tuple[str, ...]
    grain: str
    pattern: re.Pattern[str]
    by: str
    is_tight: bool  # no white space between its words
    check: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """Everything that a language's word file says about times."""

    lower: dict[str, str]
    exact: dict[str, str]
    classes: dict[str, dict[str, Any]]
    layers: dict[str, dict[str, list[Entry]]]  # layer -> sign -> the entries that may begin with it
    trigger: re.Pattern[str]
    other: dict[str, Any]

    def sign(self, word: str) -> str:
        """The sign of a word as it is written."""
        if word[0].isdecimal():
            return numeric_sign(word)
        return self.exact.get(word) or self.lower.get(word.lower(), OTHER)

    def called(self, slot: str) -> str:
        """The name of a class among the values of an expression; a second one of its kind keeps its number."""
        base = slot.rstrip("23")
        return f"{self.other['stands_for'].get(base, base)}{slot[len(base) :]}"

    def value(self, name: str, words_of_slot: str) -> object:
        """What a word means as one of a class; None for a word that is not in it."""
        return self.classes[name].get(_key(words_of_slot))


@dataclass(frozen=True, slots=True)
class _Node:
    """A piece of a pattern, the signs it may begin with, and whether it may be empty."""

    pattern: str
    first: frozenset[str]
    empty: bool = False


@cache
def phrases(language: Language) -> Phrases:
    """The compiled word file of a language."""
    return _Compiler(language).compiled()


class _Compiler:
    """Gives each word of a word file its sign, then turns each phrase into a pattern."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.raw = words(language, "times")
        self.lower = dict(SAME_MARK)
        self.exact: dict[str, str] = {}
        self.nodes = {name: _set_of(signs) for name, signs in (NUMBERS | FOUND_CLASSES).items()}
        for name, listed in self.raw["class"].items():
            numeric = [self.nodes[name]] if name in self.nodes else []
            self.nodes[name] = _either(
                [*numeric, *self._class(listed, exact=name in self.raw["as_written"]["classes"])]
            )
        for name, parts in self.raw["union"].items():
            self.nodes[name] = _either([self.nodes[part] for part in parts])

    def compiled(self) -> Phrases:
        """The whole word file."""
        for word, sign in list(self.lower.items()):
            self.lower.setdefault(_unaccented(word), sign)
        classes = {name: {_key(w): v for w, v in c.items()} for name, c in self.raw["class"].items()}
        for name, parts in self.raw["union"].items():
            classes[name] = {word: value for part in parts for word, value in classes.get(part, {}).items()}
        layers = {layer: self._layer(self.raw.get(layer, ())) for layer in LAYERS}
        trigger = [self.nodes[name].pattern for name in self.raw["trigger"]["classes"]]
        trigger += [self._literal(word).pattern for word in self.raw["trigger"]["words"]]
        trigger += [
            re.sub(r"\?P<\w+>", "?:", self._phrase(phrase).pattern) for phrase in self.raw["trigger"]["phrases"]
        ]
        trigger.append(self.nodes["a_time"].pattern)
        return Phrases(self.lower, self.exact, classes, layers, re.compile("|".join(trigger)), self.raw)

    def _sign(self, word: str, *, exact: bool = False) -> str:
        if word[0].isdecimal():
            return numeric_sign(word)
        signs, key = (self.exact, word) if exact and word != word.lower() else (self.lower, word.lower())
        if key not in signs:
            signs[key] = chr(_FIRST_WORD_SIGN + len(self.lower) + len(self.exact))
        return signs[key]

    def _literal(self, phrase: str, *, exact: bool = False) -> _Node:
        signs = [self._sign(t.text, exact=exact) for t in tokens(phrase)]
        return _Node("".join(map(re.escape, signs)), frozenset(signs[:1]))

    def _class(self, listed: Iterable[str], *, exact: bool) -> Iterator[_Node]:
        """Words of several parts first, so that the longest is tried first; an abbreviation may lack its dot."""
        dot = re.escape(self._sign("."))
        single = set()
        for word in sorted(listed, key=lambda word: -len(tokens(word))):
            if word.endswith("."):
                node = self._literal(word[:-1], exact=exact)
                yield replace(node, pattern=f"{node.pattern}{dot}?")
            elif len(tokens(word)) > 1:
                node = self._literal(word, exact=exact)
                yield replace(node, pattern=node.pattern.replace(re.escape("-"), f"{re.escape('-')}?"))
            else:
                single.add(self._sign(word, exact=exact))
        if single:
            yield _set_of("".join(sorted(single)))

    def _layer(self, listed: Iterable[dict[str, Any]]) -> dict[str, list[Entry]]:
        by_sign: dict[str, list[Entry]] = {}
        for entry in listed:
            node = self._phrase(entry["words"])
            compiled = Entry(
                tuple(entry["means"].split()),
                entry.get("grain", "day"),
                re.compile(node.pattern),
                f"{self.language}/times.toml: {entry['words']}",
                entry.get("tight", False),
                entry.get("check", ""),
            )
            for sign in sorted(node.first):
                by_sign.setdefault(sign, []).append(compiled)
        return by_sign

    def _phrase(self, phrase: str) -> _Node:
        """A phrase as one node; `opened` holds the alternatives of each bracket that is still open."""
        opened: list[list[list[_Node]]] = [[[]]]
        for piece in _pieces(phrase):
            if piece == "(":
                opened.append([[]])
            elif piece == "|":
                opened[-1].append([])
            elif piece == "?":
                last = opened[-1][-1].pop()
                opened[-1][-1].append(_Node(f"(?:{last.pattern})?", last.first, empty=True))
            elif piece == ")":
                alternatives = opened.pop()
                opened[-1][-1].append(_either([_in_a_row(nodes) for nodes in alternatives]))
            else:
                opened[-1][-1].append(self._slot(piece) if piece[0] == "{" else self._literal(piece))
        return _either([_in_a_row(nodes) for nodes in opened[0]])

    def _slot(self, piece: str) -> _Node:
        name = piece[1:-1]
        node = self.nodes[name.rstrip("23")]
        return replace(node, pattern=f"(?P<{name}>{node.pattern})")


def _pieces(phrase: str) -> Iterator[str]:
    at = 0
    for match in _PIECE.finditer(phrase):
        if match.start() > at:
            yield phrase[at : match.start()]
        if not match.group().isspace():
            yield match.group()
        at = match.end()
    if at < len(phrase):
        yield phrase[at:]


def _key(word: str) -> str:
    """What a word is found by: neither capitals nor accents, hyphens or the dot of an abbreviation matter."""
    parts = [SAME_MARK.get(t.text, t.text) for t in tokens(_unaccented(word.lower()))]
    return " ".join(part for part in parts if part != "-").removesuffix(" .")


def _unaccented(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _set_of(signs: str) -> _Node:
    return _Node(f"[{re.escape(signs)}]", frozenset(signs))


def _either(nodes: Iterable[_Node]) -> _Node:
    listed = list(nodes)
    if len(listed) == 1:
        return listed[0]
    pattern = "|".join(node.pattern for node in listed)
    return _Node(f"(?:{pattern})", frozenset().union(*(n.first for n in listed)), any(n.empty for n in listed))


def _in_a_row(nodes: list[_Node]) -> _Node:
    first: frozenset[str] = frozenset()
    for node in nodes:
        first |= node.first
        if not node.empty:
            break
    return _Node("".join(node.pattern for node in nodes), first, all(node.empty for node in nodes))
