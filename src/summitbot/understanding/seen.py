"""What one language sees in a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summitbot.conversation import Mention
from summitbot.understanding.gates import Signals
from summitbot.understanding.pronouns import Pointer
from summitbot.understanding.spelling import Spelling


@dataclass(frozen=True, slots=True)
class Seen:
    """The words of a question, and the names and signals among them."""

    spelling: Spelling
    mentions: Sequence[Mention]
    designated: Sequence[Mention]
    """What only the conversation gives a name to: the other one, the day after."""
    beside: Sequence[Mention]
    """The events of the series before or after one that is named."""
    undescribed: Sequence[Mention]
    """The mentions as if nobody were described by them; none if nobody is: the envoy for a theme."""
    pointers: Sequence[Pointer]
    signals: Signals
    wants_expectation: bool

    @property
    def named(self) -> list[Mention]:
        """The mentions of known entities."""
        return [m for m in self.mentions if m.entities]

    @property
    def corrections(self) -> dict[str, str]:
        """The words that were corrected, as they were asked -> what was read; not those that are part of a name."""
        named = covered(self.mentions)
        tokens = self.spelling.tokens
        return {tokens[at].surface: word for at, word in self.spelling.corrected.items() if at not in named}

    @property
    def open_pointers(self) -> list[Pointer]:
        """The pronouns that mean nothing that the question itself names before them."""
        return [p for p in self.pointers if not any(map(p.takes_up, self.mentions))]

    @property
    def words(self) -> list[str]:
        """The folded words, as they were asked."""
        return [t.text for t in self.spelling.tokens]


def covered(mentions: Iterable[Mention]) -> set[int]:
    """The places of the words of the mentions."""
    return {at for m in mentions for at in range(m.start, m.end)}


def outside(mentions: Iterable[Mention], others: Iterable[Mention]) -> list[Mention]:
    """The mentions that share no word with any of the others."""
    taken = covered(others)
    return [m for m in mentions if taken.isdisjoint(range(m.start, m.end))]
