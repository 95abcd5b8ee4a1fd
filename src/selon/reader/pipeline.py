"""The reader as others use it: load once, read any number of documents."""

import dataclasses
from functools import cache
from pathlib import Path

from selon.reader.extract import extract
from selon.reader.network import Network
from selon.records import Document, Origin

SHIPPED_MODEL = Path(__file__).parent.parent / "model"


class Reader:
    """A loaded model. Threads may share one; the same text gives the same statements, whatever was read before."""

    def __init__(self, model: Path = SHIPPED_MODEL) -> None:
        self._network = Network(model)
        self.origin = Origin(self._network.settings.name, self._network.settings.version)

    def read(self, document: Document) -> Document:
        """The document with its statements."""
        statements = extract(self._network, document.text)
        return dataclasses.replace(document, statements=statements, read_by=self.origin)


@cache
def shipped_reader() -> Reader:
    """The reader with the model that ships, loaded at the first call."""
    return Reader()
