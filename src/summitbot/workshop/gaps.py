"""What is no mistake, but keeps a good answer from somebody: each kind of gap, as sentences with a place and a mend."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from summitbot.answering.claims import newest
from summitbot.knowledge.knowledge import Knowledge, in_language
from summitbot.knowledge.references.repetition import folded
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
from summitbot.workshop.contents import Contents, topic_file

_AS_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SLOT_OF: Mapping[type[Entity], str] = {shape: slot for slot, shape in KINDS.values()}


def unsourced(contents: Contents) -> Iterator[str]:
    """Claims that name no source."""
    yield from (f"{place}: name a source under sources:" for place, claim in contents.claims() if not claim.sources)


def untranslated(contents: Contents, language: str) -> Iterator[str]:
    """Texts that an asker in that language would read in another."""
    for place, text in contents.texts():
        if in_language(text, language) is None:
            yield f"{place}: write it in {language} too, under {language}:"


def stale(contents: Contents, today: date) -> Iterator[str]:
    """What is still `expected` although its day has passed: the one it was due, else the last day of the event."""
    for place, entity in contents.entities():
        end = _end(entity, contents.knowledge)
        for aspect, claims in entity.facts.items():
            yield from _overdue(f"{place}: {aspect}", newest(claims, today), end, today)
    summit = contents.knowledge.summit
    for place, topic in contents.topics():
        claim = newest(topic.claims, today)
        yield from _overdue(f"{place}: answer", claim, summit.ends if summit is not None else None, today)


def _overdue(place: str, claim: Claim, end: date | None, today: date) -> Iterator[str]:
    last = claim.due or end
    if claim.status is Status.EXPECTED and last is not None and last < today:
        yield f"{place} was expected by {last}: write what became of it, or its new day under due:"


def _end(entity: Entity, knowledge: Knowledge) -> date | None:
    """The day after which nothing about the entity can be expected any more; other editions have days of their own."""
    if isinstance(entity, ProgrammePart):
        return entity.ends or entity.starts
    if isinstance(entity, Edition) or knowledge.summit is None:
        return None
    return knowledge.summit.ends


def unreachable(knowledge: Knowledge, language: str) -> Iterator[str]:
    """Topics that no question of that language leads to: they have none, or all of theirs stand in others as well."""
    topics = knowledge.topics.items()
    asked = {topic_file(key): {folded(question) for question in in_(topic.ask, language)} for key, topic in topics}
    files: defaultdict[str, set[str]] = defaultdict(set)
    for file, questions in asked.items():
        for question in questions:
            files[question].add(file)
    for file, questions in asked.items():
        if not questions:
            yield f"{file}: no question in {language} leads here: write some under ask: {language}:"
        elif all(len(files[question]) > 1 for question in questions):
            others = set().union(*(files[question] for question in questions)) - {file}
            named = " and ".join(sorted(others))
            yield f"{file}: every question in {language} stands in {named} too: word some differently"


def in_(texts: TextLists, language: str) -> tuple[str, ...]:
    """The texts of a language, among them those that serve every language."""
    return (*texts.get(language, ()), *texts.get(EVERY_LANGUAGE, ()))


def unasked(contents: Contents) -> Iterator[str]:
    """Aspects that stand in no answer and choose no list, with the place of the first and the number of all."""
    asked = {wanted for _, topic in contents.topics() for wanted in _aspects_asked(topic)}
    places: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for place, entity in contents.entities():
        slot = _SLOT_OF.get(type(entity))
        for aspect in entity.facts:
            if slot is not None and (slot, aspect) not in asked:
                places[slot, aspect].append(place)
    for (slot, aspect), found in places.items():
        more = f" and {len(found) - 1} more" if found[1:] else ""
        yield f"{found[0]}: {aspect}{more}: put {{{slot}.{aspect}}} into the answer of a topic, or delete it"


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
