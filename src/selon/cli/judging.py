"""Correcting a ledger: `judge` and what people can decide."""

from collections.abc import Callable
from typing import Any

import click

from selon.cli.told import ToldCommand, ToldGroup, data_option, guarded, ledger_option, option
from selon.records import RELATION_TYPES


@click.group(cls=ToldGroup)
def judge() -> None:
    """`selon judge`."""


class _Verdict(ToldCommand):
    """A command of the group: its help is `help_judge_` and its name."""

    @property
    def told_as(self) -> str:
        """The key of its help."""
        return f"help_judge_{self.name}"


def _verdict(name: str, *arguments: Any) -> Callable[[Callable[..., None]], click.Command]:
    """A command of the group, with who judges and why."""

    def made(function: Callable[..., None]) -> click.Command:
        for decorate in (option("--why"), option("--who", envvar="SELON_WHO"), ledger_option, *reversed(arguments)):
            function = decorate(function)
        return judge.command(name, cls=_Verdict)(function)

    return made


def _judge(ledger: str, who: str | None, work: Callable[..., Any]) -> None:
    """Do the work on the ledger in somebody's name and tell the judgement's id."""
    with guarded():
        from selon.cli.showing import judgement_lines
        from selon.ledger import Ledger

        with Ledger(ledger) as opened:
            made = work(opened, who or _user())
        for line in judgement_lines(made if isinstance(made, list) else [made]):
            click.echo(line)


def _user() -> str:
    """The name by which the system knows the person."""
    import getpass

    from selon.errors import UsageError

    try:
        return getpass.getuser()
    except (OSError, KeyError) as problem:
        raise UsageError("who_judges") from problem


@_verdict("accept", click.argument("statement", metavar="ID"))
def accept(*, statement: str, ledger: str, who: str | None, why: str | None) -> None:
    """`selon judge accept`."""
    _judge(ledger, who, lambda opened, name: _desk().judge(opened, "accept", statement, name, why))


@_verdict("reject", click.argument("statement", metavar="ID"))
def reject(*, statement: str, ledger: str, who: str | None, why: str | None) -> None:
    """`selon judge reject`."""
    _judge(ledger, who, lambda opened, name: _desk().judge(opened, "reject", statement, name, why))


@_verdict(
    "edit", click.argument("statement", metavar="ID"), click.argument("changes", nargs=-1, metavar="FIELD=VALUE…")
)
def edit(*, statement: str, changes: tuple[str, ...], ledger: str, who: str | None, why: str | None) -> None:
    """`selon judge edit`."""
    _judge(ledger, who, lambda opened, name: _desk().edit(opened, statement, _changes(changes), name, why))


@_verdict(
    "add", click.argument("document", metavar="DOCUMENT"), click.argument("changes", nargs=-1, metavar="FIELD=VALUE…")
)
def add(*, document: str, changes: tuple[str, ...], ledger: str, who: str | None, why: str | None) -> None:
    """`selon judge add`."""
    _judge(ledger, who, lambda opened, name: _desk().add_statement(opened, document, _changes(changes), name, why))


@_verdict("merge", click.argument("actor", metavar="ACTOR"), click.argument("into", metavar="INTO"))
def merge(*, actor: str, into: str, ledger: str, who: str | None, why: str | None) -> None:
    """`selon judge merge`."""
    _judge(ledger, who, lambda opened, name: _desk().merge_actors(opened, actor, into, name, why))


@_verdict(
    "split",
    click.argument("actor", metavar="ACTOR"),
    click.argument("statements", nargs=-1, metavar="[ID…]"),
    option("--name", "new_name"),
)
def split(
    *, actor: str, statements: tuple[str, ...], new_name: str | None, ledger: str, who: str | None, why: str | None
) -> None:
    """`selon judge split`."""
    _judge(ledger, who, lambda opened, name: _desk().split_actor(opened, actor, statements, new_name, name, why))


@_verdict(
    "relate",
    click.argument("later", metavar="LATER"),
    click.argument("relation", type=click.Choice(RELATION_TYPES), metavar="RELATION"),
    click.argument("earlier", metavar="EARLIER"),
)
def relate(*, later: str, relation: str, earlier: str, ledger: str, who: str | None, why: str | None) -> None:
    """`selon judge relate`."""
    _judge(ledger, who, lambda opened, name: _desk().relate(opened, later, earlier, relation, name, why))


@_verdict("unrelate", click.argument("later", metavar="LATER"), click.argument("earlier", metavar="EARLIER"))
def unrelate(*, later: str, earlier: str, ledger: str, who: str | None, why: str | None) -> None:
    """`selon judge unrelate`."""
    _judge(ledger, who, lambda opened, name: _desk().unrelate(opened, later, earlier, name, why))


@_verdict("name", click.argument("story", metavar="STORY"), click.argument("new_name", metavar="NAME"))
def name(*, story: str, new_name: str, ledger: str, who: str | None, why: str | None) -> None:
    """`selon judge name`."""
    _judge(ledger, who, lambda opened, person: _desk().name_story(opened, story, new_name, person, why))


@_verdict(
    "move",
    click.argument("documents", nargs=-1, metavar="DOCUMENT…"),
    option("--to", "to_story", metavar="STORY"),
    option("--name", "new_name"),
)
def move(
    *,
    documents: tuple[str, ...],
    to_story: str | None,
    new_name: str | None,
    ledger: str,
    who: str | None,
    why: str | None,
) -> None:
    """`selon judge move`."""
    _judge(ledger, who, lambda opened, n: _desk().move_documents(opened, documents, to_story, new_name, n, why))


@_verdict("withdraw", click.argument("judgement", metavar="JUDGEMENT"))
def withdraw(*, judgement: str, ledger: str, who: str | None, why: str | None) -> None:
    """`selon judge withdraw`."""
    _judge(ledger, who, lambda opened, person: _desk().withdraw(opened, judgement, person, why))


@judge.command("list", cls=_Verdict)
@ledger_option
@option("--not-carried", "only_lost", is_flag=True)
@data_option("json")
def list_(*, ledger: str, only_lost: bool, data_format: str | None) -> None:
    """`selon judge list`."""
    with guarded():
        import sys

        from selon.desk.asking import judgements
        from selon.desk.data import listed_records, write_data
        from selon.ledger import Ledger
        from selon.ledger.judging import Judgement

        with Ledger(ledger) as opened:
            found = _desk().not_carried(opened) if only_lost else judgements(opened)
        if data_format is not None:
            write_data(listed_records(Judgement, found), data_format, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return
        from selon.cli.showing import show_judgements

        show_judgements(found)


@judge.command("export", cls=_Verdict)
@ledger_option
def export(*, ledger: str) -> None:
    """`selon judge export`."""
    with guarded():
        import sys

        from selon.desk.moving import judged_documents
        from selon.exporters.annotations import write_annotations
        from selon.ledger import Ledger

        with Ledger(ledger) as opened:
            write_annotations(judged_documents(opened), sys.stdout.buffer)
            sys.stdout.buffer.flush()


def _changes(listed: tuple[str, ...]) -> dict[str, str]:
    from selon.desk.judging import FIELDS
    from selon.errors import UsageError

    made = {}
    for each in listed:
        field, mark, value = each.partition("=")
        if not (field and mark):
            raise UsageError("unknown_field", field=each, fields=", ".join(FIELDS))
        made[field] = value
    if not made:
        raise UsageError("nothing_changed", fields=", ".join(FIELDS))
    return made


def _desk() -> Any:
    from selon.desk import judging

    return judging


COMMANDS = (judge,)
