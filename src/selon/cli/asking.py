"""Asking a ledger: `search`, `show`, `actors`, `actor`, `figures`, `stories`, `board`, `versions`."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, get_args

import click

from selon.cli.told import Made, ToldCommand, data_option, guarded, ledger_option, option
from selon.records import LANGUAGES, Act, Certainty, Distance, Form

if TYPE_CHECKING:
    from selon.desk.data import Listed
    from selon.ledger import Ledger

_STATUSES = ("read", "accepted", "edited", "added")


def _data_options(command: Made) -> Made:
    """`--json`, `--jsonl`, `--csv`: data instead of a table."""
    for name in ("csv", "jsonl", "json"):
        command = data_option(name)(command)
    return command


def _words(name: str, metavar: str, *, required: bool = True) -> Callable[[Made], Made]:
    """An argument of one word or more, which need no quotation marks."""

    def joined(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> str | None:
        return " ".join(given) or None

    return click.argument(name, nargs=-1, required=required, metavar=metavar, callback=joined)


@click.command(cls=ToldCommand)
@_words("words", "[WORDS…]", required=False)
@ledger_option
@option("--actor", "by_actor")
@option("--institution")
@option("--outlet")
@option("--language", "-l", "written_in", type=click.Choice(LANGUAGES))
@option("--since", metavar="DAY")
@option("--until", metavar="DAY")
@option("--form", type=click.Choice(get_args(Form)))
@option("--act", type=click.Choice(get_args(Act)))
@option("--certainty", type=click.Choice(get_args(Certainty)))
@option("--distance", type=click.Choice(get_args(Distance)))
@option("--denied/--not-denied", "denied", default=None)
@option("--figure/--no-figure", "has_figure", default=None)
@option("--story", "of_story")
@option("--status", type=click.Choice(_STATUSES))
@option("--limit", "-n", type=click.IntRange(1), default=20)
@option("--skip", type=click.IntRange(0), default=0)
@_data_options
def search(*, words: str | None, ledger: str, data_format: str | None, **asked: Any) -> None:
    """`selon search`."""
    with guarded():
        from selon.desk.asking import search as find
        from selon.desk.data import listed_hits
        from selon.ledger.asking import Question

        names = {"by_actor": "actor", "written_in": "language", "of_story": "story"}
        question = Question(words=words or "", **{names.get(name, name): value for name, value in asked.items()})
        with _open(ledger) as opened:
            hits = find(opened, question)
        if data_format is not None:
            _write(listed_hits(hits), data_format)
            return
        from selon.cli.showing import show_hits

        show_hits(hits)
        _tell_of_more(len(hits), question.limit)


@click.command(cls=ToldCommand)
@click.argument("statement", metavar="ID")
@ledger_option
@data_option("json")
def show(*, statement: str, ledger: str, data_format: str | None) -> None:
    """`selon show`."""
    with guarded():
        from selon.desk.asking import show as find
        from selon.desk.data import Listed, shown_data

        with _open(ledger) as opened:
            shown = find(opened, statement)
        if data_format is not None:
            _write(Listed(shown_data(shown)), data_format)
            return
        from selon.cli.showing import show_shown

        show_shown(shown)


@click.command(cls=ToldCommand)
@_words("named", "[NAME…]", required=False)
@ledger_option
@option("--limit", "-n", type=click.IntRange(1), default=50)
@_data_options
def actors(*, named: str | None, ledger: str, limit: int, data_format: str | None) -> None:
    """`selon actors`."""
    with guarded():
        from selon.desk.asking import actors as find
        from selon.desk.data import listed_records
        from selon.ledger.asking import KnownActor

        with _open(ledger) as opened:
            found = find(opened, named, limit)
        if data_format is not None:
            _write(listed_records(KnownActor, found), data_format)
            return
        from selon.cli.showing import show_actors

        show_actors(found)
        _tell_of_more(len(found), limit)


@click.command(cls=ToldCommand)
@_words("named", "NAME…")
@ledger_option
@_data_options
def actor(*, named: str, ledger: str, data_format: str | None) -> None:
    """`selon actor`."""
    with guarded():
        from selon.desk.asking import actor as find
        from selon.desk.data import listed_hits

        with _open(ledger) as opened:
            people, hits = find(opened, named)
        if data_format is not None:
            _write(listed_hits(hits), data_format)
            return
        from selon.cli.showing import show_said

        show_said(people, hits)


@click.command(cls=ToldCommand)
@_words("asked", "STORY|WORDS…")
@ledger_option
@_data_options
def figures(*, asked: str, ledger: str, data_format: str | None) -> None:
    """`selon figures`."""
    with guarded():
        from selon.desk.asking import figures as find
        from selon.desk.data import listed_series

        with _open(ledger) as opened:
            found = find(opened, asked)
        if data_format is not None:
            _write(listed_series(found), data_format)
            return
        from selon.cli.charting import show_figures

        show_figures(found)


@click.command(cls=ToldCommand)
@ledger_option
@option("--limit", "-n", type=click.IntRange(1), default=50)
@_data_options
def stories(*, ledger: str, limit: int, data_format: str | None) -> None:
    """`selon stories`."""
    with guarded():
        from selon.desk.asking import stories as find
        from selon.desk.data import listed_records
        from selon.ledger.asking import KnownStory

        with _open(ledger) as opened:
            found = find(opened, limit)
        if data_format is not None:
            _write(listed_records(KnownStory, found), data_format)
            return
        from selon.cli.showing import show_stories

        show_stories(found)
        _tell_of_more(len(found), limit)


@click.command(cls=ToldCommand)
@_words("story", "STORY…")
@ledger_option
@data_option("json")
def board(*, story: str, ledger: str, data_format: str | None) -> None:
    """`selon board`."""
    with guarded():
        from selon.desk.asking import story_board
        from selon.desk.data import Listed, board_data

        with _open(ledger) as opened:
            found = story_board(opened, story)
        if data_format is not None:
            _write(Listed(board_data(found)), data_format)
            return
        from selon.cli.showing import show_board

        show_board(found)


@click.command(cls=ToldCommand)
@click.argument("document", metavar="ID")
@ledger_option
@data_option("json")
def versions(*, document: str, ledger: str, data_format: str | None) -> None:
    """`selon versions`."""
    with guarded():
        from selon.desk.asking import Version
        from selon.desk.asking import versions as find
        from selon.desk.data import listed_records

        with _open(ledger) as opened:
            found = find(opened, document)
        if data_format is not None:
            _write(listed_records(Version, found), data_format)
            return
        from selon.cli.showing import show_versions

        show_versions(found)


def _open(address: str) -> "Ledger":
    from selon.ledger import Ledger

    return Ledger(address)


def _write(listed: "Listed", data_format: str) -> None:
    """Data to standard output."""
    from selon.desk.data import write_data

    write_data(listed, data_format, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _tell_of_more(count: int, limit: int) -> None:
    """On stderr, that a list ended because it was as long as it may be."""
    from selon.languages import message

    if count == limit:
        click.echo(message("as_many_as_asked", count=count), err=True)


COMMANDS = (search, show, actors, actor, figures, stories, board, versions)
