"""A small ledger in the place where the command runs."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from selon.cli import main
from tests.cli.scribe import Scribe, relate

ARTICLES = (
    ("f1", "The Harbour Post", "2024-03-04T08:00:00+00:00", "Ferry fire off Port Ellis",
     "The ferry Morning Star burned off Port Ellis. Ana Ruiz said that at least 12 people died on the Morning Star.\n\n"
     "Jan Holm denied that the Morning Star was overloaded."),
    ("f2", "Le Quotidien", "2024-03-05", "Morning Star: the toll rises",
     "After the fire on the ferry Morning Star off Port Ellis Ana Ruiz said on Monday that 15 people died on the "
     "Morning Star. Tom Barlow estimated that 18 people died on the Morning Star."),
    ("f3", "The Valley Times", "2024-03-06T17:30:00+00:00", "Nobody knows why the Morning Star burned",
     "On the ferry Morning Star off Port Ellis. Ana Ruiz said that nobody knows why the Morning Star burned.\n\n"
     "Jan Holm denied that the Morning Star was overloaded. Jan Holm said that it perhaps carried 300 litres of oil."),
    ("b1", "Finance Daily", "2024-03-05", "Norland keeps its rate",
     "The bank of Norland met in Lund. Mia Lund said that inflation in Norland is too high."),
)  # fmt: skip


def line(article: tuple[str, ...]) -> str:
    """An article as a line of JSON."""
    return json.dumps(
        dict(zip(("id", "outlet", "published", "title", "text"), article, strict=True)) | {"language": "en"}
    )


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The ledger, added once."""
    folder = tmp_path_factory.mktemp("ledger")
    (folder / "news.jsonl").write_text("".join(f"{line(article)}\n" for article in ARTICLES), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        _stand_in(patch)
        patch.chdir(folder)
        patch.setenv("SELON_LANGUAGE", "en")
        assert CliRunner().invoke(main, ["add", "news.jsonl"]).exit_code == 0
    yield folder / "selon.db"


@pytest.fixture
def selon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`selon("add", "news.jsonl")` runs the command in `tmp_path`, with a reader that needs no model."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SELON_WHO", "Ann")
    monkeypatch.delenv("SELON_LEDGER", raising=False)
    _stand_in(monkeypatch)

    def run(*arguments: str | Path, input: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=input)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Path:
    """A ledger of four articles, three of them of one story, as `selon.db`."""
    shutil.copy(made, tmp_path / "selon.db")
    shutil.copy(made.with_name("news.jsonl"), tmp_path)
    return tmp_path


def ids(selon: Callable[..., Result], *question: str) -> list[str]:
    """The ids of the statements that answer a question."""
    return [hit["id"] for hit in json.loads(selon("search", *question, "--json").stdout)]


def _stand_in(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("selon.desk.adding.shipped_reader", Scribe)
    patch.setattr("selon.desk.linking.relations", relate)
