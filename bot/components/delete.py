"""The "Delete" button: for the one who asked, and for those who manage messages."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from re import Match
from typing import Self

import discord

from bot.components.pressable import Pressable
from bot.interactions.asking import Interaction, tell


class DeleteButton(Pressable, template=r"del:(?P<asker>[0-9a-f]{1,16})(?P<earlier>(?::[0-9a-f]{1,16}){0,4})"):
    """Deletes the reply that it stands below, with the messages sent before it."""

    name = "delete"

    def __init__(self, asker: int, earlier: Sequence[int] = (), label: str = "…") -> None:
        custom_id = ":".join(["del", f"{asker:x}", *(f"{id_:x}" for id_ in earlier)])
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id), row=0)
        self.asker = asker
        self.earlier = tuple(earlier)

    @classmethod
    def _read(cls, match: Match[str]) -> Self:
        return cls(int(match["asker"], 16), [int(id_, 16) for id_ in match["earlier"].split(":")[1:]])

    async def _pressed(self, interaction: Interaction) -> None:
        if interaction.user.id != self.asker and not interaction.permissions.manage_messages:
            await tell(interaction, "delete-not-yours")
            return
        await interaction.response.defer()
        await interaction.delete_original_response()
        for id_ in self.earlier:
            with suppress(discord.Forbidden, discord.NotFound):  # where only the account installed the bot, it may not
                await _message(interaction, id_).delete()


def _message(interaction: Interaction, id_: int) -> discord.PartialMessage:
    channel = interaction.client.get_partial_messageable(interaction.channel_id or 0)
    return channel.get_partial_message(id_)
