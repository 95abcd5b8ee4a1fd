"""The verbs as commands. stdout is data, stderr is talk; exit codes: 0 all done, 1 some not, 2 nothing."""

import click

from selon.cli.asking import COMMANDS as ASKING
from selon.cli.judging import COMMANDS as JUDGING
from selon.cli.keeping import COMMANDS as KEEPING
from selon.cli.reading import COMMANDS as READING
from selon.cli.told import ToldGroup
from selon.version import __version__


@click.group("selon", cls=ToldGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="selon")
def main() -> None:
    """`selon`."""


for _command in (*READING, *KEEPING, *ASKING, *JUDGING):
    main.add_command(_command)
