from selon.exporters.rows import COLUMNS, document_data, span_data, statement_data, statement_row
from selon.records import Document, Span
from selon.text import content_words
from tests.made import BARE, NESTED, READ, SPLIT


def test_a_span_with_its_words():
    assert span_data(Span(2, 4), "abcdef") == {"start": 2, "end": 4, "text": "cd"}
    assert span_data(None, "abcdef") is None


def test_a_statement_with_the_words_of_its_spans():
    assert statement_data(NESTED.statements[1], NESTED.text) == {
        "id": 2,
        "parent": 1,
        "source": {"start": 16, "end": 22, "text": "Austin"},
        "cue": {"start": 23, "end": 29, "text": "thinks"},
        "content": [{"start": 30, "end": 49, "text": "the talks will fail"}],
        "form": "indirect",
        "confidence": 0.4,
        "act": None,
        "certainty": None,
        "distance": None,
        "denied": None,
        "actor": None,
        "said_on": None,
        "times": [],
        "figures": [],
        "reasons": [],
    }


def test_a_statement_with_all_that_is_read():
    made = statement_data(READ.statements[0], READ.text)
    assert (made["act"], made["certainty"], made["distance"], made["denied"]) == ("say", "probable", "distanced", True)
    (figure,) = made["figures"]
    assert (figure["span"]["text"], figure["low"], figure["high"]) == ("up to 300 jobs a year", None, 300)
    assert made["reasons"][0] == {
        "field": "denied",
        "span": {"start": 21, "end": 27, "text": "denied"},
        "by": "en/reporting.toml: den~",
        "sure": 0.9,
    }


def test_a_statement_without_source_and_cue():
    made = statement_data(BARE.statements[0], BARE.text)
    assert (made["source"], made["cue"], made["parent"]) == (None, None, None)


def test_a_document_that_was_read():
    made = document_data(NESTED)
    assert list(made) == [
        "id", "language", "title", "outlet", "authors", "published", "url", "text", "statements", "read_by",
    ]  # fmt: skip
    assert made["authors"] == ["Ann Lee", "Bo Li"]
    assert made["read_by"] == {"agent": "by-hand", "version": "1"}
    assert [s["id"] for s in made["statements"]] == [1, 2, 3]  # type: ignore[attr-defined]


def test_a_document_that_was_not_read():
    made = document_data(Document("Oui.", id="a"))
    assert made == {
        "id": "a",
        "language": None,
        "title": None,
        "outlet": None,
        "authors": [],
        "published": None,
        "url": None,
        "text": "Oui.",
        "statements": [],
        "read_by": None,
    }


def test_the_segments_of_a_content_stand_in_one_line():
    assert content_words(SPLIT.statements[0], SPLIT.text) == "« Nous irons » … « et nous resterons »"


def test_a_row_has_every_column_in_order():
    assert tuple(statement_row(NESTED, NESTED.statements[0])) == COLUMNS
    assert list(statement_row(NESTED, NESTED.statements[0]).values()) == [
        "nested", 1, None, "Kirby", "said", "that Austin thinks the talks will fail", "indirect", 0.912345, None, None,
        None, None, None, None, None, None, None, None, None, None, "", "", 0, 5, 6, 10, "11-49", "en", "Talks",
        "The Paper", "2024-05-01", "https://paper.example/talks",
    ]  # fmt: skip


def test_a_row_of_a_split_content_has_all_its_spans():
    row = statement_row(SPLIT, SPLIT.statements[0])
    assert row["content_spans"] == "0-14 27-48"


def test_a_row_without_source_and_cue_has_none_in_their_places():
    row = statement_row(BARE, BARE.statements[0])
    empty = {name for name, value in row.items() if value is None}
    assert empty >= {"source", "cue", "source_start", "source_end", "cue_start", "cue_end", "language", "url"}
