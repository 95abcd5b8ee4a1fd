"""Keeping a ledger: `add`, `reread`, `check`, `export`, `import`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from selon.cli.reading import progress, read_settings
from selon.cli.told import ToldCommand, guarded, ledger_option, option, tell, told_safely
from selon.exporters import FORMATS
from selon.records import LANGUAGES

if TYPE_CHECKING:
    from selon.errors import SourceError
    from selon.ledger.adding import Added

LEDGER_FORMAT = "ledger"


@click.command(cls=ToldCommand)
@click.argument("sources", nargs=-1, metavar="SOURCE…")
@ledger_option
@option("--language", "-l", type=click.Choice(LANGUAGES))
@option("--encoding")
@option("--field", "fields", multiple=True, metavar="NAME=COLUMN")
@option("--jobs", "-j", type=click.IntRange(1), default=1)
@option("--quiet", "-q", is_flag=True)
def add(
    *,
    sources: tuple[str, ...],
    ledger: str,
    language: str | None,
    encoding: str | None,
    fields: tuple[str, ...],
    jobs: int,
    quiet: bool,
) -> None:
    """`selon add`."""
    with guarded():
        from selon.desk.adding import add as add_to
        from selon.errors import UsageError
        from selon.importers import find_sources
        from selon.ledger import Ledger

        if not sources:
            raise UsageError("no_sources")
        settings = read_settings(language, encoding, fields, jobs)
        found = list(find_sources(sources))
        with Ledger(ledger, create=True) as opened, progress(found) as told:
            counts = _Counts(quiet)
            for where, item in add_to(found, opened, settings):
                told(where)
                counts.tell(where, item)
        counts.summarise()
    sys.exit(1 if counts.failures else 0)


@click.command(cls=ToldCommand)
@ledger_option
@option("--jobs", "-j", type=click.IntRange(1), default=1)
@option("--quiet", "-q", is_flag=True)
def reread(*, ledger: str, jobs: int, quiet: bool) -> None:
    """`selon reread`."""
    with guarded():
        from selon.cli.showing import judgement_lines
        from selon.desk.adding import read_again
        from selon.desk.judging import not_carried
        from selon.languages import message
        from selon.ledger import Ledger

        with Ledger(ledger) as opened:
            counts = _Counts(quiet)
            for where, item in read_again(opened, jobs=jobs):
                counts.tell(where, item)
            lost = not_carried(opened)
        counts.summarise()
        if lost:
            click.echo(message("not_carried", count=len(lost)), err=True)
            for line in judgement_lines(lost):
                click.echo(line)
    sys.exit(1 if counts.failures or lost else 0)


@click.command(cls=ToldCommand)
@ledger_option
def check(*, ledger: str) -> None:
    """`selon check`."""
    with guarded():
        from selon.desk.judging import not_carried
        from selon.desk.moving import faults
        from selon.languages import message
        from selon.ledger import Ledger

        with Ledger(ledger) as opened:
            found, counts = faults(opened)
            lost = len(not_carried(opened))
        for fault in found:
            click.echo(f"{fault.where}: {message(fault.what)}")
        click.echo(message("checked", faults=len(found), **counts), err=True)
        if lost:
            click.echo(message("not_carried", count=lost), err=True)
    sys.exit(1 if found else 0)


@click.command(cls=ToldCommand)
@ledger_option
@option("--format", "-f", "export_format", type=click.Choice((LEDGER_FORMAT, *FORMATS)), default=LEDGER_FORMAT)
@option("--output", "-o", type=click.Path(path_type=Path))
@option("--story", "of_story")
def export(*, ledger: str, export_format: str, output: Path | None, of_story: str | None) -> None:
    """`selon export`."""
    with guarded():
        from selon.desk.moving import export_ledger, kept_documents, kept_links
        from selon.errors import UsageError
        from selon.exporters.destination import write, write_bytes
        from selon.ledger import Ledger

        if output is not None and output.exists() and Path(ledger).exists() and output.samefile(ledger):
            raise UsageError("output_is_ledger", where=output)
        with Ledger(ledger) as opened:
            if export_format != LEDGER_FORMAT:
                write(kept_documents(opened, of_story), export_format, output, kept_links(opened, of_story))
                return
            if of_story is not None:
                raise UsageError("whole_ledger_only")
            write_bytes(lambda out: export_ledger(opened, out), output)


@click.command("import", cls=ToldCommand)
@click.argument("file", metavar="FILE")
@ledger_option
def import_(*, file: str, ledger: str) -> None:
    """`selon import`."""
    with guarded():
        from selon.desk.moving import import_ledger
        from selon.errors import UnreadableSource
        from selon.languages import message
        from selon.ledger import Ledger

        try:
            lines = sys.stdin.buffer if file == "-" else Path(file).open("rb")  # noqa: SIM115 - closed below
        except OSError as problem:
            raise UnreadableSource("cannot_open", where=file, reason=problem.strerror or problem) from problem
        with lines, Ledger(ledger, create=True) as opened:
            new = import_ledger(opened, lines, file)
        click.echo(message("imported", count=new), err=True)


class _Counts:
    """What became of the documents: a line each, and a summary."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self.failures = self.documents = self.statements = 0

    def tell(self, where: str, item: "Added | SourceError") -> None:
        from selon.errors import SourceError

        if isinstance(item, SourceError):
            self.failures += 1
            tell(item)
            return
        self.documents += 1
        self.statements += item.statements
        if not self._quiet:
            click.echo(added_line(item, where))
            sys.stdout.flush()  # what is told is kept

    def summarise(self) -> None:
        from selon.languages import message

        told = {"documents": self.documents, "statements": self.statements, "failures": self.failures}
        click.echo(message("added_summary", **told), err=True)


def added_line(item: "Added", where: str) -> str:
    """The document's id, what became of it, how many statements stand, where it came from; tabs between them."""
    from selon.languages import message

    what = message(f"added_{item.what}", earlier=item.earlier)
    change = f" ({message(f'change_{item.change}')})" if item.change else ""
    return f"{item.document}\t{what}{change}\t{item.statements}\t{told_safely(where)}"


COMMANDS = (add, reread, check, export, import_)
