"""Replies in response to an interaction, in time. They ping nobody."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any, TypeVar

import discord
from discord.utils import MISSING

from bot.deadline import PATIENCE, in_time
from bot.replies.reply import Reply

_SHORTEST = 0.1
"""Seconds for which an answer is waited for in any case: a clock that is wrong is no reason to answer in two steps."""

_Result = TypeVar("_Result")


async def respond(interaction: discord.Interaction[Any], reply: Reply, *, ephemeral: bool = False) -> None:
    """Send `reply`: its first message in response to the interaction if there was none yet, the rest after it."""
    *earlier, last = reply.messages
    posted = [await _post(interaction, text, ephemeral=ephemeral) for text in earlier]
    view = reply.view_after(posted)
    await _post(interaction, last, ephemeral=ephemeral, view=view)


async def respond_in_time(
    interaction: discord.Interaction[Any], reply: Coroutine[Any, Any, Reply], *, ephemeral: bool = False
) -> None:
    """Send `reply` as soon as it is there, and show that it is being looked for if that takes long."""
    defer = partial(interaction.response.defer, ephemeral=ephemeral, thinking=True)
    await respond(interaction, await wait_for(interaction, reply, defer), ephemeral=ephemeral)


async def wait_for(
    interaction: discord.Interaction[Any], work: Coroutine[Any, Any, _Result], defer: Callable[[], Awaitable[object]]
) -> _Result:
    """Return what comes of `work`, and `defer` the response if it is not there soon after the interaction was made."""
    spent = (discord.utils.utcnow() - interaction.created_at).total_seconds()
    return await in_time(work, defer, min(max(PATIENCE - spent, _SHORTEST), PATIENCE))


async def pass_over(interaction: discord.Interaction[Any]) -> None:
    """Say nothing, in such a way that Discord does not say in its own words that the bot failed to."""
    if interaction.type is discord.InteractionType.component:
        await interaction.response.defer()
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.delete_original_response()


async def _post(
    interaction: discord.Interaction[Any], text: str, *, ephemeral: bool, view: discord.ui.View | None = None
) -> int:
    """Send one message and return its id."""
    if interaction.response.is_done():
        following = interaction.followup
        return (
            await following.send(text, ephemeral=ephemeral, suppress_embeds=True, wait=True, view=view or MISSING)
        ).id
    sent = await interaction.response.send_message(
        text, ephemeral=ephemeral, suppress_embeds=True, view=view or MISSING
    )
    return sent.message_id or 0
