"""The "Share" button below an answer that only one person sees: posts it for everybody, once."""

from __future__ import annotations

import discord

from bot.components.pressable import KeyButton, key_template
from bot.interactions.asking import Interaction, asker_of, language_of_user, tell
from bot.interactions.responding import respond, wait_for


class ShareButton(KeyButton, template=key_template("share")):
    """Posts the answer with this key as it reads now, and says who shared it."""

    name = "share"
    prefix = "share"

    async def _pressed(self, interaction: Interaction) -> None:
        """Take the button away first, so that nobody presses it again."""
        client, asker = interaction.client, asker_of(interaction, language_of_user(interaction))
        shared = client.answering.shared(self.key, asker, interaction.user.display_name)
        reply = await wait_for(interaction, shared, interaction.response.defer)
        if not reply.key:
            await respond(interaction, reply, ephemeral=True)
        elif not client.presses.is_first("share", interaction.message and interaction.message.id):
            await tell(interaction, "share-done")
        else:
            await self._take_away(interaction)
            await respond(interaction, reply)

    async def _take_away(self, interaction: Interaction) -> None:
        """Leave what else stands below the private answer."""
        left = _without(self.custom_id, interaction.message)
        if interaction.response.is_done():
            await interaction.edit_original_response(view=left)
        else:
            await interaction.response.edit_message(view=left)


def _without(custom_id: str, message: discord.Message | None) -> discord.ui.View | None:
    """The components of `message` but for one; none if none is left. A press of them is not waited for."""
    view = discord.ui.View.from_message(message) if message else discord.ui.View()
    view.stop()
    for item in view.children:
        if getattr(item, "custom_id", "") == custom_id:
            view.remove_item(item)
    return view if view.children else None
