"""Runs the migrations on the connection that the store hands over; Alembic looks for this file by its name."""

from alembic import context

from bot.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
