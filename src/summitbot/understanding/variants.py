"""The ways to read a question by itself: which names fill slots, and which words are unknown names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

from summitbot.conversation import Mention
from summitbot.understanding.frequencies import commonness
from summitbot.understanding.gates import WHO
from summitbot.understanding.parts import LOOSELY_NAMED, SUMMIT
from summitbot.understanding.phrasebook import Phrasebook, identity, is_certain, known, standing_for_itself
from summitbot.understanding.ranking import Variant
from summitbot.understanding.vocabulary import REAL
from summitbot.understanding.words import Token, as_written

MOST_NAMES = 4
"""Names of one question that are tried as slots."""
MOST_SLOTS = 2
MOST_VARIANTS = 40
LONGEST_UNKNOWN = 4
FEWEST_LETTERS = 3
LONGEST_ABBREVIATION = 5
UNKNOWN_NAME = 0.97
PART_OF_NAME = 0.85
"""Factor for a name of which only a part was said."""
REPRESENTED = 0.65
"""Factor for a person who stands for a country."""
UNKNOWN_KINDS = ("person", "organisation", "country")

Places = Mapping[tuple[int, int], str]
"""Where in the question something else stands: (start, end) -> word."""


class Spelling:
    """Writes the words of a question with some places replaced, and corrects the others."""

    def __init__(self, tokens: Sequence[Token], book: Phrasebook) -> None:
        self.tokens = tokens
        self.corrected: dict[int, str] = {}
        """The place of each word that is a slip for a known one -> that one."""
        self.strange: list[bool] = []
        """Whether each word is neither known here, nor a little word of the language, nor a slip for a known one."""
        self._words: list[str] = []
        stray = book.out_of_phrase([t.text for t in tokens])
        naming = not book.used_slots.isdisjoint(UNKNOWN_KINDS)
        for at, token in enumerate(tokens):
            corrected = book.vocabulary.correct(token.text)
            if corrected is not None and (
                book.spotter.strangers.is_surname(at, tokens, corrected)
                or (naming and _is_capitalised_at(at, tokens) and corrected not in book.spotter.names.words)
            ):
                corrected = None
            if corrected is not None:
                self.corrected[at] = corrected
            self.strange.append(corrected is None and (at in stray or book.vocabulary.is_strange(token.text)))
            self._words.append(corrected or token.text)

    def written(self, places: Places) -> tuple[str, ...]:
        """The question's words, corrected, with the places replaced."""
        if not places:
            return tuple(self._words)
        starts = {start: (end, word) for (start, end), word in places.items()}
        words: list[str] = []
        at = 0
        while at < len(self._words):
            end, word = starts.get(at, (at + 1, self._words[at]))
            words += word.split()
            at = end
        return tuple(words)


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
        name_like = _is_name_like(mention, spelling, book)
        written = _is_written_as_name(mention, spelling, book)
        words = (t.text for t in spelling.tokens[mention.start : mention.end])
        rare = all(commonness(word, book.language) < REAL for word in words)
        pairs = [(mention, m) for ms in list(spans.values())[:2] for m in ms if m.kind in book.used_slots]
        for slots in ((mention,), *(pair for pair in pairs if pair[1].kind != mention.kind)):
            variant = _variant(spelling, spans, slots, factor=UNKNOWN_NAME, unknown=True)
            variants.append(replace(variant, name_like=name_like, rare=rare, written_as_name=written))
    return variants[:MOST_VARIANTS]


def _is_name_like(mention: Mention, spelling: Spelling, book: Phrasebook) -> bool:
    """Whether the words are capitalised in their sentence, begin with a first name, or are not all everyday words."""
    tokens = spelling.tokens[mention.start : mention.end]
    if mention.start > 0 and any(_is_capitalised(t.surface) for t in tokens):
        return True
    if len(tokens) > 1 and book.spotter.strangers.is_given_name(tokens[0].text):
        return True
    return not all(book.vocabulary.is_common(t.text) for t in tokens)


def _is_written_as_name(mention: Mention, spelling: Spelling, book: Phrasebook) -> bool:
    """Whether each word has a capital that its place did not ask for, nor the other words' case, and none is usual."""
    tokens = spelling.tokens[mention.start : mention.end]
    is_given = book.spotter.strangers.is_given_name
    usual = any(book.vocabulary.is_common(t.text) and not is_given(t.text) for t in tokens)
    return (
        _is_capitalised_at(mention.start, spelling.tokens)
        and not usual
        and all(_is_capitalised(t.surface) for t in tokens)
    )


def _is_capitalised_at(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a word has a capital that neither its place asked for nor the case of the other words."""
    loud = 2 * sum(t.capital for t in tokens) > len(tokens)
    return at > 0 and not tokens[at].apart and not loud and _is_capitalised(tokens[at].surface)


def _does_what_is_asked(mention: Mention, spelling: Spelling, book: Phrasebook) -> bool:
    """Whether a word of the language stands after a "who": the one of "who cooked" is a verb."""
    before = [t.text for t in spelling.tokens[mention.start - 1 : mention.start]]
    if book.signals.read(before).kinds != {WHO} or book.signals.without_question_words(before):
        return False
    word = spelling.tokens[mention.start]
    return not _is_capitalised(word.surface) and commonness(word.text, book.language) >= REAL


def _is_capitalised(written: str) -> bool:
    """Whether the word is written as a name or as an abbreviation; long words in capitals are only loud."""
    return written[:1].isupper() and (not written.isupper() or len(written) <= LONGEST_ABBREVIATION)


def strange_names(
    spelling: Spelling, mentions: Sequence[Mention], slots: Iterable[str], book: Phrasebook
) -> list[Mention]:
    """Runs of words that nothing here explains, as names of every kind that they might be."""
    runs = [(m.start, m.end) for m in mentions if not m.entities]
    runs += strange_runs(spelling, {i for m in mentions for i in range(m.start, m.end)})
    runs = _joined(runs, spelling.tokens, book.spotter.articles)
    kinds = [kind for kind in UNKNOWN_KINDS if kind in slots]
    surfaces = {run: as_written(spelling.tokens[slice(*run)]) for run in runs[:3]}
    return [Mention(text, *run, kind, (), exact=False) for run, text in surfaces.items() for kind in kinds]


def _joined(
    runs: Iterable[tuple[int, int]], tokens: Sequence[Token], particles: Collection[str]
) -> list[tuple[int, int]]:
    """The runs in their order, those with at most a particle between them as one: "kai", "fu lee"; "marine le pen"."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(runs):
        between = tokens[joined[-1][1] : start] if joined else ()
        beside = bool(joined) and len(between) <= 1 and all(t.text in particles for t in between)
        if beside and not any(t.apart for t in tokens[joined[-1][1] : start + 1]):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


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
    unknown: bool = False,
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


def strange_runs(spelling: Spelling, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of words, none parted from the next, that are neither known here nor little words of the language."""
    start: int | None = None
    for at in range(len(spelling.strange) + 1):
        strange = at < len(spelling.strange) and at not in taken and spelling.strange[at]
        if start is not None and (not strange or spelling.tokens[at].apart):
            letters = sum(len(t.text) for t in spelling.tokens[start:at])
            if at - start <= LONGEST_UNKNOWN and letters >= FEWEST_LETTERS:
                yield start, at
            start = None
        if strange and start is None:
            start = at - _capitals_before(at, spelling.tokens, taken)


def _capitals_before(at: int, tokens: Sequence[Token], taken: set[int]) -> int:
    """How many words before a capitalised one belong to its name: "bill" is an ordinary word, but not in "Bill Gates".

    Not the first word of all, which has a capital anyway.
    """
    start = at
    while start > 1 and start - 1 not in taken and all(_is_capitalised(t.surface) for t in tokens[start - 1 : at + 1]):
        start -= 1
    return at - start
