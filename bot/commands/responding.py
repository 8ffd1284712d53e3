"""What all commands share: they are answered in one response and its follow-ups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot.conversations import Conversation

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
