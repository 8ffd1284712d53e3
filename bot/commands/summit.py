"""`/summit dates`, `people`, `themes` and `outcomes` give the event at a glance."""

from __future__ import annotations

from discord import app_commands

from bot.answering import Answering, Section
from bot.commands.responding import Interaction, conversation_of, described, respond
from bot.phrases import language_of


class SummitCommands(app_commands.Group):
    """The `/summit` commands, one for each section of the overview."""

    def __init__(self, answering: Answering) -> None:
        super().__init__(name="summit", description=described("summit"))
        self._answering = answering

    @app_commands.command(name="dates", description=described("summit_dates"))
    async def dates(self, interaction: Interaction) -> None:
        """Say when and where."""
        await self._respond(interaction, "dates")

    @app_commands.command(name="people", description=described("summit_people"))
    async def people(self, interaction: Interaction) -> None:
        """Say who."""
        await self._respond(interaction, "people")

    @app_commands.command(name="themes", description=described("summit_themes"))
    async def themes(self, interaction: Interaction) -> None:
        """Say what about."""
        await self._respond(interaction, "themes")

    @app_commands.command(name="outcomes", description=described("summit_outcomes"))
    async def outcomes(self, interaction: Interaction) -> None:
        """Say what came of it."""
        await self._respond(interaction, "outcomes")

    async def _respond(self, interaction: Interaction, section: Section) -> None:
        messages = self._answering.overview(
            section,
            interaction.created_at,
            language=language_of(interaction.locale, self._answering.engine.languages),
            conversation=conversation_of(interaction),
        )
        await respond(interaction, messages)
