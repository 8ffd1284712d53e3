"""What passes from step to step: a question comes in, a reading says what was understood, an answer goes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Outcome(StrEnum):
    """How a question ended."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a question: with several `entities` it is ambiguous, with none nobody here bears it."""

    surface: str
    """The words as asked."""
    start: int
    """Position of its first word."""
    end: int
    """Position after its last word."""
    kind: str
    """The slot it can fill: person, country, day ..."""
    entities: tuple[str, ...] = ()
    exact: bool = True
    words: tuple[str, ...] = ()
    """The name as known, folded."""


KNOWN_FACT = "known fact"
"""Name of the gate that a topic fails which has nothing to say of the entity asked about."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One thing that must agree between a question and a topic: whether it did, and the multiplier it cost."""

    name: str
    passed: bool
    factor: float = 1.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic that could answer, by its best phrasing. Scores lie in 0..1."""

    topic: str
    phrasing: str
    score: float
    exact: bool = False
    slots: Mapping[str, str] = field(default_factory=dict)
    """Slot -> id of the entity that fills it, or the unknown name as asked."""
    parts: Mapping[str, float] = field(default_factory=dict)
    """What the score is made of."""
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of one question, and why. It is what `--explain`, logs and tests show."""

    text: str
    language: str
    outcome: Outcome
    topic: str | None = None
    slots: Mapping[str, str] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    unknown_names: tuple[str, ...] = ()
    score: float = 0.0
    exact: bool = False
    corrections: Mapping[str, str] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
    """The best first, without those that could not come near it any more once it was certain to answer."""
    options: tuple[Candidate, ...] = ()
    """What the asker may have meant, when the outcome is to clarify."""
    wants_expectation: bool = False
    """Whether the question is about what was expected beforehand."""
    negated: bool = False
    """Whether it is put in the negative, so that a plain yes would say the contrary: "did China refuse to sign?"."""
    threshold: float = 0.0
    """The score from which a topic answers."""
    doubt: float = 0.0
    """The score from which a topic is offered as what may have been meant."""
    threshold_origin: str = ""
    """Where the two come from, in words."""
    from_context: bool = False
    """Whether something was taken over from the question before."""
    asked: tuple[str, ...] = ()
    """The question's words as they were compared: slots and names in their places, also those taken over."""
    told: tuple[tuple[str, str], ...] = ()
    """Kind and id of the entities that the answer names."""
    part: int = 0
    """Its place among the parts of its question."""

    @property
    def entities(self) -> tuple[str, ...]:
        """Ids of the known entities that the question names or takes over."""
        named = (m.entities[0] for m in self.mentions if len(m.entities) == 1)
        return tuple(dict.fromkeys((*self.slots.values(), *named)))


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked: `asked_at` knows its time zone, `previous` what came before."""

    text: str
    asked_at: datetime
    language: str | None = None
    """Language hint, such as the locale of the asker's Discord."""
    previous: tuple[Reading, ...] = ()
    """The `context` of the last answer in the same conversation, the newest reading last."""
    weigh_all: bool = False
    """Whether topics are weighed that can't win any more: an explanation shows them."""


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A source as an asker sees it. `date` may be partial: 2025-02-11, 2025-02 or 2025."""

    title: str
    publisher: str
    url: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply, free of Discord and terminal markup."""

    outcome: Outcome
    blocks: tuple[str, ...]
    """Paragraphs of plain text."""
    language: str
    readings: tuple[Reading, ...]
    """One for each part of the question."""
    sources: tuple[SourceNote, ...] = ()
    as_of: date | None = None
    status: str | None = None
    suggestions: tuple[str, ...] = ()
    """Questions that the asker may put instead."""
    context: tuple[Reading, ...] = ()
    """What to hand on as `previous` with the next question of the same conversation."""

    @property
    def text(self) -> str:
        """All paragraphs as one text."""
        return "\n\n".join(self.blocks)
