"""The programme, the people, the themes and the outcomes at a glance, from the entities alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from summitbot.answering.claims import newest
from summitbot.answering.composing import Composer
from summitbot.answering.queries import in_order
from summitbot.answering.wording import date_in_words, written
from summitbot.conversation import Answer, Outcome, Reading, SourceNote
from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.shapes import Claim, Entity, Person, ProgrammePart, Status, Text

Section = Literal["dates", "people", "themes", "outcomes"]
ATTENDANCE = "attendance"
_KINDS: Mapping[Section, str] = {"dates": "part", "people": "person", "themes": "theme", "outcomes": "outcome"}
MOST_SOURCES = 8


def overview(section: Section, knowledge: Knowledge, composer: Composer, language: str, moment: date) -> Answer:
    """An answer with one line for each entity of the section."""
    found = [(i, e) for i, e in knowledge.entities.get(_KINDS[section], {}).items() if _belongs(section, e, moment)]
    reading = Reading(section, language, Outcome.ANSWER)
    if not found:
        return Answer(Outcome.UNKNOWN, (composer.sentence("nothing-listed", language),), language, (reading,))
    name = composer.event(language)
    heading = composer.sentence(f"overview-{section}", language, summit=name)
    lines = [_line(e, language, knowledge) for _, e in in_order(found, knowledge)]
    used = [newest(claims, moment) for _, e in found for claims in e.facts.values()]
    newest_day = max((c.as_of for c in used if c.as_of), default=None)
    return Answer(
        Outcome.ANSWER,
        (heading, "\n".join(f"- {line}" for line in lines)),
        language,
        (reading,),
        _notes(used, knowledge)[:MOST_SOURCES],
        newest_day,
    )


def _belongs(section: Section, entity: Entity, moment: date) -> bool:
    if section != "people":
        return True
    attended = entity.facts.get(ATTENDANCE)
    return attended is not None and newest(attended, moment).status is Status.HAPPENED


def _line(entity: Entity, language: str, knowledge: Knowledge) -> str:
    def said(text: Text) -> str:
        return written(text, language, knowledge.language_codes)[0]

    name = said(entity.name)
    if isinstance(entity, Person):
        return f"{name}, {said(entity.role)}"
    if isinstance(entity, ProgrammePart):
        days = date_in_words(entity.starts, language)
        if entity.ends is not None and entity.ends != entity.starts:
            days = f"{days} – {date_in_words(entity.ends, language)}"
        place = knowledge.entities.get("place", {}).get(entity.place or "")
        return f"{days} · {name}" + (f" ({said(place.name)})" if place is not None else "")
    return name


def _notes(used: list[Claim], knowledge: Knowledge) -> tuple[SourceNote, ...]:
    keys = dict.fromkeys(key for claim in used for key in claim.sources)
    known = [knowledge.sources[key] for key in keys if key in knowledge.sources]
    return tuple(SourceNote(s.title, s.publisher, str(s.url) if s.url else None, s.date) for s in known)
