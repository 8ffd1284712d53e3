"""What the bot says, ready to be sent, and to whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import discord


class Place(StrEnum):
    """Who sees a reply: everybody in a channel, the asker and the bot in a direct message, or the asker alone."""

    PUBLIC = "public"
    DIRECT = "direct"
    PRIVATE = "private"


class Audience(NamedTuple):
    """Whom a reply is for, and who else sees it."""

    asker: int
    place: Place

    @classmethod
    def of_message(cls, message: discord.Message) -> Audience:
        """Of a reply below `message`."""
        return cls(message.author.id, Place.DIRECT if message.guild is None else Place.PUBLIC)

    @classmethod
    def of_interaction(cls, interaction: discord.Interaction[Any], *, private: bool = False) -> Audience:
        """Of the response to an interaction; only its user sees what is `private` or said to the bot alone."""
        place = Place.DIRECT if interaction.context.dm_channel else Place.PRIVATE if private else Place.PUBLIC
        return cls(interaction.user.id, place)


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent: `messages` in this order, and below the last of them the components, if any."""

    messages: tuple[str, ...]
    below: Callable[[Sequence[int]], discord.ui.View | None] | None = None
    """Makes the components; it is given the ids of the messages before the last, which are deleted with it."""
    key: str = ""
    """What it rests on (see `bot.keys`); empty if it cannot be told anew, such as help."""
    digest: str = ""
    """Of the answer's text, to tell later whether it would be another one."""

    @property
    def view(self) -> discord.ui.View | None:
        """The components for a reply of one message."""
        return self.view_after(())

    def view_after(self, earlier: Sequence[int]) -> discord.ui.View | None:
        """The components for the last message, once the `earlier` ones have been sent and their ids are known."""
        return self.below(earlier) if self.below else None
