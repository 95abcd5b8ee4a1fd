import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.errors import BadRecord
from selon.importers.json_lines import documents
from selon.importers.sources import Source
from selon.records import Document
from selon.settings import ReadSettings
from tests.importers.files import FRENCH, GERMAN, read_file, read_one, told

MUST_BE = "Each line must be one JSON object"


def test_a_document_a_line(tmp_path: Path):
    lines = '{"id": "a", "text": "Oui."}\n\n  {"id": "b", "text": "Non."}\r\n{"text": "Si."}'
    assert [(d.id, d.text) for d in read_file(tmp_path / "a.jsonl", lines) if isinstance(d, Document)] == [
        ("a", "Oui."),
        ("b", "Non."),
        (Document("Si.").id, "Si."),
    ]


@pytest.mark.parametrize("suffix", ["txt", "json", "jsonl", "csv", "html"])
def test_lines_are_read_under_any_name(tmp_path: Path, suffix: str):
    items = read_file(tmp_path / f"a.{suffix}", '{"text": "Oui."}\n{"text": "Non."}\n')
    assert told(tmp_path / f"a.{suffix}", items) == ["Oui.", "Non."]


def test_a_bad_line_in_the_middle_is_told_and_the_rest_goes_on(tmp_path: Path):
    lines = ['{"text": "Un."}', '{"text": "Deux}', '"texte"', "[1, 2]", '{"corps": "x", "n": 1}', '{"text": "Six."}']
    path = tmp_path / "a.jsonl"
    assert told(path, read_file(path, "\n".join(lines))) == [
        "Un.",
        f"a.jsonl:2:10: not valid JSON (Unterminated string starting at). {MUST_BE}.",
        f"a.jsonl:3: this JSON is not an object. {MUST_BE} with a 'text' field.",
        f"a.jsonl:4: this JSON is not an object. {MUST_BE} with a 'text' field.",
        "a.jsonl:5: has no text in the field 'text'. It has: corps, n. Name the right one with --field text=NAME.",
        "Six.",
    ]


@pytest.mark.parametrize("suffix", ["jsonl", "txt"])
def test_a_bad_first_line_does_not_spoil_the_rest(tmp_path: Path, suffix: str):
    path = tmp_path / f"a.{suffix}"
    assert told(path, read_file(path, '{"text": "Un}\n{"text": "Deux."}\n')) == [
        f"a.{suffix}:1:10: not valid JSON (Unterminated string starting at). {MUST_BE}.",
        "Deux.",
    ]


def test_a_field_given_is_read(tmp_path: Path):
    given = ReadSettings(fields=(("text", "Corps"), ("id", "n")))
    made = read_one(tmp_path / "a.jsonl", '{"corps": "Oui.", "text": "non", "n": 12}', given)
    assert (made.text, made.id) == ("Oui.", "12")


def test_a_field_given_is_named_where_it_is_missing(tmp_path: Path):
    path, given = tmp_path / "a.jsonl", ReadSettings(fields=(("text", "corps"),))
    assert told(path, read_file(path, '[]\n{"text": "Oui."}', given))[0].startswith("a.jsonl:2:1: not valid JSON")
    assert "with a 'corps' field" in told(path, read_file(path, '{"text": "Oui."}\n12', given))[1]


def test_a_list_is_one_document_an_item(tmp_path: Path):
    path = tmp_path / "a.json"
    items = read_file(path, '[\n {"text": "Un."},\n "deux",\n {"corps": 3},\n {"text": "Quatre."}\n]')
    assert told(path, items) == [
        "Un.",
        f"a.json[1]: this JSON is not an object. {MUST_BE} with a 'text' field.",
        "a.json[2]: has no text in the field 'text'. It has: corps. Name the right one with --field text=NAME.",
        "Quatre.",
    ]


@pytest.mark.parametrize(
    "value",
    [
        '{\n "text": "Oui."\n}',
        '{"text":\n"Oui."}',
        '{"id": 1,\n "text": "Oui.",\n "more": {\n "a": []\n}\n}\n',
        '\ufeff\n{ "text" : "Oui." }\n',
        '[{"text": "Oui."}]',
    ],
)
def test_one_object_over_several_lines_is_one_document(tmp_path: Path, value: str):
    assert read_one(tmp_path / "a.json", value).text == "Oui."


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ('{\n "text": "Oui."\n', "a.json:3:1"),
        ('[{"text": "Oui."},\n', "a.json:2:1"),
        ('[\n{"text" "a"}]', "a.json:2:9"),
    ],
)
def test_a_broken_file_is_one_error(tmp_path: Path, value: str, place: str):
    path = tmp_path / "a.json"
    (line,) = told(path, read_file(path, value))
    assert line.startswith(f"{place}: not valid JSON (")


@pytest.mark.parametrize("data", ["", "\n\n", "\ufeff", "[]", " [ ] "])
def test_no_document_at_all_is_an_empty_file(tmp_path: Path, data: str):
    path = tmp_path / "a.json"
    assert told(path, read_file(path, data)) == ["a.json: is empty; there is nothing to read."]


@pytest.mark.parametrize(
    ("suffix", "start", "end"),
    [("jsonl", '{"a":', "}"), ("json", '{"a":', "}"), ("txt", '{"a":', "}"), ("jsonl", "[", "]"), ("json", "[", "]")],
)
def test_endless_nesting_is_told(tmp_path: Path, suffix: str, start: str, end: str):
    path = tmp_path / f"a.{suffix}"
    (line,) = told(path, read_file(path, start * 50_000 + "1" + end * 50_000))
    assert line.startswith(f"a.{suffix}:1: not valid JSON (maximum recursion depth exceeded")


def test_endless_nesting_in_one_line_leaves_the_others(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    deep = '{"a":' * 50_000 + "1" + "}" * 50_000
    assert told(path, read_file(path, f'{{"text": "Un."}}\n{deep}\n{{"text": "Trois."}}'))[::2] == ["Un.", "Trois."]


def test_a_number_of_thousands_of_digits_is_told(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    line, text = told(path, read_file(path, '{"id": ' + "9" * 5000 + ', "text": "Un."}\n{"text": "Deux."}'))
    assert line.startswith("a.jsonl:1: not valid JSON (Exceeds the limit")
    assert text == "Deux."


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        (r"a \ud800 b", "a \ud800 b"),
        (r"\ud83d\ude80", "🚀"),
        (r"a\u0000b", "a\0b"),
        (r"\u202eevil\u001b[31m", "\u202eevil\x1b[31m"),
        (r"e\u0301t\u00e9", "e\u0301té"),
        ("un\u2028deux\u2029trois\x85quatre", "un\u2028deux\u2029trois\x85quatre"),
        (r"un\r\ndeux", "un\r\ndeux"),
        ("السلام 👩‍🚀", "السلام 👩‍🚀"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_every_character_comes_through(tmp_path: Path, escaped: str, text: str, encoding: str):
    assert read_one(tmp_path / "a.jsonl", f'{{"text": "{escaped}"}}\n'.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("data", ['{"text": "Été."}\n{"text": "À."}\n', '[\n{"text": "Été."}, {"text": "À."}\n]'])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str, data: str):
    path = tmp_path / "a.jsonl"
    assert told(path, read_file(path, data.encode(encoding))) == ["Été.", "À."]


def test_a_line_in_another_encoding_is_told_and_the_rest_goes_on(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    data = b'{"text": "Un."}\n' + '{"text": "Été."}\n'.encode("cp1252") + '{"text": "Été."}'.encode()
    assert told(path, read_file(path, data)) == [
        "Un.",
        "a.jsonl:2: not text in utf-8 (byte 0xC9). Save it as UTF-8, or name its encoding with --encoding.",
        "Été.",
    ]


@pytest.mark.parametrize("encoding", ["cp1252", "UTF-16LE"])
def test_the_encoding_given_is_used(tmp_path: Path, encoding: str):
    path = tmp_path / "a.jsonl"
    data = '{"text": "Été."}\n{"text": "À."}\n'.encode(encoding)
    assert told(path, read_file(path, data, ReadSettings(encoding=encoding))) == ["Été.", "À."]


def test_a_nul_byte_spoils_its_line_only(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    line, text = told(path, read_file(path, b'{"text": "a\0b"}\n{"text": "Oui."}\n'))
    assert line.startswith("a.jsonl: looks like binary data")
    assert text == "Oui."


def test_a_line_in_another_language_is_told_with_its_place(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    items = read_file(path, json.dumps({"text": GERMAN}) + "\n" + json.dumps({"text": FRENCH}))
    line, text = told(path, items)
    assert line.startswith("a.jsonl:1: is in de,")
    assert text == FRENCH


def test_lines_are_read_one_by_one(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Oui."}\n' * 2 + '{"text": "Non}\n')
    items = documents(Source("a.jsonl", path), ReadSettings())
    assert isinstance(next(items), Document)
    assert isinstance(next(items), Document)
    assert isinstance(next(items), BadRecord)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "id", "a"]), inner),
    max_leaves=8,
)


@settings(max_examples=60)
@given(st.lists(JSON, min_size=1, max_size=4))
def test_any_json_gives_a_document_or_an_error_an_item(tmp_path: Path, values: list[object]):
    path = tmp_path / "any.json"
    read = {
        "list": read_file(path, json.dumps(values)),
        "lines": read_file(tmp_path / "any.jsonl", "\n".join(json.dumps({"text": "", "a": v}) for v in values)),
    }
    assert {name: len(items) for name, items in read.items()} == {"list": len(values), "lines": len(values)}
    for value, item in zip(values, read["list"], strict=True):
        has_text = isinstance(value, dict) and isinstance(value.get("text"), str) and value["text"].strip()
        if has_text and isinstance(item, Document):
            assert item.text == value["text"]  # type: ignore[index]
        elif not has_text:
            assert isinstance(item, BadRecord)
