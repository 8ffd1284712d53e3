"""Whether people, countries and everything else with a name agree with the rest of the folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from summitbot.knowledge.problems import closest
from summitbot.knowledge.references.findings import Existing, Finding, Place, section_of_field
from summitbot.knowledge.references.keys import key_faults, language_faults, source_faults, unknown_language
from summitbot.knowledge.references.placeholders import reply_faults
from summitbot.knowledge.shapes import KINDS, Claim, Entity, Summit


def entity_faults(here: Place, entity: Entity, existing: Existing) -> Iterator[Finding]:
    """What in an entity does not agree with the rest."""
    for name in type(entity).model_fields:
        value = getattr(entity, name)
        target = section_of_field(name)
        if target is not None and value is not None:
            yield from _field_faults(here.at(name), value, target, existing)
        elif isinstance(value, Mapping) and name != "facts":
            yield from language_faults(here.at(name), value, existing)
    yield from _date_faults(here, entity)
    for aspect, claims in entity.facts.items():
        for index, claim in enumerate(claims):
            yield from _claim_faults(here.at("facts", aspect, index), claim, existing)


def summit_faults(summit: Summit, existing: Existing) -> Iterator[Finding]:
    """What in the summit's file does not agree with the rest, or with the world's time zones."""
    here = Place("summit", "")
    yield from entity_faults(here, summit, existing)
    if not _timezone_exists(summit.timezone):
        meant = closest(summit.timezone, available_timezones())
        mend = f"did you mean {meant}?" if meant else "write the continent and the city"
        yield Finding(here.at("timezone"), summit.timezone, "is not a time zone", "a name such as Europe/Paris", mend)
    for index, code in enumerate(summit.languages):
        if code not in existing.languages:
            yield unknown_language(here.at("languages", index), code, existing)


def _timezone_exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _field_faults(here: Place, value: str | tuple[str, ...], target: str, existing: Existing) -> Iterator[Finding]:
    if isinstance(value, str):
        yield from key_faults(here, value, target, existing)
        return
    for index, key in enumerate(value):
        yield from key_faults(here.at(index), key, target, existing)


def _date_faults(here: Place, entity: Entity) -> Iterator[Finding]:
    starts, ends = getattr(entity, "starts", None), getattr(entity, "ends", None)
    if starts is not None and ends is not None and ends < starts:
        fault = f"is before the start, {starts}"
        yield Finding(here.at("ends"), str(ends), fault, "", "correct one of the two days")


def _claim_faults(here: Place, claim: Claim, existing: Existing) -> Iterator[Finding]:
    yield from source_faults(here, claim.sources, existing)
    if claim.text is not None:
        own_slot = frozenset({KINDS[here.section][0]}) if here.section in KINDS else frozenset[str]()
        yield from language_faults(here.at("text"), claim.text, existing)
        yield from reply_faults(here.at("text"), claim.text, own_slot, existing)
