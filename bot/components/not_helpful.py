"""The "Not helpful" button: counts for the maintainers, and offers other questions to whoever presses."""

from __future__ import annotations

from bot.components.pressable import KeyButton, key_template
from bot.interactions.asking import Interaction, asker_of, language_of_user
from bot.interactions.responding import respond_in_time


class NotHelpfulButton(KeyButton, template=key_template("bad")):
    """Counts that somebody found the answer with this key of no help: each person once, whom nobody notes."""

    name = "not helpful"
    prefix = "bad"

    async def _pressed(self, interaction: Interaction) -> None:
        client = interaction.client
        asker = asker_of(interaction, language_of_user(interaction), private=True)
        await respond_in_time(interaction, client.answering.unhelpful(self.key, asker), ephemeral=True)
        message = interaction.message.id if interaction.message else 0
        if client.presses.is_first("not helpful", message, asker.id):
            for topic, language in await client.answering.asked_about(self.key, asker.moment):
                await client.store.count_not_helpful(topic, language)
