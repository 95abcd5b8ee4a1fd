import dataclasses
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from selon.records import Document
from tests.cli.conftest import ARTICLES, ids, line
from tests.cli.scribe import Scribe

Run = Callable[..., Result]


class Deaf(Scribe):
    """Hears nothing in Norland."""

    def read(self, document: Document) -> Document:
        found = super().read(document)
        return dataclasses.replace(found, statements=()) if "Norland" in document.text else found


def test_every_article_is_told_with_its_id_and_where_it_is_from(selon: Run, ledger: Path):
    (ledger / "selon.db").unlink()
    result = selon("add", "news.jsonl")
    assert result.exit_code == 0
    rows = [row.split("\t") for row in result.stdout.splitlines()]
    assert [row[1:] for row in rows] == [["new", n, "news.jsonl"] for n in ("2", "2", "3", "1")]
    assert len({row[0] for row in rows}) == 4
    assert result.stderr == "Articles kept: 4; statements in them: 8; not kept: 0.\n"


def test_what_is_there_already_is_known(selon: Run, ledger: Path):
    result = selon("add", "news.jsonl")
    assert [row.split("\t")[1] for row in result.stdout.splitlines()] == ["known already"] * 4
    assert selon("check").stderr.startswith("Checked: 4 documents, 8 statements,")


def test_a_changed_article_is_a_new_version_of_the_old_one(selon: Run, ledger: Path):
    old = selon("add", "news.jsonl").stdout.split("\t")[0]
    changed = (*ARTICLES[0][:4], ARTICLES[0][4].replace("12", "13") + "\n\nCorrection: an earlier version was wrong.")
    (ledger / "news.jsonl").write_text(line(changed) + "\n")
    result = selon("add", "news.jsonl")
    assert result.stdout.split("\t")[1:] == [
        f"new version of {old} (says that it was corrected)", "2", "news.jsonl\n",
    ]  # fmt: skip
    assert ids(selon, "13") and not ids(selon, '"at least 12"')


def test_quiet_tells_the_summary_alone(selon: Run, ledger: Path):
    result = selon("add", "-q", "news.jsonl")
    assert (result.stdout, result.stderr) == ("", "Articles kept: 4; statements in them: 8; not kept: 0.\n")


def test_what_cannot_be_read_is_told_and_the_rest_is_kept(selon: Run, ledger: Path):
    (ledger / "empty.txt").write_text("")
    result = selon("add", "empty.txt", "gone.txt", "news.jsonl", "-L", "other.db")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == "selon: empty.txt: is empty; there is nothing to read."
    assert result.stderr.endswith("Articles kept: 4; statements in them: 8; not kept: 2.\n")
    assert len(ids(selon, "-L", "other.db")) == 8


def test_nothing_to_add_is_refused_and_makes_no_ledger(selon: Run, tmp_path: Path):
    result = selon("add")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "selon: Nothing to read: name a file, a folder or '-' for standard input.\n"
    assert list(tmp_path.iterdir()) == []


def test_articles_come_from_standard_input_too(selon: Run, ledger: Path):
    result = selon("add", "-", input=line(("n1", "Wire", "2024-03-07", "News", "Ana Ruiz said that it is over.")))
    assert result.stdout.split("\t")[1:] == ["new", "1", "<stdin>\n"]
    assert selon("search", "over").stdout.count("Ana Ruiz") == 1


def test_names_in_lines_do_not_command_the_terminal(selon: Run, ledger: Path):
    (ledger / "a\x1b[2J.jsonl").write_text(line(("n1", "Wire", "2024-03-07", "News", "Ana Ruiz said that it is over.")))
    result = selon("add", "a\x1b[2J.jsonl")
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout and "a\ufffd[2J.jsonl" in result.stdout


def test_the_ledger_is_named_by_option_variable_or_default(selon: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch):
    (ledger / "selon.db").rename(ledger / "desk.db")
    assert selon("stories").exit_code == 2
    assert selon("stories", "--ledger", "desk.db").exit_code == 0
    monkeypatch.setenv("SELON_LEDGER", "desk.db")
    assert selon("stories").exit_code == 0
    assert selon("stories", "-L", "selon.db").exit_code == 2
    (ledger / "desk.db").rename(ledger / "selon.db")
    for empty in (["-L", ""], []):
        monkeypatch.setenv("SELON_LEDGER", "")
        assert selon("stories", *empty).exit_code == 0


READERS = [
    ["search"], ["show", "abcd"], ["actors"], ["actor", "x"], ["figures", "x"], ["stories"], ["board", "x"],
    ["versions", "abcd"], ["reread"], ["check"], ["export"], ["judge", "list"], ["judge", "export"],
    ["judge", "accept", "abcd"],
]  # fmt: skip


@pytest.mark.parametrize("arguments", READERS, ids=" ".join)
def test_where_there_is_no_ledger_none_is_made(selon: Run, tmp_path: Path, arguments: list[str]):
    result = selon(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "selon: selon.db: there is no ledger. Make one with: selon add ARTICLES --ledger selon.db\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [*READERS, ["add", "news.jsonl"], ["import", "-"]], ids=" ".join)
def test_a_file_that_is_no_ledger_is_left_alone(selon: Run, ledger: Path, arguments: list[str]):
    (ledger / "selon.db").write_bytes(b"A letter to the editor, not a database. " * 20)
    result = selon(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("selon: selon.db: is not a ledger of Selon, and was left as it is.")
    assert (ledger / "selon.db").read_bytes().startswith(b"A letter")


def test_another_model_reads_every_article_again(selon: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch):
    assert selon("reread").stderr == "Articles kept: 0; statements in them: 0; not kept: 0.\n"
    selon("judge", "accept", ids(selon, "12")[0])
    monkeypatch.setattr("selon.desk.adding.shipped_reader", lambda: Scribe("2"))
    result = selon("reread", "--jobs", "2")
    assert result.exit_code == 0
    assert [row.split("\t")[1] for row in result.stdout.splitlines()] == ["read again"] * 4
    assert ids(selon, "--status", "accepted") == ids(selon, "12")


def test_judgements_that_a_new_reading_loses_are_listed(selon: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch):
    key = ids(selon, "inflation")[0]
    selon("judge", "reject", key, "--why", "not hers")
    monkeypatch.setattr("selon.desk.adding.shipped_reader", lambda: Deaf("2"))
    result = selon("reread", "-q")
    assert result.exit_code == 1
    assert result.stdout.split("\t")[2:] == ["Ann", f"rejects {key[:8]}", "not hers\n"]
    assert "Judgements whose statements no reading holds any more: 1." in result.stderr
    assert key[:8] in selon("judge", "list", "--not-carried").stdout
    assert "no reading holds any more: 1." in selon("check").stderr


def test_a_whole_ledger_is_checked(selon: Run, ledger: Path):
    result = selon("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "Checked: 4 documents, 8 statements, 4 figures, 4 actors, 1 relations, 2 stories, 0 judgements. Faults: 0.\n"
    )


def test_faults_are_told_with_the_id_they_are_about(selon: Run, ledger: Path):
    with sqlite3.connect(ledger / "selon.db") as connection:
        connection.execute("UPDATE documents SET text = 'x' || substr(text, 2) WHERE outlet = 'Finance Daily'")
        (key,) = connection.execute("SELECT id FROM documents WHERE outlet = 'Finance Daily'").fetchone()
    connection.close()
    result = selon("check")
    assert result.exit_code == 1
    assert any(row.startswith(f"{key}: ") for row in result.stdout.splitlines())


def test_an_export_taken_in_elsewhere_is_the_same_ledger(selon: Run, ledger: Path):
    selon("judge", "accept", ids(selon, "12")[0])
    whole = selon("export").stdout
    assert selon("export", "-o", "whole.jsonl").stdout == ""
    assert (ledger / "whole.jsonl").read_text(encoding="utf-8") == whole
    result = selon("import", "whole.jsonl", "-L", "other.db")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"New rows taken in: {len(whole.splitlines()) - 1}.\n"
    assert selon("export", "-L", "other.db").stdout == whole
    assert selon("search", "-L", "other.db").stdout == selon("search").stdout
    assert selon("import", "-", "-L", "other.db", input=whole).stderr == "New rows taken in: 0.\n"


def test_statements_are_exported_in_every_format(selon: Run, ledger: Path):
    documents = [json.loads(row) for row in selon("export", "-f", "jsonl").stdout.splitlines()]
    assert [d["title"] for d in documents] == [ARTICLES[i][3] for i in (0, 1, 3, 2)]
    assert "nobody knows why" in selon("export", "-f", "csv", "--story", "ferry").stdout
    assert "inflation" not in selon("export", "-f", "csv", "--story", "ferry").stdout
    assert selon("export", "-f", "brat").stderr == (
        "selon: brat writes several files. Name a folder for them: --output FOLDER.\n"
    )


def test_an_export_does_not_overwrite_its_ledger(selon: Run, ledger: Path):
    before = (ledger / "selon.db").read_bytes()
    for format_name in ("ledger", "csv"):
        result = selon("export", "-o", ledger / "selon.db", "-f", format_name)
        assert (result.exit_code, "is the ledger itself" in result.stderr) == (2, True)
    assert (ledger / "selon.db").read_bytes() == before


def test_a_ledger_is_exported_whole(selon: Run, ledger: Path):
    result = selon("export", "--story", "ferry")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("selon: A ledger is exported whole.")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("hello\n", "not valid JSON"),
        ('{"a": 1}\n', "-:1: "),
        ("", "-: "),
    ],
)
def test_what_is_no_export_is_not_taken_in(selon: Run, ledger: Path, given: str, told: str):
    result = selon("import", "-", input=given)
    assert (result.exit_code, result.stdout) == (1, "") or given == ""
    assert told in result.stderr or given == ""
    assert len(ids(selon)) == 8


def test_a_file_that_is_not_there_is_told(selon: Run, tmp_path: Path):
    result = selon("import", "gone.jsonl")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "selon: gone.jsonl: cannot be opened (No such file or directory).\n"
    assert list(tmp_path.iterdir()) == []
