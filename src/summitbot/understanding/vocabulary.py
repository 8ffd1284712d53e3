"""The words a knowledge folder uses, and the correction of words that are neither in it nor common in the language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from summitbot.understanding.frequencies import commonness

COMMON = 4.1
"""Zipf frequency from which a word is an ordinary one, never bent into a name."""
FUNCTION_WORD = 5.5
"""Zipf frequency from which a word is found in any text: no first name, no unknown name, little meaning."""
REAL = 3.3
"""Zipf frequency from which a word is one of the language's own, not a slip for another."""
SHORTEST_CORRECTED = 4


class Vocabulary:
    """The known words of one language."""

    def __init__(self, words: Iterable[str], language: str, names: Iterable[str] = ()) -> None:
        """`names`: words that are well known as names, however usual they are."""
        self.language = language
        self.words = frozenset(words)
        self._names = frozenset(names) - self.words
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        for known in sorted(w for w in self.words if len(w) >= SHORTEST_CORRECTED and w.isalpha()):
            self._by_length[len(known)].append(known)
        self._corrections: dict[str, str | None] = {}

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def is_common(self, word: str) -> bool:
        """Whether the word is an ordinary word of the language."""
        return commonness(word, self.language) >= COMMON and word not in self._names

    def is_well_known(self, word: str) -> bool:
        """Whether the word is known as a name from elsewhere, and not here."""
        return word in self._names

    def is_usual(self, word: str) -> bool:
        """Whether the word is one of the language's own, ordinary or not."""
        return commonness(word, self.language) >= REAL and word not in self._names

    def is_strange(self, word: str) -> bool:
        """Whether the word is neither known nor a little word of the language."""
        return word not in self.words and word.isalpha() and commonness(word, self.language) < FUNCTION_WORD

    def correct(self, word: str) -> str | None:
        """The known word that an unknown one is most likely a slip for, or nothing."""
        if word in self.words or len(word) < SHORTEST_CORRECTED or not word.isalpha():
            return None
        if commonness(word, self.language) >= REAL or word in self._names:
            return None
        if word not in self._corrections:
            if len(self._corrections) > 10_000:
                self._corrections.clear()
            self._corrections[word] = self._nearest(word)
        return self._corrections[word]

    def _nearest(self, word: str) -> str | None:
        allowed = allowed_slips(word)
        slips = DamerauLevenshtein.distance
        alike = [w for n in range(len(word) - allowed, len(word) + allowed + 1) for w in self._by_length.get(n, ())]
        near = process.extract(word, alike, scorer=slips, score_cutoff=allowed, limit=8)
        found = [f for f in near if f[1] == 1 or f[0][0] == word[0]]
        if not found:
            return None
        return min(found, key=lambda f: (f[1], f[0][0] != word[0], -commonness(f[0], self.language), f[0]))[0]


def allowed_slips(word: str) -> int:
    """How many slips a word of this length may hold; Damerau (1964) counts the four usual ones as one each."""
    if len(word) < SHORTEST_CORRECTED:
        return 0
    return 1 if len(word) < 7 else 2 if len(word) < 12 else 3
