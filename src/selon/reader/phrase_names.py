"""The proper name in a part of a mention: behind its noun, or from its beginning."""

from collections.abc import Sequence

from selon.reader.nouns import Grammar, Noun, Token, type_of

QUOTES = {*'«»“”"„'}


def name_in(listed: list[Token], noun_at: int, noun: Noun | None, rules: Grammar) -> tuple[int, int] | None:
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
        run = run_at(listed, 0, rules)
        return run if run is not None and not _is_only_part(listed, run, rules) else None
    after = noun_at + noun.length
    if _holds_its_noun(listed, noun_at, after, noun):
        return run_at(listed, noun_at, rules)
    return _name_behind(listed, after, noun, rules)


def _holds_its_noun(listed: list[Token], noun_at: int, after: int, noun: Noun) -> bool:
    """« l'Agence France-Presse », "the Daily Caller": the noun is part of the name."""
    if noun.section not in {"organisation", "media"} or after >= len(listed):
        return False
    return listed[noun_at].is_capital and listed[after].is_capital


def _is_only_part(listed: list[Token], run: tuple[int, int], rules: Grammar) -> bool:
    """Whether capitals at the beginning belong to a noun that follows: "Clinton's boosters", "the Trump character"."""
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
    run = run_at(listed, at, rules)
    return run if run is not None and run[1] == len(listed) and run[1] - run[0] >= 2 else None


def _name_behind(listed: list[Token], after: int, noun: Noun, rules: Grammar) -> tuple[int, int] | None:
    for begin in range(after, len(listed)):
        if not listed[begin].is_capital or (begin > after and listed[begin - 1].is_capital):
            continue
        run = run_at(listed, begin, rules)
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


def run_at(listed: list[Token], begin: int, rules: Grammar) -> tuple[int, int] | None:
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
    marks = [i for i, t in enumerate(listed) if t.text in QUOTES]
    if len(marks) >= 2 and marks[1] - marks[0] > 1 and listed[marks[0] + 1].text[0].isupper():
        return marks[0] + 1, marks[1]
    return None


def _is_person_name(listed: Sequence[Token], rules: Grammar) -> bool:
    return len(listed) >= 1 and listed[0].is_capital and rules.is_first_name(listed[0].plain)
