"""The words of what a topic tells: who asks by them is likely to ask for that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from summitbot.conversation import Mention
from summitbot.knowledge.knowledge import Knowledge, in_language
from summitbot.understanding.phrasebook import Phrasebook
from summitbot.understanding.words import folded_words


class Telling:
    """Looks up the words of the answers in one language."""

    def __init__(self, book: Phrasebook, knowledge: Knowledge) -> None:
        self._book = book
        self._entities = knowledge.entities
        self._auxiliaries = frozenset(stem for a in book.pack.auxiliaries for stem in book.stems(folded_words(a)))
        self._answers = [frozenset(answer.stems) - self._auxiliaries for answer in book.answers]
        self._claims: dict[tuple[str, str, str], AbstractSet[str]] = {}

    def stems(self, topic: int, slots: Mapping[str, Mention]) -> AbstractSet[str]:
        """The stems of a topic's answer, and of what it tells of those in its slots who are certain.

        Auxiliaries are left out: they are in every answer.
        """
        answer = self._answers[topic]
        if not slots:
            return answer
        certain = {kind: m.entities[0] for kind, m in slots.items() if len(m.entities) == 1}
        aspects = [(kind, aspect) for kind, aspect in self._book.aspects[topic] if kind in certain]
        return answer.union(*[self._told_of(kind, certain[kind], aspect) for kind, aspect in aspects])

    def _told_of(self, kind: str, id_: str, aspect: str) -> AbstractSet[str]:
        key = kind, id_, aspect
        if key not in self._claims:
            texts = self._texts(*key)
            stems = frozenset(stem for text in texts for stem in self._book.stems(folded_words(text)))
            self._claims[key] = stems - self._auxiliaries
        return self._claims[key]

    def _texts(self, kind: str, id_: str, aspect: str) -> Iterator[str]:
        """What is claimed of an aspect of an entity, or its attribute of that name, such as a role."""
        entity = self._entities.get(kind, {}).get(id_)
        claims = entity.facts.get(aspect, ()) if entity is not None else ()
        written = [claim.text for claim in claims] or [getattr(entity, aspect, None)]
        found = (in_language(text, self._book.language) for text in written if isinstance(text, Mapping))
        yield from filter(None, found)
