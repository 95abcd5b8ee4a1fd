"""A reader without a model, for tests that ask for exact statements."""

import dataclasses
import re

from selon.records import Document, Origin, Span, Statement

_SAID = re.compile(r"(\w+) (said) that ([^.]*)\.")


class StandIn:
    """Reads without a model: every `X said that Y.` is a statement; one with "perhaps" in it is unsure."""

    origin = Origin("stand-in", "1")

    def read(self, document: Document) -> Document:
        statements = tuple(
            Statement(
                id=number,
                source=Span(*match.span(1)),
                cue=Span(*match.span(2)),
                content=(Span(*match.span(3)),),
                form="indirect",
                parent=None,
                confidence=0.3 if "perhaps" in match.group(3) else 0.9,
            )
            for number, match in enumerate(_SAID.finditer(document.text), 1)
        )
        return dataclasses.replace(document, statements=statements, read_by=self.origin)
