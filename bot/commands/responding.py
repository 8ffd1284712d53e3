"""What all commands share."""

from __future__ import annotations

from typing import Any

import discord

from bot.conversations import Conversation

Interaction = discord.Interaction[Any]


def conversation_of(interaction: Interaction) -> Conversation:
    """Return whose conversation an interaction belongs to."""
    return Conversation(interaction.channel_id or 0, interaction.user.id)
