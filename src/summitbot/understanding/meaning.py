"""What the words of a question mean beside its names, and how many of them a topic can explain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import NamedTuple

from summitbot.conversation import Gate, Mention
from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.language_pack import LanguagePack
from summitbot.understanding import gates
from summitbot.understanding.frequencies import commonness
from summitbot.understanding.parts import NAMED_IN_PASSING
from summitbot.understanding.phrasebook import Phrasebook
from summitbot.understanding.telling import Telling
from summitbot.understanding.vocabulary import FUNCTION_WORD, REAL
from summitbot.understanding.words import MOST_REMEMBERED, folded_words, is_year

LITTLE_MEANING = 0.2
"""How much a function word counts, against 1 for a meaningful one."""
FOREIGN_WORDS = 0.5
"""What it costs if all of a question's words are foreign to a topic, in a folder that names nothing; at most 1, where
every topic names something."""
STRAY_WORDS = 1.5
"""Exponent of the share of words that are foreign to a topic: above 1, a few of them cost less."""
ONLY_TOLD = 0.5
"""How much a word counts as explained by what a topic tells of who is asked about, against one by its phrasings."""
HALF_HEARD = 50
"""Phrasings that hold half of the words in which people ask: the fewer there are, the less a foreign word tells."""
OFF_SUBJECT = 3.0
"""How much more, where every topic names something, an ordinary word counts that is only asked for in vain."""


class Meanings(NamedTuple):
    """What a question means: those stems that count, each with how much, and how much all count together."""

    stems: list[tuple[str, float]]
    total: float


class WordMeanings:
    """What the words of one language mean in one folder."""

    def __init__(self, book: Phrasebook, knowledge: Knowledge) -> None:
        self._book = book
        self.declining = {n for n, topic in enumerate(knowledge.topics.values()) if topic.declines}
        """The numbers of the topics that say why there is no answer."""
        usual = (*book.pack.expectation, *_own_time(knowledge, book.pack))
        self._telling_nothing = {w for phrase in usual for w in book.stems(folded_words(phrase))}
        self._telling = Telling(book, knowledge)
        self._meanings: dict[str, float] = {}
        listed = [phrase for group in knowledge.words.synonyms.get(book.language, ()) for phrase in group]
        told = [held for topic, held in enumerate(book.holders) if topic not in self.declining]
        self._known = frozenset().union(*told, *(book.stems(folded_words(phrase)) for phrase in listed))
        self._declined = frozenset().union(*book.holders) - self._known
        naming = {p.topic for p in book.phrasings if any(map(is_name, p.stems))}
        heard = len(book.phrasings) / (len(book.phrasings) + HALF_HEARD)
        named = heard * len(naming) / max(1, len(book.topics))
        self._off_subject = 1 + OFF_SUBJECT * named
        self._foreign_words = FOREIGN_WORDS + (1 - FOREIGN_WORDS) * named

    def meanings(self, stems: Sequence[str]) -> Meanings:
        """The stems, each with how much it counts.

        A question that names nothing of this event and holds an ordinary word that no phrasing has, but for those of
        topics that decline, is likely about something else ("how much did the stadium cost"). A rare such word may be
        slang for a known one.
        """
        counted = [(s, weight) for s in stems if (weight := self._meaning(s))]
        if not any(map(is_name, stems)):
            counted = [(s, weight * self._off_subject if self._is_foreign(s) else weight) for s, weight in counted]
        return Meanings(counted, sum([weight for _, weight in counted]))

    def gates(self, meanings: Meanings, topic: int, slots: Mapping[str, Mention], *, unbound: bool) -> Iterator[Gate]:
        """What the words say against a topic; `unbound` is whether a known name fills no slot."""
        told = self._telling.stems(topic, slots) if slots else frozenset[str]()
        explained = self.explained(meanings, topic, names=self._words_of(slots), told=told)
        if explained < 1:
            yield Gate(gates.EXPLAINED_WORDS, passed=False, factor=self.worth(explained), note=f"{explained:.0%}")
        if any(stem not in self._book.holders[topic] for stem, weight in meanings.stems if weight and is_year(stem)):
            yield Gate("year", passed=False, factor=gates.OTHER_YEAR, note="never asked of that one")
        own = self._own[topic] if unbound else ()
        if own and own.isdisjoint([stem for stem, _ in meanings.stems]):
            yield Gate("own words", passed=False, factor=gates.OWN_WORDS_MISSING, note="none of the topic's")

    def worth(self, explained: float) -> float:
        """What a score is worth if a topic's phrasings hold that share of the question's meaningful words.

        Where phrasings name the event and what belongs to it, the other words say what is asked of it. Where they name
        nothing, most words that are foreign to a topic are only a stranger's way to put it.
        """
        return float(1 - self._foreign_words * (1 - explained) ** STRAY_WORDS)

    def told(self, meanings: Meanings, topic: int, slots: Mapping[str, Mention]) -> float:
        """The share of the question's meaning that the topic's answer tells beside the names in its slots."""
        if not meanings.stems:
            return 0.0
        telling, names = self._telling.stems(topic, slots), self._words_of(slots)
        told = [weight for stem, weight in meanings.stems if weight == 1 and stem in telling and stem not in names]
        return sum(told) / meanings.total

    def explained(
        self,
        meanings: Meanings,
        topic: int,
        least: int = 1,
        names: AbstractSet[str] = frozenset(),
        told: AbstractSet[str] = frozenset(),
    ) -> float:
        """The share of the question's meaning that is in `names` or in `least` of the topic's phrasings.

        What is only `told` of who is asked about counts for less.
        """
        if not meanings.stems:
            return 1.0
        holders = self._book.holders[topic]
        asked = [weight for stem, weight in meanings.stems if holders.get(stem, 0) >= least or stem in names]
        only_told = [
            weight for stem, weight in meanings.stems if stem in told and stem not in holders and stem not in names
        ]
        return (sum(asked) + ONLY_TOLD * sum(only_told)) / meanings.total

    def _words_of(self, slots: Mapping[str, Mention]) -> AbstractSet[str]:
        """The words of all names of those in the slots: they say no more than who is meant."""
        single = [m for m in slots.values() if len(m.entities) == 1 and m.kind not in NAMED_IN_PASSING]
        names = self._book.spotter.names.stems
        return frozenset[str]().union(*[names.get((m.kind, m.entities[0]), ()) for m in single])

    @cached_property
    def _own(self) -> list[frozenset[str]]:
        """The meaningful stems of each topic's phrasings, names and question words aside; none if one needs no such."""
        book = self._book
        asking = {stem for words in book.pack.question_words.values() for w in words for stem in self._stem_of(w)}
        own: list[set[str]] = [set() for _ in book.topics]
        without: set[int] = set()
        for row, phrasing in enumerate(book.phrasings):
            names = book.name_stems.get(row, frozenset())
            telling = [s for s in phrasing.stems if s not in names and s not in asking and self._meaning(s) == 1]
            own[phrasing.topic].update(telling)
            if not telling:
                without.add(phrasing.topic)
        return [frozenset() if topic in without else frozenset(words) for topic, words in enumerate(own)]

    def _stem_of(self, phrase: str) -> tuple[str, ...]:
        """The stem of a single word; the words of a longer phrase mean something by themselves."""
        words = folded_words(phrase)
        return self._book.stems(words) if len(words) == 1 else ()

    def _is_foreign(self, stem: str) -> bool:
        usual = REAL <= commonness(stem, self._book.language) < FUNCTION_WORD
        return stem in self._declined or (stem not in self._known and usual)

    def _meaning(self, stem: str) -> float:
        """How much a stem counts: nothing if it is a name, the event's month or year, or asks for what was expected."""
        known = self._meanings.get(stem)
        if known is None:
            if len(self._meanings) > MOST_REMEMBERED:
                self._meanings.clear()
            nothing = is_name(stem) or stem in self._telling_nothing
            little = commonness(stem, self._book.language) >= FUNCTION_WORD
            known = self._meanings[stem] = 0.0 if nothing else LITTLE_MEANING if little else 1.0
        return known


def _own_time(knowledge: Knowledge, pack: LanguagePack) -> tuple[str, ...]:
    """Year and month of the event, which only say which event is meant."""
    if knowledge.summit is None:
        return ()
    starts = knowledge.summit.starts
    return (str(starts.year), *pack.months[starts.month - 1 : starts.month])


def is_name(stem: str) -> bool:
    """Whether it stands for a slot or for a known name."""
    return stem[0] in "{="
