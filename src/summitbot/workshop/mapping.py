"""A page that shows what a knowledge folder can answer, and from which sources: `summitbot map` prints it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from summitbot.knowledge.knowledge import Knowledge, in_language
from summitbot.knowledge.shapes import EVERY_LANGUAGE, KINDS, Claim, Source, Topic

MOST_SOURCES = 8
"""Sources named for a topic that rests on facts of many things; their own files name the rest."""

_SLOT = re.compile(r"\{([a-z]+)(?:\.([A-Za-z0-9-]+))?\}")
_MARKUP = re.compile(r"([\\`*_\[\]<>|])")
_EVENT, _DAYS, _LISTS, _DECLINED = "The event", "Days", "Lists", "What is declined"


def knowledge_map(knowledge: Knowledge) -> Iterator[str]:
    """Yield the lines of the page, in Markdown: the topics by what they are about, then the entities by kind."""
    yield "# What the bot knows"
    yield ""
    yield "Every topic with its first question, what it answers with and where that comes from; then everything that"
    yield "questions can name. `make map` makes this page from the knowledge folder: change that, not this."
    for subject, topics in _by_subject(knowledge).items():
        yield from ("", f"## {subject}")
        for key in topics:
            yield from ("", f"### {key}", "")
            yield from _topic(knowledge.topics[key], knowledge)
    yield from _tables(knowledge)


def _by_subject(knowledge: Knowledge) -> dict[str, list[str]]:
    """Subject -> topics, by the kind of thing that their questions name."""
    subjects: dict[str, list[str]] = {subject: [] for subject in (_EVENT, *map(str.capitalize, KINDS), _DAYS, _LISTS)}
    subjects[_DECLINED] = []
    for key, topic in knowledge.topics.items():
        subjects[_subject(topic)].append(key)
    return {subject: sorted(topics) for subject, topics in subjects.items() if topics}


def _subject(topic: Topic) -> str:
    if topic.declines:
        return _DECLINED
    if topic.list is not None:
        return _LISTS
    slot = _SLOT.search(next(iter(topic.ask.values()))[0])
    if slot is None:
        return _EVENT
    return next((section.capitalize() for section, (name, _) in KINDS.items() if name == slot[1]), _DAYS)


def _topic(topic: Topic, knowledge: Knowledge) -> Iterator[str]:
    for language in knowledge.language_codes:
        questions = topic.ask.get(language) or topic.ask.get(EVERY_LANGUAGE, ())
        yield from (f"- {language}: {_plain(question)}" for question in questions[:1])
    present, *earlier = topic.claims
    own = [present, *earlier]
    if topic.declines:
        yield "- answer: that this folder does not cover it"
    if topic.list is not None:
        yield f"- answer: a list of {topic.list.of}{_chosen_by(topic)}"
    if present.status is not None:
        yield f"- answer: {_standing(present)}"
    earlier.sort(key=lambda claim: claim.as_of or date.min, reverse=True)
    yield from (f"- before that: {_standing(claim)}" for claim in earlier)
    yield from _sources("sources", own, knowledge, None)
    for slot, aspect in _aspects(topic):
        found = _claims(slot, aspect, knowledge)
        if found:
            yield f"- answer: {{{slot}.{aspect}}}, {len(found)} claims ({_statuses(found)})"
            yield from _sources(f"sources of {{{slot}.{aspect}}}", found, knowledge, MOST_SOURCES)


def _chosen_by(topic: Topic) -> str:
    where = topic.list.where if topic.list is not None else {}
    conditions = (f"{key} is {' or '.join(wanted)}" for key, wanted in where.items())
    return f" where {' and '.join(conditions)}" if where else ""


def _standing(claim: Claim) -> str:
    """The status of a claim and its days."""
    said = [str(claim.status or "no status")]
    said += [f"as of {claim.as_of}"] if claim.as_of else []
    said += [f"due {claim.due}"] if claim.due else []
    return ", ".join(said)


def _aspects(topic: Topic) -> list[tuple[str, str]]:
    """Slot and name of everything that the answer fills in."""
    return list(dict.fromkeys((m[1], m[2]) for text in topic.answer.values() for m in _SLOT.finditer(text) if m[2]))


def _claims(slot: str, aspect: str, knowledge: Knowledge) -> list[Claim]:
    entities = knowledge.entities.get(slot, {}).values()
    return [claim for entity in entities for claim in entity.facts.get(aspect, ())]


def _statuses(claims: Sequence[Claim]) -> str:
    """How many claims have each status, and the days between which they were known."""
    numbers = Counter(str(claim.status or "no status") for claim in claims)
    said = [f"{number} {status}" for status, number in numbers.most_common()]
    days = sorted({claim.as_of.isoformat() for claim in claims if claim.as_of is not None})
    return ", ".join([*said, *([f"as of {' to '.join(days[:: len(days) - 1 or 1])}"] if days else [])])


def _sources(label: str, claims: Sequence[Claim], knowledge: Knowledge, most: int | None) -> Iterator[str]:
    """One line that names the sources of the claims, at most so many."""
    keys = list(dict.fromkeys(key for claim in claims for key in claim.sources if key in knowledge.sources))
    if keys:
        named = [_source(knowledge.sources[key]) for key in keys[:most]]
        more = [f"and {len(keys) - len(named)} more"] if len(keys) > len(named) else []
        yield f"- {label}: {'; '.join([*named, *more])}"


def _source(source: Source) -> str:
    title = f"[{_plain(source.title)}]({source.url})" if source.url else _plain(source.title)
    return f"{_plain(source.publisher)}, {title}"


def _tables(knowledge: Knowledge) -> Iterator[str]:
    """A table for each kind of entity: key, name in the preferred language, and the number of facts."""
    first = knowledge.language_codes[0] if knowledge.language_codes else EVERY_LANGUAGE
    yield from ("", "## What questions can name")
    for section, (slot, _) in KINDS.items():
        if entities := knowledge.entities.get(slot, {}):
            yield from ("", f"### {section} ({len(entities)})", "", "| key | name | facts |", "|---|---|---:|")
            for key, entity in entities.items():
                name = in_language(entity.name, first) or next(iter(entity.name.values()))
                yield f"| {key} | {_plain(name)} | {sum(map(len, entity.facts.values()))} |"


def _plain(text: str) -> str:
    """The text on one line, as Markdown shows it unchanged; slots in braces need no care."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
