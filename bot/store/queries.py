"""What is asked of the database: the same statements for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.records import Link, ServerSettings
from bot.store.tables import free_text_channels, links, not_helpful, replies, server_settings


async def settings_of(connection: AsyncConnection, guild_id: int) -> ServerSettings:
    """Return the settings of a server."""
    row = (await connection.execute(select(server_settings).where(server_settings.c.guild_id == guild_id))).first()
    if row is None:
        return ServerSettings()
    query = select(free_text_channels.c.channel_id).where(free_text_channels.c.guild_id == guild_id)
    channels = frozenset((await connection.execute(query)).scalars())
    return ServerSettings(channels, row.language, row.private, row.quiet_from, row.quiet_until)


async def save_settings(connection: AsyncConnection, guild_id: int, settings: ServerSettings) -> None:
    """Put `settings` in the place of those before."""
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


async def keep_link(connection: AsyncConnection, link: Link) -> None:
    """Put `link` in the place of what was kept of that question before."""
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


async def links_where(connection: AsyncConnection, condition: ColumnElement[bool]) -> list[Link]:
    """Return the links that meet `condition`, oldest first, each with its replies in order."""
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


async def delete_links_where(connection: AsyncConnection, condition: ColumnElement[bool]) -> None:
    """Delete the links that meet `condition`; their replies go with them."""
    await connection.execute(delete(links).where(condition))


async def count_not_helpful(connection: AsyncConnection, topic: str, language: str) -> None:
    """Count one more."""
    one_more = {"presses": not_helpful.c.presses + 1}
    await _put(connection, not_helpful, {"topic": topic, "language": language}, {"presses": 1}, one_more)


async def not_helpful_counts(connection: AsyncConnection) -> dict[tuple[str, str], int]:
    """Return all counts, by topic and language."""
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
