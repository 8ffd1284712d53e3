"""How much one person may ask at a time, so that nobody keeps the bot to themselves."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from enum import Enum, auto

MOST_QUESTIONS = 10
WITHIN = timedelta(minutes=1)


class Allowance:
    """So many times within so long, for each person; at most `capacity` people are kept in mind.

    It has no clock of its own: each call says when it happens.
    """

    def __init__(self, most: int, within: timedelta, capacity: int = 10_000) -> None:
        self._most = most
        self._within = within
        self._capacity = capacity
        self._used: OrderedDict[int, deque[datetime]] = OrderedDict()

    def next_at(self, person: int, now: datetime) -> datetime:
        """Return when this person may next: now, or when the oldest of the times that count is long enough ago."""
        used = self._used.get(person, deque())
        while used and now - used[0] >= self._within:
            used.popleft()
        return now if len(used) < self._most else used[0] + self._within

    def use(self, person: int, now: datetime) -> None:
        """Count one time."""
        self._used.setdefault(person, deque()).append(now)
        self._used.move_to_end(person)
        while len(self._used) > self._capacity:
            self._used.popitem(last=False)


class Pace(Enum):
    """What a question may expect: an answer, a word that it is too soon, or nothing."""

    ANSWER = auto()
    TELL = auto()
    SILENCE = auto()


class Cooldown:
    """Counts each person's questions, through whatever door they come."""

    def __init__(self, most: int = MOST_QUESTIONS, within: timedelta = WITHIN) -> None:
        self._allowance = Allowance(most, within)
        self._told: dict[int, datetime] = {}

    def ask(self, person: int, now: datetime) -> Pace:
        """Count a question; return how to meet it. The one that is too many is told so, those after it are not."""
        self._told = {who: until for who, until in self._told.items() if until > now}
        over_at = self.over_at(person, now)
        if over_at <= now:
            self._allowance.use(person, now)
            return Pace.ANSWER
        if person in self._told:
            return Pace.SILENCE
        self._told[person] = over_at
        return Pace.TELL

    def over_at(self, person: int, now: datetime) -> datetime:
        """Return when this person's next question will be answered."""
        return self._allowance.next_at(person, now)
