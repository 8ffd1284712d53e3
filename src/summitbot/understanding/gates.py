"""What must agree between a question and a topic, whatever the similarity of their words.

A gate that fails multiplies the score by its factor; the trace shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summitbot.conversation import Gate
from summitbot.knowledge.language_pack import LanguagePack
from summitbot.understanding.parts import LOOSELY_NAMED
from summitbot.understanding.words import Phrases, folded_words

QUESTION_WORD = "question word"
"""Name of the gate that a topic fails which answers another kind of question."""
EXPLAINED_WORDS = "explained words"
"""Name of the gate that a topic fails which knows only some of the question's words."""
ENTITY = "entity"
"""Name of the gate that a topic fails which has nothing to do with somebody or something that the question names."""
WHO = "who"
"""The kind of question that asks for a person: it is not about one that it leaves unsaid."""
QUESTION_KIND = 0.72
DIRECTION = 0.55
NEGATION_MISSING = 0.6
"""The topic is about what did not happen, the question is not."""
NEGATION_ADDED = 0.6
"""The question has a 'not' that the topic has not: "who didn't sign?"."""
NEGATION_OF_TONE = 0.8
"""The same without a question word: often only a tone ("didn't they sign?")."""
FOREIGN_ENTITY = {"person": 0.5, "edition": 0.5}
"""The question names an entity that the topic has nothing to do with, by kind."""
OTHER_FOREIGN_ENTITY = 0.7
NOBODY_NAMED = 0.7
"""Nearly all phrasings of the topic name somebody, the question nobody: "did they speak about jobs?"."""
NEARLY_ALL = 0.8
OWN_WORDS_MISSING = 0.5
"""All that the question shares with the topic is a name: none of the other words without which nobody asks for that."""
OTHER_YEAR = 0.7
"""The question names a year, not the event's own, that no phrasing of the topic has: "who hosted 2026?"."""
FACT_MISSING = 0.85
"""The topic asks for an aspect of which nothing is known for the entity named."""

_PLAIN_ASKING = frozenset({"when", "where", "why", "how-many", "how-much", "how-long"})
"""Kinds of question that a topic answers only if one of its phrasings asks so."""
_AMOUNTS = frozenset({"how-many", "how-much", "how-long"})
Entity = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Signals:
    """What a question or phrasing shows besides its words."""

    kinds: frozenset[str]
    """The question words' kinds: when, where, who ..."""
    negated: bool
    sides: frozenset[tuple[int, int]]
    """Number of a pair of opposites, and which of its sides is named."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The signals of all phrasings of a topic together."""

    kinds: frozenset[str]
    always_negated: bool
    ever_negated: bool
    sides: frozenset[tuple[int, int]]
    entities: frozenset[Entity]
    naming: bool
    """Whether nearly all phrasings name somebody, or a country, organisation or other event."""


class SignalReader:
    """Reads the signals of one language."""

    def __init__(self, pack: LanguagePack) -> None:
        self._kinds = Phrases({folded_words(w): kind for kind, words in pack.question_words.items() for w in words})
        self._negations = Phrases({folded_words(w): True for w in pack.negations})
        self._disjunctions = frozenset(w for d in pack.disjunctions for w in folded_words(d))
        self._expectation = Phrases({folded_words(w): True for w in pack.expectation})
        sides = {
            w: (n, side) for n, pair in enumerate(pack.opposites) for side, words in enumerate(pair) for w in words
        }
        self._sides = Phrases({folded_words(w): side for w, side in sides.items()})

    def read(self, words: Sequence[str]) -> Signals:
        """The signals of folded, written-out words."""
        kinds = frozenset(self._kinds.found(words))
        return Signals(kinds, self._is_negated(words), frozenset(self._sides.found(words)))

    def _is_negated(self, words: Sequence[str]) -> bool:
        """Whether there is a negation that is not only the other choice: "did they sign or not", "or still not"."""
        negations = (words[max(0, start - 2) : start] for start, _, _ in self._negations.places(words))
        return any(self._disjunctions.isdisjoint(before) for before in negations)

    def asks_expectation(self, words: Sequence[str]) -> bool:
        """Whether the words ask for what was expected beforehand."""
        return bool(self._expectation.found(words))

    def without_question_words(self, words: Sequence[str]) -> list[str]:
        """The words less the question words among them."""
        return self._kinds.rewritten(words, lambda _: ())


def profile(signals: Iterable[Signals], entities: Iterable[Entity], naming: int) -> Profile:
    """One profile from the signals of a topic's phrasings, the entities that it is about, and how many name one."""
    every = list(signals)
    return Profile(
        frozenset().union(*(s.kinds for s in every)),
        bool(every) and all(s.negated for s in every),
        any(s.negated for s in every),
        frozenset().union(*(s.sides for s in every)),
        frozenset(entities),
        bool(every) and naming >= NEARLY_ALL * len(every),
    )


def check(question: Signals, topic: Profile, unbound: Iterable[Entity], *, naming: bool) -> tuple[Gate, ...]:
    """All gates between what a question and a topic show.

    `unbound` are the entities named that no slot of the topic takes; `naming` is whether the question names any.
    """
    found = [_question_kind(question.kinds, topic.kinds), _direction(question, topic), _negation(question, topic)]
    if topic.naming and not naming:
        found.append(Gate("name", passed=False, factor=NOBODY_NAMED, note="only the topic names one"))
    gates = [gate for gate in found if gate is not None]
    gates += [_entity(entity, topic) for entity in unbound if _counts(entity, topic)]
    return tuple(gates)


@lru_cache(maxsize=4096)
def _question_kind(asked: frozenset[str], known: frozenset[str]) -> Gate | None:
    if not asked or (not known and not asked & _PLAIN_ASKING):
        return None
    shared = asked & known or (asked & _AMOUNTS and known & _AMOUNTS)
    return Gate(QUESTION_WORD, bool(shared), 1.0 if shared else QUESTION_KIND, "/".join(sorted(asked)))


def _direction(question: Signals, topic: Profile) -> Gate | None:
    for pair, side in question.sides:
        other = (pair, 1 - side)
        if other not in question.sides and other in topic.sides and (pair, side) not in topic.sides:
            return Gate("direction", passed=False, factor=DIRECTION, note="the opposite is asked")
    return Gate("direction", passed=True) if question.sides else None


def _negation(question: Signals, topic: Profile) -> Gate | None:
    if topic.always_negated and not question.negated:
        return Gate("negation", passed=False, factor=NEGATION_MISSING, note="only the topic says not")
    if question.negated and not topic.ever_negated:
        factor = NEGATION_ADDED if question.kinds else NEGATION_OF_TONE
        return Gate("negation", passed=False, factor=factor, note="only the question says not")
    return Gate("negation", passed=True) if question.negated else None


def _counts(entity: Entity, topic: Profile) -> bool:
    """Whether the entity tells about the topic: one loosely named only if that is about one of its kind."""
    return entity[0] not in LOOSELY_NAMED or any(kind == entity[0] for kind, _ in topic.entities)


def _entity(entity: Entity, topic: Profile) -> Gate:
    about_it = entity in topic.entities
    return Gate(
        ENTITY, about_it, 1.0 if about_it else FOREIGN_ENTITY.get(entity[0], OTHER_FOREIGN_ENTITY), ":".join(entity)
    )
