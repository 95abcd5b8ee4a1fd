"""Selon reads news in French and English and keeps the record of who said what.

>>> import selon
>>> document = selon.read("« Nous partons », a déclaré Léa Morin.")
"""

from typing import TYPE_CHECKING

from selon.version import __version__

if TYPE_CHECKING:
    from selon.desk import read, read_sources
    from selon.errors import SelonError, SourceError
    from selon.reader.identity import Proposal, proposals
    from selon.reader.pipeline import Reader
    from selon.records import Actor, Document, Figure, Reason, Span, Statement, When

__all__ = [
    "Actor",
    "Document",
    "Figure",
    "Proposal",
    "Reader",
    "Reason",
    "SelonError",
    "SourceError",
    "Span",
    "Statement",
    "When",
    "__version__",
    "proposals",
    "read",
    "read_sources",
]

_HOMES = {
    "read": "selon.desk",
    "read_sources": "selon.desk",
    "SelonError": "selon.errors",
    "SourceError": "selon.errors",
    "Proposal": "selon.reader.identity",
    "proposals": "selon.reader.identity",
    "Reader": "selon.reader.pipeline",
    "Actor": "selon.records",
    "Document": "selon.records",
    "Figure": "selon.records",
    "Reason": "selon.records",
    "Span": "selon.records",
    "Statement": "selon.records",
    "When": "selon.records",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for, so that `import selon` does no work."""
    if name not in _HOMES:
        raise AttributeError(f"module 'selon' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
