"""Words as they are searched: without case, accents and elision, cut to their stems by Snowball."""

import re
import unicodedata
from functools import cache, lru_cache
from threading import Lock

from snowballstemmer import stemmer

from selon.records import LANGUAGES, Language
from selon.text import without_accents

_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*")
_SHORT = 4  # letters: in shorter words a final e tells words apart
_LONGEST = 60  # letters of a stem: PostgreSQL takes no longer words than 2046 bytes
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu|quoiqu)['’]", re.I)
_ALONE = Lock()  # a stemmer works on one word at a time
_STEMMERS = {"fr": "french", "en": "english"}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})


def folded(text: str) -> str:
    """The text in small letters without accents.

    >>> folded("Réseau de l’Œuvre")
    'reseau de l’oeuvre'
    """
    return without_accents(text.casefold().translate(_LIGATURES))


def name_words(name: str | None) -> str:
    """The words of a name for comparison, with a space on both sides so that whole words can be looked for.

    >>> name_words("Élodie N’Diaye")
    ' elodie n diaye '
    """
    return f" {' '.join(_WORD.findall(folded(name or '')))} "


def stems(text: str | None, language: Language | None) -> str:
    """The stems of a text's words, one after the other; without a language both its stems in turn.

    >>> stems("L’évacuation des habitants", "fr")
    'evacu de habit'
    """
    spoken = (language,) if language else LANGUAGES
    listed = [dict.fromkeys(_stem(word, each) for each in spoken) for word in plain_words(text or "")]
    return " ".join(stem for alternatives in listed for stem in alternatives if stem)


def plain_words(text: str) -> list[str]:
    """The words in small letters, accents kept, elided articles and pronouns left out."""
    joined = unicodedata.normalize("NFC", text).replace("\u00ad", "")  # accents apart and soft hyphens cut no word
    return [_small(word) for word in _WORD.findall(_ELIDED.sub(" ", joined))]


def alternatives(word: str) -> list[str]:
    """The stems that a word of a question may have, in either language."""
    spelled = (_small(word), _bare(word))
    found = dict.fromkeys(_stem(each, language) for each in spelled for language in LANGUAGES)
    return [stem for stem in found if stem]


def _small(word: str) -> str:
    return unicodedata.normalize("NFC", word.casefold().translate(_LIGATURES))


@lru_cache(maxsize=200_000)
def _stem(word: str, language: Language) -> str:
    """The stem without accents and final e: « blessées », « blessés » and "blessees" typed without accents are one.

    Letters and digits alone are left, so that 3,000 is found as 3000 and every engine sees the same words.
    """
    with _ALONE:
        stem = _snowball(language).stemWord(word)
    bare = _bare(stem)[:_LONGEST]
    return bare.rstrip("e") if len(bare) > _SHORT else bare


def _bare(word: str) -> str:
    return "".join(char for char in folded(word) if char.isalnum())


@cache
def _snowball(language: Language) -> stemmer:
    return stemmer(_STEMMERS[language])
