import itertools
import threading
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models

from selon.reader import pieces as pieces_module
from selon.reader.pieces import END, UNKNOWN, Vocabulary
from selon.reader.pipeline import SHIPPED_MODEL
from selon.reader.words import Word, split_words
from tests.reader.odd_texts import ODD_TEXT
from tests.reader.toy_network import TOY_PIECES, TOY_SCORES

SHIPPED_PIECES = SHIPPED_MODEL / "pieces.tsv"
TO_CUT = """
    anticonstitutionnellement déclaré Déclaré DÉCLARÉ a-t-il aujourd’hui l'État œuvre cœur Noël naïveté où ça ÇA
    événement porte-parole quatre-vingts Île-de-France gouvernement Élysée s'alourdir qu'une n'a jusqu'à 3000 12,5 1er
    2e XIVe the said Said SAID spokesperson government's unhappiness internationalisation Washington O'Neill
    co-operation Ouagadougou Kyiv Szczecin Händel Ångström Çelik Nguyễn Đặng İstanbul straße ﬁnance Ⅳ ½ … ™ № ² ﬀ
    x y zzzzzz qwrtpsdfg AAAAAA aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa https www 0xdeadbeef e\u0301lu _ __ a_b
    « » “ ” ‘ ’ " ' `` '' — – - ( ) [ ] % € $ @ # & * / \\ + = < > | ~ ^ . , ; : ! ?
    Москва 東京 مرحبا 😀 \u0301 ▁ ▁a
"""
WORDS = TO_CUT.split()
LATIN = st.text(st.characters(min_codepoint=33, max_codepoint=0x24F, exclude_categories=["Cc", "Zs"]), min_size=1)


def in_a_row(numbers) -> list[int]:
    """The pieces with unknowns that follow each other as one, as the tokenizers library gives them."""
    return [n for n, same in itertools.groupby(numbers) for n in ([n] if n == UNKNOWN else same)]


class Pair:
    """A vocabulary and the same one in the tokenizers library."""

    def __init__(self, pieces: list[str], scores: list[float]) -> None:
        self.ours = Vocabulary(pieces, scores)
        self.theirs = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), UNKNOWN, False))

    def assert_alike(self, text: str, spaced: bool) -> None:
        with patch.object(pieces_module, "_MOST_PIECES", 10_000):
            ours = self.ours.cut(Word(0, len(text), text, spaced))
        key = pieces_module.unicodedata.normalize("NFKC", ("▁" if spaced else "") + text)
        assert in_a_row(ours) == self.theirs.encode(key).ids


@pytest.fixture(scope="module")
def toy_pair() -> Pair:
    return Pair(TOY_PIECES, TOY_SCORES)


@pytest.fixture(scope="module")
def shipped_pair() -> Pair:
    if not SHIPPED_PIECES.exists():
        pytest.skip("no model in this checkout")
    rows = [line.split("\t") for line in SHIPPED_PIECES.read_text(encoding="utf-8").split("\n") if line]
    return Pair([piece for piece, _ in rows], [float(score) for _, score in rows])


@pytest.mark.parametrize("spaced", [True, False])
def test_known_words_are_cut_as_the_tokenizers_library_cuts_them(shipped_pair, toy_pair, spaced):
    for word in WORDS:
        shipped_pair.assert_alike(word, spaced)
        toy_pair.assert_alike(word, spaced)


@settings(max_examples=300, deadline=None)
@given(text=LATIN, spaced=st.booleans())
def test_latin_text_is_cut_as_the_tokenizers_library_cuts_it(shipped_pair, toy_pair, text, spaced):
    shipped_pair.assert_alike(text, spaced)
    toy_pair.assert_alike(text, spaced)


@settings(deadline=None)
@given(text=st.text("abeilmnorst▁éĉ", min_size=1, max_size=40))
def test_words_of_close_ties_are_cut_alike(toy_pair, text):
    toy_pair.assert_alike(text, True)


@given(ODD_TEXT)
def test_any_word_has_a_few_pieces(text):
    vocabulary = Vocabulary(TOY_PIECES, TOY_SCORES)
    for word in split_words(text):
        cut = vocabulary.cut(word)
        assert 1 <= len(cut) <= 12
        assert all(UNKNOWN <= number < len(vocabulary) for number in cut) or (word.is_break and cut == (END,))


def test_a_line_break_is_the_end_piece():
    assert Vocabulary(TOY_PIECES, TOY_SCORES).cut(Word(0, 1, "\n", False)) == (END,)


def test_special_pieces_cannot_be_written_in_a_text():
    vocabulary = Vocabulary(TOY_PIECES, TOY_SCORES)
    for special in TOY_PIECES[:4]:
        assert not {0, 1, 2} & set(vocabulary.cut(Word(0, len(special), special, True)))


def test_a_space_makes_another_word():
    vocabulary = Vocabulary(["<s>", "<pad>", "</s>", "<unk>", "a", "▁a"], [0, 0, 0, 0, -1, -2])
    assert vocabulary.cut(Word(0, 1, "a", True)) == (5,)
    assert vocabulary.cut(Word(0, 1, "a", False)) == (4,)


def test_the_likeliest_cut_wins():
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "a", "b", "ab", "abc", "c"]
    likely_parts = Vocabulary(pieces, [0, 0, 0, 0, -1.0, -1.0, -1.5, -9.0, -1.0])
    likely_whole = Vocabulary(pieces, [0, 0, 0, 0, -1.0, -1.0, -1.5, -2.0, -1.0])
    assert likely_parts.cut(Word(0, 3, "abc", False)) == (6, 8)
    assert likely_whole.cut(Word(0, 3, "abc", False)) == (7,)


def test_compatibility_letters_are_plain_ones():
    vocabulary = Vocabulary(TOY_PIECES, TOY_SCORES)
    assert vocabulary.cut(Word(0, 2, "ﬁn", False)) == vocabulary.cut(Word(0, 3, "fin", False))
    assert vocabulary.cut(Word(0, 2, "e\u0301", False)) == vocabulary.cut(Word(0, 1, "é", False))


def test_what_is_remembered_changes_nothing():
    words = [Word(0, len(text), text, spaced) for text in WORDS for spaced in (True, False)]
    fresh = [Vocabulary(TOY_PIECES, TOY_SCORES).cut(word) for word in words]
    with patch.object(pieces_module, "_REMEMBERED", 3):
        forgetful = Vocabulary(TOY_PIECES, TOY_SCORES)
        assert [forgetful.cut(word) for word in words * 2] == fresh * 2
        assert len(forgetful._remembered) <= 3
    lasting = Vocabulary(TOY_PIECES, TOY_SCORES)
    assert [lasting.cut(word) for word in words * 2] == fresh * 2


def test_threads_share_a_vocabulary():
    words = [Word(0, len(text), text, True) for text in WORDS]
    expected = [Vocabulary(TOY_PIECES, TOY_SCORES).cut(word) for word in words]
    results = {}
    with patch.object(pieces_module, "_REMEMBERED", 5):
        shared = Vocabulary(TOY_PIECES, TOY_SCORES)

        def cut_all(number: int) -> None:
            results[number] = [[shared.cut(word) for word in words] for _ in range(5)]

        threads = [threading.Thread(target=cut_all, args=(i,)) for i in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert all(result == [expected] * 5 for result in results.values())
    assert len(results) == 4


def test_a_file_of_pieces(tmp_path):
    path = tmp_path / "pieces.tsv"
    path.write_text("<s>\t0\n<pad>\t0\n</s>\t0\n<unk>\t0\n▁é\t-1.5\n\u2028\t-2\n\x85\t-3\n", encoding="utf-8")
    vocabulary = Vocabulary.load(path)
    assert len(vocabulary) == 7
    assert vocabulary.cut(Word(0, 1, "é", True)) == (4,)


@pytest.mark.parametrize("content", ["<s> 0\n", "<s>\tzero\n", "<s>\t0\t0\n", "<s>\n"])
def test_a_file_that_is_no_list_of_pieces(tmp_path, content):
    path = tmp_path / "pieces.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError):
        Vocabulary.load(path)


def test_the_shipped_pieces_are_short_enough_to_be_found(shipped_pair):
    assert max(map(len, shipped_pair.ours._number)) <= pieces_module._LONGEST_PIECE
