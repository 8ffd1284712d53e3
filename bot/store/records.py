"""What goes into the store and comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time


@dataclass(frozen=True)
class ServerSettings:
    """What the managers of a server chose; as it stands here, they chose nothing."""

    free_text_channels: frozenset[int] = frozenset()
    """Channels and forums in which questions need no mention of the bot."""
    language: str | None = None
    private: bool = False
    """Whether only the asker sees the answer to a command."""
    quiet_from: time | None = None
    """In the time zone of the event, as `quiet_until`; either both are set or neither."""
    quiet_until: time | None = None


@dataclass(frozen=True)
class Link:
    """Which messages of the bot answer which question: ids, and what the answer rests on."""

    question_id: int
    channel_id: int
    guild_id: int | None
    """None in private."""
    reply_ids: tuple[int, ...]
    key: str
    """What the answer rests on; see `bot.replies.keys`."""
    digest: str
    """Of the text that was shown, to tell whether it would be another one today."""
    answered_at: datetime
