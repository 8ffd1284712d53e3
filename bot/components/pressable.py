"""What all components share: each is made anew out of its `custom_id`, and a press of it gets an answer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from re import Match
from typing import Any, ClassVar, Self, TypeAlias

import discord

from bot.interactions.asking import Interaction
from bot.interactions.failing import own_up
from bot.replies.keys import LONGEST_KEY

_Component: TypeAlias = discord.ui.Button[Any] | discord.ui.Select[Any] | discord.ui.ChannelSelect[Any]


class Pressable(discord.ui.DynamicItem[_Component], ABC, template=r"(?!)"):
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
    @abstractmethod
    def _read(cls, match: Match[str]) -> Self:
        """The component that a `custom_id` stands for."""

    @abstractmethod
    async def _pressed(self, interaction: Interaction) -> None:
        """Answer a press."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer a press; if that fails, tell the person who pressed, and nobody else."""
        try:
            await self._pressed(interaction)
        except Exception as error:  # noqa: BLE001 - whatever broke, the person is told
            await own_up(interaction, error, f"component {self.name}")


class KeyButton(Pressable, template=r"(?!)"):
    """A button that needs nothing but the key of the answer that it stands below."""

    prefix: ClassVar[str]

    def __init__(self, key: str, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"{self.prefix}:{key}"), row=0)
        self.key = key

    @classmethod
    def _read(cls, match: Match[str]) -> Self:
        return cls(match["key"])


def key_template(prefix: str) -> str:
    """Return what the `custom_id` of a `KeyButton` looks like."""
    return rf"{prefix}:(?P<key>.{{1,{LONGEST_KEY}}})"


def is_private(interaction: Interaction) -> bool:
    """Whether the message below which the component stands is one that only the asker sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral
