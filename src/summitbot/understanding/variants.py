"""The ways to read a question: which names fill slots, which words are unknown names, what the last turn adds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

from summitbot.conversation import Mention, Reading
from summitbot.understanding.matcher import HARD_KINDS, SUMMIT, Matcher, Variant, identity, stands_for_itself
from summitbot.understanding.vocabulary import commonness
from summitbot.understanding.words import Token, folded_words

MOST_NAMES = 4
"""Names of one question that are tried as slots."""
MOST_SLOTS = 2
MOST_VARIANTS = 40
LONGEST_UNKNOWN = 4
FEWEST_LETTERS = 3
FUNCTION_WORD = 5.5
"""Zipf frequency from which a word cannot be an unknown name."""
TAKEN_OVER = 0.92
"""Factor for an entity taken over from the turn before without a word that points to it."""
POINTED_TO = 1.0
SELF_CONTAINED = 0.85
"""Factor for reading a question with a pronoun as if nothing came before."""
TOPICAL = 0.85
"""Factor for an entity that the last answer was about, though the question did not name it."""
UNKNOWN_NAME = 0.97
PART_OF_NAME = 0.85
"""Factor for a name of which only a part was said."""
UNKNOWN_KINDS = ("person", "organisation", "country")

Places = Mapping[tuple[int, int], str]
"""Where in the question something else stands: (start, end) -> word."""


class Spelling:
    """Writes the words of a question with some places replaced, and corrects the others."""

    def __init__(self, tokens: Sequence[Token], matcher: Matcher) -> None:
        self.tokens = tokens
        self.corrections: dict[str, str] = {}
        self.shouting = all(t.capital for t in tokens)
        self.strange = [_is_strange(t, matcher) for t in tokens]
        self._words: list[str] = []
        for token in tokens:
            corrected = matcher.vocabulary.correct(token.text)
            if corrected is not None:
                self.corrections[token.surface] = corrected
            self._words.append(corrected or token.text)

    def written(self, places: Places) -> tuple[str, ...]:
        """The question's words, corrected, with the places replaced."""
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


def unknown_names(spelling: Spelling, mentions: Sequence[Mention], matcher: Matcher) -> list[Variant]:
    """Each run of words that nothing here explains, as a name that might fill a slot."""
    spans = _by_span([m for m in mentions if m.entities])
    variants: list[Variant] = []
    for mention in strange_names(spelling, mentions, matcher.used_slots):
        pairs = [(mention, m) for ms in list(spans.values())[:2] for m in ms if m.kind in matcher.used_slots]
        for slots in ((mention,), *(pair for pair in pairs if pair[1].kind != mention.kind)):
            variant = _variant(spelling, spans, slots, factor=UNKNOWN_NAME, unknown=True)
            variants.append(replace(variant, name_like=_is_name_like(mention, spelling, matcher)))
    return variants[:MOST_VARIANTS]


def _is_name_like(mention: Mention, spelling: Spelling, matcher: Matcher) -> bool:
    """Whether the words are capitalised in their sentence, or none of them is an everyday word."""
    tokens = spelling.tokens[mention.start : mention.end]
    if any(t.capital for t in tokens) and not spelling.shouting and mention.start > 0:
        return True
    return not any(matcher.vocabulary.is_common(t.text) for t in tokens)


def strange_names(spelling: Spelling, mentions: Sequence[Mention], slots: Iterable[str]) -> list[Mention]:
    """Runs of words that nothing here explains, as names of every kind that they might be."""
    runs = [(m.start, m.end) for m in mentions if not m.entities]
    runs += _strange_runs(spelling, {i for m in mentions for i in range(m.start, m.end)})
    kinds = [kind for kind in UNKNOWN_KINDS if kind in slots]
    surfaces = {run: " ".join(dict.fromkeys(t.surface for t in spelling.tokens[slice(*run)])) for run in runs[:3]}
    return [Mention(text, *run, kind, (), exact=False) for run, text in surfaces.items() for kind in kinds]


def points_back(spelling: Spelling, matcher: Matcher) -> bool:
    """Whether a pronoun of the question points to what came before."""
    pronouns = {folded_words(p) for p in matcher.pack.pronouns}
    return any((w,) in pronouns for w in spelling.written({}))


def from_context(spelling: Spelling, mentions: Sequence[Mention], previous: Reading, matcher: Matcher) -> list[Variant]:
    """Readings that take over an entity from the turn before, at a pronoun or unsaid."""
    pronouns = {folded_words(p) for p in matcher.pack.pronouns}
    words = spelling.written({})
    at = next((i for i, w in enumerate(words) if (w,) in pronouns), None)
    variants: list[Variant] = []
    named = {m.kind for m in mentions if m.exact}
    for mention, factor in _taken_over(previous, matcher, pointed=at is not None):
        if mention.kind in named or (at is None and named & HARD_KINDS):
            continue
        marker = "{" + mention.kind + "}"
        written = (*words, marker) if at is None else (*words[:at], marker, *words[at + 1 :])
        variants.append(Variant(written, {mention.kind: mention}, (), factor, from_context=True))
        for other in mentions:
            if other.kind in matcher.used_slots and other.kind != mention.kind and other.entities:
                places = {(other.start, other.end): "{" + other.kind + "}"}
                both = (*spelling.written(places), marker)
                variants.append(
                    Variant(both, {mention.kind: mention, other.kind: other}, (), factor, from_context=True)
                )
    return variants[:MOST_VARIANTS]


def elliptical(spelling: Spelling, previous: Reading, matcher: Matcher) -> list[Variant]:
    """A bare question word put in the place of the last question's own: 'why?' after 'did the UK sign?'."""
    if previous.topic is None or len(spelling.tokens) > 6:
        return []
    follow_ups = {folded_words(f)[0] for f in matcher.pack.follow_ups}
    own = [w for w in matcher.wording.without_fillers(spelling.written({})) if w not in follow_ups]
    little = _little_words(matcher)
    rest = [w for w in matcher.signals.without_question_words(own) if (w,) not in little]
    if rest or not own:
        return []
    before = matcher.signals.without_question_words(matcher.phrasing_words(previous.topic))
    slots = {kind: Mention(id_, 0, 0, kind, (id_,)) for kind, id_ in previous.slots.items()}
    return [Variant((*own, *before), slots, factor=POINTED_TO, from_context=True)]


def _little_words(matcher: Matcher) -> set[tuple[str, ...]]:
    """Words that say nothing by themselves: negations, pronouns, 'which'."""
    return {folded_words(w) for w in (*matcher.pack.negations, *matcher.pack.pronouns, *matcher.pack.name_words)}


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
        places[span], entity = _unfilled(mentions)
        if entity is not None:
            unbound.append(entity)
    slot_mentions = {m.kind: m for m in slots}
    if any(m.entities and not m.exact and not m.words for m in slots):
        factor *= PART_OF_NAME
    return Variant(spelling.written(places), slot_mentions, tuple(unbound), factor, unknown)


def _unfilled(mentions: Sequence[Mention]) -> tuple[str, tuple[str, str] | None]:
    """What stands for a name that fills no slot, and the entity that remains unbound by it."""
    certain = next((m for m in mentions if stands_for_itself(m)), None)
    if certain is not None:
        entity = None if certain.kind == SUMMIT else (certain.kind, certain.entities[0])
        return identity(certain), entity
    return " ".join(mentions[0].words) or mentions[0].surface.casefold(), None


def _strange_runs(spelling: Spelling, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of words that are neither known here nor little words of the language."""
    start: int | None = None
    for at in range(len(spelling.strange) + 1):
        strange = at < len(spelling.strange) and at not in taken and spelling.strange[at]
        if strange and start is None:
            start = at
        elif start is not None and not strange:
            letters = sum(len(t.text) for t in spelling.tokens[start:at])
            if at - start <= LONGEST_UNKNOWN and letters >= FEWEST_LETTERS:
                yield start, at
            start = None


def _is_strange(token: Token, matcher: Matcher) -> bool:
    word = token.text
    if not word.isalpha() or word in matcher.vocabulary or commonness(word, matcher.language) >= FUNCTION_WORD:
        return False
    return matcher.vocabulary.correct(word) is None


def _taken_over(previous: Reading, matcher: Matcher, *, pointed: bool) -> Iterator[tuple[Mention, float]]:
    factor = POINTED_TO if pointed else TAKEN_OVER
    seen: set[str] = set()
    for kind, id_ in previous.slots.items():
        seen.add(kind)
        yield Mention(id_, 0, 0, kind, (id_,)), factor
    for mention in previous.mentions:
        if len(mention.entities) == 1 and mention.kind not in seen | {SUMMIT}:
            seen.add(mention.kind)
            yield Mention(mention.surface, 0, 0, mention.kind, mention.entities), factor
    if pointed and previous.topic is not None and previous.topic in matcher.topics:
        by_kind: dict[str, list[str]] = defaultdict(list)
        for kind, id_ in sorted(matcher.entities_of(previous.topic)):
            by_kind[kind].append(id_)
        for kind, ids in by_kind.items():
            if len(ids) == 1 and kind not in seen | {SUMMIT}:
                yield Mention(ids[0], 0, 0, kind, (ids[0],)), TOPICAL * factor
