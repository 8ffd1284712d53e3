"""Whether a topic agrees with itself and with the rest of the folder."""

from __future__ import annotations

from collections.abc import Iterator

from summitbot.knowledge.knowledge import in_language
from summitbot.knowledge.problems import all_of
from summitbot.knowledge.references.findings import Existing, Finding, Place
from summitbot.knowledge.references.keys import language_faults, source_faults
from summitbot.knowledge.references.placeholders import (
    phrasing_faults,
    reply_faults,
    shown_faults,
    slots_in,
    unfillable_faults,
)
from summitbot.knowledge.references.queries import query_faults
from summitbot.knowledge.references.repetition import questions
from summitbot.knowledge.shapes import EVERY_LANGUAGE, Text, Topic


def topic_faults(here: Place, topic: Topic, existing: Existing, answered: tuple[str, ...]) -> Iterator[Finding]:
    """What in a topic does not agree. `answered` are the languages that the folder answers in."""
    slots = frozenset(slots_in(next(question for _, question in questions(topic.ask))))
    for name in ("ask", "check", "check_not"):
        yield from language_faults(here.at(name), getattr(topic, name), existing)
    for loc, question in questions(topic.ask):
        yield from phrasing_faults(here.at("ask", *loc), question, slots)
    for place, text in _replies(here, topic):
        yield from language_faults(place, text, existing)
        yield from _missing_languages(place, text, topic, answered)
    yield from _placeholder_faults(here, topic, slots, existing)
    yield from source_faults(here, topic.sources, existing)
    for index, earlier in enumerate(topic.earlier):
        yield from source_faults(here.at("earlier", index), earlier.sources, existing)
    if topic.list is not None:
        yield from query_faults(here.at("list", "where"), topic.list, slots, existing)


def _replies(here: Place, topic: Topic) -> Iterator[tuple[Place, Text]]:
    """Every text of a topic that people may read as a reply, or as a part of one."""
    yield from _sentences(here, topic)
    for status, text in topic.lead.items():
        yield here.at("lead", str(status)), text
    if topic.list is not None:
        yield here.at("list", "show"), topic.list.show


def _sentences(here: Place, topic: Topic) -> Iterator[tuple[Place, Text]]:
    """The texts that may name what the question named."""
    yield here.at("answer"), topic.answer
    if topic.otherwise is not None:
        yield here.at("otherwise"), topic.otherwise
    for status, text in topic.sentences.items():
        yield here.at("sentences", str(status)), text
    for index, earlier in enumerate(topic.earlier):
        yield here.at("earlier", index, "answer"), earlier.answer


def _placeholder_faults(here: Place, topic: Topic, slots: frozenset[str], existing: Existing) -> Iterator[Finding]:
    for place, text in _sentences(here, topic):
        yield from reply_faults(place, text, slots, existing, has_list=topic.list is not None)
    for status, text in topic.lead.items():
        yield from unfillable_faults(here.at("lead", str(status)), text)
    if topic.list is not None:
        yield from shown_faults(here.at("list", "show"), topic.list.show, topic.list.of, existing)


def _missing_languages(place: Place, text: Text, topic: Topic, answered: tuple[str, ...]) -> Iterator[Finding]:
    """A question in a language deserves every reply in that language."""
    asked = dict.fromkeys(code for code in topic.ask if code != EVERY_LANGUAGE)
    if EVERY_LANGUAGE in topic.ask:
        asked |= dict.fromkeys(answered)
    missing = [code for code in asked if in_language(text, code) is None]
    if missing:
        named = " ".join(part for part in place.loc if isinstance(part, str))
        fault = f"{named} is not written in {all_of(missing)}, but there are questions in it"
        yield Finding(place.at("[key]"), "", fault, "", f"add {all_of(f'{code}:' for code in missing)}")
