"""Act, certainty, distance and denial of each statement, with the words that decided."""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import cast

from selon.reader.decode import Floats
from selon.reader.label_features import entries, sparse
from selon.reader.label_head import LabelHead
from selon.reader.lexicon import Found, lexicon
from selon.records import Act, Certainty, Distance, Document, Language, Reason, Span, Statement

_SETTLED = ("certain", "neutral", "false")  # what a statement is where no words say otherwise


def labelled(
    document: Document,
    language: Language,
    head: LabelHead,
    scores: Sequence[Floats],
    own: Sequence[tuple[Span, ...]],
    model: str,
) -> Document:
    """The document with the labels of its statements.

    `scores` are what the vectors of each say, `own` its content without nested ones; `model` is the name that reasons
    give where no entry of the word files stands for the value.
    """
    made = []
    for statement, dense, pieces in zip(document.statements, scores, own, strict=True):
        judged = head.judge(dense, sparse(document.text, language, statement, pieces))
        reasons = _reasons(document.text, language, statement, judged, model)
        made.append(
            dataclasses.replace(
                statement,
                act=cast(Act, judged["act"][0]),
                certainty=cast(Certainty, judged["certainty"][0]),
                distance=cast(Distance, judged["distance"][0]),
                denied=judged["denied"][0] == "true",
                reasons=(*statement.reasons, *reasons),
            )
        )
    return dataclasses.replace(document, statements=tuple(made))


def _reasons(
    text: str, language: Language, statement: Statement, judged: dict[str, tuple[str, float]], model: str
) -> Iterator[Reason]:
    """The words and the entry that stand for each value; the model alone where none does."""
    in_cue, in_content = entries(text, language, statement)
    for name, (value, chance) in judged.items():
        section = "denied" if value == "true" else value
        found = _longest(f for f in in_cue if f.section == section)
        file = "reporting"
        if found is None and name in ("certainty", "distance"):
            found, file = _longest(f for f in in_content if f.section == section), "hedges"
        if found is not None and (name == "act" or value not in _SETTLED):
            yield Reason(name, found.span, lexicon(language, file).reason(found), round(chance, 3))
        else:
            yield Reason(name, statement.cue, model, round(chance, 3))


def _longest(found: Iterator[Found]) -> Found | None:
    return max(found, key=lambda f: f.span.end - f.span.start, default=None)
