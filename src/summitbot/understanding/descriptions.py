"""People who are described rather than named: Google's CEO, the German chancellor, le premier ministre grec."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from summitbot.conversation import Mention
from summitbot.knowledge.shapes import Entity, Person
from summitbot.understanding.words import Token

FARTHEST = 3
"""Words that may stand between an office and whose office it is: the CEO of the company Google."""


def resolve(
    mentions: Sequence[Mention],
    tokens: Sequence[Token],
    entities: Mapping[str, Mapping[str, Entity]],
    links: frozenset[str],
) -> list[Mention]:
    """The mentions, with an office and its country or organisation joined into the person who held it.

    `links` are the words that may stand between the two. An office alone after an article means whoever held it.
    """
    offices = [m for m in mentions if m.kind == "group"]
    joined: list[Mention] = []
    for office in offices:
        person = _with_owner(office, mentions, tokens, entities, links) or _alone(
            office, mentions, tokens, entities, links
        )
        if person is not None:
            joined.append(person)
    return joined + [m for m in mentions if not any(_swallows(j, m) for j in joined)]


def _with_owner(
    office: Mention,
    mentions: Sequence[Mention],
    tokens: Sequence[Token],
    entities: Mapping[str, Mapping[str, Entity]],
    links: frozenset[str],
) -> Mention | None:
    for owner in mentions:
        if owner.kind not in {"country", "organisation", "theme"} or len(owner.entities) != 1:
            continue
        first, last = sorted((office, owner), key=lambda m: m.start)
        between = tokens[first.end : last.start]
        if last.start < first.end or len(between) > FARTHEST or any(t.text not in links for t in between):
            continue
        people = _holders(entities, office.entities, {owner.kind: owner.entities[0]})
        if people:
            surface = " ".join(t.surface for t in tokens[first.start : last.end])
            return Mention(surface, first.start, last.end, "person", people, exact=office.exact and owner.exact)
    return None


def _alone(
    office: Mention,
    mentions: Sequence[Mention],
    tokens: Sequence[Token],
    entities: Mapping[str, Mapping[str, Entity]],
    links: frozenset[str],
) -> Mention | None:
    if office.start == 0 or tokens[office.start - 1].text not in links:
        return None
    if any(m.kind == "person" and m.start in {office.end, office.end + 1} for m in mentions):
        return None
    people = _holders(entities, office.entities, {})
    return Mention(office.surface, office.start, office.end, "person", people, office.exact) if people else None


def _holders(
    entities: Mapping[str, Mapping[str, Entity]], offices: Sequence[str], owner: Mapping[str, str]
) -> tuple[str, ...]:
    found: list[str] = []
    for id_, person in entities.get("person", {}).items():
        if not isinstance(person, Person):
            continue
        if set(offices) & set(person.groups) and all(getattr(person, kind) == of for kind, of in owner.items()):
            found.append(id_)
    return tuple(found)


def _swallows(joined: Mention, mention: Mention) -> bool:
    """Whether the mention became part of the joined one; an office alone stays an office, too."""
    inside = joined.start <= mention.start and mention.end <= joined.end
    return inside and (joined.start, joined.end) != (mention.start, mention.end)
