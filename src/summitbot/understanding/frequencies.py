"""How usual a word is, from the lists of words that come with wordfreq (Speer 2022).

The lists are read as they are: wordfreq's own look-up first loads tools for the languages of the world, which takes
longer than everything else at a start.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import msgpack

HIGHEST = 9.0
"""The Zipf frequency of a word that is every word: uses in a thousand million, as a base-10 logarithm."""


def commonness(word: str, language: str) -> float:
    """The word's Zipf frequency, 8 at most; 0 if it is rare or the language has no list."""
    return _frequencies(language).get(word, 0.0)


@lru_cache(maxsize=8)
def _frequencies(language: str) -> Mapping[str, float]:
    """Word -> Zipf frequency. Each word in part n of a list, the header aside, makes up 10 ** (-n / 100) of text."""
    found = find_spec("wordfreq")
    folders = found.submodule_search_locations if found is not None else None
    packed = Path(next(iter(folders or ()), ""), "data", f"small_{language.split('-', maxsplit=1)[0]}.msgpack.gz")
    if not packed.is_file():
        return {}
    _, *parts = msgpack.unpackb(gzip.decompress(packed.read_bytes()))
    zipf = (round(HIGHEST - n / 100, 2) for n in range(len(parts)))
    return {word: usual for usual, words in zip(zipf, parts, strict=True) for word in words}
