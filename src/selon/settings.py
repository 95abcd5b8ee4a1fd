"""Settings: name, default, and what each is for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """How sources are read.

    language: of all documents; None finds it for each.
    encoding: of text files; None takes a byte-order mark's, else UTF-8.
    fields: names of columns or JSON fields, by the name of the document's field.
    jobs: documents read side by side.
    """

    language: str | None = None
    encoding: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    jobs: int = 1
