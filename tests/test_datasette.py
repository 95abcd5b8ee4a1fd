"""A ledger opens in Datasette, with every view and what docs/datasette.yaml says of it."""

import asyncio
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasette.app import Datasette
from sqlalchemy import create_engine, inspect

from selon.desk.adding import add
from selon.importers import find_sources
from selon.ledger import Ledger
from tests.test_docs import ROOT

METADATA = yaml.safe_load((ROOT / "docs/datasette.yaml").read_text(encoding="utf-8"))
DESCRIBED = METADATA["databases"]["selon"]["tables"]
QUERIES = METADATA["databases"]["selon"]["queries"]
SHOWN = [name for name, table in DESCRIBED.items() if not table.get("hidden")]


@pytest.fixture(scope="module")
def ledger(reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example story in a ledger."""
    path = tmp_path_factory.mktemp("datasette") / "selon.db"
    with Ledger(str(path), create=True) as made:
        for _ in add(find_sources([str(ROOT / "examples/story")]), made, reader=reader):
            pass
    return path


@pytest.fixture
def opened(ledger: Path) -> Datasette:
    return Datasette([str(ledger)], metadata=deepcopy(METADATA))


def get(opened: Datasette, *paths: str) -> list[Any]:
    """The answers to these requests, asked within the program, without a network."""

    async def ask() -> list[Any]:
        return [await opened.client.get(path) for path in paths]

    answers = asyncio.run(ask())
    assert [(path, answer.status_code) for path, answer in zip(paths, answers, strict=True)] == [
        (path, 200) for path in paths
    ]
    return answers


def test_every_view_is_described_with_its_columns_and_no_other(ledger: Path):
    found = inspect(create_engine(f"sqlite:///{ledger}"))
    columns = {name: [c["name"] for c in found.get_columns(name)] for name in SHOWN}
    assert {name: list(DESCRIBED[name]["columns"]) for name in SHOWN} == columns
    views, tables = set(found.get_view_names()), set(found.get_table_names())
    assert views <= set(SHOWN)
    assert set(DESCRIBED) == views | {name for name in tables if not name.startswith("statement_words")}


@pytest.mark.parametrize("name", SHOWN)
def test_every_view_opens_as_a_page_with_its_descriptions(opened: Datasette, name: str):
    (page,) = get(opened, f"/selon/{name}")
    assert DESCRIBED[name]["title"] in page.text
    assert [column for column in DESCRIBED[name]["columns"] if f"<dt>{column}</dt>" not in page.text] == []


@pytest.mark.parametrize("name", [name for name in SHOWN if name not in ("judgements", "how_statements_relate")])
def test_every_view_has_rows(opened: Datasette, name: str):
    (answer,) = get(opened, f"/selon/{name}.json?_shape=objects")
    assert answer.json()["rows"]
    assert set(DESCRIBED[name].get("facets", ())) <= set(answer.json()["facet_results"])


def test_figures_can_be_asked_for_as_data(opened: Datasette):
    (answer,) = get(opened, "/selon/who_gave_which_figure.json?_shape=array&unit=m%C2%B3&_sort=published")
    assert [(row["who"], row["low"], row["high"]) for row in answer.json()] == [
        ("Yves Combaz", 20_000, 20_000),
        ("Hélène Roustan", 35_000, 35_000),
        ("Yves Combaz", 30_000, None),
    ]


def test_links_of_what_is_shown_lead_somewhere(opened: Datasette):
    pages = [f"/selon/{name}" for name in SHOWN]
    for page in get(opened, *pages):
        links = {part.split('"', 1)[0] for part in page.text.split('href="')[1:]}
        get(opened, *sorted(link.replace("&amp;", "&") for link in links if link.startswith("/selon/")))


def test_every_query_answers(opened: Datasette):
    (told,) = get(opened, "/selon/who_said_what.json?_shape=array&denied=1")
    (denial,) = told.json()
    given = {"statement": denial["statement"], "document": denial["document"], "words": "ROCHE"}
    asked = "&".join(f"{name}={value}" for name, value in given.items())
    answers = get(opened, *(f"/selon/{name}.json?_shape=array&{asked}" for name in QUERIES))
    rows = dict(zip(QUERIES, (answer.json() for answer in answers), strict=True))
    assert [row["content"] for row in rows["statement"]] == [denial["content"]]
    assert denial["statement"] in [row["statement"] for row in rows["statements_of"]]
    assert {row["who"] for row in rows["words"]} == {"Yves Combaz"}


def test_the_metadata_is_what_datasette_shows(opened: Datasette):
    home, metadata, database = get(opened, "/", "/-/metadata.json", "/selon.json")
    assert METADATA["title"] in home.text
    assert metadata.json()["databases"]["selon"]["tables"] == DESCRIBED
    hidden = {table["name"] for table in database.json()["tables"] if table["hidden"]}
    assert {name for name in DESCRIBED if DESCRIBED[name].get("hidden")} <= hidden
    assert {query["name"] for query in database.json()["queries"]} == set(QUERIES)
