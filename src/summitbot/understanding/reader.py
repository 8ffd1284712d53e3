"""From a question to its reading: in the language that it is in, or in the better of two that it may be in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from summitbot.conversation import Outcome, Question, Reading
from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.shapes import EVERY_LANGUAGE
from summitbot.understanding.guess import CERTAIN, LanguageGuesser
from summitbot.understanding.one_language import LanguageReader
from summitbot.understanding.words import Token, folded_words, tokenise


class Reader:
    """Reads questions against one knowledge folder."""

    def __init__(self, knowledge: Knowledge, territories: Mapping[str, Mapping[str, str]]) -> None:
        """`territories`: language -> country code -> name, for the countries that the folder does not list."""
        self._readers = {
            code: LanguageReader(knowledge, code, territories.get(code, {})) for code in knowledge.language_codes
        }
        vocabularies = {code: reader.book.vocabulary for code, reader in self._readers.items()}
        self._guesser = LanguageGuesser(knowledge.languages, vocabularies, _names_alike(knowledge))

    def prepare(self) -> None:
        """Builds at once what the first question of each language would otherwise wait for."""
        for reader in self._readers.values():
            reader.prepare()

    def slots_of(self, topic: str, language: str) -> frozenset[str]:
        """The slots of a topic's phrasings; none in a language that the folder does not have."""
        return self._readers[language].book.slots_of(topic) if language in self._readers else frozenset()

    def kin_of(self, topic: str, language: str) -> tuple[str, ...]:
        """The topics that are about much the same, the nearest first."""
        return self._readers[language].kinship.nearest(topic)

    def judged(self, reading: Reading) -> Reading:
        """The reading with the thresholds now in force in its language."""
        thresholds = self._readers[reading.language].ranking.thresholds
        return replace(reading, threshold=thresholds.answer, doubt=thresholds.doubt, threshold_origin=thresholds.origin)

    def named_in(self, text: str, language: str) -> tuple[tuple[str, str], ...]:
        """Kind and id of the entities that a text of this folder names for certain, each once."""
        return self._readers[language].named_in(text) if language in self._readers else ()

    def read(self, question: Question) -> Reading:
        """What is understood of the question, taken as one; `question.previous` gives the context."""
        tokens = tokenise(question.text)
        spoken = _spoken(question)
        guesses = self._guesses(tokens, spoken)
        if not any(t.text[0].isalnum() for t in tokens):
            return Reading(question.text, guesses[0][0], Outcome.UNKNOWN)
        first = self._readers[guesses[0][0]].read(tokens, question)
        certain = len(guesses) == 1 or guesses[0][1] - guesses[1][1] >= CERTAIN
        if certain or (first.exact and not _is_bare_name(first)):
            return first
        second = self._readers[guesses[1][0]].read(tokens, question)
        if _is_bare_name(first) and _is_bare_name(second):
            wanted = (spoken or next(iter(self._readers))).split("-")[0]
            return second if second.language == wanted else first
        return second if _fits_better(second, first) else first

    def read_apart(self, question: Question, language: str) -> tuple[Reading, ...]:
        """The question read for each of those that it means together: "did those two sign?", "why didn't they?".

        None if it means one, or if it is not answered by one topic for each of them.
        """
        if not question.previous:
            return ()
        return self._readers[language].read_apart(tokenise(question.text), question)

    def read_listed(self, question: Question, language: str) -> tuple[Reading, ...]:
        """The question read for each of those that it lists: "did A, B and C sign?"; none if it lists no several."""
        return self._readers[language].read_listed(tokenise(question.text), question)

    def _guesses(self, tokens: Sequence[Token], hint: str | None) -> list[tuple[str, float]]:
        """The languages with what speaks for each: those that hold the very words first, then the likeliest."""
        return sorted(self._guesser.rank(tokens, hint), key=lambda guess: not self._readers[guess[0]].holds(tokens))


def _spoken(question: Question) -> str | None:
    """The language that the conversation is in, or that the asker is likely to speak."""
    return question.previous[-1].language if question.previous else question.language


def _names_alike(knowledge: Knowledge) -> frozenset[str]:
    """The words of the names that are the same in all languages."""
    names = (e.name.get(EVERY_LANGUAGE, "") for entities in knowledge.entities.values() for e in entities.values())
    return frozenset(word for name in names for word in folded_words(name))


def _fits_better(second: Reading, first: Reading) -> bool:
    """Whether the less likely language answers what the likelier does not, or does so only with words corrected.

    Not what the likelier holds word for word, be it to ask back.
    """
    if first.outcome is not Outcome.ANSWER:
        return second.outcome is Outcome.ANSWER and (second.exact or not first.exact)
    return bool(first.corrections) and not second.corrections and second.outcome is not Outcome.UNKNOWN


def _is_bare_name(reading: Reading) -> bool:
    """Whether the question is only a name, which says nothing of its language."""
    return (
        reading.exact and reading.candidates[0].phrasing.startswith("{") and " " not in reading.candidates[0].phrasing
    )
