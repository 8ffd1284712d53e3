"""Between Discord and the engine: a question goes in with whoever asks it, a reply ready to be sent comes out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from typing import TypeVar

import discord

from bot.answering.teller import Shown, Teller
from bot.asker import Asker
from bot.components.selects import MOST_GUESSES
from bot.memory.conversations import Conversations
from bot.replies.rendering import bullets
from bot.replies.reply import Reply
from summitbot import Answer, Engine, Outcome, Question, Section

_Result = TypeVar("_Result")

_logger = logging.getLogger(__name__)


class Answering:
    """Answers in ready replies, one question at a time and in the order in which they came.

    The engine and what is remembered of conversations are only touched in a thread of their own: however long a
    question takes, the event loop goes on hearing Discord. Only `engine.sentence`, `engine.complete` and
    `engine.local`, which look something up, are called where they are needed.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._teller = Teller(engine)
        self._conversations = Conversations()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine")

    async def answer(self, text: str, asker: Asker) -> Reply:
        """Return the reply that answers `text`, in the light of the turn before it."""
        return await self._in_turn(lambda: self._answer(text, asker))

    async def answer_if_sure(self, text: str, asker: Asker) -> Reply | None:
        """Return the reply to `text` if it is a question that has a certain answer, whatever was said before."""
        return await self._in_turn(lambda: self._answer_if_sure(text, asker))

    async def introduce(self, name: str, asker: Asker) -> Reply:
        """Return the reply to a mere name, whatever the conversation was about before."""
        return await self._in_turn(lambda: self._answer(name, asker, afresh=True))

    async def overview(self, section: Section, asker: Asker) -> Reply:
        """Return the reply that gives one section of the overview."""
        return await self._in_turn(lambda: self._overview(section, asker))

    async def topics(self, asker: Asker) -> Reply:
        """Return a choice of the topics that there is something on."""
        return await self._in_turn(lambda: self._teller.topics(asker))

    async def again(self, key: str, asker: Asker, page: int = 0) -> Reply:
        """Return the answer with this key as it reads now; without a key of its own it says what became of it."""
        return await self._in_turn(lambda: self._teller.again(key, asker, page))

    async def shared(self, key: str, asker: Asker, name: str) -> Reply:
        """Return the same for everybody, opened by the name of who shared it."""
        return await self._in_turn(lambda: self._teller.shared(key, asker, name))

    async def updated(self, key: str, asker: Asker) -> Reply | None:
        """Return the answer with this key as it reads now, marked as updated; None if it reads as it did."""
        return await self._in_turn(lambda: self._teller.updated(key, asker))

    async def sources(self, key: str, asker: Asker) -> Reply:
        """Return every source of the answer with this key."""
        return await self._in_turn(lambda: self._teller.sources(key, asker))

    async def why(self, key: str, asker: Asker) -> Reply:
        """Return how the question was understood that got the answer with this key."""
        return await self._in_turn(lambda: self._teller.why(key, asker))

    async def unhelpful(self, key: str, asker: Asker) -> Reply:
        """Return thanks for saying that the answer with this key was of no help."""
        return await self._in_turn(lambda: self._teller.unhelpful(key, asker))

    async def asked_about(self, key: str, moment: datetime) -> tuple[tuple[str, str], ...]:
        """Return topic and language of each part of the answer with this key, as far as they are still known."""
        return await self._in_turn(lambda: self._teller.asked_about(key, moment))

    def say(self, sentence: str, language: str | None, **values: str) -> Reply:
        """Return one of the bot's own sentences; `values` are put into it as they are."""
        return Reply((self.engine.sentence(sentence, language, **values),))

    def help(self, language: str | None) -> Reply:
        """Return how to ask, with a few questions that the engine can answer."""
        examples = self.engine.complete("", language, limit=3)
        if not examples:
            return self.say("empty", language)
        return Reply((f"{self.engine.sentence('help', language)}\n{bullets(examples)}",))

    def guide(self, language: str | None) -> Reply:
        """Return how to ask, at length."""
        (short,) = self.help(language).messages
        menu = self.engine.sentence("command-answer-this", language)
        return Reply((f"{short}\n\n{self.engine.sentence('help-more', language, menu=menu)}",))

    def slow_down(self, until: datetime, language: str | None) -> Reply:
        """Return what is said to somebody who asks too much at a time."""
        return self.say("slow-down", language, moment=discord.utils.format_dt(until, "R"))

    async def _in_turn(self, work: Callable[[], _Result]) -> _Result:
        """Do `work` in the engine's thread, after everything that was asked before."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _answer(self, text: str, asker: Asker, *, afresh: bool = False) -> Reply:
        """An answer, a guess, or the topics when there were too many guesses in a row."""
        conversation = None if afresh else asker.conversation
        previous = self._conversations.recall(conversation, asker.moment) if conversation else ()
        answer = self.engine.answer(Question(text, asker.moment, asker.language, previous))
        self._remember(answer, asker)
        missed = [reading.outcome is not Outcome.ANSWER for reading in (*previous, *answer.readings)]
        guesses = len(list(takewhile(bool, reversed(missed))))
        if guesses > MOST_GUESSES:
            return self._teller.topics(replace(asker, language=answer.language))
        return self._teller.reply(answer, asker, Shown(guesses=guesses))

    def _answer_if_sure(self, text: str, asker: Asker) -> Reply | None:
        answer = self.engine.answer(Question(text, asker.moment, asker.language))
        if not self.engine.is_sure(text, answer):
            return None
        self._remember(answer, asker)
        return self._teller.reply(answer, asker)

    def _overview(self, section: Section, asker: Asker) -> Reply:
        answer = self.engine.overview(section, asker.language, asker.moment)
        self._remember(answer, asker)
        return self._teller.reply(answer, asker, Shown(section))

    def _remember(self, answer: Answer, asker: Asker) -> None:
        if asker.conversation and answer.context:
            self._conversations.remember(asker.conversation, answer.context, asker.moment)
        topics = ", ".join(reading.topic or "none" for reading in answer.readings)
        _logger.info("Outcome %s in %s, topic %s", answer.outcome, answer.language, topics or "none")
