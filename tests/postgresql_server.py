"""A real PostgreSQL server for the tests: on a free port, in a folder of its own, and only this one is stopped."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

_SETTINGS = (
    "listen_addresses=127.0.0.1", "max_connections=60", "shared_buffers=64MB", "autovacuum=off",
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
)  # fmt: skip
_WAIT = 60  # seconds


def binaries() -> Path | None:
    """The folder of the server's programs: the newest of the distribution's, else that of the one on the path."""
    listed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
    found = str(listed[-1]) if listed else shutil.which("postgres")
    return Path(found).resolve().parent if found else None


@contextmanager
def running(programs: Path) -> Iterator["Server"]:
    """A server that sorts text as people do, not by bytes, so that tests find where the order of rows depends on it."""
    folder = Path(tempfile.mkdtemp(prefix="selon-postgresql-"))
    as_nobody = _unprivileged(folder)
    port = _free_port()
    made = ["--auth=trust", "--username=selon", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    sorting = ["--locale-provider=icu", "--icu-locale=en-US"]
    initdb = [*as_nobody, str(programs / "initdb"), "-D", str(folder / "data"), *made]
    if subprocess.run([*initdb, *sorting], capture_output=True, cwd=folder, check=False).returncode:
        shutil.rmtree(folder / "data", ignore_errors=True)
        subprocess.run(initdb, capture_output=True, cwd=folder, check=True)
    options = [part for setting in _SETTINGS for part in ("-c", setting)]
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-p", str(port), "-k", str(folder), *options]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([*as_nobody, *command], stdout=log, stderr=log, cwd=folder)
    try:
        server = Server(port)
        server.wait(process, folder / "log")
        yield server
    finally:
        process.send_signal(signal.SIGINT)  # a fast stop
        process.wait(_WAIT)
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """A running server: makes and drops databases."""

    def __init__(self, port: int) -> None:
        self.port = port

    def address(self, database: str) -> str:
        """The address of a database as Selon takes it."""
        return f"postgresql://selon@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a new, empty database, which is dropped at the end."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        self.run(f"CREATE DATABASE {name}")
        try:
            yield self.address(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def run(self, command: str) -> None:
        """Run one command of the server's owner."""
        with psycopg.connect(self.address("postgres"), autocommit=True, connect_timeout=10) as connection:
            connection.execute(command)  # type: ignore[arg-type]

    def wait(self, process: subprocess.Popen[bytes], log: Path) -> None:
        """Wait until the server answers."""
        while True:
            try:
                self.run("SELECT 1")
                return
            except psycopg.OperationalError:
                assert process.poll() is None, log.read_text(errors="replace")


def _unprivileged(folder: Path) -> list[str]:
    """What runs a program as nobody where the tests run as root, who may not run the server."""
    if os.getuid() != 0:
        return []
    shutil.chown(folder, "nobody", "nogroup")
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
