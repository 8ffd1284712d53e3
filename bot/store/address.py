"""Where the store is: an SQLite file or a PostgreSQL database, by the address that an operator writes."""

from __future__ import annotations

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",  # what several hosting services write
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
_POSTGRESQL_OPTIONS = {"host": "host", "port": "port", "ssl": "ssl", "sslmode": "ssl"}
"""What may follow the question mark, and what asyncpg calls it."""


def database_url(text: str) -> URL:
    """Return the address with the driver that the bot uses.

    Raises:
        ValueError: it is no address of an SQLite file or a PostgreSQL database. The message does not repeat it, as it
            may hold a password.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise ValueError("not an address of a database") from None
    if url.drivername not in _DRIVERS:
        raise ValueError("neither SQLite nor PostgreSQL")
    url = url.set(drivername=_DRIVERS[url.drivername])
    return _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)


def _sqlite(url: URL) -> URL:
    if url.host or url.query or url.database in (None, "", ":memory:"):
        raise ValueError("not an SQLite file")
    return url


def _postgresql(url: URL) -> URL:
    unknown = sorted(set(url.query) - set(_POSTGRESQL_OPTIONS))
    if unknown or not url.database or not (url.host or "host" in url.query):
        raise ValueError("not a PostgreSQL database")
    return url.set(query={_POSTGRESQL_OPTIONS[name]: value for name, value in url.query.items()})
