"""Follow-ups that hold little but a name or a question word: the last question, asked again with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from summitbot.conversation import Candidate, Mention, Outcome, Reading
from summitbot.knowledge.language_pack import RANKS
from summitbot.understanding.context import EVENTS, with_place
from summitbot.understanding.decision import MOST_OPTIONS
from summitbot.understanding.gates import WHO
from summitbot.understanding.history import History, in_slots, named_in
from summitbot.understanding.parts import SUMMIT
from summitbot.understanding.phrasebook import HARD_KINDS, Phrasebook, known
from summitbot.understanding.ranking import Ranked, Strangeness, Variant
from summitbot.understanding.seen import Seen
from summitbot.understanding.unknown_names import strange_names
from summitbot.understanding.words import Phrases, folded_words

FOLLOW_UP = 0.9
"""Score of a bare name that repeats the last question for another entity."""
OF_SEVERAL = frozenset({WHO, "which"})
"""The kinds of question that ask which of several it is."""
COUNTING = OF_SEVERAL | {"how-many"}
"""The kinds of question of which a name may be one that they count or list."""
SHORTEST_END = 3
"""Words of another end to the last question that need nothing to open them: 'about jobs?'."""
LONGEST_ELLIPSIS = 6
"""Tokens of the longest question that is only a question word and little ones."""
LONGEST_CHOICE = 4
"""Words by which one of what a question back offered is chosen."""
SERIES = frozenset({"edition", SUMMIT})
"""The event and the others of its series stand in one another's places."""
ADDED = frozenset({"edition", SUMMIT, "part", "place", "outcome", "country", "organisation", "theme", "day"})
"""Kinds that a question may be narrowed to by a follow-up: "which ministers came?", "and from France?"."""


class FollowUps:
    """Reads the follow-ups of one language."""

    def __init__(self, book: Phrasebook) -> None:
        pack = book.pack
        self._book = book
        self._pronouns = _words((*pack.pronouns, *pack.pronoun_kinds.get("other", ())))
        self._prepositions = _words(pack.prepositions)
        self._asking = {folded_words(w)[0] for words in pack.question_words.values() for w in words}
        single = _words(f for f in pack.follow_ups if len(folded_words(f)) == 1)
        self.little = single | _words(pack.name_words) | self._pronouns | self._prepositions
        """The words of a follow-up besides the name: and, the, in, one."""
        self._around_choices = self.little | _words(pack.person_words)
        self._auxiliaries = _words(pack.auxiliaries)
        self._around_names = _words((*pack.name_words, *pack.auxiliaries)) - _words(pack.pronoun_kinds.get("weak", ()))
        self._memberships = Phrases({folded_words(m): m for m in pack.memberships})
        self._dropped = {folded_words(f)[0] for f in (*pack.follow_ups, *pack.pronouns)} - self._asking  # "ou", "où"
        self._kept = _words((*pack.negations, *pack.name_words, *pack.auxiliaries))

    def chosen(self, seen: Seen, history: History) -> Ranked | None:
        """The one of what a question back offered that little but a name or a part of one picks: 'the UK one'."""
        last = history.readings[0]
        words = [w for w in self._book.own_words(seen.words) if w not in self._around_choices]
        if last.outcome is not Outcome.CLARIFY or not 0 < len(words) <= LONGEST_CHOICE or seen.signals.kinds:
            return None
        at_rank = self._at_rank(words, last.options[:MOST_OPTIONS])
        fitting = at_rank or [option for option in last.options if self._fits(option, words, seen)]
        if len(fitting) != 1:
            return None
        topic, slots = fitting[0].topic, fitting[0].slots
        first = tuple(self._book.first_words(topic))
        candidate = Candidate(topic, " ".join(first), FOLLOW_UP, slots=slots, parts={"follow-up": FOLLOW_UP})
        return Ranked(candidate, Variant(first, {k: known(k, i) for k, i in slots.items()}, from_context=True))

    def _at_rank(self, words: Sequence[str], options: Sequence[Candidate]) -> list[Candidate]:
        """The option that the words mean by its place: the second one."""
        ranks = self._book.ranks.found(words)
        if len(ranks) != 1 or len(self._book.ranks.covered(words)) != len(words):
            return []
        at = ranks[0]
        return list(options[-1:] if at == len(RANKS) - 1 else options[at : at + 1])

    def _fits(self, option: Candidate, words: Sequence[str], seen: Seen) -> bool:
        """Whether the words are in the name of what an option is about, or name the country or firm that it is of."""
        for kind, id_ in option.slots.items():
            entity = self._book.entities.get(kind, {}).get(id_)
            owners = {(k, getattr(entity, k, None)) for k in ("country", "organisation", "theme")}
            owning = [m for m in seen.named if any((m.kind, e) in owners for e in m.entities)]
            told = {w for m in owning for w in seen.words[m.start : m.end]}
            left = [w for w in words if w not in told]
            if not left or id_ in self._book.spotter.names.holding(kind, left):
                return True
        return False

    def at_event(self, seen: Seen, history: History) -> list[Variant]:
        """A question that names nothing, about the other event that was just asked about: 'who was invited?'.

        It counts only if that is asked so, word for word: 'who was invited to the dinner'.
        """
        event = next((m for k, m in in_slots(history.readings[0]).items() if k in EVENTS), None)
        if event is None or seen.mentions or history.readings[0] not in history.telling:
            return []
        ways = with_place(seen.spelling.written({}), "{" + event.kind + "}", self._book)
        return [Variant(way, {event.kind: event}, from_context=True, exact_only=True) for way in ways]

    def names(self, seen: Seen, history: History) -> list[Mention]:
        """What a follow-up names that holds nothing else: 'and China?', 'no, the 2023 one', 'and her?'."""
        if not history.telling:
            return []
        whole = [m for m in (*seen.designated, *seen.named) if self._is_all(m, seen)]
        return whole or self._other(seen, history)

    def repeated(self, before: Iterable[Reading], named: Sequence[Mention], seen: Seen) -> list[Ranked]:
        """The newest of the questions before that has a slot for the name, again for it."""
        return next(filter(None, (self._repeated_for(reading, named, seen) for reading in before)), [])

    def rewritten(self, before: Reading, named: Sequence[Mention]) -> list[Variant]:
        """A question before with the name in the place of another of its kind, if its topic has no slot for that."""
        single = [m for m in named if len(m.entities) == 1]
        return [v for m in single for words in self._wordings(before) for v in self._with_name(words, m, before)]

    def answering(self, before: Reading, named: Sequence[Mention]) -> list[Variant]:
        """The name in the place of a question's question word: 'and Ireland?' after 'how many countries came?'."""
        single = [m for m in named if len(m.entities) == 1 and m.kind in self._book.used_slots]
        asking = [words for words in self._wordings(before) if self._book.signals.read(words).kinds & COUNTING]
        variants = []
        for words in asking:
            for mention in single:
                stated = ("{" + mention.kind + "}", *self._book.signals.without_question_words(words))
                slots = {k: m for k, m in in_slots(before).items() if "{" + k + "}" in words}
                if mention.kind not in slots:
                    held = slots | {mention.kind: mention}
                    variants.append(Variant(stated, held, _unbound(stated), FOLLOW_UP, from_context=True))
        return variants

    def continued(self, before: Reading, seen: Seen) -> list[Variant]:
        """A question before that ends otherwise: 'and about jobs?' after 'what did she say about trade?'."""
        words = self._book.own_words(seen.words)
        opened = len(words) <= SHORTEST_END or any(self._book.openings.places(seen.words[:1]))
        stated = not seen.signals.kinds and not seen.pointers and self._auxiliaries.isdisjoint(words)
        if not (opened and stated and 1 < len(words) <= LONGEST_ELLIPSIS and words[0] in self._prepositions):
            return []
        variants = []
        for asked in self._wordings(before):
            end = asked.index(words[0]) if words[0] in asked else len(asked)
            again = (*asked[:end], *words)
            slots = {k: m for k, m in in_slots(before).items() if "{" + k + "}" in again}
            variants.append(Variant(again, slots, _unbound(again), FOLLOW_UP, from_context=True))
        return variants

    def elliptical(self, before: Reading, seen: Seen) -> list[Variant]:
        """A bare question word in the place of a question's own: 'why?' after 'did the UK sign?'."""
        book = self._book
        own = [w for w in book.wording.without_fillers(seen.spelling.written({})) if w not in self._dropped]
        rest = book.signals.without_question_words(own)
        if len(seen.words) > LONGEST_ELLIPSIS or not self._asking & set(own) or not self._kept.issuperset(rest):
            return []
        slots = in_slots(before)
        asked = book.signals.read(own).kinds
        others = seen.signals.negated and bool(asked & OF_SEVERAL)
        if asked == {WHO} and "person" in slots and not others:
            return []
        again = [(*own, *book.signals.without_question_words(words)) for words in self._wordings(before)[:2]]
        if others:  # than the one that the question before was about: "did Ireland sign?", "who didn't?"
            again, slots = [tuple(w for w in words if w[0] not in "{=") for words in again], {}
        return [Variant(words, slots, _unbound(words), from_context=True, asks=asked) for words in again]

    def _wordings(self, before: Reading) -> list[list[str]]:
        """A question before: as it was asked, as its topic is first asked for, and with the names in the slots."""
        asked = list(before.asked) if before.language == self._book.language else []
        names = {"{" + k + "}": self._book.standing_for(known(k, i)) for k, i in before.slots.items()}
        named = [w for word in asked for w in names.get(word, word).split()]
        first = self._book.first_words(before.topic or "")
        return [words for words in (asked, first, named if named != asked else []) if words]

    def _repeated_for(self, before: Reading, named: Sequence[Mention], seen: Seen) -> list[Ranked]:
        topic = before.topic or ""
        slots = self._book.slots_of(topic)
        fitting = [m for m in named if m.kind in slots]
        unknown = [m for m in strange_names(seen.spelling, seen.mentions, slots, self._book) if self._is_all(m, seen)]
        found: list[Ranked] = []
        for name in _distinct(fitting) or unknown:
            held = {kind: m for kind, m in in_slots(before).items() if kind in slots} | {name.kind: name}
            if set(held) == slots:
                filled = {kind: m.entities[0] if len(m.entities) == 1 else m.surface for kind, m in held.items()}
                phrasing = " ".join(self._book.first_words(topic))
                candidate = Candidate(topic, phrasing, FOLLOW_UP, slots=filled, parts={"follow-up": FOLLOW_UP})
                strangeness = None if name.entities else Strangeness.NAME_LIKE
                variant = Variant(before.asked, held, unknown=strangeness, from_context=True)
                found.append(Ranked(candidate, variant))
        return found

    def _with_name(self, words: Sequence[str], mention: Mention, before: Reading) -> Iterator[Variant]:
        """The words with the name, as a slot or as itself, in the places of others of its kind, or added to them."""
        kinds = SERIES if mention.kind in SERIES else {mention.kind}
        places = {at for at, word in enumerate(words) if _kind_of(word) in kinds}
        if not places and (mention.kind not in ADDED or mention.kind in before.slots):
            return
        kept = {k: m for k, m in in_slots(before).items() if k not in kinds and "{" + k + "}" in words}
        for word in self._as_written(mention):
            swapped = [word if at in places else w for at, w in enumerate(words)] + ([] if places else [word])
            slots = kept | ({mention.kind: mention} if word[0] == "{" else {})
            yield Variant(tuple(dict.fromkeys(swapped)), slots, _unbound(swapped), FOLLOW_UP, from_context=True)

    def _as_written(self, mention: Mention) -> list[str]:
        """What may stand for a name: its identity, if phrasings write that out, and its slot, if one asks for that."""
        itself = [self._book.standing_for(mention)] if mention.kind in HARD_KINDS | SERIES else []
        return itself + (["{" + mention.kind + "}"] if mention.kind in self._book.used_slots else [])

    def _is_all(self, mention: Mention, seen: Seen) -> bool:
        """Whether the question holds nothing but the mention and little words, or auxiliaries: 'does Ireland?'.

        Nor what asks whether it belongs to those just told of: 'was Ireland one of them?'.
        """
        sides = (seen.words[: mention.start], seen.words[mention.end :])
        around = [w for side in sides for w in self._book.own_words(self._without_membership(side))]
        return self.little.issuperset(around) or self._around_names.issuperset(around)

    def _without_membership(self, words: Sequence[str]) -> list[str]:
        asking = self._memberships.covered(words)
        return [word for at, word in enumerate(words) if at not in asking]

    def _other(self, seen: Seen, history: History) -> list[Mention]:
        """Whom or what a bare pronoun means after a question: another than the one that it was about."""
        bare = self.little.issuperset(self._book.own_words(seen.words))
        before = history.telling[0]
        if seen.mentions or seen.signals.kinds or not bare or not self._pronouns & set(seen.words):
            return []
        slots = list(before.slots.items())[:1] if len(before.slots) == 1 else []
        return [known(kind, other) for kind, id_ in slots for other in list(history.others(kind, id_))[:1]]


def _words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(w for phrase in phrases for w in folded_words(phrase))


def _unbound(words: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The entities that stand for themselves among the words; the event itself is none."""
    return tuple(entity for entity in named_in(words) if entity[0] != SUMMIT)


def _distinct(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions, the first of each entity."""
    found: dict[tuple[str, tuple[str, ...]], Mention] = {}
    for mention in mentions:
        found.setdefault((mention.kind, mention.entities), mention)
    return list(found.values())


def _kind_of(word: str) -> str | None:
    """The kind of the slot or name that a word of a question stands for."""
    return word[1:-1] if word[0] == "{" else word[1:].partition(":")[0] if word[0] == "=" else None
