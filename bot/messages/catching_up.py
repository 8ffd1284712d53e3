"""Questions that nobody heard. Discord tells a new session nothing of what was said before: they are looked up."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta

import aiohttp
import discord

RESTART = timedelta(minutes=2)
"""How far a new process looks back: stopping one and starting the next takes less."""
REACH = timedelta(minutes=15)
"""How far it looks back at most: an older question has found its answer elsewhere."""
MOST_PRIVATE_CHANNELS = 200
_MOST_MESSAGES = 300
_CLOCKS_DIFFER_BY = timedelta(seconds=5)

_Public = discord.TextChannel | discord.VoiceChannel | discord.Thread

_logger = logging.getLogger(__name__)


class CatchingUp:
    """Knows since when nothing was heard, and finds what was written meanwhile."""

    def __init__(self, client: discord.Client, now: datetime) -> None:
        self._client = client
        self._deaf_since: datetime | None = now - RESTART
        self._private_channels: OrderedDict[int, None] = OrderedDict()

    def heard(self, message: discord.Message) -> None:
        """Remember in which private channels people write: Discord does not list them."""
        if isinstance(message.channel, discord.DMChannel):
            self._private_channels[message.channel.id] = None
            self._private_channels.move_to_end(message.channel.id)
            while len(self._private_channels) > MOST_PRIVATE_CHANNELS:
                self._private_channels.popitem(last=False)

    def disconnected(self, last_heard: datetime) -> None:
        """Nothing is heard any more, and what is said now may be missed."""
        self._deaf_since = self._deaf_since or last_heard

    def resumed(self) -> None:
        """Discord has told all of it."""
        self._deaf_since = None

    async def missed(self, now: datetime) -> AsyncIterator[discord.Message]:
        """What was written before this session, oldest first in each channel, without what the bot has replied to."""
        if self._deaf_since is None:
            return
        since = max(self._deaf_since - _CLOCKS_DIFFER_BY, now - REACH)
        self._deaf_since = None
        for channel in [*self._with_news(since), *self._private()]:
            try:
                written = await _newest(channel, since)
            except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
                _logger.info("What was missed in channel %s cannot be read: %s", channel.id, error)
                continue
            own = [message.reference for message in written if message.author == self._client.user]
            answered = {reference.message_id for reference in own if reference}
            for message in written:
                if message.id not in answered:
                    yield message

    def _with_news(self, since: datetime) -> Iterator[_Public]:
        """The channels and threads of servers in which something was written since."""
        news = discord.utils.time_snowflake(since)
        for guild in self._client.guilds:
            channels: list[_Public] = [*guild.text_channels, *guild.voice_channels, *guild.threads]
            for channel in channels:
                if (channel.last_message_id or 0) > news and _may_read(guild.me, channel):
                    yield channel

    def _private(self) -> Iterator[discord.PartialMessageable]:
        for channel_id in list(self._private_channels):
            yield self._client.get_partial_messageable(channel_id, type=discord.ChannelType.private)


async def _newest(channel: discord.abc.Messageable, since: datetime) -> list[discord.Message]:
    """The last messages since then, oldest first."""
    history = channel.history(after=since, limit=_MOST_MESSAGES, oldest_first=False)
    return [message async for message in history][::-1]


def _may_read(me: discord.Member | None, channel: _Public) -> bool:
    place = channel.parent if isinstance(channel, discord.Thread) else channel
    return me is not None and place is not None and place.permissions_for(me).read_message_history
