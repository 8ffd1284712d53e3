"""`/ask question:` answers a question in free text and completes it while it is typed."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.answering import Answering
from bot.commands.completing import ENOUGH, careful, choices
from bot.interactions.asking import Interaction, asker_here, language_of_user
from bot.interactions.responding import respond_in_time
from bot.locales import described


def ask_command(answering: Answering) -> app_commands.Command[Any, ..., None]:
    """Return the `/ask` command."""
    engine = answering.engine

    @app_commands.command(name="ask", description=described(engine, "command-ask"))
    @app_commands.describe(question=described(engine, "command-ask-question"))
    async def ask(interaction: Interaction, question: str) -> None:
        asker = await asker_here(interaction)
        await respond_in_time(interaction, answering.answer(question, asker), ephemeral=asker.is_alone)

    @ask.autocomplete("question")
    @careful
    async def complete(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(engine.complete(typed, language_of_user(interaction), limit=ENOUGH))

    return ask
