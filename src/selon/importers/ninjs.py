"""ninjs, the news items of the IPTC in JSON: versions 1.x (`body_text`, `headline`) and 2.x (`bodies`, `headlines`)."""

from collections.abc import Iterator, Mapping

from selon.errors import BadRecord
from selon.importers.fragment import text_of

_BODIES = {"body_text": "text/plain", "body_html": "text/html", "body_xhtml": "text/html"}
_OUTLETS = ("provider", "source", "infosources", "infosource")


def is_one(value: Mapping[str, object]) -> bool:
    """Whether an object is a news item: it says so, or has an address and what only such an item has."""
    standard = value.get("standard", value.get("$standard"))
    if isinstance(standard, dict) and standard.get("name") == "ninjs":
        return True
    return "uri" in value and not {"versioncreated", "bodies", *_BODIES}.isdisjoint(value)


def row(value: Mapping[str, object], where: str) -> dict[str, object]:
    """The item as a row with a text, its other values as they are. Raises BadRecord where it has no body."""
    text = _text(value)
    if not text.strip():
        raise BadRecord("no_body", where=where)
    found = {
        "text": text,
        "doc": value.get("uri"),
        "url": _url(value.get("uri")) or value.get("url"),
        "title": value.get("headline") or _main(value.get("headlines")),
        "authors": value.get("byline") or value.get("by"),
        "outlet": next((name for key in _OUTLETS if (name := _name(value.get(key)))), None),
        "published": value.get("versioncreated") or value.get("firstcreated"),
    }
    return {**value, **{name: given for name, given in found.items() if given is not None}}


def _text(value: Mapping[str, object]) -> str:
    """The plain body, else the first one in HTML."""
    bodies = sorted(_bodies(value), key=lambda body: "html" in body[0])
    return next((text for kind, body in bodies if (text := text_of(body) if "html" in kind else body).strip()), "")


def _bodies(value: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, kind in _BODIES.items():
        body = value.get(name)
        if isinstance(body, str):
            yield kind, body
    for part in _parts(value.get("bodies")):
        kind = str(part.get("contenttype") or part.get("role") or "text/plain")
        body = part.get("value")
        if isinstance(body, str) and ("html" in kind or kind.startswith("text")):
            yield kind, body


def _main(headlines: object) -> object:
    """The headline that is marked as the main one, else the first."""
    parts = sorted(_parts(headlines), key=lambda part: part.get("role") != "main")
    return parts[0].get("value") if parts else None


def _parts(value: object) -> list[Mapping[str, object]]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _name(value: object) -> str | None:
    """The name in a text, an object, or the first of several objects."""
    first = value[0] if isinstance(value, list) and value else value
    name = first.get("name") if isinstance(first, dict) else first
    return name if isinstance(name, str) and name.strip() else None


def _url(uri: object) -> str | None:
    return uri if isinstance(uri, str) and uri.startswith(("http://", "https://")) else None
