"""A mention of somebody taken apart: « Le porte-parole du Conseil, John Kirby » has a title, a body and a name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from selon.reader.nouns import Grammar, Noun, Token, grammar, tokens, type_of
from selon.reader.phrase_names import QUOTES
from selon.reader.phrases import FIRST_NAME, MARKS, Piece, parts_of, piece_of
from selon.records import Language, Span, WhoType

_MOST_TOKENS = 60  # of one mention; what comes later is its relative clauses

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
    while listed and (listed[-1].text in MARKS or listed[-1].text in {"each", "chacun", "chacune"}):
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
        if token.text in MARKS or token.plain in rules["relative"]:
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


def _one(listed: list[Token], rules: Grammar) -> Mention:
    pieces = [piece_of(part, rules, is_first=i == 0) for i, part in enumerate(parts_of(listed, rules))]
    pieces = [p for p in pieces if p.listed] or [piece_of(listed, rules)]
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


def _named_piece(pieces: list[Piece], rules: Grammar) -> Piece | None:
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


def _is_all_name(piece: Piece) -> bool:
    """Whether a part such as "the Commission d'acces a l'information" is a name that holds a noun."""
    if piece.noun is None or not piece.listed[0].is_capital:
        return False
    return piece.noun.section in {"organisation", "media"} or (
        piece.noun.section == "group" and len(piece.listed) > 1 and piece.listed[1].is_capital
    )


def _titled_piece(pieces: list[Piece], named: Piece | None) -> Piece | None:
    """The part with the noun that tells what the named one is."""
    if named is not None and named.noun is not None:
        return named
    return next((p for p in pieces if p.noun is not None and p is not named), None)


def _role_piece(pieces: list[Piece], named: Piece | None) -> Piece | None:
    """The first part where it tells the office and the second the rank: « Le chef de la junte, le général Ba »."""
    noun = pieces[0].noun
    told = noun is not None and noun.section in {"speaks_for", "person"} and named is not None
    return pieces[0] if told and named is not pieces[0] else None


def _type(pieces: list[Piece], named: Piece | None, rules: Grammar) -> WhoType | None:
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


def _counts_people(piece: Piece, rules: Grammar) -> bool:
    """« un groupe de femmes parlementaires », "a group of villagers"."""
    after = piece.noun_at + piece.noun.length if piece.noun is not None else 0
    if after + 1 >= len(piece.listed) or piece.listed[after].plain not in rules["of"]:
        return False
    nouns = [rules.noun(piece.listed, i) for i in range(after + 1, min(after + 4, len(piece.listed)))]
    first = next((n for n in nouns if n is not None), None)
    return first is not None and first.is_plural and first.section in {"person", "speaks_for", "group"}


def _description(piece: Piece, rules: Grammar) -> Span | None:
    """The words of a part without determiner and apposition."""
    listed = piece.listed
    if piece.name is not None and piece.noun is None:
        listed = listed[: piece.name[1]] if piece.name[0] == 0 else listed
    while listed and (listed[-1].text in QUOTES or listed[-1].plain in {"'s", "'"}):
        listed = listed[:-1]
    return _span(listed) if listed else None


def _role_of(pieces: list[Piece], named: Piece | None, kind: WhoType | None, rules: Grammar) -> Span | None:
    titled = _role_piece(pieces, named) or _titled_piece(pieces, named)
    if titled is not None:
        return _role(titled, rules) if kind == "person" else None
    if kind is None and named is not None and named.name is not None and named.name[0] > 0:
        return _role(named, rules)
    return None


def _role(piece: Piece, rules: Grammar) -> Span | None:
    """The title as written: all of its part but the name."""
    listed = piece.listed
    if piece.name is not None and piece.name[0] > piece.noun_at:
        listed = listed[: piece.name[0]]
    least = piece.noun_at + (0 if piece.noun is None else piece.noun.length)
    while len(listed) > max(least, 1) and (listed[-1].plain in rules.honorifics or listed[-1].text in QUOTES):
        listed = listed[:-1]
    return _span(listed) if listed else None


def _possessor(pieces: list[Piece]) -> str:
    """The possessive determiner before a noun: « sa porte-parole, Léa Roy », "Mary Low, its delegate"."""
    words = [p.determiner.partition(":") for p in pieces]
    return next((word for kind, _, word in words if kind == "possessive"), "")


def _owner(piece: Piece, rules: Grammar) -> Span | None:
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


def _owner_of_name(piece: Piece, rules: Grammar) -> Span | None:
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
    if all(t.plain in rules["capital"] or t.plain.endswith(rules.adjective_endings) for t in kept if not t.is_acronym):
        kept = [t for t in kept if t.is_acronym]  # "Democratic strategist" tells a party, "European Commission" a body
    if not any_name and not any(t.is_acronym or t.plain in rules["body_words"] for t in kept):
        return None  # "a Halifax researcher" tells where, not for whom
    return _span(kept) if kept and kept[-1].end - kept[0].start < 80 else None


def _beside(pieces: list[Piece], titled: Piece) -> Span | None:
    """A name behind the title, that of its body: "director of the operator, FMA"."""
    at = pieces.index(titled) if titled in pieces else 0
    if at and at + 1 < len(pieces) and pieces[at + 1].name is not None and pieces[at + 1].noun is None:
        return _span(pieces[at + 1].listed)
    return None


def _gender(pieces: list[Piece], named: Piece | None, rules: Grammar) -> str | None:
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
        if piece.honorific and piece.honorific != FIRST_NAME:
            continue  # « le Dr Dadzie » may be a woman
        word = piece.determiner.partition(":")[2]
        if word in rules["feminine"] or word in rules["masculine"]:
            return "f" if word in rules["feminine"] else "m"
        if piece.noun is not None and (told := _noun_gender(piece, rules)) is not None:
            return told
    return None


def _noun_gender(piece: Piece, rules: Grammar) -> str | None:
    word = piece.listed[piece.noun_at].plain
    if piece.noun is None or piece.noun.section not in {"speaks_for", "person"}:
        return None
    if word.endswith(rules.woman_endings):
        return "f"
    return "m" if word.endswith(rules.man_endings) else None


def _is_plural(piece: Piece, noun: Noun | None, rules: Grammar) -> bool:
    word = piece.determiner.partition(":")[2]
    first = piece.listed[0]
    counted = first.plain in rules["plural"] | rules["quantifier"] or (first.text.isdigit() and first.text != "1")
    return counted or word in rules["plural"] or (noun is not None and noun.is_plural)


def _span(listed: Sequence[Token]) -> Span:
    return Span(listed[0].start, listed[-1].end)
