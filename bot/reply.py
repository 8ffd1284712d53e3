"""What the bot says to a question, ready to be sent, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

import discord


@dataclass(frozen=True)
class Reply:
    """A few messages, the last of which carries the components."""

    messages: tuple[str, ...]
    view: discord.ui.View | None = None
    key: str = ""
    """What it rests on (see `bot.keys`); empty if it cannot be told anew, such as help."""
    digest: str = ""
    """Of the answer's text, to tell later whether it would be another one."""
