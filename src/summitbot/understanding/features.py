"""What of a phrasing is compared: words, word pairs and pieces of words.

Character n-grams make the comparison robust against inflection and slips (Cavnar & Trenkle 1994); they also serve
scripts that put no spaces between words. Another kind of feature is added by another entry in `FAMILIES`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

PIECES = range(2, 6)
"""Lengths of the character n-grams."""

FeatureCounts = Mapping[str, float]


def words(stems: Sequence[str]) -> FeatureCounts:
    """Each stem once or more."""
    return Counter(stems)


def pairs(stems: Sequence[str]) -> FeatureCounts:
    """Neighbouring stems, with the edges of the question as neighbours."""
    return Counter(f"{a} {b}" for a, b in zip(("^", *stems), (*stems, "$"), strict=True))


def pieces(stems: Sequence[str]) -> FeatureCounts:
    """Character n-grams within each stem and its edges; slots and names stay whole."""
    counts: Counter[str] = Counter()
    for stem in stems:
        counts.update(_pieces(stem))
    return counts


@lru_cache(maxsize=65_536)
def _pieces(stem: str) -> tuple[str, ...]:
    if stem[0] in "{=":
        return (stem, stem)
    edged = f"<{stem}>"
    return tuple(edged[i : i + length] for length in PIECES for i in range(len(edged) - length + 1))


Family = Callable[[Sequence[str]], FeatureCounts]
FAMILIES: Mapping[str, tuple[Family, float]] = {"words": (words, 0.5), "pairs": (pairs, 0.15), "pieces": (pieces, 0.35)}
"""Name -> how the features are counted, and their share of the similarity; the shares add up to 1."""
