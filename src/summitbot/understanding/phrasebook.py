"""The phrasings of one language, prepared: words and names as they are compared, and what each topic shows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summitbot.conversation import Mention
from summitbot.knowledge.knowledge import Knowledge, in_language
from summitbot.knowledge.language_pack import RANKS, LanguagePack
from summitbot.knowledge.shapes import EVERY_LANGUAGE, Group, Topic
from summitbot.understanding import gates
from summitbot.understanding.days import Days
from summitbot.understanding.gates import Profile, SignalReader, Signals
from summitbot.understanding.names import Names
from summitbot.understanding.parts import SUMMIT
from summitbot.understanding.spotting import Spotter, spot_written
from summitbot.understanding.strangers import Strangers
from summitbot.understanding.synonyms import settled
from summitbot.understanding.vocabulary import Vocabulary
from summitbot.understanding.words import Phrases, Token, Wording, fold, folded_words, tokenise

HARD_KINDS = frozenset({"person", "country", "organisation", "edition"})
"""Kinds whose names are never ordinary words: a question that names one is about it."""
_PERSON = ("{person}", "=person:")
_YEAR = re.compile(r"\b\d{4}\b")
_ASPECT = re.compile(r"\{([a-z]+)\.([A-Za-z0-9_-]+)\}")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way to ask for a topic: as written, as folded words with slots and names, and as the stems compared."""

    topic: int
    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]


class Phrasebook:
    """What one language's phrasings hold; topics go by their number, which is their place in `topics`."""

    def __init__(self, knowledge: Knowledge, language: str, territories: Mapping[str, str]) -> None:
        """`territories`: country code -> name, for the countries that the folder does not list."""
        self.language = language
        self.pack: LanguagePack = knowledge.languages[language]
        self.topics = tuple(knowledge.topics)
        self.wording = Wording(self.pack, knowledge.words.synonyms.get(language, ()))
        self.signals = SignalReader(self.pack)
        summit = knowledge.summit
        self.days = Days(self.pack, language, summit.starts, summit.ends) if summit else None
        self.slots = [_slots_of(topic, language) for topic in knowledge.topics.values()]
        self.used_slots = frozenset().union(*self.slots)
        self.aspects = [_aspects(topic.answer) for topic in knowledge.topics.values()]
        self.fallbacks = [_aspects(topic.otherwise) if topic.otherwise else () for topic in knowledge.topics.values()]
        """What each topic tells of an entity where the aspects that it asks for are missing."""
        self.telling = {id_ for id_, topic in knowledge.topics.items() if topic.tells and not topic.declines}
        """The topics that state a fact; a greeting does not."""
        self.entities = knowledge.entities
        self.series = _series(knowledge)
        """The event and the others of its series, the earliest first, each as kind and id."""
        self.ranks = Phrases(
            {folded_words(w): at for at, rank in enumerate(RANKS) for w in self.pack.ranks.get(rank, ())}
        )
        """Words for a place among several -> how many come before it; for the last one, the most."""
        self.openings = Phrases({folded_words(f): True for f in self.pack.follow_ups})
        """What opens a follow-up: and, what about, no, I meant."""
        self._prepare(knowledge, self._names(knowledge, territories))

    def own_words(self, words: Sequence[str]) -> list[str]:
        """The words without those that carry no meaning and those that open a follow-up."""
        return self.openings.rewritten(self.wording.meaningful(words), lambda _: ())

    def stems(self, words: Sequence[str]) -> tuple[str, ...]:
        """The stems that are compared, from folded words and slots."""
        canonical = self.wording.canonical(self.wording.without_fillers(words))
        return tuple(map(self.wording.stem, canonical))

    def first_words(self, topic: str) -> list[str]:
        """The words of a topic's first phrasing, slots and names as they are compared."""
        return list(self._first_words.get(topic, ()))

    def out_of_phrase(self, words: Sequence[str]) -> set[int]:
        """The places of words that are only known as parts of longer synonyms, and here are no part of one.

        "Cook" is known from "cooked up", and still is part of the name in "Tim Cook".
        """
        parts = {at for at, word in enumerate(words) if word in self._parts_of_synonyms}
        return parts - self.wording.in_phrases(words) if parts else parts

    def slots_of(self, topic: str) -> frozenset[str]:
        """The slots of a topic's phrasings."""
        return self.slots[self.topics.index(topic)]

    def entities_of(self, topic: str) -> frozenset[tuple[str, str]]:
        """Kind and id of the entities that a topic's phrasings and answers name."""
        return self.profiles[self.topics.index(topic)].entities

    def standing_for(self, mention: Mention) -> str:
        """What stands for a known entity in a question: its identity, or its name where phrasings write that out."""
        if mention.kind in HARD_KINDS or mention.kind == SUMMIT:
            return identity(mention)
        names = self._written_names.get((mention.kind, mention.entities[0]))
        return " ".join(names.most_common(1)[0][0]) if names else identity(mention)

    def is_plural(self, mention: Mention) -> bool:
        """Whether a group is mentioned by its plural."""
        groups = [self.entities["group"][id_] for id_ in mention.entities]
        plurals = [in_language(g.plural, self.language) for g in groups if isinstance(g, Group)]
        return any(folded_words(p)[-1] == mention.words[-1] for p in plurals if p and mention.words)

    def _names(self, knowledge: Knowledge, territories: Mapping[str, str]) -> Names:
        entities = dict(knowledge.entities)
        if knowledge.summit is not None:
            entities[SUMMIT] = {SUMMIT: knowledge.summit}
        pack = self.pack
        listed = (*pack.name_words, *pack.prepositions, *pack.conjunctions, *pack.follow_ups)
        little = {w for phrase in listed for w in folded_words(phrase)}
        return Names(entities, self.language, territories, self.wording.stem, little)

    def _prepare(self, knowledge: Knowledge, names: Names) -> None:
        articles = frozenset(w for a in self.pack.name_words for w in folded_words(a))
        topics = knowledge.topics.values()
        asked = [(n, text) for n, topic in enumerate(topics) for text in _phrasings_in(topic, self.language)]
        written = [self._written(text) for _, text in asked]
        named = [spot_written(tokens, names, articles) for tokens in written]
        literal = [_literal(tokens, mentions) for tokens, mentions in zip(written, named, strict=True)]
        self._written_names: defaultdict[tuple[str, str], Counter[tuple[str, ...]]] = defaultdict(Counter)
        """Entity -> how often phrasings call it by which name."""
        for mention in (m for mentions in named for m in mentions if len(m.entities) == 1):
            self._written_names[mention.kind, mention.entities[0]][mention.words] += 1
        known, self._parts_of_synonyms = self._known_words(literal)
        self.vocabulary = Vocabulary(known, self.language, {*map(fold, self.pack.well_known_names)} - names.words)
        showing = (w for shown in self.pack.pronoun_kinds.get("showing", ()) for w in folded_words(shown))
        given_names = frozenset(w for name in self.pack.given_names for w in folded_words(name))
        strangers = Strangers(names, self.vocabulary, articles, given_names, _beside_people(literal))
        self.spotter = Spotter(names, self.vocabulary, articles, articles | set(showing), strangers)
        self.verbatim = {
            words if not mentions else tuple(t.text for t in tokens): words
            for tokens, mentions, words in zip(written, named, literal, strict=True)
            if not any(w[0] == "{" for w in words)
        }
        """Words of the phrasings without slots -> the same with the names as they are compared."""
        questions = ((n, self.wording.without_fillers(words)) for (n, _), words in zip(asked, literal, strict=True))
        self.wording.replace(settled(self.wording.same, questions))
        self.phrasings = [
            Phrasing(n, text, words, self.stems(words)) for (n, text), words in zip(asked, literal, strict=True)
        ]
        self.name_stems = {
            row: frozenset(self.stems(_named_words(tokens, mentions)))
            for row, (tokens, mentions) in enumerate(zip(written, named, strict=True))
            if mentions
        }
        """Place of each phrasing that names something -> the stems of the names."""
        self._first_words = {self.topics[p.topic]: p.words for p in reversed(self.phrasings)}
        self.answers = [self._answer(n, topic) for n, topic in enumerate(topics)]
        """Each topic's answer as one more phrasing: its words, each once, slots aside."""
        self.profiles = self._profile(knowledge, written, named)
        self.holders = [Counter[str]() for _ in self.topics]
        """For each topic, how many of its phrasings hold a stem."""
        for phrasing in self.phrasings:
            self.holders[phrasing.topic].update(set(phrasing.stems))

    def _written(self, text: str) -> list[Token]:
        return self.wording.write_out(tokenise(text))

    def _answer(self, number: int, topic: Topic) -> Phrasing:
        text = in_language(topic.answer, self.language) or ""
        words = tuple(t.text for t in self._written(text) if t.text[0] not in "{=")
        return Phrasing(number, text, words, tuple(dict.fromkeys(self.stems(words))))

    def _known_words(self, phrasings: Iterable[Sequence[str]]) -> tuple[set[str], set[str]]:
        """The words of the language pack and of the phrasings, and those only known as parts of longer synonyms."""
        pack = self.pack
        synonyms = [folded_words(phrase) for group in pack.synonyms for phrase in group]
        listed = [w for group in pack.question_words.values() for w in group]
        listed += [
            *pack.negations,
            *pack.expectation,
            *pack.pronouns,
            *pack.prepositions,
            *pack.auxiliaries,
            *pack.follow_ups,
            *pack.fillers,
            *pack.conjunctions,
        ]
        listed += [*pack.contractions.values(), *pack.spelling.values(), *pack.months, *pack.weekdays, *pack.name_words]
        listed += [w for pair in pack.opposites for side in pair for w in side]
        words = {w for phrasing in phrasings for w in phrasing if w[0] not in "{="}
        words |= {w for phrase in listed for w in folded_words(phrase)}
        words |= {w for phrase in synonyms if len(phrase) == 1 for w in phrase}
        parts = {w for phrase in synonyms for w in phrase} - words
        return words | parts, parts

    def _profile(
        self, knowledge: Knowledge, written: Sequence[Sequence[Token]], named: Sequence[Sequence[Mention]]
    ) -> list[Profile]:
        signals: list[list[Signals]] = [[] for _ in self.topics]
        entities: list[set[tuple[str, str]]] = [set() for _ in self.topics]
        naming = Counter(p.topic for p in self.phrasings if any(map(_is_hard_name, p.words)))
        for phrasing, tokens, mentions in zip(self.phrasings, written, named, strict=True):
            signals[phrasing.topic].append(self.signals.read([t.text for t in tokens]))
            entities[phrasing.topic] |= _entities_of(mentions)
        for n, topic in enumerate(knowledge.topics.values()):
            answer = in_language(topic.answer, self.language)
            if answer:
                entities[n] |= _entities_of(self.spotter.spot_written(self._written(answer)))
        shown = enumerate(zip(signals, entities, strict=True))
        return [gates.profile(s, e, naming[topic]) for topic, (s, e) in shown]


def _series(knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """The event and those other events of its series whose names hold a year, by year."""
    if knowledge.summit is None:
        return ()
    dated = [(knowledge.summit.starts.year, SUMMIT, SUMMIT)]
    for id_, edition in knowledge.entities.get("edition", {}).items():
        names = (*edition.name.values(), *(alias for aliases in edition.aliases.values() for alias in aliases))
        years = [int(year) for name in names for year in _YEAR.findall(name)]
        dated += [(years[0], "edition", id_)] if years else []
    return tuple((kind, id_) for _, kind, id_ in sorted(dated))


def _literal(tokens: Sequence[Token], mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The words of a phrasing, with the hard names in it replaced by who they are."""
    if not mentions:
        return tuple([t.text for t in tokens])
    words: list[str] = []
    at = 0
    starts: defaultdict[int, list[Mention]] = defaultdict(list)
    for found in mentions:
        starts[found.start].append(found)
    while at < len(tokens):
        mention = standing_for_itself(starts.get(at, ()))
        words.append(tokens[at].text if mention is None else identity(mention))
        at = at + 1 if mention is None else mention.end
    return tuple(words)


def _named_words(tokens: Sequence[Token], mentions: Iterable[Mention]) -> list[str]:
    return [t.text for m in mentions for t in tokens[m.start : m.end]]


def _is_hard_name(word: str) -> bool:
    """Whether the word stands for an entity of a hard kind itself."""
    return word[0] == "=" and word[1:].partition(":")[0] in HARD_KINDS


def _beside_people(phrasings: Iterable[Sequence[str]]) -> frozenset[str]:
    """The words directly before and after a person."""
    pairs = [pair for words in phrasings for pair in pairwise(words)]
    beside = [a for a, b in pairs if b.startswith(_PERSON)] + [b for a, b in pairs if a.startswith(_PERSON)]
    return frozenset(word for word in beside if word[0] not in "{=")


def _entities_of(mentions: Iterable[Mention]) -> set[tuple[str, str]]:
    return {(m.kind, id_) for m in mentions for id_ in m.entities}


def _phrasings_in(topic: Topic, language: str) -> tuple[str, ...]:
    """The topic's phrasings for one language."""
    return (*topic.ask.get(language, ()), *topic.ask.get(EVERY_LANGUAGE, ()))


def _slots_of(topic: Topic, language: str) -> frozenset[str]:
    """The slots that the topic's phrasings name."""
    texts = _phrasings_in(topic, language) or tuple(t for texts in topic.ask.values() for t in texts)
    return frozenset(t.text[1:-1] for text in texts[:1] for t in tokenise(text) if t.text.startswith("{"))


def _aspects(text: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Slot and aspect of each placeholder in an answer."""
    found = _ASPECT.findall(next(iter(text.values())))
    return tuple((slot, aspect) for slot, aspect in found if aspect != "name")


def is_bare(stems: Sequence[str]) -> bool:
    """Whether a phrasing is nothing but a slot: then only a bare name is like it, and that is an exact match."""
    return all(s.startswith("{") for s in stems)


def standing_for_itself(mentions: Sequence[Mention]) -> Mention | None:
    """The mention that is of one certain entity, among those of the same words; none if these name things of two kinds.

    An office and who holds it are no two things.
    """
    if len({m.kind for m in mentions} - {"group"}) > 1:
        return None
    return next(filter(_stands_for_itself, mentions), None)


def _stands_for_itself(mention: Mention) -> bool:
    """Whether the mention is of one certain entity of a hard kind, or of the event."""
    return (mention.kind in HARD_KINDS and is_certain(mention)) or mention.kind == SUMMIT


def is_certain(mention: Mention) -> bool:
    """Whether the mention is of one entity, by a whole name."""
    return len(mention.entities) == 1 and (mention.exact or bool(mention.words))


def known(kind: str, id_: str) -> Mention:
    """A mention of an entity that the question itself does not name."""
    return Mention(id_, 0, 0, kind, (id_,))


def identity(mention: Mention) -> str:
    """The token that stands for the entity itself."""
    return f"={mention.kind}:{mention.entities[0]}"
