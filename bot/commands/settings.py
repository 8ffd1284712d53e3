"""`/settings`: what the managers of a server choose, shown and changed in one place that only they see."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.answering import Answering
from bot.components import settings_page
from bot.interactions.asking import Interaction, manages_server, server_settings
from bot.interactions.responding import respond
from bot.locales import described


def settings_command(answering: Answering) -> app_commands.Command[Any, ..., None]:
    """Return the `/settings` command, which Discord shows to those only who may manage the server."""

    @app_commands.command(name="settings", description=described(answering.engine, "command-settings"))
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.default_permissions(manage_guild=True)
    async def settings(interaction: Interaction) -> None:
        if await manages_server(interaction):  # a server may show the command to others too
            await respond(interaction, settings_page(interaction, await server_settings(interaction)), ephemeral=True)

    return settings
