"""From a row of named values to a document."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import cast

from selon.errors import BadRecord, UsageError
from selon.importers.language import told_language, with_language
from selon.records import Document, Language
from selon.settings import ReadSettings


@cache
def field_names() -> dict[str, tuple[str, ...]]:
    """For each field of a document the names it goes by, in small letters."""
    with (Path(__file__).parent / "fields.toml").open("rb") as file:
        return {field: tuple(names) for field, names in tomllib.load(file).items()}


def check_fields(fields: tuple[tuple[str, str], ...]) -> None:
    """Raise UsageError where a setting names no field of a document."""
    for field, _ in fields:
        if field not in field_names():
            raise UsageError("bad_field", field=field, fields=", ".join(field_names()))


def check_text(names: Iterable[str], where: str, settings: ReadSettings) -> None:
    """Raise BadRecord where none of the names is that of the text."""
    given = dict(settings.fields).get("text")
    wanted = (_folded(given),) if given else field_names()["text"]
    if not any(_folded(name) in wanted for name in names):
        raise _no_text(names, where, settings)


def document_of(row: Mapping[str, object], where: str, settings: ReadSettings) -> Document:
    """The document in a row, with its language. Raises BadRecord where it has no text, OtherLanguage."""
    given = dict(settings.fields)
    folded = {_folded(name): value for name, value in row.items()}
    values = {field: _pick(folded, given.get(field), names) for field, names in field_names().items()}
    text = values["text"]
    if not isinstance(text, str) or not text.strip():
        raise _no_text(row, where, settings)
    document = Document(
        text,
        id=_string(values["id"]) or "",
        language=cast("Language | None", told_language(_string(values["language"]))),
        title=_string(values["title"]),
        outlet=_string(values["outlet"]),
        authors=_authors(values["authors"]),
        published=_string(values["published"]),
        url=_string(values["url"]),
    )
    return with_language(document, where, settings)


def _no_text(names: Iterable[str], where: str, settings: ReadSettings) -> BadRecord:
    field = dict(settings.fields).get("text", "text")
    return BadRecord("no_text_field", where=where, field=field, fields=", ".join(names))


def _folded(name: str) -> str:
    return name.strip().lower()


def _pick(row: Mapping[str, object], given: str | None, names: tuple[str, ...]) -> object:
    for name in (_folded(given),) if given else names:
        if row.get(name) not in (None, ""):
            return row[name]
    return None


def _string(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    return str(value) if isinstance(value, str | int | float) else None


def _authors(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(name for item in items if (name := _string(item)))
