"""A reader without a model that tells actors, figures and labels, and relations without vectors."""

import dataclasses
import re
from collections.abc import Sequence

from selon.records import Actor, Document, Figure, Origin, Relation, Span, Statement, Told, When
from selon.text import content_words

_SAID = re.compile(r"([A-Z]\w+ [A-Z]\w+) (said|denied|estimated)( on Monday)? that ([^.]*)\.")
_FIGURE = re.compile(r"(at least )?(\d+) (people|litres)")
_CUES = {"said": ("say", False), "denied": ("say", True), "estimated": ("think", False)}


class Scribe:
    """Reads `Ana Ruiz said that at least 12 people died.`: who, act, denial, doubt, figures."""

    def __init__(self, version: str = "1") -> None:
        self.origin = Origin("scribe", version)

    def read(self, document: Document) -> Document:
        found = (_statement(number, match) for number, match in enumerate(_SAID.finditer(document.text), 1))
        return dataclasses.replace(document, statements=tuple(found), read_by=self.origin)


def relate(told: Sequence[Told], earlier: Sequence[Sequence[Told]], vectors: object = None) -> list[Relation]:
    """A repetition wherever an earlier document holds the same content."""
    before = {content_words(one.statement, one.document.text): one.id for listed in earlier for one in listed}
    words = {one.id: content_words(one.statement, one.document.text) for one in told}
    return [Relation(key, before[same], "repeats", 0.75) for key, same in words.items() if same in before]


def _statement(number: int, match: re.Match[str]) -> Statement:
    act, denied = _CUES[match.group(2)]
    name, content = match.group(1), match.group(4)
    return Statement(
        id=number,
        source=Span(*match.span(1)),
        cue=Span(*match.span(2)),
        content=(Span(*match.span(4)),),
        form="indirect",
        parent=None,
        confidence=0.9,
        actor=Actor(f"person:{name.lower().replace(' ', '-')}", name, "person", None, None, True),
        act=act,
        certainty="possible" if "perhaps" in content else "unknown" if "nobody knows" in content else "certain",
        distance="neutral",
        denied=denied,
        said_on=_monday(match),
        figures=tuple(_figure(found, match.start(4)) for found in _FIGURE.finditer(content)),
    )


def _monday(match: re.Match[str]) -> When | None:
    if match.group(3) is None:
        return None
    return When(Span(match.start(3) + 1, match.end(3)), "2024-03-04T10:30", "2024-03-04T10:30", "minute")


def _figure(found: re.Match[str], start: int) -> Figure:
    number = float(found.group(2))
    unit = "person" if found.group(3) == "people" else "l"
    span = Span(start + found.start(), start + found.end())
    return Figure(span, number, None if found.group(1) else number, unit=unit, counted=found.group(3))
