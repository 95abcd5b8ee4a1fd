import itertools
import json
import random
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpora
import markup
from corpora import CONTENT, CUE, LEFT_ALONE, Prepared, example, prepare, retyped, windows
from selon.reader.decode import CONTENT_STARTS, CUE_STARTS, OUTSIDE, allowed_edges, allowed_transitions, segments, tag
from selon.reader.pieces import BEGIN, END, Vocabulary
from selon.reader.words import Word, split_words
from tests.reader.odd_texts import SOUP
from tests.reader.toy_network import TOY_PIECES, TOY_SCORES
from tests.training.test_markup import TEXTS

SOURCE, CUE_ROLE, CONTENT_ROLE = range(3)
FOLLOWS = allowed_transitions()
BEGINS, ENDS = allowed_edges()


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(TOY_PIECES, TOY_SCORES)


@cache
def prepared_text(marked: str, nested_marked: bool = True, language: str = "fr") -> Prepared:
    text, statements = markup.parse(marked)
    records = [{"source": s.source, "cue": s.cue, "content": s.content} for s in statements]
    return prepare({"text": text, "lang": language, "statements": records}, nested_marked)


def words_of(document: Prepared, spans) -> list[list[str]]:
    return [[word.text for word in document.words[first : last + 1]] for first, last in spans]


# From documents to word spans.


def test_spans_are_brought_to_words():
    document = prepared_text("{s1 Le maire} {c1 a dit :} {t1 « non »}, {t1 « jamais »}.")
    (statement,) = document.statements
    assert words_of(document, statement["source"]) == [["Le", "maire"]]
    assert words_of(document, statement["cue"]) == [["a", "dit", ":"]]
    assert words_of(document, statement["content"]) == [["«", "non", "»"], ["«", "jamais", "»"]]
    assert document.starts == [0]


def test_a_span_inside_a_word_is_widened():
    record = {"source": [[1, 3]], "cue": [[6, 7]], "content": [[8, 11]]}
    document = prepare({"text": "maire dit oui", "lang": "fr", "statements": [record]}, True)
    assert document.statements == [{"source": [(0, 0)], "cue": [(1, 1)], "content": [(1, 2)]}]


def test_white_space_at_the_edges_of_a_span_is_left_out():
    record = {"source": [], "cue": [[0, 4]], "content": [[3, 8]]}
    document = prepare({"text": "dit \noui\n", "lang": "fr", "statements": [record]}, True)
    assert document.statements == [{"source": [], "cue": [(0, 0)], "content": [(2, 2)]}]


def test_a_statement_without_content_is_left_out():
    records = [{"source": [[0, 3]], "cue": [], "content": []}, {"cue": None, "source": [], "content": [[3, 4]]}]
    assert prepare({"text": "dit \n", "lang": "fr", "statements": records}, True).statements == []


def test_the_anchor_is_the_first_word_of_the_cue_else_of_the_content():
    document = prepared_text("{s1 A} {c1 a dit} {t1 oui}. {t2 « Non. »}")
    assert [corpora.anchor(s) for s in document.statements] == [(1, CUE), (5, CONTENT)]
    assert [corpora.extent(s) for s in document.statements] == [(0, 3), (5, 8)]


# Corpora on disk.


def test_a_file_of_json_lines_is_read(tmp_path):
    path = tmp_path / "train.jsonl"
    documents = [{"doc": "1", "text": "é\u2028"}, {"doc": "2", "text": ""}]
    path.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n\n" for d in documents), encoding="utf-8")
    with pytest.raises(ValueError, match="Expecting"):
        corpora.read_corpus(_written(tmp_path / "bad.jsonl", "{\n"))
    assert corpora.read_corpus(path) == documents


def test_a_folder_of_marked_texts_is_read_in_order(tmp_path):
    _written(tmp_path / "fr_b_01.txt", "=== b\n{t1 Oui}\n")
    _written(tmp_path / "en_a_01.txt", "=== a\nNo.\n")
    _written(tmp_path / "notes.md", "{not read")
    assert [document["doc"] for document in corpora.read_corpus(tmp_path)] == ["a", "b"]


def _written(path, content: str):
    path.write_text(content, encoding="utf-8")
    return path


# Windows.


@given(st.lists(st.sampled_from(["Un mot", ". ", "Mot", "\n", ", ", "« "]), max_size=120), st.integers(0, 99))
def test_windows_cover_the_words_once(parts, seed):
    document = prepare({"text": "".join(parts), "lang": "fr", "statements": []}, True)
    cut = list(windows(document, random.Random(seed), (3, 9)))
    assert [i for start, end in cut for i in range(start, end)] == list(range(len(document.words)))
    assert all(0 < end - start <= 9 for start, end in cut)


def test_windows_begin_with_sentences():
    document = prepared_text("Le maire est parti. " * 50)
    for start, _ in windows(document, random.Random(3), (20, 40)):
        assert start in document.starts


# Examples.


def test_the_answers_of_one_statement(vocabulary):
    document = prepared_text("{s1 Le maire} {c1 a dit} {t1 non}.")
    made = example(document, 0, 6, vocabulary)
    assert made.kinds == [0, 0, CUE, 0, 0, 0]
    assert made.roles == [(1, 0, 0), (1, 0, 0), (0, 1, 0), (0, 1, 0), (0, 0, 1), (0, 0, 0)]
    tags = [tag(SOURCE, 0), tag(SOURCE, 2), tag(CUE_ROLE, 0), tag(CUE_ROLE, 2), tag(CONTENT_ROLE, 3), OUTSIDE]
    assert made.links == [(2, CUE, tags)]
    assert made.pieces[0] == BEGIN
    assert made.pieces[-1] == END
    cuts = [vocabulary.cut(word) for word in document.words]
    assert made.pieces[1:-1] == list(itertools.chain.from_iterable(cuts))
    assert [made.pieces[i] for i in made.firsts] == [cut[0] for cut in cuts]


def test_a_window_counts_from_its_own_beginning(vocabulary):
    document = prepared_text("Rien ici.\n{t1 « Oui »}. {s2 A} {c2 dit} {t2 non}.")
    made = example(document, 4, len(document.words), vocabulary)
    assert made.breaks == [False] * len(made.kinds)
    assert made.kinds == [CONTENT, 0, 0, 0, 0, CUE, 0, 0]
    assert [(at, kind) for at, kind, _ in made.links] == [(0, CONTENT), (5, CUE)]


def test_a_statement_that_a_window_cuts_is_not_linked(vocabulary):
    document = prepared_text("{t1 « Oui »}, {c1 dit} {s1 A}.")
    made = example(document, 0, 5, vocabulary)
    assert made.kinds == [0, 0, 0, 0, CUE]
    assert made.links == []


def test_words_in_a_content_are_left_alone_where_nested_statements_are_not_marked(vocabulary):
    document = prepared_text("{s1 A} {c1 dit} {t1 que B pense}. {c2 Selon} {s2 C}, {t2 oui}.", nested_marked=False)
    made = example(document, 0, len(document.words), vocabulary)
    assert made.kinds == [0, CUE, LEFT_ALONE, LEFT_ALONE, LEFT_ALONE, 0, CUE, 0, 0, LEFT_ALONE, 0]
    assert made.roles[3] == (LEFT_ALONE, LEFT_ALONE, 1)


def test_an_anchor_in_a_content_is_told_all_the_same(vocabulary):
    document = prepared_text("{s1 A} {c1 dit} {t1 que {s2 B} {c2 pense} {t2 oui}}.", nested_marked=False)
    assert example(document, 0, len(document.words), vocabulary).kinds[4] == CUE


def test_other_words_may_stand_in_for_the_documents(vocabulary):
    document = prepared_text("{s1 A} {c1 dit} {t1 oui}.")
    capitals = [Word(w.start, w.end, w.text.upper(), w.spaced) for w in document.words]
    plain, made = example(document, 0, 4, vocabulary), example(document, 0, 4, vocabulary, capitals)
    assert made.links == plain.links
    assert made.pieces != plain.pieces


def test_a_cue_inside_a_source_or_content_splits_it(vocabulary):
    record = {"source": [[0, 7]], "cue": [[2, 5]], "content": [[8, 11]]}
    document = prepare({"text": "A dit B oui", "lang": "fr", "statements": [record]}, True)
    ((_, _, tags),) = example(document, 0, 4, vocabulary).links
    assert segments(tags) == [(SOURCE, 0, 0), (CUE_ROLE, 1, 1), (SOURCE, 2, 2), (CONTENT_ROLE, 3, 3)]


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_what_is_learnt_from_the_training_texts_can_be_read(vocabulary, path):
    """The decoder can give every answer: `constrain` forbids none of it, and the spans come back."""
    for record in markup.read_file(path):
        document = prepare(record, True)
        made = example(document, 0, len(document.words), vocabulary)
        assert len(made.links) == len(record["statements"]) == len(document.statements)
        for (at, kind, tags), statement in zip(made.links, document.statements, strict=True):
            name = f"{record['doc']}, the statement at {document.words[at].text!r}"
            assert BEGINS[tags[0]] and ENDS[tags[-1]] and all(FOLLOWS[a, b] for a, b in itertools.pairwise(tags)), name
            assert tags[at] in (CUE_STARTS if kind == CUE else CONTENT_STARTS), name
            assert [i for i, t in enumerate(tags) if t in CUE_STARTS] == [at] * (kind == CUE), name
            assert not any(t for t, is_break in zip(tags, made.breaks, strict=True) if is_break), name
            contents = [(a, b) for role, a, b in segments(tags) if role == CONTENT_ROLE]
            assert contents == sorted(statement["content"]), name


# The same words from another typesetter.


@given(SOUP, st.sampled_from(["fr", "en"]), st.integers(0, 200))
def test_retyped_words_keep_their_number_and_places(text, language, seed):
    words = split_words(text)
    typed = retyped(words, language, random.Random(seed))
    if typed is not None:
        assert [(w.start, w.end, w.is_break) for w in typed] == [(w.start, w.end, w.is_break) for w in words]
        assert all(word.text for word in typed)


def test_every_way_of_retyping_is_met():
    words = split_words("“It’s «fine»”, he said.")
    texts = {" ".join(w.text for w in retyped(words, "en", random.Random(seed)) or []) for seed in range(400)}
    assert "" in texts
    assert any(text.startswith("`` It ' s") for text in texts)
    assert any(text.startswith('" It') for text in texts)
    assert any("HE SAID" in text for text in texts)


def test_retyping_hangs_on_the_generator_alone():
    words = split_words("“It’s fine”, he said.")
    for seed in range(50):
        assert retyped(words, "en", random.Random(seed)) == retyped(words, "en", random.Random(seed))


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("“We’ll go,” he said.", "`` We ' ll go , '' he said ."),
        ('"Go," he said. "Now."', "`` Go , '' he said . `` Now . ''"),
        ('He said: "Go\n"Now."', "He said : `` Go \n `` Now . ''"),
    ],
)
def test_typed_as_old_corpora_are(text, typed):
    words = corpora._tokenised(split_words(text))
    assert " ".join(word.text for word in words) == typed


def test_numbers_are_not_taken_apart():
    words = corpora._tokenised(split_words("He has 3,000.5 dollars, or 4."))
    assert "".join(" " * w.spaced + w.text for w in words).strip() == "He has 3,000.5 dollars , or 4 ."
