"""Answers of the last day are brought up to date when the facts behind them have changed."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from datetime import datetime, timedelta
from functools import partial

import discord

from bot.answering import Answering
from bot.asker import Asker, Place
from bot.messages.following import Following
from bot.messages.posting import NotAllowedError
from bot.replies.reply import Reply
from bot.store import Link, Store

AS_LATE_AS = timedelta(days=1)
MOST_IN_A_SERVER = 30
PAUSE = 1.0
"""Seconds between two edits."""
_NOBODY = 0

_logger = logging.getLogger(__name__)


async def update_answers(client: discord.Client, answering: Answering, store: Store, following: Following) -> None:
    """Rewrite what has been answered on servers since yesterday and would be answered differently now, newest first.

    What has been deleted stays so. An edit pings nobody; it is made once a second, and not too often in one server.
    """
    now = discord.utils.utcnow()
    updated: Counter[int] = Counter()
    for link in reversed(await store.links_since(now - AS_LATE_AS)):
        if link.guild_id is None or updated[link.guild_id] >= MOST_IN_A_SERVER:
            continue
        try:
            rewritten = await following.renew(link.question_id, partial(_updated, client, answering, now))
        except (NotAllowedError, discord.HTTPException) as error:
            _logger.warning("An answer in channel %s could not be updated: %s", link.channel_id, error)
            continue
        if rewritten:
            updated[link.guild_id] += 1
            await asyncio.sleep(PAUSE)
    if updated:
        _logger.info("Updated %s answers in %s servers", updated.total(), len(updated))


async def _updated(client: discord.Client, answering: Answering, now: datetime, link: Link) -> Reply | None:
    """The reply as it reads now; None if it reads as it did."""
    if await answering.updated(link.key, Asker(_NOBODY, Place.PUBLIC, now)) is None:
        return None
    return await answering.updated(link.key, Asker(await _asker(client, link), Place.PUBLIC, now))


async def _asker(client: discord.Client, link: Link) -> int:
    """Who asked, and may delete the reply; nobody in particular if the question can't be read."""
    channel = client.get_partial_messageable(link.channel_id, guild_id=link.guild_id)
    try:
        return (await channel.fetch_message(link.question_id)).author.id
    except (discord.NotFound, discord.Forbidden):
        return _NOBODY
