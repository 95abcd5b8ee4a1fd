"""From documents to what people and programs take: one module a format, behind one protocol.

An exporter writes documents one after the other as they come, so that an archive never has to fit in memory.
"""

from collections.abc import Iterable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from selon.errors import UsageError
from selon.exporters.links import Links
from selon.records import Document

FORMATS: dict[str, str] = {
    "table": "table",
    "json": "json_file",
    "jsonl": "json_file",
    "csv": "csv_rows",
    "parquet": "parquet",
    "html": "html_page",
    "brat": "brat",
    "webannotation": "webannotation",
    "jsonld": "jsonld",
    "annotations": "annotations",
}
BINARY = frozenset({"parquet"})
FOLDER = frozenset({"brat"})
LINKED = frozenset({"webannotation", "jsonld"})  # these take relations too


class Exporter(Protocol):
    """Writes documents to an open binary file."""

    def __call__(self, documents: Iterable[Document], out: BinaryIO) -> None:
        """Write them all."""


class LinkedExporter(Protocol):
    """Writes documents and the relations between their statements."""

    def __call__(self, documents: Iterable[Document], out: BinaryIO, links: Links | None = None) -> None:
        """Write them all, the relations last."""


class FolderExporter(Protocol):
    """Writes documents as several files of a folder."""

    def __call__(self, documents: Iterable[Document], folder: Path) -> None:
        """Write them all."""


def exporter_for(format_name: str, links: Links | None = None) -> Exporter:
    """The exporter of that name; raises UsageError for a format that is not known. Its module is loaded only now.

    Relations are written by the formats in LINKED; the others leave them out.
    """
    if format_name not in FORMATS or format_name in FOLDER:
        raise UsageError("unknown_format", format=format_name, formats=", ".join(FORMATS))
    if links is not None and format_name in LINKED:
        return partial(cast(LinkedExporter, _writer(format_name)), links=links)
    return cast(Exporter, _writer(format_name))


def folder_exporter_for(format_name: str) -> FolderExporter:
    """The exporter of a format that needs a folder."""
    return cast(FolderExporter, _writer(format_name))


def _writer(format_name: str) -> object:
    module = import_module(f"selon.exporters.{FORMATS[format_name]}")
    return getattr(module, f"write_{format_name}")
