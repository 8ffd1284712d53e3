"""What is offered to somebody who types: every question that the folder can answer as it stands, and every name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from summitbot.answering.composing import Composer
from summitbot.answering.queries import in_order
from summitbot.conversation import Candidate
from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.shapes import Entity, Topic
from summitbot.understanding.completion import Offer
from summitbot.understanding.reader import Reader

_INTRODUCES, _ASKS, _CHATS = 0, 1, 2
"""Who somebody is comes before what else can be asked of them; a greeting comes last."""


class Offers:
    """Makes the offers of one knowledge folder. `territories`: language -> code of a country -> its name."""

    def __init__(
        self, knowledge: Knowledge, reader: Reader, composer: Composer, territories: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._knowledge = knowledge
        self._reader = reader
        self._composer = composer
        self._territories = territories

    def questions(self, language: str) -> list[Offer]:
        """The questions that need no name first; of each kind, those that people put in most ways first."""
        topics = sorted(self._knowledge.topics.items(), key=lambda item: -sum(map(len, item[1].ask.values())))
        plain: list[Offer] = []
        about: list[Offer] = []
        for id_, topic in topics:
            slots = self._reader.slots_of(id_, language)
            if not slots:
                text = self._composer.suggestion(Candidate(id_, "", 0.0), language)
                plain += [Offer(text, rank=_ASKS if topic.tells else _CHATS)] if text else []
            elif len(slots) == 1:
                about += self._about(id_, topic, next(iter(slots)), language)
        return sorted(plain, key=lambda offer: offer.rank) + about

    def names(self, kind: str, language: str) -> list[Offer]:
        """The names of all of a kind."""
        return [
            Offer(self._composer.name(kind, id_, language), self._known_as(kind, id_, entity))
            for id_, entity in self._entities(kind)
        ]

    def _about(self, id_: str, topic: Topic, slot: str, language: str) -> Iterator[Offer]:
        bare = "{" + slot + "}"
        introduces = any(bare in phrasings for phrasings in topic.ask.values())
        for entity_id, entity in self._entities(slot):
            candidate = Candidate(id_, "", 0.0, slots={slot: entity_id})
            text = self._composer.suggestion(candidate, language)
            if text and self._composer.can_tell(candidate, language, otherwise=introduces):
                yield Offer(text, self._known_as(slot, entity_id, entity), _INTRODUCES if introduces else _ASKS)

    def _entities(self, kind: str) -> list[tuple[str, Entity]]:
        return in_order(self._knowledge.entities.get(kind, {}).items(), self._knowledge)

    def _known_as(self, kind: str, id_: str, entity: Entity) -> tuple[str, ...]:
        aliases = (alias for group in entity.aliases.values() for alias in group)
        countries = [names[id_] for names in self._territories.values() if id_ in names] if kind == "country" else []
        return (*entity.name.values(), *aliases, *countries)
