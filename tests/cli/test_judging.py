import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import ids

Run = Callable[..., Result]

TOLL, DENIAL = "4b48fa7a", "f43dad20"  # in the first article
HIGHER, RAISED = "01c9b3ce", "159b276b"  # in the second
AGAIN = "eb261b7c"  # the denial, in the third


def shown(selon: Run, key: str) -> dict:
    return json.loads(selon("show", key, "--json").stdout)


def judged(result: Result) -> list[str]:
    """What a judgement's line says after its time."""
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.rstrip("\n").split("\t")[2:]


def test_a_verdict_is_told_and_kept(selon: Run, ledger: Path):
    result = selon("judge", "accept", TOLL, "--why", "heard it", "--who", "Léa")
    assert judged(result) == ["Léa", f"accepts {TOLL}", "heard it"]
    (verdict,) = json.loads(selon("judge", "list", "--json").stdout)
    assert verdict["id"].startswith(result.stdout.split("\t")[0])
    assert (verdict["who"], verdict["why"], verdict["verdict"], verdict["stands"]) == (
        "Léa",
        "heard it",
        "accept",
        True,
    )
    assert shown(selon, TOLL)["status"] == "accepted"


def test_who_judges_is_told_by_option_variable_or_system(selon: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch):
    assert judged(selon("judge", "accept", TOLL))[0] == "Ann"
    monkeypatch.delenv("SELON_WHO")
    monkeypatch.setattr("getpass.getuser", lambda: "desk")
    assert judged(selon("judge", "accept", TOLL))[0] == "desk"

    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr("getpass.getuser", nobody)
    result = selon("judge", "accept", TOLL)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "selon: The system does not know who you are. Name yourself with --who NAME or SELON_WHO.\n"


def test_what_is_rejected_is_kept_but_stands_no_longer(selon: Run, ledger: Path):
    judged(selon("judge", "reject", TOLL))
    assert len(ids(selon)) == 7
    assert (shown(selon, TOLL)["status"], shown(selon, TOLL)["standing"]) == ("rejected", False)


def test_a_verdict_is_withdrawn(selon: Run, ledger: Path):
    verdict = selon("judge", "reject", TOLL).stdout.split("\t")[0]
    assert judged(selon("judge", "withdraw", verdict)) == ["Ann", f"withdraws {verdict}"]
    assert shown(selon, TOLL)["status"] == "read"
    assert [v["stands"] for v in json.loads(selon("judge", "list", "--json").stdout)] == [False, True]
    result = selon("judge", "withdraw", verdict)
    assert (result.exit_code, result.stdout) == (2, "")
    assert selon("judge", "withdraw", "ffffffff").exit_code == 2


def test_fields_are_edited_by_their_names(selon: Run, ledger: Path):
    result = selon("judge", "edit", TOLL, "certainty=probable", "who=Ana Maria Ruiz", "said_on=2024-03-03/2024-03-04")
    assert judged(result)[1] == (
        f"mends {TOLL} certainty=probable who=Ana Maria Ruiz said_on=2024-03-03/2024-03-04"
    )  # fmt: skip
    made = shown(selon, TOLL)
    assert (made["certainty"], made["actor"]["who"], made["said_on"]["end"]) == (
        "probable", "Ana Maria Ruiz", "2024-03-04",
    )  # fmt: skip
    judged(selon("judge", "edit", TOLL, "content=12 people died", "source=", "denied=true"))
    made = shown(selon, TOLL)
    assert (made["content"][0]["text"], made["source"], made["denied"]) == ("12 people died", None, True)
    assert f"content={made['content'][0]['start']}-" in selon("judge", "list").stdout


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([], "Nothing is changed."),
        (["certainty"], "'certainty' is no field"),
        (["=x"], "'=x' is no field"),
        (["colour=red"], "'colour' is no field"),
        (["act=shout"], "'shout'"),
        (["denied=perhaps"], "'perhaps'"),
        (["said_on=soon"], "'soon' is no day"),
        (["content=zeppelin"], "'zeppelin'"),
        (["content=Morning Star"], "'Morning Star'"),
        (["content="], "content"),
        (["content=1-99999"], "99999"),
        (["figures=many"], "figures"),
    ],
)
def test_a_change_that_makes_no_sense_is_told(selon: Run, ledger: Path, changes: list[str], told: str):
    result = selon("judge", "edit", TOLL, *changes)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("selon: ") and told in result.stderr
    assert selon("judge", "list").stdout == "Nothing was found.\n"


def test_a_statement_that_reading_missed_is_added(selon: Run, ledger: Path):
    document = shown(selon, TOLL)["document"]["id"]
    result = selon("judge", "add", document[:6], "content=burned off Port Ellis", "who=The captain", "act=say")
    assert judged(result)[1].startswith("adds ")
    (key,) = ids(selon, "burned", "--actor", "captain")
    assert shown(selon, key)["status"] == "added"
    assert ids(selon, "--status", "added") == [key]
    assert selon("judge", "add", document, "who=Nobody").exit_code == 2


def test_actors_are_merged_and_split(selon: Run, ledger: Path):
    result = selon("judge", "merge", "person:tom-barlow", "person:ana-ruiz")
    assert judged(result)[1] == "merges person:tom-barlow into=person:ana-ruiz"
    (actor,) = json.loads(selon("actors", "ruiz", "--json").stdout)
    assert (actor["statements"], actor["also"]) == (4, ["person:tom-barlow"])
    assert "= person:tom-barlow" in selon("actors", "ruiz").stdout
    assert selon("judge", "merge", "person:tom-barlow", "person:ana-ruiz").exit_code == 2
    assert judged(selon("judge", "split", "person:tom-barlow"))[1].startswith("withdraws ")
    assert len(ids(selon, "--actor", "barlow")) == 1
    judged(selon("judge", "split", "person:ana-ruiz", TOLL, "--name", "Ana Ruiz Junior"))
    assert ids(selon, "--actor", "junior") == [shown(selon, TOLL)["id"]]
    assert selon("judge", "split", "person:tom-barlow").exit_code == 2
    assert selon("judge", "merge", "person:nobody", "person:ana-ruiz").exit_code == 2


def test_statements_are_related_by_hand(selon: Run, ledger: Path):
    result = selon("judge", "relate", RAISED, "updates", TOLL)
    assert judged(result)[1] == f"relates {RAISED} > {TOLL} type=updates"
    (relation,) = shown(selon, TOLL)["relations"]
    assert (relation["type"], relation["status"], relation["by"]) == ("updates", "added", "Ann")
    assert relation["other"]["id"].startswith(RAISED)
    judged(selon("judge", "unrelate", RAISED, TOLL))
    assert shown(selon, TOLL)["relations"][0]["status"] == "rejected"
    result = selon("judge", "relate", DENIAL, "updates", TOLL)
    assert (result.exit_code, "one article" in result.stderr) == (2, True)
    assert selon("judge", "relate", RAISED, "loves", TOLL).exit_code == 2


def test_a_relation_that_was_proposed_is_accepted_or_rejected(selon: Run, ledger: Path):
    assert shown(selon, AGAIN)["relations"][0]["status"] == "proposed"
    judged(selon("judge", "relate", AGAIN, "repeats", DENIAL))
    assert shown(selon, AGAIN)["relations"][0]["status"] == "accepted"
    verdict = selon("judge", "unrelate", AGAIN, DENIAL).stdout.split("\t")[0]
    assert shown(selon, AGAIN)["relations"][0]["status"] == "rejected"
    judged(selon("judge", "withdraw", verdict))
    assert shown(selon, AGAIN)["relations"][0]["status"] == "accepted"


def test_stories_are_named_and_cut(selon: Run, ledger: Path):
    assert judged(selon("judge", "name", "ferry", "The Morning Star"))[1].endswith(" name=The Morning Star")
    assert selon("board", "morning", "star").exit_code == 0
    document = shown(selon, TOLL)["document"]["id"]
    assert judged(selon("judge", "move", document[:8], "--name", "First day"))[1].endswith(
        f" documents={document[:8]} name=First day"
    )
    names = {s["name"]: s["documents"] for s in json.loads(selon("stories", "--json").stdout)}
    assert names == {"The Morning Star": 2, "First day": 1, "Norland keeps its rate": 1}
    judged(selon("judge", "move", document, "--to", "morning star"))
    assert len(json.loads(selon("stories", "--json").stdout)) == 2
    assert selon("judge", "move", "--to", "morning").exit_code == 2
    assert selon("judge", "move", document, "--to", "zeppelin").exit_code == 2


def test_judged_articles_are_exported_for_training(selon: Run, ledger: Path):
    assert selon("judge", "export").stdout == ""
    judged(selon("judge", "reject", DENIAL))
    (document,) = (json.loads(row) for row in selon("judge", "export").stdout.splitlines())
    assert len(document["statements"]) == 1


def test_a_list_shows_who_judged_what_and_why(selon: Run, ledger: Path):
    verdict = selon("judge", "accept", TOLL, "--why", "heard it").stdout.split("\t")[0]
    selon("judge", "withdraw", verdict)
    rows = [row.split() for row in selon("judge", "list").stdout.splitlines()]
    assert rows[0] == ["Id", "Day", "By", "Judgement", "Why"]
    assert [row[2:] for row in rows[2:]] == [
        ["Ann", "accepts", TOLL, "[withdrawn]", "heard", "it"], ["Ann", "withdraws", verdict],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [["accept"], ["edit"], ["merge", "a"], ["relate", "a", "updates"], ["name", "a"], ["withdraw"], ["unrelate", "a"]],
)
def test_what_must_be_named_is_asked_for(selon: Run, ledger: Path, arguments: list[str]):
    result = selon("judge", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: Missing argument" in result.stderr
