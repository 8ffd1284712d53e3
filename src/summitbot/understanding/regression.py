"""A ridge regression of the topics on the features of their phrasings, solved in closed form.

The features are first folded into a fixed number of dimensions by signed hashing (Weinberger et al. 2009), which keeps
inner products up to a small error: building then costs time linear in the phrasings, answering a question one product.
"""

from __future__ import annotations

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

DIMENSIONS = 1024
PENALTY = 0.35
"""Weight of the ridge penalty, in units of a phrasing's squared length."""
_SIGN = 1 << 31


def places(features: list[str]) -> tuple[Integers, Floats]:
    """Where each feature is folded to and with which sign; the same for the same feature in every folder."""
    hashes = np.array([crc32(f.encode()) for f in features], dtype=np.int64)
    return hashes % DIMENSIONS, np.where(hashes & _SIGN, np.float32(1), np.float32(-1))


def fold(rows: Integers, places_: Integers, values: NDArray[np.floating], size: int) -> Floats:
    """The matrix of `size` rows whose features of one place are added up."""
    flat = np.bincount(rows * DIMENSIONS + places_, weights=values, minlength=size * DIMENSIONS)
    return flat.reshape(size, DIMENSIONS).astype(np.float32)


class Ridge:
    """One linear score for each topic."""

    def __init__(self, folded: Floats, topics: Integers, topic_count: int) -> None:
        """`folded`: one row for each phrasing; `topics`: the topic of each."""
        self._gram = folded.T @ folded
        self._gram[np.diag_indices(DIMENSIONS)] += np.float32(PENALTY)
        sums = np.zeros((topic_count, DIMENSIONS), dtype=np.float32)
        np.add.at(sums, topics, folded)
        self._weights: Floats = np.linalg.solve(self._gram, sums.T)
        self._topics = topics

    def scores(self, folded: Floats) -> Floats:
        """The score of each topic for each row, about 1 for its own phrasings and 0 for others."""
        scored: Floats = folded @ self._weights
        return scored

    def without(self, rows: list[int], folded: Floats) -> Floats:
        """The scores of some phrasings, each by a regression that has not seen it (leave-one-out in closed form)."""
        chosen = folded[rows]
        leverage = np.einsum("ij,ji->i", chosen, np.linalg.solve(self._gram, chosen.T))
        leverage = np.minimum(leverage, np.float32(0.999))
        fitted = self.scores(chosen)
        fitted[np.arange(len(rows)), self._topics[rows]] -= leverage
        left_out: Floats = fitted / (1 - leverage)[:, None]
        return left_out
