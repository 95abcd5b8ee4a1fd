"""Selon reads news in French and English and keeps the record of who said what.

>>> import selon
>>> document = selon.read("« Nous partons », a déclaré Léa Morin.")
"""

from typing import TYPE_CHECKING

from selon.version import __version__

if TYPE_CHECKING:
    from selon.desk import read, read_sources
    from selon.errors import SelonError, SourceError
    from selon.reader.pipeline import Reader
    from selon.records import Document, Span, Statement

__all__ = [
    "Document",
    "Reader",
    "SelonError",
    "SourceError",
    "Span",
    "Statement",
    "__version__",
    "read",
    "read_sources",
]

_HOMES = {
    "read": "selon.desk",
    "read_sources": "selon.desk",
    "SelonError": "selon.errors",
    "SourceError": "selon.errors",
    "Reader": "selon.reader.pipeline",
    "Document": "selon.records",
    "Span": "selon.records",
    "Statement": "selon.records",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for, so that `import selon` does no work."""
    if name not in _HOMES:
        raise AttributeError(f"module 'selon' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
