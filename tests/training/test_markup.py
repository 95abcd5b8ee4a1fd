from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import markup

TEXTS = Path(markup.__file__).parent / "texts"


def spans_of(marked: str) -> tuple[str, dict[int, tuple[list[str], list[str], list[str], int | None]]]:
    """The plain text, and for each statement the words of its source, cue and content, and its parent."""
    text, statements = markup.parse(marked)
    words = {
        s.id: (*([text[a:b] for a, b in spans] for spans in (s.source, s.cue, s.content)), s.parent) for s in statements
    }
    return text, words


def as_records(statements) -> list[dict]:
    return [{"id": s.id, "source": s.source, "cue": s.cue, "content": s.content} for s in statements]


def test_one_statement():
    text, statements = spans_of("{s1 Le maire} {c1 a dit} {t1 que rien ne presse}.")
    assert text == "Le maire a dit que rien ne presse."
    assert statements == {1: (["Le maire"], ["a dit"], ["que rien ne presse"], None)}


def test_a_text_without_marks():
    assert markup.parse("Rien ici.") == ("Rien ici.", [])
    assert markup.parse("") == ("", [])


def test_nested_statements():
    text, statements = spans_of("{s1 A} {c1 dit} {t1 que {s2 B} {c2 pense} {t2 que {c3 selon} {s3 C}, {t3 il part}}}.")
    assert text == "A dit que B pense que selon C, il part."
    assert {number: statement[3] for number, statement in statements.items()} == {1: None, 2: 1, 3: 2}
    assert statements[1][2] == ["que B pense que selon C, il part"]


def test_a_mark_that_serves_two_statements():
    _, statements = spans_of("{s1,s2 A} {c1 confirme} {t1 le retard} et {c2 exige} {t2 des excuses}.")
    assert statements[1][0] == statements[2][0] == ["A"]
    assert statements[2][3] is None


def test_a_content_in_several_segments():
    _, statements = spans_of("{t1 « Nous partons »}, {c1 a dit} {s1 A}, {t1 « et vite »}.")
    assert statements[1] == (["A"], ["a dit"], ["« Nous partons »", "« et vite »"], None)


def test_a_statement_without_source_or_cue():
    _, statements = spans_of("{t1 « Nous partons. »} {c2 Il paraît} {t2 qu'il pleut}.")
    assert statements == {1: ([], [], ["« Nous partons. »"], None), 2: ([], ["Il paraît"], ["qu'il pleut"], None)}


def test_a_statement_without_cue_lies_in_the_content_that_holds_its_content():
    _, statements = spans_of("{s1 A} {c1 dit} {t1 {t2 « oui »} puis non}.")
    assert statements[2][3] == 1


def test_two_statements_with_one_content_do_not_hold_each_other():
    _, statements = spans_of("{t1,t2 Il part}, {c1 dit} {s1 A} et {c2 répète} {s2 B}.")
    assert [statement[3] for statement in statements.values()] == [None, None]


def test_statements_come_by_number():
    _, statements = markup.parse("{t10 a} {t2 b} {t1 c}")
    assert [s.id for s in statements] == [1, 2, 10]


@pytest.mark.parametrize(
    ("marked", "problem"),
    [
        ("{t1 ouvert", "not closed"),
        ("fermé}", "without an opening"),
        ("{t1 a}}", "without an opening"),
        ("{x1 a}", "stray brace"),
        ("{t a}", "stray brace"),
        ("{t1}", "stray brace"),
        ("a { b", "stray brace"),
        ("{t1 a} { b", "stray brace"),
        ("{t1 a { b}", "stray brace"),
        ("{s1 A} {c1 dit}", "no content"),
        ("{s1 A} {c1 dit} {c1 redit} {t1 b}", "more than one cue"),
        ("{s1 A} {s1 B} {t1 b}", "more than one source"),
    ],
)
def test_bad_marks_are_told(marked, problem):
    with pytest.raises(ValueError, match=problem):
        markup.parse(marked)


def test_a_mark_around_nothing_is_told():
    with pytest.raises(ValueError):
        markup.parse("{s1 } {c1 dit} {t1 oui}")


def test_a_file_of_articles(tmp_path):
    path = tmp_path / "en_a_01.txt"
    path.write_text("=== a-1\n{s1 A} {c1 said} {t1 so}.\n\nMore.\n\n=== a-2\nNothing.\n", encoding="utf-8")
    first, second = markup.read_file(path)
    assert first == {
        "doc": "a-1",
        "lang": "en",
        "text": "A said so.\n\nMore.",
        "statements": [{"id": 1, "parent": None, "source": [[0, 1]], "cue": [[2, 6]], "content": [[7, 9]]}],
    }
    assert (second["doc"], second["text"], second["statements"]) == ("a-2", "Nothing.", [])


def test_a_bad_article_is_named(tmp_path):
    path = tmp_path / "fr_a_01.txt"
    path.write_text("=== bon\nRien.\n=== mauvais\n{t1 a\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"fr_a_01\.txt, article mauvais: mark \['t1'\] is not closed"):
        list(markup.read_file(path))


WORDS = st.sampled_from(["Le maire", " ", "a dit", "« oui »", ", ", "é", "😀", "\n", "l’été", "\u0301"])


@st.composite
def marked_statements(draw):
    """A text and statements whose spans nest, as records."""
    words = [draw(WORDS) for _ in range(draw(st.integers(1, 20)))]
    edges = [0]
    for word in words:
        edges.append(edges[-1] + len(word))
    free = []

    def lay_out(low: int, high: int) -> None:
        at = low
        while at < high:
            end = draw(st.integers(at + 1, high))
            if draw(st.booleans()):
                free.append((edges[at], edges[end]))
                if end - at > 1:
                    lay_out(at, end - 1)
            at = end

    lay_out(0, len(words))
    statements = []
    spans = sorted(set(free))
    while spans:
        content = [spans.pop(0)]
        if spans and draw(st.booleans()):
            content.append(spans.pop(0))
        source = [spans.pop(0)] if spans and draw(st.booleans()) else []
        cue = [spans.pop(0)] if spans and draw(st.booleans()) else []
        statements.append({"id": len(statements) + 1, "source": source, "cue": cue, "content": content})
    return "".join(words), statements


@given(marked_statements())
def test_what_is_rendered_is_parsed_again(drawn):
    text, statements = drawn
    parsed_text, parsed = markup.parse(markup.render(text, statements))
    assert parsed_text == text
    assert as_records(parsed) == statements


def test_crossing_spans_cannot_be_rendered():
    with pytest.raises(ValueError, match="cross"):
        markup.render("abcdef", [{"id": 1, "source": [(0, 3)], "cue": [], "content": [(2, 5)]}])


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_training_texts_are_well_marked(path):
    names = set()
    for article in markup.read_file(path):
        assert article["doc"] not in names
        names.add(article["doc"])
        assert article["lang"] in ("fr", "en")
        for statement in article["statements"]:
            for role in ("source", "cue", "content"):
                for start, end in statement[role]:
                    words = article["text"][start:end]
                    assert words == words.strip(), f"{article['doc']}: a mark with white space at its edge: {words!r}"
                    assert words, f"{article['doc']}: a mark around nothing"
        text, statements = markup.parse(markup.render(article["text"], article["statements"]))
        assert text == article["text"]
        assert [s.content for s in statements] == [list(map(tuple, s["content"])) for s in article["statements"]]
    assert names
