"""What a knowledge folder covers, and where it has gaps that are no mistakes: for `summitbot check` to show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from summitbot.answering.claims import newest
from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.shapes import (
    EVERY_LANGUAGE,
    KINDS,
    Claim,
    Edition,
    Entity,
    ProgrammePart,
    Status,
    TextLists,
    Topic,
)

_AS_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class LanguageCoverage:
    """How much there is in one language."""

    language: str
    topics: int
    """Topics that can be asked for in it."""
    phrasings: int
    checks: int
    near_misses: int
    missing: tuple[str, ...]
    """Topics that cannot be asked for in it."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Numbers and gaps. Iterating over it gives lines to print."""

    entities: Mapping[str, int]
    """people, organisations ... -> how many."""
    topics: int
    claims: int
    """Claims about entities, and answers of topics that state something."""
    sources: int
    languages: tuple[LanguageCoverage, ...]
    unsourced: tuple[str, ...]
    """Claims without a source."""
    stale: tuple[str, ...]
    """What is still `expected` although its day has passed."""
    unasked: tuple[str, ...]
    """Aspects that no topic asks for."""

    def __iter__(self) -> Iterator[str]:
        """A table, then the gaps by kind, one line each."""
        rows = {"topics": self.topics, "claims": self.claims, "sources": self.sources, **self.entities}
        width = max(map(len, rows))
        yield from (f"{name:<{width}} {number:>6}" for name, number in rows.items())
        for row in self.languages:
            numbers = (
                f"{row.topics} topics, {row.phrasings} questions, {row.checks} checks, {row.near_misses} near misses"
            )
            yield f"{row.language}: {numbers}"
        yield from _lines("no source", self.unsourced)
        yield from _lines("still expected", self.stale)
        yield from _lines("asked for by no topic", self.unasked)
        for row in self.languages:
            yield from _lines(f"cannot be asked for in {row.language}", row.missing)


def survey(knowledge: Knowledge, today: date | None = None) -> Survey:
    """Count what there is and list what is missing. Without `today`, nothing is called stale."""
    claims = list(_claims(knowledge))
    return Survey(
        entities={section: len(knowledge.entities.get(slot, {})) for section, (slot, _) in KINDS.items()},
        topics=len(knowledge.topics),
        claims=len(claims),
        sources=len(knowledge.sources),
        languages=tuple(_coverage(knowledge, language) for language in knowledge.language_codes),
        unsourced=tuple(name for name, claim in claims if not claim.sources),
        stale=tuple(_stale(knowledge, today)) if today else (),
        unasked=tuple(_unasked(knowledge)),
    )


def _lines(label: str, names: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{label}: {name}" for name in names)


def _entities(knowledge: Knowledge) -> Iterator[tuple[str, Entity]]:
    """Every entity with a name to print; the summit itself comes last."""
    for section, (slot, _) in KINDS.items():
        for key, entity in knowledge.entities.get(slot, {}).items():
            yield f"{section}/{key}", entity
    if knowledge.summit is not None:
        yield "summit", knowledge.summit


def _claims(knowledge: Knowledge) -> Iterator[tuple[str, Claim]]:
    for name, entity in _entities(knowledge):
        for aspect, claims in entity.facts.items():
            yield from ((f"{name}: {aspect}", claim) for claim in claims)
    for key, topic in knowledge.topics.items():
        if topic.status is not None:
            yield f"topics/{key}", _as_claim(topic)
        for earlier in topic.earlier:
            claim = Claim(text=earlier.answer, status=earlier.status, as_of=earlier.as_of, sources=earlier.sources)
            yield f"topics/{key}: earlier", claim


def _as_claim(topic: Topic) -> Claim:
    return Claim(text=topic.answer, status=topic.status, as_of=topic.as_of, sources=topic.sources)


def _coverage(knowledge: Knowledge, language: str) -> LanguageCoverage:
    topics = knowledge.topics
    asked = {key: questions for key, topic in topics.items() if (questions := _in(topic.ask, language))}
    return LanguageCoverage(
        language=language,
        topics=len(asked),
        phrasings=sum(map(len, asked.values())),
        checks=sum(len(_in(topic.check, language)) for topic in topics.values()),
        near_misses=sum(len(_in(topic.check_not, language)) for topic in topics.values()),
        missing=tuple(f"topics/{key}" for key in topics if key not in asked),
    )


def _in(texts: TextLists, language: str) -> tuple[str, ...]:
    """The texts of a language, among them those that serve every language."""
    return (*texts.get(language, ()), *texts.get(EVERY_LANGUAGE, ()))


def _stale(knowledge: Knowledge, today: date) -> Iterator[str]:
    for name, entity in _entities(knowledge):
        end = _end(entity, knowledge)
        if end is not None and end < today:
            for aspect, claims in entity.facts.items():
                if newest(claims, today).status is Status.EXPECTED:
                    yield f"{name}: {aspect}"
    end = knowledge.summit.ends if knowledge.summit is not None else None
    if end is not None and end < today:
        yield from (f"topics/{key}" for key, topic in knowledge.topics.items() if topic.status is Status.EXPECTED)


def _end(entity: Entity, knowledge: Knowledge) -> date | None:
    """The day after which nothing about the entity can be expected any more; other editions have days of their own."""
    if isinstance(entity, ProgrammePart):
        return entity.ends or entity.starts
    if isinstance(entity, Edition) or knowledge.summit is None:
        return None
    return knowledge.summit.ends


def _unasked(knowledge: Knowledge) -> Iterator[str]:
    """Aspects that stand in no answer and choose no list, with the number of entities that have one."""
    asked = {wanted for topic in knowledge.topics.values() for wanted in _aspects_asked(topic)}
    for section, (slot, _) in KINDS.items():
        entities = knowledge.entities.get(slot, {}).values()
        for aspect, number in Counter(aspect for entity in entities for aspect in entity.facts).items():
            if (slot, aspect) not in asked:
                yield f"{section}: {aspect} ({number})"


def _aspects_asked(topic: Topic) -> Iterator[tuple[str, str]]:
    """Slot and aspect of everything that the topic fills in or chooses by."""
    replies = [topic.answer, topic.otherwise or {}, *topic.sentences.values(), *(e.answer for e in topic.earlier)]
    for reply in replies:
        for text in reply.values():
            for inner in _AS_PLACEHOLDER.findall(text):
                slot, _, name = inner.partition(".")
                yield slot, name
    if topic.list is not None:
        slot, _ = KINDS[topic.list.of]
        yield from ((slot, name) for name in topic.list.where)
        yield from ((slot, name) for text in topic.list.show.values() for name in _AS_PLACEHOLDER.findall(text))
