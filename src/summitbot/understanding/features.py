"""What of a phrasing is compared, as numbers: words, neighbouring words, words near each other, and pieces of words.

Every feature is hashed into one of a fixed number of buckets (Weinberger et al. 2009): nothing is looked up by its
text, and a folder, however large, needs no dictionary of features. Pieces of words make the comparison robust against
inflection and slips (Cavnar & Trenkle 1994); they also serve scripts that put no spaces between words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Ids = NDArray[np.int32]
Hashes = NDArray[np.uint64]

WORDS, PAIRS, SKIPS, PIECES = range(4)
"""The families of features: stems, neighbouring stems, stems near each other, pieces of stems."""
SHARES = np.array([0.25, 0.1, 0.2, 0.45])
"""Each family's share of the similarity; they add up to 1."""
LENGTHS = range(2, 6)
"""Lengths of the pieces of words, in characters."""
LONGEST_SKIP = 3
"""How many places on the second of two stems may stand."""
BUCKET_BITS = 17
"""Each family has 2 ** 17 buckets: some three times as many as a folder of 8,000 phrasings has features."""
NUMBER_OF_FEATURES = len(SHARES) << BUCKET_BITS
MOST_REMEMBERED = 32_768
"""Stems whose features are kept at hand."""
_SKIPS_TO_PAIRS = np.int32((PAIRS - SKIPS) << BUCKET_BITS)
_TO_BUCKET = np.uint64(64 - BUCKET_BITS)
_BASE = np.uint64(1_099_511_628_211)
_MIXERS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_MIXES = (np.uint64(30), np.uint64(27), np.uint64(31))


class Features(NamedTuple):
    """The features of a text in rising order, side by side."""

    ids: Ids
    """The family's number above its bucket."""
    counts: Integers
    """How often the text holds it."""


class Featurer:
    """Finds the features of texts; what a stem brings along wherever it stands is remembered."""

    def __init__(self) -> None:
        self._stems: dict[str, tuple[int, Ids]] = {}

    def features(self, stems: Sequence[str]) -> Features:
        """The features of a text of these stems."""
        known = [self._stems.get(stem) or self._remembered(stem) for stem in stems]
        codes = np.array([code for code, _ in known], dtype=np.uint64)
        held = np.concatenate([_neighbours(codes), *[own for _, own in known]])
        held.sort()
        bounds = np.concatenate((_EDGE, held[1:] != held[:-1], _EDGE)).nonzero()[0]
        return Features(held.take(bounds[:-1]), bounds[1:] - bounds[:-1])

    def _remembered(self, stem: str) -> tuple[int, Ids]:
        """A hash of the stem, and the features of itself and of its pieces."""
        if len(self._stems) > MOST_REMEMBERED:
            self._stems.clear()
        code = _mixed(np.array([crc32(stem.encode("utf-8", "surrogatepass"))], dtype=np.uint64))
        own = np.concatenate((_in_family(WORDS, code), _in_family(PIECES, _pieces(stem, code))))
        found = self._stems[stem] = int(code[0]), own
        return found


_EDGE = np.ones(1, dtype=np.bool_)


def _neighbours(codes: Hashes) -> Ids:
    """Neighbouring stems, with the edges of the text as neighbours, and stems with up to two others between them.

    The latter are skip-grams (Guthrie et al. 2006): the stems count in their order.
    """
    edged = np.zeros(len(codes) + 2, dtype=np.uint64)
    edged[1:-1] = codes
    scaled = edged * _BASE
    pairs = scaled[:-1] + edged[1:]
    skips = [scaled[1 : -1 - gap] ^ edged[1 + gap : -1] for gap in range(1, LONGEST_SKIP + 1)]
    found = _in_family(SKIPS, _mixed(np.concatenate([pairs, *skips])))
    found[: len(pairs)] += _SKIPS_TO_PAIRS
    return found


def _pieces(stem: str, code: Hashes) -> Hashes:
    """Runs of characters within the stem and its edges; slots and names stay whole and count twice."""
    if stem[0] in "{=":
        return np.repeat(_mixed(code * _BASE), 2)
    letters = np.frombuffer(f"<{stem}>".encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    runs = [letters]
    for length in range(2, LENGTHS.stop):
        runs.append(runs[-1][:-1] * _BASE + letters[length - 1 :])
    return _mixed(np.concatenate(runs[LENGTHS.start - 1 :]))


def _in_family(family: int, hashes: Hashes) -> Ids:
    """The family's number above the bucket of each hash."""
    return (hashes >> _TO_BUCKET).astype(np.int32) + np.int32(family << BUCKET_BITS)


def _mixed(hashes: Hashes) -> Hashes:
    """Hashes with every bit depending on every other (the finaliser of SplitMix64, Steele et al. 2014)."""
    mixed = hashes ^ (hashes >> _MIXES[0])
    mixed *= _MIXERS[0]
    mixed ^= mixed >> _MIXES[1]
    mixed *= _MIXERS[1]
    mixed ^= mixed >> _MIXES[2]
    return mixed
