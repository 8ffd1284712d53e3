"""The words of a question with its slips corrected, and those among them that nothing here explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from summitbot.understanding.capitals import stands_out
from summitbot.understanding.phrasebook import Phrasebook
from summitbot.understanding.words import Token

NAMED_UNKNOWN = ("person", "organisation", "country")
"""Kinds of entity that a question may name though nobody here knows them."""

Places = Mapping[tuple[int, int], str]
"""Where in the question something else stands: (start, end) -> word."""


class Spelling:
    """Writes the words of a question with some places replaced, and corrects the others."""

    def __init__(self, tokens: Sequence[Token], book: Phrasebook) -> None:
        self.tokens = tokens
        self.corrected: dict[int, str] = {}
        """The place of each word that is a slip for a known one -> that one."""
        self.strange: list[bool] = []
        """Whether each word is neither known here, nor a little word of the language, nor a slip for a known one."""
        self._words: list[str] = []
        stray = book.out_of_phrase([t.text for t in tokens])
        naming = not book.used_slots.isdisjoint(NAMED_UNKNOWN)
        for at, token in enumerate(tokens):
            corrected = book.vocabulary.correct(token.text)
            if corrected is not None and (
                book.spotter.strangers.is_surname(at, tokens, corrected)
                or (naming and stands_out(at, tokens) and corrected not in book.spotter.names.words)
            ):
                corrected = None
            if corrected is not None:
                self.corrected[at] = corrected
            self.strange.append(corrected is None and (at in stray or book.vocabulary.is_strange(token.text)))
            self._words.append(corrected or token.text)

    def written(self, places: Places) -> tuple[str, ...]:
        """The question's words, corrected, with the places replaced."""
        if not places:
            return tuple(self._words)
        starts = {start: (end, word) for (start, end), word in places.items()}
        words: list[str] = []
        at = 0
        while at < len(self._words):
            end, word = starts.get(at, (at + 1, self._words[at]))
            words += word.split()
            at = end
        return tuple(words)
