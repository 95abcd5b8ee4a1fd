"""Opening a ledger: an SQLite file by its path, or a PostgreSQL database by its address."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from selon.errors import LedgerError, MissingExtra, NoLedger, UsageError
from selon.ledger.migrations import HEAD, upgrade

DEFAULT_LEDGER = "selon.db"
_MAPPED = 1 << 30  # bytes of an SQLite file that are read through the system's cache
_WAIT = 120  # seconds that a writer waits for another
_WRITING = 0x53454C4F  # the advisory lock that writers of a PostgreSQL ledger take
_VERSION = "alembic_version"


def open_engine(address: str, *, create: bool) -> Engine:
    """The engine for a path or address, its tables brought up to date.

    Raises NoLedger where there is none and none is to be made, LedgerError where what is there is not a ledger,
    was written by a newer Selon, is damaged or cannot be opened.
    """
    url = _url(address)
    if url.get_backend_name() == "sqlite" and not create and not Path(str(url.database)).exists():
        raise NoLedger("no_ledger", where=shown(address))
    engine = _engine(url)
    try:
        with telling(address):
            _bring_up_to_date(engine, address, create)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def telling(address: str) -> Iterator[None]:
    """Errors of the database as LedgerErrors, which say what was wrong and where."""
    try:
        yield
    except DBAPIError as problem:
        kind = NoLedger if _kind(problem) == "no_ledger" else LedgerError
        raise kind(_kind(problem), where=shown(address), reason=_reason(problem)) from problem
    except SQLAlchemyError as problem:
        raise LedgerError("ledger_failed", where=shown(address), reason=problem) from problem


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that sees the ledger as it was when it began."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        else:
            connection.exec_driver_sql("BEGIN")
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction in which nobody else writes: another waits until it ends. All of it is kept, or nothing."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITING})
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


def shown(address: str) -> str:
    """The address without its password."""
    try:
        return make_url(address).render_as_string(hide_password=True) if "://" in address else address
    except (ArgumentError, ValueError):
        return address.partition("://")[0] + "://…"


def _url(address: str) -> URL:
    if "://" not in address:
        if address in ("", ":memory:"):  # each connection to memory would be a ledger of its own
            raise UsageError("bad_ledger_address", where=address)
        return URL.create("sqlite", database=address)
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as problem:
        raise UsageError("bad_ledger_address", where=shown(address)) from problem
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    is_file = url.drivername == "sqlite" and url.database not in (None, "", ":memory:")
    if not is_file and url.drivername != "postgresql+psycopg":
        raise UsageError("bad_ledger_address", where=shown(address))
    return url


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        try:
            return create_engine(url, connect_args={"connect_timeout": 10}, pool_pre_ping=True)
        except ImportError as problem:
            raise MissingExtra("needs_extra", feature="PostgreSQL", package="psycopg", extra="postgresql") from problem
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": _WAIT, "isolation_level": None})
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    """Durable and shared: what is committed is on the disk, foreign keys hold, writers wait for each other.

    A fresh connection reads the file through the system's own cache, which earlier ones have warmed.
    """
    for pragma in ("synchronous = FULL", "foreign_keys = ON", f"mmap_size = {_MAPPED}"):
        connection.execute(f"PRAGMA {pragma}")


def _bring_up_to_date(engine: Engine, address: str, create: bool) -> None:
    found, is_empty = _revision(engine)
    if found == HEAD:
        return
    if found is None and not is_empty:
        raise LedgerError("not_a_ledger", where=shown(address))
    if found is None and not create:
        raise NoLedger("no_ledger", where=shown(address))
    if engine.dialect.name == "sqlite":
        _use_log(engine)
    with writing(engine) as connection:
        upgrade(connection, shown(address))


def _revision(engine: Engine) -> tuple[str | None, bool]:
    """The migration that a ledger stands at, None for what is no ledger; and whether there is nothing at all."""
    with engine.connect() as connection:
        held = set(inspect(connection).get_table_names())
        if not {_VERSION, "documents", "statements", "judgements"} <= held:
            return None, not held
        found = connection.execute(text(f"SELECT version_num FROM {_VERSION}")).scalar()
    return found, False


def _use_log(engine: Engine) -> None:
    """Have SQLite write ahead, so that readers and a writer do not wait for each other. It is remembered in the file.

    SQLite does not wait by itself where others open the file at the same moment, so this does.
    """
    until = time.monotonic() + _WAIT
    while True:
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            return
        except OperationalError as problem:
            if "locked" not in str(problem.orig) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _kind(problem: DBAPIError) -> str:
    """The key of the message for a database's error."""
    told = str(problem.orig).lower()
    kinds = {
        "not a database": "not_a_ledger",
        "malformed": "damaged_ledger",
        "locked": "ledger_busy",
        "disk is full": "ledger_full",
        "no space left": "ledger_full",
        "disk full": "ledger_full",
    }
    if 'database "' in told and "does not exist" in told:
        return "no_ledger"
    return next((key for words, key in kinds.items() if words in told), "ledger_failed")


def _reason(problem: DBAPIError) -> str:
    return " ".join(str(problem.orig).split())[:200]
