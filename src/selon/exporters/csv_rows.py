"""CSV: one row a statement."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

from selon.exporters.rows import COLUMNS, statement_row
from selon.records import Document

_FORMULA = ("=", "+", "@", "-", "\t", "\r")  # a spreadsheet would run a cell that begins so
_LINE_END = "\r\n"  # for the csv module, which quotes fields that hold one of these; rows end with the second alone


def write_csv(documents: Iterable[Document], out: BinaryIO) -> None:
    """A header and one row a statement."""
    rows = (statement_row(document, statement) for document in documents for statement in document.statements)
    write_rows(COLUMNS, rows, out)


def write_rows(columns: Sequence[str], rows: Iterable[Mapping[str, object]], out: BinaryIO) -> None:
    """A header and the rows, UTF-8. A cell that a spreadsheet would take for a formula gets a leading '."""
    writer = csv.DictWriter(_Encoded(out), columns, lineterminator=_LINE_END)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _safe(value) for name, value in row.items()})


class _Encoded:
    """A place for rows, one at a time; a lone surrogate, which UTF-8 cannot hold, is written as its escape."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        text = text.removesuffix(_LINE_END) + "\n"
        return self._out.write(text.encode("utf-8", "backslashreplace"))


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
