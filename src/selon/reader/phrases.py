"""The parts of a mention between its commas: for each its determiner, its noun and its name."""

from dataclasses import dataclass

from selon.reader.nouns import Grammar, Noun, Token
from selon.reader.phrase_names import name_in, run_at

FIRST_NAME = "first name"  # tells a person as well as a form of address does
MARKS = {",", "–", "—", ":", ";", "\n"}
_OPENING = {*"(–—["}
_CLOSING = {*")]"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a mention between commas: its noun, its name, and the words that belong to the noun."""

    listed: list[Token]
    determiner: str
    noun: Noun | None
    noun_at: int
    name: tuple[int, int] | None
    honorific: str


def parts_of(listed: list[Token], rules: Grammar) -> list[list[Token]]:
    """What stands between commas and dashes, without what stands in brackets, each up to its relative clause."""
    parts: list[list[Token]] = [[]]
    depth, in_clause = 0, False
    for at, token in enumerate(listed):
        if token.plain in rules["called"] and at + 1 < len(listed) and listed[at + 1].is_capital and not depth:
            parts[-1:] = [[t for t in parts[-1] if t.plain != "known"], []]
            in_clause = False
        elif token.text in _OPENING and token.text not in MARKS:
            depth += 1
        elif token.text in _CLOSING:
            depth = max(depth - 1, 0)
        elif token.text in MARKS and not depth:
            parts.append([])
            in_clause = False
        elif parts[-1] and token.plain in rules["relative"]:
            in_clause = True
        elif not depth and not in_clause and token.text not in {"/"}:
            parts[-1].append(token)
    return [part for part in parts if part and part[0].plain not in rules["relative"]][:4]


def piece_of(listed: list[Token], rules: Grammar, *, is_first: bool = True) -> Piece:
    """A part taken apart; behind the first, one that begins with « de » only tells whose the name is."""
    if not is_first and listed[0].plain in rules["of"]:
        return Piece(listed, "", None, 0, None, "")
    determiner, listed = _determiner(listed, rules)
    honorific, listed = _honorific(listed, rules)
    leading = _leading_person(listed, honorific, rules)
    if leading is not None:
        return Piece(listed, determiner, None, 0, (0, leading), honorific or FIRST_NAME)
    noun_at, noun = _head(listed, rules)
    name = name_in(listed, noun_at, noun, rules)
    if (titled := _last_honorific(listed, rules)) is not None and (name is None or name[0] <= titled):
        run = run_at(listed, titled + 1, rules)
        return Piece(listed, determiner, noun, noun_at, run, listed[titled].plain)
    return Piece(listed, determiner, noun, noun_at, name, honorific)


def _leading_person(listed: list[Token], honorific: str, rules: Grammar) -> int | None:
    """Where a person's name ends that opens the part: "Amadou Bah" of "Amadou Bah de l'ONG Publiez"."""
    end = 0
    while end < len(listed) and (listed[end].is_capital or (end and listed[end].plain in rules["particle"])):
        end += 1
    while end and not listed[end - 1].is_capital:
        end -= 1
    end = next((i for i in range(1, end) if _leaves_name(listed, i, rules)), end)
    followed = listed[end].plain if end < len(listed) else ""
    if (
        not end
        or followed.startswith("'")
        or (rules.language == "en" and followed not in rules["of"] | rules["and"] | {""})
    ):
        return None
    known = rules.is_first_name(listed[0].plain) and end >= 2
    return end if honorific or (known and (end == 2 or rules.noun(listed, end - 1) is None)) else None


def _leaves_name(listed: list[Token], at: int, rules: Grammar) -> bool:
    if listed[at].plain not in rules["of"]:
        return False
    return rules.language == "en" or listed[at + 1].is_acronym or rules.noun(listed, at + 1) is not None


def _last_honorific(listed: list[Token], rules: Grammar) -> int | None:
    """The last title before a name inside a part: "Rep." of "Indiana GOP Rep. Susan Brooks"."""
    found = None
    for at in range(1, len(listed) - 1):
        if listed[at].plain in rules["of"] | rules["preposition"]:
            break
        if listed[at].plain in rules.honorifics and listed[at].is_capital and listed[at + 1].is_capital:
            found = at
    return found


def _determiner(listed: list[Token], rules: Grammar) -> tuple[str, list[Token]]:
    """The kind of determiner and what follows it; a possessive keeps its word, a quantifier stays with the noun."""
    found = ""
    while len(listed) > 1 and listed[0].plain in rules.determiners and not _is_part_of_name(listed, rules):
        word = listed[0].plain
        kind = next(k for k in ("definite", "possessive", "demonstrative", "indefinite") if word in rules[k])
        found = f"possessive:{word}" if kind == "possessive" else found or f"{kind}:{word}"
        listed = listed[1:]
    return found, listed


def _is_part_of_name(listed: list[Token], rules: Grammar) -> bool:
    """« La Nación », « El País » begin with a capital article in the middle of a sentence; not told apart here."""
    return (
        listed[0].plain in {"de", "d'"}
        and not listed[1].is_capital
        and listed[1].plain not in rules["quantifier"] | rules["plural"]
    )


def _honorific(listed: list[Token], rules: Grammar) -> tuple[str, list[Token]]:
    found = ""
    while len(listed) > 1 and listed[0].plain in rules.honorifics and listed[1].is_capital:
        if "." not in listed[0].text and _is_title(listed, rules):
            break
        found, listed = listed[0].plain, listed[1:]
    return found, listed


def _is_title(listed: list[Token], rules: Grammar) -> bool:
    """Whether a word such as « président » is a noun that tells a role, not a mere form of address."""
    noun = rules.noun(listed, 0)
    return noun is not None and noun.section in {"speaks_for", "person"}


def _head(listed: list[Token], rules: Grammar) -> tuple[int, Noun | None]:
    """Where the noun of these words stands: in French the first, in English the last before its complement."""
    best: tuple[int, Noun | None] = (0, None)
    if rules.language == "en" and _is_all_media(listed, rules):
        return best
    ends = rules["of"] | rules["preposition"] | rules["relative"]
    at = 0
    while at < len(listed):
        noun = None if _is_inside_name(listed, at, rules) else rules.noun(listed, at)
        if noun is not None:
            best = at, noun
            if rules.language == "fr" and not _is_adjective(listed, at + noun.length, noun, rules):
                return best
            at += noun.length
            continue
        if listed[at].plain in ends and at and not counts(listed[:at], best[1], rules):
            break
        at += 1
    return best if best[1] is not None else (0, _by_its_ending(listed, rules))


def _is_all_media(listed: list[Token], rules: Grammar) -> bool:
    """Whether all of it is the name of a paper or station: "Channel Business Daily"."""
    if len(listed) < 2 or not all(t.is_capital or t.plain in rules["particle"] for t in listed):
        return False
    people = any(t.plain in rules.titles and t.plain not in rules["media_words"] for t in listed)
    return not people and any(t.plain in rules["media_words"] for t in listed)


def _by_its_ending(listed: list[Token], rules: Grammar) -> Noun | None:
    """A noun that is not listed, but has the ending of people: « le graphiste », "a genealogist"."""
    at = (
        0
        if rules.language == "fr"
        else next((i for i, t in enumerate(listed) if t.plain in rules["of"]), len(listed)) - 1
    )
    word = listed[at]
    if at < 0 or word.is_capital:
        return None
    for ending in rules.people_endings:
        if word.plain.endswith((ending, ending + "s")):
            return Noun(
                "person", word.plain.removesuffix("s"), word.plain.removesuffix("s"), word.plain.endswith("s"), 1
            )
    return None


def _is_inside_name(listed: list[Token], at: int, rules: Grammar) -> bool:
    """Whether a capital goes on a name: « Post » of « le Washington Post », "Pope" of "Amy Pope"."""
    if at == 0 or not (listed[at].is_capital and listed[at - 1].is_capital):
        return False
    if rules.language == "fr" or rules.is_first_name(listed[at - 1].plain):
        return True
    return listed[at].plain in rules["media_words"]


def counts(listed: list[Token], noun: Noun | None, rules: Grammar) -> bool:
    """Whether the words before "of" only count what follows: "33 % of", « une dizaine de », "a group of"."""
    if noun is not None and noun.section == "group" and noun.length == 1:
        return "dozen" in noun.key or "millier" in noun.key
    if noun is not None:
        return False
    return all(
        not t.text[0].isalpha() or t.plain in rules["quantifier"] | rules["plural"] | rules["ordinary"] for t in listed
    )


def _is_adjective(listed: list[Token], after: int, noun: Noun, rules: Grammar) -> bool:
    """« ancien international »: the word only qualifies the noun that follows."""
    if not noun.key.startswith(("ex|", "personne|")) or after >= len(listed):
        return False
    return rules.noun(listed, after) is not None
