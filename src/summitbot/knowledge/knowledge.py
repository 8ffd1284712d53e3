"""A whole knowledge folder, loaded: frozen, passed as an argument, never a global."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from summitbot.knowledge.language_pack import LanguagePack
from summitbot.knowledge.shapes import (
    EVERY_LANGUAGE,
    Entity,
    Source,
    Summit,
    Text,
    Topic,
    WordGroups,
)


@dataclass(frozen=True)
class Knowledge:
    """Everything that the engine answers from; `entities` is keyed by slot, then by an id unique within it."""

    topics: Mapping[str, Topic]
    entities: Mapping[str, Mapping[str, Entity]] = field(default_factory=dict)
    """Slot (person, country ...) -> id -> entity, in the order of the files."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    words: WordGroups = field(default_factory=WordGroups)
    summit: Summit | None = None
    languages: Mapping[str, LanguagePack] = field(default_factory=dict)

    @cached_property
    def language_codes(self) -> tuple[str, ...]:
        """The languages that the folder is written in, the preferred one first."""
        if self.summit is not None:
            return self.summit.languages
        written = {code for topic in self.topics.values() for code in topic.ask if code != EVERY_LANGUAGE}
        return tuple(code for code in self.languages if code in written) or tuple(self.languages)[:1]


def in_language(text: Text, language: str) -> str | None:
    """The text in `language`, else the one that serves every language, else nothing."""
    return text.get(language, text.get(EVERY_LANGUAGE))
