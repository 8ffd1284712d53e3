"""Between Discord and the engine: a question goes in with its context, a reply ready to be sent comes out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import takewhile
from typing import TypeVar

import discord

from bot.components.questions import PATIENCE
from bot.conversations import Conversation, Conversations
from bot.rendering import bullets
from bot.reply import Audience, Reply
from bot.telling import Shown, Teller
from summitbot import Answer, Engine, Outcome, Question, Section

_Result = TypeVar("_Result")

_logger = logging.getLogger(__name__)


class Answering:
    """Answers in ready replies, one question at a time and in the order in which they came.

    The engine and what is remembered of conversations are only touched in a thread of their own: however long a
    question takes, the event loop goes on hearing Discord. Only `engine.sentence` and `engine.complete`, which look
    something up, are called where they are needed.
    """

    def __init__(self, engine: Engine, conversations: Conversations | None = None) -> None:
        self.engine = engine
        self._conversations = conversations if conversations is not None else Conversations()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine")

    async def answer(
        self,
        text: str,
        asked_at: datetime,
        *,
        language: str | None = None,
        conversation: Conversation | None = None,
        audience: Audience,
    ) -> Reply:
        """Return the reply that answers `text`; with a `conversation`, in the light of its turn before."""
        return await self._in_turn(partial(self._answer, Question(text, asked_at, language), conversation, audience))

    async def answer_if_sure(
        self, text: str, asked_at: datetime, *, language: str | None, conversation: Conversation, audience: Audience
    ) -> Reply | None:
        """Return the reply to `text` if it is a question that has a certain answer, whatever was said before."""
        question = Question(text, asked_at, language)
        return await self._in_turn(partial(self._answer_if_sure, question, conversation, audience))

    async def introduce(
        self, name: str, asked_at: datetime, *, language: str | None, conversation: Conversation, audience: Audience
    ) -> Reply:
        """Return the reply to a mere name, whatever the conversation was about before."""
        question = Question(name, asked_at, language)
        return await self._in_turn(partial(self._answer, question, conversation, audience, afresh=True))

    async def overview(
        self,
        section: Section,
        asked_at: datetime,
        *,
        language: str | None,
        conversation: Conversation,
        audience: Audience,
    ) -> Reply:
        """Return the reply that gives one section of the overview."""
        return await self._in_turn(partial(self._overview, section, asked_at, language, conversation, audience))

    async def topics(self, language: str | None, moment: datetime, audience: Audience) -> Reply:
        """Return a choice of the topics that there is something on."""
        return await self._in_turn(lambda: self._teller.topics(language, moment, audience))

    async def again(self, key: str, moment: datetime, language: str | None, audience: Audience, page: int = 0) -> Reply:
        """Return the answer with this key as it reads now; without a key of its own it says what became of it."""
        return await self._in_turn(lambda: self._teller.again(key, moment, language, audience, page))

    async def shared(self, key: str, moment: datetime, language: str | None, audience: Audience, name: str) -> Reply:
        """Return the same for everybody, opened by the name of who shared it."""
        return await self._in_turn(lambda: self._teller.shared(key, moment, language, audience, name))

    async def updated(self, key: str, moment: datetime, audience: Audience) -> Reply | None:
        """Return the answer with this key as it reads now, marked as updated; None if it reads as it did."""
        return await self._in_turn(lambda: self._teller.updated(key, moment, audience))

    async def sources(self, key: str, moment: datetime, language: str | None) -> Reply:
        """Return every source of the answer with this key."""
        return await self._in_turn(lambda: self._teller.sources(key, moment, language))

    async def why(self, key: str, moment: datetime, language: str | None) -> Reply:
        """Return how the question was understood that got the answer with this key."""
        return await self._in_turn(lambda: self._teller.why(key, moment, language))

    async def unhelpful(self, key: str, moment: datetime, language: str | None, audience: Audience) -> Reply:
        """Return thanks for saying that the answer with this key was of no help."""
        return await self._in_turn(lambda: self._teller.unhelpful(key, moment, language, audience))

    async def asked_about(self, key: str, moment: datetime) -> tuple[tuple[str, str], ...]:
        """Return topic and language of each part of the answer with this key, as far as they are still known."""
        return await self._in_turn(lambda: self._teller.asked_about(key, moment))

    def help(self, language: str | None) -> Reply:
        """Return how to ask, with a few questions that the engine can answer."""
        examples = self.engine.complete("", language, limit=3)
        if not examples:
            return Reply((self.engine.sentence("empty", language),))
        return Reply((f"{self.engine.sentence('help', language)}\n{bullets(examples)}",))

    def unreadable(self, language: str | None) -> Reply:
        """Return what is said to a message whose text Discord keeps back."""
        return Reply((self.engine.sentence("unreadable", language),))

    def slow_down(self, until: datetime, language: str | None) -> Reply:
        """Return what is said to somebody who asks too much at a time."""
        return Reply((self.engine.sentence("slow-down", language, moment=discord.utils.format_dt(until, "R")),))

    def not_allowed(self, channel: str, language: str | None) -> Reply:
        """Return what is said in private to somebody who asked where the bot may not speak."""
        return Reply((self.engine.sentence("not-allowed", language, channel=channel),))

    def guide(self, language: str | None) -> Reply:
        """Return how to ask, at length."""
        (short,) = self.help(language).messages
        menu = self.engine.sentence("command-answer-this", language)
        return Reply((f"{short}\n\n{self.engine.sentence('help-more', language, menu=menu)}",))

    def failure(self, reference: str, language: str | None = None) -> Reply:
        """Return what an asker is told when something broke; the log has more under `reference`."""
        return Reply((self.engine.sentence("error", language, reference=reference),))

    @property
    def _teller(self) -> Teller:
        return Teller(self.engine)

    async def _in_turn(self, work: Callable[[], _Result]) -> _Result:
        """Do `work` in the engine's thread, after everything that was asked before."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _answer(
        self, question: Question, conversation: Conversation | None, audience: Audience, *, afresh: bool = False
    ) -> Reply:
        """An answer, a guess, or the topics when there were too many guesses in a row."""
        moment = question.asked_at
        previous = self._conversations.recall(conversation, moment) if conversation and not afresh else ()
        answer = self.engine.answer(replace(question, previous=previous))
        self._remember(answer, moment, conversation)
        missed = [reading.outcome is not Outcome.ANSWER for reading in (*previous, *answer.readings)]
        guesses = len(list(takewhile(bool, reversed(missed))))
        if guesses > PATIENCE:
            return self._teller.topics(answer.language, moment, audience)
        return self._teller.reply(answer, moment, audience, Shown(guesses=guesses))

    def _answer_if_sure(self, question: Question, conversation: Conversation, audience: Audience) -> Reply | None:
        answer = self.engine.answer(question)
        if not self.engine.is_sure(question.text, answer):
            return None
        self._remember(answer, question.asked_at, conversation)
        return self._teller.reply(answer, question.asked_at, audience, Shown())

    def _overview(
        self,
        section: Section,
        asked_at: datetime,
        language: str | None,
        conversation: Conversation,
        audience: Audience,
    ) -> Reply:
        answer = self.engine.overview(section, language, asked_at)
        self._remember(answer, asked_at, conversation)
        return self._teller.reply(answer, asked_at, audience, Shown(section))

    def _remember(self, answer: Answer, asked_at: datetime, conversation: Conversation | None) -> None:
        if conversation and answer.context:
            self._conversations.remember(conversation, answer.context, asked_at)
        topics = ", ".join(reading.topic or "none" for reading in answer.readings)
        _logger.info("Outcome %s in %s, topic %s", answer.outcome, answer.language, topics or "none")
