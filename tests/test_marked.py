import pytest

from selon.records import Span
from tests.marked import unmark


def test_marks_nest_and_carry_values():
    text, marks = unmark('A [b [c]{x=1} d]{y="two words" z}')
    assert text == "A b c d"
    assert marks == [(Span(4, 5), {"x": "1"}), (Span(2, 7), {"y": "two words", "z": "true"})]


@pytest.mark.parametrize("marked", ["a]{x}", "[a"])
def test_a_lone_bracket_is_an_error(marked):
    with pytest.raises(ValueError, match=r"clos|open"):
        unmark(marked)
