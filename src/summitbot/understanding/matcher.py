"""Everything prepared for the questions of one language, and the ranking of topics for one wording of a question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from summitbot.conversation import KNOWN_FACT, Candidate, Gate, Mention
from summitbot.knowledge.knowledge import Knowledge, in_language
from summitbot.knowledge.shapes import EVERY_LANGUAGE, Entity, Topic
from summitbot.understanding import gates
from summitbot.understanding.calibration import Thresholds, calibrate, sample
from summitbot.understanding.days import Days
from summitbot.understanding.gates import Profile, SignalReader, Signals
from summitbot.understanding.index import Held, PhrasingIndex
from summitbot.understanding.names import Names
from summitbot.understanding.spotting import Spotter, spot_exact
from summitbot.understanding.vocabulary import Vocabulary, commonness
from summitbot.understanding.words import Token, Wording, folded_words, tokenise

HARD_KINDS = frozenset({"person", "country", "organisation", "edition"})
"""Kinds whose names are never ordinary words: a question that names one is about it."""
SUMMIT = "summit"
_ASPECT = re.compile(r"\{([a-z]+)\.([A-Za-z0-9_-]+)\}")
FEWEST = 1e-9
LITTLE_WORD = 5.5
"""Zipf frequency from which a word is found in any question ..."""
LITTLE_MEANING = 0.2
"""... and how much it then counts, against 1 for a meaningful one."""


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


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with the variant it came from."""

    candidate: Candidate
    variant: Variant


@dataclass(frozen=True, slots=True)
class _Phrasing:
    topic: int
    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]


class Matcher:
    """The prepared phrasings, names and gates of one language."""

    def __init__(self, knowledge: Knowledge, language: str, territories: Mapping[str, str]) -> None:
        pack = knowledge.languages[language]
        self.language = language
        self.pack = pack
        entities = dict(knowledge.entities)
        if knowledge.summit is not None:
            entities[SUMMIT] = {SUMMIT: knowledge.summit}
        self.wording = Wording(pack, knowledge.words.synonyms.get(language, ()))
        names = Names(entities, language, territories, self.wording.stem)
        articles = frozenset(w for a in pack.name_words for w in folded_words(a))
        self.signals = SignalReader(pack)
        summit = knowledge.summit
        self.days = Days(pack, language, summit.starts, summit.ends) if summit else None
        self.topics = tuple(knowledge.topics)
        self._slots = [slots_of(topic, language) for topic in knowledge.topics.values()]
        self._entities = knowledge.entities
        self._aspects = [_aspects(topic) for topic in knowledge.topics.values()]
        self._expectation = {w for phrase in pack.expectation for w in self.stems(folded_words(phrase))}
        self.used_slots = frozenset().union(*self._slots)
        asked = [
            (n, text) for n, topic in enumerate(knowledge.topics.values()) for text in phrasings_in(topic, language)
        ]
        written = [self._written(text) for _, text in asked]
        named = [spot_exact(tokens, names, articles) for tokens in written]
        literal = [_literal(tokens, mentions) for tokens, mentions in zip(written, named, strict=True)]
        self.vocabulary = Vocabulary(self._known_words(literal), language)
        self.spotter = Spotter(names, self.vocabulary, articles)
        self._phrasings = [
            _Phrasing(n, text, tuple(words), self.stems(words)) for (n, text), words in zip(asked, literal, strict=True)
        ]
        self._exact: dict[tuple[str, ...], list[_Phrasing]] = {}
        for phrasing in self._phrasings:
            self._exact.setdefault(phrasing.words, []).append(phrasing)
        self._stems_of = [Counter[str]() for _ in self.topics]
        for phrasing in self._phrasings:
            self._stems_of[phrasing.topic].update(set(phrasing.stems))
        self._profiles = self._profile(knowledge, written, named)
        self._declining = {n for n, topic in enumerate(knowledge.topics.values()) if topic.declines}

    @cached_property
    def _index(self) -> PhrasingIndex:
        """Built when the first question of the language comes: who asks in one need not wait for all."""
        documents = [p.stems if not is_bare(p.stems) else () for p in self._phrasings]
        return PhrasingIndex(documents, [p.topic for p in self._phrasings], len(self.topics))

    @cached_property
    def thresholds(self) -> Thresholds:
        """Where the line runs between an answer and a doubt."""
        rows = sample([() if p.topic in self._declining else p.stems for p in self._phrasings])
        return calibrate([self._fared(held) for held in self._index.hold_out(rows)])

    def stems(self, words: Sequence[str]) -> tuple[str, ...]:
        """The stems that are compared, from folded words and slots."""
        canonical = self.wording.canonical(self.wording.without_fillers(words))
        return tuple(self.wording.stem(w) for w in canonical)

    def rank(self, variants: Iterable[Variant], signals: Signals) -> list[Ranked]:
        """The best reading of each topic over all variants, the best topic first."""
        best: dict[tuple[str, bool], Ranked] = {}
        for variant in variants:
            for ranked in self._rank_variant(variant, signals):
                key = (ranked.candidate.topic, variant.unknown)
                if key not in best or ranked.candidate.score > best[key].candidate.score:
                    best[key] = ranked
        return sorted(best.values(), key=lambda r: (-r.candidate.score, r.candidate.topic))

    def phrasing_words(self, topic: str) -> list[str]:
        """The words of a topic's first phrasing, slots and names as they are compared."""
        number = self.topics.index(topic)
        return next((list(p.words) for p in self._phrasings if p.topic == number), [])

    def slots_of(self, topic: str) -> frozenset[str]:
        """The slots of a topic's phrasings."""
        return self._slots[self.topics.index(topic)]

    def entities_of(self, topic: str) -> frozenset[tuple[str, str]]:
        """Kind and id of the entities that a topic's phrasings and answers name."""
        return self._profiles[self.topics.index(topic)].entities

    def _rank_variant(self, variant: Variant, signals: Signals) -> list[Ranked]:
        stems = self.stems(variant.words)
        exact = {p.topic: p for p in self._exact.get(tuple(variant.words), ())}
        compared = self._index.compare(stems)
        scores = compared.scores
        wanted = frozenset(variant.slots)
        eligible = [n for n, slots in enumerate(self._slots) if slots == wanted and (scores[n] > FEWEST or n in exact)]
        eligible.sort(key=lambda n: (n not in exact, -scores[n]))
        ranked: list[Ranked] = []
        for n in eligible[:12]:
            filled = self._narrowed(n, variant)
            nearest, row = self._index.nearest(compared.similarities, n)
            explained = self._explained(stems, n)
            checked = self._facts_gate(n, filled)
            unbound = [entity for entity in variant.unbound if not self._is_linked(entity, filled)]
            checked += gates.check(signals, self._profiles[n], unbound, explained)
            if n in exact:
                score, phrasing = 1.0, exact[n]
            else:
                passed = float(np.prod([g.factor for g in checked])) if checked else 1.0
                score, phrasing = float(scores[n]) * passed, self._phrasings[row]
            parts = {"regression": float(compared.regressed[n]), "nearest": nearest, "before gates": float(scores[n])}
            slots = {kind: m.entities[0] if len(m.entities) == 1 else m.surface for kind, m in filled.slots.items()}
            candidate = Candidate(
                self.topics[n], phrasing.text, min(1.0, score * variant.factor), n in exact, slots, parts, checked
            )
            ranked.append(Ranked(candidate, filled))
        return ranked

    def _fared(self, held: Held) -> tuple[bool, float]:
        """Whether a phrasing that was held out found its topic, and its score as a question would have got it."""
        phrasing = self._phrasings[held.row]
        own = phrasing.topic == held.topic
        explained = self._explained(phrasing.stems, held.topic, least=2 if own else 1)
        return own, held.score * gates.worth(explained)

    def _explained(self, stems: Sequence[str], topic: int, least: int = 1) -> float:
        """The share of the question's meaning, names aside, that `least` of the topic's phrasings hold."""
        known = self._stems_of[topic]
        meant = [s for s in stems if s[0] not in "{=" and s not in self._expectation]
        weights = [(known[s] >= least, self._meaning(s)) for s in meant]
        total = sum(w for _, w in weights)
        return sum(w for is_known, w in weights if is_known) / total if total else 1.0

    def _meaning(self, stem: str) -> float:
        return LITTLE_MEANING if commonness(stem, self.language) >= LITTLE_WORD else 1.0

    def _narrowed(self, topic: int, variant: Variant) -> Variant:
        """The variant with an ambiguous name narrowed to its one bearer of whom the topic has something to say."""
        slots = dict(variant.slots)
        for kind, aspect in () if is_bare(variant.words) else self._aspects[topic]:
            mention = slots.get(kind)
            if mention is not None and len(mention.entities) > 1:
                telling = tuple(i for i in mention.entities if aspect in self._entities[kind][i].facts)
                slots[kind] = replace(mention, entities=telling) if len(telling) == 1 else mention
        return replace(variant, slots=slots) if slots != variant.slots else variant

    def _is_linked(self, entity: tuple[str, str], variant: Variant) -> bool:
        """Whether the entity is the country, organisation or theme of one that fills a slot: X of the firm Y."""
        kind, id_ = entity
        slots = ((k, i) for k, m in variant.slots.items() for i in m.entities)
        return any(getattr(self._entities.get(k, {}).get(i), kind, None) == id_ for k, i in slots)

    def _facts_gate(self, topic: int, variant: Variant) -> tuple[Gate, ...]:
        """Whether the knowledge holds what the topic would say of the entity in its slot."""
        for kind, mention in variant.slots.items():
            aspects = [aspect for slot, aspect in self._aspects[topic] if slot == kind]
            if len(mention.entities) != 1 or not aspects:
                continue
            entity = self._entities.get(kind, {}).get(mention.entities[0])
            if entity is None or not any(a in entity.facts or getattr(entity, a, None) for a in aspects):
                return (Gate(KNOWN_FACT, passed=False, factor=gates.FACT_MISSING, note=", ".join(aspects)),)
        return ()

    def _written(self, text: str) -> list[Token]:
        return self.wording.write_out(tokenise(text))

    def _known_words(self, phrasings: Iterable[Sequence[str]]) -> set[str]:
        pack = self.pack
        listed = [w for group in pack.question_words.values() for w in group]
        listed += [w for group in pack.synonyms for w in group]
        listed += [
            *pack.negations,
            *pack.expectation,
            *pack.pronouns,
            *pack.follow_ups,
            *pack.fillers,
            *pack.conjunctions,
        ]
        listed += [*pack.contractions.values(), *pack.spelling.values(), *pack.months, *pack.weekdays, *pack.name_words]
        listed += [w for pair in pack.opposites for side in pair for w in side]
        words = {w for phrasing in phrasings for w in phrasing if w[0] not in "{="}
        return words | {w for phrase in listed for w in folded_words(phrase)}

    def _profile(
        self, knowledge: Knowledge, written: Sequence[Sequence[Token]], named: Sequence[Sequence[Mention]]
    ) -> list[Profile]:
        signals: list[list[Signals]] = [[] for _ in self.topics]
        entities: list[set[tuple[str, str]]] = [set() for _ in self.topics]
        for phrasing, tokens, mentions in zip(self._phrasings, written, named, strict=True):
            signals[phrasing.topic].append(self.signals.read([t.text for t in tokens]))
            entities[phrasing.topic] |= _entities_of(mentions)
        for n, topic in enumerate(knowledge.topics.values()):
            answer = in_language(topic.answer, self.language)
            spotter = self.spotter
            if answer:
                entities[n] |= _entities_of(spot_exact(self._written(answer), spotter.names, spotter.articles))
        return [gates.profile(s, e) for s, e in zip(signals, entities, strict=True)]


def _literal(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[str]:
    """The words of a phrasing, with the hard names in it replaced by who they are."""
    words: list[str] = []
    at = 0
    starts = {m.start: m for m in mentions if stands_for_itself(m)}
    while at < len(tokens):
        mention = starts.get(at)
        words.append(tokens[at].text if mention is None else identity(mention))
        at = at + 1 if mention is None else mention.end
    return words


def _entities_of(mentions: Iterable[Mention]) -> set[tuple[str, str]]:
    return {(m.kind, id_) for m in mentions for id_ in m.entities}


def phrasings_in(topic: Topic, language: str) -> tuple[str, ...]:
    """The topic's phrasings for one language."""
    return (*topic.ask.get(language, ()), *topic.ask.get(EVERY_LANGUAGE, ()))


def slots_of(topic: Topic, language: str) -> frozenset[str]:
    """The slots that the topic's phrasings name."""
    texts = phrasings_in(topic, language) or tuple(t for texts in topic.ask.values() for t in texts)
    return frozenset(t.text[1:-1] for text in texts[:1] for t in tokenise(text) if t.text.startswith("{"))


def _aspects(topic: Topic) -> tuple[tuple[str, str], ...]:
    """Slot and aspect of each placeholder in the topic's answer."""
    found = _ASPECT.findall(next(iter(topic.answer.values())))
    return tuple((slot, aspect) for slot, aspect in found if aspect != "name")


def is_bare(stems: Sequence[str]) -> bool:
    """Whether a phrasing is nothing but a slot: then only a bare name is like it, and that is an exact match."""
    return all(s.startswith("{") for s in stems)


def stands_for_itself(mention: Mention) -> bool:
    """Whether the mention is of one certain entity of a hard kind, or of the event."""
    certain = len(mention.entities) == 1 and (mention.exact or bool(mention.words))
    return (mention.kind in HARD_KINDS and certain) or mention.kind == SUMMIT


def identity(mention: Mention) -> str:
    """The token that stands for the entity itself."""
    return f"={mention.kind}:{mention.entities[0]}"


def entity_named(entities: Mapping[str, Mapping[str, Entity]], kind: str, id_: str) -> Entity | None:
    """The entity, if it is in the knowledge."""
    return entities.get(kind, {}).get(id_)
