"""What all commands share."""

from __future__ import annotations

from typing import Any

import discord

from bot.conversations import Conversation
from bot.store import ServerSettings

Interaction = discord.Interaction[Any]


def conversation_of(interaction: Interaction) -> Conversation:
    """Return whose conversation an interaction belongs to."""
    return Conversation(interaction.channel_id or 0, interaction.user.id)


async def server_settings(interaction: Interaction) -> ServerSettings:
    """Return what the managers of the server chose; elsewhere nobody did."""
    if interaction.guild_id is None:
        return ServerSettings()
    settings: ServerSettings = await interaction.client.store.settings_of(interaction.guild_id)
    return settings
