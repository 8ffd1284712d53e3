"""The "Why this answer?" button: what was understood, in plain words, for whoever presses."""

from __future__ import annotations

from bot.components.pressable import KeyButton, key_template
from bot.interactions.asking import Interaction, asker_of, language_of_user
from bot.interactions.responding import respond_in_time


class WhyButton(KeyButton, template=key_template("why")):
    """Says how the question was understood that got the answer with this key."""

    name = "why"
    prefix = "why"

    async def _pressed(self, interaction: Interaction) -> None:
        asker = asker_of(interaction, language_of_user(interaction), private=True)
        await respond_in_time(interaction, interaction.client.answering.why(self.key, asker), ephemeral=True)
