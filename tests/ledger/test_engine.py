import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from sqlalchemy import text

from selon.errors import LedgerError, NoLedger, UsageError
from selon.ledger import Ledger, check
from selon.ledger.asking import Question, search
from tests.telling import article, one, tell

TALKS = article("Kirby said that the talks go on.", url="https://a.example/1")


def problem(address: str, create: bool = False) -> LedgerError | UsageError:
    """The error that opening raises, which says where, and what would work."""
    with pytest.raises((LedgerError, UsageError)) as raised, Ledger(address, create=create):
        pass
    assert str(raised.value) and raised.value.told("fr") != raised.value.told("en")
    return raised.value


def counts(address: str) -> dict[str, int]:
    with Ledger(address) as ledger, ledger.reading() as connection:
        assert list(check.faults(connection)) == []
        return check.counts(connection)


def test_a_ledger_is_made_once_and_opened_after(address):
    assert isinstance(problem(address), NoLedger)
    with Ledger(address, create=True) as ledger:
        one(ledger, TALKS)
    for create in (True, False):
        with Ledger(address, create=create) as ledger, ledger.reading() as connection:
            assert len(search(connection, Question(words="talks"))) == 1


def test_where_there_is_no_ledger_none_is_made(tmp_path: Path):
    path = tmp_path / "none.db"
    assert isinstance(problem(str(path)), NoLedger)
    assert not path.exists()
    path.touch()
    assert isinstance(problem(str(path)), NoLedger)
    with Ledger(str(path), create=True):
        pass


def test_what_is_no_database_is_left_as_it_is(tmp_path: Path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ann,\n" * 1000)
    for create in (True, False):
        assert problem(str(path), create).key == "not_a_ledger"
    assert path.read_text() == "Dear Ann,\n" * 1000
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_another_programs_database_is_left_as_it_is(tmp_path: Path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (name)")
        connection.execute("CREATE TABLE alembic_version (version_num)")
        connection.execute("INSERT INTO alembic_version VALUES ('7e1f')")
    connection.close()
    before = path.read_bytes()
    for create in (True, False):
        assert problem(str(path), create).key == "not_a_ledger"
    assert path.read_bytes() == before


def test_another_programs_postgresql_database_is_left_as_it_is(postgresql):
    import psycopg

    with postgresql.database() as address:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE TABLE songs (name text)")
        assert problem(address, create=True).key == "not_a_ledger"


@pytest.mark.parametrize("create", [True, False])
def test_a_folder_is_no_ledger(tmp_path: Path, create):
    told = problem(str(tmp_path), create)
    assert told.key == "ledger_failed"
    assert str(tmp_path) in str(told)


def test_a_folder_that_is_not_there(tmp_path: Path):
    assert problem(str(tmp_path / "none" / "selon.db"), create=True).key == "ledger_failed"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "address",
    ["", ":memory:", "sqlite://", "sqlite:///:memory:", "://", "mysql://ann:secret@host/db", "postgresql://ann:secret@host:port/db"],
)  # fmt: skip
def test_addresses_that_are_none(address):
    told = problem(address, create=True)
    assert told.key == "bad_ledger_address"
    assert "secret" not in str(told)


def test_no_error_tells_the_password(postgresql):
    told = problem(f"postgresql://selon:secret@127.0.0.1:{postgresql.port}/no_such_database", create=True)
    assert isinstance(told, NoLedger)
    assert "secret" not in str(told)
    told = problem("postgresql://selon:secret@127.0.0.1:1/none")
    assert told.key == "ledger_failed"
    assert "secret" not in str(told)


def test_an_address_of_sqlite_is_a_path(tmp_path: Path):
    with Ledger(f"sqlite:///{tmp_path}/selon.db", create=True) as ledger:
        one(ledger, TALKS)
    assert counts(str(tmp_path / "selon.db"))["documents"] == 1


@pytest.mark.parametrize("name", ["a b.db", "é🚢.db", "100%d.db", "?mode=ro.db", "#1.db"])
def test_odd_file_names(tmp_path: Path, name):
    with Ledger(str(tmp_path / name), create=True) as ledger:
        one(ledger, TALKS)
    assert (tmp_path / name).exists()
    assert counts(str(tmp_path / name))["documents"] == 1


def as_nobody(script: str, *arguments: str) -> str:
    """What a script prints that runs without the rights of root."""
    drop = []
    if os.getuid() == 0:
        drop = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    command = [*drop, sys.executable, "-c", textwrap.dedent(script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


WRITE = """
    import sys
    from selon.errors import SelonError
    from selon.ledger import Ledger
    try:
        with Ledger(sys.argv[1]) as ledger, ledger.writing() as connection:
            connection.exec_driver_sql("DELETE FROM figures")
        print("written")
    except SelonError as problem:
        print(problem.key, problem.values["reason"])
"""


@pytest.fixture
def open_folder(tmp_path: Path):
    """A folder that everybody may enter."""
    folder = Path(subprocess.run(["mktemp", "-d"], capture_output=True, text=True, check=True).stdout.strip())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_file_that_may_not_be_written(open_folder: Path):
    path = open_folder / "selon.db"
    with Ledger(str(path), create=True) as ledger:
        one(ledger, TALKS)
    path.chmod(0o444)
    open_folder.chmod(0o555)
    try:
        told = as_nobody(WRITE, str(path))
    except subprocess.CalledProcessError as failed:  # nobody may not read the program itself
        pytest.skip(failed.stderr[-200:])
    assert told.startswith("ledger_failed")
    open_folder.chmod(0o755)
    assert counts(str(path))["documents"] == 1


def test_a_file_that_may_not_be_read(open_folder: Path):
    path = open_folder / "selon.db"
    with Ledger(str(path), create=True) as ledger:
        one(ledger, TALKS)
    path.chmod(0o000)
    try:
        told = as_nobody(WRITE, str(path))
    except subprocess.CalledProcessError as failed:
        pytest.skip(failed.stderr[-200:])
    assert told.startswith("ledger_failed")


def set_revision(address: str, revision: str) -> None:
    with Ledger(address) as ledger, ledger.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_a_newer_ledger_is_left_as_it_is(address):
    with Ledger(address, create=True) as ledger:
        one(ledger, TALKS)
    set_revision(address, "9999")
    for create in (True, False):
        told = problem(address, create)
        assert told.key == "newer_ledger"
        assert "pip install" in str(told)
    with pytest.raises(LedgerError):
        Ledger(address)


def test_a_full_ledger_keeps_what_it_has(tmp_path: Path):
    path = str(tmp_path / "selon.db")
    with Ledger(path, create=True) as ledger:
        one(ledger, TALKS)
        with ledger.reading() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()

        def limit(connection: sqlite3.Connection, _: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {pages + 2}")

        from sqlalchemy import event

        event.listen(ledger._engine, "connect", limit)
        with pytest.raises(LedgerError) as raised:
            tell(ledger, article("Kirby said that " + "it rains and snows " * 5000 + ".", url="https://b.example"))
        assert raised.value.key == "ledger_full"
        assert "full" in str(raised.value)
        event.remove(ledger._engine, "connect", limit)
    assert counts(path)["documents"] == 1
    with Ledger(path) as ledger:
        assert one(ledger, article("Kirby said that it is over.", url="https://b.example")).what == "new"


def test_a_full_disk_keeps_what_it_has(tmp_path: Path):
    folder = tmp_path / "small"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("no file system may be mounted here")
    try:
        path = str(folder / "selon.db")
        added = 0
        with pytest.raises(LedgerError) as raised, Ledger(path, create=True) as ledger:
            for number in range(1000):
                words = f"day {number} " * 1000
                one(ledger, article(f"Kirby said that {words}.", url=f"https://a.example/{number}"))
                added += 1
        assert raised.value.key in ("ledger_full", "ledger_failed")
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy)
        assert added > 0
        assert counts(str(copy / "selon.db"))["documents"] == added
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_reader_sees_nothing_of_what_is_written_meanwhile(address):
    with Ledger(address, create=True) as ledger, Ledger(address) as other:
        one(ledger, TALKS)
        with ledger.reading() as connection:
            before = check.counts(connection)
            one(other, article("Max said that it rains.", url="https://b.example"))
            assert check.counts(connection) == before
        assert counts(address)["documents"] == 2


def test_an_error_leaves_nothing(address):
    with Ledger(address, create=True) as ledger:
        one(ledger, TALKS)
        with pytest.raises(RuntimeError), ledger.writing() as connection:
            connection.execute(text("DELETE FROM figures"))
            connection.execute(text("UPDATE statements SET act = 'want'"))
            raise RuntimeError
        assert counts(address)["statements"] == 1


def test_a_ledger_that_somebody_holds_is_told(tmp_path: Path, monkeypatch):
    path = str(tmp_path / "selon.db")
    with Ledger(path, create=True):
        pass
    monkeypatch.setattr("selon.ledger.engine._WAIT", 0.01)
    with Ledger(path) as first, Ledger(path) as second, first.writing():
        with pytest.raises(LedgerError) as raised, second.writing():
            pass
        assert raised.value.key == "ledger_busy"
