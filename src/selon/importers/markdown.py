"""Markdown: the text that a reader of the page would see."""

import re
from collections.abc import Iterator
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.token import Token

from selon.importers.language import told_language
from selon.importers.sources import Source
from selon.records import Document, Language
from selon.settings import ReadSettings
from selon.text import decode

_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.S)
_FRONT_FIELD = re.compile(r"""^(title|date|author|outlet|lang|url)[ \t]*:[ \t]*["']?(.*?)["']?\s*$""", re.M)


def documents(source: Source, settings: ReadSettings) -> Iterator[Document]:
    """One document: paragraphs, headings and list items as lines; the first heading is the title if none is given."""
    raw = decode(source.read(), source.where, settings.encoding).replace("\r\n", "\n")
    front = _FRONT_MATTER.match(raw)
    given = dict(_FRONT_FIELD.findall(front.group(1))) if front else {}
    text, heading = plain_text(raw[front.end() :] if front else raw)
    yield Document(
        text,
        id=source.stem,
        title=given.get("title") or heading,
        language=cast("Language | None", told_language(given.get("lang"))),
        outlet=given.get("outlet") or None,
        authors=(given["author"],) if given.get("author") else (),
        published=given.get("date") or None,
        url=given.get("url") or None,
    )


def plain_text(marked: str) -> tuple[str, str | None]:
    """The text without its marks, blocks apart by an empty line, and the first heading."""
    blocks: list[str] = []
    heading: str | None = None
    tokens = MarkdownIt("commonmark").enable("table").parse(marked)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline":
            block = _inline(token)
            if heading is None and before is not None and before.type == "heading_open":
                heading = block
        elif token.type in ("fence", "code_block"):
            block = token.content.rstrip("\n")
        else:
            continue
        if block.strip():
            blocks.append(block)
    return "\n\n".join(blocks), heading


def _inline(token: Token) -> str:
    parts = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" " if child.type == "softbreak" else "\n")
    return "".join(parts)
