"""What becomes of messages, edits and deletions: who is answered, who is told to wait, and who is left alone."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Sequence
from datetime import datetime, timedelta
from functools import partial

import discord

from bot import failures
from bot.answering import Answering
from bot.asker import Asker, Place
from bot.memory.conversations import Conversation
from bot.memory.cooldown import Allowance, Cooldown, Pace
from bot.messages.following import LEAVE, Following
from bot.messages.free_text import Manners, is_put_to_everybody, is_quiet, is_welcome, texts_of
from bot.messages.posting import NotAllowedError
from bot.messages.reading import is_for, language_of_server, question_in
from bot.replies.reply import Reply
from bot.store import ServerSettings, Store

_logger = logging.getLogger(__name__)


class Hearing:
    """Sees to it that what is asked gets its reply, and that the reply stays in step with it."""

    def __init__(
        self, client: discord.Client, answering: Answering, store: Store, cooldown: Cooldown, following: Following
    ) -> None:
        self._client = client
        self._answering = answering
        self._store = store
        self._cooldown = cooldown
        self._following = following
        self._manners = Manners()
        self._excuses = Allowance(1, timedelta(days=1))

    @property
    def _me(self) -> discord.ClientUser:
        if self._client.user is None:
            raise RuntimeError("Nothing is heard before the bot knows who it is.")
        return self._client.user

    async def message(self, message: discord.Message) -> None:
        """Answer a new message if it is meant for the bot, or if it may be answered unasked."""
        if is_for(self._me, message):
            self._manners.addressed(message)
            await self._speak(message, self._following.asked(message, self._answer))
        elif message.content and await self._is_welcome(message) and (turn := await self._manners.wait(message)):
            await self._speak(turn[-1], self._following.asked(turn[-1], partial(self._answer_unasked, turn)))

    async def edit(self, message: discord.Message) -> None:
        """Bring the reply to an edited message in line with it."""
        if message.author.bot:
            return
        asked = is_for(self._me, message)
        if self._manners.edited(message) and not asked:
            return
        answer = self._answer if asked else self._answer_unasked_again
        await self._speak(message, self._following.edited(message, answer, may_begin=asked))

    async def deletion(self, message_id: int) -> None:
        """Delete the reply to a message that is gone."""
        self._manners.deleted(message_id)
        await self._following.deleted(message_id)

    async def _answer(self, message: discord.Message, asked_at: datetime) -> Reply:
        """The reply to a message that is meant for the bot."""
        language = await self._language(message)
        pace = self._cooldown.ask(message.author.id, asked_at)
        if pace is not Pace.ANSWER:
            until = self._cooldown.over_at(message.author.id, asked_at)
            return self._answering.slow_down(until, language) if pace is Pace.TELL else LEAVE
        question = question_in(message, self._me)
        if not question:
            return self._answer_without_words(message, language)
        try:
            return await self._answering.answer(question, _asker(message, asked_at, language))
        except Exception as error:  # noqa: BLE001 - whatever broke, the asker is told
            return self._answering.say("error", language, reference=failures.record(error, "a message"))

    def _answer_without_words(self, message: discord.Message, language: str | None) -> Reply:
        if message.content or message.guild is None:
            return self._answering.help(language)
        return self._answering.say(
            "unreadable", language
        )  # a reply to the answer of a command: Discord keeps its text back

    async def _answer_unasked(
        self, turn: Sequence[discord.Message], message: discord.Message, asked_at: datetime
    ) -> Reply | None:
        """The reply to what somebody put to everybody, if this is a moment for it."""
        settings = await self._settings(message.guild)
        if not self._manners.may_speak(message.author.id, asked_at) or is_quiet(
            settings, self._answering.engine.local(asked_at).time()
        ):
            return None
        reply = await self._if_sure(turn, asked_at)
        if reply is not None:
            self._manners.spoke(message.author.id, asked_at)
        return reply

    async def _answer_unasked_again(self, message: discord.Message, asked_at: datetime) -> Reply | None:
        """The reply to an edited message that does not speak to the bot, if it may still stand."""
        if is_put_to_everybody(message) and await self._is_welcome(message):
            return await self._if_sure([message], asked_at)
        return None

    async def _if_sure(self, turn: Sequence[discord.Message], asked_at: datetime) -> Reply | None:
        asker = _asker(turn[-1], asked_at, await self._language(turn[-1]))
        for text in texts_of(turn, self._me):
            reply = await self._answering.answer_if_sure(text, asker)
            if reply is not None:
                return reply
        return None

    async def _speak(self, message: discord.Message, speaking: Awaitable[None]) -> None:
        try:
            await speaking
        except NotAllowedError as error:
            _logger.warning("Could not answer in channel %s: %s", message.channel.id, error)
            if is_for(self._me, message):
                await self._excuse(message)

    async def _excuse(self, message: discord.Message) -> None:
        """Tell whoever asked where the bot may not speak, in private and at most once a day."""
        now = discord.utils.utcnow()
        if message.guild is None or self._excuses.next_at(message.author.id, now) > now:
            return
        self._excuses.use(message.author.id, now)
        excuse = self._answering.say("not-allowed", await self._language(message), channel=f"<#{message.channel.id}>")
        try:
            await message.author.send(excuse.messages[0])
        except discord.HTTPException as error:
            _logger.info("Nor could that be told in private: %s", error)

    async def _is_welcome(self, message: discord.Message) -> bool:
        return is_welcome(message, await self._settings(message.guild))

    async def _language(self, message: discord.Message) -> str | None:
        """What the server's managers chose, here or on Discord."""
        settings = await self._settings(message.guild)
        return settings.language or language_of_server(message.guild, self._answering.engine.languages)

    async def _settings(self, guild: discord.Guild | None) -> ServerSettings:
        return await self._store.settings_of(guild.id) if guild else ServerSettings()


def _asker(message: discord.Message, asked_at: datetime, language: str | None) -> Asker:
    place = Place.DIRECT if message.guild is None else Place.PUBLIC
    author = message.author.id
    return Asker(author, place, asked_at, language, Conversation(message.channel.id, author, message.id))
