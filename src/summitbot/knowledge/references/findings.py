"""What a comparison finds, and what it compares with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from summitbot.knowledge.shapes import KINDS

SLOTS = (*(slot for slot, _ in KINDS.values()), "day")
"""What may stand in braces in a question."""
SECTION_OF: Mapping[str, str] = {slot: section for section, (slot, _) in KINDS.items()}
"""Slot -> section: person -> people."""

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Something in the knowledge, by section, key and the way to it: ("people", "peter-kyle", ("country",))."""

    section: str
    key: str
    loc: Loc = ()

    def at(self, *loc: str | int) -> Place:
        """A place within this one; `[key]` at the end means the key, not its value."""
        return Place(self.section, self.key, (*self.loc, *loc))


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake between things, as a `Problem` without file and line. `{other}` in `fault` stands for `other`."""

    place: Place
    value: str
    fault: str
    expected: str = ""
    mend: str = ""
    other: Place | None = None


@dataclass(frozen=True, slots=True)
class Existing:
    """What the folder speaks of, including things that could not be shaped, so that one mistake is reported once."""

    keys: Mapping[str, frozenset[str]]
    """Section -> keys."""
    aspects: Mapping[str, frozenset[str]]
    """Section -> aspects that at least one of its things has."""
    languages: tuple[str, ...]
    unread: frozenset[str] = frozenset()
    """Sections of which some file could not be read: there may be more in them."""


def section_of_field(name: str) -> str | None:
    """The section whose keys a field holds (country -> countries, groups -> groups); None where it holds no keys."""
    return name if name in KINDS else SECTION_OF.get(name)
