"""From a question to its reading, in one straight line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from summitbot.conversation import Candidate, Mention, Outcome, Question, Reading
from summitbot.knowledge.knowledge import Knowledge
from summitbot.understanding import variants
from summitbot.understanding.context import alone, dislocated, is_bare_question, taken_over
from summitbot.understanding.decision import Decision, decide
from summitbot.understanding.descriptions import Before, Describer
from summitbot.understanding.designations import Designator
from summitbot.understanding.follow_ups import FollowUps
from summitbot.understanding.gates import QUESTION_WORD
from summitbot.understanding.guess import CERTAIN, LanguageGuesser
from summitbot.understanding.history import History
from summitbot.understanding.kinship import Kinship
from summitbot.understanding.phrasebook import Phrasebook, identity
from summitbot.understanding.pronouns import Pronouns
from summitbot.understanding.ranking import Ranked, Ranking, Variant
from summitbot.understanding.seen import Seen, outside
from summitbot.understanding.spotting import spot_exact
from summitbot.understanding.variants import Spelling
from summitbot.understanding.words import Token, folded_words, tokenise

SHOWN_CANDIDATES = 5
MOST_REWRITTEN = 2
"""Questions before that are tried with the name of a follow-up in the place of another."""
INSTEAD = 0.4
"""Score from which a reading in context may take the place of a phrasing word for word that has a pronoun in it."""
LINKS = frozenset(
    {"the", "of", "for", "from", "at", "behind", "s", "le", "la", "les", "l", "de", "du", "des", "d", "un", "une", "a"}
)


class Reader:
    """Reads questions against one knowledge folder."""

    def __init__(self, knowledge: Knowledge, territories: Mapping[str, Mapping[str, str]]) -> None:
        """`territories`: language -> country code -> name, for the countries that the folder does not list."""
        books = {code: Phrasebook(knowledge, code, territories.get(code, {})) for code in knowledge.language_codes}
        self._rankings = {code: Ranking(book, knowledge) for code, book in books.items()}
        self._kinships = {code: Kinship(book) for code, book in books.items()}
        self._describers = {
            code: Describer(knowledge.entities, LINKS, _words(book.pack.person_words), _words(book.pack.pronouns))
            for code, book in books.items()
        }
        self._follow_ups = {code: FollowUps(book) for code, book in books.items()}
        self._designators = {
            code: Designator(book, knowledge.summit, self._follow_ups[code].little) for code, book in books.items()
        }
        self._pronouns = {code: Pronouns(book.pack) for code, book in books.items()}
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
        guesses = sorted(
            self._guesser.rank(tokens, question.language), key=lambda guess: not self._holds(guess[0], tokens)
        )
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

    def read_apart(self, question: Question) -> tuple[Reading, ...]:
        """The question read for each of those that it means together: "did those two sign?", "why didn't they?".

        None if it means one, or if it is not answered by one topic for each of them.
        """
        if not question.previous:
            return ()
        tokens = tokenise(question.text)
        for language, _ in self._guesser.rank(tokens, question.language)[:2]:
            readings = self._apart_in(language, tokens, question)
            if readings:
                return readings
        return ()

    def _apart_in(self, language: str, tokens: Sequence[Token], question: Question) -> tuple[Reading, ...]:
        book = self._rankings[language].book
        history = History.of(question.previous, book)
        written = book.wording.write_out(tokens)
        named = frozenset(m.kind for m in self._mentions(book, written, history) if m.entities)
        for meant in self._pronouns[language].plural(written, history, named):
            readings = tuple(self._read_in(language, tokens, question, mention) for mention in meant)
            if all(r.outcome is Outcome.ANSWER and _is_about(m, r) for m, r in zip(meant, readings, strict=True)):
                return tuple(replace(r, from_context=True) for r in readings)
        return ()

    def named_in(self, text: str, language: str) -> tuple[tuple[str, str], ...]:
        """Kind and id of the entities that a text of this folder names for certain, each once."""
        if language not in self._rankings:
            return ()
        book = self._rankings[language].book
        mentions = spot_exact(book.wording.write_out(tokenise(text)), book.spotter.names, book.spotter.articles)
        return tuple(dict.fromkeys((m.kind, m.entities[0]) for m in mentions if len(m.entities) == 1))

    def _holds(self, language: str, tokens: Sequence[Token]) -> bool:
        """Whether the text is a phrasing of the language, word for word."""
        book = self._rankings[language].book
        return tuple(t.text for t in book.wording.write_out(tokens)) in book.verbatim

    def _read_in(
        self, language: str, tokens: Sequence[Token], question: Question, meant: Mention | None = None
    ) -> Reading:
        """The reading in one language; `meant` is what a word of the question is already known to mean."""
        ranking = self._rankings[language]
        history = History.of(question.previous, ranking.book)
        seen = self._see(ranking.book, tokens, history, meant)
        itself = ranking.rank(_ways(seen, ranking.book), seen.signals)
        leaning = seen.open_pointers or is_bare_question(seen, ranking.book)
        if not history.readings or (_is_written_out(itself) and not leaning):
            ranked = itself
        else:
            again = [] if self._says_more(itself, seen, language) else self._again(seen, history, ranking)
            ranked = again or self._anew(itself, seen, history, ranking)
        return _reading(question.text, ranking, seen, ranked, decide(ranked, ranking.thresholds))

    def _see(self, book: Phrasebook, tokens: Sequence[Token], history: History, meant: Mention | None) -> Seen:
        written = book.wording.write_out(tokens)
        words = [t.text for t in written]
        spelling = Spelling(written, book)
        mentions = self._mentions(book, written, history)
        if meant is not None:
            mentions = [meant, *outside(mentions, [meant])]
        designator = self._designators[book.language]
        designated = designator.find(written, mentions, history)
        return Seen(
            spelling,
            mentions,
            designated,
            designator.beside_named(written, mentions),
            self._pronouns[book.language].find(written, [*mentions, *designated]),
            book.signals.read(words),
            book.signals.asks_expectation(words),
        )

    def _mentions(self, book: Phrasebook, tokens: Sequence[Token], history: History) -> list[Mention]:
        found = book.spotter.spot(tokens)
        days = book.days.find(tokens) if book.days is not None else []
        taken = _covered(days)
        found = [m for m in found if not taken & set(range(m.start, m.end))] + days
        before = Before(history.people(), history.named_people(), history.owners())
        found = self._describers[book.language].resolve(found, tokens, before)
        return found + book.spotter.spot_parts(tokens, _covered(found))

    def _says_more(self, itself: Sequence[Ranked], seen: Seen, language: str) -> bool:
        """Whether it is a phrasing word for word that holds more than a name and the words of a follow-up."""
        named = {at for m in seen.named for at in range(m.start, m.end)}
        rest = [word for at, word in enumerate(seen.words) if at not in named]
        exact = bool(itself) and itself[0].candidate.exact
        return exact and not self._follow_ups[language].little.issuperset(rest)

    def _again(self, seen: Seen, history: History, ranking: Ranking) -> list[Ranked]:
        """A question before once more, if this one holds little but a name; nothing if it does not."""
        follow_ups = self._follow_ups[ranking.book.language]
        named = follow_ups.names(seen, history)
        newest = follow_ups.repeated(history.telling[:1], named, seen)
        if newest:
            return newest
        older = follow_ups.repeated(history.telling[1:], named, seen)
        tried = history.telling[:MOST_REWRITTEN]
        for before in tried:
            again = follow_ups.repeated([before], named, seen)
            if again:
                return again
            ways = [*follow_ups.rewritten(before, named), *follow_ups.continued(before, seen)]
            ranked = ranking.rank(ways, ranking.book.signals.read(before.asked)) if ways else []
            answering = follow_ups.answering(before, named)
            ranked = [*ranked, *(ranking.rank(answering, seen.signals) if answering else [])]
            other = [r for r in ranked if r.candidate.topic not in {reading.topic for reading in tried}]
            best = sorted(other, key=lambda r: -r.candidate.score)
            if best and _is_fit(best[0].candidate, ranking.thresholds.answer, certain=bool(older)):
                return best
        return older

    def _anew(self, itself: list[Ranked], seen: Seen, history: History, ranking: Ranking) -> list[Ranked]:
        """The question by itself, or with what the turns before add to it, if that fits better."""
        book = ranking.book
        if not book.own_words(seen.words):
            return itself
        ways = taken_over(seen, history, book)
        ways += [w for before in history.last_turn for w in self._follow_ups[book.language].elliptical(before, seen)]
        if seen.designated:
            named = [*seen.designated, *outside(seen.named, seen.designated)]
            ways += [replace(w, from_context=True) for w in variants.plain(seen.spelling, named, book.used_slots)]
        in_context = ranking.rank(ways, seen.signals)
        worth = alone(seen, history, book)
        least = max(ranking.thresholds.answer, INSTEAD if _is_written_out(itself) else 0.0)
        if in_context and not _is_fit(in_context[0].candidate, least):
            worth = 1.0
        return _better(itself, in_context, worth)


def _is_written_out(ranked: Sequence[Ranked]) -> bool:
    """Whether the best is a phrasing word for word, without slots."""
    return bool(ranked) and ranked[0].candidate.exact and not ranked[0].candidate.slots


def _is_fit(candidate: Candidate, threshold: float, *, certain: bool = False) -> bool:
    """Whether it would answer, and what is asked; if that must be `certain`, all of what is asked."""
    failed = {gate.name for gate in candidate.gates if not gate.passed}
    return candidate.score >= threshold and (not failed if certain else QUESTION_WORD not in failed)


def _better(itself: Sequence[Ranked], in_context: Sequence[Ranked], worth: float) -> list[Ranked]:
    """All candidates of both, those of the question by itself at what they are worth unless that is best even so."""
    score = in_context[0].candidate.score if in_context else 0.0
    if itself and score > itself[0].candidate.score * worth:
        itself = [r._replace(candidate=replace(r.candidate, score=r.candidate.score * worth)) for r in itself]
    best: dict[tuple[str, bool], Ranked] = {}
    for ranked in sorted((*itself, *in_context), key=lambda r: (-r.candidate.score, len(r.candidate.slots))):
        best.setdefault((ranked.candidate.topic, ranked.variant.unknown), ranked)
    return list(best.values())


def _is_about(mention: Mention, reading: Reading) -> bool:
    return reading.slots.get(mention.kind) == mention.entities[0] or identity(mention) in reading.asked


def _words(listed: Iterable[str]) -> frozenset[str]:
    return frozenset(folded_words(w)[0] for w in listed)


def _is_bare_name(reading: Reading) -> bool:
    """Whether the question is only a name, which says nothing of its language."""
    return (
        reading.exact and reading.candidates[0].phrasing.startswith("{") and " " not in reading.candidates[0].phrasing
    )


def _covered(mentions: Sequence[Mention]) -> set[int]:
    return {at for m in mentions for at in range(m.start, m.end)}


def _ways(seen: Seen, book: Phrasebook) -> list[Variant]:
    ways = variants.verbatim(seen.spelling, book)
    ways += variants.plain(seen.spelling, seen.named, book.used_slots)
    ways += variants.bare_parts(seen.spelling, seen.named, book)
    ways += dislocated(seen, book)
    if seen.beside:
        mentions = [*seen.beside, *outside(seen.named, seen.beside)]
        beside = variants.plain(seen.spelling, mentions, book.used_slots)
        ways += [replace(way, exact_only=True) for way in beside]
    return ways + variants.unknown_names(seen.spelling, seen.mentions, book)


def _reading(text: str, ranking: Ranking, seen: Seen, ranked: Sequence[Ranked], decision: Decision) -> Reading:
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
        asked=chosen.variant.words if chosen is not None else (),
    )
