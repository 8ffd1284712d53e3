"""The "Why this answer?" button: what was understood, in plain words, for whoever presses."""

from __future__ import annotations

from re import Match
from typing import Self

import discord

from bot.components.pressing import Press, Pressable, spoken
from bot.keys import LONGEST_KEY
from bot.sending import respond_in_time


class WhyButton(Pressable, template=rf"why:(?P<key>.{{1,{LONGEST_KEY}}})"):
    """Says how the question was understood that got the answer with this key."""

    name = "why"

    def __init__(self, key: str, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"why:{key}"), row=0)
        self.key = key

    @classmethod
    def _read(cls, match: Match[str]) -> Self:
        return cls(match["key"])

    async def _pressed(self, interaction: Press) -> None:
        answering = interaction.client.answering
        reply = answering.why(self.key, interaction.created_at, spoken(interaction))
        await respond_in_time(interaction, reply, ephemeral=True)
