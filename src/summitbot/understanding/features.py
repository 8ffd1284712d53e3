"""What of a phrasing is compared, as numbers: words, neighbouring words, words near each other, and pieces of words.

Every feature is hashed into one of a fixed number of buckets (Weinberger et al. 2009): nothing is looked up by its
text, and a folder, however large, needs no dictionary of features. Pieces of words make the comparison robust against
inflection and slips (Cavnar & Trenkle 1994); they also serve scripts that put no spaces between words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Hashes = NDArray[np.uint64]

PIECES = range(2, 6)
"""Lengths of the pieces of words, in characters."""
LONGEST_SKIP = 3
"""How many places on the second of two stems may stand."""
BUCKET_BITS = 17
"""Each family has 2 ** 17 buckets: some three times as many as a folder of 8,000 phrasings has features."""
_BASE = np.uint64(1_099_511_628_211)
_MIXERS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


class Texts:
    """Texts as lists of stems, each different stem numbered once."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        numbering: defaultdict[str, int] = defaultdict(count().__next__)
        self.lengths: Integers = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        self.stems: Integers = np.fromiter(
            map(numbering.__getitem__, chain.from_iterable(texts)), dtype=np.int64, count=int(self.lengths.sum())
        )
        """The number of each stem of each text, one text after the other."""
        self.known = tuple(numbering)
        """The stem of each number."""

    @cached_property
    def owners(self) -> Integers:
        """The number of the text that each stem in `stems` belongs to."""
        return np.repeat(np.arange(len(self.lengths)), self.lengths)

    @cached_property
    def codes(self) -> Hashes:
        """A hash of each known stem."""
        return _mixed(np.array([crc32(s.encode("utf-8", "surrogatepass")) for s in self.known], dtype=np.uint64))


@dataclass(frozen=True, slots=True)
class Features:
    """The features of texts, sorted by text, side by side."""

    texts: NDArray[np.integer]
    """The number of the text that holds the feature."""
    ids: NDArray[np.integer]
    """The family's number above its bucket."""
    counts: NDArray[np.integer]
    """How often the text holds it."""

    @property
    def families(self) -> NDArray[np.integer]:
        """The number of each feature's family."""
        return self.ids >> BUCKET_BITS


Found = tuple[Integers, Hashes]
"""The number of the text, and a hash, of each feature each time it occurs."""
Family = Callable[[Texts], Found]


def words(texts: Texts) -> Found:
    """Each stem."""
    return texts.owners, texts.codes[texts.stems]


def pairs(texts: Texts) -> Found:
    """Neighbouring stems, with the edges of the text as neighbours."""
    edge = np.zeros(1, dtype=np.uint64)
    filled = np.flatnonzero(texts.lengths)
    ends = np.cumsum(texts.lengths[filled])
    stems = np.insert(texts.codes[texts.stems], ends, edge)  # each text is followed by an edge
    before = np.concatenate((edge, stems[:-1]))
    return np.repeat(filled, texts.lengths[filled] + 1), _mixed(before * _BASE + stems)


def skips(texts: Texts) -> Found:
    """Stems with up to two others between them, in their order (skip-grams, Guthrie et al. 2006)."""
    codes = texts.codes[texts.stems]
    found = []
    for gap in range(1, LONGEST_SKIP + 1):
        within = texts.owners[:-gap] == texts.owners[gap:]
        found.append((texts.owners[:-gap][within], _mixed(codes[:-gap] * _BASE ^ codes[gap:])[within]))
    return np.concatenate([owners for owners, _ in found]), np.concatenate([hashes for _, hashes in found])


def pieces(texts: Texts) -> Found:
    """Runs of characters within each stem and its edges; slots and names stay whole and count twice."""
    owners, hashes = _pieces_of(texts.known, texts.codes)
    order = np.argsort(owners, kind="stable")
    hashes = hashes[order]
    sizes = np.bincount(owners, minlength=len(texts.known))
    first = np.cumsum(sizes) - sizes
    return np.repeat(texts.owners, sizes[texts.stems]), hashes[ranges(first[texts.stems], sizes[texts.stems])]


def _pieces_of(stems: Sequence[str], codes: Hashes) -> Found:
    whole = np.array([n for n, s in enumerate(stems) if s[0] in "{="], dtype=np.int64)
    plain = np.array([n for n, s in enumerate(stems) if s[0] not in "{="], dtype=np.int64)
    written = [f"<{stems[n]}>" for n in plain]
    owners = np.repeat(plain, np.fromiter(map(len, written), dtype=np.int64, count=len(written)))
    letters = np.frombuffer("".join(written).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    whole_codes = _mixed(codes[whole] * _BASE)
    found_owners, found = [whole, whole], [whole_codes, whole_codes]
    hashes = letters
    for length in range(2, PIECES.stop):
        hashes = hashes[:-1] * _BASE + letters[length - 1 :]
        within = owners[: len(hashes)] == owners[length - 1 :]
        if length in PIECES:
            found_owners.append(owners[: len(hashes)][within])
            found.append(_mixed(hashes[within]))
    return np.concatenate(found_owners), np.concatenate(found)


FAMILIES: Mapping[str, tuple[Family, float]] = {
    "words": (words, 0.25),
    "pairs": (pairs, 0.1),
    "skips": (skips, 0.2),
    "pieces": (pieces, 0.45),
}
"""Name -> how the features are found, and their share of the similarity; the shares add up to 1.

Another kind of feature is added by another entry.
"""
SHARES = np.array([share for _, share in FAMILIES.values()])
NUMBER_OF_FEATURES = len(FAMILIES) << BUCKET_BITS


def features(texts: Sequence[Sequence[str]]) -> Features:
    """The features of all families of some texts, each a list of stems."""
    numbered = Texts(texts)
    found = [family(numbered) for family, _ in FAMILIES.values()]
    keys = [
        owners << (BUCKET_BITS + 8) | number << BUCKET_BITS | (hashes >> np.uint64(64 - BUCKET_BITS)).astype(np.int64)
        for number, (owners, hashes) in enumerate(found)
    ]
    unique, counts = np.unique(np.concatenate(keys), return_counts=True)
    return Features(unique >> (BUCKET_BITS + 8), unique & ((1 << (BUCKET_BITS + 8)) - 1), counts)


def ranges(firsts: Integers, sizes: Integers) -> Integers:
    """The numbers from each first on, as many as its size, one run after the other."""
    ends = np.cumsum(sizes)
    numbers: Integers = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(firsts - (ends - sizes), sizes)
    return numbers


def _mixed(hashes: Hashes) -> Hashes:
    """Hashes with every bit depending on every other (the finaliser of SplitMix64, Steele et al. 2014)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * _MIXERS[0]
    hashes = (hashes ^ (hashes >> np.uint64(27))) * _MIXERS[1]
    mixed: Hashes = hashes ^ (hashes >> np.uint64(31))
    return mixed
