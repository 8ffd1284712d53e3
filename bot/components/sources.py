"""The "Sources" button: every source of an answer, for whoever presses."""

from __future__ import annotations

from re import Match
from typing import Self

import discord

from bot.components.pressing import Press, Pressable, spoken
from bot.keys import LONGEST_KEY
from bot.sending import respond_in_time


class SourcesButton(Pressable, template=rf"src:(?P<key>.{{1,{LONGEST_KEY}}})"):
    """Shows all sources of the answer with this key."""

    name = "sources"

    def __init__(self, key: str, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"src:{key}"), row=0)
        self.key = key

    @classmethod
    def _read(cls, match: Match[str]) -> Self:
        return cls(match["key"])

    async def _pressed(self, interaction: Press) -> None:
        answering = interaction.client.answering
        reply = answering.sources(self.key, interaction.created_at, spoken(interaction))
        await respond_in_time(interaction, reply, ephemeral=True)
