import ast
import re
import string
from pathlib import Path
from typing import get_args

import click
import pytest
from click.testing import CliRunner

import selon
from selon import errors
from selon.cli import main
from selon.languages import interface_language, message, messages
from selon.records import Act, Certainty, Form

PACKAGE = Path(selon.__file__).parent
LANGUAGES = ("en", "fr")
UNITS = ("minute", "hour", "day", "week", "month", "year")
BY_VALUE = {  # looked up by what a statement says
    *get_args(Form),
    *(f"act_{act}" for act in get_args(Act)),
    *(f"unit_{unit}" for unit in UNITS),
    *(f"per_{unit}" for unit in (*UNITS, "night", "person", "inhabitant")),
    *(f"certainty_{certainty}" for certainty in get_args(Certainty) if certainty != "certain"),
}


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def used_in_code() -> dict[str, set[str]]:
    """The keys in calls that take one, each with the names of the values given to it."""
    takers = {"message", "_unwritten", *(name for name, item in vars(errors).items() if isinstance(item, type))}
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in takers and isinstance(node.args[0].value, str):
                    given = {keyword.arg for keyword in node.keywords if keyword.arg}
                    given |= {"where", "reason"} if name == "_unwritten" else set()
                    found.setdefault(node.args[0].value, set()).update(given)
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


def used_in_help() -> set[str]:
    read = main.commands["read"]
    options = [option for option in read.params if isinstance(option, click.Option) and option.name != "help"]
    return {"help_selon", "help_read", *(f"help_{option.name}" for option in options)}


def test_every_key_that_is_used_exists_and_every_key_is_used():
    assert set(used_in_code()) | used_in_templates() | used_in_help() | BY_VALUE == set(messages("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_in_the_readers_language(language: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SELON_LANGUAGE", language)
    shown = " ".join(CliRunner().invoke(main, ["read", "--help"]).output.split())
    assert " ".join(messages(language)["help_jobs"].split()) in shown


@pytest.mark.parametrize(("key", "given"), used_in_code().items())
def test_every_message_gets_the_values_that_it_takes(key: str, given: set[str]):
    assert placeholders(messages("en")[key]) <= given


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
