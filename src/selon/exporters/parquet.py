"""Parquet: one row a statement, written in groups of rows, by pyarrow."""

from collections.abc import Iterable
from typing import BinaryIO

from selon.errors import MissingExtra
from selon.exporters.rows import COLUMNS, statement_row
from selon.records import Document

_GROUP = 20_000  # rows
_INTEGERS = ("statement", "parent", "source_start", "source_end", "cue_start", "cue_end")


def write_parquet(documents: Iterable[Document], out: BinaryIO) -> None:
    """The columns of the CSV with types. Raises MissingExtra where pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as problem:
        raise MissingExtra("needs_extra", feature="Parquet", package="pyarrow", extra="parquet") from problem
    types = {name: pyarrow.int64() if name in _INTEGERS else pyarrow.string() for name in COLUMNS}
    types["confidence"] = pyarrow.float64()
    types["named"] = types["denied"] = pyarrow.bool_()
    schema = pyarrow.schema(list(types.items()))
    with parquet.ParquetWriter(out, schema) as writer:
        rows: list[dict[str, object]] = []
        for document in documents:
            for statement in document.statements:
                rows.append({name: _storable(value) for name, value in statement_row(document, statement).items()})
            if len(rows) >= _GROUP:
                writer.write_table(pyarrow.Table.from_pylist(rows, schema))
                rows = []
        writer.write_table(pyarrow.Table.from_pylist(rows, schema))


def _storable(value: object) -> object:
    """The value; a lone surrogate, which UTF-8 cannot hold, as its escape."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
