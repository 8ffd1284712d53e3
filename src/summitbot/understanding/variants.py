"""The ways to read a question by itself: which names fill slots, and which words are unknown names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

from summitbot.conversation import Mention
from summitbot.understanding.capitals import is_capitalised
from summitbot.understanding.gates import WHO
from summitbot.understanding.parts import LOOSELY_NAMED, SUMMIT
from summitbot.understanding.phrasebook import Phrasebook, identity, is_certain, known, standing_for_itself
from summitbot.understanding.ranking import Strangeness, Variant
from summitbot.understanding.spelling import Spelling
from summitbot.understanding.unknown_names import strange_names, strangeness
from summitbot.understanding.words import Token

MOST_NAMES = 4
"""Names of one question that are tried as slots."""
MOST_SLOTS = 2
MOST_VARIANTS = 40
UNKNOWN_NAME = 0.97
PART_OF_NAME = 0.85
"""Factor for a name of which only a part was said."""
REPRESENTED = 0.65
"""Factor for a person who stands for a country."""


def plain(spelling: Spelling, mentions: Sequence[Mention], used_slots: frozenset[str]) -> list[Variant]:
    """Names as themselves, and each one or two of them as slots."""
    spans = _by_span(mentions)
    variants: list[Variant] = []
    for count in range(MOST_SLOTS + 1):
        for chosen in combinations(list(spans)[:MOST_NAMES], count):
            kinds = [[m for m in spans[span] if m.kind in used_slots and m.entities] for span in chosen]
            for picked in product(*kinds):
                if len({m.kind for m in picked}) == len(picked):
                    variants += [_variant(spelling, spans, picked)]
    return variants[:MOST_VARIANTS]


def by_country(variants: Iterable[Variant], book: Phrasebook) -> list[Variant]:
    """Whoever is named in a slot as standing for the country that he or she came for: 'did she sign?'."""
    found: list[Variant] = []
    for variant in variants if "country" in book.used_slots else ():
        country = _country_of(variant.slots.get("person"), book)
        if country is not None and "country" not in variant.slots:
            words = tuple("{country}" if word == "{person}" else word for word in variant.words)
            slots = {k: m for k, m in variant.slots.items() if k != "person"} | {"country": known("country", country)}
            found.append(replace(variant, words=words, slots=slots, factor=variant.factor * REPRESENTED))
    return found


def _country_of(person: Mention | None, book: Phrasebook) -> str | None:
    """The country that one came for who is named, not described."""
    if person is None or len(person.entities) != 1 or not book.spotter.names.bearers(person.words):
        return None
    country: str | None = getattr(book.entities["person"][person.entities[0]], "country", None)
    return country


def bare_parts(spelling: Spelling, mentions: Sequence[Mention], book: Phrasebook) -> list[Variant]:
    """A part of a name, or a name of several, with nothing but a word before it that points: 'and that campus'."""
    bare = [m for m in mentions if m.kind in book.used_slots and _is_bare(m, spelling, book)]
    if len(bare) == 1 and is_certain(bare[0]):
        return []
    return [Variant(("{" + m.kind + "}",), {m.kind: m}, (), _worth([m])) for m in bare]


def _is_bare(mention: Mention, spelling: Spelling, book: Phrasebook) -> bool:
    words = [t.text for t in spelling.tokens]
    pointed = mention.start > 0 and words[mention.start - 1] in book.spotter.pointing
    return pointed and not book.own_words([*words[: mention.start - 1], *words[mention.end :]])


def verbatim(spelling: Spelling, book: Phrasebook) -> list[Variant]:
    """The question as a maintainer wrote it, if it is one of the phrasings word for word."""
    words = book.verbatim.get(tuple(t.text for t in spelling.tokens))
    return [] if words is None else [Variant(words)]


def unknown_names(spelling: Spelling, mentions: Sequence[Mention], book: Phrasebook) -> list[Variant]:
    """Each run of words that nothing here explains, as a name that might fill a slot."""
    spans = _by_span([m for m in mentions if m.entities])
    variants: list[Variant] = []
    for mention in strange_names(spelling, mentions, book.used_slots, book):
        if _does_what_is_asked(mention, spelling, book):
            continue
        unknown = strangeness(mention, spelling, book)
        pairs = [(mention, m) for ms in list(spans.values())[:2] for m in ms if m.kind in book.used_slots]
        ways = [(mention,), *(pair for pair in pairs if pair[1].kind != mention.kind)]
        variants += [_variant(spelling, spans, slots, factor=UNKNOWN_NAME, unknown=unknown) for slots in ways]
    return variants[:MOST_VARIANTS]


def _does_what_is_asked(mention: Mention, spelling: Spelling, book: Phrasebook) -> bool:
    """Whether a word of the language stands after a "who": the one of "who cooked" is a verb."""
    before = [t.text for t in spelling.tokens[mention.start - 1 : mention.start]]
    if book.signals.read(before).kinds != {WHO} or book.signals.without_question_words(before):
        return False
    word = spelling.tokens[mention.start]
    return not is_capitalised(word.surface) and book.vocabulary.is_usual(word.text)


def _by_span(mentions: Iterable[Mention]) -> dict[tuple[int, int], list[Mention]]:
    spans: dict[tuple[int, int], list[Mention]] = defaultdict(list)
    for mention in mentions:
        spans[mention.start, mention.end].append(mention)
    return spans


def _variant(
    spelling: Spelling,
    spans: Mapping[tuple[int, int], Sequence[Mention]],
    slots: Sequence[Mention],
    factor: float = 1.0,
    *,
    unknown: Strangeness | None = None,
) -> Variant:
    filled = {(m.start, m.end): "{" + m.kind + "}" for m in slots}
    covered = {i for start, end in filled for i in range(start, end)}
    places = dict(filled)
    unbound: list[tuple[str, str]] = []
    for span, mentions in spans.items():
        if covered & set(range(*span)):
            continue
        covered |= set(range(*span))
        places[span], entity = _unfilled(spelling.tokens, mentions)
        if entity is not None:
            unbound.append(entity)
    slot_mentions = {m.kind: m for m in slots}
    return Variant(spelling.written(places), slot_mentions, tuple(unbound), factor * _worth(slots), unknown)


def _worth(slots: Sequence[Mention]) -> float:
    return PART_OF_NAME if any(m.entities and not m.exact and not m.words for m in slots) else 1.0


def _unfilled(tokens: Sequence[Token], mentions: Sequence[Mention]) -> tuple[str, tuple[str, str] | None]:
    """What stands for a name that fills no slot, and the entity that remains unbound by it."""
    certain = standing_for_itself(mentions)
    if certain is not None:
        entity = None if certain.kind == SUMMIT else (certain.kind, certain.entities[0])
        return identity(certain), entity
    first = mentions[0]
    thing = len(mentions) == 1 and first.exact and is_certain(first) and first.kind in LOOSELY_NAMED
    words = " ".join(first.words or (t.text for t in tokens[first.start : first.end]))
    return words, (first.kind, first.entities[0]) if thing else None
