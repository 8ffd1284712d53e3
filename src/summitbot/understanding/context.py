"""What the turns before add to a question: an entity for a pronoun, or one that is left unsaid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from summitbot.conversation import Mention
from summitbot.understanding.gates import WHO
from summitbot.understanding.history import History
from summitbot.understanding.phrasebook import HARD_KINDS, Phrasebook, is_certain
from summitbot.understanding.pronouns import ANY, MEANT, Pointer
from summitbot.understanding.ranking import Strangeness, Variant
from summitbot.understanding.seen import Seen
from summitbot.understanding.spelling import Places
from summitbot.understanding.variants import MOST_VARIANTS, UNKNOWN_NAME
from summitbot.understanding.words import folded_words

SELF_CONTAINED = 0.75
"""Factor for reading a question with a pronoun as if nothing came before."""
POINTED = 0.35
"""The same, whether or not there is an answer in context, for a pronoun of just the kind of what the last question was
about, for he or she once somebody was talked about, for a question word alone, and for a role alone after a body."""
OTHER_EVENT = 0.85
"""The same where nothing is named, and the last question was about another event: "how many people came?"."""
NAMED = 0.85
"""Factor for an entity taken over by a name that phrasings write out among their other words."""
ASKED_FOR = 0.75
"""Factor for a person whom a question leaves unsaid that asks who: it is rather about another."""
HEADED = frozenset({"outcome", "organisation"})
"""Kinds of which one has people in roles: "and the founder?"."""
EVENTS = frozenset({"part", "edition"})
"""Kinds of event beside the one that this folder is about."""
WRITTEN_OUT = HARD_KINDS | {"outcome", "part"}
"""Kinds of which phrasings name one without a slot."""
NAMED_KINDS = HARD_KINDS | {"outcome", "part", "theme"}
"""Kinds of which a question that names one leaves no other entity unsaid."""


def taken_over(seen: Seen, history: History, book: Phrasebook) -> list[Variant]:
    """The ways to read a question with an entity of the turns before in the place of a pronoun, or unsaid."""
    return list(_with_entities(seen, history, book))[:MOST_VARIANTS]


def alone(seen: Seen, history: History, book: Phrasebook) -> float:
    """What reading a question by itself is worth beside reading it in context."""
    pointers = seen.open_pointers
    if not pointers:
        unsaid = seen.signals.negated or any(r.slots for r in history.last_turn)
        if is_bare_question(seen, book) and unsaid:
            return POINTED
        if _is_bare_role(seen, book) and any(not HEADED.isdisjoint(r.slots) for r in history.last_turn):
            return POINTED
        other_event = any(not EVENTS.isdisjoint(reading.slots) for reading in history.last_turn)
        return OTHER_EVENT if other_event and not seen.mentions else 1.0
    last = {kind for reading in history.last_turn for kind in reading.slots if kind != "country"}
    if any(p.weak for p in pointers) and not is_bare_question(seen, book):
        return 1.0 if EVENTS.isdisjoint(last) else POINTED
    meant = any(p.kinds != ANY and p.kinds & last for p in pointers)
    of_somebody = any(p.kinds == MEANT["person"] for p in pointers) and bool(history.people())
    return POINTED if meant or of_somebody else SELF_CONTAINED


def is_bare_question(seen: Seen, book: Phrasebook) -> bool:
    """Whether a question holds but a question word, weak pronouns, auxiliaries, prepositions and a negation."""
    pack = book.pack
    little = {w for a in (*pack.auxiliaries, *pack.negations, *pack.prepositions) for w in folded_words(a)}
    rest = book.signals.without_question_words(book.own_words(seen.words))
    return bool(seen.signals.kinds) and little.issuperset(rest)


def _is_bare_role(seen: Seen, book: Phrasebook) -> bool:
    """Whether a question holds but one role in the singular and little words: "and the founder?", "who's the boss"."""
    if len(seen.named) != 1 or seen.named[0].kind != "group":
        return False
    role = seen.named[0]
    around = [*seen.words[: role.start], *seen.words[role.end :]]
    little = {w for a in (*book.pack.auxiliaries, *book.pack.name_words) for w in folded_words(a)}
    rest = book.signals.without_question_words(book.own_words(around))
    return little.issuperset(rest) and not book.is_plural(role)


def dislocated(seen: Seen, book: Phrasebook) -> list[Variant]:
    """A name that stands apart, in the place of the pronoun that takes it up: 'Macron, what did he say?'."""
    return [variant for m in seen.named if _stands_apart(m, seen, book) for variant in _taken_up(m, seen, book)]


def _stands_apart(mention: Mention, seen: Seen, book: Phrasebook) -> bool:
    before_all = not book.own_words([w for w in seen.words[: mention.start] if w not in book.spotter.articles])
    return mention.kind in book.used_slots and (before_all or mention.end == len(seen.words))


def _taken_up(mention: Mention, seen: Seen, book: Phrasebook) -> Iterator[Variant]:
    """The ways to put the mention where a pronoun of its question means it, or is said of a place: 'who was there?'."""
    pointer = next((p for p in seen.pointers if mention.kind in p.kinds), None)
    if pointer is None:
        return
    slot, apart, pointing = "{" + mention.kind + "}", (mention.start, mention.end), (pointer.start, pointer.end)
    unknown = None if mention.entities else Strangeness.NAME_LIKE
    instead = seen.spelling.written({apart: "", pointing: slot})
    yield Variant(instead, {mention.kind: mention}, (), 1.0 if mention.entities else UNKNOWN_NAME, unknown=unknown)
    if pointer.kinds == MEANT["place"] and mention.kind in EVENTS:
        for rest in (seen.spelling.written({apart: ""}), seen.spelling.written({apart: "", pointing: ""})):
            stated = rest[1:] if rest and rest[0] in book.spotter.articles else rest
            for words in with_place(stated, slot, book):
                yield Variant(words, {mention.kind: mention}, exact_only=True)


def _with_entities(seen: Seen, history: History, book: Phrasebook) -> Iterator[Variant]:
    """An entity of the turns before in the place of a pronoun, or unsaid."""
    named = {m.kind for m in (*seen.named, *seen.designated) if m.exact}
    pointers = seen.open_pointers
    if not pointers and named & NAMED_KINDS:
        return
    unsaid = ASKED_FOR if seen.signals.kinds == {WHO} else 1.0
    for mention, worth in history.taken_over(pointed=bool(pointers)):
        factor = worth if pointers or mention.kind != "person" else worth * unsaid
        if mention.kind not in named:
            for pointer in pointers or (None,):
                if pointer is None or mention.kind in pointer.kinds:
                    yield from _with_entity(mention, factor, pointer, seen, book)
                    if not history.is_of_newest_person(mention):
                        yield from _with_itself(mention, factor, pointer, seen, book)
                elif history.is_of_newest_person(mention) and WHO not in seen.signals.kinds:
                    for words in _with("{" + mention.kind + "}", pointer, seen, {}):
                        yield Variant(words, {mention.kind: mention}, (), factor, from_context=True)
        elif mention.kind == "person":
            yield from _beside_another(mention, factor, seen, book)


def _beside_another(mention: Mention, factor: float, seen: Seen, book: Phrasebook) -> Iterator[Variant]:
    """Somebody in the place of he or she, where another is named: 'did he meet Macron?'."""
    others = [m for m in seen.named if m.kind == mention.kind and is_certain(m)]
    if len(others) != 1 or others[0].entities == mention.entities:
        return
    places = {(m.start, m.end): book.standing_for(m) for m in others}
    for pointer in (p for p in seen.open_pointers if p.kinds == MEANT["person"]):
        words = seen.spelling.written({**places, (pointer.start, pointer.end): "{" + mention.kind + "}"})
        unbound = tuple((m.kind, m.entities[0]) for m in others)
        yield Variant(words, {mention.kind: mention}, unbound, factor, from_context=True)


def _with_entity(
    mention: Mention, factor: float, pointer: Pointer | None, seen: Seen, book: Phrasebook
) -> Iterator[Variant]:
    """One entity as a slot, alone or beside a name of the question that fills a slot."""
    if pointer is not None and len(mention.entities) > 1:
        mention = replace(mention, surface=seen.spelling.tokens[pointer.start].surface)
    for places, slots in _beside(mention, seen, book):
        for words in _with("{" + mention.kind + "}", pointer, seen, places):
            yield Variant(words, {mention.kind: mention, **slots}, (), factor, from_context=True)
        if pointer is not None and pointer.kinds == MEANT["place"]:
            rest = seen.spelling.written({**places, (pointer.start, pointer.end): ""})
            for words in with_place(rest, "{" + mention.kind + "}", book):
                yield Variant(words, {mention.kind: mention, **slots}, (), factor, from_context=True, exact_only=True)


def _with_itself(
    mention: Mention, factor: float, pointer: Pointer | None, seen: Seen, book: Phrasebook
) -> Iterator[Variant]:
    """One entity of a kind that phrasings write out, standing for itself, alone or beside a name that fills a slot."""
    if len(mention.entities) > 1 or mention.kind not in WRITTEN_OUT:
        return
    unbound = ((mention.kind, mention.entities[0]),)
    itself = factor if mention.kind in HARD_KINDS else factor * NAMED
    for places, slots in _beside(mention, seen, book):
        if pointer is not None or slots:
            for words in _with(book.standing_for(mention), pointer, seen, places):
                yield Variant(words, slots, unbound, itself, from_context=True)


def _beside(mention: Mention, seen: Seen, book: Phrasebook) -> Iterator[tuple[Places, Mapping[str, Mention]]]:
    """Nothing else in a slot, and each other name of the question in one: where it stands, and what fills it."""
    yield {}, {}
    for other in seen.named:
        if other.kind in book.used_slots and other.kind != mention.kind:
            yield {(other.start, other.end): "{" + other.kind + "}"}, {other.kind: other}


def with_place(words: Sequence[str], slot: str, book: Phrasebook) -> list[tuple[str, ...]]:
    """The words with a slot at their end, and with each preposition before it: who was invited, to the ball."""
    prepositions = sorted({w for p in book.pack.prepositions for w in folded_words(p)})
    return [(*words, slot), *((*words, preposition, slot) for preposition in prepositions)]


def _with(word: str, pointer: Pointer | None, seen: Seen, places: Places) -> list[tuple[str, ...]]:
    """The question with a word in the place of the one that points back, or at its end; before it, if that is weak."""
    written = seen.spelling.written
    if pointer is None:
        return [(*written(places), *word.split())]
    there = [written({**places, (pointer.start, pointer.end): word})]
    return [*there, (*word.split(), *written(places))] if pointer.weak else there
