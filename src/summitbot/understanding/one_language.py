"""From a question to its reading in one language, in one straight line: seen, ranked, taken in context, decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from summitbot.conversation import KNOWN_FACT, Mention, Outcome, Question, Reading
from summitbot.knowledge.knowledge import Knowledge
from summitbot.understanding import variants
from summitbot.understanding.context import dislocated
from summitbot.understanding.decision import Decision, decide
from summitbot.understanding.figures import Figures
from summitbot.understanding.follow_ups import FollowUps
from summitbot.understanding.history import History
from summitbot.understanding.kinship import Kinship
from summitbot.understanding.phrasebook import Phrasebook, identity
from summitbot.understanding.ranking import Ranked, Ranking, Variant
from summitbot.understanding.seeing import Sight
from summitbot.understanding.seen import Seen, outside
from summitbot.understanding.taking_up import TakingUp
from summitbot.understanding.words import Token, as_written, tokenise

SHOWN_CANDIDATES = 5
MOST_REMEMBERED = 2_000
"""Texts whose names are kept at hand: the same answers are given again and again."""


class LanguageReader:
    """Reads the questions of one language."""

    def __init__(self, knowledge: Knowledge, language: str, territories: Mapping[str, str]) -> None:
        """`territories`: country code -> name, for the countries that the folder does not list."""
        self.book = Phrasebook(knowledge, language, territories)
        self.ranking = Ranking(self.book, knowledge)
        self.kinship = Kinship(self.book)
        follow_ups = FollowUps(self.book)
        self._sight = Sight(self.book, knowledge, follow_ups.little)
        self._context = TakingUp(self.ranking, follow_ups)
        self._figures = Figures(self.book, knowledge)
        self._named: dict[str, tuple[tuple[str, str], ...]] = {}

    def prepare(self) -> None:
        """Builds at once what the first questions would otherwise wait for."""
        _ = self.ranking.thresholds
        self._figures.prepare()

    def read(self, tokens: Sequence[Token], question: Question, meant: Mention | None = None) -> Reading:
        """What is understood of the question; `meant` is what a word of it is already known to mean."""
        history = History.of(question.previous, self.book)
        seen = self._sight.see(tokens, history, meant)
        itself = self._by_itself(seen, final=not (history.readings or question.weigh_all))
        ranked = self._context.best(itself, seen, history)
        return self._reading(question.text, seen, *self._decided(ranked, seen))

    def read_apart(self, tokens: Sequence[Token], question: Question) -> tuple[Reading, ...]:
        """The readings for each of those that the question means together; none if it is not answered for each."""
        for meant in self._sight.several(tokens, History.of(question.previous, self.book)):
            readings = tuple(self.read(tokens, question, mention) for mention in meant)
            if all(r.outcome is Outcome.ANSWER and _is_about(m, r) for m, r in zip(meant, readings, strict=True)):
                return tuple(replace(r, from_context=True) for r in readings)
        return ()

    def read_listed(self, tokens: Sequence[Token], question: Question) -> tuple[Reading, ...]:
        """The readings for each of those that the question lists, known or not; none if it asks not the same of all."""
        parts = self._sight.listed(tokens, History.of(question.previous, self.book))
        readings = tuple(self.read(part, replace(question, text=as_written(part))) for part in parts)
        understood = all(r.outcome is Outcome.ANSWER or r.unknown_names for r in readings)
        of_each = {(r.unknown_names, *r.slots.items()) for r in readings}
        same = len({r.topic for r in readings}) == 1 and len(of_each) == len(readings)
        return readings if understood and same else ()

    def holds(self, tokens: Sequence[Token]) -> bool:
        """Whether the text is a phrasing of the language, word for word."""
        return tuple(t.text for t in self.book.wording.write_out(tokens)) in self.book.verbatim

    def named_in(self, text: str) -> tuple[tuple[str, str], ...]:
        """Kind and id of the entities that a text of this folder names for certain, each once."""
        if text not in self._named:
            if len(self._named) > MOST_REMEMBERED:
                self._named.clear()
            tokens = self.book.wording.write_out(tokenise(text))
            mentions = self.book.spotter.spot_written(tokens)
            single = ((m.kind, m.entities[0]) for m in mentions if len(m.entities) == 1)
            self._named[text] = tuple(dict.fromkeys(single))
        return self._named[text]

    def _by_itself(self, seen: Seen, *, final: bool) -> list[Ranked]:
        """The candidates for a question as if nothing had come before; only those that may win, if that is `final`."""
        ways = _ways(seen, self.book)
        ranked = self.ranking.rank(ways, seen.signals, final=final)
        least = self.ranking.thresholds.margin + max((r.candidate.score for r in ranked), default=0.0)
        represented = map(_not_word_for_word, self.ranking.rank(variants.by_country(ways, self.book), seen.signals))
        known = [r for r in represented if all(g.passed for g in r.candidate.gates if g.name == KNOWN_FACT)]
        better = [r for r in known if r.candidate.score > least]
        return sorted([*ranked, *better], key=lambda r: -r.candidate.score)

    def _decided(self, ranked: Sequence[Ranked], seen: Seen) -> tuple[Sequence[Ranked], Decision]:
        """The candidates, with what follows from them: those that tell a figure, if the question is of that."""
        thresholds = self.ranking.thresholds
        decision = decide(ranked, thresholds)
        figures = self._figures.told(seen, least=thresholds.answer)
        sure = bool(figures) and figures[0].candidate.score >= thresholds.answer
        asked_so = bool(ranked) and ranked[0].candidate.exact and not ranked[0].candidate.slots
        understood = decision.outcome is Outcome.ANSWER and (asked_so or not sure)
        return (figures, decide(figures, thresholds)) if figures and not understood else (ranked, decision)

    def _reading(self, text: str, seen: Seen, ranked: Sequence[Ranked], decision: Decision) -> Reading:
        chosen = decision.chosen
        best = chosen.candidate if chosen is not None else None
        known = decision.outcome is not Outcome.UNKNOWN
        thresholds = self.ranking.thresholds
        return Reading(
            text=text,
            language=self.book.language,
            outcome=decision.outcome,
            topic=best.topic if best is not None and (known or decision.unknown_name) else None,
            slots=best.slots if best is not None and known else {},
            mentions=tuple(seen.mentions),
            unknown_names=(decision.unknown_name,) if decision.unknown_name else (),
            score=best.score if best is not None else 0.0,
            exact=best.exact if best is not None else False,
            corrections=seen.corrections,
            candidates=tuple(r.candidate for r in ranked[:SHOWN_CANDIDATES]),
            options=decision.options,
            wants_expectation=seen.wants_expectation,
            negated=seen.signals.negated,
            threshold=thresholds.answer,
            doubt=thresholds.doubt,
            threshold_origin=thresholds.origin,
            from_context=chosen.variant.from_context if chosen is not None else False,
            asked=chosen.variant.words if chosen is not None else (),
        )


def _ways(seen: Seen, book: Phrasebook) -> list[Variant]:
    """The ways to read a question by itself."""
    ways = variants.verbatim(seen.spelling, book)
    ways += variants.plain(seen.spelling, seen.named, book.used_slots)
    ways += variants.bare_parts(seen.spelling, seen.named, book)
    ways += dislocated(seen, book)
    if seen.undescribed:
        undescribed = variants.plain(seen.spelling, seen.undescribed, book.used_slots)
        ways += [replace(way, exact_only=True) for way in undescribed]
    if seen.beside:
        mentions = [*seen.beside, *outside(seen.named, seen.beside)]
        beside = variants.plain(seen.spelling, mentions, book.used_slots)
        ways += [replace(way, exact_only=True) for way in beside]
    return ways + variants.unknown_names(seen.spelling, seen.mentions, book)


def _not_word_for_word(ranked: Ranked) -> Ranked:
    """A reading of a person as a country, which is never what was asked word for word."""
    candidate = ranked.candidate
    likeness = candidate.parts["before gates"] * ranked.variant.factor
    return ranked._replace(candidate=replace(candidate, score=min(candidate.score, likeness), exact=False))


def _is_about(mention: Mention, reading: Reading) -> bool:
    return reading.slots.get(mention.kind) == mention.entities[0] or identity(mention) in reading.asked
