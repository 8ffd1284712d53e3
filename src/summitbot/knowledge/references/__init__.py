"""What must agree between files: keys that exist, placeholders that can be filled, questions that lead to one topic.

Everything here is pure. A `Finding` says which thing is meant; where that stands in a file is the loader's business.
"""

from __future__ import annotations

from collections.abc import Iterator

from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.references.entities import entity_faults, summit_faults
from summitbot.knowledge.references.findings import Existing, Finding, Place
from summitbot.knowledge.references.keys import language_faults
from summitbot.knowledge.references.repetition import repetitions
from summitbot.knowledge.references.topics import topic_faults
from summitbot.knowledge.shapes import KINDS

__all__ = ["Existing", "Finding", "Place", "find_faults", "find_repetitions"]


def find_repetitions(knowledge: Knowledge) -> Iterator[Finding]:
    """Questions written twice. They make the bot ask back, not answer wrongly, so a folder with them still loads."""
    yield from repetitions(knowledge.topics)


def find_faults(knowledge: Knowledge, existing: Existing) -> Iterator[Finding]:
    """Everything that does not agree, in no particular order."""
    if knowledge.summit is not None:
        yield from summit_faults(knowledge.summit, existing)
    for section, (slot, _) in KINDS.items():
        for key, entity in knowledge.entities.get(slot, {}).items():
            yield from entity_faults(Place(section, key), entity, existing)
    answered = knowledge.language_codes
    for key, topic in knowledge.topics.items():
        yield from topic_faults(Place("topics", key), topic, existing, answered)
    yield from language_faults(Place("words", "", ("synonyms",)), knowledge.words.synonyms, existing)
