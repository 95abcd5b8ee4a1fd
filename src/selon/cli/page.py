"""What is shown to people at a terminal is printed here: tables that fit it, text that cannot command it."""

import shutil
import sys
from collections.abc import Mapping

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from selon.exporters.table import shown as safe
from selon.languages import message

__all__ = ["cells", "line", "named", "print_out", "safe", "table_of", "width"]

_WIDTH = 120  # letters in a line where it goes to no terminal
_WHOLE = (
    "id",
    "day",
    "from_day",
    "to_day",
    "figure",
    "chart",
    "kind",
    "statements_title",
    "articles",
)  # columns whose cells are never wrapped
_NUMBERS = ("statements_title", "articles")
_SHARES = {"who": 6, "outlet": 7, "state": 8}  # columns that take no more than one part in so many of a line
_NARROWEST = 9  # letters of a column that is wrapped


def width() -> int:
    """How many letters a line holds."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH


def table_of(*names: str, title: str | None = None, room: Mapping[str, int] | None = None) -> Table:
    """A table with these columns, which are headed by the messages of their names.

    `room` is the least width of columns that shall be as wide as those of other tables; the table then fills its lines.
    """
    made = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False, title=title, expand=room is not None)
    made.title_justify, made.title_style = "left", "bold"
    for name in names:
        most = max(width() // _SHARES[name], _NARROWEST) if name in _SHARES else None
        made.add_column(
            message(name),
            justify="right" if name in _NUMBERS else "left",
            no_wrap=name in _WHOLE,
            max_width=most,
            min_width=min((room or {}).get(name, 0), most) if most else None,
            ratio=1 if name == "content" else None,
            overflow="fold",
        )
    return made


def line(words: str, style: str = "") -> Text:
    """A line of text without anything in it that would command the terminal."""
    return Text(safe(words), style=style)


def named(name: str, value: object) -> str:
    """A name and its value, with the colon that the language wants."""
    return message("name_and_value", name=name, value=value)


def cells(*values: object) -> list[Text]:
    """Values as cells, `–` for None."""
    return [value if isinstance(value, Text) else line("–" if value is None else str(value)) for value in values]


def print_out(*things: object) -> None:
    """Print on standard output; without a terminal no colour and no spaces at the ends of lines."""
    is_terminal = sys.stdout.isatty()
    console = Console(force_terminal=is_terminal, width=width(), highlight=False)
    with console.capture() as captured:  # Console would end the program itself where a pipe is closed
        for thing in things:
            console.print(thing)
    told = captured.get()
    if not is_terminal:
        told = "\n".join(each.rstrip() for each in told.split("\n"))
    sys.stdout.buffer.write(told.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
