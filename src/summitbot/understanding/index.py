"""Which topics a question is most like: by a ridge regression, and by the nearest of the phrasings that it leads to.

Features are weighted by smoothed inverse document frequency, and each family of them is scaled to unit length, so that
every similarity lies in 0..1. A topic's score is the geometric mean of the two views. The regression chooses the few
topics whose phrasings are looked at: the cost of a question hardly grows with their number.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

import numpy as np

from summitbot.understanding.features import (
    BUCKET_BITS,
    MOST_COUNTED,
    NUMBER_OF_FEATURES,
    SHARES,
    Featurer,
    Gathered,
    Ids,
    Integers,
)
from summitbot.understanding.regression import Floats, Ridge, Rows

NEIGHBOURS = 3
NEAREST_SHARE = 0.4
"""How much the nearest phrasing counts against the mean of a topic's best three."""
PIVOT = 0.4
"""How much of the cost of a question's length is given back, from 0 to 1."""
RARITY = 0.8
"""Exponent of a feature's rarity: below 1, a rare one counts a little less."""
EMPHASIS = np.append(0, 1 + np.log(np.arange(1, MOST_COUNTED + 1))).astype(np.float32)
"""How much a feature counts that a text holds so often."""
UNKNOWN = -1
"""The column of a feature that no phrasing has: the last place."""
NOTHING = 1e-30
"""Stands for the squared length of a family that a text has not."""
MOST_COMPARED = 16
"""Topics whose phrasings are compared with a question."""
LIKELIEST = 3
"""Those of them that are compared first: often one is so like the question that the others can't come near it."""


class Compared(NamedTuple):
    """A topic as compared with a question; all shares lie in 0..1."""

    topic: int
    score: float
    regression: float
    nearest: float
    """Similarity of the topic's nearest phrasing."""
    row: int
    """The number of that phrasing."""


class Likely(NamedTuple):
    """A topic by what the regression makes of it."""

    score: float
    """In 0..1."""
    topic: int


class Heard(NamedTuple):
    """A question with the topics that are likeliest for it, the likeliest first."""

    columns: Integers
    weights: Floats
    allowance: float
    """For the question's length, 1 or more."""
    topics: list[Likely]
    certain: Collection[int] = ()
    """Topics that are asked for word for word."""

    def reaching(self, least: float, here: slice) -> list[Likely]:
        """The topics that stand here and can score at least that, whatever their phrasings are."""
        enough = (least / self.allowance) ** 2
        return [t for t in self.topics[here] if t.score >= enough or t.topic in self.certain]


class _Near(NamedTuple):
    """The phrasings of a topic that are nearest to a question."""

    similarity: float
    """Of the nearest."""
    row: int
    """The number of that phrasing."""
    blended: float
    """The nearest one's similarity, blended with the mean of the best few."""


class Held(NamedTuple):
    """How a phrasing fares against all the others, itself left out: its own topic's score, and the best other's."""

    row: int
    own: float
    rival: int
    """The best other topic."""
    rival_score: float


class PhrasingIndex:
    """The phrasings of one language, each a list of stems, with the number of the topic that each leads to."""

    def __init__(
        self,
        documents: Sequence[Sequence[str]],
        topics: Sequence[int],
        topic_count: int,
        held_out: Sequence[int] = (),
    ) -> None:
        """`topics` must be in rising order, and each have a phrasing: those of a topic stand together.

        `held_out` are the numbers of phrasings that are tried as questions.
        """
        self._topics: Integers = np.array(topics, dtype=np.int64)
        bounds = np.searchsorted(self._topics, np.arange(topic_count + 1))
        self._starts: list[int] = bounds[:-1].tolist()
        self._sizes: list[int] = np.diff(bounds).tolist()
        self._usual_length = max(1.0, float(np.mean([len(d) for d in documents]))) if documents else 1.0
        self._featurer = Featurer()
        found = self._featurer.gathered(documents)
        bounds = np.concatenate(([0], found.lengths.cumsum()))[bounds]
        by_topic = [slice(*ends) for ends in pairwise(bounds.tolist())]
        occurring, held_by, asked_by = _occurring(found.ids, by_topic)
        self._columns: Integers = np.full(NUMBER_OF_FEATURES, UNKNOWN, dtype=np.min_scalar_type(-len(occurring)))
        self._columns[occurring] = np.arange(len(occurring))
        self._rarity = _rarity(held_by, len(documents)) * _rarity(asked_by, topic_count)
        """Of each column; and of features that no phrasing has, in the last place."""
        self._rows = Rows(found.lengths, *self._weighted(found, by_topic), occurring, self._starts)
        del found
        self._ridge = Ridge(self._rows, self._topics, topic_count, held_out)
        self._asked = np.zeros(len(occurring) + 1, dtype=np.float32)
        self.held = [self._hold_out(*left_out) for left_out in zip(held_out, self._ridge.left_out, strict=True)]
        """How each of the held-out phrasings would fare if the index did not hold it."""

    def hear(self, stems: Sequence[str], among: Integers, certain: Collection[int]) -> Heard:
        """The stems as a question about those topics `among` the given ones that the regression finds likeliest.

        The `certain` topics always are among them.
        """
        ids, counts = self._featurer.features(stems)
        columns = self._columns.take(ids)
        weights = self._weights(columns, counts, ids >> BUCKET_BITS)
        regressed = self._ridge.scores(columns, weights)
        allowance = max(1.0, len(stems) / self._usual_length) ** PIVOT
        return Heard(columns, weights, allowance, self._likeliest(regressed, among, certain), certain)

    def compare(self, heard: Heard, topics: Sequence[Likely], without: int | None = None) -> list[Compared]:
        """How like some of its topics the question is, the best first; the row `without` is like nothing."""
        nearest = self._nearest([likely.topic for likely in topics], heard.columns, heard.weights, without)
        compared = [
            Compared(topic, min(1.0, sqrt(likely * near.blended) * heard.allowance), likely, near.similarity, near.row)
            for (likely, topic), near in zip(topics, nearest, strict=True)
        ]
        return sorted(compared, key=lambda c: (-c.score, c.topic))

    def _hold_out(self, row: int, regressed: Floats) -> Held:
        own = int(self._topics[row])
        likely = self._likeliest(regressed, np.arange(len(self._sizes)), ())
        heard = Heard(*self._rows.row(row), 1.0, likely)
        first = [t for n, t in enumerate(likely) if n < LIKELIEST or t.topic == own]
        compared = self.compare(heard, first, without=row)
        least = max([c.score for c in compared if c.topic != own], default=0.0)
        rest = [t for t in heard.reaching(least, slice(LIKELIEST, None)) if t.topic != own]
        compared += self.compare(heard, rest, without=row)
        rival = max((c for c in compared if c.topic != own), key=lambda c: c.score, default=None)
        score = sum(c.score for c in compared if c.topic == own)
        return Held(row, score, rival.topic, rival.score) if rival is not None else Held(row, score, own, 0.0)

    def _weighted(self, found: Gathered, by_topic: Sequence[slice]) -> tuple[Integers, Floats]:
        """The column and the weight of each feature found."""
        columns: Integers = np.empty(len(found.ids), dtype=self._columns.dtype)
        weights = np.empty(len(found.ids), dtype=np.float32)
        for topic, here in enumerate(by_topic):
            rows = slice(self._starts[topic], self._starts[topic] + self._sizes[topic])
            texts = np.repeat(np.arange(self._sizes[topic]), found.lengths[rows])
            columns[here] = self._columns.take(found.ids[here])
            groups = texts * len(SHARES) + (found.ids[here] >> BUCKET_BITS)
            weights[here] = self._weights(columns[here], found.counts[here], groups)
        return columns, weights

    def _weights(self, columns: Integers, counts: Integers, groups: Integers) -> Floats:
        """The weight of each feature: those of a family together have the family's share as their squared length.

        `groups`: the number of the family that the feature belongs to, of its text; every text has some of the last.
        """
        weights = EMPHASIS.take(counts, mode="clip") * self._rarity.take(columns)
        squares = np.bincount(groups, weights=weights * weights).reshape(-1, len(SHARES))
        weights *= np.sqrt(SHARES / np.maximum(squares, NOTHING)).ravel().take(groups)
        return weights.astype(np.float32)

    def _likeliest(self, regressed: Floats, among: Integers, certain: Collection[int]) -> list[Likely]:
        """The `certain` topics, then those that the regression finds likeliest, the best first."""
        if len(among) > MOST_COMPARED:
            among = among[(-regressed.take(among)).argpartition(MOST_COMPARED)[:MOST_COMPARED]]
        chosen = among.tolist()
        chosen += [topic for topic in certain if topic not in chosen]
        scores = np.minimum(np.maximum(regressed.take(chosen), 0), 1).tolist()
        likely = sorted(map(Likely, scores, chosen), reverse=True)
        return sorted(likely, key=lambda t: t.topic not in certain) if certain else likely

    def _nearest(self, topics: Sequence[int], columns: Integers, weights: Floats, without: int | None) -> list[_Near]:
        """The nearest phrasings of each topic, as if the row `without` were like nothing."""
        if not topics:
            return []
        self._asked[columns] = weights
        similar = self._rows.products(self._asked, topics).tolist()
        self._asked[columns] = 0.0
        found, start = [], 0
        for topic in topics:
            first, size = self._starts[topic], self._sizes[topic]
            own = similar[start : start + size]
            start += size
            if without is not None and first <= without < first + size:
                own[without - first] = 0.0
            best = sorted(set(own), reverse=True)[:NEIGHBOURS]
            mean = sum(best) / min(size, NEIGHBOURS)
            blended = NEAREST_SHARE * best[0] + (1 - NEAREST_SHARE) * mean
            found.append(_Near(best[0], first + own.index(best[0]), blended))
        return found


def _occurring(ids: Ids, by_topic: Sequence[slice]) -> tuple[Integers, Integers, Integers]:
    """The features that occur, how many phrasings hold each of them, and phrasings of how many topics."""
    held_by, asked_by = (np.zeros(NUMBER_OF_FEATURES, dtype=np.int32) for _ in range(2))
    for here in by_topic:
        found, counts = np.unique(ids[here], return_counts=True)
        held_by[found] += counts
        asked_by[found] += 1
    occurring = np.flatnonzero(held_by)
    return occurring, held_by[occurring], asked_by[occurring]


def _rarity(held_by: Integers, count: int) -> Floats:
    """How much it says that so many hold a feature of `count` that may; in the last place, that none does."""
    inverse = np.log((1 + count) / (1 + np.append(held_by, 0))) + 1
    return (inverse ** (RARITY / 2)).astype(np.float32)
