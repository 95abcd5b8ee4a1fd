import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.ledger.words import alternatives, folded, name_words, stems


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("L’évacuation des habitants", "fr", "evacu de habit"),
        ("l'ÉVACUATION", "fr", "evacu"),
        ("e\u0301vacuation", "fr", "evacu"),
        ("éva\u00adcuation", "fr", "evacu"),
        ("the evacuated towns", "en", "the evacu town"),
        ("3,000 and 1.5", "en", "3000 and 15"),
        ("Œuvre, straße", "fr", "oeuvr strass"),
        ("½ ⅷ ŉ", "en", "12 viii ʼn"),
        ('« » " * - 🚀', "en", ""),
        (None, "en", ""),
        ("", None, ""),
    ],
)
def test_the_stems_of_a_text(text, language, found):
    assert stems(text, language) == found


def test_without_a_language_there_are_both_stems():
    assert stems("nationalisation", None).split() == list(dict.fromkeys(alternatives("nationalisation")))


@given(st.text(), st.sampled_from(["fr", "en", None]))
def test_stems_are_words_that_no_engine_cuts(text, language):
    assert all(stem.isalnum() and len(stem) <= 60 for stem in stems(text, language).split(" ") if stem)


@given(st.text())
def test_names_hold_nothing_that_like_takes_for_a_pattern(name):
    assert not set("%_") & set(name_words(name))
    assert folded(folded(name)) == folded(name) or not name.isascii()
