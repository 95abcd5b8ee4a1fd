"""Numbers that are no figures: years, hours, articles of a law, aircraft, scores, the article « un »."""

import re
from collections.abc import Sequence

from selon.reader.bounds import Bounded
from selon.reader.counted import Counted, CountedWords, counted_words
from selon.reader.figure_words import Token
from selon.records import Language

_YEARS = range(1500, 2101)
_LATEST_HOUR = 24
_HIGHEST_LABEL = 1000
_YEAR = re.compile(r"\d{4}")


def is_name(words: Sequence[Token], found: Bounded, counted: Counted | None, language: Language) -> bool:
    """Whether the number is no figure."""
    lexicon = counted_words(language)
    if found.quantity.reading.is_bare_one:
        return not _one_counts(words, found, counted, lexicon)
    is_bare = found.quantity.unit is None and counted is None and found.quantity.reading.kind == "cardinal"
    return (
        _is_year(words, found, counted)
        or _is_clock(words, found, is_bare, lexicon)
        or _has_label(words, found, is_bare, lexicon)
        or (is_bare and _is_bare_name(words, found, lexicon))
    )


def _one_counts(words: Sequence[Token], found: Bounded, counted: Counted | None, lexicon: CountedWords) -> bool:
    """« Un mort », « un seul agent », "one soldier": where the article or the pronoun is a number."""
    first, after = found.core[0], found.quantity.reading.after
    key = words[after].key if after < len(words) else ""
    if key in lexicon.sets["only"] or (found.is_bounded and found.first < first):
        return True
    if lexicon.language == "en":
        is_pronoun = first > 0 and words[first - 1].key in lexicon.sets["one_behind"]
        return key not in lexicon.sets["one_not"] and not is_pronoun and (counted or found.quantity.unit) is not None
    one_not = lexicon.phrases["one_not"].starting(words, first)
    measured = found.quantity.unit is not None and found.quantity.kind != "duration"
    return one_not is None and (key in lexicon.sets["one_counts"] or measured)


def _is_year(words: Sequence[Token], found: Bounded, counted: Counted | None) -> bool:
    """Four digits without a mark that could be a year, unless something measured or many people stand behind."""
    if found.quantity.unit is not None or (found.is_bounded and found.joint != "dash"):
        return False
    is_year = all(
        _YEAR.fullmatch(word.text) and int(word.text) in _YEARS
        for word in words[found.core[0] : found.core[1]]
        if word.value is not None
    )
    if not is_year or words[found.core[0]].value is None:
        return False
    return counted is None or (counted.unit != "person" and found.quantity.value % 50 != 0)


def _is_clock(words: Sequence[Token], found: Bounded, is_bare: bool, lexicon: CountedWords) -> bool:
    if found.quantity.value > _LATEST_HOUR:
        return False
    at = found.core[1]
    if lexicon.phrases["behind_clock"].starting(words, at) is not None:
        return True
    unit = found.quantity.unit
    if unit is not None and unit.symbol == "hour" and lexicon.language == "fr":
        is_far = at < len(words) and words[at].key in ("de", "d")
        return not is_far and lexicon.phrases["before_clock"].ending(words, found.first) is not None
    is_plain = is_bare and not found.is_bounded and found.first > 0
    return is_plain and words[found.first - 1].key in lexicon.sets["bare_clock"]


def _has_label(words: Sequence[Token], found: Bounded, is_bare: bool, lexicon: CountedWords) -> bool:
    if found.quantity.unit is not None or found.is_bounded:
        return False
    if is_bare and lexicon.phrases["behind_label"].starting(words, found.core[1]) is not None:
        return True
    is_label = lexicon.phrases["labels"].ending(words, found.first) is not None
    return is_label and (is_bare or found.quantity.value < _HIGHEST_LABEL)


def _is_bare_name(words: Sequence[Token], found: Bounded, lexicon: CountedWords) -> bool:
    """Scores, items of a list, models: digits that nothing behind them explains."""
    first, after = found.core
    if found.joint == "dash" or words[first].key in lexicon.sets["adjectives"]:
        return True
    before = words[first - 1] if first > 0 else None
    behind = words[after] if after < len(words) else None
    if behind is not None and behind.start == words[after - 1].end and (behind.is_word or behind.key == "-"):
        return True
    if before is not None and before.end == words[first].start and before.key in "-/_#":
        return True
    starts_line = before is None or before.key == "\n"
    if starts_line and behind is not None and behind.key in (".", ")") and words[first].value is not None:
        return True
    return _is_model(words, first) and not found.is_bounded


def _is_model(words: Sequence[Token], first: int) -> bool:
    """« Boeing 737 »: digits behind a capital that begins no sentence."""
    if first < 2 or words[first].value is None:
        return False
    before, further = words[first - 1], words[first - 2]
    starts_sentence = further.key in (".", "!", "?", "\n", "«", "“", '"', ":", "–")
    return before.is_word and before.text[0].isupper() and not starts_sentence
