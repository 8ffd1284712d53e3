"""Placeholders of an answer, filled from the knowledge without evaluating anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from summitbot.answering.claims import newest
from summitbot.answering.queries import members
from summitbot.answering.wording import date_in_words, listed, written
from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.shapes import KINDS, Claim, Entity, Query, Text, Topic

PLACEHOLDER = re.compile(r"\{([a-z]+)(?:\.([A-Za-z0-9_-]+))?\}")
_SENTENCE_END = re.compile(r"(?:^|[.!?…]\s+)\Z")
_KIND_OF_FIELD = {
    "country": "country",
    "organisation": "organisation",
    "theme": "theme",
    "place": "place",
    "groups": "group",
}
Territories = Mapping[str, Mapping[str, str]]


class UnfilledError(LookupError):
    """A placeholder for which the knowledge has nothing."""


@dataclass(slots=True)
class Filler:
    """Fills the texts of one answer and remembers the claims it used."""

    knowledge: Knowledge
    territories: Territories
    language: str
    moment: date
    slots: Mapping[str, str]
    topic: Topic
    used: list[Claim] = field(default_factory=list)
    histories: list[tuple[Claim, ...]] = field(default_factory=list)
    """All claims of each aspect that was used, for what was said before."""
    _entries: tuple[tuple[str, Entity], ...] | None = None
    _said_anything: bool = False

    def say(self, text: Text) -> str:
        """The text filled, in the language wanted or else another it is written in: `language` tells which.

        Where it has no words of its own, `language` is that of the first claim in it. Raises `UnfilledError`.
        """
        found, self.language = written(text, self.language, self.knowledge.language_codes)
        self._said_anything = any(c.isalpha() for c in PLACEHOLDER.sub("", found))
        return self.fill(found)

    def fill(self, text: str) -> str:
        """The text with every placeholder filled: `{country}` by a country's name with its article.

        Raises `UnfilledError` where the knowledge has nothing for one.
        """

        def value(match: re.Match[str]) -> str:
            slot, part = match.groups()
            if slot == "country" and part is None and slot in self.slots:
                opens = _SENTENCE_END.search(text[: match.start()]) is not None
                return self._in_sentence(self.slots[slot], opens=opens)
            return self._value(slot, part)

        return PLACEHOLDER.sub(value, text)

    def sentence(self, claim: Claim, aspect: str | None = None) -> str:
        """The claim's own text, else the sentence for its status by this topic or by the one named like the aspect."""
        text = claim.text
        for topic in (self.topic, self.knowledge.topics.get(aspect or "")):
            if text is None and topic is not None and claim.status is not None:
                text = topic.sentences.get(claim.status)
        if text is None:
            raise UnfilledError("a claim without a sentence")
        return self._told(text)

    def as_of(self, day: date) -> Filler:
        """The same for an earlier day: its lists hold what was known then."""
        return replace(self, moment=day, histories=[], _entries=None)

    def lead(self) -> str:
        """What a yes-or-no answer begins with, by the claim that it rests on."""
        status = self.used[0].status if self.used else None
        text = self.topic.lead.get(status) if status is not None else None
        return self._in(text) + " " if text else ""

    def name(self, kind: str, id_: str) -> str:
        """The name of an entity, of a country that the folder does not list, or of a day."""
        if kind == "day":
            return date_in_words(date.fromisoformat(id_), self.language)
        return name_of(kind, id_, self.knowledge, self.territories, self.language)

    def knows(self, kind: str, id_: str) -> bool:
        """Whether the slot is filled by something known, not by a name as asked."""
        named = id_ in self.knowledge.entities.get(kind, {}) or kind == "day"
        return named or (kind == "country" and id_ in self.territories.get(self.language, {}))

    def _in_sentence(self, country: str, *, opens: bool) -> str:
        """The country's name with the article that it has in a sentence, which it may open: the Netherlands, l'Inde.

        A name of the folder's own stays as it is written.
        """
        name = self.name("country", country)
        if name != self.territories.get(self.language, {}).get(country):
            return name
        articles = self.knowledge.languages[self.language].country_articles
        article = next((article for article, codes in articles.items() if country in codes), "")
        article += "" if not article or article.endswith("'") else " "
        return (article[:1].upper() + article[1:] if opens else article) + name

    def _told(self, text: Text) -> str:
        """The text filled in one language throughout; the first that is told decides on that of the answer."""
        around = self.language
        found, self.language = written(text, around, self.knowledge.language_codes)
        try:
            return self.fill(found)
        finally:
            if self._said_anything:
                self.language = around
            self._said_anything = True

    def _in(self, text: Text) -> str:
        return written(text, self.language, self.knowledge.language_codes)[0]

    def _value(self, slot: str, part: str | None) -> str:
        if slot in {"list", "count"}:
            return self._queried(slot)
        if slot not in self.slots:
            raise UnfilledError(slot)
        if part in {None, "name"}:
            return self.name(slot, self.slots[slot])
        entity = self.knowledge.entities.get(slot, {}).get(self.slots[slot])
        if entity is None:
            raise UnfilledError(f"{slot}.{part}")
        return self._part(entity, str(part))

    def _part(self, entity: Entity, part: str) -> str:
        if part in entity.facts:
            claims = entity.facts[part]
            claim = newest(claims, self.moment)
            sentence = self.sentence(claim, part)
            self.used.append(claim)
            self.histories.append(claims)
            return sentence
        value = getattr(entity, part, None)
        if isinstance(value, Mapping):
            return self._in(value)
        if isinstance(value, date):
            return date_in_words(value, self.language)
        if isinstance(value, str) and part in _KIND_OF_FIELD:
            return self.name(_KIND_OF_FIELD[part], value)
        raise UnfilledError(part)

    def _queried(self, what: str) -> str:
        query = self.topic.list
        if query is None:
            raise UnfilledError(what)
        if self._entries is None:
            self._entries = members(query, self.knowledge, self.slots, self.moment)
            self._remember(query)
        if not self._entries:
            raise UnfilledError(what)
        if what == "count":
            return str(len(self._entries))
        return listed([self._shown(query, id_, entity) for id_, entity in self._entries], self.language)

    def _remember(self, query: Query) -> None:
        for _, entity in self._entries or ():
            for aspect in query.where:
                if aspect in entity.facts:
                    self.used.append(newest(entity.facts[aspect], self.moment))

    def _shown(self, query: Query, id_: str, entity: Entity) -> str:
        kind = KINDS[query.of][0]

        def value(match: re.Match[str]) -> str:
            part = match.group(1)
            return self.name(kind, id_) if part == "name" else self._part(entity, part)

        try:
            return PLACEHOLDER.sub(value, self._in(query.show))
        except UnfilledError:
            return self.name(kind, id_)


def name_of(kind: str, id_: str, knowledge: Knowledge, territories: Territories, language: str) -> str:
    """The name of an entity, or of a country that the folder gives no name or does not list."""
    entity = knowledge.entities.get(kind, {}).get(id_)
    if entity is not None and entity.name:
        return written(entity.name, language, knowledge.language_codes)[0]
    return territories.get(language, {}).get(id_, id_)
