"""What Alembic runs: the steps, over the connection that it is given."""

from alembic import context

if hasattr(context, "config"):  # while Alembic runs; importing this file alone does nothing
    context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
    context.run_migrations()
