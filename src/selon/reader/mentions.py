"""A mention of somebody taken apart: « Le porte-parole du Conseil, John Kirby » has a title, a body and a name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from selon.reader.nouns import Grammar, Noun, Token, grammar, joined, tokens, type_of
from selon.records import Language, Span, WhoType

_MOST_TOKENS = 60  # of one mention; what comes later is its relative clauses
_OPENING = {*"(–—["}
_CLOSING = {*")]"}
_PARTS = {",", "–", "—", ":", ";", "\n"}
_FIRST_NAME = "first name"  # tells a person as well as a form of address does
_QUOTES = {*'«»“”"„'}

Kind = Literal["pronoun", "name", "description"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A source as its words tell it, before anything is known of the document.

    `section` is the section of `pronouns.toml` for a pronoun, of `titles.toml` for anything else that has a noun.
    `role` is the title of a named person, `owner` whom the noun belongs to (« du Conseil »), `possessor` the
    determiner that stands for it (« sa »). `others` are the further members of an enumeration.
    """

    span: Span
    kind: Kind
    determiner: str = ""
    noun: Noun | None = None
    section: str = ""
    name: Span | None = None
    words: Span | None = None
    role: Span | None = None
    owner: Span | None = None
    possessor: str = ""
    beside: Span | None = None
    who_type: WhoType | None = None
    gender: str | None = None
    is_plural: bool = False
    others: tuple["Mention", ...] = ()


def mention(text: str, span: Span, language: Language) -> Mention:
    """The mention in these words."""
    rules = grammar(language)
    listed = [t for t in tokens(text, span, language)[:_MOST_TOKENS] if t.text != "\n"]
    listed = _without_edges(listed, rules)
    if not listed:
        return Mention(span, "description")
    pronoun = _pronoun(listed, span, rules, text)
    if pronoun is not None:
        return pronoun
    halves = _halves(listed, rules)
    read = [_one(half, rules) for half in halves]
    return read[0] if len(read) == 1 else replace(read[0], is_plural=True, others=tuple(read[1:]))


def _without_edges(listed: list[Token], rules: Grammar) -> list[Token]:
    while listed and (listed[-1].text in _PARTS or listed[-1].text in {"each", "chacun", "chacune"}):
        listed = listed[:-1]
    if len(listed) > 1 and listed[-1].plain in {"'s", "'"} and rules.language == "en":
        return listed[:-1]
    return listed


def _pronoun(listed: list[Token], span: Span, rules: Grammar, text: str) -> Mention | None:
    words = " ".join(t.plain for t in listed).replace("' ", "'")
    section = rules.pronouns.get(words)
    if section is None:
        return None
    gender = {"he": "m", "she": "f", "his": "m" if rules.language == "en" else None}.get(section)
    is_plural = section in {"they", "their", "we"}
    if section == "they" and rules.language == "fr":
        gender = "f" if "elle" in words or ("ces dernieres" not in words and "elles" in words) else "m"
    return Mention(span, "pronoun", section=section, words=span, gender=gender, is_plural=is_plural)


def _halves(listed: list[Token], rules: Grammar) -> list[list[Token]]:
    """The members of an enumeration: « Apple et Google »; the whole where there is none."""
    for at, token in enumerate(listed[1:-1], start=1):
        if token.text in _PARTS or token.plain in rules["relative"]:
            break
        if token.plain in rules["and"] and _begins_anew(listed, at + 1, rules):
            left, right = listed[:at], listed[at + 1 :]
            return [left, *_halves(right, rules)] if _is_whole(left, right, rules) else [listed]
    return [listed]


def _begins_anew(listed: list[Token], at: int, rules: Grammar) -> bool:
    token = listed[at]
    return token.is_capital or token.plain in rules["definite"] or token.plain in rules["indefinite"] - rules["of"]


def _is_whole(left: list[Token], right: list[Token], rules: Grammar) -> bool:
    """Whether what stands before « et » is a mention of its own, not the first part of a longer name."""
    if right[0].is_capital:
        alone = all(t.is_capital or t.plain in rules["particle"] | rules.honorifics for t in left)
        content = [t for t in left if t.is_capital and t.plain not in rules.determiners]
        noun = rules.noun(content, len(content) - 1) if content and rules.language == "en" else None
        return alone and 0 < len(content) <= 3 and noun is None
    return left[0].plain in rules.determiners and len(left) <= 8


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a mention between commas: its noun, its name, and the words that belong to the noun."""

    listed: list[Token]
    determiner: str
    noun: Noun | None
    noun_at: int
    name: tuple[int, int] | None
    honorific: str


def _one(listed: list[Token], rules: Grammar) -> Mention:
    pieces = [_piece(part, rules, is_first=i == 0) for i, part in enumerate(_parts(listed, rules))]
    pieces = [p for p in pieces if p.listed] or [_piece(listed, rules)]
    first = pieces[0]
    named = _named_piece(pieces, rules)
    kind = _type(pieces, named, rules)
    span = Span(listed[0].start, listed[-1].end)
    if kind == "document":
        named = None
    name = None if named is None or named.name is None else _span(named.listed[named.name[0] : named.name[1]])
    titled = _titled_piece(pieces, named)
    noun = (_role_piece(pieces, named) or titled or first).noun
    return Mention(
        span,
        "name" if name is not None else "description",
        first.determiner,
        noun,
        "" if noun is None else noun.section,
        name,
        _description(named if named is not None and named.noun is not None and kind != "person" else first, rules),
        _role_of(pieces, named, kind, rules),
        _owner(_role_piece(pieces, named) or titled or first, rules)
        or (None if len(pieces) < 2 or titled is not None else _owner(pieces[1], rules)),
        _possessor([titled or first, first]),
        _beside(pieces, titled or first),
        kind,
        _gender(pieces, named, rules),
        _is_plural(first, noun, rules),
    )


def _parts(listed: list[Token], rules: Grammar) -> list[list[Token]]:
    """What stands between commas and dashes, without what stands in brackets, each up to its relative clause."""
    parts: list[list[Token]] = [[]]
    depth, in_clause = 0, False
    for at, token in enumerate(listed):
        if token.plain in rules["called"] and at + 1 < len(listed) and listed[at + 1].is_capital and not depth:
            parts[-1:] = [[t for t in parts[-1] if t.plain != "known"], []]
            in_clause = False
        elif token.text in _OPENING and token.text not in _PARTS:
            depth += 1
        elif token.text in _CLOSING:
            depth = max(depth - 1, 0)
        elif token.text in _PARTS and not depth:
            parts.append([])
            in_clause = False
        elif parts[-1] and token.plain in rules["relative"]:
            in_clause = True
        elif not depth and not in_clause and token.text not in {"/"}:
            parts[-1].append(token)
    return [part for part in parts if part and part[0].plain not in rules["relative"]][:4]


def _piece(listed: list[Token], rules: Grammar, *, is_first: bool = True) -> _Piece:
    if not is_first and listed[0].plain in rules["of"]:
        return _Piece(listed, "", None, 0, None, "")
    determiner, listed = _determiner(listed, rules)
    honorific, listed = _honorific(listed, rules)
    leading = _leading_person(listed, honorific, rules)
    if leading is not None:
        return _Piece(listed, determiner, None, 0, (0, leading), honorific or _FIRST_NAME)
    noun_at, noun = _head(listed, rules)
    name = _name(listed, noun_at, noun, rules)
    if (titled := _last_honorific(listed, rules)) is not None and (name is None or name[0] <= titled):
        run = _run(listed, titled + 1, rules)
        return _Piece(listed, determiner, noun, noun_at, run, listed[titled].plain)
    return _Piece(listed, determiner, noun, noun_at, name, honorific)


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
        if listed[at].plain in ends and at and not _counts(listed[:at], best[1], rules):
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
    for ending in _PEOPLE[rules.language]:
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


def _counts(listed: list[Token], noun: Noun | None, rules: Grammar) -> bool:
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


def _name(listed: list[Token], noun_at: int, noun: Noun | None, rules: Grammar) -> tuple[int, int] | None:
    """The proper name in a part; in English no person's name goes on behind "of"."""
    found = _whole_name(listed, noun_at, noun, rules)
    if found is None or rules.language == "fr" or noun is None or noun.section not in {"speaks_for", "person"}:
        return found
    cut = next((i for i in range(found[0] + 1, found[1]) if listed[i].plain in rules["of"]), found[1])
    return found[0], cut


def _whole_name(listed: list[Token], noun_at: int, noun: Noun | None, rules: Grammar) -> tuple[int, int] | None:
    """The proper name in a part: behind its noun, or from its beginning where there is no noun before it."""
    quoted = _quoted(listed)
    if quoted is not None:
        return quoted
    if noun is None and listed[0].plain in rules["quantifier"] | rules["plural"] | rules["ordinary"]:
        return None
    if noun is None and not listed[0].is_capital:
        return _titled_by_other_word(listed, rules)
    if noun is None or (noun_at > 0 and _is_person_name(listed[:noun_at], rules) and listed[noun_at].is_capital):
        run = _run(listed, 0, rules)
        return run if run is not None and not _is_only_part(listed, run, rules) else None
    after = noun_at + noun.length
    if _holds_its_noun(listed, noun_at, after, noun):
        return _run(listed, noun_at, rules)
    return _name_behind(listed, after, noun, rules)


def _holds_its_noun(listed: list[Token], noun_at: int, after: int, noun: Noun) -> bool:
    """« l'Agence France-Presse », "the Daily Caller": the noun is part of the name."""
    if noun.section not in {"organisation", "media"} or after >= len(listed):
        return False
    return listed[noun_at].is_capital and listed[after].is_capital


def _is_only_part(listed: list[Token], run: tuple[int, int], rules: Grammar) -> bool:
    """Whether capitals at the beginning only belong to a noun that follows: "Clinton's boosters", "the Trump character"."""
    if run[1] == len(listed):
        return False
    follows = listed[run[1]]
    if follows.plain in {"'s", "'"}:
        return run[1] < len(listed) - 1
    if run[1] == 1 and follows.plain in rules["of"] | rules["preposition"] and rules.language == "en":
        return True
    is_word = follows.text[0].isalpha() and not follows.is_capital
    return rules.language == "en" and is_word and follows.plain not in rules["of"] | rules["preposition"] | rules["and"]


def _titled_by_other_word(listed: list[Token], rules: Grammar) -> tuple[int, int] | None:
    """A name behind a title that is not listed: « la psychothérapeute Dikra Raissouni »."""
    at = next((i for i, t in enumerate(listed[:4]) if t.is_capital), None)
    if at is None or any(t.plain in rules["of"] | rules["preposition"] for t in listed[:at]):
        return None
    run = _run(listed, at, rules)
    return run if run is not None and run[1] == len(listed) and run[1] - run[0] >= 2 else None


def _name_behind(listed: list[Token], after: int, noun: Noun, rules: Grammar) -> tuple[int, int] | None:
    for begin in range(after, len(listed)):
        if not listed[begin].is_capital or (begin > after and listed[begin - 1].is_capital):
            continue
        run = _run(listed, begin, rules)
        if run is not None and (fitting := _fitting(listed, after, run, noun, rules)) is not None:
            return fitting
    return None


def _fitting(
    listed: list[Token], after: int, run: tuple[int, int], noun: Noun, rules: Grammar
) -> tuple[int, int] | None:
    begin, end = run
    before = listed[after:begin]
    owned = any(t.plain in rules["of"] | rules["preposition"] for t in before)
    led = bool(before) and before[-1].plain in rules["of"] | rules["preposition"] | rules.determiners
    if not owned and not (before and before[-1].plain in rules["and"]):
        return run if end == len(listed) or noun.section not in {"organisation", "group"} or begin == after else None
    known = next((i for i in range(begin, end - 1) if rules.is_first_name(listed[i].plain)), None)
    if known is not None and (known > begin or not led) and type_of(noun.section, is_plural=noun.is_plural) == "person":
        return known, end
    if led:
        return (
            (begin + 1, end)
            if end - begin >= 3 and listed[begin].is_acronym and noun.section in {"speaks_for", "person"}
            else None
        )
    closes = end == len(listed) and end - begin >= 2
    near = rules.noun(listed, begin - 1)
    return run if closes and (near is None or near.section in {"group"}) and not noun.is_plural else None


def _run(listed: list[Token], begin: int, rules: Grammar) -> tuple[int, int] | None:
    """The capitals from this token on, with the particles between them."""
    end = last = begin
    while end < len(listed):
        if listed[end].is_capital or (listed[end].text[0].isdigit() and end > begin):
            last = end + 1
        elif listed[end].plain not in rules["particle"] or end - last >= 2:
            break
        end += 1
    return (begin, last) if last > begin else None


def _quoted(listed: list[Token]) -> tuple[int, int] | None:
    marks = [i for i, t in enumerate(listed) if t.text in _QUOTES]
    if len(marks) >= 2 and marks[1] - marks[0] > 1 and listed[marks[0] + 1].text[0].isupper():
        return marks[0] + 1, marks[1]
    return None


def _is_person_name(listed: Sequence[Token], rules: Grammar) -> bool:
    return len(listed) >= 1 and listed[0].is_capital and rules.is_first_name(listed[0].plain)


def _named_piece(pieces: list[_Piece], rules: Grammar) -> _Piece | None:
    """The part that holds the name: a title may come first (« le gardien, Bruno Theytaz ») or last."""
    first = pieces[0]
    if first.honorific or (
        first.name is not None and (first.noun is None or first.noun_at < first.name[0] or first.name[0] == 0)
    ):
        return first
    for piece in pieces[1:3]:
        if _is_all_name(piece) and first.noun is not None and first.listed[first.noun_at].text.islower():
            return replace(piece, name=(0, len(piece.listed)))
        if piece.honorific or (piece.name is not None and piece.name[0] == 0 and piece.noun is None):
            return piece
        if (
            piece.name is not None
            and piece.noun is not None
            and piece.noun_at < piece.name[0]
            and first.noun is not None
        ):
            same = type_of(piece.noun.section, is_plural=False) == type_of(first.noun.section, is_plural=False)
            if same and piece.name[1] == len(piece.listed):
                return piece
    return None


def _is_all_name(piece: _Piece) -> bool:
    """Whether a part such as "the Commission d'acces a l'information" is a name that holds a noun."""
    if piece.noun is None or not piece.listed[0].is_capital:
        return False
    return piece.noun.section in {"organisation", "media"} or (
        piece.noun.section == "group" and len(piece.listed) > 1 and piece.listed[1].is_capital
    )


def _titled_piece(pieces: list[_Piece], named: _Piece | None) -> _Piece | None:
    """The part with the noun that tells what the named one is."""
    if named is not None and named.noun is not None:
        return named
    return next((p for p in pieces if p.noun is not None and p is not named), None)


def _role_piece(pieces: list[_Piece], named: _Piece | None) -> _Piece | None:
    """The first part where it tells the office and the second the rank: « Le chef de la junte, le général Ba »."""
    noun = pieces[0].noun
    told = noun is not None and noun.section in {"speaks_for", "person"} and named is not None
    return pieces[0] if told and named is not pieces[0] else None


def _type(pieces: list[_Piece], named: _Piece | None, rules: Grammar) -> WhoType | None:
    if any(p.honorific and p.name is not None for p in pieces[:2]):
        return "person"
    titled = _titled_piece(pieces, named)
    if titled is None or titled.noun is None:
        return None
    if named is None and pieces[0].noun is None and len(pieces) > 1:
        return None
    if named is None and titled.noun.word in rules["any_number"] and _counts_people(titled, rules):
        return "group"
    plural = titled.noun.is_plural and not (named is not None and named is not titled)
    return type_of(titled.noun.section, is_plural=plural)


def _counts_people(piece: _Piece, rules: Grammar) -> bool:
    """« un groupe de femmes parlementaires », "a group of villagers"."""
    after = piece.noun_at + piece.noun.length if piece.noun is not None else 0
    if after + 1 >= len(piece.listed) or piece.listed[after].plain not in rules["of"]:
        return False
    nouns = [rules.noun(piece.listed, i) for i in range(after + 1, min(after + 4, len(piece.listed)))]
    first = next((n for n in nouns if n is not None), None)
    return first is not None and first.is_plural and first.section in {"person", "speaks_for", "group"}


def _description(piece: _Piece, rules: Grammar) -> Span | None:
    """The words of a part without determiner and apposition."""
    listed = piece.listed
    if piece.name is not None and piece.noun is None:
        listed = listed[: piece.name[1]] if piece.name[0] == 0 else listed
    while listed and (listed[-1].text in _QUOTES or listed[-1].plain in {"'s", "'"}):
        listed = listed[:-1]
    return _span(listed) if listed else None


def _role_of(pieces: list[_Piece], named: _Piece | None, kind: WhoType | None, rules: Grammar) -> Span | None:
    titled = _role_piece(pieces, named) or _titled_piece(pieces, named)
    if titled is not None:
        return _role(titled, rules) if kind == "person" else None
    if kind is None and named is not None and named.name is not None and named.name[0] > 0:
        return _role(named, rules)
    return None


def _role(piece: _Piece, rules: Grammar) -> Span | None:
    """The title as written: all of its part but the name."""
    listed = piece.listed
    if piece.name is not None and piece.name[0] > piece.noun_at:
        listed = listed[: piece.name[0]]
    least = piece.noun_at + (0 if piece.noun is None else piece.noun.length)
    while len(listed) > max(least, 1) and (listed[-1].plain in rules.honorifics or listed[-1].text in _QUOTES):
        listed = listed[:-1]
    return _span(listed) if listed else None


def _possessor(pieces: list[_Piece]) -> str:
    """The possessive determiner before a noun: « sa porte-parole, Léa Roy », "Mary Low, its delegate"."""
    words = [p.determiner.partition(":") for p in pieces]
    return next((word for kind, _, word in words if kind == "possessive"), "")


def _owner(piece: _Piece, rules: Grammar) -> Span | None:
    """Whom the noun belongs to: what follows « de », "of"; in English also what stands before the noun."""
    if piece.noun is None:
        return _owner_of_name(piece, rules)
    end = len(piece.listed) if piece.name is None or piece.name[0] <= piece.noun_at else piece.name[0]
    after = piece.noun_at + piece.noun.length
    leads = rules["of"] if piece.noun.section == "speaks_for" else rules["belongs"]
    for at in range(after, end - 1):
        if piece.listed[at].plain in leads and not any(t.plain in rules["age"] for t in piece.listed[at:end]):
            until = next((i for i in range(at + 2, end) if piece.listed[i].plain in rules["and"]), end)
            return _span(piece.listed[at + 1 : until])
    if after < end == len(piece.listed) and piece.listed[after].is_acronym and piece.name != (after, end):
        return _span(piece.listed[after:end])  # « déléguée CGT »
    before = piece.listed[: piece.noun_at]
    if rules.language == "en" and before:
        return _owner_before(before, rules, any_name=piece.noun.section == "speaks_for")
    return None


def _owner_of_name(piece: _Piece, rules: Grammar) -> Span | None:
    """« Amadou Bah de l'ONG », and a part by itself: « de l'ONG »."""
    at = 0 if piece.name is None else piece.name[1]
    if piece.name is None and piece.listed[0].plain not in rules["of"]:
        return None
    if at + 1 < len(piece.listed) and piece.listed[at].plain in rules["of"]:
        return _span(piece.listed[at + 1 :])
    return None


def _owner_before(before: list[Token], rules: Grammar, *, any_name: bool) -> Span | None:
    """What stands before the noun of a title: "Valtherm's", "European Commission", "police"."""
    owned = next((i for i, t in enumerate(before) if t.plain in {"'s", "'"}), None)
    if owned:
        return _span(before[:owned])
    kept = [t for t in before if t.is_capital or rules.noun([t], 0) is not None]
    kept = [t for t in kept if t.is_acronym or t.plain not in rules["ordinary"]]
    if all(t.plain in rules["capital"] or t.plain.endswith(_ADJECTIVES) for t in kept if not t.is_acronym):
        kept = [t for t in kept if t.is_acronym]  # "Democratic strategist" tells a party, "European Commission" a body
    if not any_name and not any(t.is_acronym or t.plain in rules["body_words"] for t in kept):
        return None  # "a Halifax researcher" tells where, not for whom
    return _span(kept) if kept and kept[-1].end - kept[0].start < 80 else None


def _beside(pieces: list[_Piece], titled: _Piece) -> Span | None:
    """A name behind the title, that of its body: "director of the operator, FMA"."""
    at = pieces.index(titled) if titled in pieces else 0
    if at and at + 1 < len(pieces) and pieces[at + 1].name is not None and pieces[at + 1].noun is None:
        return _span(pieces[at + 1].listed)
    return None


def _gender(pieces: list[_Piece], named: _Piece | None, rules: Grammar) -> str | None:
    for piece in pieces[:2]:
        if piece.honorific in rules["honorific_m"]:
            return "m"
        if piece.honorific in rules["honorific_f"]:
            return "f"
    if named is not None and named.name is not None:
        known = rules.gender_of_name(named.listed[named.name[0]].plain)
        if known is not None:
            return known
    for piece in pieces[:2]:
        if piece.honorific and piece.honorific != _FIRST_NAME:
            continue  # « le Dr Dadzie » may be a woman
        word = piece.determiner.partition(":")[2]
        if word in rules["feminine"] or word in rules["masculine"]:
            return "f" if word in rules["feminine"] else "m"
        if piece.noun is not None and (told := _noun_gender(piece, rules)) is not None:
            return told
    return None


_PEOPLE: dict[Language, tuple[str, ...]] = {
    "fr": ("iste", "logue", "therapeute", "graphe", "crate"),
    "en": ("ist", "ologist", "person", "woman", "crat"),
}
_ADJECTIVES = ("ic", "ican", "ian", "ean", "ish", "ese")  # English: of a country or a party, not its name
_SHE = (
    "woman",
    "wife",
    "mother",
    "sister",
    "daughter",
    "girl",
    "lady",
    "queen",
    "actress",
    "princess",
    "widow",
    "aunt",
    "niece",
    "nun",
    "euse",
    "trice",
    "iere",
    "ienne",
    "enne",
    "ee",
    "femme",
    "mere",
    "fille",
    "epouse",
)
_HE = (
    "man",
    "husband",
    "father",
    "brother",
    "son",
    "boy",
    "king",
    "prince",
    "uncle",
    "nephew",
    "homme",
    "pere",
    "fils",
    "mari",
    "frere",
)


def _noun_gender(piece: _Piece, rules: Grammar) -> str | None:
    word = piece.listed[piece.noun_at].plain
    if piece.noun is None or piece.noun.section not in {"speaks_for", "person"}:
        return None
    if word.endswith(_SHE):
        return "f"
    return "m" if word.endswith(_HE) and not word.endswith("person") else None


def _is_plural(piece: _Piece, noun: Noun | None, rules: Grammar) -> bool:
    word = piece.determiner.partition(":")[2]
    first = piece.listed[0]
    counted = first.plain in rules["plural"] | rules["quantifier"] or (first.text.isdigit() and first.text != "1")
    return counted or word in rules["plural"] or (noun is not None and noun.is_plural)


def _span(listed: Sequence[Token]) -> Span:
    return Span(listed[0].start, listed[-1].end)


__all__ = ["Mention", "joined", "mention"]
