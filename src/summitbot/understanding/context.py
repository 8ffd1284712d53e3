"""What the turns before add to a question: an entity for a pronoun, the rest of a bare 'why?', the question itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from summitbot.conversation import Candidate, Mention, Reading
from summitbot.understanding.phrasebook import HARD_KINDS, SUMMIT, Phrasebook, identity
from summitbot.understanding.ranking import Ranked, Variant
from summitbot.understanding.variants import MOST_VARIANTS, Places, Spelling, strange_names
from summitbot.understanding.words import folded_words, tokenise

FOLLOW_UP = 0.9
"""Score of a bare name that repeats the last question for another entity."""
TAKEN_OVER = 0.92
"""Factor for an entity taken over from the turn before without a word that points to it."""
OLDER = 0.97
"""Factor for each turn that the entity is older."""
TOPICAL = 0.85
"""Factor for an entity that the last answer was about, though its question did not name it."""
TOPICAL_KINDS = frozenset({"outcome", "edition", "part"})
SELF_CONTAINED = 0.75
"""Factor for reading a question with a pronoun as if nothing came before."""
LONGEST_ELLIPSIS = 6
"""Tokens of the longest question that is only a question word and little ones."""


def repeated(
    previous: Sequence[Reading], mentions: Sequence[Mention], spelling: Spelling, book: Phrasebook
) -> list[Ranked]:
    """The last question that had a slot for it, again for the name that is all this one holds: 'and China?'."""
    for reading in reversed(previous):
        if reading.topic is not None and reading.topic in book.topics:
            found = _repeated_for(reading, reading.topic, mentions, spelling, book)
            if found:
                return found
    return []


def in_context(
    previous: Sequence[Reading], ways: list[Variant], mentions: Sequence[Mention], spelling: Spelling, book: Phrasebook
) -> list[Variant]:
    """The ways to read a question by itself, and those that take something over from the turns before."""
    understood = [r for r in reversed(previous) if r.topic is not None]
    if not understood:
        return ways
    taken_over = _with_entities(understood, mentions, spelling, book)
    if taken_over and _pronoun(spelling, book) is not None:
        ways = [replace(way, factor=way.factor * SELF_CONTAINED) for way in ways]
    return ways + taken_over + _elliptical(understood[0], spelling, book)


def _repeated_for(
    before: Reading, topic: str, mentions: Sequence[Mention], spelling: Spelling, book: Phrasebook
) -> list[Ranked]:
    slots = book.slots_of(topic)
    named = [m for m in mentions if m.entities and m.kind in slots and _is_all(m, spelling, book)]
    unknown = [m for m in strange_names(spelling, mentions, slots) if _is_all(m, spelling, book)]
    found: list[Ranked] = []
    for name in named or unknown:
        held = {kind: _known(kind, id_) for kind, id_ in before.slots.items() if kind in slots} | {name.kind: name}
        if set(held) == slots:
            filled = {kind: m.entities[0] if len(m.entities) == 1 else m.surface for kind, m in held.items()}
            phrasing = " ".join(book.first_words(topic))
            candidate = Candidate(topic, phrasing, FOLLOW_UP, slots=filled, parts={"follow-up": FOLLOW_UP})
            found.append(Ranked(candidate, Variant((), held, unknown=not name.entities, from_context=True)))
    return found


def _is_all(mention: Mention, spelling: Spelling, book: Phrasebook) -> bool:
    """Whether the question holds nothing but the mention and little words."""
    pack = book.pack
    little = {w for f in (*pack.follow_ups, *pack.name_words, *pack.pronouns) for w in folded_words(f)}
    words = [t.text for t in spelling.tokens]
    around = [w for rest in (words[: mention.start], words[mention.end :]) for w in book.wording.meaningful(rest)]
    return little.issuperset(around)


def _with_entities(
    understood: Sequence[Reading], mentions: Sequence[Mention], spelling: Spelling, book: Phrasebook
) -> list[Variant]:
    """An entity of the turns before in the place of a pronoun, or unsaid: as a slot, or standing for itself."""
    at = _pronoun(spelling, book)
    pointing = None if at is None else (at, at + 1)
    named = {m.kind for m in mentions if m.exact}
    variants: list[Variant] = []
    for mention, factor in _taken_over(understood, book, pointed=at is not None):
        if mention.kind in named or (at is None and named & HARD_KINDS):
            continue
        marker = "{" + mention.kind + "}"
        slot = {mention.kind: mention}
        variants.append(Variant(_with(marker, pointing, spelling, {}), slot, (), factor, from_context=True))
        for other in mentions:
            if other.kind in book.used_slots and other.kind != mention.kind and other.entities:
                place = {(other.start, other.end): "{" + other.kind + "}"}
                both = _with(marker, pointing, spelling, place)
                itself = _with(identity(mention), pointing, spelling, place)
                entity = (mention.kind, mention.entities[0])
                variants += [
                    Variant(both, slot | {other.kind: other}, (), factor, from_context=True),
                    Variant(itself, {other.kind: other}, (entity,), factor, from_context=True),
                ]
    return variants[:MOST_VARIANTS]


def _with(word: str, pointing: tuple[int, int] | None, spelling: Spelling, places: Places) -> tuple[str, ...]:
    """The question with a word in the place of the one that points back, or after all others."""
    if pointing is None:
        return (*spelling.written(places), word)
    return spelling.written({**places, pointing: word})


def _taken_over(understood: Sequence[Reading], book: Phrasebook, *, pointed: bool) -> Iterator[tuple[Mention, float]]:
    """The newest entity of each kind, with its factor; `understood` has the newest turn first."""
    seen = {SUMMIT}
    factor = 1.0 if pointed else TAKEN_OVER
    for reading in understood:
        named = [_known(kind, id_) for kind, id_ in reading.slots.items()]
        named += [m for m in reading.mentions if len(m.entities) == 1]
        for mention in named:
            if mention.kind not in seen:
                seen.add(mention.kind)
                yield mention, factor
        factor *= OLDER
    if pointed and understood[0].topic in book.topics:
        for mention in _topical(understood[0].topic or "", book):
            if mention.kind not in seen:
                yield mention, TOPICAL


def _topical(topic: str, book: Phrasebook) -> Iterator[Mention]:
    """The one entity of its kind that a topic is about."""
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for kind, id_ in sorted(book.entities_of(topic)):
        by_kind[kind].append(id_)
    return (_known(kind, ids[0]) for kind, ids in by_kind.items() if len(ids) == 1 and kind in TOPICAL_KINDS)


def _elliptical(before: Reading, spelling: Spelling, book: Phrasebook) -> list[Variant]:
    """A bare question word in the place of the last question's own: 'why?' after 'did the UK sign?'."""
    if before.topic is None or before.topic not in book.topics or len(spelling.tokens) > LONGEST_ELLIPSIS:
        return []
    pack = book.pack
    asking = {folded_words(w)[0] for words in pack.question_words.values() for w in words}
    dropped = {folded_words(f)[0] for f in (*pack.follow_ups, *pack.pronouns)} - asking  # "ou" is also "où"
    own = [w for w in book.wording.without_fillers(spelling.written({})) if w not in dropped]
    kept = {w for n in (*pack.negations, *pack.name_words) for w in folded_words(n)}
    if not own or any(w not in kept for w in book.signals.without_question_words(own)):
        return []
    slots = {kind: _known(kind, id_) for kind, id_ in before.slots.items()}
    asked = {(m.start, m.end): "{" + m.kind + "}" for m in before.mentions if m.kind in slots}
    said = Spelling(book.wording.write_out(tokenise(before.text)), book).written(asked)
    rests = [book.signals.without_question_words(words) for words in (book.first_words(before.topic), said)]
    return [Variant((*own, *rest), slots, from_context=True) for rest in rests]


def _pronoun(spelling: Spelling, book: Phrasebook) -> int | None:
    """The place of the first word that points back."""
    pronouns = {folded_words(p) for p in book.pack.pronouns}
    return next((i for i, w in enumerate(spelling.written({})) if (w,) in pronouns), None)


def _known(kind: str, id_: str) -> Mention:
    return Mention(id_, 0, 0, kind, (id_,))
