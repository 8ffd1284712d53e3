"""An engine that says what a test wants to hear, and keeps what it was asked."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from summitbot import Answer, Outcome, Question, Reading


def reading_of(text: str) -> Reading:
    return Reading(text, "en", Outcome.ANSWER, topic="venue")


@dataclass
class ScriptedEngine:
    """Has the methods of `summitbot.Engine` that the bot calls."""

    blocks: tuple[str, ...] = ("In the town hall.",)
    completions: tuple[str, ...] = ("Where was it?", "When was it?")
    failure: Exception | None = None
    seconds: float = 0.0
    languages: tuple[str, ...] = ("en", "fr")
    questions: list[Question] = field(default_factory=list)
    overviews: list[tuple[str, str | None, datetime]] = field(default_factory=list)

    def answer(self, question: Question) -> Answer:
        self.questions.append(question)
        return self._say(question.text)

    def overview(self, section: str, language: str | None, asked_at: datetime) -> Answer:
        self.overviews.append((section, language, asked_at))
        return self._say(section)

    def complete(self, typed: str, language: str | None, limit: int = 25) -> tuple[str, ...]:  # noqa: ARG002
        if self.failure:
            raise self.failure
        return tuple(text for text in self.completions if typed.lower() in text.lower())[:limit]

    def complete_name(self, section: str, typed: str, language: str | None, limit: int = 25) -> tuple[str, ...]:
        return self.complete(typed, f"{section}/{language}", limit)

    def related(self, readings: Sequence[Reading], asked_at: datetime) -> tuple[str, ...]:  # noqa: ARG002
        return ("When was it?",)

    def sentence(self, name: str, language: str | None, /, **values: str) -> str:
        """The name of the sentence and its values, so that a test sees which one was said."""
        if name.startswith("command-option-"):  # Discord takes no slash in the name of an option
            return f"{name}-{language}"
        return "/".join([name, language or "any", *values.values()])

    def local(self, moment: datetime) -> datetime:
        return moment

    def is_sure(self, text: str, answer: Answer) -> bool:
        """Whether it is a question and its answer, of which there is one for all that begins with where or when."""
        return answer.outcome is Outcome.ANSWER and text.startswith(("where", "when")) and text.endswith("?")

    def _say(self, text: str) -> Answer:
        time.sleep(self.seconds)
        if self.failure:
            raise self.failure
        return Answer(Outcome.ANSWER, self.blocks, "en", (reading_of(text),), context=(reading_of(text),))
