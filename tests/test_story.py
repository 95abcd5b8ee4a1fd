"""What the pages show of the example story is what the commands print."""

import shutil
from pathlib import Path

import pytest
from docs.outputs import ADD, PAGES, ROOT, renewed

from selon.desk.adding import add
from selon.importers import find_sources
from selon.ledger import Ledger
from tests.test_docs import page


@pytest.fixture(scope="module")
def story(reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the example story."""
    path = tmp_path_factory.mktemp("story") / "story.db"
    with Ledger(str(path), create=True) as ledger:
        for _ in add(find_sources([str(ROOT / "examples/story")]), ledger, reader=reader):
            pass
    return path


@pytest.mark.parametrize(("name", "language"), PAGES.items())
def test_what_is_shown_is_what_is_printed(story: Path, name: str, language: str, tmp_path: Path):
    if f"```sh\n{ADD}\n" not in page(name):  # else the page shows what it tells of new articles
        shutil.copy(story, tmp_path)
    assert page(name) == renewed(page(name), language, tmp_path), "python docs/outputs.py renews the pages"
