import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.reader.words import LONGEST_WORD, sentence_starts, split_words
from tests.reader.odd_texts import ODD_TEXT, SPACED_SOUP


def texts_of(text: str) -> list[str]:
    return [word.text for word in split_words(text)]


def test_words_and_signs():
    assert texts_of("L'État a dit : « non ».") == ["L", "'", "État", "a", "dit", ":", "«", "non", "»", "."]
    assert texts_of("It's 3,000 U.S. dollars") == ["It", "'", "s", "3", ",", "000", "U", ".", "S", ".", "dollars"]
    assert texts_of("aujourd’hui a-t-il") == ["aujourd", "’", "hui", "a", "-", "t", "-", "il"]


def test_no_words():
    assert split_words("") == []
    assert split_words(" \t\u00a0\u202f\r") == []


def test_double_quotation_marks_of_old_corpora_are_one_word():
    assert texts_of("`` Go , '' he said") == ["``", "Go", ",", "''", "he", "said"]


def test_accents_stay_with_their_letters():
    assert texts_of("e\u0301lu na\u0308if") == ["e\u0301lu", "na\u0308if"]


def test_parts_of_a_joined_emoji_keep_their_joiners():
    assert texts_of("👩\u200d🚒") == ["👩\u200d", "🚒"]


@pytest.mark.parametrize("text", ["\x00", "\ud800", "\u200b", "\ufeff", "\U0010ffff", "_", "٣", "字"])
def test_an_odd_character_is_a_word(text):
    assert texts_of(text) == [text]


def test_line_breaks():
    words = split_words("Un.\n\n \nDeux.\r\nTrois\n")
    assert [word.text for word in words] == ["Un", ".", "\n", "Deux", ".", "\n", "Trois", "\n"]
    assert [word.is_break for word in words] == [False, False, True, False, False, True, False, True]


def test_white_space_before_a_word():
    words = split_words("Un deux, «\u00a0trois\u00a0»")
    assert [word.spaced for word in words] == [True, True, False, True, True, True]


def test_a_long_run_is_cut():
    words = split_words("a" * (2 * LONGEST_WORD + 5))
    assert [len(word.text) for word in words] == [LONGEST_WORD, LONGEST_WORD, 5]
    assert [word.spaced for word in words] == [True, False, False]


@given(ODD_TEXT)
def test_every_character_but_white_space_is_in_one_word(text):
    covered = [position for word in split_words(text) for position in range(word.start, word.end)]
    assert len(covered) == len(set(covered))
    left_out = set(range(len(text))) - set(covered)
    assert all(text[position].isspace() for position in left_out)
    assert all(text[position] == "\n" for position in covered if text[position].isspace())


@given(ODD_TEXT)
def test_a_word_is_what_its_offsets_say(text):
    words = split_words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert all(word.text == text[word.start : word.end] for word in words)
    assert all(before.end <= after.start for before, after in itertools.pairwise(words))


@given(ODD_TEXT)
def test_white_space_is_remembered(text):
    for word in split_words(text):
        if word.start == 0:
            assert word.spaced
        elif not text[word.start - 1].isspace():
            assert not word.spaced
        elif text[word.start - 1] != "\n":
            assert word.spaced


@given(ODD_TEXT)
def test_two_breaks_never_follow_each_other(text):
    words = split_words(text)
    assert not any(a.is_break and b.is_break for a, b in itertools.pairwise(words))
    assert text.strip(" \n").count("\n") == 0 or any(word.is_break for word in words)


@given(ODD_TEXT, st.data())
def test_a_part_of_a_text_keeps_the_offsets_of_the_whole(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = split_words(text, start, end)
    assert all(start <= word.start < word.end <= end for word in words)
    assert all(word.text == text[word.start : word.end] for word in words)
    covered = sum(word.end - word.start for word in words)
    assert covered >= sum(not char.isspace() for char in text[start:end])


@given(SPACED_SOUP, st.data())
def test_cutting_at_white_space_changes_no_word(text, data):
    spaces = [i for i, char in enumerate(text) if char.isspace()]
    cut = data.draw(st.sampled_from(spaces)) if spaces else 0
    parts = split_words(text, 0, cut) + split_words(text, cut)
    whole = split_words(text)
    assert [(w.start, w.text) for w in parts if not w.is_break] == [(w.start, w.text) for w in whole if not w.is_break]


def test_a_letter_under_a_heap_of_accents_is_cut_too():
    assert max(len(word.text) for word in split_words("a" + "\u0301\u0316" * 1000)) <= 4 * LONGEST_WORD


def test_the_first_word_of_a_stretch_knows_the_space_before_it():
    assert split_words("un deux", 3)[0].spaced == split_words("un deux")[1].spaced


@pytest.mark.parametrize(
    ("text", "beginnings"),
    [
        ("", []),
        ("Un mot", ["Un"]),
        ("Luc est parti. Elle reste.", ["Luc", "Elle"]),
        ("Luc est parti ! « Non », dit-elle. Fin.", ["Luc", "«", "Fin"]),
        ("« Il part. » Elle reste.", ["«", "Elle"]),
        ("“He left.” She stayed.", ["“", "She"]),
        ("Il part… puis revient.", ["Il"]),
        ("Version 1.5 et 3.000 euros", ["Version"]),
        ("Titre\nIl part", ["Titre", "Il"]),
        ("(Il part.) Elle reste.", ["(", "Elle"]),
        ("Luc est parti. 12 restent.", ["Luc", "12"]),
        ("a.b.c", ["a"]),
    ],
)
def test_sentence_beginnings(text, beginnings):
    words = split_words(text)
    assert [words[i].text for i in sentence_starts(words)] == beginnings


def test_a_very_short_first_sentence_ends():
    words = split_words("Il part. Elle reste.")
    assert [words[i].text for i in sentence_starts(words)] == ["Il", "Elle"]


def test_a_sentence_begins_behind_the_closing_mark_of_old_corpora():
    words = split_words("`` Go . '' He left .")
    assert [words[i].text for i in sentence_starts(words)] == ["``", "He"]


@given(ODD_TEXT)
def test_sentence_beginnings_are_places_in_order(text):
    words = split_words(text)
    starts = sentence_starts(words)
    assert starts == sorted(set(starts))
    assert starts[:1] == ([0] if words else [])
    assert all(0 <= start < len(words) for start in starts)
    assert all(i + 1 in starts for i, word in enumerate(words[:-1]) if word.is_break)
