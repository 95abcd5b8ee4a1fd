"""The language of a document: as its input tells it, or found in its text."""

import dataclasses

from selon.errors import OtherLanguage
from selon.records import LANGUAGES, Document, Language
from selon.settings import ReadSettings
from selon.text import find_language

_NAMES: dict[str, Language] = {
    "fr": "fr", "fra": "fr", "fre": "fr", "french": "fr", "français": "fr", "francais": "fr",
    "en": "en", "eng": "en", "english": "en", "anglais": "en",
}  # fmt: skip
_UNTOLD = frozenset({"", "und", "mul", "zxx", "unknown", "none", "null", "nan", "n/a"})


def told_language(name: str | None) -> str | None:
    """The language that an input names, `fr` for `fr-CA` or `French`; None where it says that it does not know."""
    folded = (name or "").strip().lower()
    if folded in _UNTOLD:
        return None
    return _NAMES.get(folded) or _NAMES.get(folded.replace("_", "-").split("-")[0]) or folded


def with_language(document: Document, where: str, settings: ReadSettings) -> Document:
    """The document with its language: the setting's, its own, or found. Raises OtherLanguage."""
    language = settings.language or document.language
    if language is None:
        language = find_language(document.text, where)
    elif language not in LANGUAGES:
        raise OtherLanguage("other_language", where=where, language=language)
    return dataclasses.replace(document, language=language)
