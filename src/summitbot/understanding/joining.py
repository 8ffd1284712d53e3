"""Which mentions of a question belong together: parts of a name and the whole, a name and what it belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from summitbot.conversation import Mention
from summitbot.knowledge.shapes import Entity, ProgrammePart
from summitbot.understanding.names import Names
from summitbot.understanding.seen import covered, outside
from summitbot.understanding.words import Token, as_written


@dataclass(frozen=True, slots=True)
class Joiner:
    """Joins mentions in one language."""

    entities: Mapping[str, Mapping[str, Entity]]
    names: Names
    between: frozenset[str]
    """The little words that may stand between what belongs together: of, at."""

    def with_days(self, names: Sequence[Mention], days: Sequence[Mention]) -> list[Mention]:
        """The names, but for those within a day, and the days, but for those within a name: the ball of 10 February."""
        longer = [n for n in names if n.exact and any(_is_within(day, n) for day in days)]
        apart = outside(days, longer)
        return outside(names, apart) + apart

    def with_parts(self, names: Sequence[Mention], parts: Sequence[Mention], tokens: Sequence[Token]) -> list[Mention]:
        """All mentions, each part of a name as one with the whole name beside it: the hall of Harbour Hall.

        A name of several is narrowed to the one that the other words tell.
        """
        joined, left = list(names), list(parts)
        for at, whole in enumerate(joined):
            near = [p for p in parts if len(whole.entities) == 1 and self._is_beside(p, whole, tokens)]
            if near:
                joined[at] = _spanning(whole, near[0], tokens)
                left = outside(left, near[:1])
        return [self._narrowed(m, tokens) for m in joined + left]

    def with_owners(self, mentions: Sequence[Mention], tokens: Sequence[Token]) -> list[Mention]:
        """The mentions, each as one with what it belongs to that stands behind it: the ball at the hall on the 12th."""
        joined: list[Mention] = []
        for mention in sorted(mentions, key=lambda m: m.start):
            last = joined[-1] if joined else None
            if last is not None and self._is_owned(last, mention, tokens) and _is_alone(last, mentions):
                joined[-1] = _spanning(last, mention, tokens)
            else:
                joined.append(mention)
        return joined

    def _narrowed(self, mention: Mention, tokens: Sequence[Token]) -> Mention:
        """A name of several as of the one whose names hold most of the other words: the ball for the keepers."""
        if len(mention.entities) < 2:
            return mention
        others = [t.text for at, t in enumerate(tokens) if not mention.start <= at < mention.end]
        meant = self.names.holding_most(mention.kind, mention.entities, others)
        return replace(mention, entities=meant) if len(meant) == 1 else mention

    def _is_beside(self, part: Mention, whole: Mention, tokens: Sequence[Token]) -> bool:
        """Whether it may mean the same, and there are but little words between the two."""
        first, last = sorted((part, whole), key=lambda m: m.start)
        return self._is_next(first, last, tokens) and part.kind == whole.kind and whole.entities[0] in part.entities

    def _is_owned(self, name: Mention, owner: Mention, tokens: Sequence[Token]) -> bool:
        """Whether the second is where, when or with whom the first belongs, and follows it in the same clause."""
        parted = any(t.apart for t in tokens[name.end : owner.start + 1])
        if parted or len(name.entities) != 1 or len(owner.entities) != 1:
            return False
        entity = self.entities.get(name.kind, {}).get(name.entities[0])
        if owner.kind == "day":
            belongs = isinstance(entity, ProgrammePart) and _is_on(entity, date.fromisoformat(owner.entities[0]))
        else:
            belongs = getattr(entity, owner.kind, None) == owner.entities[0]
        return belongs and self._is_next(name, owner, tokens)

    def _is_next(self, first: Mention, last: Mention, tokens: Sequence[Token]) -> bool:
        between = tokens[first.end : last.start]
        return first.end <= last.start and all(t.text in self.between for t in between)


def _is_on(part: ProgrammePart, day: date) -> bool:
    return part.starts <= day <= (part.ends or part.starts)


def _is_within(mention: Mention, other: Mention) -> bool:
    """Whether it is a part of the other's words."""
    return covered([mention]) < covered([other])


def _is_alone(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether its words name nothing of another kind as well."""
    return sum(m.start < mention.end and mention.start < m.end for m in mentions) == 1


def _spanning(mention: Mention, other: Mention, tokens: Sequence[Token]) -> Mention:
    """The mention, with the words of the other one beside it and those between."""
    start, end = min(mention.start, other.start), max(mention.end, other.end)
    return replace(mention, start=start, end=end, surface=as_written(tokens[start:end]))
