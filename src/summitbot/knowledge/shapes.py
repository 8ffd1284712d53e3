"""The shapes of a knowledge folder: frozen pydantic models, one for each kind of thing a maintainer writes.

Nothing here reads a file. Every shape refuses keys it does not know: a slip of the pen is reported, not ignored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, HttpUrl, WithJsonSchema

EVERY_LANGUAGE = "*"

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
_IDENTIFIER = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_PARTIAL_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _language(code: str) -> str:
    if code != EVERY_LANGUAGE and not _LANGUAGE.fullmatch(code):
        raise ValueError("expected a language code such as en, fr or pt-BR")
    return code


def _identifier(text: str) -> str:
    if not _IDENTIFIER.fullmatch(text):
        raise ValueError("expected letters and digits joined by single hyphens, such as town-hall")
    return text


def _partial_date(text: str) -> str:
    if not _PARTIAL_DATE.fullmatch(text):
        raise ValueError("expected a date such as 2025-02-11, 2025-02 or 2025")
    return text


def _day(value: object) -> object:
    """Only a day written in full: pydantic alone would read the text 86400 as the second day of 1970."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("expected a day such as 2025-02-11")
    return value


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("expected some text")
    return text


def _in_every_language(value: object) -> object:
    """A plain text stands for the same text in every language; so does a plain list."""
    return {EVERY_LANGUAGE: value} if isinstance(value, str | list) else value


def _one_or_many(value: object) -> object:
    return value if isinstance(value, list) else [value]


LanguageCode = Annotated[
    str,
    AfterValidator(_language),
    WithJsonSchema({"type": "string", "pattern": rf"^(\*|{_LANGUAGE.pattern})$"}),
]
Identifier = Annotated[
    str, AfterValidator(_identifier), WithJsonSchema({"type": "string", "pattern": f"^{_IDENTIFIER.pattern}$"})
]
PartialDate = Annotated[
    str,
    AfterValidator(_partial_date),
    WithJsonSchema({"type": ["string", "number"], "pattern": f"^{_PARTIAL_DATE.pattern}$"}),
]
Day = Annotated[date, BeforeValidator(_day)]
Words = Annotated[
    str, AfterValidator(_not_blank), WithJsonSchema({"type": ["string", "number", "boolean"], "pattern": r"\S"})
]
"""Some text. To an editor a bare 2025 is a number and true a boolean; the loader reads all of it as text."""
Text = Annotated[
    Mapping[LanguageCode, Words],
    BeforeValidator(_in_every_language, json_schema_input_type=Words | Mapping[LanguageCode, Words]),
    Field(min_length=1),
]
"""A text by language code; a plain string is the text of every language."""
TextLists = Annotated[
    Mapping[LanguageCode, tuple[Words, ...]],
    BeforeValidator(
        _in_every_language, json_schema_input_type=tuple[Words, ...] | Mapping[LanguageCode, tuple[Words, ...]]
    ),
]
"""Lists of texts by language code; a plain list belongs to every language."""
Questions = Annotated[
    Mapping[LanguageCode, Annotated[tuple[Words, ...], Field(min_length=1)]],
    BeforeValidator(
        _in_every_language, json_schema_input_type=tuple[Words, ...] | Mapping[LanguageCode, tuple[Words, ...]]
    ),
    Field(min_length=1),
]
"""Lists of texts of which none may be empty."""
OneOrMany = Annotated[
    tuple[Words, ...], BeforeValidator(_one_or_many, json_schema_input_type=Words | tuple[Words, ...])
]
"""One text, or a list of them."""
Synonyms = Annotated[tuple[Words, ...], Field(min_length=2)]


class Shape(BaseModel):
    """What every shape shares: it cannot be changed, and it refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Status(StrEnum):
    """What is known of a claim at its as-of date."""

    EXPECTED = "expected"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    HAPPENED = "happened"
    DID_NOT_HAPPEN = "did not happen"


class Claim(Shape):
    """One dated, sourced statement. Without `text`, the topic that asks for it supplies the sentence for its status.

    `due` is the day by which something expected should have come.
    """

    text: Text | None = None
    status: Status | None = None
    as_of: Day | None = None
    due: Day | None = None
    sources: tuple[Identifier, ...] = ()


Claims = Annotated[
    tuple[Claim, ...],
    BeforeValidator(_one_or_many, json_schema_input_type=Claim | tuple[Claim, ...]),
    Field(min_length=1),
]


class Source(Shape):
    """A page that claims rest on."""

    title: Words
    publisher: Words
    url: HttpUrl | None = None
    date: PartialDate | None = None
    grade: Literal["primary", "news", "copy", "weak"] | None = None


class Entity(Shape):
    """Something with a name that people ask about. `facts` holds its claims by aspect, such as `attendance`."""

    name: Text
    aliases: TextLists = Field(default_factory=dict)
    facts: Mapping[Identifier, Claims] = Field(default_factory=dict)


class Person(Entity):
    """A person; `role`, `country` and `organisation` are those at the time of the event."""

    role: Text
    groups: tuple[Identifier, ...] = ()
    country: Identifier | None = None
    organisation: Identifier | None = None
    theme: Identifier | None = None


class Organisation(Entity):
    """A company, institution, foundation or alliance of states."""

    country: Identifier | None = None


class Country(Entity):
    """A country; its id is the ISO 3166-1 alpha-2 code, from which CLDR supplies the name where none is written."""

    name: Text = Field(default_factory=dict)


class Place(Entity):
    """A building, site or town."""


class ProgrammePart(Entity):
    """One dated part of the event."""

    starts: Day
    ends: Day | None = None
    place: Identifier | None = None


class Theme(Entity):
    """One of the event's themes."""


class Outcome(Entity):
    """Something the event brought about, or that was promised there."""


class Edition(Entity):
    """Another event of the same series, before or after."""


class Group(Entity):
    """A group of people by office, such as ministers; `plural` names several of them."""

    plural: Text


class Summit(Entity):
    """The event itself."""

    starts: Day
    ends: Day
    timezone: Words
    languages: tuple[LanguageCode, ...] = Field(min_length=1)


class Query(Shape):
    """A list over entities, made afresh for each answer and never typed out.

    `where` compares a field with an id or with a slot in braces, or an aspect with the statuses that its newest claim
    may have.
    """

    of: Literal["people", "organisations", "countries", "places", "programme", "themes", "outcomes", "editions"]
    where: Mapping[Identifier, OneOrMany] = Field(default_factory=dict)
    show: Text = Field(default_factory=lambda: {EVERY_LANGUAGE: "{name}"})


class EarlierAnswer(Shape):
    """What a topic said before its present answer."""

    answer: Text
    status: Status | None = None
    as_of: Day | None = None
    sources: tuple[Identifier, ...] = ()


class Topic(Shape):
    """What people ask, what is answered, and the questions that must and must not lead here.

    `ask` holds example questions with {slots}; the first of each language is shown to people as a suggestion.
    `lead` opens a yes-or-no answer, by the status of its claim; `sentences` words a claim that has no text of its own;
    `otherwise` is said where `answer` cannot be filled. A topic that `declines` is about something people ask, but
    which the folder does not cover: its answer claims nothing, and counts as not knowing.
    """

    ask: Questions
    answer: Text
    status: Status | None = None
    as_of: Day | None = None
    due: Day | None = None
    sources: tuple[Identifier, ...] = ()
    earlier: tuple[EarlierAnswer, ...] = ()
    list: Query | None = None
    lead: Mapping[Status, Text] = Field(default_factory=dict)
    sentences: Mapping[Status, Text] = Field(default_factory=dict)
    otherwise: Text | None = None
    declines: bool = False
    check: TextLists = Field(default_factory=dict)
    check_not: TextLists = Field(default_factory=dict)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Its answers over time as claims, the present one first; what they hold has been checked with the topic."""
        claim = Claim.model_construct
        present = claim(text=self.answer, status=self.status, as_of=self.as_of, due=self.due, sources=self.sources)
        earlier = (claim(text=e.answer, status=e.status, as_of=e.as_of, sources=e.sources) for e in self.earlier)
        return (present, *earlier)

    @property
    def tells(self) -> bool:
        """Whether it states a fact; a greeting does not."""
        return self.status is not None or any("{" in text for text in self.answer.values())


class WordGroups(Shape):
    """Words that mean the same to people who ask about this event; the first of each group stands for the rest."""

    synonyms: Mapping[LanguageCode, tuple[Synonyms, ...]] = Field(default_factory=dict)


KINDS: Mapping[str, tuple[str, type[Entity]]] = {
    "people": ("person", Person),
    "organisations": ("organisation", Organisation),
    "countries": ("country", Country),
    "places": ("place", Place),
    "programme": ("part", ProgrammePart),
    "themes": ("theme", Theme),
    "outcomes": ("outcome", Outcome),
    "editions": ("edition", Edition),
    "groups": ("group", Group),
}
"""Folder or file name -> the slot that stands for one of its entities in a question, and its shape."""
