"""How much one person may ask at a time, so that nobody keeps the bot to themselves."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

MOST_QUESTIONS = 10
WITHIN = timedelta(minutes=1)


class Pace(Enum):
    """What a question may expect: an answer, a word that it is too soon, or nothing."""

    ANSWER = auto()
    TELL = auto()
    SILENCE = auto()


@dataclass
class _Asker:
    asked: deque[datetime] = field(default_factory=deque)
    told: bool = False


class Cooldown:
    """Counts each person's questions, through whatever door they come; at most `capacity` people at a time.

    It has no clock of its own: each call says when it happens.
    """

    def __init__(self, most: int = MOST_QUESTIONS, within: timedelta = WITHIN, capacity: int = 10_000) -> None:
        self._most = most
        self._within = within
        self._capacity = capacity
        self._askers: OrderedDict[int, _Asker] = OrderedDict()

    def ask(self, person: int, now: datetime) -> Pace:
        """Count a question; return how to meet it. The one that is too many is told so, those after it are not."""
        asker = self._asker(person, now)
        if len(asker.asked) < self._most:
            asker.asked.append(now)
            asker.told = False
            return Pace.ANSWER
        if asker.told:
            return Pace.SILENCE
        asker.told = True
        return Pace.TELL

    def over_at(self, person: int, now: datetime) -> datetime:
        """Return when this person's next question will be answered."""
        asked = self._asker(person, now).asked
        return asked[0] + self._within if len(asked) >= self._most else now

    def _asker(self, person: int, now: datetime) -> _Asker:
        asker = self._askers.setdefault(person, _Asker())
        self._askers.move_to_end(person)
        while asker.asked and now - asker.asked[0] >= self._within:
            asker.asked.popleft()
        while len(self._askers) > self._capacity:
            self._askers.popitem(last=False)
        return asker
