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


class PhrasingIndex:
    """The phrasings of one language, each a list of stems, with the number of the topic that each leads to."""

    def __init__(self, documents: Sequence[Sequence[str]], topics: Sequence[int], topic_count: int) -> None:
        """`topics` must be sorted: the phrasings of a topic stand together."""
        self._documents = documents
        self._topics: Integers = np.array(topics, dtype=np.int64)
        self._present, self._starts = np.unique(self._topics, return_index=True)
        self._sizes: Integers = np.diff(np.append(self._starts, len(documents)))
        self._topic_count = topic_count
        self._usual_length = max(1.0, float(np.mean([len(d) for d in documents]))) if documents else 1.0
        rows, ids, weights = self._weigh_all()
        self._lay_out(rows, ids, weights)
        self._folded = fold(rows, self._places[ids], weights * self._signs[ids], len(documents))
        self._ridge = Ridge(self._folded, self._topics, topic_count)

    def compare(self, stems: Sequence[str]) -> Compared:
        """The stems against every phrasing and topic."""
        ids, weights = self._weigh(stems)
        similarities = self._similarities(ids, weights)
        folded = fold(np.zeros_like(ids), self._places[ids], weights * self._signs[ids], 1)[0]
        regressed = np.clip(self._ridge.scores(folded), 0.0, 1.0)
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

    def _weigh_all(self) -> tuple[Integers, Integers, Floats]:
        """Row, feature and weight of every feature of every phrasing; features are numbered as they turn up."""
        numbering = {name: defaultdict[str, int](count().__next__) for name in FAMILIES}
        found = [_Counted(name, self._documents, numbering[name]) for name in FAMILIES]
        offsets = np.cumsum([0, *(len(n) for n in numbering.values())])
        self._ids = {
            n: {f: i + int(o) for f, i in ids.items()} for (n, ids), o in zip(numbering.items(), offsets, strict=False)
        }
        rows = np.concatenate([c.rows for c in found])
        ids = np.concatenate([c.ids + o for c, o in zip(found, offsets, strict=False)])
        size = len(self._documents)
        self._rarity: Floats = np.log((1 + size) / (1 + np.bincount(ids, minlength=int(offsets[-1])))) + 1
        self._unseen = float(np.log(1 + size) + 1)
        weights = [c.scaled(self._rarity[c.ids + o], size) for c, o in zip(found, offsets, strict=False)]
        return rows, ids, np.concatenate(weights)

    def _lay_out(self, rows: Integers, ids: Integers, weights: Floats) -> None:
        """Postings: for each feature, the phrasings that hold it and its weight there, side by side."""
        order = np.argsort(ids, kind="stable")
        self._rows: Integers = rows[order]
        self._weights: Floats = weights[order]
        frequencies = np.bincount(ids, minlength=len(self._rarity))
        self._first: Integers = np.concatenate(([0], np.cumsum(frequencies)))
        self._places, self._signs = places([f"{name} {f}" for name, known in self._ids.items() for f in known])

    def _weigh(self, stems: Sequence[str]) -> tuple[Integers, Floats]:
        """The known features of a question with their weights; what is unknown makes the others weigh less."""
        ids: list[int] = []
        weights: list[Floats] = []
        for name, (counting, share) in FAMILIES.items():
            counted = counting(stems)
            known = self._ids[name]
            own = [known[f] for f in counted if f in known]
            weight = (1 + np.log([c for f, c in counted.items() if f in known])) * self._rarity[own]
            unseen = np.array([c for f, c in counted.items() if f not in known])
            squares = float(weight @ weight) + float(np.sum(((1 + np.log(unseen)) * self._unseen) ** 2))
            ids += own
            weights.append(weight * np.sqrt(share / max(squares, 1e-9)))
        return np.array(ids, dtype=np.int64), np.concatenate(weights)

    def _similarities(self, ids: Integers, weights: Floats) -> Floats:
        """Similarity in 0..1 to each phrasing: the shares of the families' cosines, added up."""
        if not len(ids):
            return np.zeros(len(self._topics))
        lengths = self._first[ids + 1] - self._first[ids]
        ends = np.cumsum(lengths)
        at = np.arange(ends[-1]) + np.repeat(self._first[ids] - (ends - lengths), lengths)
        values = self._weights[at] * np.repeat(weights, lengths)
        return np.bincount(self._rows[at], weights=values, minlength=len(self._topics)).astype(np.float64)

    def _scores(self, similarities: Floats, regressed: Floats) -> Floats:
        scored: Floats = np.sqrt(regressed * self._neighbours(similarities))
        return scored

    def _neighbours(self, similarities: Floats) -> Floats:
        """Per topic: the best similarity blended with the mean of the topic's best three."""
        blended = np.zeros(self._topic_count)
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
        similarities = self._similarities(*self._weigh(self._documents[row]))
        similarities[row] = 0.0
        scores = self._scores(similarities, np.clip(left_out, 0.0, 1.0))
        best = int(scores.argmax())
        return Held(row, best, float(scores[best]))


class _Counted:
    """The features of one family in all phrasings: row, number and count of each."""

    def __init__(self, family: str, documents: Sequence[Sequence[str]], numbering: defaultdict[str, int]) -> None:
        counting, self._share = FAMILIES[family]
        ids: list[int] = []
        counts: list[float] = []
        lengths: list[int] = []
        for stems in documents:
            counted = counting(stems)
            ids += map(numbering.__getitem__, counted)
            counts += counted.values()
            lengths.append(len(counted))
        self.ids: Integers = np.array(ids, dtype=np.int64)
        self.rows: Integers = np.repeat(np.arange(len(documents)), lengths)
        self._counts: Floats = np.array(counts)

    def scaled(self, rarity: Floats, size: int) -> Floats:
        """The features' weights, so that those of each phrasing have the family's share as their squared length."""
        weights = (1 + np.log(self._counts)) * rarity
        squares = np.bincount(self.rows, weights=weights**2, minlength=size)
        scaled: Floats = weights * np.sqrt(self._share / np.maximum(squares, 1e-9))[self.rows]
        return scaled
