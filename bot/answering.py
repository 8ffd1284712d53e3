"""Between Discord and the engine: a question goes in with its context, messages ready to be sent come out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import TypeVar

from bot.conversations import Conversation, Conversations
from bot.rendering import bullets, render
from summitbot import Answer, Engine, Question, Section

_Result = TypeVar("_Result")

_logger = logging.getLogger(__name__)


class Answering:
    """Answers in ready messages, one question at a time and in the order in which they came.

    The engine and what is remembered of conversations are only touched in a thread of their own: however long a
    question takes, the event loop goes on hearing Discord. Only `engine.sentence` and `engine.complete`, which look
    something up, are called where they are needed.
    """

    def __init__(self, engine: Engine, conversations: Conversations | None = None) -> None:
        self.engine = engine
        self._conversations = conversations if conversations is not None else Conversations()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine")

    async def answer(
        self, text: str, asked_at: datetime, *, language: str | None = None, conversation: Conversation | None = None
    ) -> tuple[str, ...]:
        """Return the messages that answer `text`; with a `conversation`, in the light of its turn before."""
        return await self._in_turn(partial(self._answer, text, asked_at, language, conversation))

    async def overview(
        self, section: Section, asked_at: datetime, *, language: str | None, conversation: Conversation
    ) -> tuple[str, ...]:
        """Return the messages that give one section of the overview."""
        return await self._in_turn(partial(self._overview, section, asked_at, language, conversation))

    async def _in_turn(self, work: Callable[[], _Result]) -> _Result:
        """Do `work` in the engine's thread, after everything that was asked before."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _answer(
        self, text: str, asked_at: datetime, language: str | None, conversation: Conversation | None
    ) -> tuple[str, ...]:
        previous = self._conversations.recall(conversation, asked_at) if conversation else ()
        answer = self.engine.answer(Question(text, asked_at, language, previous))
        return self._shown(answer, asked_at, conversation)

    def _overview(
        self, section: Section, asked_at: datetime, language: str | None, conversation: Conversation
    ) -> tuple[str, ...]:
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
