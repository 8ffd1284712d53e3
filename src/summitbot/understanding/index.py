"""Similarity of a question to every phrasing, and the topics that follow from it.

Two views of the same kernel are kept: the similarity to single phrasings (a nearest-neighbour view) and a closed-form
ridge regression of the topics on it (kernel ridge; Saunders, Gammerman & Vovk 1998). Features are weighted by smoothed
inverse document frequency and each family is scaled to unit length, so that every similarity lies in 0..1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summitbot.understanding.features import FAMILIES

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

RIDGE = 0.35
"""Weight of the ridge penalty, in units of a phrasing's similarity to itself."""


@dataclass(frozen=True, slots=True)
class Held:
    """How a phrasing fares against all the others, itself left out (leave-one-out, in closed form)."""

    right: bool
    score: float


class _FamilyIndex:
    """Postings of one family of features."""

    def __init__(self, family: str, documents: Sequence[Sequence[str]]) -> None:
        self._count, self.share = FAMILIES[family]
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for row, stems in enumerate(documents):
            for feature, count in self._count(stems).items():
                postings[feature].append((row, 1.0 + np.log(count)))
        self._ids = {feature: i for i, feature in enumerate(postings)}
        self.size = len(documents)
        frequencies = np.array([len(p) for p in postings.values()], dtype=np.float64)
        self._rarity = np.log((1 + self.size) / (1 + frequencies)) + 1
        self._unseen = float(np.log(1 + self.size) + 1)
        self._rows = [np.array([r for r, _ in p], dtype=np.int64) for p in postings.values()]
        self._weights = [np.array([w for _, w in p]) * self._rarity[i] for i, p in enumerate(postings.values())]
        norms = np.zeros(self.size)
        for rows, weights in zip(self._rows, self._weights, strict=True):
            norms[rows] += weights**2
        norms = np.sqrt(np.maximum(norms, 1e-12))
        for i, rows in enumerate(self._rows):
            self._weights[i] = self._weights[i] / norms[rows]

    def similarities(self, stems: Sequence[str]) -> Floats:
        """Cosine similarity of the stems to each document."""
        rows: list[Integers] = []
        values: list[Floats] = []
        squares = 0.0
        for feature, count in self._count(stems).items():
            id_ = self._ids.get(feature)
            weight = (1.0 + np.log(count)) * (self._unseen if id_ is None else self._rarity[id_])
            squares += weight**2
            if id_ is not None:
                rows.append(self._rows[id_])
                values.append(self._weights[id_] * weight)
        if not rows:
            return np.zeros(self.size)
        summed = np.bincount(np.concatenate(rows), weights=np.concatenate(values), minlength=self.size)
        scaled: Floats = summed / np.sqrt(squares)
        return scaled

    def kernel(self) -> Floats:
        """Similarity of every document to every other."""
        matrix = np.zeros((self.size, self.size))
        for rows, weights in zip(self._rows, self._weights, strict=True):
            if len(rows) == 1:
                matrix[rows[0], rows[0]] += weights[0] ** 2
            else:
                matrix[np.ix_(rows, rows)] += np.outer(weights, weights)
        return matrix


class PhrasingIndex:
    """The phrasings of one language, each a list of stems, with the topic that each leads to."""

    def __init__(self, documents: Sequence[Sequence[str]], topics: Sequence[int], topic_count: int) -> None:
        self._families = [_FamilyIndex(name, documents) for name in FAMILIES]
        self.topics = np.array(topics, dtype=np.int64)
        self.topic_count = topic_count
        kernel = sum((f.kernel() * f.share for f in self._families), np.zeros((len(documents), len(documents))))
        targets = np.zeros((len(documents), topic_count))
        targets[np.arange(len(documents)), self.topics] = 1.0
        inverse: Floats = np.asarray(np.linalg.inv(kernel + RIDGE * np.eye(len(documents))), dtype=np.float64)
        self._weights = inverse @ targets
        self.held_out = self._leave_one_out(kernel, targets, inverse)

    def similarities(self, stems: Sequence[str]) -> Floats:
        """Similarity in 0..1 of the stems to each phrasing."""
        return sum((f.similarities(stems) * f.share for f in self._families), np.zeros(len(self.topics)))

    def regress(self, similarities: Floats) -> Floats:
        """The ridge regression's score of each topic, clipped to 0..1."""
        return np.clip(similarities @ self._weights, 0.0, 1.0)

    def score(self, similarities: Floats) -> tuple[Floats, Floats, Integers]:
        """For each topic: its score in 0..1, its nearest similarity, and the row of its nearest phrasing."""
        nearest, rows, neighbours = self._by_topic(similarities)
        return np.sqrt(self.regress(similarities) * neighbours), nearest, rows

    def _by_topic(self, similarities: Floats) -> tuple[Floats, Integers, Floats]:
        """Per topic: best similarity, its row, and the best blended with the mean of the best three."""
        order = np.lexsort((-similarities, self.topics))
        sorted_topics = self.topics[order]
        firsts = np.searchsorted(sorted_topics, np.arange(self.topic_count))
        counts = np.bincount(self.topics, minlength=self.topic_count)
        rows = order[np.minimum(firsts, len(order) - 1)]
        nearest = np.where(counts > 0, similarities[rows], 0.0)
        total = nearest.copy()
        used = np.minimum(counts, 3)
        for step in (1, 2):
            at = order[np.minimum(firsts + step, len(order) - 1)]
            total += np.where(counts > step, similarities[at], 0.0)
        return nearest, rows, 0.6 * nearest + 0.4 * total / np.maximum(used, 1)

    def _leave_one_out(self, kernel: Floats, targets: Floats, inverse: Floats) -> list[Held]:
        """Each phrasing scored by the others; the residual of kernel ridge without row i is a_i / inverse_ii."""
        fitted = targets - self._weights / np.diag(inverse)[:, None]
        held: list[Held] = []
        for row in range(len(self.topics)):
            similarities = kernel[row].copy()
            similarities[row] = 0.0
            _, _, neighbours = self._by_topic(similarities)
            scores = np.sqrt(np.clip(fitted[row], 0.0, 1.0) * neighbours)
            best = int(scores.argmax())
            held.append(Held(best == int(self.topics[row]), float(scores[best])))
        return held
