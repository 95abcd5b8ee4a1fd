import ast
import re
import string
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import get_args

import click
import pytest
from click.testing import CliRunner

import selon
from selon import errors
from selon.cli import main
from selon.cli.told import ToldCommand, ToldOption
from selon.languages import interface_language, message, messages
from selon.ledger.adding import Happened
from selon.ledger.changes import Change
from selon.ledger.judging import Verdict
from selon.records import RELATION_TYPES, Act, Certainty, Form, WhoType
from selon.relate.board import Board

PACKAGE = Path(selon.__file__).parent
LANGUAGES = ("en", "fr")
UNITS = ("minute", "hour", "day", "week", "month", "year")

STATUSES = ("read", "accepted", "rejected", "edited", "added", "withdrawn")
BY_VALUE = {  # looked up by what a statement says, or by what a ledger tells of it
    *get_args(Form),
    *(f"act_{act}" for act in get_args(Act)),
    *(f"unit_{unit}" for unit in UNITS),
    *(f"per_{unit}" for unit in (*UNITS, "night", "person", "inhabitant")),
    *(f"certainty_{certainty}" for certainty in get_args(Certainty) if certainty != "certain"),
    *(f"kind_{kind}" for kind in get_args(WhoType)),
    *(f"added_{what}" for what in get_args(Happened)),
    *(f"change_{change}" for change in get_args(Change)),
    *(f"verdict_{verdict}" for verdict in get_args(Verdict)),
    *(f"status_{status}" for status in STATUSES),
    *(f"relation_{status}" for status in STATUSES if status in ("accepted", "rejected", "added")),
    *RELATION_TYPES,
    *(f"{kind}_by" for kind in RELATION_TYPES),
    *("damaged_ledger", "ledger_busy", "ledger_full"),  # by what a database says
    *(f"board_{field.name}" for field in fields(Board)),
}
NAMERS = {"message", "_unwritten", "Fault"}  # functions and records whose first argument is a key
ANY = "**"  # values that are given together
MANY_NAMERS = {"table_of", "_the_one"}  # and those that take keys anywhere


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def constants(node: ast.expr) -> list[str]:
    """The texts that an expression may be, where it is one text or one of two."""
    if isinstance(node, ast.IfExp):
        return [*constants(node.body), *constants(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def used_in_code() -> dict[str, set[str]]:
    """The keys in calls that take some, each with the names of the values given to it."""
    takers = NAMERS | MANY_NAMERS | {name for name, item in vars(errors).items() if isinstance(item, type)}
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if name in takers and node.args:
                given = {keyword.arg or ANY for keyword in node.keywords}
                given |= {ANY} if name in ("_unwritten", "_the_one") else set()
                for key in [
                    key for each in (node.args if name in MANY_NAMERS else node.args[:1]) for key in constants(each)
                ]:
                    found.setdefault(key, set()).update(given)
    return found


def used_in_templates() -> set[str]:
    pages = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.html"))
    return set(re.findall(r"words\.([a-z_]+)", pages))


def test_every_language_has_the_same_keys_in_the_same_order():
    assert list(messages("fr")) == list(messages("en"))


@pytest.mark.parametrize("key", messages("en"))
def test_a_message_takes_the_same_values_in_every_language(key: str):
    assert placeholders(messages("fr")[key]) == placeholders(messages("en")[key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_empty_or_the_other_languages(language: str):
    assert all(text.strip() == text != "" for text in messages(language).values())
    long = {key for key, text in messages("en").items() if len(text) > 20}
    assert not [key for key in long if messages("en")[key] == messages("fr")[key]]


def every_command(group: click.Command = main) -> Iterator[click.Command]:
    """A command with all those in it, and in these."""
    yield group
    if isinstance(group, click.Group):
        for command in group.commands.values():
            yield from every_command(command)


def used_in_help() -> set[str]:
    options = [o for command in every_command() for o in command.params if isinstance(o, ToldOption)]
    return {command.told_as for command in every_command()} | {option.told_as for option in options}


def test_every_command_and_option_has_help_in_the_messages():
    for command in every_command():
        assert isinstance(command, ToldCommand)
        for option in command.params:
            assert isinstance(option, ToldOption | click.Argument) or option.name == "version"


def test_every_key_that_is_used_exists_and_every_key_is_used():
    assert set(used_in_code()) | used_in_templates() | used_in_help() | BY_VALUE == set(messages("en"))


def paths(group: click.Group = main) -> Iterator[list[str]]:
    """The words that call each command."""
    yield []
    for name, command in group.commands.items():
        yield from ([name, *rest] for rest in (paths(command) if isinstance(command, click.Group) else [[]]))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", list(paths()), ids=" ".join)
def test_help_is_in_the_readers_language(path: list[str], language: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SELON_LANGUAGE", language)
    result = CliRunner().invoke(main, [*path, "--help"], terminal_width=400)
    shown = " ".join(result.output.split())
    command: click.Command = main
    for name in path:
        assert isinstance(command, click.Group)
        command = command.commands[name]
    told = [command, *(option for option in command.params if isinstance(option, ToldOption))]
    assert [each.told_as for each in told if " ".join(messages(language)[each.told_as].split()) not in shown] == []
    if isinstance(command, click.Group):
        assert "..." not in shown.replace("[ARGS]...", "")


@pytest.mark.parametrize(("key", "given"), used_in_code().items())
def test_every_message_gets_the_values_that_it_takes(key: str, given: set[str]):
    assert ANY in given or placeholders(messages("en")[key]) <= given


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_may_be_named_like_the_parameters(language: str):
    told = message("other_language", language, where="a.txt", language="de")
    assert told.startswith("a.txt") and " de," in told


def test_a_value_with_braces_is_left_alone():
    assert message("empty", "en", where="{0}{where}.txt") == "{0}{where}.txt: is empty; there is nothing to read."


def test_a_key_that_no_one_wrote_is_an_error():
    with pytest.raises(KeyError):
        message("no_such_key")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"SELON_LANGUAGE": "fr"}, "fr"),
        ({"SELON_LANGUAGE": "FR"}, "fr"),
        ({"SELON_LANGUAGE": "en", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"SELON_LANGUAGE": "", "LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_MESSAGES": "fr_CA", "LANG": "en_US.UTF-8"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_language_people_are_spoken_to_in(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
):
    for name in ("SELON_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert interface_language() == language
    assert message("direct") == "direct"
    assert message("mixed") == ("mixte" if language == "fr" else "mixed")
