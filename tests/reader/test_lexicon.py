import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.languages import words
from selon.reader.lexicon import Lexicon, lexicon
from selon.records import LANGUAGES
from tests.marked import unmark

FILES = ("reporting", "hedges")
ENTRIES = [
    pytest.param(language, name, section, key, example, id=f"{language}-{name}-{section}-{key}")
    for language in LANGUAGES
    for name in FILES
    for section, entries in words(language, name).items()
    for key, example in entries.items()
]


@pytest.mark.parametrize(("language", "name", "section", "key", "example"), ENTRIES)
def test_an_entry_is_found_in_the_marked_words_of_its_example(language, name, section, key, example):
    text, ((span, _),) = unmark(example)
    found = {(f.section, f.key) for f in lexicon(language, name).found(text, span.start, span.end)}
    assert (section, key) in found


def made(*keys):
    return Lexicon("xx/made", {"say": dict.fromkeys(keys, "")})


def keys_in(text, *keys):
    return [(f.key, f.span.of(text)) for f in made(*keys).found(text, 0, len(text))]


def test_endings_gaps_and_alternatives():
    assert keys_in("Il AFFIRMAIT", "affirm~") == [("affirm~", "AFFIRMAIT")]
    assert keys_in("a fait aussitôt savoir", "fait … savoir") == [("fait … savoir", "fait aussitôt savoir")]
    assert keys_in("ne dit a b c d pas", "dit … pas") == []
    assert keys_in("il nie", "nie|nié") == [("nie|nié", "nie")]


def test_a_word_is_not_found_inside_another():
    assert keys_in("redit", "dit") == []


def test_the_longest_entry_wins():
    assert keys_in("n’a pas dit", "dit", "pas dit") == [("pas dit", "pas dit")]


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(), start=st.integers(0, 20))
def test_any_text_is_survived_and_spans_lie_inside(language, text, start):
    for found in lexicon(language, "hedges").found(text, min(start, len(text)), len(text)):
        assert min(start, len(text)) <= found.span.start < found.span.end <= len(text)
