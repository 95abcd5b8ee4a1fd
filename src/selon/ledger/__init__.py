"""The record: documents, statements, relations and what people decided, in one SQLite file or a PostgreSQL database.

The only room that speaks SQL. Functions of its modules work within a transaction of the Ledger that they are given.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from sqlalchemy import Connection

from selon.ledger.engine import DEFAULT_LEDGER, open_engine, reading, telling, writing

__all__ = ["DEFAULT_LEDGER", "Connection", "Ledger"]


class Ledger:
    """An open ledger. Use it in a `with` block, or close it; several may be open at once, in one process or many.

    `address` is the path of an SQLite file, or `postgresql://user@host/database`. Raises NoLedger where there is none,
    unless it is to be created; LedgerError where it cannot be opened.
    """

    def __init__(self, address: str = DEFAULT_LEDGER, *, create: bool = False) -> None:
        self.address = address
        self._engine = open_engine(address, create=create)

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """What the ledger holds at this moment: what others write meanwhile is not seen."""
        with telling(self.address), reading(self._engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: kept whole when the block ends, or not at all where an error leaves it."""
        with telling(self.address), writing(self._engine) as connection:
            yield connection

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()
