"""The buttons that turn the pages of a long list."""

from __future__ import annotations

from re import Match
from typing import Self

import discord

from bot.components.pressing import Press, Pressable, is_private, spoken
from bot.keys import LONGEST_KEY
from bot.reply import Audience
from bot.sending import in_time, respond, respond_in_time

_TEMPLATE = rf"p:(?P<page>\d{{1,3}}):(?P<asker>[0-9a-f]{{1,16}}):(?P<key>.{{1,{LONGEST_KEY}}})"


class PageButton(Pressable, template=_TEMPLATE):
    """Turns to a page of the answer with this key: in its place for the asker, others get the page for themselves."""

    name = "page"

    def __init__(self, page: int, asker: int, key: str, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"p:{page}:{asker:x}:{key}"), row=0)
        self.page = page
        self.asker = asker
        self.key = key

    @classmethod
    def _read(cls, match: Match[str]) -> Self:
        return cls(int(match["page"]), int(match["asker"], 16), match["key"])

    async def _pressed(self, interaction: Press) -> None:
        own = interaction.user.id == self.asker
        audience = Audience.of_interaction(interaction, private=not own or is_private(interaction))
        language = spoken(interaction)
        page = interaction.client.answering.again(self.key, interaction.created_at, language, audience, self.page)
        if not own:
            await respond_in_time(interaction, page, ephemeral=True)
            return
        reply = await in_time(page, interaction.response.defer)
        if not reply.key:
            await respond(interaction, reply, ephemeral=True)
        elif interaction.response.is_done():
            await interaction.edit_original_response(content=reply.messages[0], view=reply.view)
        else:
            await interaction.response.edit_message(content=reply.messages[0], view=reply.view)
