"""Everything a knowledge folder says, one thing after the other, each with the place where a maintainer finds it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.shapes import KINDS, Claim, Entity, Group, Person, Text, Topic


class Contents:
    """The entities, claims and texts of a folder. Places look like `people/edda-stein.yaml: attendance`."""

    def __init__(self, knowledge: Knowledge, files: Collection[str] = ()) -> None:
        """`files` are the names of the folder's files, to tell `people/edda-stein.yaml` from a key in `people.yaml`."""
        self.knowledge = knowledge
        self._files = frozenset(files)

    def entities(self) -> Iterator[tuple[str, Entity]]:
        """Every entity with its place; the event itself comes last."""
        for section, (slot, _) in KINDS.items():
            for key, entity in self.knowledge.entities.get(slot, {}).items():
                yield self._place(section, key), entity
        if self.knowledge.summit is not None:
            yield "summit.yaml", self.knowledge.summit

    def topics(self) -> Iterator[tuple[str, Topic]]:
        """Every topic with its file."""
        yield from ((topic_file(key), topic) for key, topic in self.knowledge.topics.items())

    def claims(self) -> Iterator[tuple[str, Claim]]:
        """Every claim: the facts of entities, and the answers of topics that state something."""
        for place, entity in self.entities():
            for aspect, claims in entity.facts.items():
                yield from ((f"{place}: {aspect}", claim) for claim in claims)
        for place, topic in self.topics():
            present, *earlier = topic.claims
            if present.status is not None:
                yield f"{place}: answer", present
            yield from ((f"{place}: earlier", claim) for claim in earlier)

    def texts(self) -> Iterator[tuple[str, Text]]:
        """Everything that may be said in an answer."""
        for place, topic in self.topics():
            yield from ((f"{place}: {key}", text) for key, text in _said_by(topic))
        for place, entity in self.entities():
            yield f"{place}: name", entity.name
            if isinstance(entity, Person):
                yield f"{place}: role", entity.role
            if isinstance(entity, Group):
                yield f"{place}: plural", entity.plural
            for aspect, claims in entity.facts.items():
                yield from ((f"{place}: {aspect}", claim.text) for claim in claims if claim.text is not None)

    def _place(self, section: str, key: str) -> str:
        own = f"{section}/{key}.yaml"
        return own if own in self._files else f"{section}.yaml: {key}"


def topic_file(key: str) -> str:
    """The file of a topic."""
    return f"topics/{key}.yaml"


def _said_by(topic: Topic) -> Iterator[tuple[str, Text]]:
    yield "answer", topic.answer
    yield from (("earlier", earlier.answer) for earlier in topic.earlier)
    yield from ((f"lead: {status}", text) for status, text in topic.lead.items())
    yield from ((f"sentences: {status}", text) for status, text in topic.sentences.items())
    if topic.otherwise is not None:
        yield "otherwise", topic.otherwise
    if topic.list is not None:
        yield "list: show", topic.list.show
