import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.importers.csv_rows import looks_like_rows
from selon.records import Document
from selon.settings import ReadSettings
from tests.importers.files import FRENCH, GERMAN, read_file, read_one, told


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_document_a_row(tmp_path: Path, delimiter: str, line_end: str):
    rows = [["id", "Titre", "texte"], ["a", "Un", "Oui."], ["b", "", "Non."]]
    data = line_end.join(delimiter.join(row) for row in rows) + line_end
    assert read_file(tmp_path / "a.csv", data) == [
        Document("Oui.", id="a", title="Un"),
        Document("Non.", id="b"),
    ]


def test_quoted_fields_may_hold_line_breaks_quotes_and_delimiters(tmp_path: Path):
    text = 'Il a dit : "Oui; non".\n\nPuis, plus rien.\r\n'
    quoted = text.replace('"', '""')
    made = read_one(tmp_path / "a.csv", f'id;text\n1;"{quoted}"\n')
    assert made.text == text


def test_a_bad_row_is_told_and_the_rest_goes_on(tmp_path: Path):
    path = tmp_path / "a.csv"
    rows = ["id,text", "1,Un.", '2,"Deux" et demi', "3,Trois, et plus", "4,", "5", "", '6,"Six\nlignes"', "7,Sept."]
    assert told(path, read_file(path, "\n".join(rows))) == [
        "Un.",
        "a.csv:3: not a valid CSV row (',' expected after '\"').",
        "a.csv:4: this row has 3 fields, the header names 2. Put a text that holds the delimiter in quotation marks.",
        "a.csv:5: has no text in the field 'text'. It has: id, text. Name the right one with --field text=NAME.",
        "a.csv:6: has no text in the field 'text'. It has: id, text. Name the right one with --field text=NAME.",
        "Six\nlignes",
        "Sept.",
    ]


def test_empty_fields_beyond_the_header_do_no_harm(tmp_path: Path):
    assert read_one(tmp_path / "a.csv", "id,text\n1,Oui.,,\n").text == "Oui."


def test_a_quotation_mark_that_is_never_closed_is_told(tmp_path: Path):
    path = tmp_path / "a.csv"
    assert told(path, read_file(path, 'id,text\n1,Oui.\n2,"Non.\n3,Si.\n')) == [
        "Oui.",
        "a.csv:3: not a valid CSV row (unexpected end of data).",
    ]


def test_a_header_without_text_is_one_error(tmp_path: Path):
    path = tmp_path / "a.csv"
    assert told(path, read_file(path, "id,resume\n1,Oui.\n2,Non.\n")) == [
        "a.csv: has no text in the field 'text'. It has: id, resume. Name the right one with --field text=NAME."
    ]


def test_a_bad_header_is_one_error(tmp_path: Path):
    path = tmp_path / "a.csv"
    assert told(path, read_file(path, 'id,"text" x\n1,Oui.\n')) == [
        "a.csv:1: not a valid CSV row (',' expected after '\"')."
    ]


def test_a_field_given_is_read(tmp_path: Path):
    given = ReadSettings(fields=(("text", "résumé"), ("outlet", "origine")))
    made = read_one(tmp_path / "a.csv", "text;Résumé;Origine\nnon;oui;Le Journal\n", given)
    assert (made.text, made.outlet) == ("oui", "Le Journal")


@pytest.mark.parametrize("data", ["", "\n", "id,text\n", "\ufeff", "\ufeffid,text\r\n\r\n"])
def test_no_row_at_all_is_an_empty_file(tmp_path: Path, data: str):
    path = tmp_path / "a.csv"
    assert told(path, read_file(path, data)) == ["a.csv: is empty; there is nothing to read."]


def test_a_huge_field_is_read(tmp_path: Path):
    text = "Il a dit oui. " * 100_000
    assert read_one(tmp_path / "a.csv", f'id,text\n1,"{text}"\n', ReadSettings(language="fr")).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str):
    assert read_one(tmp_path / "a.csv", "text;id\nÉté.;a\n".encode(encoding)) == Document("Été.", id="a")


@pytest.mark.parametrize("encoding", ["cp1252", "UTF-16LE", "utf-32-be"])
def test_the_encoding_given_is_used(tmp_path: Path, encoding: str):
    data = "id;text\na;Été à Orléans.\n".encode(encoding)
    assert read_one(tmp_path / "a.csv", data, ReadSettings(encoding=encoding)).text == "Été à Orléans."


def test_a_row_in_another_encoding_is_told_and_the_rest_goes_on(tmp_path: Path):
    path = tmp_path / "a.csv"
    filler = "0,Oui.\n" * 3000  # more than is decoded at once
    data = f"id,text\n{filler}".encode() + "1,Été.\n".encode("cp1252") + "2,Été.\n".encode()
    lines = told(path, read_file(path, data))
    assert lines[3000:] == [
        "a.csv:3002: not text in utf-8 (byte 0xC9). Save it as UTF-8, or name its encoding with --encoding.",
        "Été.",
    ]


def test_a_header_in_another_encoding_is_one_error(tmp_path: Path):
    path = tmp_path / "a.csv"
    data = "résumé;text\noui;Oui.\nnon;Non.\n".encode("cp1252")
    assert told(path, read_file(path, data)) == [
        "a.csv:1: not text in utf-8 (byte 0xE9). Save it as UTF-8, or name its encoding with --encoding."
    ]
    assert told(path, read_file(path, data, ReadSettings(encoding="cp1252"))) == ["Oui.", "Non."]


def test_half_a_character_in_utf_16_is_told(tmp_path: Path):
    path = tmp_path / "a.csv"
    (line,) = told(path, read_file(path, "text,id\nOui.,1\n".encode("utf-16") + b"\n"))
    assert line.startswith("a.csv:3: not text in utf-16 (byte 0x0A).")


def test_a_nul_byte_is_binary(tmp_path: Path):
    path = tmp_path / "a.csv"
    (line,) = told(path, read_file(path, b"id,text\n1,a\0b\n"))
    assert line.startswith("a.csv: looks like binary data, not text (a NUL byte at byte 11)")


def test_a_row_in_another_language_is_told_with_its_place(tmp_path: Path):
    path = tmp_path / "a.csv"
    line, text = told(path, read_file(path, f'text,id\n"{GERMAN}",1\n"{FRENCH}",2\n'))
    assert line.startswith("a.csv:2: is in de,")
    assert text == FRENCH


@pytest.mark.parametrize(
    ("head", "is_rows"),
    [
        ("id,text\n1,a", True),
        ('"Titre";"Texte"\n', True),
        ("url\tbody", True),
        ("text\nOui.", False),
        ("id,title\n", False),
        ("Text, he said, is all.", False),
        ("Content, he said: “no”\n", False),
        ("", False),
    ],
)
def test_rows_are_told_by_their_header(head: str, is_rows: bool):
    assert looks_like_rows(head) is is_rows


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=20)


@settings(max_examples=50)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_any_rows_come_back(tmp_path: Path, rows: list[tuple[str, str]], delimiter: str):
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([("title", "text"), *((title, f"a{text}") for title, text in rows)])
    items = read_file(tmp_path / "a.csv", written.getvalue(), ReadSettings(language="en"))
    assert [(d.title, d.text) for d in items if isinstance(d, Document)] == [
        (title or None, f"a{text}") for title, text in rows
    ]


def test_bytes_that_are_no_utf_7_are_told(tmp_path: Path):
    path = tmp_path / "a.csv"
    (error,) = told(path, read_file(path, b"+\x01", ReadSettings(encoding="utf-7")))
    assert error.startswith("a.csv:1: not text in utf-7")
