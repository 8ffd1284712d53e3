"""The store: small questions to the database, and answers that come even if it is gone."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self, TypeVar

from alembic.util import CommandError
from sqlalchemy import URL, ColumnElement
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import queries
from bot.store.address import database_url
from bot.store.database import connect_lazily, connections_to, migrate
from bot.store.records import Link, ServerSettings
from bot.store.tables import links

LINKS_KEPT = timedelta(days=3)
"""For how long an answer follows its question."""

_GONE = (SQLAlchemyError, CommandError, OSError, TimeoutError)
_MOST_TO_MIGRATE = 10.0
_FRESH = 10.0
"""Seconds for which settings are not read again; what this process saves itself holds at once."""
_NEVER_READ = (-math.inf, ServerSettings())

_Result = TypeVar("_Result")
_logger = logging.getLogger(__name__)


class Store:
    """Best effort: nothing here raises because of the database, which is asked again a few seconds after a failure.

    While it is gone, settings are what they were when they were last read, links are none, and nothing is kept.
    """

    def __init__(self, url: URL, *, patience: float = 1.0, pause: float = 5.0) -> None:
        """Use `Store.open`. `patience` and `pause` are seconds: for one request, and after a failure."""
        self._engine = connect_lazily(url, patience)
        self._patience = patience
        self._pause = pause
        self._migrated = False
        self._migrating = asyncio.Lock()
        self._turns = asyncio.Semaphore(connections_to(url))
        self._begun: set[asyncio.Task[Any]] = set()
        self._gone_until: float | None = None
        self._closed = False
        self._settings: dict[int, tuple[float, ServerSettings]] = {}
        """What was read last, and when."""
        self._reading: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    @classmethod
    async def open(cls, url: str, *, patience: float = 1.0) -> Self:
        """Return the store at `url`, its tables up to date, or on the way there if the database is gone.

        Raises:
            ValueError: `url` is no address of a database that the bot can use.
        """
        store = cls(database_url(url), patience=patience)
        await store._attempt(_nothing, None, _MOST_TO_MIGRATE)
        return store

    async def close(self) -> None:
        """Let the database go when what was begun is done; one that does not answer is not waited for."""
        self._closed = True
        if self._begun:
            await asyncio.wait(self._begun, timeout=self._patience)
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
        """Return the settings of a server: what they were a few seconds ago at most."""
        async with self._reading[guild_id]:
            read_at, last = self._settings.get(guild_id, _NEVER_READ)
            if time.monotonic() - read_at < _FRESH:
                return last
            settings = await self._attempt(lambda connection: queries.settings_of(connection, guild_id), None)
            if settings is None:
                return last
            self._settings[guild_id] = (time.monotonic(), settings)
            return settings

    async def settings_in_time(self, guild_id: int) -> ServerSettings:
        """Return the same for whoever cannot wait: after `patience`, what was read last, however many stand in line.

        Not to be changed and saved: that may undo what somebody chose meanwhile.
        """
        try:
            return await self._in_background(self.settings_of(guild_id), self._patience)
        except TimeoutError:
            return self._settings.get(guild_id, _NEVER_READ)[1]

    async def save_settings(self, guild_id: int, settings: ServerSettings) -> bool:
        """Put `settings` in the place of those before; return whether they were kept."""

        async def save(connection: AsyncConnection) -> bool:
            await queries.save_settings(connection, guild_id, settings)
            return True

        async with self._reading[guild_id]:
            kept = await self._attempt(save, default=False)
            if kept:
                self._settings[guild_id] = (time.monotonic(), settings)
            return kept

    async def keep_link(self, link: Link) -> None:
        """Keep which messages answer a question, instead of what was kept of it before."""
        await self._attempt(lambda connection: queries.keep_link(connection, link), None)

    async def link_of(self, question_id: int) -> Link | None:
        """Return what answers a question, if that is known."""
        return await self._one_link(links.c.question_id == question_id)

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
        await self._attempt(lambda connection: queries.count_not_helpful(connection, topic, language), None)

    async def not_helpful_counts(self) -> Mapping[tuple[str, str], int]:
        """Return how often the answers of each topic, by language, were found not helpful."""
        return await self._attempt(queries.not_helpful_counts, {})

    async def _one_link(self, condition: ColumnElement[bool]) -> Link | None:
        return next(iter(await self._links(condition)), None)

    async def _links(self, condition: ColumnElement[bool]) -> list[Link]:
        none: list[Link] = []
        return await self._attempt(lambda connection: queries.links_where(connection, condition), none)

    async def _delete_links(self, condition: ColumnElement[bool]) -> None:
        await self._attempt(lambda connection: queries.delete_links_where(connection, condition), None)

    async def _attempt(
        self,
        work: Callable[[AsyncConnection], Awaitable[_Result]],
        default: _Result,
        patience: float | None = None,
    ) -> _Result:
        """Do `work` in one transaction; return `default` if the database does not let it, or did not a moment ago."""
        patience = patience or self._patience
        async with self._turns:
            if self._is_gone():
                return default
            try:
                result = await self._in_background(self._transaction(work, patience), 2 * patience)
            except _GONE as error:
                self._note_failure(error)
                return default
            self._note_success()
            return result

    async def _transaction(self, work: Callable[[AsyncConnection], Awaitable[_Result]], patience: float) -> _Result:
        async with asyncio.timeout(patience):
            await self._bring_up_to_date()
            async with self._engine.begin() as connection:
                return await work(connection)

    async def _in_background(self, work: Coroutine[Any, Any, _Result], patience: float) -> _Result:
        """Wait for `work` for so many seconds at most. It goes on if nobody waits for it any more.

        A driver that is told to stop may take its time over that, and one that is told so twice may never end.
        """
        begun = asyncio.create_task(work)
        self._begun.add(begun)
        begun.add_done_callback(self._ended)
        await asyncio.wait({begun}, timeout=patience)
        if not begun.done():
            raise TimeoutError
        return begun.result()

    def _ended(self, work: asyncio.Task[Any]) -> None:
        self._begun.discard(work)
        if not work.cancelled():
            work.exception()  # nobody may be there to take it, and asyncio need not say so

    def _is_gone(self) -> bool:
        """Whether it failed a moment ago. When the pause is over, one request tries it, and the others do not wait."""
        if self._closed:
            return True
        now = time.monotonic()
        gone = self._gone_until is not None and now < self._gone_until
        if self._gone_until is not None and not gone:
            self._gone_until = now + self._pause
        return gone

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
