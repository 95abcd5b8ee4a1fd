import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from selon.desk.data import HIT_COLUMNS, POINT_COLUMNS
from tests.cli.conftest import ARTICLES, ids, line

Run = Callable[..., Result]

TOLL = "4b48fa7a"  # at least 12 people died
HIGHER = "01c9b3ce"  # 18 people died


def found(result: Result) -> list[str]:
    """The ids in a table, in its order."""
    words = [row.split()[0] for row in result.stdout.splitlines() if row.startswith(" ") and row.split()]
    return [word for word in words if len(word) == 8 and all(char in "0123456789abcdef" for char in word)]


def rows(result: Result) -> list[dict[str, str]]:
    """The rows of a table with a header."""
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_words_are_found_whatever_their_endings(selon: Run, ledger: Path):
    result = selon("search", "person", "dying")
    assert (result.exit_code, result.stderr) == (0, "")
    assert selon("search", '"people died"').stdout != result.stdout
    assert found(selon("search", '"at least 12 people"')) == [TOLL]


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ([], 8),
        (["--actor", "ruiz"], 3),
        (["--actor", "person:ana-ruiz"], 3),
        (["--actor", "nobody"], 0),
        (["--outlet", "harbour"], 2),
        (["--language", "en"], 8),
        (["--language", "fr"], 0),
        (["--since", "2024-03-05", "--until", "2024-03-05"], 3),
        (["--act", "think"], 1),
        (["--certainty", "possible"], 1),
        (["--denied"], 2),
        (["--not-denied"], 6),
        (["--figure"], 4),
        (["--no-figure"], 4),
        (["--story", "ferry"], 7),
        (["--status", "read"], 8),
        (["--status", "accepted"], 0),
        (["--form", "direct"], 0),
        (["--limit", "3"], 3),
        (["--skip", "6"], 2),
        (["people", "--actor", "barlow", "--figure", "--story", "ferry"], 1),
    ],
)
def test_every_condition_must_hold(selon: Run, ledger: Path, question: list[str], count: int):
    assert len(ids(selon, *question)) == count
    assert len(rows(selon("search", *question, "--csv"))) == count
    assert len(selon("search", *question, "--jsonl").stdout.splitlines()) == count
    assert len(found(selon("search", *question))) == count


def test_the_newest_come_first_and_the_rest_is_told_of(selon: Run, ledger: Path):
    result = selon("search", "-n", "2")
    assert found(result) == [key[:8] for key in ids(selon)[:2]]
    assert result.stderr == "2 are listed, as many as were asked for; --limit lists more.\n"
    assert selon("search", "-n", "2", "--json").stderr == ""
    assert selon("search", "-n", "9").stderr == ""


@pytest.mark.parametrize("question", ["zeppelin", "***", '"', "'; DROP TABLE statements; --"])
def test_nothing_found_is_no_error(selon: Run, ledger: Path, question: str):
    result = selon("search", question)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "Nothing was found.\n", "")
    assert selon("search", question, "--json").stdout == "[]\n"
    assert selon("search", question, "--jsonl").stdout == ""
    assert selon("search", question, "--csv").stdout == ",".join(HIT_COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (["--since", "yesterday"], "selon: 'yesterday' is no day. Write it as YYYY-MM-DD.\n"),
        (["--story", "nope"], "selon: The ledger holds no story 'nope'. Give its id or words of its name; "
                              "`selon stories` lists them.\n"),
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_told(selon: Run, ledger: Path, question: list[str], told: str):
    result = selon("search", *question)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", told)


@pytest.mark.parametrize("arguments", [["--form", "x"], ["--limit", "0"], ["--skip", "-1"], ["--language", "de"]])
def test_a_wrong_value_of_an_option_is_refused(selon: Run, ledger: Path, arguments: list[str]):
    result = selon("search", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: Invalid value" in result.stderr


def test_a_statement_as_data_has_its_ids_and_its_article(selon: Run, ledger: Path):
    (hit,) = json.loads(selon("search", '"at least 12"', "--json").stdout)
    assert hit["id"].startswith(TOLL) and hit["number"] == 1
    assert hit["content"][0]["text"] == "at least 12 people died on the Morning Star"
    assert hit["document"]["title"] == ARTICLES[0][3]
    assert hit["status"] == "read" and hit["score"] > 0
    assert selon("versions", hit["document"]["id"]).exit_code == 0
    assert hit["story"] == json.loads(selon("stories", "--json").stdout)[0]["id"]
    (row,) = rows(selon("search", '"at least 12"', "--csv"))
    assert (row["statement"], row["document"], row["story"]) == (hit["id"], hit["document"]["id"], hit["story"])


def test_one_statement_is_shown_by_the_first_letters_of_its_id(selon: Run, ledger: Path):
    whole = selon("show", ids(selon, "12")[0])
    assert whole.exit_code == 0
    assert selon("show", TOLL).stdout == selon("show", TOLL[:4]).stdout == whole.stdout
    data = json.loads(selon("show", TOLL, "--json").stdout)
    assert data["chain"] == ["Ana Ruiz", "The Harbour Post"]
    assert data["passage"]["text"].startswith("The ferry Morning Star") and data["standing"]
    assert data["relations"] == data["judgements"] == []


@pytest.mark.parametrize("key", ["ffff", "4b4", "", "%%%%", "zzzzzzzz"])
def test_an_id_that_is_none_is_told(selon: Run, ledger: Path, key: str):
    result = selon("show", key)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"selon: The ledger holds no statement '{key}'.")
    assert selon("versions", key).stderr.startswith(f"selon: The ledger holds no article '{key}'.")


def test_letters_that_begin_several_ids_are_told(selon: Run, ledger: Path):
    many = (f"Mia Lund said that number {i} is fine." for i in range(700))
    (ledger / "many.jsonl").write_text(line(("m", "Wire", "2020-01-01", "Numbers", " ".join(many))))
    selon("add", "-q", "many.jsonl")
    found_ids = ids(selon, "--outlet", "wire", "--limit", "1000")
    first = next(key[:4] for key in found_ids if sum(other.startswith(key[:4]) for other in found_ids) > 1)
    result = selon("show", first)
    assert (result.exit_code, result.stdout) == (2, "")
    assert first in result.stderr and "no statement" not in result.stderr


def test_who_is_quoted_most_comes_first(selon: Run, ledger: Path):
    data = json.loads(selon("actors", "--json").stdout)
    assert [(a["name"], a["statements"], a["documents"]) for a in data] == [
        ("Ana Ruiz", 3, 3), ("Jan Holm", 3, 2), ("Mia Lund", 1, 1), ("Tom Barlow", 1, 1),
    ]  # fmt: skip
    assert [a["name"] for a in json.loads(selon("actors", "HOLM", "jan", "--json").stdout)] == ["Jan Holm"]
    assert selon("actors", "zeppelin").stdout == "Nothing was found.\n"
    assert [row["id"] for row in rows(selon("actors", "--csv", "-n", "2"))] == ["person:ana-ruiz", "person:jan-holm"]
    assert len(selon("actors", "--jsonl").stdout.splitlines()) == 4


def test_all_that_an_actor_said_is_told_day_by_day(selon: Run, ledger: Path):
    result = selon("actor", "Ana", "Ruiz")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "person:ana-ruiz" in result.stdout
    data = json.loads(selon("actor", "ruiz", "--json").stdout)
    assert [hit["document"]["published"][:10] for hit in data] == ["2024-03-04", "2024-03-05", "2024-03-06"]
    assert (
        found(result)
        == [hit["id"][:8] for hit in data]
        == [r["statement"][:8] for r in rows(selon("actor", "ruiz", "--csv"))]
    )
    result = selon("actor", "zeppelin")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("selon: The ledger holds no actor 'zeppelin'.")


def test_figures_are_told_of_a_story_or_of_words(selon: Run, ledger: Path):
    for asked in (["ferry", "fire"], ["people", "died"], [json.loads(selon("stories", "--json").stdout)[0]["id"]]):
        (deaths,) = [s for s in json.loads(selon("figures", *asked, "--json").stdout) if s["counted"] == "people"]
        assert [(p["low"], p["high"]) for p in deaths["points"]] == [(12, None), (15, 15), (18, 18)]
        assert (deaths["low"], deaths["high"]) == (15, 18)
    table = rows(selon("figures", "ferry", "--csv"))
    assert list(table[0]) == list(POINT_COLUMNS)
    assert [(row["counted"], row["low"], row["high"]) for row in table] == [
        ("people", "12", ""), ("people", "15", "15"), ("people", "18", "18"), ("litres", "300", "300"),
    ]  # fmt: skip
    assert selon("figures", "zeppelin").stdout == "No figure was found.\n"
    assert selon("figures", "zeppelin", "--csv").stdout == ",".join(POINT_COLUMNS) + "\n"


def test_stories_are_listed_the_newest_first(selon: Run, ledger: Path):
    data = json.loads(selon("stories", "--json").stdout)
    assert [(s["name"], s["documents"], s["first"], s["last"]) for s in data] == [
        (ARTICLES[0][3], 3, "2024-03-04", "2024-03-06"), (ARTICLES[3][3], 1, "2024-03-05", "2024-03-05"),
    ]  # fmt: skip
    assert [row["id"] for row in rows(selon("stories", "--csv"))] == [s["id"] for s in data]
    assert selon("stories", "-n", "1").stderr == "1 are listed, as many as were asked for; --limit lists more.\n"


def test_a_board_as_data_holds_statements(selon: Run, ledger: Path):
    data = json.loads(selon("board", "ferry", "--json").stdout)
    assert data["story"]["name"] == ARTICLES[0][3]
    (pair,) = data["disputed"]
    assert [one["figures"][0]["low"] for one in pair] == [18, 15]
    assert [one["certainty"] for one in data["unknown"]] == ["unknown"]
    assert selon("board", "port", "ellis").exit_code == 0
    assert selon("board", "zeppelin").exit_code == 2


def test_versions_tell_what_was_changed(selon: Run, ledger: Path):
    (ledger / "news.jsonl").write_text(line((*ARTICLES[0][:4], ARTICLES[0][4].replace("12", "13"))) + "\n")
    key = selon("add", "news.jsonl").stdout.split("\t")[0]
    data = json.loads(selon("versions", key[:6], "--json").stdout)
    assert [(v["number"], v["latest"], v["change"]) for v in data] == [(1, False, None), (2, True, "silent")]
    assert [[words.strip() for words in pair] for pair in data[1]["changed"]] == [["12", "13"]]
    told = selon("versions", data[0]["document"]).stdout.splitlines()
    assert told[0].startswith(f"1. {data[0]['document']} · 2") and told[1].endswith(" · changed without saying so")
    assert told[2:] == ["− 12", "+ 13"]


@pytest.mark.parametrize("arguments", [["show"], ["actor"], ["figures"], ["board"], ["versions"], ["import"]])
def test_what_must_be_named_is_asked_for(selon: Run, ledger: Path, arguments: list[str]):
    result = selon(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: Missing argument" in result.stderr


def test_an_empty_ledger_has_nothing_to_show(selon: Run, tmp_path: Path):
    (tmp_path / "empty.txt").write_text("")
    selon("add", "empty.txt")
    for arguments in (["search"], ["actors"], ["stories"], ["judge", "list"]):
        assert selon(*arguments).stdout == "Nothing was found.\n"
    assert selon("figures", "x").stdout == "No figure was found.\n"
    assert selon("check").exit_code == 0
    assert selon("judge", "export").stdout == ""
