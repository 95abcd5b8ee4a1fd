"""From a row of named values to a document."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

from selon.errors import BadRecord, UsageError
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


def document_of(row: Mapping[str, object], where: str, unit: str, line: int, settings: ReadSettings) -> Document:
    """The document in a row. Raises BadRecord where the row has no text."""
    given = dict(settings.fields)
    folded = {name.strip().lower(): value for name, value in row.items() if name}
    values = {field: _pick(folded, given.get(field), names) for field, names in field_names().items()}
    text = values["text"]
    if not isinstance(text, str) or not text.strip():
        name = given.get("text", "text")
        raise BadRecord("no_text_field", where=where, unit=unit, line=line, field=name, fields=", ".join(map(str, row)))
    return Document(
        text,
        id=_string(values["id"]) or "",
        language=cast("Language | None", _language(values["language"])),
        title=_string(values["title"]),
        outlet=_string(values["outlet"]),
        authors=_authors(values["authors"]),
        published=_string(values["published"]),
        url=_string(values["url"]),
    )


def _pick(row: Mapping[str, object], given: str | None, names: tuple[str, ...]) -> object:
    for name in (given.lower(),) if given else names:
        if row.get(name) not in (None, ""):
            return row[name]
    return None


def _string(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    return str(value) if isinstance(value, str | int | float) else None


def _language(value: object) -> str | None:
    name = (_string(value) or "").lower()
    return {"french": "fr", "français": "fr", "english": "en", "anglais": "en"}.get(name, name[:2]) or None


def _authors(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(name for item in items if (name := _string(item)))
