"""Similarity of a question to every phrasing, and the topics that follow from it.

Features are weighted by smoothed inverse document frequency, and each family of them is scaled to unit length, so that
every similarity lies in 0..1. A topic's score is the geometric mean of two views: its nearest phrasings and the ridge
regression.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from summitbot.understanding.features import FAMILIES
from summitbot.understanding.regression import Ridge, fold, places

Floats = NDArray[np.floating]
Integers = NDArray[np.int64]

NEIGHBOURS = 3
NEAREST_SHARE = 0.6
"""How much the nearest phrasing counts against the mean of a topic's best three."""
PIVOT = 0.25
"""How much of the cost of a question's length is given back, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Held:
    """How a phrasing fares against all the others, itself left out: the best topic then, and its score."""

    row: int
    topic: int
    score: float


@dataclass(frozen=True, slots=True)
class Compared:
    """A question against every phrasing: `similarities` by phrasing, `regressed` and `scores` by topic, all in 0..1."""

    similarities: Floats
    regressed: Floats
    scores: Floats


class _FamilyIndex:
    """Postings of one family of features: for each feature, the documents that hold it and its weight there."""

    def __init__(self, family: str, documents: Sequence[Sequence[str]]) -> None:
        self._count, self.share = FAMILIES[family]
        self._family = family
        numbering: defaultdict[str, int] = defaultdict(count().__next__)
        self.size = len(documents)
        ids: list[int] = []
        counts: list[float] = []
        lengths: list[int] = []
        for stems in documents:
            counted = self._count(stems)
            ids += map(numbering.__getitem__, counted)
            counts += counted.values()
            lengths.append(len(counted))
        self._ids = dict(numbering)
        self._lay_out(np.array(ids, dtype=np.int64), np.array(counts), np.array(lengths, dtype=np.int64))

    def _lay_out(self, ids: Integers, counts: Floats, lengths: Integers) -> None:
        rows = np.repeat(np.arange(self.size), lengths)
        frequencies = np.bincount(ids, minlength=len(self._ids))
        self._rarity: Floats = np.log((1 + self.size) / (1 + frequencies)) + 1
        self._unseen = float(np.log(1 + self.size) + 1)
        self._places, self._signs = places([f"{self._family} {feature}" for feature in self._ids])
        weights = (1 + np.log(counts)) * self._rarity[ids]
        norms = np.sqrt(np.bincount(rows, weights=weights**2, minlength=self.size))
        scaled = weights / np.maximum(norms, 1e-9)[rows]
        self.folded = fold(rows, self._places[ids], scaled * self._signs[ids] * np.sqrt(self.share), self.size)
        order = np.argsort(ids, kind="stable")
        self._rows: Integers = rows[order]
        self._weights: Floats = scaled[order]
        self._starts: Integers = np.concatenate(([0], np.cumsum(frequencies)))

    def compare(self, stems: Sequence[str]) -> tuple[Floats, Floats]:
        """Cosine similarity of the stems to each document, and the stems folded for the regression."""
        counted = self._count(stems)
        known = [(self._ids[feature], count) for feature, count in counted.items() if feature in self._ids]
        ids = np.array([id_ for id_, _ in known], dtype=np.int64)
        wanted = (1 + np.log([count for _, count in known])) * self._rarity[ids]
        unseen = [count for feature, count in counted.items() if feature not in self._ids]
        squares = float(wanted @ wanted) + float(np.sum(((1 + np.log(unseen)) * self._unseen) ** 2))
        wanted /= np.sqrt(max(squares, 1e-9))
        folded = fold(np.zeros_like(ids), self._places[ids], wanted * self._signs[ids] * np.sqrt(self.share), 1)[0]
        return self._similarities(ids, wanted), folded

    def _similarities(self, ids: Integers, wanted: Floats) -> Floats:
        if not len(ids):
            return np.zeros(self.size)
        lengths = self._starts[ids + 1] - self._starts[ids]
        ends = np.cumsum(lengths)
        at = np.arange(ends[-1]) + np.repeat(self._starts[ids] - (ends - lengths), lengths)
        values = self._weights[at] * np.repeat(wanted, lengths)
        summed: Floats = np.bincount(self._rows[at], weights=values, minlength=self.size).astype(np.float64)
        return summed


class PhrasingIndex:
    """The phrasings of one language, each a list of stems, with the number of the topic that each leads to."""

    def __init__(self, documents: Sequence[Sequence[str]], topics: Sequence[int], topic_count: int) -> None:
        """`topics` must be sorted: the phrasings of a topic stand together."""
        self._families = [_FamilyIndex(name, documents) for name in FAMILIES]
        self._topics: Integers = np.array(topics, dtype=np.int64)
        self._present, self._starts = np.unique(self._topics, return_index=True)
        self._sizes: Integers = np.diff(np.append(self._starts, len(documents)))
        self.topic_count = topic_count
        self._usual_length = max(1.0, float(np.mean([len(d) for d in documents]))) if documents else 1.0
        folded = sum((f.folded for f in self._families[1:]), self._families[0].folded)
        self._documents = documents
        self._folded = folded
        self._ridge = Ridge(folded, self._topics, topic_count)

    def compare(self, stems: Sequence[str]) -> Compared:
        """The stems against every phrasing and topic."""
        compared = [f.compare(stems) for f in self._families]
        similarities = self._mixed([s for s, _ in compared])
        regressed = np.clip(self._ridge.scores(sum((f for _, f in compared[1:]), compared[0][1])), 0.0, 1.0)
        scores = np.clip(self._scores(similarities, regressed) * self._allowance(len(stems)), 0.0, 1.0)
        return Compared(similarities, regressed, scores)

    def hold_out(self, rows: Sequence[int]) -> list[Held]:
        """How each of these phrasings would fare if the index did not hold it."""
        if not rows:
            return []
        left_out = self._ridge.without(list(rows), self._folded)
        return [self._hold_out(row, scores) for row, scores in zip(rows, left_out, strict=True)]

    def nearest(self, similarities: Floats, topic: int) -> tuple[float, int]:
        """Similarity and row of the topic's nearest phrasing."""
        at = int(np.searchsorted(self._present, topic))
        start = int(self._starts[at])
        row = start + int(similarities[start : start + int(self._sizes[at])].argmax())
        return float(similarities[row]), row

    def _allowance(self, length: int) -> float:
        """What a wordy question is given back of what its length costs (pivoted normalisation, Singhal et al. 1996)."""
        return float(max(1.0, length / self._usual_length) ** PIVOT)

    def _mixed(self, by_family: Sequence[Floats]) -> Floats:
        mixed = np.zeros(len(self._topics))
        for family, similarities in zip(self._families, by_family, strict=True):
            mixed += similarities * family.share
        return mixed

    def _scores(self, similarities: Floats, regressed: Floats) -> Floats:
        scored: Floats = np.sqrt(regressed * self._neighbours(similarities))
        return scored

    def _neighbours(self, similarities: Floats) -> Floats:
        """Per topic: the best similarity blended with the mean of the topic's best three."""
        blended = np.zeros(self.topic_count)
        if not len(self._present):
            return blended
        left = similarities.copy()
        best = np.maximum.reduceat(left, self._starts)
        total = best.copy()
        highest = best
        for _ in range(NEIGHBOURS - 1):
            left[left == np.repeat(highest, self._sizes)] = -1.0
            highest = np.maximum.reduceat(left, self._starts)
            total += np.maximum(highest, 0.0)
        mean = total / np.minimum(self._sizes, NEIGHBOURS)
        blended[self._present] = NEAREST_SHARE * best + (1 - NEAREST_SHARE) * mean
        return blended

    def _hold_out(self, row: int, left_out: Floats) -> Held:
        similarities = self._mixed([f.compare(self._documents[row])[0] for f in self._families])
        similarities[row] = 0.0
        scores = self._scores(similarities, np.clip(left_out, 0.0, 1.0))
        best = int(scores.argmax())
        return Held(row, best, float(scores[best]))
