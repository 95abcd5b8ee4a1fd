from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from selon.reader.sentences import outside, sentence_at, sentences
from selon.records import Span


def test_sentences_are_slices_without_the_space_between():
    text = "Un. Deux !\n\n« Trois. » Quatre"
    assert [s.of(text) for s in sentences(text)] == ["Un.", "Deux !", "« Trois. »", "Quatre"]


def test_a_place_between_sentences_belongs_to_the_one_before():
    found = sentences("Un. Deux.")
    assert [sentence_at(found, place) for place in (0, 3, 4, 99)] == [0, 0, 1, 1]


def test_holes_are_cut_out():
    assert outside([Span(0, 10), Span(20, 30)], [Span(2, 4), Span(8, 22)]) == (Span(0, 2), Span(4, 8), Span(22, 30))


@given(st.text())
def test_sentences_are_in_order_and_hold_every_word(text):
    found = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    held = "".join(span.of(text) for span in found)
    assert [c for c in held if not c.isspace()] == [c for c in text if not c.isspace()]
