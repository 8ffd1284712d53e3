"""`/summit` gives the event at a glance: a command for each section of the overview."""

from __future__ import annotations

from typing import Any, get_args

from discord import app_commands

from bot.answering import Answering
from bot.commands.completing import ENOUGH, careful, choices
from bot.interactions.asking import Interaction, asker_here, language_of_user
from bot.interactions.responding import respond_in_time
from bot.locales import described, named
from summitbot import NAMED_SECTIONS, Section


class SummitCommands(app_commands.Group):
    """The `/summit` commands; where a section lists things by name, one of them can be picked."""

    def __init__(self, answering: Answering) -> None:
        super().__init__(name="summit", description=described(answering.engine, "command-summit"))
        for section in get_args(Section):
            make = _command_with_name if section in NAMED_SECTIONS else _command
            self.add_command(make(section, answering))


def _command(section: Section, answering: Answering) -> app_commands.Command[Any, ..., None]:
    """The whole section."""

    async def at_a_glance(interaction: Interaction) -> None:
        await _tell(interaction, answering, section)

    description = described(answering.engine, f"command-summit-{section}")
    return app_commands.Command(name=section, description=description, callback=at_a_glance)


def _command_with_name(section: Section, answering: Answering) -> app_commands.Command[Any, ..., None]:
    """The whole section, or the plain answer to one name of it; any other text is asked just as well."""
    engine = answering.engine

    @app_commands.rename(name=named(engine, "command-option-name"))
    @app_commands.describe(name=described(engine, f"command-summit-{section}-name"))
    async def at_a_glance(interaction: Interaction, name: str | None = None) -> None:
        await _tell(interaction, answering, section, name)

    async def complete(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(engine.complete_name(section, typed, language_of_user(interaction), limit=ENOUGH))

    description = described(engine, f"command-summit-{section}")
    command: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=section, description=description, callback=at_a_glance
    )
    command.autocomplete("name")(careful(complete))
    return command


async def _tell(interaction: Interaction, answering: Answering, section: Section, name: str | None = None) -> None:
    asker = await asker_here(interaction)
    reply = answering.introduce(name, asker) if name else answering.overview(section, asker)
    await respond_in_time(interaction, reply, ephemeral=asker.is_alone)
