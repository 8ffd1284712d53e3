"""Which topics tell a figure: what somebody may mean who asks of a number alone, "what was the 91?"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from functools import cached_property
from typing import NamedTuple

from summitbot.conversation import Candidate, Mention
from summitbot.knowledge.knowledge import Knowledge, in_language
from summitbot.knowledge.shapes import ProgrammePart
from summitbot.understanding.context import EVENTS
from summitbot.understanding.decision import MOST_OPTIONS
from summitbot.understanding.phrasebook import Phrasebook, is_certain, known
from summitbot.understanding.ranking import Ranked, Variant
from summitbot.understanding.seen import Seen, covered
from summitbot.understanding.words import SCALES, Token, folded_words, is_year, tokenise

TOLD_FIGURE = 0.9
"""Score of a topic that tells the figure that a question is about and nothing else."""
MEASURED = frozenset({"outcome", "organisation"})
"""Kinds of which figures are told first of all."""
FACTORS = {"k": 1e3, "m": 1e6, "bn": 1e9}
"""Scale of a figure -> by how much it multiplies."""
UNSURE = 0.99
"""Share of the least score for an answer, where the question says more: then it is only asked back."""


class Bearer(NamedTuple):
    """One place of the knowledge where a figure stands."""

    at: int
    """How many words come before it: what a text is about comes early."""
    topic: int
    slots: Mapping[str, str]
    counted: str
    """The stem of what it counts, which is the word after it."""
    words: tuple[str, ...]
    """Those of the whole text."""


class Asked(NamedTuple):
    """A question about a figure."""

    figure: str
    counted: str
    others: frozenset[str]
    """The stems of its other words, but for little ones."""
    called: frozenset[tuple[str, str]]
    """What goes by the figure as by a name."""


class Figures:
    """Looks up the figures that the answers of one language tell."""

    def __init__(self, book: Phrasebook, knowledge: Knowledge) -> None:
        self._book = book
        self._knowledge = knowledge
        pack = book.pack
        listed = (*pack.figure_words, *pack.auxiliaries, *pack.prepositions, *pack.pronouns, *pack.name_words)
        asking = (w for words in pack.question_words.values() for w in words)
        self._little = {w for phrase in (*listed, *pack.conjunctions, *asking) for w in folded_words(phrase)}
        self._days = set(_days(knowledge))
        self._months = {w for month in pack.months for w in folded_words(month)}

    def prepare(self) -> None:
        """Looks up at once what the first question about a figure would otherwise wait for."""
        _ = self._bearers

    def told(self, seen: Seen, least: float) -> list[Ranked]:
        """The topics that tell the one figure a question is about; just under the score `least`, if it says more.

        What goes by the figure as by a name is meant, unless another thing or firm is told to be of as much.
        """
        asked = self._asked(seen)
        if asked is None:
            return []
        chosen = self._chosen(asked)
        says_more = bool(asked.others) or (bool(asked.counted) and not _is_scaled(asked.figure))
        if asked.called and (says_more or _measures(chosen) <= asked.called):
            return []
        return [self._ranked(bearer, asked.figure, UNSURE * least if says_more else TOLD_FIGURE) for bearer in chosen]

    def _asked(self, seen: Seen) -> Asked | None:
        """What a question asks of a figure, if of one only, and of nothing that has a name."""
        places = [at for at, word in enumerate(seen.words) if _is_figure(word)]
        at = places[0] if places else 0
        beside = any(is_certain(m) for m in seen.named if not m.start <= at < m.end)
        if len(places) != 1 or beside or any(m.kind == "day" and self._is_day(m) for m in seen.named):
            return None
        counted = [w for w in seen.words[at + 1 : at + 2] if w not in self._little and not self._is_filler(w)]
        others = [*seen.words[:at], *seen.words[at + 1 + len(counted) :]]
        left = self._book.own_words([w for w in others if w not in self._little])
        if len(left) > 1:
            return None
        stems = self._book.stems(counted) if counted else ()
        called = {(m.kind, id_) for m in seen.named if m.kind != "day" for id_ in m.entities}
        return Asked(seen.words[at], "".join(stems[:1]), frozenset(self._book.stems(left)), frozenset(called))

    def _is_day(self, mention: Mention) -> bool:
        """Whether a day is meant, and not a number: it is more than that, or there is something to tell of the day."""
        return not mention.surface.isdecimal() or mention.entities[0] in self._days

    def _is_filler(self, word: str) -> bool:
        return not self._book.own_words([word])

    def _chosen(self, asked: Asked) -> list[Bearer]:
        """The likeliest bearers of a figure: those that tell of what else is asked, if there are."""
        found = self._bearers.get(_value(asked.figure), ())
        counting = [b for b in found if not asked.counted or self._holds(b, {asked.counted})]
        telling = [b for b in counting if asked.others and self._holds(b, asked.others)] or counting
        one_each = _first_of_each(telling, by=_entity)
        different = one_each if _is_scaled(asked.figure) else _first_of_each(one_each, by=_counted)
        return different[:MOST_OPTIONS]

    def _holds(self, bearer: Bearer, stems: AbstractSet[str]) -> bool:
        return stems <= set(self._book.stems(bearer.words))

    def _ranked(self, bearer: Bearer, figure: str, score: float) -> Ranked:
        topic = self._book.topics[bearer.topic]
        candidate = Candidate(topic, figure, score, slots=bearer.slots, parts={"figure": score})
        return Ranked(candidate, Variant((figure,), {kind: known(kind, id_) for kind, id_ in bearer.slots.items()}))

    @cached_property
    def _bearers(self) -> Mapping[str, Sequence[Bearer]]:
        """Figure, with its scale and without -> where it stands."""
        found: defaultdict[str, list[Bearer]] = defaultdict(list)
        for topic, slots, text in self._texts():
            tokens = self._book.wording.write_out(tokenise(text))
            words = tuple(t.text for t in tokens)
            places = [at for at, word in enumerate(words) if _is_figure(word) and not self._is_of_date(at, words)]
            others = self._called(tokens, slots) if places else set()
            for at in (at for at in places if at not in others):
                counted = "".join(map(self._book.wording.stem, words[at + 1 : at + 2]))
                for figure in {_value(words[at]), _unscaled(words[at])}:
                    found[figure].append(Bearer(at, topic, slots, counted, words))
        return found

    def _is_of_date(self, at: int, words: Sequence[str]) -> bool:
        return not self._months.isdisjoint(words[max(0, at - 1) : at + 4])

    def _called(self, tokens: Sequence[Token], slots: Mapping[str, str]) -> set[int]:
        """The places of the words by which something else is called than what the text is about: the 109 billion."""
        mentions = self._book.spotter.spot_written(tokens)
        return covered(m for m in mentions if m.kind in MEASURED and slots.get(m.kind) not in m.entities)

    def _texts(self) -> Iterator[tuple[int, Mapping[str, str], str]]:
        """What each topic tells by itself, and what the first topic that tells it says of each entity."""
        language = self._book.language
        telling: dict[tuple[str, str], int] = {}
        for number, topic in enumerate(self._knowledge.topics.values()):
            for slot, told in self._book.aspects[number]:
                if self._book.slots[number] == {slot}:
                    telling.setdefault((slot, told), number)
            text = in_language(topic.answer, language)
            if text and topic.tells and not topic.declines and not self._book.slots[number]:
                yield number, {}, text
        for kind, entities in self._knowledge.entities.items():
            for id_, entity in entities.items():
                for aspect, claims in entity.facts.items():
                    text = in_language(claims[-1].text, language) if claims[-1].text else None
                    if text and (kind, aspect) in telling:
                        yield telling[kind, aspect], {kind: id_}, text


def _days(knowledge: Knowledge) -> Iterator[str]:
    """The days from the first to the last part of the programme, in ISO 8601."""
    parts = [p for p in knowledge.entities.get("part", {}).values() if isinstance(p, ProgrammePart)]
    spans = [(part.starts, part.ends or part.starts) for part in parts]
    summit = [(knowledge.summit.starts, knowledge.summit.ends)] if knowledge.summit is not None else []
    for first, last in (*spans, *summit):
        yield from ((first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1))


def _is_figure(word: str) -> bool:
    return word[0].isdigit() and not is_year(word)


def _is_scaled(figure: str) -> bool:
    """Whether it is one of millions, as sums are."""
    return _unscaled(figure) != figure


def _unscaled(figure: str) -> str:
    return figure.rstrip("".join(SCALES.values()))


def _value(figure: str) -> str:
    """One way to write a sum: 0.4bn is 400m."""
    amount = _unscaled(figure)
    factor = FACTORS.get(figure[len(amount) :])
    return f"{float(amount) * factor:.0f}" if factor and amount.count(".") <= 1 else figure


def _first_of_each(bearers: Iterable[Bearer], by: Callable[[Bearer], object]) -> list[Bearer]:
    """Of those that are the same by a measure the one that tells it first; things before people, then the most told."""
    alike: defaultdict[object, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        alike[by(bearer)].append(bearer)
    first = [(len(same), min(same, key=lambda b: b.at)) for same in alike.values()]
    return [b for _, b in sorted(first, key=lambda f: (_remoteness(f[1]), -f[0], f[1].at))]


def _remoteness(bearer: Bearer) -> int:
    """How far what a text is about is from what its figures are the measure of: a sum is of a thing or a firm."""
    kinds = set(bearer.slots)
    return 0 if kinds & MEASURED else 1 if not kinds - EVENTS else 2


def _measures(bearers: Iterable[Bearer]) -> set[tuple[str, str]]:
    """The things and firms among those of whom the figure is told."""
    return {slot for bearer in bearers for slot in bearer.slots.items() if slot[0] in MEASURED}


def _entity(bearer: Bearer) -> object:
    return tuple(bearer.slots.items()) or bearer.topic


def _counted(bearer: Bearer) -> object:
    return bearer.counted
