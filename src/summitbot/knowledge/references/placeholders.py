"""Slots in questions, and placeholders in replies: whether the knowledge can fill them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summitbot.knowledge.problems import all_of, closest, one_of, shortened
from summitbot.knowledge.references.findings import SECTION_OF, SLOTS, Existing, Finding, Place
from summitbot.knowledge.shapes import KINDS, Text

_BRACED = re.compile(r"\{([^{}]*)\}")
_PLACEHOLDER = re.compile(r"([a-z]+)(?:\.([A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*))?")
_NOT_SHOWN = frozenset({"aliases", "facts", "groups"})  # lists of things are no text


def slots_in(question: str) -> tuple[str, ...]:
    """The slots of a phrasing, in order: `which {group.plural} came` -> ("group",)."""
    return tuple(inner.split(".")[0] for inner in _BRACED.findall(question))


def phrasing_faults(place: Place, question: str, slots: frozenset[str]) -> Iterator[Finding]:
    """Braces of a question that are no slots, or other slots than those of the topic's first question."""
    found: tuple[str, ...] = ()
    if "{" in question or "}" in question:
        found = slots_in(question)
        yield from _stray_braces(place, question)
        for inner in _BRACED.findall(question):
            yield from _slot_faults(place, inner)
    if len(set(found)) < len(found):
        yield Finding(place, question, "has the same slot twice", "each slot once", "word it with one name only")
    if frozenset(found) != slots:
        expected = all_of(f"{{{slot}}}" for slot in sorted(slots)) if slots else "no slot"
        fault = "has other slots than the first question of this topic"
        yield Finding(place, question, fault, expected, "use the same slots, or move it to a topic of its own")


def reply_faults(
    place: Place, text: Text, slots: frozenset[str], existing: Existing, *, has_list: bool = False
) -> Iterator[Finding]:
    """Placeholders of a reply that neither the slots of its questions nor its list can fill."""
    for here, inner in _placeholders(place, text):
        if isinstance(inner, Finding):
            yield inner
        elif inner not in {"list", "count"}:
            yield from _placeholder_faults(here, inner, slots, existing)
        elif not has_list:
            yield Finding(here, f"{{{inner}}}", "needs a list in this topic", "", "add list: with of:, or delete it")


def shown_faults(place: Place, text: Text, section: str, existing: Existing) -> Iterator[Finding]:
    """Placeholders for the entries of a list that nothing in the section can fill."""
    for here, inner in _placeholders(place, text):
        if isinstance(inner, Finding):
            yield inner
        else:
            yield from _field_faults(here, inner, section, existing, f"{{{inner}}}")


def unfillable_faults(place: Place, text: Text) -> Iterator[Finding]:
    """Placeholders of a text that is never filled."""
    for here, inner in _placeholders(place, text):
        if isinstance(inner, Finding):
            yield inner
        else:
            fault, mend = "cannot be filled in a lead", "write it into answer: or sentences:"
            yield Finding(here, f"{{{inner}}}", fault, "", mend)


def _placeholders(place: Place, text: Text) -> Iterator[tuple[Place, str | Finding]]:
    """What stands between braces in each language, once, and the findings about braces that stand alone."""
    for language, reply in text.items():
        if "{" in reply or "}" in reply:
            here = place.at(language)
            yield from ((here, finding) for finding in _stray_braces(here, reply))
            yield from ((here, inner) for inner in dict.fromkeys(_BRACED.findall(reply)))


def _stray_braces(place: Place, text: str) -> Iterator[Finding]:
    rest = _BRACED.sub("", text)
    if "{" in rest or "}" in rest:
        fault = f"has a {'{' if '{' in rest else '}'} without its partner"
        yield Finding(place, text, fault, "braces in pairs, such as {person}", "complete it, or delete it")


def _slot_faults(place: Place, inner: str) -> Iterator[Finding]:
    slot, _, name = inner.partition(".")
    if slot not in SLOTS:
        meant = closest(slot, SLOTS)
        mend = f"did you mean {{{meant}}}?" if meant else "write one of these"
        yield Finding(place, f"{{{inner}}}", "is not a slot", one_of(f"{{{slot}}}" for slot in SLOTS), mend)
    elif name and (slot == "day" or name not in _fields(SECTION_OF[slot])):
        mend = f"in a question {{{slot}}} is enough"
        yield Finding(place, f"{{{inner}}}", f"names something that no {slot} has", "", mend)


def _placeholder_faults(place: Place, inner: str, slots: frozenset[str], existing: Existing) -> Iterator[Finding]:
    written = f"{{{inner}}}"
    parts = _PLACEHOLDER.fullmatch(inner)
    if parts is None:
        expected = "a slot and a field, such as {person.name}"
        yield Finding(place, written, "cannot be filled", expected, "write names only, without signs and blanks")
    elif parts[1] not in slots:
        meant = closest(parts[1], slots)
        has = all_of(f"{{{slot}}}" for slot in sorted(slots)) if slots else "no slot"
        mend = f"did you mean {written.replace(parts[1], meant, 1)}?" if meant else f"the questions here have {has}"
        yield Finding(place, written, f"cannot be filled, for no question has {{{parts[1]}}}", "", mend)
    elif parts[1] == "day" and parts[2] is not None:
        yield Finding(place, written, "cannot be filled, for a day has no fields", "", "write {day}")
    elif parts[2] is not None:
        yield from _field_faults(place, parts[2], SECTION_OF[parts[1]], existing, written)


def _field_faults(place: Place, name: str, section: str, existing: Existing, written: str) -> Iterator[Finding]:
    """A name that is neither a field nor an aspect of anything in the section."""
    options = (*_fields(section), *sorted(existing.aspects.get(section, ())))
    if name in options or section in existing.unread:
        return
    meant = closest(name, options)
    mend = f"did you mean {meant}?" if meant else f"or add {shortened(name)} under facts:"
    fault = f"cannot be filled, for nothing in {section} has {shortened(name)}"
    yield Finding(place, written, fault, one_of(options), mend)


def _fields(section: str) -> tuple[str, ...]:
    """What can be shown of each thing in a section without a claim."""
    return tuple(name for name in KINDS[section][1].model_fields if name not in _NOT_SHOWN)
