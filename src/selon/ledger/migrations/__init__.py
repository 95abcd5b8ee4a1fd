"""From the tables of an older ledger to those of this version, by Alembic. One file a step in `versions/`."""

from pathlib import Path

from sqlalchemy import Connection

HEAD = "0001"  # the newest step; a test holds that it is


def upgrade(connection: Connection, address: str) -> None:
    """Bring the ledger to HEAD within the caller's transaction. Raises LedgerError where it is newer than Selon."""
    from alembic.command import upgrade as run
    from alembic.config import Config
    from alembic.util.exc import CommandError

    from selon.errors import LedgerError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        run(config, HEAD)
    except CommandError as problem:
        raise LedgerError("newer_ledger", where=address) from problem
