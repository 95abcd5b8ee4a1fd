import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.exporters.json_file import to_json
from selon.exporters.rows import document_data
from selon.records import Document
from tests.exporters.texts import documents
from tests.exporters.written import written
from tests.made import NESTED, SHAPES


def test_json_is_one_list():
    assert json.loads(written("json", *SHAPES)) == [document_data(d) for d in SHAPES]


def test_json_lines_are_a_document_a_line():
    lines = written("jsonl", *SHAPES).decode().splitlines()
    assert [json.loads(line) for line in lines] == [document_data(d) for d in SHAPES]


def test_no_document_is_an_empty_list_and_no_line():
    assert json.loads(written("json")) == []
    assert written("jsonl") == b""


def test_letters_are_written_as_themselves():
    assert "« Nous irons »".encode() in written("jsonl", *SHAPES)


def test_a_lone_surrogate_is_escaped():
    assert to_json({"é": "a\ud800"}) == b'{"\\u00e9": "a\\ud800"}'


@settings(max_examples=40)
@given(st.lists(documents(), max_size=3))
def test_any_document_comes_back(made: list[Document]):
    expected = [document_data(d) for d in made]
    assert json.loads(written("json", *made)) == expected
    lines = written("jsonl", *made).split(b"\n")
    assert lines.pop() == b""
    assert [json.loads(line) for line in lines] == expected


@pytest.mark.parametrize("format_name", ["json", "jsonl", "annotations", "webannotation", "jsonld"])
def test_documents_are_written_as_they_come(format_name: str):
    """The first is out before the second is read, so that an archive never has to fit in memory."""
    from io import BytesIO

    from selon.exporters import exporter_for

    out = BytesIO()

    def coming():
        yield NESTED
        assert b"Kirby" in out.getvalue()
        yield NESTED

    exporter_for(format_name)(coming(), out)
    assert out.getvalue().count(b"Nobody") > 1
