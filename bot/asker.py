"""Who asks: what an answer, and what stands below it, depend on besides the question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.memory.conversations import Conversation


class Place(StrEnum):
    """Who sees a reply: everybody in a channel, the asker and the bot in a direct message, or the asker alone."""

    PUBLIC = "public"
    DIRECT = "direct"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Asker:
    """Whoever wrote a message, gave a command or pressed something: when, and where the reply will be seen."""

    id: int
    place: Place
    moment: datetime
    language: str | None = None
    """The language of the reply; None if the question is to tell."""
    conversation: Conversation | None = None
    """Which one the question goes on with; None if it stands alone."""

    @property
    def is_alone(self) -> bool:
        """Whether nobody else sees the reply to a command or a press."""
        return self.place is Place.PRIVATE
