import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.records import Document, Span, Statement, content_id

SPANS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: Span(min(pair), max(pair)))


def test_a_span_counts_code_points_with_its_end_left_out():
    text = "« 👩‍🚀 », a dit E\u0301lise"
    assert Span(0, 7).of(text) == "« 👩‍🚀 »"
    assert Span(9, 14).of(text) == "a dit"
    assert Span(15, 21).of(text) == "E\u0301lise"


@given(SPANS, SPANS)
def test_a_span_holds_another_where_all_its_places_are_inside(outer: Span, inner: Span):
    if inner.start < inner.end:
        assert outer.holds(inner) == (set(range(inner.start, inner.end)) <= set(range(outer.start, outer.end)))


def test_a_span_holds_itself():
    assert Span(3, 5).holds(Span(3, 5))


def test_spans_are_ordered_by_start_then_end():
    assert sorted([Span(4, 5), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(4, 5)]


@pytest.mark.parametrize(
    ("record", "field"),
    [(Span(0, 1), "end"), (Statement(1, None, None, (), "direct", None, 1.0), "id"), (Document("a"), "text")],
)
def test_records_are_frozen(record: object, field: str):
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(record, field, 2)


def test_an_id_is_made_from_the_text():
    assert content_id("") == "e3b0c44298fc1c14"  # the beginning of the SHA-256 of nothing
    assert Document("Bonjour.").id == content_id("Bonjour.") == "441278a3222df472"


def test_the_inputs_own_id_is_kept():
    assert Document("Bonjour.", id="afp-7").id == "afp-7"


def test_a_lone_surrogate_has_an_id_of_its_own():
    assert content_id("\ud800") != content_id("\udfff")


@given(st.text(st.characters()))
def test_every_text_has_an_id(text: str):
    assert len(Document(text).id) == 16
