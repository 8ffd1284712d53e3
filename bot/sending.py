"""Replies in response to an interaction, in time. They ping nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any, TypeVar

import discord

from bot.reply import Reply

PATIENCE = 1.5
"""Seconds that an answer may take before Discord is told to wait for it; it gives up after three."""

_Result = TypeVar("_Result")
_Sending = Callable[..., Awaitable[int]]


async def respond(interaction: discord.Interaction[Any], reply: Reply, *, ephemeral: bool = False) -> tuple[int, ...]:
    """Send `reply`: its first message in response to the interaction if there was none yet, the rest after it.

    Return the ids of what was sent.
    """

    async def post(text: str, **options: Any) -> int:
        if interaction.response.is_done():
            following = interaction.followup.send
            return (await following(text, ephemeral=ephemeral, suppress_embeds=True, wait=True, **options)).id
        sent = await interaction.response.send_message(text, ephemeral=ephemeral, suppress_embeds=True, **options)
        return sent.message_id or 0

    posted: list[int] = []
    await _send(reply, post, posted)
    return tuple(posted)


async def respond_in_time(
    interaction: discord.Interaction[Any], reply: Coroutine[Any, Any, Reply], *, ephemeral: bool = False
) -> tuple[int, ...]:
    """Send `reply` as soon as it is there, and show that it is being looked for if that takes long."""
    found = await in_time(reply, partial(interaction.response.defer, ephemeral=ephemeral, thinking=True))
    return await respond(interaction, found, ephemeral=ephemeral)


async def in_time(work: Coroutine[Any, Any, _Result], defer: Callable[[], Awaitable[object]]) -> _Result:
    """Return what comes of `work`, and `defer` the response if that takes long."""
    looking = asyncio.create_task(work)
    await asyncio.wait({looking}, timeout=PATIENCE)
    if not looking.done():
        await defer()
    return await looking


async def _send(reply: Reply, post: _Sending, posted: list[int]) -> None:
    """Post each message of `reply`, the last with its view, and note the ids in `posted` as they come."""
    *earlier, last = reply.messages
    for text in earlier:
        id_ = await post(text)
        posted.append(id_)
    view = reply.view_after(posted)
    posted.append(await post(last, **({"view": view} if view else {})))
