"""Lists over entities: whether their conditions can ever be met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from summitbot.knowledge.problems import closest, one_of
from summitbot.knowledge.references.findings import SECTION_OF, Existing, Finding, Place, section_of_field
from summitbot.knowledge.references.keys import key_faults
from summitbot.knowledge.shapes import KINDS, Query, Status

_STATUSES = tuple(str(status) for status in Status)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def query_faults(here: Place, query: Query, slots: frozenset[str], existing: Existing) -> Iterator[Finding]:
    """Conditions on what the things do not have, or with values that they cannot have; `here` is their place."""
    fields = _compared_fields(query.of)
    aspects = existing.aspects.get(query.of, frozenset())
    for name, values in query.where.items():
        place = here.at(name)
        if name in fields:
            for index, value in enumerate(values):
                yield from _value_faults(place.at(index), name, value, slots, existing)
        elif name in aspects:
            for index, value in enumerate(values):
                yield from _status_faults(place.at(index), value)
        elif query.of not in existing.unread:
            options = (*fields, *sorted(aspects))
            meant = closest(name, options)
            mend = f"did you mean {meant}?" if meant else "delete the line"
            expected = one_of(options) if options else ""
            yield Finding(place.at("[key]"), name, f"is nothing that {query.of} can be chosen by", expected, mend)


def _compared_fields(section: str) -> tuple[str, ...]:
    """What a list over a section can choose by without a claim: fields that hold keys, and the day of what has one."""
    fields = KINDS[section][1].model_fields
    return (*filter(section_of_field, fields), *(["day"] if "starts" in fields else []))


def _slot_compared_with(name: str) -> str:
    section = section_of_field(name)
    return KINDS[section][0] if section else "day"


def _value_faults(place: Place, name: str, value: str, slots: frozenset[str], existing: Existing) -> Iterator[Finding]:
    """One value that the field `name` is compared with: a key, a day, or the slot that stands for one."""
    slot = _slot_compared_with(name)
    if value.startswith("{"):
        if value != f"{{{slot}}}":
            yield Finding(place, value, f"cannot be compared with {name}", f"{{{slot}}}", "write that")
        elif slot not in slots:
            mend = f"add {value} to the questions, or name one thing"
            yield Finding(place, value, f"cannot be filled, for no question has {value}", "", mend)
    elif slot != "day":
        yield from key_faults(place, value, SECTION_OF[slot], existing)
    elif not _is_day(value):
        yield Finding(place, value, "is not a day", "{day} or a day such as 2025-02-11", "write one of these")


def _status_faults(place: Place, value: str) -> Iterator[Finding]:
    if value not in _STATUSES:
        meant = closest(value, _STATUSES)
        mend = f"did you mean {meant}?" if meant else "write one of these"
        yield Finding(place, value, "is not a status", one_of(_STATUSES), mend)


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return _DAY.fullmatch(value) is not None
