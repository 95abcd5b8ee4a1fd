"""What a relative pronoun belongs to: the noun phrase that ends right before it."""

import re

from selon.reader.nouns import Grammar, Token, grammar, tokens
from selon.records import Language, Span

_BACK = 180  # characters
_BREAKS = re.compile(r"[;:!?\n«»“”()]|\.(?=\s+[^\W\da-z])")
_MOST_BACK = 9  # words of a phrase


def before_relative(text: str, pronoun: Span, language: Language) -> Span | None:
    """The noun phrase before a relative pronoun: « le communiqué du ministère, qui »; None where nothing fits."""
    rules = grammar(language)
    start = max(pronoun.start - _BACK, 0)
    for match in _BREAKS.finditer(text, start, pronoun.start):
        start = match.end()
    listed = tokens(text, Span(start, pronoun.start), language)
    while listed and not listed[-1].text[0].isalnum():
        listed.pop()
    if not listed:
        return None
    begin = _begin(listed, rules)
    while begin + 1 < len(listed) and listed[begin].plain in {"de", "d'"}:
        begin += 1
    begin = _with_name(listed, begin, rules)
    return Span(listed[begin].start, listed[-1].end)


def _begin(listed: list[Token], rules: Grammar) -> int:
    at = len(listed) - 1
    if listed[at].is_capital:
        while at > 0 and (
            listed[at - 1].is_capital
            or (listed[at - 1].plain in rules["particle"] and at > 1 and listed[at - 2].is_capital)
        ):
            at -= 1
        if at == 0 or listed[at - 1].plain not in rules["locative"]:
            return _titled(listed, at, rules)
        at -= 1  # « le gouverneur du Nord basé à Kaya, qui »: the place is no antecedent
    best = None
    while at >= 0 and len(listed) - at <= 2 * _MOST_BACK:
        token = listed[at]
        if token.text == "," or token.plain in rules["verb"]:
            break
        if token.plain in rules.determiners:
            best = at
            if not _is_owned(listed, at, rules):
                return at
        elif token.is_capital and best is None and _is_owned(listed, at, rules):
            best = at
        at -= 1
    if best is not None:
        return best
    nouns = [i for i in range(max(at + 1, 0), len(listed)) if rules.noun(listed, i) is not None]
    return nouns[-1] if nouns else len(listed) - 1


def _is_owned(listed: list[Token], at: int, rules: Grammar) -> bool:
    """Whether the phrase that begins here is the complement of a noun: « de la défense », « du ministère »."""
    if at == 0:
        return False
    before, here = listed[at - 1], listed[at]
    if before.plain in rules["of"] and before.plain not in rules["definite"] | {"a", "to", "pour", "with"}:
        return at > 1 and listed[at - 2].plain not in rules["verb"]
    if here.plain in rules["of"] and here.plain in {"du", "des", "de", "d'"}:
        return any(rules.noun(listed, i) is not None or listed[i].is_capital for i in range(max(at - 2, 0), at))
    return False


def _titled(listed: list[Token], at: int, rules: Grammar) -> int:
    """The beginning of « le ministre des Sports Kiren Rijiju », of which the name was found."""
    owned = listed[at - 1].plain in rules["belongs"] and rules.is_first_name(listed[at].plain) if at else False
    for back in range(at - 1, max(at - _MOST_BACK, -1), -1):
        token = listed[back]
        if (token.text == "," and back != at - 1) or token.plain in rules["verb"] | rules["preposition"]:
            break
        noun = rules.noun(listed, back + 1) if token.plain in rules.determiners else None
        if noun is None or _is_owned(listed, back, rules):
            continue
        if owned:  # « Léa Roy, la sœur de Paul Roy » is one mention, « la lettre de Paul Roy » is not
            return back if back > 1 and listed[back - 1].text == "," and listed[back - 2].is_capital else at
        return back if rules.language == "fr" or back + 1 + noun.length >= at - 1 else at
    return at


def _with_name(listed: list[Token], begin: int, rules: Grammar) -> int:
    """The name before the comma is that of what follows: "Joëlle Ferland, a Montreal lawyer"."""
    if begin < 2 or listed[begin - 1].text != "," or not listed[begin - 2].is_capital:
        return begin
    at = begin - 2
    while at > 0 and (
        listed[at - 1].is_capital
        or (listed[at - 1].plain in rules["particle"] and at > 1 and listed[at - 2].is_capital)
    ):
        at -= 1
    return at
