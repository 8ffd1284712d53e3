"""Which topics are about much the same: what somebody who asked one may want to know next."""

from __future__ import annotations

import math
from collections import Counter
from functools import cached_property

from summitbot.understanding.phrasebook import Phrasebook

NEAREST = 40
"""Topics that are kept for each: enough to find a handful that have an answer."""
ENTITY = 2.0
"""Weight of an entity that both name, against that of a word."""


class Kinship:
    """Compares topics by the words of their phrasings and answers, rare ones counting most; built when first asked."""

    def __init__(self, book: Phrasebook) -> None:
        self._book = book
        self._nearest: dict[str, tuple[str, ...]] = {}

    def nearest(self, topic: str) -> tuple[str, ...]:
        """The few other topics that share most with this one, the nearest first."""
        if topic not in self._nearest:
            self._nearest[topic] = self._compared(topic)
        return self._nearest[topic]

    def _compared(self, topic: str) -> tuple[str, ...]:
        number = self._book.topics.index(topic)
        own = self._weights[number]
        likeness = {other: _product(own, weights) for other, weights in enumerate(self._weights) if other != number}
        found = sorted((n for n, much in likeness.items() if much > 0), key=lambda n: (-likeness[n], n))
        return tuple(self._book.topics[n] for n in found[:NEAREST])

    @cached_property
    def _weights(self) -> list[dict[str, float]]:
        """For each topic the weight of each of its words and entities, of length one in all."""
        marks = [self._marks(number) for number in range(len(self._book.topics))]
        spread = Counter(mark for found in marks for mark in found)
        return [_unit({mark: n * math.log(len(marks) / spread[mark]) for mark, n in found.items()}) for found in marks]

    def _marks(self, number: int) -> dict[str, float]:
        book = self._book
        words = {*book.holders[number], *book.answers[number].stems}
        marks = {word: 1.0 for word in words if word[0] not in "{="}
        return marks | {f"={kind}:{id_}": ENTITY for kind, id_ in book.profiles[number].entities}


def _product(one: dict[str, float], other: dict[str, float]) -> float:
    small, large = sorted((one, other), key=len)
    return sum(weight * large.get(mark, 0.0) for mark, weight in small.items())


def _unit(weights: dict[str, float]) -> dict[str, float]:
    length = math.hypot(*weights.values()) or 1.0
    return {mark: weight / length for mark, weight in weights.items()}
