"""The buttons that turn the pages of a long list."""

from __future__ import annotations

from re import Match
from typing import Self

import discord

from bot.components.pressable import Pressable, is_private
from bot.interactions.asking import Interaction, asker_of, language_of_user
from bot.interactions.responding import respond, respond_in_time, wait_for
from bot.replies.keys import LONGEST_KEY

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

    async def _pressed(self, interaction: Interaction) -> None:
        own = interaction.user.id == self.asker
        private = not own or is_private(interaction)
        asker = asker_of(interaction, language_of_user(interaction), private=private)
        page = interaction.client.answering.again(self.key, asker, self.page)
        if not own:
            await respond_in_time(interaction, page, ephemeral=True)
            return
        reply = await wait_for(interaction, page, interaction.response.defer)
        if not reply.key:
            await respond(interaction, reply, ephemeral=True)
        elif interaction.response.is_done():
            await interaction.edit_original_response(content=reply.messages[0], view=reply.view)
        else:
            await interaction.response.edit_message(content=reply.messages[0], view=reply.view)
