"""The steps from an empty database to the tables of this version."""

import re
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from selon.ledger import Ledger, migrations
from selon.ledger.schema import metadata
from selon.ledger.views import VIEWS

FOLDER = Path(migrations.__file__).parent


def steps() -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]


def test_head_is_the_newest_step_and_the_order_is_that_of_numbers():
    assert steps()[0] == migrations.HEAD
    assert steps() == sorted(steps(), reverse=True)


def test_a_new_ledger_stands_at_head(address):
    with Ledger(address, create=True) as ledger, ledger.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [migrations.HEAD]


def test_the_steps_lead_to_the_tables_that_the_code_knows(address):
    with Ledger(address, create=True) as ledger, ledger.reading() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_object": lambda thing, name, kind, *_: (
                    not str(name).startswith(("statement_words", "ix_statement_words"))
                ),
            },
        )
        assert compare_metadata(context, metadata) == []


def test_the_views_are_those_of_the_code(address):
    named = {re.match(r"CREATE VIEW (\w+)", view).group(1) for view in VIEWS}
    with Ledger(address, create=True) as ledger, ledger.reading() as connection:
        assert set(inspect(connection).get_view_names()) == named
        for name in named:
            assert connection.execute(text(f"SELECT * FROM {name}")).all() == []
        if connection.dialect.name == "sqlite":
            asked = text("SELECT sql FROM sqlite_master WHERE type = 'view'")
            assert set(connection.execute(asked).scalars()) == set(VIEWS)


def test_steps_know_nothing_of_the_code(address):
    for path in (FOLDER / "versions").glob("*.py"):
        assert "selon" not in re.sub(r'""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.S)
