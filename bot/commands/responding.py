"""What all commands share: they are answered in one response and its follow-ups."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

import discord

from bot.conversations import Conversation

PATIENCE = 1.5
"""Seconds that an answer may take before Discord is told to wait for it; it gives up after three."""

Interaction = discord.Interaction[Any]


def conversation_of(interaction: Interaction) -> Conversation:
    """Return whose conversation an interaction belongs to."""
    return Conversation(interaction.channel_id or 0, interaction.user.id)


async def respond(interaction: Interaction, messages: Sequence[str], *, ephemeral: bool = False) -> None:
    """Send `messages`: the first in response to the interaction if there was none yet, the rest after it."""
    rest = messages
    if not interaction.response.is_done():
        await interaction.response.send_message(messages[0], ephemeral=ephemeral, suppress_embeds=True)
        rest = messages[1:]
    for following in rest:
        await interaction.followup.send(following, ephemeral=ephemeral, suppress_embeds=True)


async def respond_in_time(
    interaction: Interaction, messages: Coroutine[Any, Any, Sequence[str]], *, ephemeral: bool = False
) -> None:
    """Send `messages` as soon as they are there, and show that they are being looked for if that takes long."""
    looking = asyncio.create_task(messages)
    await asyncio.wait({looking}, timeout=PATIENCE)
    if not looking.done():
        await interaction.response.defer(ephemeral=ephemeral, thinking=True)
    await respond(interaction, await looking, ephemeral=ephemeral)
