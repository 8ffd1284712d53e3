"""Similarity of a question to every phrasing, and the topics that follow from it.

Two views of the same kernel are kept: the similarity to single phrasings (a nearest-neighbour view) and a closed-form
ridge regression of the topics on it (kernel ridge; Saunders, Gammerman & Vovk 1998). Features are weighted by smoothed
inverse document frequency and each family is scaled to unit length, so that every similarity lies in 0..1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summitbot.understanding.features import FAMILIES

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

RIDGE = 0.35
"""Weight of the ridge penalty, in units of a phrasing's similarity to itself."""
NEIGHBOURS = 3
NEAREST_SHARE = 0.6
"""How much the nearest phrasing counts against the mean of a topic's best three."""


@dataclass(frozen=True, slots=True)
class Held:
    """How a phrasing fares against all the others, itself left out (leave-one-out, in closed form)."""

    right: bool
    score: float


class _FamilyIndex:
    """Postings of one family of features: for each feature, the documents that hold it and its weight there."""

    def __init__(self, family: str, documents: Sequence[Sequence[str]]) -> None:
        self._count, self.share = FAMILIES[family]
        self._ids: dict[str, int] = {}
        self.size = len(documents)
        ids: list[int] = []
        counts: list[float] = []
        lengths: list[int] = []
        for stems in documents:
            counted = self._count(stems)
            ids += [self._ids.setdefault(feature, len(self._ids)) for feature in counted]
            counts += counted.values()
            lengths.append(len(counted))
        self._lay_out(np.array(ids, dtype=np.int64), np.array(counts), np.array(lengths, dtype=np.int64))

    def _lay_out(self, ids: Integers, counts: Floats, lengths: Integers) -> None:
        rows = np.repeat(np.arange(self.size), lengths)
        frequencies = np.bincount(ids, minlength=len(self._ids))
        self._rarity: Floats = np.log((1 + self.size) / (1 + frequencies)) + 1
        self._unseen = float(np.log(1 + self.size) + 1)
        weights = (1 + np.log(counts)) * self._rarity[ids]
        norms = np.sqrt(np.bincount(rows, weights=weights**2, minlength=self.size))
        order = np.argsort(ids, kind="stable")
        self._rows: Integers = rows[order]
        self._weights: Floats = (weights / np.maximum(norms, 1e-9)[rows])[order]
        self._starts: Integers = np.concatenate(([0], np.cumsum(frequencies)))

    def similarities(self, stems: Sequence[str]) -> Floats:
        """Cosine similarity of the stems to each document."""
        counted = self._count(stems)
        known = [(self._ids[feature], count) for feature, count in counted.items() if feature in self._ids]
        if not known:
            return np.zeros(self.size)
        ids = np.array([id_ for id_, _ in known])
        wanted = (1 + np.log([count for _, count in known])) * self._rarity[ids]
        unseen = [count for feature, count in counted.items() if feature not in self._ids]
        squares = float(wanted @ wanted) + float(np.sum(((1 + np.log(unseen)) * self._unseen) ** 2))
        spans = [slice(self._starts[id_], self._starts[id_ + 1]) for id_ in ids]
        rows = np.concatenate([self._rows[span] for span in spans])
        values = np.concatenate([self._weights[span] * w for span, w in zip(spans, wanted, strict=True)])
        summed: Floats = np.bincount(rows, weights=values, minlength=self.size) / np.sqrt(squares)
        return summed

    def kernel(self) -> Floats:
        """Similarity of every document to every other."""
        matrix = np.zeros((self.size, self.size))
        single = np.flatnonzero(np.diff(self._starts) == 1)
        np.add.at(matrix, (self._rows[self._starts[single]],) * 2, self._weights[self._starts[single]] ** 2)
        for id_ in np.flatnonzero(np.diff(self._starts) > 1):
            span = slice(self._starts[id_], self._starts[id_ + 1])
            rows, weights = self._rows[span], self._weights[span]
            matrix[rows[:, None], rows] += weights[:, None] * weights
        return matrix


class PhrasingIndex:
    """The phrasings of one language, each a list of stems, with the number of the topic that each leads to."""

    def __init__(self, documents: Sequence[Sequence[str]], topics: Sequence[int], topic_count: int) -> None:
        """`topics` must be sorted: the phrasings of a topic stand together."""
        self._families = [_FamilyIndex(name, documents) for name in FAMILIES]
        self._topics: Integers = np.array(topics, dtype=np.int64)
        self._present, self._starts = np.unique(self._topics, return_index=True)
        self._sizes: Integers = np.diff(np.append(self._starts, len(documents)))
        self.topic_count = topic_count
        kernel = sum((f.kernel() * f.share for f in self._families), np.zeros((len(documents), len(documents))))
        targets = np.zeros((len(documents), topic_count))
        targets[np.arange(len(documents)), self._topics] = 1.0
        inverse: Floats = np.asarray(np.linalg.inv(kernel + RIDGE * np.eye(len(documents))), dtype=np.float64)
        self._weights: Floats = inverse @ targets
        self.held_out = self._leave_one_out(kernel, targets, inverse) if documents else []

    def similarities(self, stems: Sequence[str]) -> Floats:
        """Similarity in 0..1 of the stems to each phrasing."""
        return sum((f.similarities(stems) * f.share for f in self._families), np.zeros(len(self._topics)))

    def regress(self, similarities: Floats) -> Floats:
        """The ridge regression's score of each topic, clipped to 0..1."""
        regressed: Floats = np.clip(similarities @ self._weights, 0.0, 1.0)
        return regressed

    def score(self, similarities: Floats) -> Floats:
        """The score in 0..1 of each topic: the geometric mean of the regression and the nearest phrasings."""
        scored: Floats = np.sqrt(self.regress(similarities) * self._neighbours(similarities[None, :])[0])
        return scored

    def nearest(self, similarities: Floats, topic: int) -> tuple[float, int]:
        """Similarity and row of the topic's nearest phrasing."""
        at = int(np.searchsorted(self._present, topic))
        start = int(self._starts[at])
        row = start + int(similarities[start : start + int(self._sizes[at])].argmax())
        return float(similarities[row]), row

    def _neighbours(self, similarities: Floats) -> Floats:
        """Per question and topic: the best similarity blended with the mean of the topic's best three."""
        blended = np.zeros((len(similarities), self.topic_count))
        if not len(self._present):
            return blended
        left = similarities.copy()
        total = np.zeros((len(similarities), len(self._present)))
        best = total
        for place in range(NEIGHBOURS):
            highest = np.maximum.reduceat(left, self._starts, axis=1)
            best = highest if place == 0 else best
            total = total + np.maximum(highest, 0.0)
            left[left == np.repeat(highest, self._sizes, axis=1)] = -1.0
        mean = total / np.minimum(self._sizes, NEIGHBOURS)
        blended[:, self._present] = NEAREST_SHARE * best + (1 - NEAREST_SHARE) * mean
        return blended

    def _leave_one_out(self, kernel: Floats, targets: Floats, inverse: Floats) -> list[Held]:
        """Each phrasing scored by the others; the residual of kernel ridge without row i is a_i / inverse_ii."""
        fitted = np.clip(targets - self._weights / np.diag(inverse)[:, None], 0.0, 1.0)
        others = kernel - np.diag(np.diag(kernel))
        scores = np.sqrt(fitted * self._neighbours(others))
        best = scores.argmax(axis=1)
        return [Held(bool(b == t), float(s[b])) for b, t, s in zip(best, self._topics, scores, strict=True)]
