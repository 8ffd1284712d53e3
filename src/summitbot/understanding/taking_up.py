"""A question as the next turn of a conversation: the readings in which it takes up what was talked about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from summitbot.conversation import Candidate
from summitbot.understanding import variants
from summitbot.understanding.context import POINTED, alone, is_bare_question, taken_over
from summitbot.understanding.follow_ups import FollowUps
from summitbot.understanding.gates import ENTITY, EXPLAINED_WORDS, QUESTION_WORD
from summitbot.understanding.history import History
from summitbot.understanding.ranking import Ranked, Ranking
from summitbot.understanding.seen import Seen, covered, outside

MOST_REWRITTEN = 2
"""Questions before that are tried with the name of a follow-up in the place of another."""
ASKED = frozenset({QUESTION_WORD, ENTITY})
"""Gates that a reading in context must not fail."""
HALF_UNDERSTOOD = 0.68
"""Factor of the gate for the words that a topic knows, where it knows half of them and the folder names much."""
INSTEAD = 0.4
"""Score from which a reading in context may take the place of a phrasing word for word that has a pronoun in it."""


class TakingUp:
    """Reads questions of one language in the context of the turns before."""

    def __init__(self, ranking: Ranking, follow_ups: FollowUps) -> None:
        self._ranking = ranking
        self._book = ranking.book
        self._follow_ups = follow_ups

    def best(self, itself: list[Ranked], seen: Seen, history: History) -> list[Ranked]:
        """The candidates for a question, the best first; `itself` are those for the question by itself."""
        if not history.readings:
            return itself
        chosen = self._follow_ups.chosen(seen, history)
        if chosen is not None:
            return [chosen]
        if _is_written_out(itself) and not (seen.open_pointers or is_bare_question(seen, self._book)):
            there = self._follow_ups.at_event(seen, history)
            return self._ranking.rank(there, seen.signals) or itself
        again = [] if self._says_more(itself, seen) else self._again(seen, history)
        return again or self._anew(itself, seen, history)

    def _says_more(self, itself: Sequence[Ranked], seen: Seen) -> bool:
        """Whether it is a phrasing word for word that holds more than a name and the words of a follow-up."""
        named = covered(seen.named)
        rest = [word for at, word in enumerate(seen.words) if at not in named]
        exact = bool(itself) and itself[0].candidate.exact
        return exact and not self._follow_ups.little.issuperset(rest)

    def _again(self, seen: Seen, history: History) -> list[Ranked]:
        """A question before once more, if this one holds little but a name; nothing if it does not."""
        named = self._follow_ups.names(seen, history)
        newest = self._follow_ups.repeated(history.telling[:1], named, seen)
        if newest:
            return newest
        older = self._follow_ups.repeated(history.telling[1:], named, seen)
        tried = history.telling[:MOST_REWRITTEN]
        for before in tried:
            again = self._follow_ups.repeated([before], named, seen)
            if again:
                return again
            ways = [*self._follow_ups.rewritten(before, named), *self._follow_ups.continued(before, seen)]
            ranked = self._ranking.rank(ways, self._book.signals.read(before.asked)) if ways else []
            answering = self._follow_ups.answering(before, named)
            ranked = [*ranked, *(self._ranking.rank(answering, seen.signals) if answering else [])]
            other = [r for r in ranked if r.candidate.topic not in {history.telling[0].topic, before.topic}]
            best = sorted(other, key=lambda r: -r.candidate.score)
            if best and _is_fit(best[0].candidate, self._ranking.thresholds.answer, certain=bool(older)):
                return best
        return older

    def _anew(self, itself: list[Ranked], seen: Seen, history: History) -> list[Ranked]:
        """The question by itself, or with what the turns before add to it, if that fits better."""
        book = self._book
        if not book.own_words(seen.words):
            return itself
        ways = taken_over(seen, history, book)
        ways += [w for before in history.last_turn for w in self._follow_ups.elliptical(before, seen)]
        if seen.designated:
            named = [*seen.designated, *outside(seen.named, seen.designated)]
            ways += [replace(w, from_context=True) for w in variants.plain(seen.spelling, named, book.used_slots)]
        in_context = [r for r in self._ranking.rank(ways, seen.signals) if _is_likely(r.candidate)]
        worth = alone(seen, history, book)
        least = max(self._ranking.thresholds.answer, INSTEAD if _is_written_out(itself) else 0.0)
        if worth == POINTED:
            return _merged(_valued(itself, worth), in_context)
        if not in_context or _is_fit(in_context[0].candidate, least):
            return _better(itself, in_context, worth)
        pointed = any(not p.weak for p in seen.open_pointers)
        return _merged(_valued(itself, worth), in_context) if pointed else _better(itself, in_context, 1.0)


def _is_written_out(ranked: Sequence[Ranked]) -> bool:
    """Whether the best is a phrasing word for word, without slots."""
    return bool(ranked) and ranked[0].candidate.exact and not ranked[0].candidate.slots


def _is_fit(candidate: Candidate, threshold: float, *, certain: bool = False) -> bool:
    """Whether it would answer, and what is asked of whom; if that must be `certain`, all of what is asked."""
    failed = _failed(candidate)
    return candidate.score >= threshold and failed.isdisjoint(failed if certain else ASKED)


def _is_likely(candidate: Candidate) -> bool:
    """Whether it is about whom the question names, and its topic knows more than half of the question's words."""
    understood = all(g.factor >= HALF_UNDERSTOOD for g in candidate.gates if g.name == EXPLAINED_WORDS)
    return understood and ENTITY not in _failed(candidate)


def _failed(candidate: Candidate) -> set[str]:
    return {gate.name for gate in candidate.gates if not gate.passed}


def _better(itself: Sequence[Ranked], in_context: Sequence[Ranked], worth: float) -> list[Ranked]:
    """All candidates of both, those of the question by itself at what they are worth unless that is best even so."""
    score = in_context[0].candidate.score if in_context else 0.0
    surpassed = bool(itself) and score > itself[0].candidate.score * worth
    return _merged(_valued(itself, worth) if surpassed else itself, in_context)


def _valued(ranked: Iterable[Ranked], worth: float) -> list[Ranked]:
    return [r._replace(candidate=replace(r.candidate, score=r.candidate.score * worth)) for r in ranked]


def _merged(itself: Sequence[Ranked], in_context: Sequence[Ranked]) -> list[Ranked]:
    """The better candidate of each topic, the best first."""
    best: dict[tuple[str, bool], Ranked] = {}
    for ranked in sorted((*itself, *in_context), key=lambda r: (-r.candidate.score, len(r.candidate.slots))):
        best.setdefault((ranked.candidate.topic, ranked.variant.is_known), ranked)
    return list(best.values())
