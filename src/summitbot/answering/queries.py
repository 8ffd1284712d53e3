"""Lists over entities: which of a kind meet every condition of a query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from summitbot.answering.claims import is_known, newest
from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.shapes import KINDS, Entity, Person, ProgrammePart, Query

DAY = "day"


def members(
    query: Query, knowledge: Knowledge, slots: Mapping[str, str], moment: date
) -> tuple[tuple[str, Entity], ...]:
    """Id and entity of those that meet every condition, people in the order of protocol of their groups.

    What became known after that day only counts where there would be nothing to list without it.
    """
    entities = knowledge.entities.get(KINDS[query.of][0], {})
    found = [
        (id_, entity)
        for id_, entity in entities.items()
        if all(_meets(entity, key, _filled(wanted, slots), moment) for key, wanted in query.where.items())
    ]
    known = [(id_, entity) for id_, entity in found if _is_known(entity, query, moment)]
    return tuple(in_order(known or found, knowledge))


def in_order(found: Iterable[tuple[str, Entity]], knowledge: Knowledge) -> list[tuple[str, Entity]]:
    """People by the order of their groups in the folder, parts of the programme by date, others as written."""
    order = {group: n for n, group in enumerate(knowledge.entities.get("group", {}))}

    def rank(item: tuple[str, Entity]) -> tuple[int, date]:
        entity = item[1]
        if isinstance(entity, Person):
            return min((order[g] for g in entity.groups if g in order), default=len(order)), date.min
        if isinstance(entity, ProgrammePart):
            return 0, entity.starts
        return 0, date.min

    return sorted(found, key=rank)


def _is_known(entity: Entity, query: Query, moment: date) -> bool:
    """Whether everything by which the query chooses the entity was known on that day."""
    return all(is_known(newest(entity.facts[key], moment), moment) for key in query.where if key in entity.facts)


def _filled(wanted: Iterable[str], slots: Mapping[str, str]) -> set[str]:
    """The wanted values, with slots in braces replaced by what fills them."""
    return {slots.get(w[1:-1], "") if w.startswith("{") else w for w in wanted}


def _meets(entity: Entity, key: str, wanted: set[str], moment: date) -> bool:
    if key in entity.facts:
        return str(newest(entity.facts[key], moment).status) in wanted
    if key == DAY and isinstance(entity, ProgrammePart):
        return any(entity.starts <= date.fromisoformat(day) <= (entity.ends or entity.starts) for day in wanted)
    value = getattr(entity, key, None)
    return bool(wanted & set(value)) if isinstance(value, tuple) else value in wanted
