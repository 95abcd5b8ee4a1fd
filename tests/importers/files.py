"""Files made by the tests, and what the importers make of them."""

from pathlib import Path

from selon.errors import SourceError
from selon.importers import documents, find_sources
from selon.importers.sources import Source
from selon.records import Document
from selon.settings import ReadSettings

FRENCH = "Le ministre a déclaré mercredi que les impôts baisseraient l’année prochaine dans tout le pays."
GERMAN = "Der Minister sagte am Mittwoch, dass die Steuern im nächsten Jahr im ganzen Land sinken würden."


def read_file(path: Path, data: bytes | str, settings: ReadSettings | None = None) -> list[Document | SourceError]:
    """What comes out of a file with these bytes, or this text as UTF-8."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    sources = list(find_sources([str(path)]))
    assert all(isinstance(source, Source) for source in sources)
    return [item for source in sources for item in documents(source, settings or ReadSettings())]


def read_one(path: Path, data: bytes | str, settings: ReadSettings | None = None) -> Document:
    """The one document in such a file."""
    (item,) = read_file(path, data, settings)
    assert isinstance(item, Document), item
    return item


def told(path: Path, items: list[Document | SourceError]) -> list[str]:
    """The errors, with the file's name in place of its path, and the texts of the documents between them."""
    return [
        item.text if isinstance(item, Document) else item.told("en").replace(str(path), path.name) for item in items
    ]
