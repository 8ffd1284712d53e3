"""Days that a question names: 10 February, Feb 10, the 10th, Monday, 2025-02-10."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from summitbot.conversation import Mention
from summitbot.knowledge.language_pack import LanguagePack
from summitbot.understanding.frequencies import commonness
from summitbot.understanding.words import Token, as_written, fold, folded_words

SHORTEST_ABBREVIATION = 3
LITTLE_WORD = 6.3
"""Zipf frequency of words that cannot be counted, such as 'was' and 'or'."""
_LAST_DAY = 31


class Days:
    """Finds days in questions of one language; a day without month or year is the one nearest the event."""

    def __init__(self, pack: LanguagePack, language: str, starts: date, ends: date) -> None:
        self._months = _by_beginning(pack.months)
        self._weekdays = _by_beginning(pack.weekdays)
        self._longest = [len(fold(w)) for w in pack.weekdays]
        self._language = language
        self._endings = {fold(o) for o in pack.ordinals}
        self._articles = {w for a in pack.name_words for w in folded_words(a)} | {"on"}
        self._starts, self._ends = starts, ends

    def find(self, tokens: Sequence[Token]) -> list[Mention]:
        """One mention for each day; its entity is the day in ISO 8601."""
        found: list[Mention] = []
        at = 0
        while at < len(tokens):
            length, day = self._at(at, tokens)
            if day is None:
                at += 1
                continue
            surface = as_written(tokens[at : at + length])
            found.append(Mention(surface, at, at + length, "day", (day.isoformat(),)))
            at += length
        return found

    def _at(self, at: int, tokens: Sequence[Token]) -> tuple[int, date | None]:
        words = [t.text for t in tokens[at : at + 5]]
        number, after = self._number(words)
        month = self._months.get(words[after]) if after < len(words) else None
        if number and month:
            return after + 1, self._day(number, month)
        if words[0] in self._months:
            number, after = self._number(words[1:])
            if number:
                return after + 1, self._day(number, self._months[words[0]])
            return 0, None
        if words[0] in self._weekdays:
            return self._weekday(words)
        if number and at and tokens[at - 1].text in self._articles and (after > 1 or self._ends_there(words[1:])):
            return after, self._near(number)
        return 0, None

    def _ends_there(self, rest: Sequence[str]) -> bool:
        """Whether nothing that could be counted follows: 'the 10' is a day, 'the 10 people' are not."""
        return not rest or commonness(rest[0], self._language) >= LITTLE_WORD

    def _number(self, words: Sequence[str]) -> tuple[int | None, int]:
        """A day of the month at the front of the words, and how many words it takes."""
        if not words or not words[0].isdecimal() or not 1 <= int(words[0]) <= _LAST_DAY:
            return None, 0
        after = 1
        while after < len(words) and words[after] in self._endings | {"of", "de"}:
            after += 1
        return int(words[0]), after

    def _weekday(self, words: Sequence[str]) -> tuple[int, date | None]:
        number, after = self._number(words[1:])
        month = self._months.get(words[1 + after]) if 1 + after < len(words) else None
        if number:
            day = self._day(number, month) if month else self._near(number)
            return 1 + after + (1 if month else 0), day
        wanted = self._weekdays[words[0]] - 1
        if len(words[0]) < self._longest[wanted]:
            return 0, None
        ahead = (wanted - (self._starts.weekday())) % 7
        day = self._starts + timedelta(days=ahead)
        return 1, day if day <= self._ends else day - timedelta(days=7)

    def _day(self, number: int, month: int) -> date | None:
        try:
            return date(self._starts.year, month, number)
        except ValueError:
            return None

    def _near(self, number: int) -> date | None:
        return self._day(number, self._starts.month)


def _by_beginning(names: Sequence[str]) -> Mapping[str, int]:
    """Name and every abbreviation that belongs to one name only -> its number from 1."""
    numbers: dict[str, int] = {}
    for number, name in enumerate(names, 1):
        folded = fold(name)
        for length in range(SHORTEST_ABBREVIATION, len(folded) + 1):
            beginning = folded[:length]
            if sum(fold(other).startswith(beginning) for other in names) == 1:
                numbers[beginning] = number
    return numbers
