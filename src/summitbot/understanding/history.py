"""What was talked about in the turns before a question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap

from summitbot.conversation import Mention, Outcome, Reading
from summitbot.understanding.parts import SUMMIT
from summitbot.understanding.phrasebook import Phrasebook, known

TAKEN_OVER = 0.92
"""Factor for an entity taken over from the turn before without a word that points to it."""
OLDER = 0.97
"""Factor for each turn that the entity is older."""
TOLD = 0.95
"""Factor for an entity that only the answer named."""
TOLD_OF_SEVERAL = 0.7
"""The same where the answer named several of the kind."""
TOLD_KINDS = frozenset({"person", "edition", "outcome"})
"""Kinds of which an answer names one that the next question may point to: "who heads it?", "what did he say?"."""
MOST_TOLD = 4
"""Of a kind that an answer names, above which none is pointed to."""
LINKED = 0.9
"""Factor for the country of a person whom the question before named."""
TOPICAL = 0.85
"""Factor for an entity that the last answer was about, though its question did not name it."""
TOPICAL_KINDS = frozenset({"outcome", "edition", "part"})
MOST_TOGETHER = 3
"""Entities of one turn that "they" may stand for."""
Entity = tuple[str, str]


@dataclass(frozen=True, slots=True)
class History:
    """The turns before that were understood, the newest first."""

    readings: tuple[Reading, ...]
    book: Phrasebook

    @classmethod
    def of(cls, previous: Sequence[Reading], book: Phrasebook) -> History:
        """The history of a conversation, the newest reading of which comes last."""
        return cls(tuple(r for r in reversed(previous) if r.topic is not None and r.topic in book.topics), book)

    @property
    def telling(self) -> tuple[Reading, ...]:
        """Those that asked for a fact; thanks, greetings and what the folder does not cover are none."""
        return tuple(r for r in self.readings if r.topic in self.book.telling)

    @property
    def last_turn(self) -> tuple[Reading, ...]:
        """All parts of the newest question that asked for a fact, the last part first."""
        telling = self.telling
        end = next((n for n, reading in enumerate(telling, 1) if reading.part == 0), len(telling))
        return telling[:end]

    def named_people(self) -> frozenset[str]:
        """Ids of the people whom questions named."""
        return frozenset(id_ for reading in self.readings for kind, id_ in self._named(reading) if kind == "person")

    def people(self) -> frozenset[str]:
        """Ids of the people who were named, told of or offered."""
        told = {id_ for reading in self.readings for kind, id_ in reading.told if kind == "person"}
        offered = {o.slots.get("person", "") for reading in self.readings[:1] for o in reading.options}
        return self.named_people() | told | (offered - {""})

    def taken_over(self, *, pointed: bool) -> Iterator[tuple[Mention, float]]:
        """The newest entity of each kind, and all of the last turn, with their factors.

        If it is `pointed` at, also what was only told of, which may be one of several.
        """
        seen = {SUMMIT}
        factor = 1.0 if pointed else TAKEN_OVER
        last = self.last_turn
        for reading in self.readings:
            found = [(mention, 1.0) for mention in (*_offered(reading), *starmap(known, self._named(reading)))]
            found += [(m, TOLD_OF_SEVERAL if len(m.entities) > 1 else TOLD) for m in _told(reading)] if pointed else []
            found += [(m, LINKED) for m in self._linked(reading)] if pointed else []
            found += [(m, TOPICAL) for m in self._topical(reading)] if pointed and reading is self.readings[0] else []
            new = [(mention, worth) for mention, worth in found if mention.kind not in seen]
            yield from ((mention, factor * worth) for mention, worth in _first_by_kind(new))
            if reading not in last[:-1]:
                seen |= {mention.kind for mention, _ in new} | ({"edition"} if is_about_event(reading) else set())
            factor *= OLDER

    def newest(self, kind: str) -> tuple[str, ...]:
        """The entity of a kind that was talked about last; several, if it may be one of them."""
        return next((m.entities for m, _ in self.taken_over(pointed=True) if m.kind == kind), ())

    def names(self, kind: str) -> bool:
        """Whether a question named an entity of the kind, and not only an answer."""
        return any(named == kind for reading in self.readings for named, _ in self._named(reading))

    def is_of_newest_person(self, mention: Mention) -> bool:
        """Whether it is the country of the one whom the last question named."""
        return any(m == mention for m in self._linked(self.readings[0]))

    def owners(self) -> tuple[Entity, ...]:
        """The countries and organisations that were talked about, the newest first."""
        newest = (m for m, _ in self.taken_over(pointed=True) if len(m.entities) == 1)
        return tuple((m.kind, m.entities[0]) for m in newest if m.kind in {"country", "organisation"})

    def others(self, kind: str, id_: str) -> Iterator[str]:
        """The other entities of a kind that were talked about, the newest first."""
        found = (e for r in self.readings for e in (*self._named(r), *r.told, *_options(r)) if e[0] == kind)
        return (other for other in dict.fromkeys(i for _, i in found) if other != id_)

    def two(self, without: frozenset[str]) -> Iterator[tuple[Entity, ...]]:
        """The two entities of one kind that were named last, and those told of; none of the kinds `without`."""
        named = _by_second(entity for reading in self.readings for entity in self._named(reading))
        told = _by_second(entity for reading in self.last_turn for entity in reading.told)
        yield from (tuple(reversed(e[:2])) for kind, e in named.items() if len(e) > 1 and kind not in without)
        yield from (tuple(e) for kind, e in told.items() if len(e) == 2 and kind not in without)

    def together(self, without: frozenset[str]) -> Iterator[tuple[Entity, ...]]:
        """The two or three entities of one kind that the last turn named."""
        named = _by_second(entity for reading in reversed(self.last_turn) for entity in self._named(reading))
        yield from (tuple(e) for kind, e in named.items() if 1 < len(e) <= MOST_TOGETHER and kind not in without)

    def _named(self, reading: Reading) -> list[Entity]:
        """The known entities that a question names or takes over, each once."""
        mentioned = [(m.kind, m.entities[0]) for m in reading.mentions if len(m.entities) == 1]
        named = [*reading.slots.items(), *mentioned, *named_in(reading.asked)]
        return [e for e in dict.fromkeys(named) if self._is_known(*e)]

    def _linked(self, reading: Reading) -> list[Mention]:
        """The country of the one whom a question names, if it names none: "did he sign?" is asked of his country."""
        named = dict(self._named(reading))
        person = self.book.entities.get("person", {}).get(named.get("person", ""))
        country = getattr(person, "country", None)
        return [known("country", country)] if country is not None and "country" not in named else []

    def _topical(self, reading: Reading) -> list[Mention]:
        """The one entity of its kind that a topic is about, if the question was not about the event as a whole."""
        if is_about_event(reading):
            return []
        about = _by_kind(sorted(self.book.entities_of(reading.topic or "")))
        return [known(*e[0]) for kind, e in about.items() if len(e) == 1 and kind in TOPICAL_KINDS]

    def _is_known(self, kind: str, id_: str) -> bool:
        """Whether it is an entity, and not an ambiguous or unknown name as asked."""
        return kind == "day" or id_ in self.book.entities.get(kind, {}) or (kind == "country" and id_.isupper())


def in_slots(reading: Reading) -> dict[str, Mention]:
    """What fills the slots of a question's topic; several, where a question back left open which of them."""
    left_open = {m.kind: m.entities for m in _offered(reading)}
    return {
        kind: Mention(name, 0, 0, kind, left_open[kind]) if kind in left_open else known(kind, name)
        for kind, name in reading.slots.items()
    }


def is_about_event(reading: Reading) -> bool:
    """Whether a question names the event as a whole."""
    return (SUMMIT, SUMMIT) in named_in(reading.asked)


def named_in(words: Iterable[str]) -> list[Entity]:
    """Kind and id of the entities that stand for themselves among the words of a question as it was read."""
    return [(kind, id_) for kind, _, id_ in (word[1:].partition(":") for word in words if word[0] == "=")]


def _options(reading: Reading) -> list[Entity]:
    return [entity for option in reading.options for entity in option.slots.items()]


def _offered(reading: Reading) -> list[Mention]:
    """Whom or what a question back offered: what is left open stays so until somebody chooses."""
    if reading.outcome is not Outcome.CLARIFY:
        return []
    kinds = [kind for kind in reading.slots if any(o.topic == reading.topic for o in reading.options)]
    ids = {kind: tuple(dict.fromkeys(o.slots[kind] for o in reading.options if kind in o.slots)) for kind in kinds}
    return [Mention("", 0, 0, kind, of_kind) for kind, of_kind in ids.items() if len(of_kind) > 1]


def _told(reading: Reading) -> list[Mention]:
    """Whom an answer names of the kinds that the next question may point to, as one mention for each kind."""
    told = {kind: ids for kind, ids in _by_kind(reading.told).items() if kind in TOLD_KINDS}
    return [
        Mention("", 0, 0, kind, tuple(id_ for _, id_ in ids)) for kind, ids in told.items() if len(ids) <= MOST_TOLD
    ]


def _first_by_kind(weighed: Iterable[tuple[Mention, float]]) -> list[tuple[Mention, float]]:
    """All that a question named, and of each other kind what is worth the most."""
    found: list[tuple[Mention, float]] = []
    for mention, worth in weighed:
        if worth == 1.0 or mention.kind not in {m.kind for m, _ in found}:
            found.append((mention, worth))
    return found


def _by_kind(entities: Iterable[Entity]) -> dict[str, list[Entity]]:
    """The entities by kind, each once."""
    found: defaultdict[str, dict[Entity, None]] = defaultdict(dict)
    for entity in entities:
        found[entity[0]][entity] = None
    return {kind: list(of_kind) for kind, of_kind in found.items()}


def _by_second(entities: Iterable[Entity]) -> dict[str, list[Entity]]:
    """The same for the kinds of which there are several, the one whose second entity comes first before the others."""
    every = list(dict.fromkeys(entities))
    several = [e for n, e in enumerate(every) if sum(other[0] == e[0] for other in every[: n + 1]) == 2]
    return {kind: _by_kind(every)[kind] for kind, _ in several}
