"""`/help` shows by examples how to ask; only the person who wants to know sees it."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.answering import Answering
from bot.commands.responding import Interaction
from bot.locales import described, language_of
from bot.sending import respond


def help_command(answering: Answering) -> app_commands.Command[Any, ..., None]:
    """Return the `/help` command."""
    engine = answering.engine

    @app_commands.command(name="help", description=described(engine, "command-help"))
    async def show_help(interaction: Interaction) -> None:
        await respond(interaction, answering.guide(language_of(interaction.locale, engine.languages)), ephemeral=True)

    return show_help
