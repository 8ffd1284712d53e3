"""What was understood a moment ago, so that a follow-up can be answered. It is kept in memory, and not for long."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import NamedTuple

from summitbot import Reading


class Conversation(NamedTuple):
    """Whose turn it is: one author in one channel."""

    channel: int
    author: int


class Conversations:
    """The last readings of each conversation: at most `capacity` of them, each for `lifetime` after its last turn.

    It has no clock of its own: each call says when it happens.
    """

    def __init__(self, capacity: int = 5_000, lifetime: timedelta = timedelta(minutes=15)) -> None:
        self._capacity = capacity
        self._lifetime = lifetime
        self._turns: OrderedDict[Conversation, tuple[datetime, tuple[Reading, ...]]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._turns)

    def recall(self, conversation: Conversation, now: datetime) -> tuple[Reading, ...]:
        """Return the readings of the turn before, or none if there was no turn or it is too long ago."""
        said_at, readings = self._turns.get(conversation, (now, ()))
        return readings if now - said_at <= self._lifetime else ()

    def remember(self, conversation: Conversation, readings: tuple[Reading, ...], now: datetime) -> None:
        """Put `readings` in the place of the turn before; forget what is too old or too much."""
        self._turns[conversation] = (now, readings)
        self._turns.move_to_end(conversation)
        self._forget(now)

    def _forget(self, now: datetime) -> None:
        while self._turns:
            said_at, _ = next(iter(self._turns.values()))
            if len(self._turns) <= self._capacity and now - said_at <= self._lifetime:
                return
            self._turns.popitem(last=False)
