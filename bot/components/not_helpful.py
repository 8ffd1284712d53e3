"""The "Not helpful" button: counts for the maintainers, and offers other questions to whoever presses."""

from __future__ import annotations

from re import Match
from typing import Self

import discord

from bot.components.pressing import Press, Pressable, spoken
from bot.keys import LONGEST_KEY
from bot.reply import Audience
from bot.sending import respond_in_time


class NotHelpfulButton(Pressable, template=rf"bad:(?P<key>.{{1,{LONGEST_KEY}}})"):
    """Counts that somebody found the answer with this key of no help: each person once, whom nobody notes."""

    name = "not helpful"

    def __init__(self, key: str, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"bad:{key}"), row=0)
        self.key = key

    @classmethod
    def _read(cls, match: Match[str]) -> Self:
        return cls(match["key"])

    async def _pressed(self, interaction: Press) -> None:
        client, moment = interaction.client, interaction.created_at
        message = interaction.message.id if interaction.message else 0
        audience = Audience.of_interaction(interaction, private=True)
        thanks = client.answering.unhelpful(self.key, moment, spoken(interaction), audience)
        await respond_in_time(interaction, thanks, ephemeral=True)
        if client.once.is_first("not helpful", message, interaction.user.id):
            for topic, language in await client.answering.asked_about(self.key, moment):
                await client.store.count_not_helpful(topic, language)
