"""A ridge regression of the topics on the features of their phrasings, solved in closed form.

The features are first folded into a fixed number of dimensions by signed hashing (Weinberger et al. 2009), which keeps
inner products up to a small error: building then costs time linear in the phrasings, answering a question one product.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from summitbot.understanding.features import Integers

Floats = NDArray[np.float32]

DIMENSIONS = 1024
PENALTY = 0.5
"""Weight of the ridge penalty, in units of a phrasing's squared length."""
BALANCE = 0.2
"""How far topics with few phrasings make up for it: at 0 each phrasing weighs the same, at 1 each topic."""
CHUNK = 512
"""Phrasings that are folded at a time."""


class Rows:
    """A sparse matrix by rows: `ids` and `values` of row n stand from `first[n]` to `first[n + 1]`.

    The columns are the features that occur, numbered from 0; each is folded into one of the dimensions, with a sign.
    Rows that follow one another make up a group: those of a topic.
    """

    def __init__(
        self, lengths: Integers, ids: Integers, values: Floats, buckets: Integers, starts: Sequence[int]
    ) -> None:
        """`lengths`: entries of each row; `ids`, `values`: their columns and values; `buckets`: that of each column.

        `starts`: the first row of each group.
        """
        self.first: Integers = np.concatenate(([0], lengths.cumsum()))
        self.ids, self.values = ids, values
        self._places = np.append(buckets % DIMENSIONS, 0)
        signs = 1 - 2 * ((buckets >> DIMENSIONS.bit_length()) & 1)
        self._signs = np.append(signs, 0).astype(np.float32)
        self.lengths = lengths
        self.size = len(lengths)
        ends = self.first[list(starts[1:])]
        self._groups = list(
            zip(np.split(self.ids, ends), np.split(self.values, ends), np.split(lengths, starts[1:]), strict=True)
        )

    def row(self, number: int) -> tuple[Integers, Floats]:
        """Features and weights of one row."""
        here = slice(int(self.first[number]), int(self.first[number + 1]))
        return self.ids[here], self.values[here]

    def products(self, dense: Floats, groups: Iterable[int]) -> Floats:
        """The products with `dense` of the rows of some groups, one group after the other."""
        ids, values, lengths = map(np.concatenate, zip(*[self._groups[n] for n in groups], strict=True))
        products = np.zeros(len(ids) + 1, dtype=np.float32)  # empty rows at the end have a place to begin
        np.multiply(dense.take(ids), values, out=products[:-1])
        sums: Floats = np.add.reduceat(products, lengths.cumsum() - lengths)
        sums[lengths == 0] = 0.0
        return sums

    def folded(self, start: int, stop: int) -> Floats:
        """The rows from `start` to `stop`, folded into the dimensions."""
        here = slice(int(self.first[start]), int(self.first[stop]))
        places, values = self.placed(self.ids[here], self.values[here])
        at = np.repeat(np.arange(stop - start) * DIMENSIONS, self.lengths[start:stop]) + places
        folded = np.zeros((stop - start, DIMENSIONS), dtype=np.float32)
        np.add.at(folded.reshape(-1), at, values)
        return folded

    def placed(self, ids: Integers, values: Floats) -> tuple[Integers, Floats]:
        """The dimension that each column is folded into, and its value with the sign that it has there."""
        return self._places.take(ids), values * self._signs.take(ids)


class Ridge:
    """One linear score for each topic."""

    def __init__(self, rows: Rows, topics: Integers, topic_count: int, held_out: Sequence[int]) -> None:
        """`topics`: the topic of each row, in rising order; `held_out`: rows to score as if they were not there."""
        self._rows = rows
        sizes = np.maximum(np.bincount(topics, minlength=topic_count), 1)
        balance = ((rows.size / topic_count / sizes) ** BALANCE).astype(np.float32)
        gram, wanted = _products(rows, topics, np.sqrt(balance))
        wanted = np.concatenate([wanted, *(rows.folded(row, row + 1) for row in held_out)])
        solved = np.linalg.solve(gram, wanted.T)
        del gram
        self._weights: Floats = np.ascontiguousarray(solved[:, :topic_count])
        own = topics[np.array(held_out, dtype=np.int64)]
        self.left_out = self._without(wanted[topic_count:], solved[:, topic_count:], balance, own)
        """The scores of each held-out row."""

    def scores(self, ids: Integers, values: Floats) -> Floats:
        """The score of each topic for one row, about 1 for those whose phrasings are like it and 0 for others."""
        places, signed = self._rows.placed(ids, values)
        scored: Floats = signed @ self._weights.take(places, axis=0)
        return scored

    def _without(self, tried: Floats, solved: Floats, balance: Floats, topics: Integers) -> Floats:
        """The scores of some rows, each by a regression that has not seen it (leave-one-out in closed form).

        `solved` is what the regression makes of the `tried` rows.
        """
        leverage = np.minimum(np.einsum("ij,ji->i", tried, solved) * balance[topics], np.float32(0.999))
        fitted = tried @ self._weights
        fitted[np.arange(len(tried)), topics] -= leverage
        left_out: Floats = fitted / (1 - leverage)[:, None]
        return left_out


def _products(rows: Rows, topics: Integers, worth: Floats) -> tuple[Floats, Floats]:
    """The products of the dimensions with one another over all rows, with the penalty; and the sum of a topic's rows.

    A row weighs the squared `worth` of its topic.
    """
    gram = np.zeros((DIMENSIONS, DIMENSIONS), dtype=np.float32)
    sums = np.zeros((len(worth), DIMENSIONS), dtype=np.float32)
    for start in range(0, rows.size, CHUNK):
        here = topics[start : start + CHUNK]
        folded = rows.folded(start, start + len(here))
        folded *= worth[here, None]
        gram += folded.T @ folded
        first = np.flatnonzero(np.diff(here, prepend=-1))
        sums[here[first]] += np.add.reduceat(folded, first)
    gram[np.diag_indices(DIMENSIONS)] += np.float32(PENALTY)
    return gram, sums * worth[:, None]
