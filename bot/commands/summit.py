"""`/summit dates`, `people`, `themes` and `outcomes` give the event at a glance."""

from __future__ import annotations

from typing import Any, get_args

from discord import app_commands

from bot.answering import Answering
from bot.commands.responding import Interaction, conversation_of
from bot.locales import described, language_of
from bot.reply import Audience
from bot.sending import respond_in_time
from summitbot import Section


class SummitCommands(app_commands.Group):
    """The `/summit` commands, one for each section of the overview."""

    def __init__(self, answering: Answering) -> None:
        super().__init__(name="summit", description=described(answering.engine, "command-summit"))
        for section in get_args(Section):
            self.add_command(_command(section, answering))


def _command(section: Section, answering: Answering) -> app_commands.Command[Any, ..., None]:
    engine = answering.engine

    async def at_a_glance(interaction: Interaction) -> None:
        reply = answering.overview(
            section,
            interaction.created_at,
            language=language_of(interaction.locale, engine.languages),
            conversation=conversation_of(interaction),
            audience=Audience.of_interaction(interaction),
        )
        await respond_in_time(interaction, reply)

    description = described(engine, f"command-summit-{section}")
    return app_commands.Command(name=section, description=description, callback=at_a_glance)
