"""Which topics a question is most like: by a ridge regression, and by the nearest of the phrasings that it leads to.

Features are weighted by smoothed inverse document frequency, and each family of them is scaled to unit length, so that
every similarity lies in 0..1. A topic's score is the geometric mean of the two views. The regression chooses the few
topics whose phrasings are looked at: the cost of a question hardly grows with their number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summitbot.understanding.features import NUMBER_OF_FEATURES, SHARES, Features, Integers, features, ranges
from summitbot.understanding.regression import CHUNK, Floats, Ridge, Rows

NEIGHBOURS = 3
NEAREST_SHARE = 0.4
"""How much the nearest phrasing counts against the mean of a topic's best three."""
PIVOT = 0.25
"""How much of the cost of a question's length is given back, from 0 to 1."""
RARITY = 0.8
"""Exponent of a feature's rarity: below 1, a rare one counts a little less."""
MOST_COUNTED = 65_535
"""Times that one phrasing may hold a feature; more count no more."""
UNKNOWN = -1
"""The column of a feature that no phrasing has: the last place."""
MOST_COMPARED = 16
"""Topics whose phrasings are compared with a question."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A topic as compared with a question; all shares lie in 0..1."""

    topic: int
    score: float
    regression: float
    nearest: float
    """Similarity of the topic's nearest phrasing."""
    row: int
    """The number of that phrasing."""


@dataclass(frozen=True, slots=True)
class Held:
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
        """`topics` must be in rising order: the phrasings of a topic stand together.

        `held_out` are the numbers of phrasings that are tried as questions.
        """
        self._topics: Integers = np.array(topics, dtype=np.int64)
        bounds = np.searchsorted(self._topics, np.arange(topic_count + 1))
        self._starts, self._sizes = bounds[:-1], np.diff(bounds)
        self._usual_length = max(1.0, float(np.mean([len(d) for d in documents]))) if documents else 1.0
        chunks = list(self._chunks(documents))
        held_by = _added_up((c.ids for c in chunks), NUMBER_OF_FEATURES)
        occurring = np.flatnonzero(held_by)
        self._columns = np.full(NUMBER_OF_FEATURES, UNKNOWN, dtype=np.int32)
        self._columns[occurring] = np.arange(len(occurring))
        self._rarity = self._rarities(chunks, held_by[occurring])
        """Of each column; and of features that no phrasing has, in the last place."""
        lengths = _added_up((c.texts for c in chunks), len(documents))
        parts = ((self._columns[c.ids], self._weights(c)) for c in chunks)
        self._rows = Rows(lengths, parts, occurring)
        del chunks
        self._ridge = Ridge(self._rows, self._topics, topic_count, held_out)
        self._asked = np.zeros(len(occurring), dtype=np.float32)
        left_out = np.clip(self._ridge.left_out, 0.0, 1.0)
        self.held = [self._hold_out(row, regressed) for row, regressed in zip(held_out, left_out, strict=True)]
        """How each of the held-out phrasings would fare if the index did not hold it."""

    def compare(self, stems: Sequence[str], among: Integers, certain: Collection[int]) -> list[Compared]:
        """Those topics `among` the given ones that are most like the stems, the best first; the `certain` always."""
        found = features([stems])
        ids = self._columns[found.ids]
        known = ids != UNKNOWN
        ids, weights = ids[known], self._weights(found)[known]
        regressed = np.clip(self._ridge.scores(ids, weights), 0.0, 1.0)
        chosen = self._most_likely(regressed, among, certain)
        near, rows, blended = self._neighbours(chosen, ids, weights)
        allowance = max(1.0, len(stems) / self._usual_length) ** PIVOT
        scores = np.clip(np.sqrt(regressed[chosen] * blended) * allowance, 0.0, 1.0)
        compared = zip(chosen, scores, regressed[chosen], near, rows, strict=True)
        best_first = sorted(compared, key=lambda c: (-c[1], c[0]))
        return [Compared(int(t), float(s), float(g), float(n), int(r)) for t, s, g, n, r in best_first]

    def _hold_out(self, row: int, regressed: Floats) -> Held:
        chosen = self._most_likely(regressed, np.arange(len(self._sizes)), ())
        _, _, blended = self._neighbours(chosen, *self._rows.row(row), without=row)
        scores = np.sqrt(regressed[chosen] * blended)
        is_own = chosen == self._topics[row]
        others = np.where(is_own, np.float32(-1), scores)
        rival = int(others.argmax())
        return Held(row, float(scores[is_own].sum()), int(chosen[rival]), max(0.0, float(others[rival])))

    def _chunks(self, documents: Sequence[Sequence[str]]) -> Iterator[Features]:
        """The features of the phrasings of some topics at a time, so that many need little memory at once."""
        start = 0
        while start < len(documents):
            stop = int(
                np.searchsorted(self._topics, self._topics[min(start + CHUNK, len(documents)) - 1], side="right")
            )
            found = features(documents[start:stop])
            counts = np.minimum(found.counts, MOST_COUNTED).astype(np.uint16)
            yield Features((found.texts + start).astype(np.int32), found.ids.astype(np.int32), counts)
            start = stop

    def _rarities(self, chunks: Sequence[Features], held_by: Integers) -> Floats:
        """How much each column's feature says, by how few phrasings hold it, and how few topics."""
        held_by = np.append(held_by, 0)
        asked_by = _added_up((self._asked_by_topic(chunk, len(held_by)) for chunk in chunks), len(held_by))
        among_phrasings = np.log((1 + len(self._topics)) / (1 + held_by)) + 1
        among_topics = np.log((1 + np.count_nonzero(self._sizes)) / (1 + asked_by)) + 1
        rarity: Floats = (among_phrasings * among_topics) ** (RARITY / 2)
        return rarity.astype(np.float32)

    def _asked_by_topic(self, chunk: Features, column_count: int) -> Integers:
        """The columns that a chunk's phrasings hold, each once for each topic of theirs."""
        pairs: Integers = np.unique(self._topics[chunk.texts] * column_count + self._columns[chunk.ids])
        return pairs % column_count

    def _weights(self, found: Features) -> Floats:
        """The weight of each feature: those of a family together have the family's share as their squared length."""
        weights = (1 + np.log(found.counts)) * self._rarity[self._columns[found.ids]]
        first = int(found.texts[0]) if len(found.texts) else 0
        groups = (found.texts - first) * len(SHARES) + found.families
        squares = np.bincount(groups, weights=weights**2)
        scaled: Floats = (weights * np.sqrt(SHARES[found.families] / squares[groups])).astype(np.float32)
        return scaled

    def _most_likely(self, regressed: Floats, among: Integers, certain: Collection[int]) -> Integers:
        """The topics with phrasings that the regression finds likeliest."""
        among = among[self._sizes[among] > 0]
        if len(among) > MOST_COMPARED:
            among = among[np.argpartition(-regressed[among], MOST_COMPARED)[:MOST_COMPARED]]
        more = [topic for topic in certain if topic not in among]
        chosen: Integers = np.concatenate((among, np.array(more, dtype=np.int64)))
        return chosen

    def _neighbours(
        self, chosen: Integers, ids: NDArray[np.integer], weights: Floats, without: int | None = None
    ) -> tuple[Floats, Integers, Floats]:
        """Of each topic: its nearest phrasing's similarity and row, and that blended with the best three's mean."""
        if not len(chosen):
            return np.zeros(0, np.float32), np.zeros(0, np.int64), np.zeros(0, np.float32)
        sizes = self._sizes[chosen]
        similar, rows = self._similarities(chosen, ids, weights)
        if without is not None:
            similar[rows == without] = 0.0
        starts = np.cumsum(sizes) - sizes
        best = np.maximum.reduceat(similar, starts)
        total, highest, left = best.copy(), best, similar.copy()
        for _ in range(NEIGHBOURS - 1):
            left[left == np.repeat(highest, sizes)] = -1.0
            highest = np.maximum.reduceat(left, starts)
            total += np.maximum(highest, 0.0)
        mean = (total / np.minimum(sizes, NEIGHBOURS)).astype(np.float32)
        blended = np.float32(NEAREST_SHARE) * best + np.float32(1 - NEAREST_SHARE) * mean
        at = np.flatnonzero(similar == np.repeat(best, sizes))
        nearest = rows[at[np.searchsorted(at, starts)]]
        return best, nearest, blended

    def _similarities(self, chosen: Integers, ids: NDArray[np.integer], weights: Floats) -> tuple[Floats, Integers]:
        """Similarity to each phrasing of the topics, which is the families' cosines by their shares; and its row."""
        starts, sizes = self._starts[chosen], self._sizes[chosen]
        held, values = self._rows.stretches(starts, starts + sizes)
        rows = ranges(starts, sizes)
        lengths = self._rows.lengths[rows]
        self._asked[ids] = weights
        products = np.append(self._asked[held] * values, np.float32(0))
        self._asked[ids] = 0.0
        similar = np.add.reduceat(products, np.cumsum(lengths) - lengths)
        similar[lengths == 0] = 0.0
        return similar, rows


def _added_up(chunks: Iterable[NDArray[np.integer]], count: int) -> Integers:
    """How often each number below `count` occurs in all chunks together."""
    total = np.zeros(count, dtype=np.int64)
    for chunk in chunks:
        total += np.bincount(chunk, minlength=count)
    return total
