"""Parts of names, by which people call what they have heard of: the observatory, the safety institute, Edda."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from summitbot.knowledge.shapes import Entity
from summitbot.understanding.frequencies import commonness
from summitbot.understanding.words import folded_words

SHORTEST_PART = 3
PART_OF_NAME = 5.3
"""Zipf frequency up to which a word of a longer name may stand for the whole."""
SHORTEST_CORRECTED = 7
"""Letters of the shortest word that may be a slip for a part of a name."""
MOST_BEARERS = 8
"""Bearers of a part of a name, above which it says nothing."""
LONGEST_RUN = 6
"""Words of the longest run of a name that may stand for the whole."""
SUMMIT = "summit"
"""The kind of the event itself, and its id."""
LOOSELY_NAMED = frozenset({"outcome", "part", "place"})
"""Kinds whose names are ordinary words as well: the statement, the dinner, the palace."""
NAMED_IN_PASSING = frozenset({"group", "theme", "outcome"})
"""Kinds whose names are made of words that ask for something: the 500 million, jobs."""
THINGS = LOOSELY_NAMED | {"organisation"}
"""Kinds of entity that are often called by a part of their name: the coalition, the charter."""
MOST_REMEMBERED = 10_000

Name = tuple[str, ...]
Bearer = tuple[str, str]
"""Slot and id of the entity that bears a name."""


class Parts:
    """Who may be meant by a part of a name, in one language."""

    def __init__(
        self,
        people: Mapping[str, Entity],
        bearers: Mapping[Name, Iterable[Bearer]],
        language: str,
        stem: Callable[[str], str],
        little: AbstractSet[str],
    ) -> None:
        """`bearers`: name -> those who bear it; `little`: the words that no part begins or ends with."""
        self._language = language
        self._stem = stem
        self._of_people = _by_word(people)
        things = {name: [b for b in found if b[0] in THINGS] for name, found in bearers.items() if len(name) > 1}
        self._of_things = self._by_stem(things)
        self._runs = _by_run(things, little)
        self._correctable = sorted({w for name in things for w in name if len(w) >= SHORTEST_CORRECTED})
        self._known: dict[str, tuple[Bearer, ...]] = {}

    def namesakes(self, word: str) -> tuple[Bearer, ...]:
        """The people in whose own names the word stands."""
        return self._of_people.get(word, ())

    def holding(self, word: str) -> tuple[Bearer, ...]:
        """The few entities in whose longer names the word stands; a number alone stands for none."""
        if word not in self._known:
            if len(self._known) > MOST_REMEMBERED:
                self._known.clear()
            self._known[word] = self._holding(word)
        return self._known[word]

    def nearly_holding(self, word: str) -> tuple[Bearer, ...]:
        """The few things in whose longer names a word stands for which this one may be a slip: the observatry."""
        near = process.extractOne(word, self._correctable, scorer=DamerauLevenshtein.distance, score_cutoff=1)
        return self.holding(near[0]) if near is not None and len(word) >= SHORTEST_CORRECTED else ()

    def holding_run(self, words: Sequence[str]) -> tuple[Bearer, ...]:
        """The few things in whose longer names these words stand side by side."""
        found = self._runs.get(tuple(words), ())
        return found if len(found) <= MOST_BEARERS else ()

    def _holding(self, word: str) -> tuple[Bearer, ...]:
        if len(word) < SHORTEST_PART or word[0].isdigit() or commonness(word, self._language) >= PART_OF_NAME:
            return ()
        found = (*self._of_people.get(word, ()), *self._of_things.get(self._stemmed(word), ()))
        return found if len(found) <= MOST_BEARERS else ()

    def _by_stem(self, things: Mapping[Name, Iterable[Bearer]]) -> Mapping[str, tuple[Bearer, ...]]:
        found: defaultdict[str, dict[Bearer, None]] = defaultdict(dict)
        for name, bearers in things.items():
            for word in name:
                found[self._stemmed(word)].update(dict.fromkeys(bearers))
        return {word: tuple(bearers) for word, bearers in found.items() if bearers}

    def _stemmed(self, word: str) -> str:
        """The stem of a word; the word itself if that is too short to tell words apart: data, dates."""
        stem = self._stem(word)
        return stem if len(stem) > SHORTEST_PART else word


def _by_word(people: Mapping[str, Entity]) -> Mapping[str, tuple[Bearer, ...]]:
    found: defaultdict[str, dict[Bearer, None]] = defaultdict(dict)
    for id_, person in people.items():
        for word in (w for written in person.name.values() for w in folded_words(written)):
            found[word]["person", id_] = None
    return {word: tuple(bearers) for word, bearers in found.items()}


def _by_run(things: Mapping[Name, Iterable[Bearer]], little: AbstractSet[str]) -> Mapping[Name, tuple[Bearer, ...]]:
    """Every run of two words or more that is less than a whole name."""
    found: defaultdict[Name, dict[Bearer, None]] = defaultdict(dict)
    for name, bearers in things.items():
        for start in range(len(name)):
            for end in range(start + 2, min(start + LONGEST_RUN, len(name)) + 1):
                if end - start < len(name) and name[start] not in little and name[end - 1] not in little:
                    found[name[start:end]].update(dict.fromkeys(bearers))
    return {run: tuple(held) for run, held in found.items() if held}
