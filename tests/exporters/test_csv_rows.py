import csv
import io
import json

import pytest
from hypothesis import given, settings

from selon.exporters.rows import COLUMNS, statement_row
from selon.records import Document
from tests.exporters.texts import documents
from tests.exporters.written import written
from tests.made import BARE, NESTED, NOTHING, READ, SPLIT, document, statement


def cells(*made: Document) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written("csv", *made).decode(), newline="")))


def test_a_header_and_a_row_a_statement():
    assert written("csv", NESTED, NOTHING, BARE).decode() == (
        ",".join(COLUMNS) + "\n"
        "nested,1,,Kirby,said,that Austin thinks the talks will fail,indirect,0.912345,,,,,,,,,,,,,,,0,5,6,10,11-49,"
        "en,Talks,The Paper,2024-05-01,https://paper.example/talks\n"
        "nested,2,1,Austin,thinks,the talks will fail,indirect,0.4,,,,,,,,,,,,,,,16,22,23,29,30-49,"
        "en,Talks,The Paper,2024-05-01,https://paper.example/talks\n"
        "nested,3,,Nobody,knows,when,indirect,1.0,,,,,,,,,,,,,,,52,58,59,64,65-69,"
        "en,Talks,The Paper,2024-05-01,https://paper.example/talks\n"
        "bare,1,,,,“Never again.”,direct,0.75,,,,,,,,,,,,,,,,,,,0-14,,,,,\n"
    )


def test_what_was_normalised_is_in_its_columns():
    row = dict(zip(COLUMNS, cells(READ)[1], strict=True))
    assert (row["who"], row["who_type"], row["role"], row["on_behalf_of"], row["named"]) == (
        "Ann Lee", "person", "spokeswoman", "The Works", "True",
    )  # fmt: skip
    assert (row["act"], row["certainty"], row["distance"], row["denied"]) == ("say", "probable", "distanced", "True")
    assert (row["said_on_start"], row["said_on_end"], row["times"]) == ("2024-05-01", "2024-05-01", "2024-05-02/..")
    assert json.loads(row["figures"]) == [
        {"text": "up to 300 jobs a year", "high": 300, "unit": "job", "counted": "jobs", "per": "year"}
    ]


def test_no_statement_is_a_header_alone():
    assert cells(NOTHING) == [list(COLUMNS)]
    assert cells() == [list(COLUMNS)]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(start: str):
    formula = f"{start}HYPERLINK(A1)"
    text = f"{formula} said: {formula}."
    made = document(text, statement(text, 1, formula, "said", formula), id=formula, title=formula, outlet=formula)
    row = dict(zip(COLUMNS, cells(made)[1], strict=True))
    assert [row[name] for name in ("document", "source", "title", "outlet")] == [f"'{formula}"] * 4
    assert row["content"] == (f"'{formula}" if start.strip() else formula.strip())


def test_numbers_keep_their_sign_and_stay_numbers():
    row = dict(zip(COLUMNS, cells(SPLIT)[1], strict=True))
    assert (row["confidence"], row["statement"], row["content_spans"]) == ("0.75", "1", "0-14 27-48")


def test_delimiters_quotes_and_line_breaks_come_back():
    text = 'The "chief", of\r\n"all; things" said, yes.'
    made = document(text, statement(text, 1, 'The "chief", of\r\n"all; things"', "said", "yes"), id='a,"b"\n;c')
    row = cells(made)[1]
    assert (row[0], row[3]) == ('a,"b"\n;c', 'The "chief", of\r\n"all; things"')


@settings(max_examples=40)
@given(documents())
def test_any_document_comes_back(made: Document):
    rows = cells(made)
    assert rows[0] == list(COLUMNS)
    for s, row in zip(made.statements, rows[1:], strict=True):
        for expected, cell in zip(statement_row(made, s).values(), row, strict=True):
            kept = "" if expected is None else str(expected).encode("utf-8", "backslashreplace").decode()
            assert cell == (f"'{kept}" if isinstance(expected, str) and expected[:1] in tuple("=+-@\t\r") else kept)


@settings(max_examples=40)
@given(documents())
def test_no_cell_of_words_begins_like_a_formula(made: Document):
    for row in cells(made)[1:]:
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
