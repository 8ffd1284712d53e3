"""What was understood a moment ago, so that a follow-up can be answered. It is kept in memory, and not for long."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from summitbot import Reading

MOST_TURNS = 8
"""Turns of one conversation that can still be edited with what came before them in mind."""


class Conversation(NamedTuple):
    """Whose turn it is: one author in one channel."""

    channel: int
    author: int
    question: int | None = None
    """The message that asks, known again when it is edited. With another one it is still the same conversation."""


class _Turn(NamedTuple):
    question: int | None
    before: tuple[Reading, ...]
    after: tuple[Reading, ...]


class Conversations:
    """The last readings of each conversation: at most `capacity` of them, each for `lifetime` after its last turn.

    It has no clock of its own: each call says when it happens. A question that is asked again, because it was edited,
    is told by its id, and understood in the light of the turn before it.
    """

    def __init__(self, capacity: int = 5_000, lifetime: timedelta = timedelta(minutes=15)) -> None:
        self._capacity = capacity
        self._lifetime = lifetime
        self._turns: OrderedDict[tuple[int, int], tuple[datetime, tuple[_Turn, ...]]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._turns)

    def recall(self, conversation: Conversation, now: datetime) -> tuple[Reading, ...]:
        """Return the readings of the turn before, or none if there was no turn or it is too long ago."""
        turns = self._recent(conversation, now)
        known = _place_of(conversation.question, turns)
        if known is not None:
            return turns[known].before
        return turns[-1].after if turns else ()

    def remember(self, conversation: Conversation, readings: tuple[Reading, ...], now: datetime) -> None:
        """Put `readings` in the place of the turn before; forget what is too old or too much."""
        turns = self._recent(conversation, now)
        known = _place_of(conversation.question, turns)
        if known is not None:
            turns = (*turns[:known], turns[known]._replace(after=readings), *turns[known + 1 :])
        else:
            before = turns[-1].after if turns else ()
            turns = (*turns, _Turn(conversation.question, before, readings))[-MOST_TURNS:]
        key = conversation[:2]
        self._turns[key] = (now, turns)
        self._turns.move_to_end(key)
        self._forget(now)

    def _recent(self, conversation: Conversation, now: datetime) -> tuple[_Turn, ...]:
        said_at, turns = self._turns.get(conversation[:2], (now, ()))
        return turns if now - said_at <= self._lifetime else ()

    def _forget(self, now: datetime) -> None:
        while self._turns:
            said_at, _ = next(iter(self._turns.values()))
            if len(self._turns) <= self._capacity and now - said_at <= self._lifetime:
                return
            self._turns.popitem(last=False)


def _place_of(question: int | None, turns: Sequence[_Turn]) -> int | None:
    if question is None:
        return None
    return next((place for place, turn in enumerate(turns) if turn.question == question), None)
