"""How well each topic fits a question, over all the ways to read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from math import prod
from typing import NamedTuple

import numpy as np

from summitbot.conversation import KNOWN_FACT, Candidate, Gate, Mention
from summitbot.knowledge.knowledge import Knowledge
from summitbot.understanding import gates
from summitbot.understanding.calibration import Fared, Thresholds, calibrate, sample
from summitbot.understanding.gates import Signals
from summitbot.understanding.index import LIKELIEST, Compared, Heard, Held, Likely, PhrasingIndex
from summitbot.understanding.meaning import Meanings, WordMeanings, is_name
from summitbot.understanding.phrasebook import Phrasebook, Phrasing, is_bare

NOTHING = 1e-9
TOLD = 0.5
"""What it adds to a topic's score if what it tells of the names in its slots holds all of the question's words."""
TOLD_OF_NOBODY = 0.25
"""The same without slots: that answer is compared as one more phrasing besides."""
MOST_RANKED = 8
"""Topics that are looked at closely for one way to read a question."""
MOST_NAMESAKES = 3
"""Bearers of a name up to which the one of whom there is something to tell is meant; most roles have more."""


class Strangeness(IntEnum):
    """How surely words that nothing here explains are a name."""

    EVERYDAY = 0
    """All of them are usual words of the language."""
    NAME_LIKE = 1
    """One of them is not, or has a capital, or the first is a first name."""
    RARE = 2
    """None of them is usual."""
    CERTAIN = 3
    """They can be nothing else: well known as a name, a first name with a surname, or capitals within a sentence."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to read a question: some names stand for slots, the others for themselves."""

    words: tuple[str, ...]
    slots: Mapping[str, Mention] = field(default_factory=dict)
    unbound: tuple[tuple[str, str], ...] = ()
    """Kind and id of the known entities that fill no slot."""
    factor: float = 1.0
    unknown: Strangeness | None = None
    """How surely what fills a slot is a name, if nobody here bears it."""
    from_context: bool = False
    exact_only: bool = False
    """Whether it counts only if it is a phrasing word for word."""
    asks: frozenset[str] = frozenset()
    """Kinds of question one of which the topic must be asked in, if there are any."""

    @property
    def is_known(self) -> bool:
        """Whether no slot is filled by a name that nobody here bears."""
        return self.unknown is None


class _Fitting(NamedTuple):
    """How well a topic fits one way to read a question."""

    score: float
    told: float
    """The share of the question's meaning that its answer tells."""
    likeness: float
    """The score before the gates."""
    compared: Compared
    variant: Variant
    """That way, narrowed to what the topic can tell."""
    gates: tuple[Gate, ...]
    exact: Phrasing | None
    """The phrasing that the question is, word for word."""


class _Way(NamedTuple):
    """One way to read a question, with what it takes to compare it."""

    variant: Variant
    heard: Heard
    exact: Mapping[int, Phrasing]
    """The phrasing of each topic that it is, word for word."""
    meanings: Meanings


class Ranked(NamedTuple):
    """A candidate with the variant it came from."""

    candidate: Candidate
    variant: Variant


class Ranking:
    """Ranks the topics of one language."""

    def __init__(self, book: Phrasebook, knowledge: Knowledge) -> None:
        self.book = book
        self._entities = knowledge.entities
        self._words = WordMeanings(book, knowledge)
        self._compared = sorted((*book.phrasings, *book.answers), key=lambda p: p.topic)
        """What a question is compared with: the phrasings and, being one more way to say it, the answers."""
        self._by_slots = {
            slots: np.array([n for n, own in enumerate(book.slots) if own == slots]) for slots in set(book.slots)
        }
        self._exact: dict[tuple[str, ...], tuple[Phrasing, ...]] = {}
        for phrasing in book.phrasings:
            self._exact[phrasing.words] = (*self._exact.get(phrasing.words, ()), phrasing)

    @cached_property
    def _index(self) -> PhrasingIndex:
        """Built when the first question of the language comes: who asks in one need not wait for all."""
        documents = [p.stems if not is_bare(p.stems) else () for p in self._compared]
        asked = {row: p.stems for row, p in enumerate(self._compared) if self._is_typical(p)}
        return PhrasingIndex(documents, [p.topic for p in self._compared], len(self.book.topics), sample(asked))

    @cached_property
    def thresholds(self) -> Thresholds:
        """Where the line runs between an answer and a doubt."""
        return calibrate([self._fared(held) for held in self._index.held])

    def _is_typical(self, phrasing: Phrasing) -> bool:
        """Whether it is a question, and one that the folder answers."""
        return phrasing is not self.book.answers[phrasing.topic] and phrasing.topic not in self._words.declining

    def rank(self, variants: Iterable[Variant], signals: Signals, *, final: bool = False) -> list[Ranked]:
        """The best reading of each topic over all variants, the best topic first; among equals, that without slots.

        If the best is `final`, topics that can't come near it any more are left out, once it is certain to answer.
        """
        best: dict[tuple[int, bool], _Fitting] = {}
        ways = [way for way in map(self._way, variants) if way is not None]
        for part in (slice(LIKELIEST), slice(LIKELIEST, None)) if final else (slice(None),):
            for way in ways:
                least = self._least(best.values()) if final else 0.0
                near = way.heard.reaching(least / (way.variant.factor * (1 + TOLD)), part)
                for fitting in self._fittings(way, near, signals, best):
                    best[fitting.compared.topic, way.variant.is_known] = fitting
        ranked = map(self._ranked, best.values())
        return sorted(ranked, key=_order)

    def _way(self, variant: Variant) -> _Way | None:
        """The variant as the index hears it; none, if no topic has its slots or it is no phrasing as it has to be."""
        among = self._by_slots.get(frozenset(variant.slots))
        if among is None or (variant.exact_only and variant.words not in self._exact):
            return None
        stems = self.book.stems(variant.words)
        if not stems:
            return None
        exact = {p.topic: p for p in self._exact.get(variant.words, ()) if p.topic in among}
        return _Way(variant, self._index.hear(stems, among, exact), exact, self._words.meanings(stems))

    def _least(self, fittings: Iterable[_Fitting]) -> float:
        """The score that matters beside the best one: nearly that, if it is certain to answer."""
        best = max((f for f in fittings if f.variant.is_known), key=lambda f: f.score, default=None)
        if best is None or best.score < self.thresholds.answer or best.variant.slots:
            return 0.0
        return best.score - self.thresholds.margin

    def _fittings(
        self, way: _Way, near: Sequence[Likely], signals: Signals, best: Mapping[tuple[int, bool], _Fitting]
    ) -> Iterator[_Fitting]:
        """Those of some topics that one way to read the question fits better than the `best` ways so far."""
        variant, exact = way.variant, way.exact
        likely = [c for c in self._index.compare(way.heard, near) if c.score > NOTHING or c.topic in exact]
        likely = [c for c in likely if self._is_asked(c.topic, variant)]
        likely.sort(key=lambda c: c.topic not in exact)
        for compared in likely[:MOST_RANKED]:
            rival = best.get((compared.topic, variant.is_known))
            most = variant.factor if compared.topic in exact else compared.score * (1 + TOLD) * variant.factor
            if rival is None or most > rival.score:
                fitting = self._fitting(compared, variant, way.meanings, signals, exact.get(compared.topic))
                if rival is None or fitting.score > rival.score:
                    yield fitting

    def _is_asked(self, topic: int, variant: Variant) -> bool:
        return not variant.asks or bool(variant.asks & self.book.profiles[topic].kinds)

    def _fitting(
        self, compared: Compared, variant: Variant, meanings: Meanings, signals: Signals, exact: Phrasing | None
    ) -> _Fitting:
        filled = self._narrowed(compared.topic, variant)
        checked = self._gates(compared.topic, filled, meanings, signals)
        told = self._words.told(meanings, compared.topic, filled.slots)
        likeness = min(1.0, compared.score * (1 + told * (TOLD if filled.slots else TOLD_OF_NOBODY)))
        score = 1.0 if exact is not None else likeness * prod([g.factor for g in checked])
        return _Fitting(score * variant.factor, told, likeness, compared, filled, checked, exact)

    def _ranked(self, fitting: _Fitting) -> Ranked:
        score, told, likeness, compared, variant, checked, exact = fitting
        candidate = Candidate(
            topic=self.book.topics[compared.topic],
            phrasing=(exact or self._compared[compared.row]).text,
            score=score,
            exact=exact is not None,
            slots={k: m.entities[0] if len(m.entities) == 1 else m.surface for k, m in variant.slots.items()},
            parts={
                "regression": compared.regression,
                "nearest": compared.nearest,
                "told": told,
                "before gates": likeness,
            },
            gates=checked,
        )
        return Ranked(candidate, variant)

    def _gates(self, topic: int, variant: Variant, meanings: Meanings, signals: Signals) -> tuple[Gate, ...]:
        unbound = [entity for entity in variant.unbound if not self._is_linked(entity, variant)]
        naming = any(map(is_name, variant.words))
        agreement = gates.check(signals, self.book.profiles[topic], unbound, naming=naming)
        return (
            *self._facts_gate(topic, variant),
            *self._words.gates(meanings, topic, variant.slots, unbound=bool(variant.unbound)),
            *agreement,
        )

    def _fared(self, held: Held) -> Fared:
        """The scores of a phrasing that was held out, as a question would have got them."""
        phrasing = self._compared[held.row]
        meanings = self._words.meanings(phrasing.stems)
        own = self._words.worth(self._words.explained(meanings, phrasing.topic, least=2))
        rival = self._words.worth(self._words.explained(meanings, held.rival))
        own *= 1 + TOLD_OF_NOBODY * self._words.told(meanings, phrasing.topic, {})
        rival *= 1 + TOLD_OF_NOBODY * self._words.told(meanings, held.rival, {})
        return Fared(held.own * own, held.rival_score * rival)

    def _narrowed(self, topic: int, variant: Variant) -> Variant:
        """The variant with an ambiguous name narrowed to its one bearer of whom the topic has something to say.

        What is only a part of several names stays as it is: nobody was named.
        """
        if not variant.slots or is_bare(variant.words):
            return variant
        slots = dict(variant.slots)
        for kind, aspect in self.book.aspects[topic]:
            mention = slots.get(kind)
            tells_of_all = any(kind == other for other, _ in self.book.fallbacks[topic])
            few = mention is not None and 1 < len(mention.entities) <= MOST_NAMESAKES
            if mention is not None and mention.exact and few and not tells_of_all:
                telling = tuple(i for i in mention.entities if aspect in self._entities[kind][i].facts)
                slots[kind] = replace(mention, entities=telling) if len(telling) == 1 else mention
        return replace(variant, slots=slots) if slots != variant.slots else variant

    def _is_linked(self, entity: tuple[str, str], variant: Variant) -> bool:
        """Whether it fills a slot, or is the country, organisation or theme of one that does: X of the firm Y."""
        kind, id_ = entity
        slots = [(k, i) for k, m in variant.slots.items() for i in m.entities]
        return entity in slots or any(getattr(self._entities.get(k, {}).get(i), kind, None) == id_ for k, i in slots)

    def _facts_gate(self, topic: int, variant: Variant) -> tuple[Gate, ...]:
        """Whether the knowledge holds what the topic would say of the entity in its slot."""
        for kind, mention in variant.slots.items():
            aspects = [aspect for slot, aspect in self.book.aspects[topic] if slot == kind]
            if len(mention.entities) != 1 or not aspects:
                continue
            entity = self._entities.get(kind, {}).get(mention.entities[0])
            if entity is None or not any(a in entity.facts or getattr(entity, a, None) for a in aspects):
                return (Gate(KNOWN_FACT, passed=False, factor=gates.FACT_MISSING, note=", ".join(aspects)),)
        return ()


def _order(ranked: Ranked) -> tuple[float, int, int, str]:
    """The best first; of equals the one with fewer slots, then the longer: "envoy for {theme}" before "{person}"."""
    candidate = ranked.candidate
    return -candidate.score, len(candidate.slots), -len(ranked.variant.words), candidate.topic
