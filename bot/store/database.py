"""The database itself: how it is opened, and how its tables are brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, event, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

_MIGRATIONS = Path(__file__).with_name("migrations")
_MIGRATION_LOCK = 5_176_833_021
"""Any number, as long as every process of the bot has the same."""
_POSTGRESQL_CONNECTIONS = 5
"""At most; a handful is plenty for statements that take milliseconds."""


def connections_to(url: URL) -> int:
    """Return how many connections are of use: in an SQLite file only one can write, and others would wait in vain."""
    return _POSTGRESQL_CONNECTIONS if url.get_backend_name() == "postgresql" else 1


def connect_lazily(url: URL, patience: float) -> AsyncEngine:
    """Return the way to the database, which is not touched before it is used; `patience` is in seconds."""
    options: dict[str, Any] = {"pool_size": connections_to(url), "hide_parameters": True}
    if url.get_backend_name() == "postgresql":
        return create_async_engine(url, pool_pre_ping=True, connect_args={"timeout": patience}, **options)
    busy = {"timeout": 0.8 * patience}  # so that SQLite says that it is busy before it is given up
    engine = create_async_engine(url, connect_args=busy, **options)
    event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_in_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """Let several processes read and write; leave it to SQLAlchemy when a transaction begins."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_in_sqlite(connection: Connection) -> None:
    migrating = connection.get_execution_options().get("migrating", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if migrating else "BEGIN")


async def migrate(engine: AsyncEngine, revision: str = "head") -> None:
    """Bring the tables up to `revision`, in one transaction; of several processes one does it, and the others wait."""
    if engine.dialect.name == "sqlite":
        Path(str(engine.url.database)).parent.mkdir(parents=True, exist_ok=True)
    async with engine.execution_options(migrating=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        await connection.run_sync(_upgrade, revision)


def _upgrade(connection: Connection, revision: str) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, revision)
