"""CSV: one row a statement."""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from selon.exporters.rows import COLUMNS, statement_row
from selon.records import Document

_FORMULA = ("=", "+", "@", "-", "\t", "\r")  # a spreadsheet would run a cell that begins so


def write_csv(documents: Iterable[Document], out: BinaryIO) -> None:
    """A header and one row a statement, UTF-8. A cell that a spreadsheet would take for a formula gets a leading '."""
    wrapper = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    rows = csv.DictWriter(wrapper, COLUMNS, lineterminator="\n")
    rows.writeheader()
    for document in documents:
        for statement in document.statements:
            rows.writerow({name: _safe(value) for name, value in statement_row(document, statement).items()})
    wrapper.detach()


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
