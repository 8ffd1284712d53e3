"""What the bot says, ready to be sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import discord


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent: `messages` in this order, and below the last of them the components, if any."""

    messages: tuple[str, ...]
    below: Callable[[Sequence[int]], discord.ui.View | None] | None = None
    """Makes the components; it is given the ids of the messages before the last, which are deleted with it."""
    key: str = ""
    """What it rests on (see `bot.replies.keys`); empty if it cannot be told anew, such as help."""
    digest: str = ""
    """Of the answer's text, to tell later whether it would be another one."""

    @property
    def view(self) -> discord.ui.View | None:
        """The components for a reply of one message."""
        return self.view_after(())

    def view_after(self, earlier: Sequence[int]) -> discord.ui.View | None:
        """The components for the last message, once the `earlier` ones have been sent and their ids are known."""
        return self.below(earlier) if self.below else None
