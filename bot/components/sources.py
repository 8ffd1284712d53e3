"""The "Sources" button: every source of an answer, for whoever presses."""

from __future__ import annotations

from bot.components.pressable import KeyButton, key_template
from bot.interactions.asking import Interaction, asker_of, language_of_user
from bot.interactions.responding import respond_in_time


class SourcesButton(KeyButton, template=key_template("src")):
    """Shows all sources of the answer with this key."""

    name = "sources"
    prefix = "src"

    async def _pressed(self, interaction: Interaction) -> None:
        asker = asker_of(interaction, language_of_user(interaction), private=True)
        await respond_in_time(interaction, interaction.client.answering.sources(self.key, asker), ephemeral=True)
