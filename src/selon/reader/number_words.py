"""How number words are put together: « quatre-vingt-dix-sept », "two hundred and ten", « 2,5 milliards »."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import gcd
from typing import Any, Literal

from selon.languages import words as words_of
from selon.reader.figure_words import Phrases, Token
from selon.records import Language

Kind = Literal["cardinal", "ordinal", "fraction"]
MONEY_SIGNS = frozenset("$£€¥₹₽₩₪₴₺")
_NO_WORD = Token(0, 0, "\n", "\n")
_GREATEST = 1e21  # a number beyond this is a slip of the pen, and floats lose their digits long before
_FRENCH_EIGHTY, _FRENCH_TEEN_TENS = 4, (60, 80)
_MOST_FRENCH_HUNDREDS = 19  # « dix-neuf cent »; « vingt cents » is money
_DENOMINATORS = (*range(2, 11), 12, 16, 20, 32, 64, 100)  # of fractions in digits: « 1/3 », not "9/11"


@dataclass(frozen=True, slots=True)
class Reading:
    """A number and the words it takes, `words[first:after]`.

    `scale` is what its last word multiplies by (million, dozen); `is_open`: a plural that leaves open how many
    (« des milliers »), `value` is then the least it can mean; `is_bare_one`: the article « un », the pronoun "one";
    `inner` are the words between the two numbers of a share: « trois *trains* sur dix ».
    """

    first: int
    after: int
    value: float
    kind: Kind = "cardinal"
    scale: float = 1
    about: bool = False
    is_open: bool = False
    is_bare_one: bool = False
    inner: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class NumberWords:
    """A language's words for numbers."""

    language: Language
    tables: dict[str, dict[str, float]]
    lists: dict[str, frozenset[str]]
    of: Phrases[bool]
    few: Phrases[bool]
    shares: Phrases[bool]
    starts: frozenset[str]


@cache
def number_words(language: Language) -> NumberWords:
    """The number words of `numbers.toml`."""
    raw: dict[str, Any] = dict(words_of(language, "numbers"))
    listed = raw.pop("words")
    tables: dict[str, dict[str, float]] = raw
    tables["ordinals"] = {f"{word}s": value for word, value in tables["ordinal"].items()}
    names = ("one", "article", "small", "tens", "hundred", "scale", "vague", "fraction", "ordinal", "about")
    first_words = {word for name in names for word in tables[name]} | {word.split()[0] for word in listed["few"]}
    return NumberWords(
        language,
        tables,
        {name: frozenset(entries) for name, entries in listed.items()},
        Phrases([(phrase, True) for phrase in listed["of"]], language),
        Phrases([(phrase, True) for phrase in listed["few"]], language),
        Phrases([(phrase, True) for phrase in listed["shares"]], language),
        frozenset(first_words | set(listed["minus"]) | {"#", "-"}),
    )


class Grammar:
    """Reads the number that begins at a word."""

    def __init__(self, words: Sequence[Token], language: Language) -> None:
        self.words = words
        self.lexicon = number_words(language)
        self.is_french = language == "fr"

    def at(self, first: int) -> Reading | None:
        """The longest number that begins at this word, or None."""
        if self._key(first) not in self.lexicon.starts and not _is_glyph(self.words[first]):
            return None
        found = self._signed(first) or self._vague(first) or self._number(first) or self._half(first)
        if found is None or abs(found.value) >= _GREATEST:
            return None
        return replace(found, value=float(f"{found.value:.15g}"))  # 16.4 million, not 16 399 999.999999998

    # Small steps over the words.

    def _word(self, at: int) -> Token:
        return self.words[at] if 0 <= at < len(self.words) else _NO_WORD

    def _key(self, at: int) -> str:
        return self._word(at).key

    def _is(self, at: int, name: str) -> bool:
        return self._key(at) in self.lexicon.lists[name]

    def _table(self, at: int, name: str) -> float | None:
        return self.lexicon.tables[name].get(self._key(at))

    def _glued(self, at: int) -> bool:
        """Whether this word touches the one before it."""
        return at > 0 and self._word(at).start == self._word(at - 1).end

    def _over_hyphen(self, at: int) -> int:
        """The word behind a hyphen, with or without spaces around both; the word itself where there is none."""
        if self._key(at) != "-" or self._glued(at) != self._glued(at + 1):
            return at
        return at + 1

    def _over_of(self, at: int) -> int:
        found = self.lexicon.of.starting(self.words, at)
        return found[0] if found else at

    # Numbers below a hundred, below a thousand, and all others.

    def _simple(self, at: int) -> tuple[float, bool] | None:
        """A single word below twenty, and whether it is an ordinal."""
        for name in ("small", "one"):
            if (value := self._table(at, name)) is not None:
                return value, False
        value = self._table(at, "ordinal")
        return None if value is None or value >= 100 else (value, True)

    def _below_hundred(self, at: int) -> tuple[float, int, bool] | None:
        tens = self._tens(at)
        if tens is not None:
            return self._with_ones(*tens)
        simple = self._simple(at)
        if simple is None:
            return None
        value, is_ordinal = simple
        following = self._simple(self._over_hyphen(at + 1))
        if self.is_french and value == 10 and not is_ordinal and following and 7 <= following[0] <= 9:
            return 10 + following[0], self._over_hyphen(at + 1) + 1, following[1]
        return value, at + 1, is_ordinal

    def _tens(self, at: int) -> tuple[float, int] | None:
        value = self._table(at, "tens")
        if value is not None:
            return value, at + 1
        behind = self._over_hyphen(at + 1)
        if self.is_french and self._table(at, "small") == _FRENCH_EIGHTY and self._key(behind) in ("vingt", "vingts"):
            return 80, behind + 1
        return None

    def _with_ones(self, tens: float, at: int) -> tuple[float, int, bool]:
        """Tens with what is added to them: twenty-one, « soixante et onze », « quatre-vingt-dix »."""
        behind = self._over_hyphen(at)
        if self.is_french and self._is(behind, "joint"):
            added = self._below_twenty(self._over_hyphen(behind + 1))
            return (tens + added[0], *added[1:]) if added and added[0] in (1, 11) else (tens, at, False)
        added = self._below_twenty(behind)
        most = 19 if self.is_french and tens in _FRENCH_TEEN_TENS else 9
        if added is None or not 1 <= added[0] <= most or (added[2] and not self._is_compound_ordinal(added[1] - 1)):
            return tens, at, False
        return tens + added[0], added[1], added[2]

    def _is_compound_ordinal(self, at: int) -> bool:
        """« Vingt premiers » is no number; « vingt-deuxième » is."""
        return not self.is_french or not self._key(at).startswith(("prem", "second"))

    def _below_twenty(self, at: int) -> tuple[float, int, bool] | None:
        found = None if self._table(at, "tens") is not None else self._below_hundred(at)
        return found if found and found[0] < 20 else None

    def _group(self, at: int, *, joined: bool) -> tuple[float, int, bool] | None:
        """A number before a scale: digits, or words below a thousand (in English "fifteen hundred" too)."""
        word = self._word(at)
        if word.value is not None:
            ten_hundred = not self.is_french and self._table(at + 1, "hundred") is not None and word.value < 1000
            return self._with_rest(word.value * 100, at + 2, joined) if ten_hundred else (word.value, at + 1, False)
        found = self._below_hundred(at)
        if found is not None and found[2]:
            return found
        value, behind = (found[0], found[1]) if found else (1.0, at)
        if found is None and self._table(at, "article") is not None:
            behind = at + 1
        hundred = self._over_hyphen(behind) if found else behind
        is_hundred = self._table(hundred, "hundred") is not None and value >= 1
        is_hundred = is_hundred and not (self.is_french and value > _MOST_FRENCH_HUNDREDS)
        if is_hundred and (found or self.is_french or hundred > at or self._table(at + 1, "scale")):
            return self._with_rest(value * 100, hundred + 1, joined)
        if self._table(hundred, "ordinal") == 100 and (found or self.is_french or hundred > at):
            return value * 100, hundred + 1, True
        return found

    def _with_rest(self, hundreds: float, at: int, joined: bool) -> tuple[float, int, bool]:
        """Hundreds with what is added to them; "two hundred and three hundred" are two numbers."""
        behind = self._over_hyphen(at)
        if not self.is_french and joined and self._is(at, "joint"):
            behind = at + 1
        word = self._word(behind)
        rest = self._below_hundred(behind)
        if rest is None and behind == at + 1 and word.value is not None and 1 <= word.value < 100:
            rest = (word.value, behind + 1, False)
        if rest is None or rest[0] < 1 or self._table(rest[1], "hundred") is not None:
            return hundreds, at, False
        if self._is_fraction_of(rest):
            return hundreds, at, False
        return hundreds + rest[0], rest[1], rest[2]

    def _is_part(self, at: int) -> bool:
        """Whether a part of a whole stands here: quarters, half; not an ordinal that may be a date."""
        behind = self._over_hyphen(at)
        return self._table(behind, "fraction") is not None or self._table(behind, "ordinals") is not None

    def _is_fraction_of(self, rest: tuple[float, int, bool]) -> bool:
        """Whether the number is the upper half of a fraction: two hundred and *three* quarters."""
        return self._part(self._over_hyphen(rest[1])) is not None

    def _cardinal(self, at: int, *, joined: bool = True) -> Reading | None:
        """A number in digits or words, with its scales; ordinals too."""
        total, limit, scale, behind, kind = 0.0, float("inf"), 1.0, at, "cardinal"
        while True:
            start = behind
            if behind > at:
                start = self._over_hyphen(behind)
                if joined and self._is(behind, "joint"):
                    start = behind + 1
            part = self._scaled(start, joined)
            if part is None or part[0] >= limit or part[0] <= 0 < total:
                break
            if start > behind and joined and self._is_part(part[1]):
                break  # "five billion and *three quarters*"
            if behind > at and self._word(start).value is not None and (start > behind or self.words[at].value is None):
                break  # digits go on only where digits began: « 3 millions 200 000 »
            if part[3] and start > at and self.words[at].value is not None:
                break  # "$280 million first mortgage notes"
            value, behind, scale_of_part, is_ordinal = part
            if value and start > at and start != self._over_hyphen(start) and scale_of_part == 1:
                break
            total += value
            scale = scale_of_part if scale_of_part > 1 or behind == at else 1.0
            kind = "ordinal" if is_ordinal else "cardinal"
            limit = scale_of_part
            if scale_of_part == 1 or is_ordinal:
                break
        if behind == at:
            return None
        is_one = behind == at + 1 and self._table(at, "one") is not None
        return Reading(at, behind, total, "ordinal" if kind == "ordinal" else "cardinal", scale, is_bare_one=is_one)

    def _scaled(self, at: int, joined: bool) -> tuple[float, int, float, bool] | None:
        """A group and the scales behind it: value, next word, scale, whether it is an ordinal."""
        group = self._group(at, joined=joined)
        if group is None:
            article = at + 1 if self._table(at, "article") is not None else at
            if self._table(article, "scale") is None or (article == at and self._key(at) != "mille"):
                return None
            group = (1.0, article, False)
        value, behind, is_ordinal = self._decimals(group)
        if is_ordinal:
            return value, behind, 1.0, True
        scale, behind, is_ordinal = self._scales(behind, value)
        return value * scale, behind, scale, is_ordinal

    def _decimals(self, group: tuple[float, int, bool]) -> tuple[float, int, bool]:
        """Decimals in words: "five point five", « trois virgule cinq »."""
        value, behind, is_ordinal = group
        if is_ordinal or not self._is(behind, "point") or self._word(behind - 1).value is not None:
            return group
        digits, at = "", behind + 1
        while (found := self._below_hundred(at)) is not None and not found[2]:
            digits, at = f"{digits}{int(found[0])}", found[1]
        return (float(f"{int(value)}.{digits}"), at, False) if digits else group

    def _scales(self, at: int, value: float) -> tuple[float, int, bool]:
        scale, is_after_digits = 1.0, self._word(at - 1).value is not None
        while True:
            behind = self._over_hyphen(at)
            found = self._table(behind, "scale") or self._plural_scale(behind)
            if found is None and is_after_digits and scale == 1:
                found, behind = self._short_scale(at), at
            if found is None or scale * found > _GREATEST:
                break
            scale, at = scale * found, behind + 1
        ordinal = self._table(self._over_hyphen(at), "ordinal")
        if ordinal is not None and ordinal >= 1000 and value >= 1 and not is_after_digits:
            return scale * ordinal, self._over_hyphen(at) + 1, True
        return scale, at, False

    def _plural_scale(self, at: int) -> float | None:
        """The scale of a plural: "three billions"."""
        found = None if self.is_french else self._table(at, "vague")
        return found if found and found >= 1000 else None

    def _short_scale(self, at: int) -> float | None:
        """« Md » or "bn" behind digits; single letters touch them, and "m" needs money beside it."""
        word = self._word(at)
        found = self.lexicon.tables["short_scale"].get(word.text)
        touches = self._glued(at)
        has_money = self._key(at - 2) in MONEY_SIGNS or (self._key(at + 1) in MONEY_SIGNS and self._glued(at + 1))
        if found is not None and (touches or len(word.text) > 1 or has_money):
            return found
        money = self.lexicon.tables["money_scale"].get(word.text)
        return money if money is not None and has_money else None

    # What a number may be part of: fractions, dozens, signs.

    def _number(self, first: int) -> Reading | None:
        """A cardinal or an ordinal with what belongs to it; an article before a fraction or a dozen."""
        joined = not (first > 0 and self._is(first - 1, "between"))
        found = self._cardinal(first, joined=joined)
        if found is None and _is_glyph(self.words[first]):
            return self._of_scale(Reading(first, first + 1, unicodedata.numeric(self.words[first].text), "fraction"))
        if found is None and self._table(first, "article") is not None:
            found = Reading(first, first + 1, 1.0, is_bare_one=True)
            return self._dozens(found) or self._fraction(found)
        if found is None:
            return None
        ending = self._glued(found.after) and found.kind == "cardinal" and self._ordinal_ending(found.after)
        if ending and self._word(found.after - 1).value is not None:
            return replace(found, after=found.after + 1, kind="ordinal")
        if found.kind == "ordinal":
            return found
        return self._dozens(found) or self._fraction(found) or self._with_part(found)

    def _ordinal_ending(self, at: int) -> bool:
        return self._key(at) in self.lexicon.tables["ordinal_ending"]

    def _dozens(self, found: Reading) -> Reading | None:
        """Roughly so many: "two dozen", « une centaine de milliers »."""
        many = self._table(self._over_hyphen(found.after), "about")
        if many is None or found.kind != "cardinal":
            return None
        after = self._over_hyphen(found.after) + 1
        dozens = replace(found, after=after, value=found.value * many, scale=many, about=True, is_bare_one=False)
        return self._times_scale(dozens, self._over_of(after))

    def _times_scale(self, found: Reading, at: int) -> Reading:
        """A number of thousands or millions, where such a word stands at that place."""
        scale = self._table(at, "scale") or self._table(at, "about")
        if scale is None or scale < 1000:
            return found
        return replace(found, after=at + 1, value=found.value * scale, scale=found.scale * scale)

    def _part(self, at: int) -> float | None:
        """One part of a whole: half, a third, a quarter, a fifth."""
        value = self._table(at, "fraction")
        if value is not None:
            return value
        ordinal = self._table(at, "ordinal") or self._table(at, "ordinals")
        return 1 / ordinal if ordinal and ordinal > 2 else None

    def _fraction(self, found: Reading) -> Reading | None:
        """Fractions: "two thirds", "a fifth of", « trois quarts », « 1/3 »."""
        digits = self._in_digits(found)
        if digits is not None:
            return self._of_scale(digits)
        at = self._over_hyphen(found.after)
        part = self._part(at)
        if part is None or found.scale > 1 or found.kind != "cardinal" or found.value != int(found.value):
            return None
        if gcd(int(found.value), round(1 / part)) > 1:
            return None  # "two quarters" are half a year
        is_plural = self._table(at, "ordinals") is not None or self._key(at).endswith("s")
        if not is_plural and (found.value != 1 or not self._ends_fraction(at + 1)):
            return None
        if self._table(at, "ordinals") is not None and found.value <= 1:
            return None
        return self._of_scale(Reading(found.first, at + 1, found.value * part, "fraction"))

    def _ends_fraction(self, at: int) -> bool:
        """Whether what is behind leaves "a fifth" a fraction: no noun ("a fifth man")."""
        known = self._is(at, "behind_fraction") or self._key(at) in self.lexicon.tables["scale"]
        return known or not self._word(at).is_word

    def _in_digits(self, found: Reading) -> Reading | None:
        """« 1/3 », and the half of « 5 ½ » or "5 1/2"."""
        words, after = self.words, found.after
        if found.after == found.first + 1 and self._key(after) == "/" and self._glued(after) and self._glued(after + 1):
            upper, lower = words[after - 1].value, self._word(after + 1).value
            if upper and lower in _DENOMINATORS and lower is not None and upper < lower and self._key(after + 2) != "/":
                return Reading(found.first, after + 2, upper / lower, "fraction")
        return None

    def _with_part(self, found: Reading) -> Reading:
        """A number with a part behind it: "a million and a half", « cinq et demi », « 5 ½ »."""
        after = found.after
        if after < len(self.words) and _is_glyph(self.words[after]) and found.value == int(found.value):
            value = found.value + unicodedata.numeric(self.words[after].text) * found.scale
            return self._times_scale(replace(found, after=after + 1, value=value), after + 1)
        behind = self._cardinal(after) if self._word(after).value is not None else None
        added = self._in_digits(behind) if behind and not self._glued(after) else None
        if added is not None and found.value == int(found.value):
            return replace(found, after=added.after, value=found.value + added.value * found.scale)
        if not self._is(after, "joint"):
            return found
        return self._with_joint_part(found, after + 1)

    def _with_joint_part(self, found: Reading, at: int) -> Reading:
        count = self._cardinal(at)
        plain = count is not None and count.kind == "cardinal" and count.scale == 1 and self._word(at).value is None
        many = count.value if plain and count is not None else 1.0
        if plain and count is not None:
            at = count.after
        elif self._table(at, "article") is not None:
            at += 1
        at = self._over_hyphen(at)
        part = self._table(at, "fraction") or (self._part(at) if many > 1 else None)
        if part is None:
            return found
        smaller = self._table(at + 1, "scale")
        if smaller is not None and smaller < found.scale:  # "one billion and a half million"
            return replace(found, after=at + 2, value=found.value + many * part * smaller, is_bare_one=False)
        value = found.value + many * part * found.scale
        with_part = replace(found, after=at + 1, value=value, is_bare_one=False)
        return self._times_scale(with_part, at + 1) if found.scale == 1 else with_part

    def _of_scale(self, found: Reading) -> Reading:
        """A fraction of a million or of a dozen is a number: "half a million", "half a dozen"."""
        at = self._over_of(self._over_hyphen(found.after))
        scale = self._table(at, "scale") or self._table(at, "about")
        if scale is None:
            return found
        about = self._table(at, "about") is not None
        return replace(
            found, after=at + 1, value=found.value * scale, scale=scale, kind="cardinal", about=about, is_bare_one=False
        )

    def _half(self, first: int) -> Reading | None:
        """A fraction without a number before it: "half of", « la moitié », « demi-million »."""
        part = self._table(first, "fraction")
        if part is None or part == 1 / 3:
            return None
        found = self._of_scale(Reading(first, first + 1, part, "fraction"))
        belongs = self._is(first - 1, "joint") or self._key(first + 1) == "-"
        if self.is_french and found.kind == "fraction" and belongs and self._key(first).startswith("demi"):
            return None  # « du million et demi », « demi-succès »
        if found.kind == "cardinal" or self.is_french or self._is(first + 1, "behind_half"):
            return found if part == 0.5 or found.kind == "cardinal" else None
        is_alone = not self._word(first + 1).is_word and self._key(first + 1) != "-"
        return found if part == 0.5 and (is_alone or self._key(first - 1) == "than") else None

    def _vague(self, first: int) -> Reading | None:
        """« Des milliers », "hundreds of thousands": one of them at least; "several hundred": two."""
        few = self.lexicon.few.starting(self.words, first)
        at = few[0] if few else first
        scale = self._table(at, "vague")
        if scale is None and few:
            one = self._table(at, "hundred") or self._table(at, "scale") or self._table(at, "about")
            scale = one if one and one > 10 else None
        if scale is None:
            return None
        found = Reading(first, at + 1, scale * (2 if few else 1), scale=scale, about=True, is_open=True)
        while True:
            behind = self._over_of(found.after)
            more = self._times_scale(found, behind)
            plural = self._table(behind, "vague")
            if more is found and plural is not None and behind > found.after:
                more = replace(found, after=behind + 1, value=found.value * plural, scale=found.scale * plural)
            if more is found or more.value > _GREATEST:
                return found
            found = more

    def _signed(self, first: int) -> Reading | None:
        """A negative number: its sign touches the digits and nothing touches the sign, or it is a word."""
        is_sign = self._key(first) == "-" and self._glued(first + 1) and not self._glued(first)
        is_word = self._is(first, "minus") and not self._is(first - 1, "no_minus")  # « au moins 10 »
        if (not is_word and not is_sign) or (self._word(first + 1).value is None and (self.is_french or not is_word)):
            return None
        found = self._number(first + 1)
        return None if found is None else replace(found, first=first, value=-found.value)


def _is_glyph(word: Token) -> bool:
    """Whether it is a fraction in one sign: ½."""
    return len(word.text) == 1 and not word.text.isascii() and word.text in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
