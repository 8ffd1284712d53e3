"""People who are described rather than named: a firm's chief executive, the German chancellor, the guy from a firm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from summitbot.conversation import Mention
from summitbot.knowledge.shapes import Entity, Person
from summitbot.understanding.history import History
from summitbot.understanding.words import Phrases, Token, as_written

FARTHEST = 3
"""Words that may stand between an office and whose office it is: the CEO of the company Google."""
MOST_MEANT = 8
"""People whom a description may fit for it to be one."""
OWNERS = frozenset({"country", "organisation", "theme"})


@dataclass(frozen=True, slots=True)
class Describer:
    """Resolves descriptions in one language. `links` may stand between two words that belong together."""

    entities: Mapping[str, Mapping[str, Entity]]
    links: frozenset[str]
    person_words: frozenset[str]
    seeming: Phrases[str]
    """Phrases whose words only look as if they meant somebody: one of."""
    pronouns: frozenset[str]

    def resolve(self, mentions: Sequence[Mention], tokens: Sequence[Token], history: History) -> list[Mention]:
        """The mentions, those that together describe a person replaced by one of that person.

        Of several whom a description fits, those are meant who were talked about before.
        """
        joined: list[Mention] = []
        for office in mentions:
            titled = self._titled(office, mentions, tokens)
            if titled:
                joined += titled
            elif office.kind == "group" and not _is_plural(office):
                owners = [m for m in mentions if m.kind in OWNERS and self._together(office, m, tokens)]
                joined += (
                    self._office_of(office, owners, tokens)
                    if owners
                    else self._alone(office, mentions, tokens, history)
                )
        joined += self._person_words(mentions, tokens)
        if any(len(m.entities) > 1 for m in joined):
            known = history.people()
            joined = [replace(m, entities=tuple(i for i in m.entities if i in known) or m.entities) for m in joined]
        return joined + [m for m in mentions if not any(j.start <= m.start and m.end <= j.end for j in joined)]

    def _titled(self, office: Mention, mentions: Sequence[Mention], tokens: Sequence[Token]) -> list[Mention]:
        """Minister O'Kelly: the name with the office before it that the person holds."""
        if office.kind != "group":
            return []
        named = (m for m in mentions if m.kind == "person" and m.start == office.end and len(m.entities) == 1)
        holders = self._people(office.entities, None)
        return [_spanning((office, m), m.entities, tokens) for m in named if m.entities[0] in holders][:1]

    def _office_of(self, office: Mention, owners: Sequence[Mention], tokens: Sequence[Token]) -> list[Mention]:
        """The chancellor of Germany, Germany's chancellor: nobody, if the owner is there and the person is not."""
        for owner in owners:
            people = self._people(office.entities, (owner.kind, owner.entities[0])) if len(owner.entities) == 1 else ()
            if people:
                return [_spanning((office, owner), people, tokens)]
        return []

    def _alone(
        self, office: Mention, mentions: Sequence[Mention], tokens: Sequence[Token], history: History
    ) -> list[Mention]:
        """The chancellor, their chancellor: whoever held the office, unless a name follows.

        That is, for those who were talked about, if there is such a one.
        """
        if office.start == 0 or tokens[office.start - 1].text not in self.links | self.pronouns:
            return []
        if any(m.kind == "person" and m.start in {office.end, office.end + 1} for m in mentions):
            return []
        everyone = self._people(office.entities, None)
        owners = history.owners() if all(m.kind == "group" for m in mentions) else ()
        owned = next(filter(None, (self._people(office.entities, owner) for owner in owners)), ())
        if tokens[office.start - 1].text in self.pronouns:
            return [_spanning((office,), owned, tokens, start=office.start - 1)] if owned else []
        named = history.named_people()
        talked_of = tuple(id_ for id_ in everyone if id_ in named)
        people = talked_of if len(talked_of) == 1 else owned or talked_of or everyone
        return [_spanning((office,), people, tokens)] if 0 < len(people) <= MOST_MEANT else []

    def _person_words(self, mentions: Sequence[Mention], tokens: Sequence[Token]) -> list[Mention]:
        """The guy from Google, the Chinese one, the Nobel guy."""
        found: list[Mention] = []
        seeming = self.seeming.covered([t.text for t in tokens])
        for at, token in enumerate(tokens):
            if token.text not in self.person_words or at in seeming:
                continue
            word = Mention(token.surface, at, at + 1, "group")
            for owner in mentions:
                if (
                    owner.kind in OWNERS | {"group"}
                    and len(owner.entities) == 1
                    and self._together(word, owner, tokens)
                ):
                    owning = None if owner.kind == "group" else (owner.kind, owner.entities[0])
                    people = self._people(owner.entities if owner.kind == "group" else (), owning)
                    if 0 < len(people) <= MOST_MEANT:
                        found.append(_spanning((word, owner), people, tokens))
        return found

    def _together(self, one: Mention, other: Mention, tokens: Sequence[Token]) -> bool:
        first, last = sorted((one, other), key=lambda m: m.start)
        between = tokens[first.end : last.start]
        return last.start >= first.end and len(between) <= FARTHEST and all(t.text in self.links for t in between)

    def _people(self, groups: Iterable[str], owner: tuple[str, str] | None) -> tuple[str, ...]:
        """Those of any of the groups, if there are any, who came for the owner, if there is one.

        Those of whom most is known come first: not all are offered where they are many.
        """
        offices = set(groups)
        people = self.entities.get("person", {})
        fitting = (
            id_
            for id_, person in people.items()
            if isinstance(person, Person)
            and (not offices or offices & set(person.groups))
            and (owner is None or getattr(person, owner[0]) == owner[1])
        )
        return tuple(sorted(fitting, key=lambda id_: -len(people[id_].facts)))


def _spanning(
    mentions: Sequence[Mention], people: tuple[str, ...], tokens: Sequence[Token], start: int | None = None
) -> Mention:
    start, end = min(m.start for m in mentions) if start is None else start, max(m.end for m in mentions)
    surface = as_written(tokens[start:end])
    words = tuple(t.text for t in tokens[start:end])
    return Mention(surface, start, end, "person", people, exact=all(m.exact for m in mentions), words=words)


def _is_plural(office: Mention) -> bool:
    """Whether several office-holders are meant, by the letter that makes the plural in most European languages."""
    words = office.surface.casefold().split()
    return any(w[-1] in "sx" and not w.endswith("ss") for w in words)
