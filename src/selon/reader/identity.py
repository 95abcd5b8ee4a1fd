"""One id for one actor in every document and both languages, made from names; what names leave open is proposed."""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from selon.languages import message
from selon.reader.gazetteer import bare, known
from selon.records import Actor, Document, Language

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
# Letters that languages write differently in the same name: Poutine and Putin, Zelensky and Zelenskyy.
_SPELLINGS = (
    ("tch", "c"), ("sch", "c"), ("sh", "c"), ("ch", "c"), ("kh", "h"), ("ph", "f"), ("ck", "k"), ("qu", "k"),
    ("ou", "u"), ("oo", "u"), ("ei", "e"), ("ee", "i"), ("ie", "i"), ("yy", "i"), ("ij", "i"), ("iy", "i"), ("y", "i"),
    ("j", "i"), ("w", "v"), ("x", "ks"), ("z", "s"), ("q", "k"),
)  # fmt: skip
_REPEATED = re.compile(r"(.)\1+")
_SURE = {"spelling": 0.8, "initial": 0.7, "acronym": 0.7, "last_name": 0.6, "shorter": 0.5}


@dataclasses.dataclass(frozen=True, slots=True)
class Proposal:
    """Two ids that may be one actor: `score` is how likely by the kind of reason, `reasons` are for people to check."""

    first: str
    second: str
    score: float
    reasons: tuple[str, ...]


def identified(document: Document, language: Language) -> Document:
    """The document with the id of each actor."""
    made = [
        dataclasses.replace(s, actor=dataclasses.replace(s.actor, id=actor_id(s.actor, language, document.id)))
        if s.actor is not None
        else s
        for s in document.statements
    ]
    return dataclasses.replace(document, statements=tuple(made))


def actor_id(actor: Actor, language: Language, document_id: str) -> str | None:
    """The id of an actor, None without a source.

    Countries, institutions and seats of power have that of the word files (`country:KR`, `institution:nato`,
    `seat:kremlin`); others named one made from their name (`person:john-kirby`); those who are not named one that
    holds in their document alone.
    """
    if actor.who is None:
        return None
    found = known(actor.who, language) if actor.who_type != "person" else None
    if found is not None:
        return found
    slug = _NOT_LETTERS.sub("-", bare(actor.who, language)).strip("-") or "x"
    if not actor.named:
        return f"unnamed:{document_id}:{slug}"
    return f"{'person' if actor.who_type == 'person' else 'body'}:{slug}"


def proposals(documents: Iterable[Document]) -> list[Proposal]:
    """Pairs of ids of different name that may be one actor, the likeliest first."""
    persons: set[str] = set()
    bodies: set[str] = set()
    for document in documents:
        for statement in document.statements:
            kind, _, slug = ((statement.actor and statement.actor.id) or "").partition(":")
            if slug and kind in ("person", "body"):
                (persons if kind == "person" else bodies).add(slug)
    found = [*_of_persons(persons), *_of_bodies(bodies)]
    return sorted(found, key=lambda p: (-p.score, p.first, p.second))


def _of_persons(slugs: set[str]) -> Iterator[Proposal]:
    by_last: dict[str, list[str]] = defaultdict(list)
    for slug in sorted(slugs):
        by_last[spelled(slug.rpartition("-")[2])].append(slug)
    for alike in by_last.values():
        for first, second in combinations(alike, 2):
            kind = _why_persons(first.split("-"), second.split("-"))
            if kind is not None:
                share = 1 if kind != "last_name" else 1 / (len(alike) - 1)
                yield _proposal("person", first, second, kind, share)


def _why_persons(first: list[str], second: list[str]) -> str | None:
    """Why two persons whose last names sound alike may be one."""
    if len(first) == 1 or len(second) == 1:
        return "last_name" if len(first) != len(second) else "spelling"
    if spelled(first[0]) == spelled(second[0]):
        return "spelling"
    shorter = min(first[0], second[0], key=len)
    return "initial" if len(shorter) == 1 and first[0][0] == second[0][0] else None


def _of_bodies(slugs: set[str]) -> Iterator[Proposal]:
    by_word: dict[str, list[str]] = defaultdict(list)
    initials: dict[str, list[str]] = defaultdict(list)
    for slug in sorted(slugs):
        words = slug.split("-")
        by_word[words[0]].append(slug)
        if len(words) > 1:
            initials["".join(word[0] for word in words if len(word) > 2)].append(slug)
    for slug in sorted(slugs):
        for other in initials.get(slug, ()):
            yield _proposal("body", slug, other, "acronym")
    for alike in by_word.values():
        for first, second in combinations(alike, 2):
            if second.startswith(f"{first}-"):
                yield _proposal("body", first, second, "shorter")


def _proposal(kind: str, first: str, second: str, why: str, share: float = 1) -> Proposal:
    reasons = {
        "spelling": message("same_spelled", first=first, second=second),
        "initial": message("same_initial", first=first, second=second),
        "last_name": message("same_last_name", first=first, second=second),
        "acronym": message("same_initials", first=first, second=second),
        "shorter": message("same_beginning", first=first, second=second),
    }
    return Proposal(f"{kind}:{first}", f"{kind}:{second}", round(_SURE[why] * share, 2), (reasons[why],))


def spelled(name: str) -> str:
    """A name as it sounds, roughly: letters that languages write differently made one."""
    for written, sound in _SPELLINGS:
        name = name.replace(written, sound)
    name = _REPEATED.sub(r"\1", name)
    return name.rstrip("ei") or name
