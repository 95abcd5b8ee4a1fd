"""The verbs as commands. stdout is data, stderr is talk; exit codes: 0 all read, 1 some not read, 2 nothing done."""

import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from selon.exporters import FORMATS
from selon.records import LANGUAGES
from selon.version import __version__

if TYPE_CHECKING:
    from selon.errors import SelonError, SourceError
    from selon.importers import Source
    from selon.records import Document
    from selon.settings import ReadSettings


class _ToldOption(click.Option):
    """An option whose help is a message, looked up in the reader's language when help is asked for."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from selon.languages import message

        self.help = message(f"help_{self.name}")
        return super().get_help_record(ctx)


class _ToldCommand(click.Command):
    """A command whose help is a message."""

    def get_short_help_str(self, limit: int = 45) -> str:
        self._tell()
        return super().get_short_help_str(limit)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self._tell()
        super().format_help_text(ctx, formatter)

    def _tell(self) -> None:
        from selon.languages import message

        self.help = message(f"help_{self.name}")


class _ToldGroup(_ToldCommand, click.Group):
    """The command that holds the others."""


@click.group("selon", cls=_ToldGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="selon")
def main() -> None:
    """`selon`."""


@main.command(cls=_ToldCommand)
@click.argument("sources", nargs=-1, metavar="SOURCE…")
@click.option("--format", "-f", "format_name", cls=_ToldOption, type=click.Choice(tuple(FORMATS)), default="table")
@click.option("--output", "-o", cls=_ToldOption, type=click.Path(path_type=Path))
@click.option("--language", "-l", cls=_ToldOption, type=click.Choice(LANGUAGES))
@click.option("--encoding", cls=_ToldOption)
@click.option("--field", "fields", cls=_ToldOption, multiple=True, metavar="NAME=COLUMN")
@click.option("--at-least", cls=_ToldOption, type=click.FloatRange(0, 1), default=0.0)
@click.option("--explain", cls=_ToldOption, is_flag=True)
@click.option("--jobs", "-j", cls=_ToldOption, type=click.IntRange(1), default=1)
def read(
    *,
    sources: tuple[str, ...],
    format_name: str,
    output: Path | None,
    language: str | None,
    encoding: str | None,
    fields: tuple[str, ...],
    at_least: float,
    explain: bool,
    jobs: int,
) -> None:
    """`selon read`: help is in the messages."""
    from selon.errors import SelonError, UsageError
    from selon.exporters.destination import drop_stdout, write

    try:
        if not sources:
            raise UsageError("no_sources")
        settings = _settings(language, encoding, fields, jobs)
        run = _Run(settings, at_least, explain)
        write(run.documents(sources), format_name, output)
        run.summarise()
    except SelonError as problem:
        _tell(problem)
        sys.exit(problem.exit_code)
    except BrokenPipeError:
        drop_stdout()  # a reader such as `head` had enough
        sys.exit(0)
    sys.exit(1 if run.failures else 0)


def _tell(problem: "SelonError") -> None:
    """The message on stderr; names of files and columns in it may not command the terminal."""
    told = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) == "Cc" else c for c in problem.told())
    click.echo(f"selon: {told}", err=True)


def _settings(language: str | None, encoding: str | None, fields: tuple[str, ...], jobs: int) -> "ReadSettings":
    from selon.errors import UsageError
    from selon.importers.rows import check_fields, field_names
    from selon.settings import ReadSettings
    from selon.text import check_encoding

    pairs = []
    for field in fields:
        name, mark, column = field.partition("=")
        if not (name and mark and column):
            raise UsageError("bad_field", field=field, fields=", ".join(field_names()))
        pairs.append((name, column))
    check_fields(tuple(pairs))
    if encoding is not None:
        check_encoding(encoding)
    return ReadSettings(language, encoding, tuple(pairs), jobs)


class _Run:
    """One `read`: hands on the documents, tells of failures and progress, and counts."""

    def __init__(self, settings: "ReadSettings", at_least: float, explain: bool) -> None:
        self._settings = settings
        self._explain = explain
        self._at_least = at_least
        self.read = self.statements = self.failures = 0

    def documents(self, names: Iterable[str]) -> "Iterator[Document]":
        from selon.desk import read_sources, without_reasons, without_unsure
        from selon.errors import SourceError
        from selon.importers import find_sources

        sources = list(find_sources(names))
        with _progress(sources) as tell:
            for where, item in read_sources(sources, self._settings):
                tell(where)
                if isinstance(item, SourceError):
                    self.failures += 1
                    _tell(item)
                    continue
                document = without_unsure(item, self._at_least) if self._at_least else item
                document = document if self._explain else without_reasons(document)
                self.read += 1
                self.statements += len(document.statements)
                yield document

    def summarise(self) -> None:
        from selon.languages import message

        if self.read + self.failures > 1:
            counted = message("summary", documents=self.read, statements=self.statements, failures=self.failures)
            click.echo(counted, err=True)


@contextmanager
def _progress(sources: "Sequence[Source | SourceError]") -> Iterator[Callable[[str], None]]:
    """A bar on a terminal where there is more than one source or a large one."""
    from selon.importers import Source

    known = [source for source in sources if isinstance(source, Source)]
    if not sys.stderr.isatty() or (len(known) < 2 and sum(s.size for s in known) < 200_000):
        yield lambda where: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    from selon.languages import message

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[documents]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(message("reading"), total=len(known), documents="")
        place = {source.where: i for i, source in enumerate(known)}
        count = 0

        def tell(where: str) -> None:
            nonlocal count
            count += 1
            progress.update(task, completed=place.get(where, 0), documents=f"{count} documents")

        yield tell
