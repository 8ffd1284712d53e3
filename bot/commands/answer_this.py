"""The "Answer this" entry on the menu of any message; only the person who picks it sees the answer."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.answering import Answering
from bot.commands.responding import Interaction
from bot.listening import question_in
from bot.locales import language_of
from bot.reply import Audience, Reply
from bot.sending import respond, respond_in_time


def answer_this_menu(answering: Answering) -> app_commands.ContextMenu:
    """Return the menu entry."""

    async def answer_this(interaction: Interaction, message: discord.Message) -> None:
        language = language_of(interaction.locale, answering.engine.languages)
        question = question_in(message, interaction.client.user)
        if question:
            audience = Audience.of_interaction(interaction, private=True)
            reply = answering.answer(question, interaction.created_at, language=language, audience=audience)
            await respond_in_time(interaction, reply, ephemeral=True)
        else:
            await respond(interaction, Reply((answering.engine.sentence("no-text", language),)), ephemeral=True)

    name = app_commands.locale_str("Answer this", sentence="command-answer-this")
    return app_commands.ContextMenu(name=name, callback=answer_this)
