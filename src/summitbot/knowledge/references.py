"""What must agree between files: keys that exist, placeholders that can be filled, questions that lead to one topic.

Everything here is pure. A `Finding` says which thing is meant; where that stands in a file is the loader's business.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from summitbot.knowledge.knowledge import Knowledge, in_language
from summitbot.knowledge.problems import all_of, closest, one_of, shortened
from summitbot.knowledge.shapes import EVERY_LANGUAGE, KINDS, Claim, Entity, Query, Status, Text, Topic

SLOTS = (*(slot for slot, _ in KINDS.values()), "day")
"""What may stand in braces in a question."""

Loc = tuple[str | int, ...]

_SECTION_OF = {slot: section for section, (slot, _) in KINDS.items()}
_STATUSES = tuple(str(status) for status in Status)
_NOT_SHOWN = frozenset({"aliases", "facts"})
_DAYS = frozenset({"starts", "ends"})
_BRACED = re.compile(r"\{([^{}]*)\}")
_PLACEHOLDER = re.compile(r"([a-z]+)(?:\.([A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*))?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Place(NamedTuple):
    """Something in the knowledge, by section, key and the way to it: ("people", "peter-kyle", ("country",))."""

    section: str
    key: str
    loc: Loc = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake between things, as a `Problem` without file and line. `{other}` in `fault` stands for `other`."""

    place: Place
    value: str
    fault: str
    expected: str = ""
    mend: str = ""
    other: Place | None = None


@dataclass(frozen=True, slots=True)
class Existing:
    """What the folder speaks of, including things that could not be shaped, so that one mistake is reported once."""

    keys: Mapping[str, frozenset[str]]
    """Section -> keys."""
    aspects: Mapping[str, frozenset[str]]
    """Section -> aspects that at least one of its things has."""
    unread: frozenset[str] = frozenset()
    """Sections of which some file could not be read: there may be more in them."""


def find_faults(knowledge: Knowledge, existing: Existing) -> Iterator[Finding]:
    """Everything that does not agree, in no particular order."""
    checker = _Checker(knowledge, existing)
    yield from _summit(knowledge)
    for slot, entities in knowledge.entities.items():
        for key, entity in entities.items():
            yield from checker.entity(_SECTION_OF[slot], key, entity)
    for key, topic in knowledge.topics.items():
        yield from checker.topic(key, topic)
    yield from _words(knowledge, checker.languages)
    yield from _repeated_questions(knowledge.topics)


def slots_in(question: str) -> tuple[str, ...]:
    """The slots of a phrasing, in order: `which {group.plural} came` -> ("group",)."""
    return tuple(inner.split(".")[0] for inner in _BRACED.findall(question))


def folded(question: str) -> str:
    """The question without case, accents, punctuation and fields of slots: what makes two phrasings the same."""
    if "{" in question:
        question = re.sub(r"\{(\w+)[^{}]*\}", r"{\1}", question)
    if not question.isascii():
        question = "".join(c for c in unicodedata.normalize("NFKD", question) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w{}]+", " ", question.casefold()).split())


def section_of_field(name: str) -> str | None:
    """The section whose keys a field holds (country -> countries, groups -> groups); None where it holds no keys."""
    return name if name in KINDS else _SECTION_OF.get(name)


def _summit(knowledge: Knowledge) -> Iterator[Finding]:
    summit = knowledge.summit
    if summit is None:
        return
    if summit.ends < summit.starts:
        yield _ends_before_start(Place("summit", "", ("ends",)), summit.ends, summit.starts)
    if not _timezone_exists(summit.timezone):
        meant = closest(summit.timezone, available_timezones())
        mend = f"did you mean {meant}?" if meant else "write the continent and the city"
        place = Place("summit", "", ("timezone",))
        yield Finding(place, summit.timezone, "is not a time zone", "a name such as Europe/Paris", mend)
    for index, code in enumerate(summit.languages):
        if code not in knowledge.languages:
            yield _unknown_language(Place("summit", "", ("languages", index)), code, tuple(knowledge.languages))


def _timezone_exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _ends_before_start(place: Place, ends: date, starts: date) -> Finding:
    return Finding(place, str(ends), f"is before the start, {starts}", "", "correct one of the two days")


def _unknown_language(place: Place, code: str, known: tuple[str, ...]) -> Finding:
    meant = closest(code, known)
    mend = f"did you mean {meant}?" if meant else f"or add languages/{code}.yaml"
    return Finding(place, code, "is a language that is not known here", one_of(known), mend)


def _words(knowledge: Knowledge, languages: frozenset[str]) -> Iterator[Finding]:
    for code in knowledge.words.synonyms:
        if code not in languages:
            yield _unknown_language(Place("words", "", ("synonyms", code, "[key]")), code, tuple(knowledge.languages))


def _repeated_questions(topics: Mapping[str, Topic]) -> Iterator[Finding]:
    """Phrasings that two topics share, and checks that the matcher knows word for word."""
    asked: dict[str, Place] = {}
    for key, topic in topics.items():
        for loc, question in _questions(topic, "ask"):
            words = folded(question)
            first = asked.setdefault(words, Place("topics", key, loc)) if words else None
            if first is not None and first.key != key:
                fault = "is asked in {other} too, so that two topics would answer it"
                yield Finding(Place("topics", key, loc), question, fault, "", "keep it in one of them", first)
    for key, topic in topics.items():
        for loc, question in _questions(topic, "check"):
            if first := asked.get(folded(question)):
                fault = "is asked in {other} too, so that it checks nothing"
                mend = "word it as nobody has yet: the matcher must not have seen it"
                yield Finding(Place("topics", key, loc), question, fault, "", mend, first)


def _questions(topic: Topic, key: str) -> Iterator[tuple[Loc, str]]:
    for language, questions in getattr(topic, key).items():
        for index, question in enumerate(questions):
            yield (key, language, index), question


class _Checker:
    """Checks one thing after another against what exists."""

    def __init__(self, knowledge: Knowledge, existing: Existing) -> None:
        self.languages = frozenset((*knowledge.languages, EVERY_LANGUAGE))
        self._known_languages = tuple(knowledge.languages)
        self._answered_languages = knowledge.language_codes
        self._existing = existing

    # Entities

    def entity(self, section: str, key: str, entity: Entity) -> Iterator[Finding]:
        here = Place(section, key)
        for name in type(entity).model_fields:
            value = getattr(entity, name)
            target = section_of_field(name)
            if target is not None and value is not None:
                yield from self._references(here, name, value, target)
            elif isinstance(value, Mapping) and name != "facts":
                yield from self._text_languages(here, (name,), value)
        yield from self._dates(here, entity)
        for aspect, claims in entity.facts.items():
            for index, claim in enumerate(claims):
                yield from self._claim(here, ("facts", aspect, index), claim)

    def _references(self, here: Place, name: str, value: str | tuple[str, ...], target: str) -> Iterator[Finding]:
        if isinstance(value, str):
            yield from self._reference(here._replace(loc=(name,)), value, target)
            return
        for index, key in enumerate(value):
            yield from self._reference(here._replace(loc=(name, index)), key, target)

    def _reference(self, place: Place, key: str, target: str) -> Iterator[Finding]:
        known = self._existing.keys.get(target, frozenset())
        if key in known or target in self._existing.unread:
            return
        meant = closest(key, sorted(known))
        mend = f"did you mean {meant}?" if meant else f"correct it, or add it to {target}.yaml"
        yield Finding(place, key, f"is not among the {target}", "", mend)

    def _dates(self, here: Place, entity: Entity) -> Iterator[Finding]:
        starts, ends = getattr(entity, "starts", None), getattr(entity, "ends", None)
        if starts is not None and ends is not None and ends < starts:
            yield _ends_before_start(here._replace(loc=("ends",)), ends, starts)

    def _claim(self, here: Place, loc: Loc, claim: Claim) -> Iterator[Finding]:
        yield from self._sources(here, loc, claim.sources)
        if claim.text is not None:
            yield from self._text_languages(here, (*loc, "text"), claim.text)

    def _sources(self, here: Place, loc: Loc, sources: tuple[str, ...]) -> Iterator[Finding]:
        for index, key in enumerate(sources):
            yield from self._reference(here._replace(loc=(*loc, "sources", index)), key, "sources")

    def _text_languages(self, here: Place, loc: Loc, text: Mapping[str, object]) -> Iterator[Finding]:
        for code in text:
            if code not in self.languages:
                yield _unknown_language(here._replace(loc=(*loc, code, "[key]")), code, self._known_languages)

    # Topics

    def topic(self, key: str, topic: Topic) -> Iterator[Finding]:
        here = Place("topics", key)
        slots = frozenset(slots_in(next(question for _, question in _questions(topic, "ask"))))
        yield from self._phrasings(here, topic, slots)
        for loc, text in _replies(topic):
            yield from self._text_languages(here, loc, text)
            yield from self._placeholders(here, loc, text, slots, topic)
            yield from self._missing_languages(here, loc, text, topic)
        for name in ("ask", "check", "check_not"):
            yield from self._text_languages(here, (name,), getattr(topic, name))
        yield from self._sources(here, (), topic.sources)
        for index, earlier in enumerate(topic.earlier):
            yield from self._sources(here, ("earlier", index), earlier.sources)
        if topic.list is not None:
            yield from self._query(here, topic.list, slots)

    def _phrasings(self, here: Place, topic: Topic, slots: frozenset[str]) -> Iterator[Finding]:
        for loc, question in _questions(topic, "ask"):
            place = here._replace(loc=loc)
            found: tuple[str, ...] = ()
            if "{" in question or "}" in question:
                found = slots_in(question)
                yield from self._question_slots(place, question, found)
            if frozenset(found) != slots:
                yield _other_slots(place, question, slots)

    def _question_slots(self, place: Place, question: str, found: tuple[str, ...]) -> Iterator[Finding]:
        yield from _stray_braces(place, question)
        for inner in _BRACED.findall(question):
            slot, _, name = inner.partition(".")
            if slot not in SLOTS:
                yield _unknown_slot(place, inner)
            elif name and (slot == "day" or name not in _fields(_SECTION_OF[slot])):
                mend = f"in a question {{{slot}}} is enough"
                yield Finding(place, f"{{{inner}}}", f"names something that no {slot} has", "", mend)
        if len(set(found)) < len(found):
            yield Finding(place, question, "has the same slot twice", "each slot once", "word it with one name only")

    def _placeholders(
        self, here: Place, loc: Loc, text: Text, slots: frozenset[str], topic: Topic
    ) -> Iterator[Finding]:
        for language, reply in text.items():
            if "{" not in reply and "}" not in reply:
                continue
            place = here._replace(loc=(*loc, language))
            yield from _stray_braces(place, reply)
            for inner in dict.fromkeys(_BRACED.findall(reply)):
                if loc == ("list", "show") and topic.list is not None:
                    yield from self._shown(place, inner, topic.list.of)
                else:
                    yield from self._placeholder(place, inner, slots, has_list=topic.list is not None)

    def _placeholder(self, place: Place, inner: str, slots: frozenset[str], *, has_list: bool) -> Iterator[Finding]:
        written = f"{{{inner}}}"
        parts = _PLACEHOLDER.fullmatch(inner)
        if inner in {"list", "count"}:
            if not has_list:
                yield Finding(place, written, "needs a list in this topic", "", "add list: with of:, or delete it")
        elif parts is None:
            expected = "a slot and a field, such as {person.name}"
            yield Finding(place, written, "cannot be filled", expected, "write names only, without signs and blanks")
        elif parts[1] not in slots:
            has = all_of(f"{{{slot}}}" for slot in sorted(slots)) if slots else "no slot"
            meant = closest(parts[1], slots)
            mend = f"did you mean {written.replace(parts[1], meant, 1)}?" if meant else f"the questions here have {has}"
            yield Finding(place, written, f"cannot be filled, for no question has {{{parts[1]}}}", "", mend)
        elif parts[1] != "day" and parts[2] is None:
            yield Finding(place, written, "does not say what to show", "", f"write {{{inner}.name}} for the name")
        elif parts[1] == "day" and parts[2] is not None:
            yield Finding(place, written, "cannot be filled, for a day has no fields", "", "write {day}")
        elif parts[2] is not None:
            yield from self._shown(place, parts[2], _SECTION_OF[parts[1]], written)

    def _shown(self, place: Place, name: str, section: str, written: str = "") -> Iterator[Finding]:
        """A field or an aspect of the things in a section."""
        fields, aspects = _fields(section), self._existing.aspects.get(section, frozenset())
        if name in fields or name in aspects or section in self._existing.unread:
            return
        options = [*fields, *sorted(aspects)]
        meant = closest(name, options)
        mend = f"did you mean {meant}?" if meant else f"or add {shortened(name)} under facts:"
        fault = f"cannot be filled, for nothing in {section} has {shortened(name)}"
        yield Finding(place, written or f"{{{name}}}", fault, one_of(options), mend)

    def _missing_languages(self, here: Place, loc: Loc, text: Text, topic: Topic) -> Iterator[Finding]:
        """A question in a language deserves every reply in that language."""
        asked = [code for code in topic.ask if code != EVERY_LANGUAGE]
        if EVERY_LANGUAGE in topic.ask:
            asked = [*asked, *(code for code in self._answered_languages if code not in asked)]
        missing = [code for code in asked if in_language(text, code) is None]
        if missing:
            named = " ".join(part for part in loc if isinstance(part, str))
            fault = f"{named} is not written in {all_of(missing)}, but there are questions in it"
            place = here._replace(loc=(*loc, "[key]"))
            yield Finding(place, "", fault, "", f"add {all_of(f'{code}:' for code in missing)}")

    # Lists

    def _query(self, here: Place, query: Query, slots: frozenset[str]) -> Iterator[Finding]:
        aspects = self._existing.aspects.get(query.of, frozenset())
        comparable = (*(name for name in _fields(query.of) if section_of_field(name) or name in _DAYS), "day")
        options = dict.fromkeys((*comparable, *sorted(aspects)))
        for name, values in query.where.items():
            loc = ("list", "where", name)
            if name in options:
                for index, value in enumerate(values):
                    place = here._replace(loc=(*loc, index))
                    wanted = _slot_compared_with(name) if name in comparable else None
                    yield from self._condition(place, name, value, wanted, slots)
            elif query.of not in self._existing.unread:
                meant = closest(name, options)
                mend = f"did you mean {meant}?" if meant else "delete the line"
                place = here._replace(loc=(*loc, "[key]"))
                yield Finding(place, name, f"is nothing that {query.of} can be chosen by", one_of(options), mend)

    def _condition(
        self, place: Place, name: str, value: str, wanted: str | None, slots: frozenset[str]
    ) -> Iterator[Finding]:
        """One value of a comparison. `wanted` is the slot that may stand there, None for the statuses of an aspect."""
        if wanted is None:
            if value not in _STATUSES:
                yield _not_a_status(place, value)
        elif value.startswith("{"):
            if value != f"{{{wanted}}}":
                yield Finding(place, value, f"cannot be compared with {name}", f"{{{wanted}}}", "write that")
            elif wanted not in slots:
                mend = f"add {{{wanted}}} to the questions, or name one thing"
                yield Finding(place, value, f"cannot be filled, for no question has {value}", "", mend)
        elif wanted != "day":
            yield from self._reference(place, value, _SECTION_OF[wanted])
        elif not _DAY.fullmatch(value):
            yield Finding(place, value, "is not a day", "{day} or a day such as 2025-02-11", "write one of these")


def _slot_compared_with(name: str) -> str:
    section = section_of_field(name)
    return KINDS[section][0] if section else "day"


def _not_a_status(place: Place, value: str) -> Finding:
    meant = closest(value, _STATUSES)
    mend = f"did you mean {meant}?" if meant else "write one of these"
    return Finding(place, value, "is not a status", one_of(_STATUSES), mend)


def _fields(section: str) -> tuple[str, ...]:
    """What can be shown of each thing in a section without a claim."""
    return tuple(name for name in KINDS[section][1].model_fields if name not in _NOT_SHOWN)


def _replies(topic: Topic) -> Iterator[tuple[Loc, Text]]:
    """Every text of a topic that people may read as a reply."""
    yield ("answer",), topic.answer
    if topic.otherwise is not None:
        yield ("otherwise",), topic.otherwise
    for status, text in topic.sentences.items():
        yield ("sentences", str(status)), text
    for index, earlier in enumerate(topic.earlier):
        yield ("earlier", index, "answer"), earlier.answer
    if topic.list is not None:
        yield ("list", "show"), topic.list.show


def _stray_braces(place: Place, text: str) -> Iterator[Finding]:
    rest = _BRACED.sub("", text)
    if "{" in rest or "}" in rest:
        brace = "{" if "{" in rest else "}"
        fault = f"has a {brace} without its partner"
        yield Finding(place, text, fault, "braces in pairs, such as {person}", "complete it, or delete it")


def _unknown_slot(place: Place, inner: str) -> Finding:
    meant = closest(inner.partition(".")[0], SLOTS)
    mend = f"did you mean {{{meant}}}?" if meant else "write one of these"
    return Finding(place, f"{{{inner}}}", "is not a slot", one_of(f"{{{slot}}}" for slot in SLOTS), mend)


def _other_slots(place: Place, question: str, slots: frozenset[str]) -> Finding:
    expected = all_of(f"{{{slot}}}" for slot in sorted(slots)) if slots else "no slot"
    fault = "has other slots than the first question of this topic"
    return Finding(place, question, fault, expected, "use the same slots, or move it to a topic of its own")
