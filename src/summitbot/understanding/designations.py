"""What is named by its place in the conversation: the 2023 one, the one on work, the one after that, after Paris."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from summitbot.conversation import Mention
from summitbot.knowledge.language_pack import RANKS
from summitbot.knowledge.shapes import Summit
from summitbot.understanding.frequencies import commonness
from summitbot.understanding.history import Entity, History, is_about_event, named_in
from summitbot.understanding.parts import SUMMIT
from summitbot.understanding.phrasebook import Phrasebook
from summitbot.understanding.words import Phrases, Token, as_written, folded_words, is_year

LONGEST = 3
"""Words of the longest part of a name that may designate a thing."""
MOST_DESIGNATED = 4
"""Things that a part of a name may fit for it to designate them."""
TOO_COMMON = 6.2
"""Zipf frequency of words that are in no name by themselves, such as 'is'."""
Span = tuple[int, int]
"""Position of the first word, and after the last one."""


class Designator:
    """Resolves designations in one language."""

    def __init__(self, book: Phrasebook, summit: Summit | None, little: frozenset[str], seeming: Phrases[str]) -> None:
        """`little`: the words that a follow-up may hold besides a name; `seeming`: phrases that point to nothing."""
        pack = book.pack
        self._seeming = seeming
        self._book = book
        self._year = str(summit.starts.year) if summit is not None else None
        self._pronouns = frozenset(words[0] for words in map(folded_words, pack.pronouns) if len(words) == 1)
        self._little = little
        people = frozenset(folded_words(w)[0] for w in pack.person_words)
        self._around_nouns = little | people
        self._ones = people & self._pronouns
        """The words that stand for any noun: those for a described person that are pronouns as well."""
        self._showing = frozenset(folded_words(w)[0] for w in pack.pronoun_kinds.get("showing", ()))
        self._before_names = frozenset(w for n in (*pack.name_words, *pack.prepositions) for w in folded_words(n))
        steps = {folded_words(w): -1 for w in pack.neighbours.get("before", ())}
        self._steps = Phrases(steps | {folded_words(w): 1 for w in pack.neighbours.get("after", ())})
        self._stepping = frozenset(w for words in pack.neighbours.values() for n in words for w in folded_words(n))

    def find(self, tokens: Sequence[Token], mentions: Sequence[Mention], history: History) -> list[Mention]:
        """The mentions that a conversation adds to those of the question by itself."""
        if not history.telling:
            return []
        neighbours = self._neighbours(tokens, mentions, history)
        return [
            *self._ranked(tokens, history),
            *neighbours,
            *self._nouns(tokens, mentions, history),
            *self._shown(tokens, history),
        ]

    def beside_named(self, tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
        """The events of the series before or after one that is named: 'after Paris'; no conversation is needed."""
        found: list[Mention] = []
        for start, end, step in self._steps.places([t.text for t in tokens]):
            at = _widened((end, end), self._among(self._before_names, tokens))[1]
            anchor = next((m for m in mentions if end <= m.start <= at and m.kind in {"edition", SUMMIT}), None)
            if anchor is not None and len(anchor.entities) == 1:
                beside = self._beside((anchor.kind, anchor.entities[0]), step)
                found += [_meaning(tokens, (start, anchor.end), *entity) for entity in beside]
        return found

    def _ranked(self, tokens: Sequence[Token], history: History) -> Iterator[Mention]:
        """One of the series by its place in it, with nothing but little words, once the series was talked about."""
        found = self._book.ranks.places([t.text for t in tokens])
        series = self._book.series
        of_series = history.names("edition") or any(kind == "edition" for kind, _ in history.telling[0].told)
        if len(found) == 1 and of_series:
            start, end, at = found[0]
            around = self._among(self._around_nouns, tokens)
            counted = at < min(len(series), len(RANKS) - 1) and not tokens[start].text.isdecimal()
            if counted and all((*around[:start], *around[end:])):
                yield _meaning(tokens, (0, len(tokens)), *series[at])

    def _neighbours(self, tokens: Sequence[Token], mentions: Sequence[Mention], history: History) -> Iterator[Mention]:
        """The next one, the one after that, the day after."""
        for start, end, step in self._steps.places([t.text for t in tokens]):
            at = _widened((end, end), self._among(self._before_names, tokens))[1]
            span = _widened((start, end), self._among(self._little, tokens))
            pointed = any(t.text in self._pronouns for t in tokens[slice(*span)])
            if (pointed or span == (0, len(tokens))) and not any(m.start == at for m in mentions if m.entities):
                after_it = any(t.text in self._pronouns - self._ones for t in tokens[end : span[1]])
                after_it |= any(t.text in self._ones for t in tokens[span[0] : start])
                yield from (
                    _meaning(tokens, span, *entity) for entity in self._beside_newest(history, step, after_it=after_it)
                )

    def _beside_newest(self, history: History, step: int, *, after_it: bool) -> list[Entity]:
        """The neighbour of the newest day or event; of the event itself not for 'the next one'.

        It is `after_it` that 'the one after' and 'after that' stand for.
        """
        day = history.telling[0].slots.get("day")
        if day is not None:
            return [("day", (date.fromisoformat(day) + timedelta(days=step)).isoformat())]
        editions = history.newest("edition")
        about_event = is_about_event(history.telling[0]) and history.telling[0].from_context
        newest = ("edition", editions[0]) if editions else (SUMMIT, SUMMIT)
        asked_about = after_it or history.names("edition")
        certain = (len(editions) == 1 and asked_about) or (not editions and (after_it or about_event or step < 0))
        return self._beside(newest, step) if certain else []

    def _beside(self, entity: Entity, step: int) -> list[Entity]:
        series = self._book.series
        at = series.index(entity) + step if entity in series else -1
        return [series[at]] if 0 <= at < len(series) else []

    def _nouns(self, tokens: Sequence[Token], mentions: Sequence[Mention], history: History) -> Iterator[Mention]:
        """The 2023 one, the one on work; or a part of a name alone among little words: 'no, I meant 2025'."""
        little = self._among(self._around_nouns, tokens)
        seeming = self._seeming.covered([t.text for t in tokens])
        for words in self._runs(tokens, little):
            around = _widened(words, little)
            ones = (at for at in range(*around) if at not in seeming and self._is_noun_of(at, words, tokens))
            one = next(ones, None)
            if around == (0, len(tokens)) or one is not None:
                span = words if one is None else (min(words[0], one), max(words[1], one + 1))
                for kind, ids in self._held(words, tokens, mentions, history):
                    if span != words or not any(m.kind == kind and (m.start, m.end) == words for m in mentions):
                        yield _meaning(tokens, span, kind, *ids)

    def _is_noun_of(self, one: int, words: Span, tokens: Sequence[Token]) -> bool:
        """Whether a word stands for the noun that the others describe: the Paris one, the one on work."""
        between = tokens[one + 1 : words[0]]
        described = bool(between) and all(t.text in self._before_names for t in between)
        return tokens[one].text in self._ones and (one == words[1] or (one < words[0] and described))

    def _among(self, words: Collection[str], tokens: Sequence[Token]) -> Sequence[bool]:
        """For each word whether it is one of these, or belongs to what opens a follow-up."""
        texts = [t.text for t in tokens]
        opening = self._book.openings.covered(texts)
        return [at in opening or text in words for at, text in enumerate(texts)]

    def _runs(self, tokens: Sequence[Token], little: Sequence[bool]) -> Iterator[Span]:
        """Short runs of words that may be a part of a name."""
        start = 0
        for at in range(len(tokens) + 1):
            if at == len(tokens) or little[at]:
                run = [t.text for t in tokens[start:at]]
                if (
                    0 < len(run) <= LONGEST
                    and self._stepping.isdisjoint(run)
                    and not self._book.signals.read(run).kinds
                ):
                    yield start, at
                start = at + 1

    def _may_name(self, run: Sequence[str]) -> bool:
        """Whether words may be a part of a name, being neither for a neighbour nor of every sentence."""
        telling = any(commonness(w, self._book.language) < TOO_COMMON for w in run)
        return telling and self._stepping.isdisjoint(run) and not self._book.signals.read(run).kinds

    def _held(
        self, words: Span, tokens: Sequence[Token], mentions: Sequence[Mention], history: History
    ) -> list[tuple[str, Sequence[str]]]:
        """What the words may mean, of the kinds that were talked about."""
        part = [t.text for t in tokens[slice(*words)]]
        of_year = len(part) == 1 and is_year(part[0])
        kinds = ["edition", SUMMIT] if of_year else self._kinds(history)
        if SUMMIT in kinds and (part == [self._year] or self._holding(SUMMIT, part, history)):
            return [(SUMMIT, [SUMMIT])]
        named = {m.kind: m.entities for m in mentions if (m.start, m.end) == words}
        kinds = [kind for kind in kinds if kind != "person" or "organisation" not in named]
        held = ((kind, named.get(kind) or self._holding(kind, part, history)) for kind in kinds)
        return [(kind, ids) for kind, ids in held if ids]

    def _kinds(self, history: History) -> list[str]:
        """The kinds of what was asked about last."""
        last = history.telling[0]
        named = [kind for kind, _ in named_in(last.asked)]
        kinds = list(dict.fromkeys((*last.slots, *sorted(self._book.slots_of(last.topic or "")), *named)))
        return [*kinds, SUMMIT] if "edition" in kinds else kinds

    def _holding(self, kind: str, part: Sequence[str], history: History) -> Sequence[str]:
        """Those whose names hold the words; if they are several, those that share most with the one before."""
        names = self._book.spotter.names
        held = names.holding(kind, part)
        before = history.newest(kind)
        if len(held) > 1 and len(before) == 1:
            held = names.alike(kind, before[0], held, part) or held
        return held if len(held) <= MOST_DESIGNATED else []

    def _shown(self, tokens: Sequence[Token], history: History) -> Iterator[Mention]:
        """What was just talked about, by a word of its name: that dinner, this declaration."""
        for at, token in enumerate(tokens[1:], 1):
            if tokens[at - 1].text in self._showing and token.text not in self._around_nouns:
                for mention, _ in history.taken_over(pointed=True):
                    held = self._book.spotter.names.holding(mention.kind, [token.text])
                    if len(mention.entities) == 1 and mention.entities[0] in held:
                        yield _meaning(tokens, (at - 1, at + 1), mention.kind, *mention.entities)


def _widened(span: Span, little: Sequence[bool]) -> Span:
    """The span with all little words beside it."""
    start, end = span
    while start > 0 and little[start - 1]:
        start -= 1
    while end < len(little) and little[end]:
        end += 1
    return start, end


def _meaning(tokens: Sequence[Token], span: Span, kind: str, *ids: str) -> Mention:
    run = tokens[slice(*span)]
    return Mention(as_written(run), *span, kind, ids, words=tuple(t.text for t in run))
