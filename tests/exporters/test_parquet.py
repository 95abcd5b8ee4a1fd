import sys
from io import BytesIO

import pytest

from selon.errors import MissingExtra
from selon.exporters import parquet as exporter
from selon.exporters.rows import COLUMNS, statement_row
from tests.exporters.written import written
from tests.made import BARE, NESTED, NOTHING, SHAPES, document, statement

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def table(*documents):
    return parquet.read_table(BytesIO(written("parquet", *documents)))


def test_the_rows_come_back():
    expected = [statement_row(d, s) for d in SHAPES for s in d.statements]
    assert table(*SHAPES).to_pylist() == expected
    assert len(expected) == 9


def test_the_columns_have_types():
    integers = {"statement", "parent", "source_start", "source_end", "cue_start", "cue_end"}
    for made in (table(NESTED), table(NOTHING), table()):
        assert tuple(made.column_names) == COLUMNS
        assert {f.name for f in made.schema if f.type == pyarrow.int64()} == integers
        assert {f.name for f in made.schema if f.type == pyarrow.float64()} == {"confidence"}
        flags = {f.name for f in made.schema if f.type == pyarrow.bool_()}
        assert flags == {"named", "denied"}
        strings = {f.name for f in made.schema if f.type == pyarrow.string()}
        assert strings == set(COLUMNS) - integers - flags - {"confidence"}


def test_nothing_is_null_not_empty():
    row = table(BARE).to_pylist()[0]
    assert (row["source"], row["cue_start"], row["parent"], row["title"]) == (None, None, None, None)


def test_no_document_is_a_table_without_rows():
    assert table().num_rows == 0


def test_many_rows_are_written_in_groups(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(exporter, "_GROUP", 4)
    made = parquet.ParquetFile(BytesIO(written("parquet", *[NESTED] * 5)))
    assert made.metadata.num_rows == 15
    assert [made.metadata.row_group(i).num_rows for i in range(made.metadata.num_row_groups)] == [6, 6, 3]


def test_a_lone_surrogate_is_written_as_its_escape():
    text = "A\ud800 said: yes \udfff."
    made = document(text, statement(text, 1, "A\ud800", "said", "yes \udfff"), id="\ud83d")
    row = table(made).to_pylist()[0]
    assert (row["document"], row["source"], row["content"]) == ("\\ud83d", "A\\ud800", "yes \\udfff")


def test_without_pyarrow_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra) as caught:
        written("parquet", NESTED)
    assert str(caught.value) == "Parquet needs the package pyarrow. Install it with: pip install 'selon[parquet]'"
    assert caught.value.exit_code == 2
