"""The "Share" button below an answer that only one person sees: posts it for everybody, once."""

from __future__ import annotations

from re import Match
from typing import Self

import discord

from bot.components.pressing import Press, Pressable, spoken, tell
from bot.keys import LONGEST_KEY
from bot.reply import Audience
from bot.sending import in_time, respond


class ShareButton(Pressable, template=rf"share:(?P<key>.{{1,{LONGEST_KEY}}})"):
    """Posts the answer with this key as it reads now, and says who shared it."""

    name = "share"

    def __init__(self, key: str, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"share:{key}"), row=0)
        self.key = key

    @classmethod
    def _read(cls, match: Match[str]) -> Self:
        return cls(match["key"])

    async def _pressed(self, interaction: Press) -> None:
        """Take the button away first, so that nobody presses it again."""
        client, moment, language = interaction.client, interaction.created_at, spoken(interaction)
        for_all = Audience.of_interaction(interaction)
        shared = client.answering.shared(self.key, moment, language, for_all, interaction.user.display_name)
        reply = await in_time(shared, interaction.response.defer)
        if not reply.key:
            await respond(interaction, reply, ephemeral=True)
        elif not client.once.is_first("share", interaction.message and interaction.message.id):
            await tell(interaction, "share-done")
        else:
            await self._take_away(interaction)
            await respond(interaction, reply)

    async def _take_away(self, interaction: Press) -> None:
        """Leave what else stands below the private answer."""
        private = Audience.of_interaction(interaction, private=True)
        answering = interaction.client.answering
        left = (await answering.again(self.key, interaction.created_at, spoken(interaction), private)).view
        for item in left.children if left else ():
            if left and isinstance(item, ShareButton):
                left.remove_item(item)
        if interaction.response.is_done():
            await interaction.edit_original_response(view=left)
        else:
            await interaction.response.edit_message(view=left)
