"""Words that point back to what was talked about: he, it, there, those two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summitbot.conversation import Mention
from summitbot.knowledge.language_pack import LanguagePack
from summitbot.understanding.history import History
from summitbot.understanding.words import Phrases, Token, as_written, folded_words

MOST_POINTERS = 2
"""Pronouns of one question that are resolved."""
ANY = frozenset({"person", "organisation", "country", "place", "part", "theme", "outcome", "edition", "group", "day"})
MEANT = {
    "person": frozenset({"person"}),
    "thing": ANY - {"person", "group", "day"},
    "place": frozenset({"edition", "part", "place", "country"}),
    "weak": ANY - {"group", "day"},
}
"""Kinds of entity that a kind of pronoun may mean."""
POINTING = frozenset({*MEANT, "several", "two", "none"})
"""Kinds of pronoun that are looked for in any question, and those that only look like one."""
NAMING = frozenset({"person", "country", "organisation", "outcome", "theme", "part"})
"""Kinds of entity that a pronoun takes up within one question: "did France change its mind?"."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A pronoun in a question, and the kinds of entity that it may mean."""

    start: int
    end: int
    kinds: frozenset[str] = ANY
    weak: bool = False
    governed: bool = False
    """Whether a preposition stands before it, so that it is not what the sentence begins with: in it, for them."""

    def takes_up(self, mention: Mention) -> bool:
        """Whether it means what its own question has just named."""
        kinds = NAMING if self.kinds == ANY else self.kinds - {"country"} if "part" in self.kinds else self.kinds
        before = bool(mention.entities) and mention.end <= self.start and not self.governed
        return before and mention.kind in kinds


class Pronouns:
    """Finds the pronouns of one language."""

    def __init__(self, pack: LanguagePack) -> None:
        kinds = {folded_words(p): "" for p in pack.pronouns}
        kinds |= {
            folded_words(p): kind for kind, words in pack.pronoun_kinds.items() for p in words if kind != "showing"
        }
        self._single = Phrases({words: kind for words, kind in kinds.items() if kind != "two"})
        self._prepositions = frozenset(w for p in pack.prepositions for w in folded_words(p))
        self._auxiliaries = frozenset(w for a in pack.auxiliaries for w in folded_words(a))
        self._plural = Phrases({words: kind for words, kind in kinds.items() if kind in {"several", "two"}})

    def find(self, tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Pointer]:
        """The pronouns that no name covers; the weak ones only before an auxiliary in a question without names."""
        covered = {at for m in mentions for at in range(m.start, m.end)}
        words = [t.text for t in tokens]
        found = [
            Pointer(start, end, MEANT.get(kind, ANY), kind == "weak", words[max(0, start - 1)] in self._prepositions)
            for start, end, kind in self._single.places(words)
            if covered.isdisjoint(range(start, end)) and kind != "none"
        ]
        strong = [p for p in found if not p.weak]
        weak = [p for p in found if p.end < len(tokens) and tokens[p.end].text in self._auxiliaries]
        return (strong or ([] if mentions else weak))[:MOST_POINTERS]

    def mean_several(self, tokens: Sequence[Token]) -> bool:
        """Whether there is a word such as "they" or "those two"."""
        return bool(self._plural.found([t.text for t in tokens]))

    def plural(self, tokens: Sequence[Token], history: History, named: frozenset[str]) -> Iterator[list[Mention]]:
        """What "they" or "those two" may stand for, if for several: one mention for each of them.

        None of the kinds that the question itself has `named`.
        """
        for start, end, kind in self._plural.places([t.text for t in tokens]):
            surface = as_written(tokens[start:end])
            for meant in history.two(named) if kind == "two" else history.together(named):
                yield [Mention(surface, start, end, of, (id_,), words=(surface,)) for of, id_ in meant]
