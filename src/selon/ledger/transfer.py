"""A whole ledger as JSON lines, the same from every engine: a line a row. What is derived is made again."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Float, Integer, func, insert, select, tuple_
from sqlalchemy.exc import DBAPIError

from selon.errors import BadRecord
from selon.languages import message
from selon.ledger import check, joining, rows, store
from selon.ledger.index import index
from selon.ledger.migrations import HEAD
from selon.ledger.schema import CARRIED, documents, figures, metadata, statements

_MANY = 500
_LEFT_OUT = {"row"}  # numbered by each engine for itself
_KINDS: dict[type, tuple[type, ...]] = {Boolean: (bool,), Integer: (int,), Float: (int, float), JSON: (dict, list)}


def lines(connection: Connection) -> Iterator[dict[str, Any]]:
    """The ledger as objects: first what it is and how many rows it has, then each row with the name of its table, in an
    order that keys allow.
    """
    counted = {t.name: connection.execute(select(func.count()).select_from(t)).scalar() for t in CARRIED}
    yield {"selon_ledger": HEAD, "rows": counted}
    for table in CARRIED:
        order = [table.c.row] if "row" in table.c else list(table.primary_key.columns)
        if table.name == "judgements":
            order = [table.c.at, table.c.id]
        asked = select(table).order_by(*order)
        for row in connection.execute(asked, execution_options={"yield_per": _MANY}).mappings():
            yield {"table": table.name, **{name: row[name] for name in row if name not in _LEFT_OUT}}


def take_in(
    connection: Connection, told: Iterable[tuple[str, Mapping[str, Any]]], tell: Callable[[int], None]
) -> tuple[int, list[str]]:
    """Put exported rows into a ledger; rows that it holds already stay as they are.

    Returns how many rows were new and the ids of the documents among them. Raises BadRecord for what is no sound export
    of a ledger, or of a newer Selon; nothing is kept then, since it all happens in the caller's transaction.
    """
    taking = _Taking(connection)
    for count, (where, row) in enumerate(told, 1):
        taking.take(row, where)
        tell(count)
    return taking.end()


def to_line(row: Mapping[str, Any]) -> bytes:
    """One line of an export."""
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


class _Taking:
    """An export that is being taken in, a line after the other."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._joins = connection.execute(select(documents.c.id).limit(1)).first() is not None
        self._expected: Mapping[str, int] | None = None
        self._seen: Counter[str] = Counter()
        self._name, self._where = "", ""
        self._waiting: list[dict[str, Any]] = []
        self._new: Counter[str] = Counter()
        self._documents: list[str] = []  # that were not there
        self._held: set[str] = set()  # that were there before
        self._judgements: list[str] = []

    def take(self, row: Mapping[str, Any], where: str) -> None:
        """The next line."""
        self._where = where
        if self._expected is None:
            self._expected = _head(row, where)
            return
        name = row.get("table")
        if not isinstance(name, str) or name not in self._expected:
            raise BadRecord("not_an_export", where=where)
        if name != self._name or len(self._waiting) >= _MANY:
            self._flush()
            self._name = name
        self._seen[name] += 1
        self._waiting.append(_checked({k: v for k, v in row.items() if k != "table"}, name, where))

    def end(self) -> tuple[int, list[str]]:
        """Make again what is derived, and see that all is sound."""
        self._flush()
        if self._expected is None:
            raise BadRecord("not_an_export", where=self._where or "-")
        for name, count in self._expected.items():
            if self._seen[name] != count:
                raise self._damaged(f"{name}: {self._seen[name]} / {count}")
        try:
            _derive(self._connection, self._documents)
        except check.UNREADABLE as problem:
            raise self._damaged(message("fault_record")) from problem
        if self._joins:
            joining.join(self._connection, self._documents, self._judgements)
        for document in self._documents:
            for fault in check.of_document(self._connection, document):
                raise self._damaged(f"{fault.where}: {message(fault.what)}")
        return self._new.total(), self._documents

    def _flush(self) -> None:
        try:
            made = self._put() if self._waiting else []
        except (DBAPIError, OverflowError) as problem:
            raise self._damaged(getattr(problem, "orig", problem)) from problem
        self._new[self._name] += len(made)
        if self._name == "documents":
            self._documents += [row["id"] for row in made]
            self._held |= {row["id"] for row in self._waiting} - set(self._documents)
        if self._name == "judgements":
            self._judgements += [row["id"] for row in made]
        self._waiting = []

    def _put(self) -> list[dict[str, Any]]:
        """Insert the rows that are new; returns them. What hangs on a reading that is not this ledger's is left out."""
        table = metadata.tables[self._name]
        keys = [table.c.id] if "row" in table.c else list(table.primary_key.columns)
        wanted = [tuple(row[key.name] for key in keys) for row in self._waiting]
        held = {tuple(row) for row in self._connection.execute(select(*keys).where(tuple_(*keys).in_(wanted)))}
        made = [row for row, key in zip(self._waiting, wanted, strict=True) if key not in held]
        if self._name == "statements":
            made = [row for row in made if row["document"] not in self._held]
        if self._name == "relations" and self._held:
            made = [row for row in made if all(store.is_there(self._connection, row[e]) for e in ("later", "earlier"))]
        if made:
            self._connection.execute(insert(table), made)
        return made

    def _damaged(self, fault: object) -> BadRecord:
        return BadRecord("damaged_export", where=self._where, fault=" ".join(str(fault).split())[:200])


def _head(row: Mapping[str, Any], where: str) -> Mapping[str, int]:
    """How many rows of each table an export has, by its first line."""
    version, counted = row.get("selon_ledger"), row.get("rows")
    if not isinstance(version, str):
        raise BadRecord("not_an_export", where=where)
    if version > HEAD:
        raise BadRecord("newer_export", where=where)
    if not isinstance(counted, dict) or set(counted) != {table.name for table in CARRIED}:
        raise BadRecord("not_an_export", where=where)
    return counted


def _checked(row: dict[str, Any], name: str, where: str) -> dict[str, Any]:
    """The row; raises BadRecord where its columns are not those of the table, or hold what these cannot."""
    columns = {column.name: column for column in metadata.tables[name].columns if column.name not in _LEFT_OUT}
    if set(row) != set(columns) or not all(_fits(columns[key], value) for key, value in row.items()):
        raise BadRecord("not_an_export", where=where)
    return row


def _fits(column: Column[Any], value: object) -> bool:
    if value is None:
        return bool(column.nullable)
    kinds = next((kinds for kind, kinds in _KINDS.items() if isinstance(column.type, kind)), (str,))
    if isinstance(value, str) and not rows.is_plain(value):
        return False
    return isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))


def _derive(connection: Connection, listed: Iterable[str]) -> None:
    """Figures and the words that are searched, of statements that came in."""
    for document in listed:
        record = store.bare(connection, document)
        found = list(connection.execute(select(statements).where(statements.c.document == document)).mappings())
        numbers = [f for r in found for f in rows.figure_rows(r["id"], rows.unpacked(r["record"]), record.text)]
        if numbers:
            connection.execute(insert(figures), numbers)
        index(connection, [store.indexed(row, record.language) for row in found if row["standing"]])
