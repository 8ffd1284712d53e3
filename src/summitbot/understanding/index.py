"""Which topics a question is most like: by a ridge regression, and by the nearest of the phrasings that it leads to.

Features are weighted by smoothed inverse document frequency, and each family of them is scaled to unit length, so that
every similarity lies in 0..1. A topic's score is the geometric mean of the two views. The regression chooses the few
topics whose phrasings are looked at: the cost of a question hardly grows with their number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np

from summitbot.understanding.features import BUCKET_BITS, NUMBER_OF_FEATURES, SHARES, Featurer, Ids, Integers
from summitbot.understanding.regression import CHUNK, Floats, Ridge, Rows

NEIGHBOURS = 3
NEAREST_SHARE = np.float32(0.4)
"""How much the nearest phrasing counts against the mean of a topic's best three."""
PIVOT = 0.25
"""How much of the cost of a question's length is given back, from 0 to 1."""
RARITY = 0.8
"""Exponent of a feature's rarity: below 1, a rare one counts a little less."""
MOST_COUNTED = 1_000
"""Times that one phrasing may hold a feature; more count no more."""
EMPHASIS = 1 + np.log(np.arange(1, MOST_COUNTED + 1)).astype(np.float32)
EMPHASIS = np.append(np.float32(0), EMPHASIS)
"""How much a feature counts that is held so often."""
UNKNOWN = -1
"""The column of a feature that no phrasing has: the last place."""
NOTHING = 1e-30
"""Stands for the squared length of a family that a text has not."""
MOST_COMPARED = 16
"""Topics whose phrasings are compared with a question."""


class Compared(NamedTuple):
    """A topic as compared with a question; all shares lie in 0..1."""

    topic: int
    score: float
    regression: float
    nearest: float
    """Similarity of the topic's nearest phrasing."""
    row: int
    """The number of that phrasing."""


class Held(NamedTuple):
    """How a phrasing fares against all the others, itself left out: its own topic's score, and the best other's."""

    row: int
    own: float
    rival: int
    """The best other topic."""
    rival_score: float


class _Chunk(NamedTuple):
    """The features of the phrasings of some topics, one phrasing after the other."""

    rows: slice
    lengths: Integers
    """How many features each of the phrasings has."""
    ids: Ids
    counts: Integers


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
        self._starts, self._sizes = bounds[:-1], np.diff(bounds)
        self._usual_length = max(1.0, float(np.mean([len(d) for d in documents]))) if documents else 1.0
        self._featurer = Featurer()
        chunks = list(self._chunks(documents))
        held_by = _added_up((c.ids for c in chunks), NUMBER_OF_FEATURES)
        occurring = np.flatnonzero(held_by)
        self._columns = np.full(NUMBER_OF_FEATURES, UNKNOWN, dtype=np.int32)
        self._columns[occurring] = np.arange(len(occurring))
        self._rarity = self._rarities(chunks, held_by[occurring])
        """Of each column; and of features that no phrasing has, in the last place."""
        lengths = np.concatenate([_NONE, *[c.lengths for c in chunks]])
        self._rows = Rows(lengths, self._weighted(chunks), occurring, self._starts)
        self._ridge = Ridge(self._rows, self._topics, topic_count, held_out)
        self._asked = np.zeros(len(occurring) + 1, dtype=np.float32)
        self.held = [self._hold_out(*left_out) for left_out in zip(held_out, self._ridge.left_out, strict=True)]
        """How each of the held-out phrasings would fare if the index did not hold it."""

    def compare(self, stems: Sequence[str], among: Integers, certain: Collection[int]) -> list[Compared]:
        """Those topics `among` the given ones that are most like the stems, the best first; the `certain` always."""
        if not stems:
            return []
        ids, counts = self._featurer.features(stems)
        columns = self._columns.take(ids)
        weights = self._weights(columns, counts, ids >> BUCKET_BITS)
        regressed = self._ridge.scores(columns, weights)
        chosen = self._most_likely(regressed, among, certain)
        nearest, rows, blended = self._neighbours(chosen, columns, weights)
        allowance = max(1.0, len(stems) / self._usual_length) ** PIVOT
        views = (chosen, regressed.take(chosen).clip(0, 1), blended, nearest, rows)
        compared = [
            Compared(topic, min(1.0, sqrt(likely * alike) * allowance), likely, near, row)
            for topic, likely, alike, near, row in zip(*(view.tolist() for view in views), strict=True)
        ]
        return sorted(compared, key=lambda c: (-c.score, c.topic))

    def _hold_out(self, row: int, regressed: Floats) -> Held:
        chosen = self._most_likely(regressed, np.arange(len(self._sizes)), ())
        _, _, blended = self._neighbours(chosen, *self._rows.row(row), without=row)
        scores = np.sqrt(regressed[chosen].clip(0, 1) * blended)
        is_own = chosen == self._topics[row]
        others = np.where(is_own, np.float32(-1), scores)
        rival = int(others.argmax())
        return Held(row, float(scores[is_own].sum()), int(chosen[rival]), max(0.0, float(others[rival])))

    def _chunks(self, documents: Sequence[Sequence[str]]) -> Iterator[_Chunk]:
        """The features of the phrasings of some topics at a time, so that many need little memory at once."""
        start = 0
        while start < len(documents):
            last = self._topics[min(start + CHUNK, len(documents)) - 1]
            stop = int(np.searchsorted(self._topics, last, side="right"))
            found = [self._featurer.features(stems) for stems in documents[start:stop] if stems]
            ids = np.concatenate([_NONE, *(f.ids for f in found)]).astype(np.int32)
            counts = np.concatenate([_NONE, *(f.counts for f in found)])
            lengths = np.zeros(stop - start, dtype=np.int64)
            lengths[[bool(stems) for stems in documents[start:stop]]] = [len(f.ids) for f in found]
            yield _Chunk(slice(start, stop), lengths, ids, np.minimum(counts, MOST_COUNTED).astype(np.uint16))
            start = stop

    def _rarities(self, chunks: Sequence[_Chunk], held_by: Integers) -> Floats:
        """How much each column's feature says, by how few phrasings hold it, and how few topics."""
        held_by = np.append(held_by, 0)
        asked_by = _added_up((self._asked_by_topic(chunk, len(held_by)) for chunk in chunks), len(held_by))
        among_phrasings = np.log((1 + len(self._topics)) / (1 + held_by)) + 1
        among_topics = np.log((1 + np.count_nonzero(self._sizes)) / (1 + asked_by)) + 1
        rarity: Floats = (among_phrasings * among_topics) ** (RARITY / 2)
        return rarity.astype(np.float32)

    def _asked_by_topic(self, chunk: _Chunk, column_count: int) -> Integers:
        """The columns that a chunk's phrasings hold, each once for each topic of theirs."""
        topics = np.repeat(self._topics[chunk.rows], chunk.lengths)
        pairs = topics * column_count + self._columns[chunk.ids]
        pairs.sort()
        return pairs[np.diff(pairs, prepend=-1) > 0] % column_count

    def _weighted(self, chunks: list[_Chunk]) -> Iterator[tuple[Ids, Floats]]:
        """Columns and weights of the features of each chunk; the chunks are used up."""
        while chunks:
            chunk = chunks.pop(0)
            columns = self._columns[chunk.ids]
            texts = np.repeat(np.arange(len(chunk.lengths)), chunk.lengths)
            yield columns, self._weights(columns, chunk.counts, texts * len(SHARES) + (chunk.ids >> BUCKET_BITS))

    def _weights(self, columns: Ids, counts: Integers, groups: Integers | Ids) -> Floats:
        """The weight of each feature: those of a family together have the family's share as their squared length.

        `groups`: the number of the family that the feature belongs to, of its text; every text has some of the last.
        """
        weights = EMPHASIS.take(counts, mode="clip") * self._rarity.take(columns)
        squares = np.bincount(groups, weights=weights * weights).reshape(-1, len(SHARES))
        weights *= np.sqrt(SHARES / np.maximum(squares, NOTHING)).ravel().take(groups)
        return weights.astype(np.float32)

    def _most_likely(self, regressed: Floats, among: Integers, certain: Collection[int]) -> Integers:
        """The topics with phrasings that the regression finds likeliest."""
        if len(among) > MOST_COMPARED:
            among = among[(-regressed.take(among)).argpartition(MOST_COMPARED)[:MOST_COMPARED]]
        more = [topic for topic in certain if topic not in among]
        return np.concatenate((among, more)) if more else among

    def _neighbours(
        self, chosen: Integers, columns: Ids, weights: Floats, without: int | None = None
    ) -> tuple[Floats, Integers, Floats]:
        """Of each topic: its nearest phrasing's similarity and row, and that blended with the best three's mean."""
        firsts, sizes = self._starts.take(chosen), self._sizes.take(chosen)
        self._asked[columns] = weights
        similar = self._rows.products(self._asked, chosen.tolist())
        self._asked[columns] = 0.0
        starts = sizes.cumsum() - sizes
        if without is not None:
            similar[_place_of(without, firsts, sizes, starts)] = 0.0
        best = total = np.maximum.reduceat(similar, starts)
        is_best = similar == best.repeat(sizes)
        at = is_best.nonzero()[0]
        nearest = at.take(at.searchsorted(starts)) - starts + firsts
        for _ in range(NEIGHBOURS - 1):
            similar[is_best] = 0.0
            next_best = np.maximum.reduceat(similar, starts)
            is_best = similar == next_best.repeat(sizes)
            total = total + next_best
        mean = total / np.minimum(sizes, NEIGHBOURS)
        return best, nearest, (NEAREST_SHARE * best + (1 - NEAREST_SHARE) * mean).astype(np.float32)


_NONE = np.zeros(0, dtype=np.int64)


def _place_of(row: int, firsts: Integers, sizes: Integers, starts: Integers) -> Integers:
    """Where a row stands among the rows of some topics, one topic after the other: nowhere, if in none of them."""
    holding = (firsts <= row) & (row < firsts + sizes)
    return (starts + row - firsts)[holding]


def _added_up(chunks: Iterable[Integers | Ids], count: int) -> Integers:
    """How often each number below `count` occurs in all chunks together."""
    total = np.zeros(count, dtype=np.int64)
    for chunk in chunks:
        total += np.bincount(chunk, minlength=count)
    return total
