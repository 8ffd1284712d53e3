"""The tables, as the newest migration leaves them. No column is for what somebody wrote, nor for who it was."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Time,
    TypeDecorator,
)


class Moment(TypeDecorator[datetime]):
    """A moment with its time zone; SQLite knows none, so it keeps UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the database UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Take it for UTC if it comes back without a zone."""
        if not isinstance(value, datetime):
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


metadata = MetaData()

server_settings = Table(
    "server_settings",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String),
    Column("private", Boolean, nullable=False),
    Column("quiet_from", Time),
    Column("quiet_until", Time),
)

free_text_channels = Table(
    "free_text_channels",
    metadata,
    Column("guild_id", ForeignKey("server_settings.guild_id", ondelete="CASCADE"), primary_key=True),
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
)

links = Table(
    "links",
    metadata,
    Column("question_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("guild_id", BigInteger),
    Column("key", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("answered_at", Moment, nullable=False),
    Index("links_by_age", "answered_at"),
)

replies = Table(
    "replies",
    metadata,
    Column("reply_id", BigInteger, primary_key=True, autoincrement=False),
    Column("question_id", ForeignKey("links.question_id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Index("replies_by_question", "question_id"),
)

not_helpful = Table(
    "not_helpful",
    metadata,
    Column("topic", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("presses", Integer, nullable=False),
)
