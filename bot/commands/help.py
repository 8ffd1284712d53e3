"""`/help` shows by examples how to ask; only the person who wants to know sees it."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.answering import Answering
from bot.interactions.asking import Interaction, language_of_user
from bot.interactions.responding import respond
from bot.locales import described


def help_command(answering: Answering) -> app_commands.Command[Any, ..., None]:
    """Return the `/help` command."""

    @app_commands.command(name="help", description=described(answering.engine, "command-help"))
    async def show_help(interaction: Interaction) -> None:
        await respond(interaction, answering.guide(language_of_user(interaction)), ephemeral=True)

    return show_help
