"""Who is not known here but shares a name with somebody who is: Ursula Smith, Mark Trudeau, Brad Obama.

One word of a known name may belong to a longer one that nobody here bears. That longer name is somebody else's, and
what is known of the one is not told of the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from summitbot.understanding.capitals import stands_out
from summitbot.understanding.frequencies import commonness
from summitbot.understanding.names import SHORTEST_SURNAME, Names
from summitbot.understanding.parts import Bearer
from summitbot.understanding.vocabulary import FUNCTION_WORD, Vocabulary
from summitbot.understanding.words import Token

LONGEST_EXTENSION = 2
"""Words by which an unknown name may be longer, on either side, than the known one within it."""


@dataclass(frozen=True, slots=True)
class Strangers:
    """Tells the names of others from those known here, in the questions of one language."""

    names: Names
    vocabulary: Vocabulary
    articles: frozenset[str]
    given_names: frozenset[str]
    """First names that many people bear."""
    beside_people: frozenset[str]
    """The words that stand beside a person in some phrasing."""

    def longer_name(
        self, start: int, bearers: Sequence[Bearer], tokens: Sequence[Token], taken: AbstractSet[int], *, exact: bool
    ) -> tuple[int, int] | None:
        """Where the name of somebody else stands that holds the word at `start`, a name of the `bearers`.

        `taken`: the places of the words of all names known here; `exact`: whether the word is the name without a slip.
        """
        if exact and not any(kind in {"person", "country"} for kind, _ in bearers):
            return None
        own = self.names.words_of(bearers)
        first, end = start, start + 1
        while start - first < LONGEST_EXTENSION and self._is_first_name(first - 1, tokens, own, taken):
            first -= 1
        while end - start <= LONGEST_EXTENSION and self._is_surname(end, tokens, own, taken):
            end += 1
        return (first, end) if end - first > 1 else None

    def is_surname(self, at: int, tokens: Sequence[Token], meant: str) -> bool:
        """Whether the word, perhaps a slip for the known one `meant`, is a surname: it comes after a first name."""
        if at == 0 or tokens[at].apart or self._stands_beside_people(meant):
            return False
        return self.is_given_name(tokens[at - 1].text)

    def is_given_name(self, word: str) -> bool:
        """Whether it is the first name of many people or of somebody known here."""
        return word in self.given_names or word in self.names.given

    def _stands_beside_people(self, word: str) -> bool:
        return word in self.beside_people or word in self.articles

    def _is_first_name(self, at: int, tokens: Sequence[Token], own: frozenset[str], taken: AbstractSet[int]) -> bool:
        """Whether the word may be the first name of somebody else whose surname the next one is."""
        if at < 0 or tokens[at + 1].apart or not self._is_no_part_of(own, tokens[at]):
            return False
        word = tokens[at].text
        if at in taken:
            return word in self.names.given and word not in self.names.surnames
        return word in self.given_names or self._is_written_as_name(at, tokens) or self._is_strange(at, tokens)

    def _is_surname(self, at: int, tokens: Sequence[Token], own: frozenset[str], taken: AbstractSet[int]) -> bool:
        """Whether the word may be the surname of somebody else whose first name the one before is."""
        if at >= len(tokens) or tokens[at].apart or not self._is_no_part_of(own, tokens[at]):
            return False
        called_first = tokens[at - 1].text in self.names.given
        if at in taken:
            return called_first and tokens[at].text in self.names.surnames
        return self._is_strange(at, tokens) or (called_first and self._is_capitalised_name(at, tokens))

    def _is_no_part_of(self, own: frozenset[str], token: Token) -> bool:
        return token.text not in own and token.text not in self.articles and token.text.isalpha()

    def _is_written_as_name(self, at: int, tokens: Sequence[Token]) -> bool:
        """Whether the word, common as it is, is written as a name, and is no title or verb."""
        word = tokens[at].text
        known = word in self.beside_people or (word in self.vocabulary and word not in self.names.given)
        return not known and stands_out(at, tokens) and commonness(word, self.names.language) < FUNCTION_WORD

    def _is_capitalised_name(self, at: int, tokens: Sequence[Token]) -> bool:
        """Whether the word is a name after a first name, be it a common noun as well, such as Cook."""
        word = tokens[at].text
        common = word in self.beside_people or commonness(word, self.names.language) >= FUNCTION_WORD
        return stands_out(at, tokens) and not common

    def _is_strange(self, at: int, tokens: Sequence[Token]) -> bool:
        """Whether the word is found in names only, and is no slip for another word."""
        word = tokens[at].text
        if word in self.vocabulary or word in self.beside_people:
            return False
        if word in self.names.words_of_people:
            return True
        short = len(word) <= SHORTEST_SURNAME and not (at > 0 and self.is_given_name(tokens[at - 1].text))
        if short or self.vocabulary.is_common(word):
            return False
        meant = self.vocabulary.correct(word)
        if meant is None or self.is_surname(at, tokens, meant):
            return True
        return stands_out(at, tokens) and not self._stands_beside_people(meant)
