"""The "Answer this" entry on the menu of any message; only the person who picks it sees the answer."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands

from bot.answering import Answering
from bot.interactions.asking import Interaction, asker_of, language_of_user, tell
from bot.interactions.responding import respond_in_time
from bot.messages.reading import question_in


def answer_this_menu(answering: Answering) -> app_commands.ContextMenu:
    """Return the menu entry."""

    async def answer_this(interaction: Interaction, message: discord.Message) -> None:
        question = question_in(message, interaction.client.user)
        if not question:
            await tell(interaction, "no-text")
            return
        asker = asker_of(interaction, language_of_user(interaction), private=True)
        alone = replace(asker, conversation=None)  # it is the question of somebody else
        await respond_in_time(interaction, answering.answer(question, alone), ephemeral=True)

    name = app_commands.locale_str("Answer this", sentence="command-answer-this")
    return app_commands.ContextMenu(name=name, callback=answer_this)
