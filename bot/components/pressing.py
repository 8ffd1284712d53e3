"""What all components share: who pressed, in which language they are answered, and what happens if that fails."""

from __future__ import annotations

import logging
from re import Match
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias

import discord

from bot import failures
from bot.locales import language_of
from bot.reply import Reply
from bot.sending import respond

if TYPE_CHECKING:
    from bot.client import SummitClient

Press: TypeAlias = "discord.Interaction[SummitClient]"

_logger = logging.getLogger(__name__)


_Component: TypeAlias = discord.ui.Button[Any] | discord.ui.Select[Any] | discord.ui.ChannelSelect[Any]


class Pressable(discord.ui.DynamicItem[_Component], template=r"(?!)"):
    """A component that answers a press out of its `custom_id` alone. A subclass says how, in `_pressed`."""

    name: ClassVar[str]
    """What the log calls it."""

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003
        item: discord.ui.Item[Any],  # noqa: ARG003
        match: Match[str],
        /,
    ) -> Self:
        """The component as it was when the message was sent."""
        return cls._read(match)

    @classmethod
    def _read(cls, match: Match[str]) -> Self:
        """The component that a `custom_id` stands for."""
        raise NotImplementedError

    async def _pressed(self, interaction: Press) -> None:
        """Answer a press."""
        raise NotImplementedError

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer a press; if that fails, tell the person who pressed, and nobody else."""
        try:
            await self._pressed(interaction)
        except Exception as error:  # noqa: BLE001
            if failures.is_settled(error):
                _logger.warning("A press of %s was answered too late, or before: %s", self.name, error)
                return
            reference = failures.record(error, f"component {self.name}")
            await _tell_failure(interaction, reference)


def spoken(interaction: Press) -> str | None:
    """The language of whoever pressed, where the bot speaks it."""
    return language_of(interaction.locale, interaction.client.answering.engine.languages)


async def tell(interaction: Press, sentence: str, **values: str) -> None:
    """Say one of the bot's own sentences to whoever pressed, and to nobody else."""
    text = interaction.client.answering.engine.sentence(sentence, spoken(interaction), **values)
    await respond(interaction, Reply((text,)), ephemeral=True)


def is_private(interaction: Press) -> bool:
    """Whether the message below which the component stands is one that only the asker sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral


async def _tell_failure(interaction: Press, reference: str) -> None:
    try:
        await tell(interaction, "error", reference=reference)
    except discord.HTTPException as error:
        _logger.warning("The failure could not be told: %s", error)
