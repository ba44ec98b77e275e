"""Alembic's entry: runs on the connection and in the transaction that it is given.

Without a connection it writes the statements for ``attributes["dialect"]`` instead of running them.
"""

from __future__ import annotations

from alembic import context

from counter_app.db.hub_tables import STATION

given = context.config.attributes
if context.is_offline_mode():
    context.configure(dialect_name=given["dialect"], target_metadata=STATION.metadata, literal_binds=True)
else:
    context.configure(connection=given["connection"], target_metadata=STATION.metadata)
context.run_migrations()
