"""From a question to its reading, in one straight line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summitbot.conversation import Mention, Outcome, Question, Reading
from summitbot.knowledge.knowledge import Knowledge
from summitbot.understanding import variants
from summitbot.understanding.context import in_context, repeated
from summitbot.understanding.decision import Decision, decide
from summitbot.understanding.descriptions import Describer
from summitbot.understanding.gates import Signals
from summitbot.understanding.guess import CERTAIN, LanguageGuesser
from summitbot.understanding.kinship import Kinship
from summitbot.understanding.phrasebook import Phrasebook
from summitbot.understanding.ranking import Ranked, Ranking, Variant
from summitbot.understanding.variants import Spelling
from summitbot.understanding.words import Token, folded_words, tokenise

SHOWN_CANDIDATES = 5
LINKS = frozenset(
    {"the", "of", "for", "from", "at", "behind", "s", "le", "la", "les", "l", "de", "du", "des", "d", "un", "une", "a"}
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one language sees in a question."""

    mentions: list[Mention]
    spelling: Spelling
    signals: Signals
    wants_expectation: bool

    @property
    def named(self) -> list[Mention]:
        """The mentions of known entities."""
        return [m for m in self.mentions if m.entities]


class Reader:
    """Reads questions against one knowledge folder."""

    def __init__(self, knowledge: Knowledge, territories: Mapping[str, Mapping[str, str]]) -> None:
        """`territories`: language -> country code -> name, for the countries that the folder does not list."""
        books = {code: Phrasebook(knowledge, code, territories.get(code, {})) for code in knowledge.language_codes}
        self._rankings = {code: Ranking(book, knowledge) for code, book in books.items()}
        self._kinships = {code: Kinship(book) for code, book in books.items()}
        self._describers = {
            code: Describer(knowledge.entities, LINKS, frozenset(folded_words(w)[0] for w in book.pack.person_words))
            for code, book in books.items()
        }
        self._guesser = LanguageGuesser(knowledge.languages, {code: b.vocabulary for code, b in books.items()})

    def prepare(self) -> None:
        """Builds at once what the first question of each language would otherwise wait for."""
        for ranking in self._rankings.values():
            _ = ranking.thresholds

    def slots_of(self, topic: str, language: str) -> frozenset[str]:
        """The slots of a topic's phrasings; none in a language that the folder does not have."""
        return self._rankings[language].book.slots_of(topic) if language in self._rankings else frozenset()

    def kin_of(self, topic: str, language: str) -> tuple[str, ...]:
        """The topics that are about much the same, the nearest first."""
        return self._kinships[language].nearest(topic)

    def judged(self, reading: Reading) -> Reading:
        """The reading with the thresholds now in force in its language."""
        thresholds = self._rankings[reading.language].thresholds
        return replace(reading, threshold=thresholds.answer, doubt=thresholds.doubt, threshold_origin=thresholds.origin)

    def read(self, question: Question) -> Reading:
        """What is understood of the question, taken as one; `question.previous` gives the context."""
        tokens = tokenise(question.text)
        guesses = self._guesser.rank(tokens, question.language)
        if not any(t.text[0].isalnum() for t in tokens):
            return Reading(question.text, guesses[0][0], Outcome.UNKNOWN)
        first = self._read_in(guesses[0][0], tokens, question)
        certain = (
            len(guesses) == 1 or guesses[0][1] - guesses[1][1] >= CERTAIN or (first.exact and not _is_bare_name(first))
        )
        if certain:
            return first
        second = self._read_in(guesses[1][0], tokens, question)
        if _is_bare_name(first) and _is_bare_name(second):
            wanted = (question.language or next(iter(self._rankings))).split("-")[0]
            return second if second.language == wanted else first
        return second if second.outcome is Outcome.ANSWER and second.score > first.score else first

    def _read_in(self, language: str, tokens: Sequence[Token], question: Question) -> Reading:
        ranking = self._rankings[language]
        book = ranking.book
        seen = self._see(book, tokens)
        ranked = repeated(question.previous, seen.mentions, seen.spelling, book)
        if not ranked:
            ways = in_context(question.previous, _ways(seen, book), seen.named, seen.spelling, book)
            ranked = ranking.rank(ways, seen.signals)
        return _reading(question.text, ranking, seen, ranked, decide(ranked, ranking.thresholds))

    def _see(self, book: Phrasebook, tokens: Sequence[Token]) -> _Seen:
        written = book.wording.write_out(tokens)
        words = [t.text for t in written]
        return _Seen(
            self._mentions(book, written),
            Spelling(written, book),
            book.signals.read(words),
            book.signals.asks_expectation(words),
        )

    def _mentions(self, book: Phrasebook, tokens: Sequence[Token]) -> list[Mention]:
        found = book.spotter.spot(tokens)
        days = book.days.find(tokens) if book.days is not None else []
        taken = _covered(days)
        found = [m for m in found if not taken & set(range(m.start, m.end))] + days
        found = self._describers[book.language].resolve(found, tokens)
        return found + book.spotter.spot_parts(tokens, _covered(found))


def _is_bare_name(reading: Reading) -> bool:
    """Whether the question is only a name, which says nothing of its language."""
    return (
        reading.exact and reading.candidates[0].phrasing.startswith("{") and " " not in reading.candidates[0].phrasing
    )


def _covered(mentions: Sequence[Mention]) -> set[int]:
    return {at for m in mentions for at in range(m.start, m.end)}


def _ways(seen: _Seen, book: Phrasebook) -> list[Variant]:
    ways = variants.verbatim(seen.spelling, book)
    ways += variants.plain(seen.spelling, seen.named, book.used_slots)
    return ways + variants.unknown_names(seen.spelling, seen.mentions, book)


def _reading(text: str, ranking: Ranking, seen: _Seen, ranked: Sequence[Ranked], decision: Decision) -> Reading:
    chosen = decision.chosen
    best = chosen.candidate if chosen is not None else None
    known = decision.outcome is not Outcome.UNKNOWN
    return Reading(
        text=text,
        language=ranking.book.language,
        outcome=decision.outcome,
        topic=best.topic if best is not None and (known or decision.unknown_name) else None,
        slots=best.slots if best is not None and known else {},
        mentions=tuple(seen.mentions),
        unknown_names=(decision.unknown_name,) if decision.unknown_name else (),
        score=best.score if best is not None else 0.0,
        exact=best.exact if best is not None else False,
        corrections=seen.spelling.corrections,
        candidates=tuple(r.candidate for r in ranked[:SHOWN_CANDIDATES]),
        options=decision.options,
        wants_expectation=seen.wants_expectation,
        threshold=ranking.thresholds.answer,
        doubt=ranking.thresholds.doubt,
        threshold_origin=ranking.thresholds.origin,
        from_context=chosen.variant.from_context if chosen is not None else False,
    )
