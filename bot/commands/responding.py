"""What all commands share: described in the reader's language, and answered in one response and its follow-ups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.conversations import Conversation
from bot.phrases import DEFAULT_LANGUAGE, PHRASES, language_of, phrase

Interaction = discord.Interaction[Any]


def described(name: str) -> app_commands.locale_str:
    """Return the phrase of that name as a description that `PhraseTranslator` can translate."""
    return app_commands.locale_str(phrase(name, DEFAULT_LANGUAGE), phrase=name)


class PhraseTranslator(app_commands.Translator):
    """Translates descriptions by the table of phrases; names stay the same for all, so that people can share them."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002
    ) -> str | None:
        """Return the words of `string` in `locale`, or None where there are none or they are the default."""
        name = string.extras.get("phrase")
        language = language_of(locale, tuple(PHRASES))
        if name is None or language is None or language == DEFAULT_LANGUAGE:
            return None
        return phrase(name, language)


def conversation_of(interaction: Interaction) -> Conversation:
    """Return whose conversation an interaction belongs to."""
    return Conversation(interaction.channel_id or 0, interaction.user.id)


async def respond(interaction: Interaction, messages: Sequence[str], *, ephemeral: bool = False) -> None:
    """Send `messages`: the first in response to the interaction if there was none yet, the rest after it."""
    rest = messages
    if not interaction.response.is_done():
        await interaction.response.send_message(messages[0], ephemeral=ephemeral, suppress_embeds=True)
        rest = messages[1:]
    for following in rest:
        await interaction.followup.send(following, ephemeral=ephemeral, suppress_embeds=True)
