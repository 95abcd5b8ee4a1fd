"""What is particular to a language: messages and words, kept as data in one folder a language."""

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
DEFAULT_LANGUAGE = "en"


def interface_language() -> str:
    """The language people are spoken to in: SELON_LANGUAGE, else the locale's where it is French, else English."""
    for name in ("SELON_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "fr" if value.lower().startswith("fr") else DEFAULT_LANGUAGE
    return DEFAULT_LANGUAGE


def message(key: str, language: str | None = None, /, **values: object) -> str:
    """The message of that key with the values filled in. Raises KeyError for a key that no one wrote."""
    return messages(language or interface_language())[key].format(**values)


@cache
def messages(language: str) -> dict[str, str]:
    """All messages of a language, by key."""
    return {key: str(text) for key, text in words(language, "messages").items()}


@cache
def words(language: str, name: str) -> dict[str, Any]:
    """One of a language's files of words, `languages/<language>/<name>.toml`, as it stands there."""
    with (_HERE / language / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
