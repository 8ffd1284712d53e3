"""How well each topic fits a question, over all the ways to read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import prod
from typing import NamedTuple

import numpy as np

from summitbot.conversation import KNOWN_FACT, Candidate, Gate, Mention
from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.language_pack import LanguagePack
from summitbot.understanding import gates
from summitbot.understanding.calibration import Fared, Thresholds, calibrate, sample
from summitbot.understanding.frequencies import commonness
from summitbot.understanding.gates import Signals
from summitbot.understanding.index import LIKELIEST, Compared, Heard, Held, Likely, PhrasingIndex
from summitbot.understanding.phrasebook import Phrasebook, Phrasing, is_bare
from summitbot.understanding.vocabulary import FUNCTION_WORD, REAL
from summitbot.understanding.words import MOST_REMEMBERED, folded_words

NOTHING = 1e-9
MOST_RANKED = 8
"""Topics that are looked at closely for one way to read a question."""
LITTLE_MEANING = 0.2
"""How much a function word counts, against 1 for a meaningful one."""
FOREIGN_WORDS = 0.5
"""What it costs if all of a question's words are foreign to a topic, in a folder that names nothing; at most 1, where
every topic names something."""
STRAY_WORDS = 1.5
"""Exponent of the share of words that are foreign to a topic: above 1, a few of them cost less."""
YEAR = 4
"""Digits of a year."""
NAMED_IN_PASSING = frozenset({"group", "theme", "outcome"})
"""Kinds whose names are made of words that ask for something: the 500 million, jobs."""
HALF_HEARD = 50
"""Phrasings that hold half of the words in which people ask: the fewer there are, the less a foreign word tells."""
OFF_SUBJECT = 3.0
"""How much more, where every topic names something, an ordinary word counts that is only asked for in vain."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to read a question: some names stand for slots, the others for themselves."""

    words: tuple[str, ...]
    slots: Mapping[str, Mention] = field(default_factory=dict)
    unbound: tuple[tuple[str, str], ...] = ()
    """Kind and id of the known entities that fill no slot."""
    factor: float = 1.0
    unknown: bool = False
    """Whether a slot is filled by a name that nobody here bears."""
    name_like: bool = True
    """Whether such a name looks like one, and not like everyday words."""
    from_context: bool = False
    exact_only: bool = False
    """Whether it counts only if it is a phrasing word for word."""
    asks: frozenset[str] = frozenset()
    """Kinds of question one of which the topic must be asked in, if there are any."""


class _Fitting(NamedTuple):
    """How well a topic fits one way to read a question."""

    score: float
    compared: Compared
    variant: Variant
    """That way, narrowed to what the topic can tell."""
    gates: tuple[Gate, ...]
    exact: Phrasing | None
    """The phrasing that the question is, word for word."""


class Meanings(NamedTuple):
    """What a question means: those stems that count, each with how much, and how much all count together."""

    stems: list[tuple[str, float]]
    total: float


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
        self._declining = {n for n, topic in enumerate(knowledge.topics.values()) if topic.declines}
        usual = (*book.pack.expectation, *_own_time(knowledge, book.pack))
        self._telling_nothing = {w for phrase in usual for w in book.stems(folded_words(phrase))}
        self._meanings: dict[str, float] = {}
        listed = [phrase for group in knowledge.words.synonyms.get(book.language, ()) for phrase in group]
        told = [held for topic, held in enumerate(book.holders) if topic not in self._declining]
        self._known = frozenset().union(*told, *(book.stems(folded_words(phrase)) for phrase in listed))
        self._declined = frozenset().union(*book.holders) - self._known
        naming = {p.topic for p in book.phrasings if any(map(_is_name, p.stems))}
        heard = len(book.phrasings) / (len(book.phrasings) + HALF_HEARD)
        named = heard * len(naming) / max(1, len(book.topics))
        self._off_subject = 1 + OFF_SUBJECT * named
        self._foreign_words = FOREIGN_WORDS + (1 - FOREIGN_WORDS) * named
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
        return phrasing is not self.book.answers[phrasing.topic] and phrasing.topic not in self._declining

    def rank(self, variants: Iterable[Variant], signals: Signals, *, final: bool = False) -> list[Ranked]:
        """The best reading of each topic over all variants, the best topic first; among equals, that without slots.

        If the best is `final`, topics that can't come near it any more are left out, once it is certain to answer.
        """
        best: dict[tuple[int, bool], _Fitting] = {}
        ways = [way for way in map(self._way, variants) if way is not None]
        for part in (slice(LIKELIEST), slice(LIKELIEST, None)) if final else (slice(None),):
            for way in ways:
                least = self._least(best.values()) if final else 0.0
                near = way.heard.reaching(least / way.variant.factor, part)
                for fitting in self._fittings(way, near, signals, best):
                    best[fitting.compared.topic, way.variant.unknown] = fitting
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
        return _Way(variant, self._index.hear(stems, among, exact), exact, self._meanings_of(stems))

    def _least(self, fittings: Iterable[_Fitting]) -> float:
        """The score that matters beside the best one: nearly that, if it is certain to answer."""
        best = max((f for f in fittings if not f.variant.unknown), key=lambda f: f.score, default=None)
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
            rival = best.get((compared.topic, variant.unknown))
            most = variant.factor if compared.topic in exact else compared.score * variant.factor
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
        score = 1.0 if exact is not None else compared.score * prod([g.factor for g in checked])
        return _Fitting(min(1.0, score * variant.factor), compared, filled, checked, exact)

    def _ranked(self, fitting: _Fitting) -> Ranked:
        score, compared, variant, checked, exact = fitting
        candidate = Candidate(
            topic=self.book.topics[compared.topic],
            phrasing=(exact or self._compared[compared.row]).text,
            score=score,
            exact=exact is not None,
            slots={k: m.entities[0] if len(m.entities) == 1 else m.surface for k, m in variant.slots.items()},
            parts={"regression": compared.regression, "nearest": compared.nearest, "before gates": compared.score},
            gates=checked,
        )
        return Ranked(candidate, variant)

    def _gates(self, topic: int, variant: Variant, meanings: Meanings, signals: Signals) -> tuple[Gate, ...]:
        unbound = [entity for entity in variant.unbound if not self._is_linked(entity, variant)]
        naming = any(map(_is_name, variant.words))
        agreement = gates.check(signals, self.book.profiles[topic], unbound, naming=naming)
        return (*self._facts_gate(topic, variant), *self._words_gates(meanings, topic, variant), *agreement)

    def _words_gates(self, meanings: Meanings, topic: int, variant: Variant) -> Iterator[Gate]:
        explained = self._explained(meanings, topic, named=self._words_of_slots(variant))
        if explained < 1:
            yield Gate("explained words", passed=False, factor=self._worth(explained), note=f"{explained:.0%}")
        if any(stem not in self.book.holders[topic] for stem, weight in meanings.stems if weight and _is_year(stem)):
            yield Gate("year", passed=False, factor=gates.OTHER_YEAR, note="never asked of that one")
        own = self._own[topic] if variant.unbound else ()
        if own and own.isdisjoint([stem for stem, _ in meanings.stems]):
            yield Gate("own words", passed=False, factor=gates.OWN_WORDS_MISSING, note="none of the topic's")

    def _worth(self, explained: float) -> float:
        """What a score is worth if a topic's phrasings hold that share of the question's meaningful words.

        Where phrasings name the event and what belongs to it, the other words say what is asked of it. Where they name
        nothing, most words that are foreign to a topic are only a stranger's way to put it.
        """
        return float(1 - self._foreign_words * (1 - explained) ** STRAY_WORDS)

    def _fared(self, held: Held) -> Fared:
        """The scores of a phrasing that was held out, as a question would have got them."""
        phrasing = self._compared[held.row]
        meanings = self._meanings_of(phrasing.stems)
        own = self._worth(self._explained(meanings, phrasing.topic, least=2))
        rival = self._worth(self._explained(meanings, held.rival))
        return Fared(held.own * own, held.rival_score * rival)

    def _explained(
        self, meanings: Meanings, topic: int, least: int = 1, named: AbstractSet[str] = frozenset()
    ) -> float:
        """The share of the question's meaning, names aside, that is `named` or in `least` of the topic's phrasings."""
        if not meanings.stems:
            return 1.0
        holders = self.book.holders[topic]
        known = [weight for stem, weight in meanings.stems if holders.get(stem, 0) >= least or stem in named]
        return sum(known) / meanings.total

    def _words_of_slots(self, variant: Variant) -> AbstractSet[str]:
        """The words of all names of those in the slots: they say no more than who is meant."""
        single = [m for m in variant.slots.values() if len(m.entities) == 1 and m.kind not in NAMED_IN_PASSING]
        names = self.book.spotter.names.stems
        return frozenset[str]().union(*[names.get((m.kind, m.entities[0]), ()) for m in single])

    @cached_property
    def _own(self) -> list[frozenset[str]]:
        """The meaningful stems of each topic's phrasings, names and question words aside; none if one needs no such."""
        book = self.book
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
        return self.book.stems(words) if len(words) == 1 else ()

    def _meanings_of(self, stems: Sequence[str]) -> Meanings:
        """The stems, each with how much it counts.

        A question that names nothing of this event and holds an ordinary word that no phrasing has, but for those of
        topics that decline, is likely about something else ("how much did the stadium cost"). A rare such word may be
        slang for a known one.
        """
        counted = [(s, weight) for s in stems if (weight := self._meaning(s))]
        if not any(map(_is_name, stems)):
            counted = [(s, weight * self._off_subject if self._is_foreign(s) else weight) for s, weight in counted]
        return Meanings(counted, sum([weight for _, weight in counted]))

    def _is_foreign(self, stem: str) -> bool:
        usual = REAL <= commonness(stem, self.book.language) < FUNCTION_WORD
        return stem in self._declined or (stem not in self._known and usual)

    def _meaning(self, stem: str) -> float:
        """How much a stem counts: nothing if it is a name, the event's month or year, or asks for what was expected."""
        known = self._meanings.get(stem)
        if known is None:
            if len(self._meanings) > MOST_REMEMBERED:
                self._meanings.clear()
            nothing = _is_name(stem) or stem in self._telling_nothing
            little = commonness(stem, self.book.language) >= FUNCTION_WORD
            known = self._meanings[stem] = 0.0 if nothing else LITTLE_MEANING if little else 1.0
        return known

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
            if mention is not None and mention.exact and len(mention.entities) > 1 and not tells_of_all:
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


def _own_time(knowledge: Knowledge, pack: LanguagePack) -> tuple[str, ...]:
    """Year and month of the event, which only say which event is meant."""
    if knowledge.summit is None:
        return ()
    starts = knowledge.summit.starts
    return (str(starts.year), *pack.months[starts.month - 1 : starts.month])


def _is_year(stem: str) -> bool:
    """Whether it is a year of our time; the event's own weighs nothing."""
    return len(stem) == YEAR and stem.isdecimal() and stem.startswith(("19", "20"))


def _is_name(stem: str) -> bool:
    """Whether it stands for a slot or for a known name."""
    return stem[0] in "{="
