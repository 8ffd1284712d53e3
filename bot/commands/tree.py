"""All commands: where they can be given, how often by one person, and what is said if one fails."""

from __future__ import annotations

import logging
from typing import Any

import discord
from discord import app_commands

from bot.answering import Answering
from bot.commands.answer_this import answer_this_menu
from bot.commands.ask import ask_command
from bot.commands.help import help_command
from bot.commands.settings import settings_command
from bot.commands.summit import SummitCommands
from bot.interactions.asking import Interaction, may_ask
from bot.interactions.failing import own_up

_logger = logging.getLogger(__name__)


class SummitTree(app_commands.CommandTree[Any]):
    """The commands, on servers and on user accounts, everywhere one can type."""

    def __init__(self, client: discord.Client, answering: Answering) -> None:
        """To add a command, write its module next to this one and name it here."""
        super().__init__(
            client,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        )
        self.add_command(ask_command(answering))
        self.add_command(SummitCommands(answering))
        self.add_command(help_command(answering))
        self.add_command(answer_this_menu(answering))
        self.add_command(settings_command(answering))

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Whether a command may be answered: nobody gives too many at a time. Completions do not count."""
        if interaction.type is not discord.InteractionType.application_command:
            return True
        try:
            return await may_ask(interaction)
        except discord.HTTPException as error:  # what is said about a trouble must not make another
            _logger.warning("An excuse could not be made: %s", error)
            return False

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Log what went wrong in a command and tell the person who gave it, and nobody else."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await own_up(interaction, cause, interaction.command.qualified_name if interaction.command else "a command")
