"""The questions that a topic's file says must, or must not, lead to it, put to the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from summitbot import Answer, Engine, Outcome, Question, Reading
from summitbot.knowledge.shapes import EVERY_LANGUAGE, TextLists


@dataclass(frozen=True, slots=True)
class Failure:
    """A question of `topic` that led elsewhere, or led there and must not."""

    topic: str
    question: str
    wanted: bool
    reached: tuple[str, ...]
    """What each part of the question came to: a topic that answers, or how else it ended."""
    asked_back: bool = False
    """Whether the bot asks back, with the topic among the choices: short of an answer, but nothing went astray."""

    def __str__(self) -> str:
        """A sentence with file, question, what it reached, and for one that is only asked back the mend."""
        if self.asked_back:
            back = f"is only asked back, as {' and '.join(self.reached)}: add a question like it under ask:"
            return f"topics/{self.topic}.yaml: “{self.question}” {back}"
        must = f"must reach {self.topic}" if self.wanted else f"must not reach {self.topic}"
        return f"topics/{self.topic}.yaml: “{self.question}” {must}, but reached {' and '.join(self.reached)}"


def failures(engine: Engine, asked_at: datetime) -> Iterator[Failure]:
    """Yield every check question of the engine's knowledge that fails, in the order of the files.

    A `check` question passes when one of its parts is answered by its topic; a `check_not` question when none is.
    """
    for name, topic in engine.knowledge.topics.items():
        for questions, wanted in ((topic.check, True), (topic.check_not, False)):
            for text, hint in _questions(questions):
                answer = engine.answer(Question(text, asked_at, hint))
                if _answered_by(name, answer) is not wanted:
                    yield Failure(name, text, wanted, _reached(answer), wanted and _offered_by(name, answer))


def _questions(by_language: TextLists) -> Iterator[tuple[str, str | None]]:
    """Each question, with the language it is asked in."""
    for language, texts in by_language.items():
        yield from ((text, None if language == EVERY_LANGUAGE else language) for text in texts)


def _answered_by(topic: str, answer: Answer) -> bool:
    return any(reading.outcome is Outcome.ANSWER and reading.topic == topic for reading in answer.readings)


def _offered_by(topic: str, answer: Answer) -> bool:
    return any(topic == option.topic for reading in answer.readings for option in reading.options)


def _reached(answer: Answer) -> tuple[str, ...]:
    return tuple(_end_of(reading) for reading in answer.readings)


def _end_of(reading: Reading) -> str:
    if reading.outcome is Outcome.ANSWER:
        return reading.topic or "an answer of no topic"
    options = " or ".join(dict.fromkeys(option.topic for option in reading.options))
    return f"the choice of {options}" if options else "no answer"
