"""Plain text: the whole file is one article."""

from collections.abc import Iterator

from selon.importers.sources import Source
from selon.records import Document
from selon.settings import ReadSettings
from selon.text import decode


def documents(source: Source, settings: ReadSettings) -> Iterator[Document]:
    """One document; its text is the file's, unchanged, its id the file's name without suffix."""
    text = decode(source.read(), source.where, settings.encoding)
    yield Document(text, id=source.stem)
