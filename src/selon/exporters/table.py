"""A table for people at a terminal."""

import sys
import unicodedata
from collections.abc import Iterable
from typing import BinaryIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from selon.exporters.facts import explained, facts
from selon.exporters.rows import UNSURE
from selon.languages import message
from selon.records import Document, Statement
from selon.text import content_words

_LONGEST = 400  # characters of a content shown
_COMMANDS = ("Cc", "Cs")
_TURNS = (
    "LRE",
    "RLE",
    "LRO",
    "RLO",
    "PDF",
    "LRI",
    "RLI",
    "FSI",
    "PDI",
)  # classes of the Unicode bidirectional algorithm


def write_table(documents: Iterable[Document], out: BinaryIO) -> None:
    """A table a document; nested statements are indented under the one that holds them."""
    to_terminal = out is getattr(sys.stdout, "buffer", None) and sys.stdout.isatty()
    console = Console(force_terminal=to_terminal, width=None if to_terminal else 120, highlight=False)
    for document in documents:
        with console.capture() as captured:  # Console would end the program itself where a pipe is closed
            console.print(_heading(document))
            console.print(_table(document) if document.statements else message("no_statements"))
            for statement in document.statements:
                if statement.reasons:
                    console.print(_reasons(document, statement))
            console.print()
        out.write(captured.get().encode("utf-8", "replace"))


def _heading(document: Document) -> Text:
    parts = [document.title or document.id, document.outlet, document.published]
    return Text(" · ".join(shown(part) for part in parts if part), style="bold")


def _table(document: Document) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False)
    table.add_column(message("number"), justify="right", no_wrap=True)
    table.add_column(message("source"), max_width=30)
    table.add_column(message("cue"), max_width=22)
    table.add_column(message("content"), ratio=1)
    table.add_column(message("form"), no_wrap=True)
    table.add_column("%", justify="right", no_wrap=True)
    depths = _depths(document.statements)
    for statement in document.statements:
        table.add_row(*_cells(document, statement, depths[statement.id]))
    return table


def _with_facts(words: str, told: list[str]) -> Text:
    cell = Text(words)
    return cell.append("\n" + shown(" · ".join(told)), style="green") if told else cell


def _reasons(document: Document, statement: Statement) -> Table:
    """For each field of a statement its value, the words that decided, the rule or model."""
    table = Table(box=None, padding=(0, 1), title=f"{message('number')} {statement.id}", title_justify="left")
    table.add_column(message("field"), no_wrap=True, style="dim")
    table.add_column(message("value"), max_width=36)
    table.add_column(message("words"), max_width=40, style="cyan")
    table.add_column(message("rule"), style="dim", max_width=44)
    for row in explained(document, statement):
        table.add_row(*(Text(shown(cell)) for cell in row))
    return table


def _depths(statements: Iterable[Statement]) -> dict[int, int]:
    """How deep each statement is nested, 0 for the outermost."""
    parents = {s.id: s.parent for s in statements}

    def depth(number: int) -> int:
        parent = parents[number]
        return 0 if parent is None else 1 + depth(parent)

    return {number: depth(number) for number in parents}


def shown(words: str) -> str:
    """One line without characters that would command the terminal or turn its direction around."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _commands(c) else c for c in " ".join(words.split()))


def _commands(char: str) -> bool:
    return unicodedata.category(char) in _COMMANDS or unicodedata.bidirectional(char) in _TURNS


def _cells(document: Document, statement: Statement, depth: int) -> tuple[Text, ...]:
    text = document.text
    words = shown(content_words(statement, text))
    if len(words) > _LONGEST:
        words = words[:_LONGEST] + "…"
    source = shown(statement.source.of(text)) if statement.source else message("nobody")
    cue = shown(statement.cue.of(text)) if statement.cue else "–"
    percent = f"{statement.confidence:.0%}".rstrip("%")
    return (
        Text(str(statement.id)),
        Text("  " * depth + ("↳ " if depth else "") + source, style="cyan" if statement.source else "dim"),
        Text(cue, style="magenta"),
        _with_facts(words, facts(statement, document.text)),
        Text(message(statement.form)),
        Text(percent, style="yellow" if statement.confidence < UNSURE else ""),
    )
