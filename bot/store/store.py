"""The store: small questions to the database, and answers that come even if it is gone."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from types import TracebackType
from typing import Any, Self, TypeVar

from alembic.util import CommandError
from sqlalchemy import ColumnElement, Row, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.address import database_url
from bot.store.database import connect_lazily, migrate
from bot.store.records import Link, ServerSettings
from bot.store.tables import free_text_channels, links, not_helpful, replies, server_settings

LINKS_KEPT = timedelta(days=3)
"""For how long an answer follows its question."""

_GONE = (SQLAlchemyError, CommandError, OSError, TimeoutError)
_MOST_TO_MIGRATE = 30.0

_Result = TypeVar("_Result")
_logger = logging.getLogger(__name__)


class Store:
    """Best effort: nothing here raises because of the database, which is asked again a few seconds after a failure.

    While it is gone, settings are what they were when they were last read, links are none, and nothing is kept.
    """

    def __init__(self, engine: AsyncEngine, *, patience: float = 1.0, pause: float = 5.0) -> None:
        """Use `Store.open`. `patience` and `pause` are seconds: for one request, and after a failure."""
        self._engine = engine
        self._patience = patience
        self._pause = pause
        self._migrated = False
        self._migrating = asyncio.Lock()
        self._gone_until: float | None = None
        self._last_read: dict[int, ServerSettings] = {}

    @classmethod
    async def open(cls, url: str) -> Self:
        """Return the store at `url`, its tables up to date, or on the way there if the database is gone.

        Raises:
            ValueError: `url` is no address of a database that the bot can use.
        """
        store = cls(connect_lazily(database_url(url)))
        await store._attempt(_nothing, None, _MOST_TO_MIGRATE)
        return store

    async def close(self) -> None:
        """Let the database go; one that does not answer is not waited for."""
        with suppress(*_GONE):
            async with asyncio.timeout(self._patience):
                await self._engine.dispose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def settings_of(self, guild_id: int) -> ServerSettings:
        """Return the settings of a server."""
        last = self._last_read.get(guild_id, ServerSettings())
        settings = await self._attempt(lambda connection: _settings_of(connection, guild_id), last)
        self._last_read[guild_id] = settings
        return settings

    async def save_settings(self, guild_id: int, settings: ServerSettings) -> bool:
        """Put `settings` in the place of those before; return whether they were kept."""

        async def save(connection: AsyncConnection) -> bool:
            await _save_settings(connection, guild_id, settings)
            return True

        kept = await self._attempt(save, default=False)
        if kept:
            self._last_read[guild_id] = settings
        return kept

    async def keep_link(self, link: Link) -> None:
        """Keep which messages answer a question, instead of what was kept of it before."""
        await self._attempt(lambda connection: _keep_link(connection, link), None)

    async def link_of(self, question_id: int) -> Link | None:
        """Return what answers a question, if that is known."""
        return await self._one_link(links.c.question_id == question_id)

    async def link_of_reply(self, reply_id: int) -> Link | None:
        """Return the link that a message of the bot belongs to, if that is known."""
        question = select(replies.c.question_id).where(replies.c.reply_id == reply_id)
        return await self._one_link(links.c.question_id.in_(question))

    async def links_since(self, moment: datetime) -> list[Link]:
        """Return what was answered since, oldest first."""
        return await self._links(links.c.answered_at >= moment)

    async def drop_link(self, question_id: int) -> None:
        """Forget what answers a question."""
        await self._delete_links(links.c.question_id == question_id)

    async def forget_links_before(self, moment: datetime) -> None:
        """Forget what was answered before `moment`."""
        await self._delete_links(links.c.answered_at < moment)

    async def count_not_helpful(self, topic: str, language: str) -> None:
        """Count that somebody found an answer of `topic` not helpful."""
        await self._attempt(lambda connection: _count_not_helpful(connection, topic, language), None)

    async def not_helpful_counts(self) -> Mapping[tuple[str, str], int]:
        """Return how often the answers of each topic, by language, were found not helpful."""
        return await self._attempt(_not_helpful_counts, {})

    async def _one_link(self, condition: ColumnElement[bool]) -> Link | None:
        return next(iter(await self._links(condition)), None)

    async def _links(self, condition: ColumnElement[bool]) -> list[Link]:
        none: list[Link] = []
        return await self._attempt(lambda connection: _links(connection, condition), none)

    async def _delete_links(self, condition: ColumnElement[bool]) -> None:
        """Delete the links that meet `condition`; their replies go with them."""
        await self._attempt(lambda connection: connection.execute(delete(links).where(condition)), None)

    async def _attempt(
        self,
        work: Callable[[AsyncConnection], Awaitable[_Result]],
        default: _Result,
        patience: float | None = None,
    ) -> _Result:
        """Do `work` in one transaction; return `default` if the database does not let it, or did not a moment ago."""
        now = time.monotonic()
        if self._gone_until is not None:
            if now < self._gone_until:
                return default
            self._gone_until = now + self._pause  # others need not wait for the outcome
        try:
            async with asyncio.timeout(patience or self._patience):
                await self._bring_up_to_date()
                async with self._engine.begin() as connection:
                    result = await work(connection)
        except _GONE as error:
            self._note_failure(error)
            return default
        self._note_success()
        return result

    async def _bring_up_to_date(self) -> None:
        async with self._migrating:
            if not self._migrated:
                await migrate(self._engine)
                self._migrated = True

    def _note_failure(self, error: Exception) -> None:
        if self._gone_until is None:
            where = self._engine.url.render_as_string(hide_password=True)
            _logger.error("The store at %s fails, answers go on without it: %s", where, _reason(error))
        self._gone_until = time.monotonic() + self._pause
        self._migrated = False  # what comes back may be another database, such as an older copy

    def _note_success(self) -> None:
        if self._gone_until is not None:
            _logger.info("The store is back")
        self._gone_until = None


def _reason(error: Exception) -> str:
    """The first line of what the driver says: below it is the statement."""
    return f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"


async def _nothing(_: AsyncConnection) -> None:
    """Do nothing: the tables are up to date before any work."""


async def _settings_of(connection: AsyncConnection, guild_id: int) -> ServerSettings:
    row = (await connection.execute(select(server_settings).where(server_settings.c.guild_id == guild_id))).first()
    if row is None:
        return ServerSettings()
    query = select(free_text_channels.c.channel_id).where(free_text_channels.c.guild_id == guild_id)
    channels = frozenset((await connection.execute(query)).scalars())
    return ServerSettings(channels, row.language, row.private, row.quiet_from, row.quiet_until)


async def _save_settings(connection: AsyncConnection, guild_id: int, settings: ServerSettings) -> None:
    values = {
        "language": settings.language,
        "private": settings.private,
        "quiet_from": settings.quiet_from,
        "quiet_until": settings.quiet_until,
    }
    await _put(connection, server_settings, {"guild_id": guild_id}, values)
    await connection.execute(delete(free_text_channels).where(free_text_channels.c.guild_id == guild_id))
    for channel_id in sorted(settings.free_text_channels):
        await connection.execute(free_text_channels.insert().values(guild_id=guild_id, channel_id=channel_id))


async def _keep_link(connection: AsyncConnection, link: Link) -> None:
    values = {
        "channel_id": link.channel_id,
        "guild_id": link.guild_id,
        "key": link.key,
        "digest": link.digest,
        "answered_at": link.answered_at,
    }
    await _put(connection, links, {"question_id": link.question_id}, values)
    await connection.execute(delete(replies).where(replies.c.question_id == link.question_id))
    for position, reply_id in enumerate(link.reply_ids):
        await _put(connection, replies, {"reply_id": reply_id}, {"question_id": link.question_id, "position": position})


async def _links(connection: AsyncConnection, condition: ColumnElement[bool]) -> list[Link]:
    """Those that meet `condition`, oldest first, each with its replies in order."""
    query = (
        select(links, replies.c.reply_id)
        .outerjoin(replies)
        .where(condition)
        .order_by(links.c.answered_at, links.c.question_id, replies.c.position)
    )
    rows = (await connection.execute(query)).all()
    return [_link(list(group)) for _, group in groupby(rows, key=attrgetter("question_id"))]


def _link(rows: list[Row[Any]]) -> Link:
    """The link that is spread over `rows`, one for each reply."""
    first, reply_ids = rows[0], tuple(row.reply_id for row in rows if row.reply_id is not None)
    return Link(
        first.question_id, first.channel_id, first.guild_id, reply_ids, first.key, first.digest, first.answered_at
    )


async def _count_not_helpful(connection: AsyncConnection, topic: str, language: str) -> None:
    one_more = {"presses": not_helpful.c.presses + 1}
    await _put(connection, not_helpful, {"topic": topic, "language": language}, {"presses": 1}, one_more)


async def _not_helpful_counts(connection: AsyncConnection) -> dict[tuple[str, str], int]:
    return {(row.topic, row.language): row.presses for row in await connection.execute(select(not_helpful))}


async def _put(
    connection: AsyncConnection,
    table: Table,
    key: Mapping[str, Any],
    values: Mapping[str, Any],
    instead: Mapping[str, Any] | None = None,
) -> None:
    """Write the row with `key`; if there is one, write `instead` into it, or else `values`.

    One statement, so that of two processes that do it at once neither fails.
    """
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).values(**key, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=instead or values))
