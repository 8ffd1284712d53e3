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
        gram = folded.T @ folded
        gram[np.diag_indices(DIMENSIONS)] += np.float32(PENALTY)
        inverse = np.linalg.inv(gram)
        sums = np.zeros((topic_count, DIMENSIONS), dtype=np.float32)
        np.add.at(sums, topics, folded)
        self._weights: Floats = inverse @ sums.T
        self._leverage: Floats = np.einsum("ij,ij->i", folded @ inverse, folded)
        self._topics = topics

    def scores(self, folded: Floats) -> Floats:
        """The score of each topic for each row, about 1 for its own phrasings and 0 for others."""
        scored: Floats = folded @ self._weights
        return scored

    def without(self, row: int, folded: Floats) -> Floats:
        """The scores of a phrasing by a regression that has not seen it (leave-one-out in closed form)."""
        leverage = min(float(self._leverage[row]), 0.999)
        fitted: Floats = self.scores(folded[row])
        fitted[self._topics[row]] -= np.float32(leverage)
        left_out: Floats = fitted / np.float32(1 - leverage)
        return left_out
