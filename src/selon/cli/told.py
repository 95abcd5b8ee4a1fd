"""What every command shares: help out of the messages, errors on stderr with their exit codes."""

import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from selon.errors import SelonError

Made = TypeVar("Made", bound=Callable[..., Any])
DEFAULT_LEDGER = "selon.db"
_WHOLE = 500  # letters, more than any first sentence has


class ToldOption(click.Option):
    """An option whose help is a message, looked up in the reader's language when help is asked for.

    The message is `help_` and the option's name, or what it is `told_as` where several options have one name.
    """

    def __init__(self, *names: Any, told_as: str | None = None, **settings: Any) -> None:
        super().__init__(*names, **settings)
        self.told_as = f"help_{told_as or self.name}"

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The names and the help."""
        from selon.languages import message

        self.help = message(self.told_as)
        return super().get_help_record(ctx)


class ToldCommand(click.Command):
    """A command whose help is a message: `help_` and its name, with that of its group where it is in one."""

    @property
    def told_as(self) -> str:
        """The key of its help."""
        return f"help_{str(self.name).replace('-', '_')}"

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence of the help, all of it: it is wrapped, not cut."""
        self._tell()
        return super().get_short_help_str(_WHOLE)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help."""
        self._tell()
        super().format_help_text(ctx, formatter)

    def _tell(self) -> None:
        from selon.languages import message

        self.help = message(self.told_as)


class ToldGroup(ToldCommand, click.Group):
    """A command that holds others, listed in the order in which people need them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which they were added."""
        return list(self.commands)


def option(*names: str, **settings: Any) -> Callable[[Made], Made]:
    """An option with its help in the messages."""
    return click.option(*names, cls=ToldOption, **settings)


def ledger_option(command: Made) -> Made:
    """`--ledger`, or the variable SELON_LEDGER."""
    settings: dict[str, Any] = {"envvar": "SELON_LEDGER", "default": DEFAULT_LEDGER, "metavar": "PATH|URL"}
    return option("--ledger", "-L", "ledger", callback=lambda _, __, given: given or DEFAULT_LEDGER, **settings)(
        command
    )


def data_option(name: str) -> Callable[[Made], Made]:
    """`--json`, `--jsonl` or `--csv`: data instead of a picture for people."""
    return option(f"--{name}", "data_format", flag_value=name, told_as=f"as_{name}")


def tell(problem: "SelonError") -> None:
    """The message on stderr."""
    click.echo(f"selon: {told_safely(problem.told())}", err=True)


def told_safely(words: str) -> str:
    """The words; names of files and columns in them may not command the terminal."""
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) == "Cc" else c for c in words)


@contextmanager
def guarded() -> Iterator[None]:
    """Errors told on stderr, with their exit codes; a closed pipe ends in silence."""
    from selon.errors import SelonError
    from selon.exporters.destination import drop_stdout

    try:
        yield
    except SelonError as problem:
        tell(problem)
        sys.exit(problem.exit_code)
    except BrokenPipeError:
        drop_stdout()  # a reader such as `head` had enough
        sys.exit(0)
    except OSError as problem:  # such as a full disk behind standard output
        drop_stdout()
        tell(SelonError("cannot_write", where=problem.filename or "stdout", reason=problem.strerror or problem))
        sys.exit(SelonError.exit_code)
