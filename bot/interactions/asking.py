"""Who gave a command or pressed a component, in which language they are answered, and whether they ask too much."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import discord

from bot.asker import Asker, Place
from bot.interactions.responding import pass_over, respond
from bot.locales import language_of
from bot.memory.conversations import Conversation
from bot.memory.cooldown import Pace
from bot.store import ServerSettings

if TYPE_CHECKING:
    from bot.client import SummitClient

Interaction: TypeAlias = "discord.Interaction[SummitClient]"


def language_of_user(interaction: Interaction) -> str | None:
    """Return the language of whoever acted, if the bot speaks it."""
    return language_of(interaction.locale, interaction.client.answering.engine.languages)


def asker_of(interaction: Interaction, language: str | None, *, private: bool = False) -> Asker:
    """Return who acted, to be answered in `language`; nobody else sees what is `private` or said to the bot alone."""
    place = Place.DIRECT if interaction.context.dm_channel else Place.PRIVATE if private else Place.PUBLIC
    user = interaction.user.id
    conversation = Conversation(interaction.channel_id or 0, user)
    return Asker(user, place, interaction.created_at, language, conversation)


async def asker_here(interaction: Interaction) -> Asker:
    """Return who gave a command, as the managers of the server want them answered.

    They choose who sees the answer, and the language for those whose own the bot does not speak.
    """
    guild = interaction.guild_id
    settings = await interaction.client.store.settings_in_time(guild) if guild else ServerSettings()
    language = language_of_user(interaction) or settings.language
    return asker_of(interaction, language, private=settings.private)


async def server_settings(interaction: Interaction) -> ServerSettings:
    """Return what the managers of the server chose; elsewhere nobody did."""
    if interaction.guild_id is None:
        return ServerSettings()
    return await interaction.client.store.settings_of(interaction.guild_id)


async def may_ask(interaction: Interaction) -> bool:
    """Count a question; return whether to answer it. If not, say so once, and then pass over what else comes."""
    client, user, moment = interaction.client, interaction.user.id, interaction.created_at
    pace = client.cooldown.ask(user, moment)
    if pace is Pace.TELL:
        until = client.cooldown.over_at(user, moment)
        await respond(interaction, client.answering.slow_down(until, language_of_user(interaction)), ephemeral=True)
    elif pace is Pace.SILENCE:
        await pass_over(interaction)
    return pace is Pace.ANSWER


async def manages_server(interaction: Interaction) -> bool:
    """Return whether whoever acted may change the settings of the server; if not, tell them so."""
    if interaction.guild_id is not None and interaction.permissions.manage_guild:
        return True
    await tell(interaction, "settings-not-yours")
    return False


async def tell(interaction: Interaction, sentence: str, **values: str) -> None:
    """Say one of the bot's own sentences to whoever acted, and to nobody else."""
    reply = interaction.client.answering.say(sentence, language_of_user(interaction), **values)
    await respond(interaction, reply, ephemeral=True)
