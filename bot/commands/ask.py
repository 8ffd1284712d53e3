"""`/ask question:` answers a question in free text and completes it while it is typed."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.answering import Answering
from bot.commands.completing import ENOUGH, careful, choices
from bot.commands.responding import Interaction, conversation_of, server_settings
from bot.locales import described, language_of
from bot.reply import Audience
from bot.sending import respond_in_time


def ask_command(answering: Answering) -> app_commands.Command[Any, ..., None]:
    """Return the `/ask` command."""
    engine = answering.engine

    @app_commands.command(name="ask", description=described(engine, "command-ask"))
    @app_commands.describe(question=described(engine, "command-ask-question"))
    async def ask(interaction: Interaction, question: str) -> None:
        settings = await server_settings(interaction)
        reply = answering.answer(
            question,
            interaction.created_at,
            language=language_of(interaction.locale, engine.languages) or settings.language,
            conversation=conversation_of(interaction),
            audience=Audience.of_interaction(interaction, private=settings.private),
        )
        await respond_in_time(interaction, reply, ephemeral=settings.private)

    @ask.autocomplete("question")
    @careful
    async def complete(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        language = language_of(interaction.locale, engine.languages)
        return choices(engine.complete(typed, language, limit=ENOUGH))

    return ask
