"""Bytes to text, and which language a text is in."""

import codecs
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from selon.errors import NotText, OtherLanguage, UsageError
from selon.records import LANGUAGES, Language, Statement

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


def encoding_of(start: bytes, given: str | None) -> str:
    """The encoding of bytes that begin so: a byte-order mark's, else the one given, else UTF-8."""
    return marked_encoding(start) or given or "utf-8"


def check_encoding(encoding: str) -> None:
    """Raise UsageError where no such encoding of text is known."""
    try:
        b"text".decode(encoding)
    except UnicodeDecodeError:
        return  # known, though these bytes are not in it
    except (LookupError, UnicodeError) as problem:
        raise UsageError("unknown_encoding", encoding=encoding) from problem


def is_wide(encoding: str) -> bool:
    """Whether NUL bytes are parts of letters in this encoding, and line breaks are not single bytes."""
    return codecs.lookup(encoding).name.startswith(("utf-16", "utf-32"))


def is_shifting(encoding: str) -> bool:
    """Whether a letter depends on bytes before it, so that only whole files can be decoded: UTF-7, ISO-2022, HZ."""
    return codecs.lookup(encoding).name.startswith(("utf-7", "utf_7", "iso2022", "hz"))


def decode(data: bytes, where: str, encoding: str | None = None, first_line: int = 1) -> str:
    """The text of these bytes: by a byte-order mark, the encoding given, or as UTF-8. Nothing is guessed.

    Raises NotText for a NUL byte or bytes that are not in that encoding, with the line they are in.
    """
    encoding = encoding_of(data, encoding)
    if not is_wide(encoding) and (nul := data.find(b"\0")) >= 0:
        raise NotText("binary", where=where, byte=nul)
    try:
        return data.decode(encoding)
    except UnicodeError as problem:
        place = getattr(problem, "start", 0)  # a few rare codecs do not tell
        line = first_line + data.count(b"\n", 0, place)
        raise NotText(
            "bad_encoding", where=f"{where}:{line}", encoding=encoding, byte=f"0x{data[place]:02X}"
        ) from problem


def find_language(text: str, where: str) -> Language | None:
    """French or English, or None for too few words to tell. Raises OtherLanguage where the text is in another one."""
    sample = text[:_LOOKED_AT].lower()
    letters = sum(map(str.isalpha, sample))
    if letters < _TOO_FEW:
        return None
    ranking = _languages().rank(sample)
    best = ranking[0][0]
    probability = 1 - sum(p for name, p in ranking if name in LANGUAGES)  # Arabic may be any of several Arabics
    if best not in LANGUAGES and probability > _SURE and letters >= _ENOUGH:
        raise OtherLanguage("other_language", where=where, language=best)
    return cast(Language, next(name for name, _ in ranking if name in LANGUAGES))


def _languages() -> "LanguageIdentifier":
    global _identifier
    if _identifier is None:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # slow to load: only when a language is asked for

        _identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return _identifier


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """A text without case and accents, with straight apostrophes, for comparison.

    >>> plain("L’Éclair")
    "l'eclair"
    """
    if text.isascii():
        return text.lower()
    return without_accents(text.lower().replace("’", "'").replace("œ", "oe"))


def without_accents(text: str) -> str:
    """A text whose letters have lost their accents, in compatible form (NFKD): ligatures and small caps come apart."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def content_words(statement: Statement, text: str) -> str:
    """The content's segments in one line, ` … ` between them."""
    return " … ".join(" ".join(span.of(text).split()) for span in statement.content)
