import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.reader.windows import MOST_PIECES, Window, plan_windows
from selon.reader.words import Word, split_words
from tests.reader.odd_texts import ODD_TEXT

SIGNS = ["mot", "Mot", "Un", "l", "'", ".", "!", "…", ",", "\n", "«", "»", "“", "”", '"', "``", "''", "(", ")", "12"]


def words_of(texts: list[str], spaced: list[bool] | None = None) -> list[Word]:
    words, place = [], 0
    for i, text in enumerate(texts):
        words.append(Word(place, place + len(text), text, spaced[i] if spaced else True))
        place += len(text) + 1
    return words


@st.composite
def words_and_sizes(draw):
    """Any run of words, repeated so that it is longer than a window, and a number of pieces for each."""
    texts = draw(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=60)) * draw(st.integers(1, 40))
    spaced = draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts))) if len(texts) < 200 else None
    most = draw(st.sampled_from([1, 2, 12]))
    sizes = draw(st.lists(st.integers(1, most), min_size=20, max_size=20))
    return words_of(texts, spaced), [sizes[i % 20] for i in range(len(texts))]


def assert_proper(windows: list[Window], sizes: list[int]) -> None:
    reached = 0
    for window in windows:
        assert window.core_start == reached, "cores follow each other"
        assert window.core_start < window.core_end
        assert 0 <= window.start <= window.core_start
        assert window.core_end <= window.end <= len(sizes)
        assert sum(sizes[window.start : window.end]) + 2 <= MOST_PIECES, "with its two edges a window fits the encoder"
        reached = window.core_end
    assert reached == len(sizes)


def test_no_words_no_windows():
    assert plan_windows([], []) == []


def test_a_short_text_is_one_window():
    words = split_words("« Nous partons », a dit Léa. Puis elle est partie.")
    assert plan_windows(words, [1] * len(words)) == [Window(0, len(words), 0, len(words))]


@given(words_and_sizes())
def test_cores_cover_every_word_once_and_windows_fit(drawn):
    words, sizes = drawn
    assert_proper(plan_windows(words, sizes), sizes)


@given(ODD_TEXT, st.integers(1, 12))
def test_words_of_any_text(text, size):
    words = split_words(text * 5)
    sizes = [size] * len(words)
    assert_proper(plan_windows(words, sizes), sizes)


@pytest.mark.parametrize("size", [1, 3, 12])
@pytest.mark.parametrize(
    "pattern",
    [["mot"], ["\n"], ["."], ["«"], ["»"], ['"'], ["«", "mot"], ["mot", "\n"], ["«", "\n"], ["Mot", "."], ["``", "''"]],
)
def test_monotonous_texts(pattern, size):
    words = words_of(pattern * (3000 // len(pattern)))
    sizes = [size] * len(words)
    assert_proper(plan_windows(words, sizes), sizes)


def test_windows_end_where_sentences_end():
    words = split_words("Le maire est parti hier soir. " * 200)
    windows = plan_windows(words, [1] * len(words))
    assert len(windows) > 2
    for window in windows:
        for edge in (window.start, window.core_start, window.core_end, window.end):
            assert edge == 0 or words[edge - 1].text == "."


def test_windows_see_what_stands_around_their_cores():
    words = split_words("Le maire est parti hier soir. " * 200)
    windows = plan_windows(words, [1] * len(words))
    assert all(window.start < window.core_start for window in windows[1:])
    assert all(window.core_end < window.end for window in windows[:-1])


def test_a_quotation_is_not_cut_where_it_fits():
    quotation = "« " + "Il part demain. " * 55 + "»"
    words = split_words("Le maire est parti hier soir. " * 20 + quotation + " a dit Luc. " + "Il dort ici. " * 60)
    opens = next(i for i, word in enumerate(words) if word.text == "«")
    closes = next(i for i, word in enumerate(words) if word.text == "»")
    windows = plan_windows(words, [1] * len(words))
    assert not any(opens < window.core_end <= closes for window in windows)


def test_a_huge_text_is_planned_at_once():
    words = words_of(["Mot", ".", "«", "mot", "»", "\n"] * 20_000)
    began = time.process_time()
    assert_proper(plan_windows(words, [1] * len(words)), [1] * len(words))
    assert time.process_time() - began < 5  # it takes about half a second; a quadratic plan would take minutes
