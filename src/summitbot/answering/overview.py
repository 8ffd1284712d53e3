"""The event at a glance, one heading at a time, and what the bot itself is."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from summitbot.answering.claims import newest
from summitbot.answering.composing import Composer
from summitbot.answering.queries import in_order
from summitbot.answering.wording import date_in_words, partial_date_in_words, written
from summitbot.conversation import Answer, Outcome, Reading, SourceNote
from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.shapes import Claim, Entity, Person, ProgrammePart, Source, Status, Text

Section = Literal["dates", "people", "countries", "themes", "outcomes", "timeline", "sources", "about"]
SECTION_KINDS: Mapping[Section, str] = {
    "people": "person",
    "countries": "country",
    "themes": "theme",
    "outcomes": "outcome",
}
NAMED_SECTIONS = frozenset(SECTION_KINDS)
"""The sections that list everything of one kind, each thing under its name."""
ATTENDANCE = "attendance"
MOST_SOURCES = 8
MOST_PEOPLE = 4
"""Named in the line of one country."""


def overview(section: Section, knowledge: Knowledge, composer: Composer, language: str, moment: date) -> Answer:
    """An answer with a heading and one line for each thing of the section; about the bot itself, in paragraphs."""
    reading = Reading(section, language, Outcome.ANSWER)
    view = _View(knowledge, composer, language, moment)
    lines = list(_LINES[section](view))
    if not lines:
        return Answer(Outcome.UNKNOWN, (composer.sentence("nothing-listed", language),), language, (reading,))
    if section == "about":
        blocks = tuple(lines)
    else:
        heading = composer.sentence(f"overview-{section}", language, summit=composer.event(language))
        blocks = (heading, "\n".join(f"- {line}" for line in lines))
    newest_day = max((c.as_of for c in view.used if c.as_of), default=None)
    return Answer(Outcome.ANSWER, blocks, language, (reading,), view.notes()[:MOST_SOURCES], newest_day)


@dataclass(frozen=True)
class _View:
    """What one answer says of the folder, with the claims that it has used."""

    knowledge: Knowledge
    composer: Composer
    language: str
    moment: date
    used: list[Claim] = field(default_factory=list)

    def dates(self) -> Iterator[str]:
        """The parts of the programme, by date."""
        for _, entity in in_order(self._all("part").items(), self.knowledge):
            self._use(entity)
            if isinstance(entity, ProgrammePart):
                yield f"{self._days(entity.starts, entity.ends)} · {self._part(entity)}"

    def people(self) -> Iterator[str]:
        """Those who came, in the order of protocol."""
        for person in self._attendees():
            self._use(person)
            yield f"{self._said(person.name)}, {self._said(person.role)}"

    def countries(self) -> Iterator[str]:
        """The countries of which something is known, in the order of the alphabet, with those who came for them."""
        came: defaultdict[str, list[Person]] = defaultdict(list)
        for person in self._attendees():
            if person.country:
                came[person.country].append(person)
        known = {*came, *(id_ for id_, country in self._all("country").items() if country.facts)}
        names = {id_: self.composer.name("country", id_, self.language) for id_ in known}
        for id_, name in sorted(names.items(), key=lambda item: _alphabetical(item[1])):
            for entity in (*came[id_], *filter(None, [self._all("country").get(id_)])):
                self._use(entity)
            people = [self._said(person.name) for person in came[id_]]
            yield f"{name} · {self._few(people)}" if people else name

    def themes(self) -> Iterator[str]:
        """The themes, as they are written."""
        return self._names("theme")

    def outcomes(self) -> Iterator[str]:
        """The outcomes, as they are written."""
        return self._names("outcome")

    def timeline(self) -> Iterator[str]:
        """The event, the parts of its programme on their days, and its outcomes by the day of their first report."""
        dated: list[tuple[date, str]] = []
        summit = self.knowledge.summit
        if summit is not None:
            dated.append((summit.starts, f"{self._days(summit.starts, summit.ends)} · {self._said(summit.name)}"))
        for part in self._all("part").values():
            self._use(part)
            if isinstance(part, ProgrammePart):
                dated.append((part.starts, f"{self._days(part.starts, part.ends)} · {self._part(part)}"))
        for outcome in self._all("outcome").values():
            self._use(outcome)
            first = min((c.as_of for claims in outcome.facts.values() for c in claims if c.as_of), default=date.max)
            if first <= self.moment:
                day = date_in_words(first, self.language)
                dated.append((first, self._say("timeline-reported", date=day, name=self._said(outcome.name))))
        return (line for _, line in sorted(dated, key=lambda entry: entry[0]))

    def sources(self) -> Iterator[str]:
        """Every source, by publisher."""
        for source in sorted(self.knowledge.sources.values(), key=lambda s: _alphabetical(f"{s.publisher} {s.title}")):
            day = f", {partial_date_in_words(source.date, self.language)}" if source.date else ""
            yield f"{source.title} ({source.publisher}{day})" + (f" {source.url}" if source.url else "")

    def about(self) -> Iterator[str]:
        """What the bot is, what it rests on and what it keeps, in paragraphs."""
        entities = (entity for kind in self.knowledge.entities.values() for entity in kind.values())
        claims = [claim for entity in entities for history in entity.facts.values() for claim in history]
        claims += [claim for topic in self.knowledge.topics.values() if topic.sources for claim in topic.claims]
        days = [claim.as_of for claim in claims if claim.as_of and claim.as_of <= self.moment]
        yield self._say("about", summit=self.composer.event(self.language))
        extent = self._say("about-facts", facts=str(len(claims)), sources=str(len(self.knowledge.sources)))
        newest_day = self._say("about-newest", date=date_in_words(max(days), self.language)) if days else ""
        yield f"{extent} {newest_day}".rstrip()
        yield self._say("about-privacy")

    def notes(self) -> tuple[SourceNote, ...]:
        """The sources of what was used."""
        keys = dict.fromkeys(key for claim in self.used for key in claim.sources)
        return tuple(_note(self.knowledge.sources[key]) for key in keys if key in self.knowledge.sources)

    def _attendees(self) -> Iterator[Person]:
        for _, person in in_order(self._all("person").items(), self.knowledge):
            attendance = person.facts.get(ATTENDANCE)
            came = attendance is not None and newest(attendance, self.moment).status is Status.HAPPENED
            if came and isinstance(person, Person):
                yield person

    def _names(self, kind: str) -> Iterator[str]:
        for entity in self._all(kind).values():
            self._use(entity)
            yield self._said(entity.name)

    def _all(self, kind: str) -> Mapping[str, Entity]:
        return self.knowledge.entities.get(kind, {})

    def _use(self, entity: Entity) -> None:
        self.used.extend(newest(claims, self.moment) for claims in entity.facts.values())

    def _part(self, part: ProgrammePart) -> str:
        place = self._all("place").get(part.place or "")
        return self._said(part.name) + (f" ({self._said(place.name)})" if place is not None else "")

    def _days(self, first: date, last: date | None) -> str:
        days = date_in_words(first, self.language)
        return f"{days} – {date_in_words(last, self.language)}" if last is not None and last != first else days

    def _few(self, names: list[str]) -> str:
        rest = len(names) - MOST_PEOPLE
        shown = ", ".join(names[:MOST_PEOPLE])
        return f"{shown}, {self._say('more-names', count=str(rest))}" if rest > 0 else shown

    def _said(self, text: Text) -> str:
        return written(text, self.language, self.knowledge.language_codes)[0]

    def _say(self, key: str, **values: str) -> str:
        return self.composer.sentence(key, self.language, **values)


_LINES: Mapping[Section, Callable[[_View], Iterator[str]]] = {
    "dates": _View.dates,
    "people": _View.people,
    "countries": _View.countries,
    "themes": _View.themes,
    "outcomes": _View.outcomes,
    "timeline": _View.timeline,
    "sources": _View.sources,
    "about": _View.about,
}


def _note(source: Source) -> SourceNote:
    return SourceNote(source.title, source.publisher, str(source.url) if source.url else None, source.date)


def _alphabetical(text: str) -> str:
    """By letters alone: É stands with E, and case does not matter."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if c.isalnum() or c == " ")
