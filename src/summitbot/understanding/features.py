"""What of a phrasing is compared, as numbers: words, neighbouring words, words near each other, and pieces of words.

Every feature is hashed into one of a fixed number of buckets (Weinberger et al. 2009): nothing is looked up by its
text, and a folder, however large, needs no dictionary of features. Pieces of words make the comparison robust against
inflection and slips (Cavnar & Trenkle 1994); they also serve scripts that put no spaces between words.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.integer]
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
MOST_COUNTED = 1_000
"""Times that one text may hold a feature; more count no more."""
TOGETHER = 256
"""Texts whose features are found in one go."""
MOST_REMEMBERED = 32_768
"""Stems whose features are kept at hand."""
_EDGE = np.ones(1, dtype=np.bool_)
_NONE = np.zeros(0, dtype=np.int32)
_ID_BITS = NUMBER_OF_FEATURES.bit_length() - 1
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


class Gathered(NamedTuple):
    """The features of texts, one text after the other."""

    lengths: Integers
    """How many different features each text has."""
    ids: Ids
    counts: NDArray[np.uint16]


class Featurer:
    """Finds the features of texts; what a stem brings along wherever it stands is remembered."""

    def __init__(self) -> None:
        self._stems: dict[str, tuple[int, Ids]] = {}

    def features(self, stems: Sequence[str]) -> Features:
        """The features of a text of these stems."""
        codes, own = self._of_stems(stems)
        edged = np.zeros(len(codes) + 2, dtype=np.uint64)
        edged[1:-1] = codes
        held = np.concatenate((_neighbours(edged), *own))
        held.sort()
        bounds = _bounds(held)
        return Features(held.take(bounds[:-1]), bounds[1:] - bounds[:-1])

    def gathered(self, texts: Sequence[Sequence[str]]) -> Gathered:
        """The features of many texts, in little more memory than they need; a text without stems has none."""
        lengths, ids, counts = array("q"), array("i"), array("H")
        for start in range(0, len(texts), TOGETHER):
            together = texts[start : start + TOGETHER]
            held = self._held_by_each(together)
            held.sort()
            bounds = _bounds(held)
            first = held.take(bounds[:-1])
            lengths.frombytes(np.bincount(first >> _ID_BITS, minlength=len(together)).tobytes())
            ids.frombytes((first & (1 << _ID_BITS) - 1).astype(np.int32).tobytes())
            counts.frombytes(np.minimum(bounds[1:] - bounds[:-1], MOST_COUNTED).astype(np.uint16).tobytes())
        return Gathered(np.array(lengths), np.frombuffer(ids, dtype=np.int32), np.frombuffer(counts, dtype=np.uint16))

    def _held_by_each(self, texts: Sequence[Sequence[str]]) -> Integers:
        """Every feature each time it occurs, below the number of the text that holds it."""
        codes, own = self._of_stems([stem for text in texts for stem in text])
        owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        edged = np.zeros(len(codes) + len(texts) + 1, dtype=np.uint64)
        owned = np.full(len(edged), -1)
        places = np.arange(len(codes)) + owners + 1  # an edge stands before each text, and one at the end
        edged[places], owned[places] = codes, owners
        by_pairs = np.maximum(owned[:-1], owned[1:])
        by_skips = [
            np.where(owned[1 : -1 - gap] == owned[1 + gap : -1], owned[1 : -1 - gap], -1)
            for gap in range(1, LONGEST_SKIP + 1)
        ]
        by_neighbours = np.concatenate((by_pairs, *by_skips))
        held = by_neighbours << _ID_BITS | _neighbours(edged)
        by_stems = np.repeat(owners, [len(ids) for ids in own])
        return np.concatenate((held[by_neighbours >= 0], by_stems << _ID_BITS | np.concatenate((_NONE, *own))))

    def _of_stems(self, stems: Sequence[str]) -> tuple[Hashes, list[Ids]]:
        """A hash of each of the stems, and the features of itself and of its pieces."""
        known = [self._stems.get(stem) or self._remembered(stem) for stem in stems]
        return np.array([code for code, _ in known], dtype=np.uint64), [own for _, own in known]

    def _remembered(self, stem: str) -> tuple[int, Ids]:
        """A hash of the stem, and the features of itself and of its pieces."""
        if len(self._stems) > MOST_REMEMBERED:
            self._stems.clear()
        code = _mixed(np.array([crc32(stem.encode("utf-8", "surrogatepass"))], dtype=np.uint64))
        own = np.concatenate((_in_family(WORDS, code), _in_family(PIECES, _pieces(stem, code))))
        found = self._stems[stem] = int(code[0]), own
        return found


def _neighbours(edged: Hashes) -> Ids:
    """Neighbouring stems, with the edges of the text as neighbours, and stems with up to two others between them.

    The latter are skip-grams (Guthrie et al. 2006): the stems count in their order.
    """
    scaled = edged * _BASE
    pairs = scaled[:-1] + edged[1:]
    skips = [scaled[1 : -1 - gap] ^ edged[1 + gap : -1] for gap in range(1, LONGEST_SKIP + 1)]
    found = _in_family(SKIPS, _mixed(np.concatenate((pairs, *skips))))
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


def _bounds(ordered: Integers) -> Integers:
    """Where each number begins among ordered ones, and where the last ends."""
    return np.concatenate((_EDGE, ordered[1:] != ordered[:-1], _EDGE[: len(ordered)])).nonzero()[0]


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
