"""What an answer rests on, in a few characters: enough to tell it anew after a restart or a change of the knowledge.

A key holds no word of the question. Topics, phrasings and entities stand in it as short digests, which are looked up in
the folder when the key is used: what is no longer there is found to be gone.
"""

from __future__ import annotations

import hashlib
import re
import string
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self, get_args

from summitbot import Answer, Candidate, Engine, Outcome, Reading, Section

LONGEST_KEY = 76
"""So that a `custom_id`, which Discord limits to 100 characters, has room for what a button needs besides."""

_TOPIC, _PHRASING, _ENTITY, _TEXT, _SCORE = 5, 4, 5, 4, 2
_HEAD = 1 + _SCORE + _TOPIC + _PHRASING
_FINEST = 64**_SCORE - 1
_NOTHING = "-" * _TOPIC
_DAY, _COUNTRY = "~", "!"
_CODE = re.compile(r"[A-Za-z]{2}")
_ALPHABET = string.ascii_letters + string.digits + "-_"
_PART = re.compile(rf"[\w-]+:[\w-]{{{_HEAD}}}(?:[~!\w-][\w-]{{{_ENTITY - 1}}})*", re.ASCII)
_OUTCOMES = tuple(Outcome)
_NEGATED = 32
"""The flag of a question in the negative, above those for the outcome and for how it was matched."""


class Gone(StrEnum):
    """What an answer rested on that the folder has no longer."""

    TOPIC = "topic"
    ENTITY = "entity"
    PHRASING = "phrasing"


@dataclass(frozen=True, slots=True)
class Recalled:
    """An answer made anew from its key, or none where its topic or an entity has gone."""

    answer: Answer | None
    gone: frozenset[Gone] = frozenset()
    changed: bool = False
    """Whether it reads differently from what was shown; what was asked back is not compared."""
    section: Section | None = None
    """The section of the overview that it is, if it is one."""


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """What was understood and a digest of the text shown; `str` gives it in at most `LONGEST_KEY` characters.

    `parts` has one text for each reading, which begins with its language; an overview has a `section` instead.
    """

    digest: str
    parts: tuple[str, ...]
    section: Section | None = None

    @classmethod
    def of(cls, answer: Answer, section: Section | None = None) -> Self | None:
        """The key of an answer; none for one that rests on more than a key can hold."""
        if section is not None:
            return cls(digest_of(answer), (f"{answer.readings[0].language}:{section}",), section)
        key = cls(digest_of(answer), tuple(_part(reading) for reading in answer.readings))
        return key if key.parts and len(str(key)) <= LONGEST_KEY else None

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The key that `text` stands for, if it stands for one."""
        digest, *parts = text.split(".")
        if len(digest) != _TEXT or not parts:
            return None
        section = next((s for s in get_args(Section) if parts == [f"{_language(parts[0])}:{s}"]), None)
        whole = section is not None or all(_PART.fullmatch(part) for part in parts)
        return cls(digest, tuple(parts), section) if whole else None

    def __str__(self) -> str:
        return ".".join([self.digest, *self.parts])

    @property
    def language(self) -> str:
        """The language that the question was asked in."""
        return _language(self.parts[0])

    @property
    def answered(self) -> bool:
        """Whether every part of the question was answered."""
        if self.section is not None:
            return True
        flags = [_value(part.partition(":")[2][:1]) for part in self.parts]
        return all(_OUTCOMES[value // 8 % len(_OUTCOMES)] is Outcome.ANSWER for value in flags)

    def recall(self, engine: Engine, moment: datetime) -> Recalled:
        """The answer as the folder has it now."""
        if self.section is not None:
            return self._compared(engine.overview(self.section, self.language, moment), frozenset())
        gone: set[Gone] = set()
        readings = [reading for part in self.parts if (reading := _reading(part, engine, gone))]
        if len(readings) < len(self.parts):
            return Recalled(None, frozenset(gone), changed=True)
        return self._compared(engine.retell(readings, moment), frozenset(gone))

    def _compared(self, answer: Answer, gone: frozenset[Gone]) -> Recalled:
        told = all(reading.outcome is Outcome.ANSWER for reading in answer.readings)
        return Recalled(answer, gone, told and digest_of(answer) != self.digest, self.section)


def digest_of(answer: Answer) -> str:
    """A few characters that are the same for the same text, and hardly ever for another."""
    return _digest("\n\n".join(answer.blocks), _TEXT)


def _digest(text: str, length: int) -> str:
    return urlsafe_b64encode(hashlib.sha256(text.encode(errors="surrogatepass")).digest()).decode()[:length]


def _language(part: str) -> str:
    return part.partition(":")[0]


def _part(reading: Reading) -> str:
    """One reading: outcome and how it was matched, score, topic, phrasing, then each slot, all of fixed width.

    A reading that is not answered stands by its best candidate.
    """
    answered = reading.outcome is Outcome.ANSWER
    topic = reading.topic or (reading.candidates[0].topic if reading.candidates else None)
    phrasing = next((c.phrasing for c in reading.candidates if c.topic == topic), "")
    flags = _NEGATED * reading.negated + _OUTCOMES.index(reading.outcome) * 8
    flags += 4 * reading.exact + 2 * reading.wants_expectation + bool(reading.unknown_names)
    body = _number(flags, 1) + _number(round(min(reading.score, 1) * _FINEST), _SCORE)
    body += (_digest(topic, _TOPIC) if topic else _NOTHING) + _digest(phrasing, _PHRASING)
    slots = sorted(reading.slots.items()) if answered else ()
    return f"{reading.language}:{body}" + "".join(_entity(kind, id_) for kind, id_ in slots)


def _entity(kind: str, id_: str) -> str:
    """A day or a country stands by itself, as it need not be listed in the folder; others by their digest."""
    if kind == "day":
        return _DAY + _number(date.fromisoformat(id_).toordinal(), _ENTITY - 1)
    if kind == "country" and _CODE.fullmatch(id_):
        return _COUNTRY + id_.ljust(_ENTITY - 1, "-")
    return _digest(f"{kind}:{id_}", _ENTITY)


def _reading(part: str, engine: Engine, gone: set[Gone]) -> Reading | None:
    """The reading again, or none where something that it cannot do without is `gone`."""
    language, _, body = part.partition(":")
    flags, score = _value(body[:1]), _value(body[1 : 1 + _SCORE]) / _FINEST
    digest, phrased = body[1 + _SCORE : _HEAD - _PHRASING], body[_HEAD - _PHRASING : _HEAD]
    topic = _topic(digest, engine)
    slots = _slots([body[at : at + _ENTITY] for at in range(_HEAD, len(body), _ENTITY)], engine)
    missing = language not in engine.languages or (topic is None and digest != _NOTHING)
    if missing:
        gone.add(Gone.TOPIC)
    if slots is None:
        gone.add(Gone.ENTITY)
    if missing or slots is None:
        return None
    phrasing = _phrasing(phrased, topic, engine)
    if topic and not phrasing:
        gone.add(Gone.PHRASING)
    exact = bool(flags & 4)
    return Reading(
        text=phrasing or "?",
        language=language,
        outcome=_OUTCOMES[flags % _NEGATED // 8 % len(_OUTCOMES)],
        topic=topic,
        slots=slots,
        unknown_names=("?",) if flags & 1 else (),
        score=score,
        exact=exact,
        candidates=(Candidate(topic, phrasing, score, exact, slots),) if topic else (),
        wants_expectation=bool(flags & 2),
        negated=bool(flags & _NEGATED),
    )


def _topic(digest: str, engine: Engine) -> str | None:
    known = engine.knowledge.topics if digest != _NOTHING else ()
    return next((topic for topic in known if _digest(topic, _TOPIC) == digest), None)


def _phrasing(digest: str, topic: str | None, engine: Engine) -> str:
    """The phrasing of `topic` that was matched, or an empty text if it has gone."""
    asked = engine.knowledge.topics[topic].ask.values() if topic else ()
    return next((text for texts in asked for text in texts if _digest(text, _PHRASING) == digest), "")


def _slots(entities: Sequence[str], engine: Engine) -> dict[str, str] | None:
    """Slot -> id for each; none if one is no longer known."""
    listed = engine.knowledge.entities.items()
    known = {_digest(f"{kind}:{id_}", _ENTITY): (kind, id_) for kind, ids in listed for id_ in ids} if entities else {}
    found: dict[str, str] = {}
    for text in entities:
        if text[0] == _DAY and 0 < _value(text[1:]) <= date.max.toordinal():
            known[text] = "day", date.fromordinal(_value(text[1:])).isoformat()
        elif text[0] == _COUNTRY:
            known[text] = "country", text[1:].rstrip("-")
        if text not in known:
            return None
        kind, id_ = known[text]
        found[kind] = id_
    return found


def _number(value: int, length: int) -> str:
    return "".join(_ALPHABET[value >> 6 * place & 63] for place in reversed(range(length)))


def _value(text: str) -> int:
    return sum(_ALPHABET.index(digit) << 6 * place for place, digit in enumerate(reversed(text)))
