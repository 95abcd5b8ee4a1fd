"""Bytes to text, and which language a text is in."""

import codecs
from typing import TYPE_CHECKING, cast

from selon.errors import NotText, OtherLanguage, UsageError
from selon.records import LANGUAGES, Language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_MARKS = (  # byte-order marks, the longer ones first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 4000  # characters that tell a language
_TOO_FEW = 20  # letters: below this no language can be told
_ENOUGH = 60  # letters: from here on another language is believed
_SURE = 0.95

_identifier: "LanguageIdentifier | None" = None


def marked_encoding(start: bytes) -> str | None:
    """The encoding that a byte-order mark at the start names."""
    return next((name for mark, name in _MARKS if start.startswith(mark)), None)


def check_encoding(encoding: str) -> None:
    """Raise UsageError where no such encoding is known."""
    try:
        codecs.lookup(encoding)
    except LookupError as problem:
        raise UsageError("unknown_encoding", encoding=encoding) from problem


def decode(data: bytes, where: str, encoding: str | None = None) -> str:
    """The text of these bytes: by the encoding given, a byte-order mark, or as UTF-8. Nothing is guessed.

    Raises NotText for a NUL byte or bytes that are not in that encoding.
    """
    encoding = marked_encoding(data) or encoding or "utf-8"
    if not encoding.startswith(("utf-16", "utf-32")) and (nul := data.find(b"\0")) >= 0:
        raise NotText("binary", where=where, byte=nul)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise NotText("bad_encoding", where=where, encoding=encoding, byte=problem.start) from problem


def find_language(text: str, where: str) -> Language | None:
    """French or English, or None for too few words to tell. Raises OtherLanguage where the text is in another one."""
    sample = text[:_LOOKED_AT].lower()
    letters = sum(map(str.isalpha, sample))
    if letters < _TOO_FEW:
        return None
    ranking = _languages().rank(sample)
    best, probability = ranking[0]
    if best not in LANGUAGES and probability > _SURE and letters >= _ENOUGH:
        raise OtherLanguage("other_language", where=where, language=best)
    return cast(Language, next(name for name, _ in ranking if name in LANGUAGES))


def _languages() -> "LanguageIdentifier":
    global _identifier
    if _identifier is None:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # slow to load: only when a language is asked for

        _identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return _identifier
