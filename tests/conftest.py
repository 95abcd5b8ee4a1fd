"""What the tests share: the shipped reader, a stand-in for it, and the command as a function."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from selon.cli import main
from selon.reader.pipeline import SHIPPED_MODEL, Reader, shipped_reader
from tests.postgresql_server import Server, binaries, running
from tests.stand_in import StandIn

settings.register_profile(
    "any machine",
    deadline=None,  # the time of an example says more about the machine than about the code
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages in English, whatever the machine's locale."""
    monkeypatch.setenv("SELON_LANGUAGE", "en")


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader that ships."""
    if not (SHIPPED_MODEL / "encoder.onnx").exists():
        pytest.skip("the model has not been trained here")
    return shipped_reader()


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """In the place of the shipped reader, where a test asks for exact statements."""
    made = StandIn()
    monkeypatch.setattr("selon.desk.reading.shipped_reader", lambda: made)
    return made


@pytest.fixture
def selon(stand_in: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`selon("read", "a.txt")` runs the command in `tmp_path` with the stand-in reader."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path, input: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=input)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own."""
    programs = binaries()
    if programs is None:
        assert not os.environ.get("SELON_CI"), "CI must have PostgreSQL: make postgresql"
        pytest.skip("no PostgreSQL here: install it with your package manager (Debian: apt-get install postgresql)")
    with running(programs) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a test makes its ledger: a file, then an empty database."""
    if request.param == "sqlite":
        yield str(tmp_path / "selon.db")
        return
    with request.getfixturevalue("postgresql").database() as made:
        yield made
