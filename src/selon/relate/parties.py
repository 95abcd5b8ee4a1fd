"""Who speaks, and for whom: whether two statements come from one source or from independent ones."""

import re
from dataclasses import dataclass
from functools import lru_cache

from selon.records import Language, Told
from selon.relate.words import split, stem, stop_words
from selon.text import plain

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_SOUNDS = (("sch", "c"), ("sh", "c"), ("ch", "c"), ("ou", "u"), ("y", "i"), ("j", "i"), ("w", "v"), ("ph", "f"))
_TITLES = frozenset({"m", "mr", "mme", "mrs", "ms", "dr", "pr", "sergent", "sergeant", "the", "le", "la", "les"})


@dataclass(frozen=True, slots=True)
class Party:
    """The source of a statement for comparison: names folded, `bodies` as word stems, `ids` that hold everywhere."""

    ids: frozenset[str]
    last_name: str | None
    first_name: str | None
    who: str
    body: str
    bodies: tuple[frozenset[str], ...]
    initials: frozenset[str]
    is_media: bool
    is_document: bool
    is_group: bool
    is_nobody: bool


def party(told: Told) -> Party:
    """The source of a statement."""
    actor, language = told.statement.actor, told.document.language
    if actor is None or actor.who is None:
        return Party(frozenset(), None, None, "", "", (), frozenset(), False, False, False, True)
    words = [w for w in _NOT_LETTERS.split(plain(actor.who)) if w and w not in _TITLES]
    is_named_person = actor.who_type == "person" and (actor.named or _looks_named(actor.who))
    names = [actor.on_behalf_of or ""] if is_named_person else [actor.who, actor.on_behalf_of or ""]
    bodies = tuple(stems for name in names if (stems := body_stems(name, language)))
    return Party(
        frozenset({actor.id} if actor.id and not actor.id.startswith("unnamed:") else ()),
        _sound(words[-1]) if is_named_person and words else None,
        _sound(words[0]) if is_named_person and len(words) > 1 else None,
        actor.who,
        actor.on_behalf_of or ("" if is_named_person else actor.who),
        bodies,
        frozenset(i for name in names for i in initials(name, language)),
        actor.who_type == "media",
        actor.who_type == "document",
        actor.who_type == "group",
        False,
    )


def _looks_named(who: str) -> bool:
    words = who.split()
    return len(words) > 1 and all(word[0].isupper() for word in words if len(word) > 3) and words[0][0].isupper()


@lru_cache(maxsize=1 << 12)
def body_stems(name: str, language: Language | None) -> frozenset[str]:
    """The stems of the words that name a body."""
    return frozenset(stem(w) for w in split(name) if w not in stop_words(language) and len(w) > 1)


def initials(name: str, language: Language | None) -> frozenset[str]:
    """A body's acronym: the one it is, or is written behind it in brackets, or that its words make."""
    words = [w for w in re.findall(r"\w+", name) if plain(w) not in stop_words(language) and len(w) > 1]
    found = {w for w in words if w.isupper()}
    if len(words) > 2:
        found.add("".join(w[0] for w in words).upper())
    return frozenset(plain(w) for w in found if len(w) > 1)


def _sound(word: str) -> str:
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return word


def same_person(a: Party, b: Party) -> bool:
    """Whether two named persons are one."""
    if a.last_name is None or a.last_name != b.last_name:
        return False
    return a.first_name is None or b.first_name is None or a.first_name[0] == b.first_name[0]


def same_body(a: Party, b: Party) -> float:
    """How much the names of two bodies, or of those spoken for, have in common: 0 to 1."""
    if a.ids & b.ids:
        return 1.0
    if a.initials & b.initials:
        return 0.9
    return max((_shared(x, y) for x in a.bodies for y in b.bodies), default=0.0)


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the longer name's stems in the shorter one, and most of that for a name within a name."""
    both = len(a & b)
    return max(both / len(a | b), 0.8 * both / min(len(a), len(b)))


def names_it(words: frozenset[str], other: Party) -> bool:
    """Whether words of a text, as stems, name a source."""
    if other.last_name is not None and other.last_name[:5] in {_sound(w)[:5] for w in words}:
        return True
    return any(body <= words for body in other.bodies if body)
