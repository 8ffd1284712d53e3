"""What somebody may be typing: names or ready questions, found by the words typed so far."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from summitbot.understanding.words import fold, folded_words

LEAST = 0.5
"""Share of what is typed, rare words counting more, that must be in an offer."""
MOST_WORDS = 12
"""Typed words that are looked at: the last ones."""
_BEGUN, _SLIP, _OTHER_NAME = 0.95, 0.9, 0.8
"""What a word counts that is begun, or misspelt, or only in another name, beside one that stands there as typed."""
_LEAST_ALIKE = 0.7
_SHORTEST_WITH_SLIP = 4
"""Letters from which a word may be misspelt; a shorter one is too near too many others."""


class Offer(NamedTuple):
    """Something that can be chosen while typing."""

    text: str
    other_names: tuple[str, ...] = ()
    """Of what it is about: they find it too."""
    rank: int = 0
    """Among offers that fit as well, the lower rank comes first."""


class Completions:
    """The offers of one language, in the order in which they are made to somebody who has typed nothing."""

    def __init__(self, offers: Sequence[Offer]) -> None:
        self._offers = list({offer.text: offer for offer in reversed(offers)}.values())[::-1]
        self._folded = [fold(offer.text) for offer in self._offers]
        self._holding: defaultdict[str, dict[int, float]] = defaultdict(dict)
        """Word -> the offers that hold it, with what it counts there."""
        for number, offer in enumerate(self._offers):
            for word in {word for name in offer.other_names for word in folded_words(name)}:
                self._holding[word][number] = _OTHER_NAME
            for word in folded_words(offer.text):
                self._holding[word][number] = 1.0
        self._words = list(self._holding)

    def find(self, typed: str, limit: int) -> tuple[str, ...]:
        """At most `limit` texts, the best first. Case and accents do not matter, slips are forgiven."""
        words = list(dict.fromkeys(folded_words(typed)))[-MOST_WORDS:]
        if not words:
            return tuple(offer.text for offer in self._offers[:limit])
        scores = self._scores(words)
        begun = fold(typed.strip())

        def place(number: int) -> tuple[float, int, int]:
            begins = self._folded[number].startswith(begun)
            return -round(scores[number], 2) - begins, self._offers[number].rank, number

        fitting = sorted((number for number, score in scores.items() if score >= LEAST), key=place)
        return tuple(self._offers[number].text for number in fitting[:limit])

    def _scores(self, words: Sequence[str]) -> Mapping[int, float]:
        """Offer -> how much of what is typed is in it."""
        scores: defaultdict[int, float] = defaultdict(float)
        total = 0.0
        for word in words:
            found = self._with(word, unfinished=word == words[-1])
            weight = math.log(1 + len(self._offers) / (1 + len(found)))
            total += weight
            for number, quality in found.items():
                scores[number] += weight * quality
        return {number: score / total for number, score in scores.items()}

    def _with(self, word: str, *, unfinished: bool) -> Mapping[int, float]:
        """Offer -> how surely it holds the word."""
        found: dict[int, float] = {}
        for known, quality in self._like(word, unfinished=unfinished):
            for number, share in self._holding[known].items():
                found[number] = max(quality * share, found.get(number, 0.0))
        return found

    def _like(self, word: str, *, unfinished: bool) -> Iterator[tuple[str, float]]:
        """The known words that may be meant, with how surely."""
        if word in self._holding:
            yield word, 1.0
        if unfinished:
            yield from ((known, _BEGUN) for known in self._words if known.startswith(word))
        if len(word) < _SHORTEST_WITH_SLIP:
            return
        yield from self._misspelt(word, self._words)
        if unfinished:
            yield from self._misspelt(word, [known[: len(word)] for known in self._words])

    def _misspelt(self, word: str, spellings: Sequence[str]) -> Iterator[tuple[str, float]]:
        alike = process.extract(
            word, spellings, scorer=OSA.normalized_similarity, score_cutoff=_LEAST_ALIKE, limit=None
        )
        yield from ((self._words[place], _SLIP * likeness) for _, likeness, place in alike)
