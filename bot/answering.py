"""Between Discord and the engine: a question goes in with its context, messages ready to be sent come out."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.conversations import Conversation, Conversations
from bot.rendering import bullets, render
from summitbot import Answer, Engine, Question, Section

_logger = logging.getLogger(__name__)


class Answering:
    """Answers in ready messages. The engine takes a few milliseconds, so it is called where it is needed."""

    def __init__(self, engine: Engine, conversations: Conversations | None = None) -> None:
        self.engine = engine
        self._conversations = conversations if conversations is not None else Conversations()

    def answer(
        self, text: str, asked_at: datetime, *, language: str | None = None, conversation: Conversation | None = None
    ) -> tuple[str, ...]:
        """Return the messages that answer `text`; with a `conversation`, in the light of its turn before."""
        previous = self._conversations.recall(conversation, asked_at) if conversation else ()
        answer = self.engine.answer(Question(text, asked_at, language, previous))
        return self._shown(answer, asked_at, conversation)

    def overview(
        self, section: Section, asked_at: datetime, *, language: str | None, conversation: Conversation
    ) -> tuple[str, ...]:
        """Return the messages that give one section of the overview."""
        return self._shown(self.engine.overview(section, language, asked_at), asked_at, conversation)

    def help(self, language: str | None) -> tuple[str, ...]:
        """Return how to ask, with a few questions that the engine can answer."""
        examples = self.engine.complete("", language, limit=3)
        if not examples:
            return (self.engine.sentence("empty", language),)
        return (f"{self.engine.sentence('help', language)}\n{bullets(examples)}",)

    def failure(self, reference: str, language: str | None = None) -> tuple[str, ...]:
        """Return what an asker is told when something broke; the log has more under `reference`."""
        return (self.engine.sentence("error", language, reference=reference),)

    def _shown(self, answer: Answer, asked_at: datetime, conversation: Conversation | None) -> tuple[str, ...]:
        if conversation and answer.context:
            self._conversations.remember(conversation, answer.context, asked_at)
        topics = ", ".join(reading.topic or "none" for reading in answer.readings)
        _logger.info("Outcome %s in %s, topic %s", answer.outcome, answer.language, topics or "none")
        return render(answer, self.engine)
