"""Reading without a ledger: `read`."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from selon.cli.told import ToldCommand, ToldOption, guarded, tell
from selon.exporters import FORMATS
from selon.records import LANGUAGES

if TYPE_CHECKING:
    from selon.errors import SourceError
    from selon.importers import Source
    from selon.records import Document
    from selon.settings import ReadSettings


@click.command(cls=ToldCommand)
@click.argument("sources", nargs=-1, metavar="SOURCE…")
@click.option("--format", "-f", "format_name", cls=ToldOption, type=click.Choice(tuple(FORMATS)), default="table")
@click.option("--output", "-o", cls=ToldOption, type=click.Path(path_type=Path))
@click.option("--language", "-l", cls=ToldOption, type=click.Choice(LANGUAGES))
@click.option("--encoding", cls=ToldOption)
@click.option("--field", "fields", cls=ToldOption, multiple=True, metavar="NAME=COLUMN")
@click.option("--at-least", cls=ToldOption, type=click.FloatRange(0, 1), default=0.0)
@click.option("--explain", cls=ToldOption, is_flag=True)
@click.option("--jobs", "-j", cls=ToldOption, type=click.IntRange(1), default=1)
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
    from selon.errors import UsageError
    from selon.exporters.destination import write

    with guarded():
        if not sources:
            raise UsageError("no_sources")
        run = _Run(read_settings(language, encoding, fields, jobs), at_least, explain)
        write(run.documents(sources), format_name, output)
        run.summarise()
    sys.exit(1 if run.failures else 0)


def read_settings(language: str | None, encoding: str | None, fields: tuple[str, ...], jobs: int) -> "ReadSettings":
    """The settings that options ask for. Raises UsageError for a field or an encoding that there is not."""
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
        with progress(sources) as told:
            for where, item in read_sources(sources, self._settings):
                told(where)
                if isinstance(item, SourceError):
                    self.failures += 1
                    tell(item)
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
def progress(sources: "Sequence[Source | SourceError]") -> Iterator[Callable[[str], None]]:
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


COMMANDS = (read,)
