"""Replies that follow their question: rewritten when it is edited, gone when it is deleted.

Which reply answers which question is kept in the store, by their ids alone, so that it works after a restart. What is
done about one question is done one after the other; each version of a question is answered once, however often
Discord tells of it.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

import discord

from bot.deadline import in_time
from bot.messages import posting
from bot.replies.reply import Reply
from bot.store import Link, Store

STALE = timedelta(minutes=10)
"""An edit this long ago is none: Discord also tells of a message when it is pinned or gets a preview."""
MOST_REMEMBERED = 20_000
_GONE = datetime.max.replace(tzinfo=UTC)

LEAVE = Reply(())
"""What an answerer returns to leave everything as it is."""

Answerer = Callable[[discord.Message, datetime], Coroutine[Any, Any, Reply | None]]
"""Makes the reply to a message as it stood at that moment, or none if there is nothing to say to it."""

_logger = logging.getLogger(__name__)


class Following:
    """Keeps every reply in step with its question."""

    def __init__(self, client: discord.Client, store: Store) -> None:
        self._client = client
        self._store = store
        self._newest: OrderedDict[int, datetime] = OrderedDict()
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def asked(self, message: discord.Message, answer: Answerer) -> None:
        """Post the reply to a new message.

        Raises:
            NotAllowedError: the bot may not speak there.
        """
        version = message.edited_at or message.created_at
        if self._is_news(message.id, version):
            await self._show(message, version, answer, may_begin=True)

    async def edited(self, message: discord.Message, answer: Answerer, *, may_begin: bool) -> None:
        """Bring the reply in line with an edited message: rewrite it, or take it back; or post it, if it `may_begin`.

        Raises:
            NotAllowedError: the bot may not speak there.
        """
        version = message.edited_at
        if version is not None and self._is_news(message.id, version):
            await self._show(message, version, answer, may_begin=may_begin)

    async def deleted(self, message_id: int) -> None:
        """Delete the reply to a message that is gone."""
        self._remember(message_id, _GONE)
        async with self._lock(message_id):
            link = await self._store.link_of(message_id)
            if link is not None:
                await self._withdraw(link)

    async def renew(self, question_id: int, retell: Callable[[Link], Awaitable[Reply | None]]) -> bool:
        """Rewrite the reply to a question as it is told now; return whether it was, and not if it stays as it is.

        Raises:
            NotAllowedError: the bot may not speak there any more.
        """
        async with self._lock(question_id):
            link = await self._store.link_of(question_id)
            reply = await retell(link) if link is not None else None
            if link is None or reply is None:
                return False
            posted = await posting.rewrite(self._channel(link), link.reply_ids, reply)
            if posted:
                await self._store.keep_link(replace(link, reply_ids=posted, key=reply.key, digest=reply.digest))
            else:
                await self._store.drop_link(question_id)
            return bool(posted)

    async def _show(self, message: discord.Message, version: datetime, answer: Answerer, *, may_begin: bool) -> None:
        async with self._lock(message.id):
            link = await self._store.link_of(message.id)
            if self._is_superseded(message.id, version) or (link is not None and link.answered_at >= version):
                return
            if link is None and (not may_begin or self._is_stale(message)):
                return
            reply = await in_time(answer(message, version), partial(_seen_typing, message.channel))
            if reply is LEAVE or self._is_superseded(message.id, version):
                return
            if reply is not None:
                await self._put(message, version, link, reply)
            elif link is not None:
                await self._withdraw(link)

    async def _put(self, message: discord.Message, version: datetime, link: Link | None, reply: Reply) -> None:
        if link is None:
            posted = await posting.post(message, reply)
        else:
            posted = await posting.rewrite(self._channel(link), link.reply_ids, reply)
        if not posted:
            await self._store.drop_link(message.id)
            return
        guild_id = message.guild.id if message.guild else None
        await self._store.keep_link(
            Link(message.id, message.channel.id, guild_id, posted, reply.key, reply.digest, version)
        )

    async def _withdraw(self, link: Link) -> None:
        await posting.withdraw(self._channel(link), link.reply_ids)
        await self._store.drop_link(link.question_id)

    def _channel(self, link: Link) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(link.channel_id, guild_id=link.guild_id)

    def _is_news(self, message_id: int, version: datetime) -> bool:
        """Whether this version of the message was not heard of before; it is from now on."""
        newest = self._newest.get(message_id)
        if newest is not None and newest >= version:
            return False
        self._remember(message_id, version)
        return True

    def _is_superseded(self, message_id: int, version: datetime) -> bool:
        return self._newest.get(message_id, version) > version

    @staticmethod
    def _is_stale(message: discord.Message) -> bool:
        return message.edited_at is not None and discord.utils.utcnow() - message.edited_at > STALE

    def _remember(self, message_id: int, version: datetime) -> None:
        self._newest[message_id] = version
        self._newest.move_to_end(message_id)
        while len(self._newest) > MOST_REMEMBERED:
            self._newest.popitem(last=False)

    def _lock(self, message_id: int) -> asyncio.Lock:
        return self._locks.setdefault(message_id, asyncio.Lock())


async def _seen_typing(channel: discord.abc.Messageable) -> None:
    try:
        await channel.typing()
    except discord.HTTPException as error:
        _logger.debug("Typing could not be shown: %s", error)
