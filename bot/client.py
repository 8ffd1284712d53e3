"""The bot on Discord: what it listens to, what it offers, and what it does when something breaks."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands

from bot import failures
from bot.answering import Answering
from bot.commands import SummitTree
from bot.components import ITEMS
from bot.locales import CommandTranslator
from bot.memory.cooldown import Cooldown
from bot.memory.presses import Presses
from bot.messages.catching_up import CatchingUp
from bot.messages.following import Following
from bot.messages.hearing import Hearing
from bot.messages.reading import is_for
from bot.messages.updating import update_answers
from bot.retrying import retry
from bot.store import Store
from summitbot import Engine

_logger = logging.getLogger(__name__)


def _intents(*, free_text: bool) -> discord.Intents:
    """None that Discord must approve, but for `free_text`: what is put to the bot comes with its text."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=free_text)


class SummitClient(discord.Client):
    """Answers mentions, replies, direct messages and commands out of one engine. It pings nobody."""

    def __init__(self, engine: Engine, store: Store, *, free_text: bool = False) -> None:
        """`free_text`: whether to ask Discord for the text of all messages, so that servers may have them answered."""
        super().__init__(
            intents=_intents(free_text=free_text),
            allowed_mentions=discord.AllowedMentions.none(),
            activity=discord.CustomActivity(engine.sentence("presence", engine.languages[0])),
            max_messages=None,  # it keeps nobody's messages
            enable_debug_events=True,  # for on_socket_raw_receive, which the health check rests on
        )
        self.answering = Answering(engine)
        self.store = store
        self.presses = Presses()
        """What each person may do once below an answer."""
        self.cooldown = Cooldown()
        self._following = Following(self, store)
        self._hearing = Hearing(self, self.answering, store, self.cooldown, self._following)
        self._updating: asyncio.Task[None] | None = None
        self.tree = SummitTree(self, self.answering)
        self.last_heard: float | None = None
        """When the gateway last sent anything, on the monotonic clock; None while there is no connection."""
        self._catching_up = CatchingUp(self, discord.utils.utcnow())

    async def setup_hook(self) -> None:
        """Know every component, old ones too, and tell Discord which commands there are.

        A failure is only logged, as messages are answered all the same.
        """
        self.add_dynamic_items(*ITEMS)
        retry(self.http)
        await self.tree.set_translator(CommandTranslator(self.answering.engine))
        try:
            await self.tree.sync()
        except (discord.HTTPException, app_commands.AppCommandError):
            _logger.exception("The commands could not be registered with Discord")

    async def on_ready(self) -> None:
        """Begin with what was asked while nobody heard it, and see to the answers given before that."""
        _logger.info("Ready: %s servers", len(self.guilds))
        if self._updating is None:  # Discord says that it is ready after every new session
            self.update_answers()
        async for message in self._catching_up.missed(discord.utils.utcnow()):
            if self.user is not None and is_for(self.user, message):
                self.dispatch("message", message)

    def update_answers(self) -> None:
        """Bring recent answers up to date in the background: to be called when the knowledge has changed."""
        if self._updating is not None:
            self._updating.cancel()
        self._updating = asyncio.create_task(self._update_answers())

    async def _update_answers(self) -> None:
        try:
            await update_answers(self, self.answering, self.store, self._following)
        except Exception as error:  # noqa: BLE001 - questions are answered all the same
            failures.record(error, "updating answers")

    async def close(self) -> None:
        """Leave Discord."""
        if self._updating is not None:
            self._updating.cancel()
        await super().close()

    async def on_resumed(self) -> None:
        """Log that a lost connection is back."""
        self._catching_up.resumed()
        _logger.info("Connection resumed")

    async def on_disconnect(self) -> None:
        """Note that the gateway is out of hearing; discord.py connects again by itself."""
        silence = 0.0 if self.last_heard is None else time.monotonic() - self.last_heard
        self._catching_up.disconnected(discord.utils.utcnow() - timedelta(seconds=silence))
        self.last_heard = None
        _logger.info("Disconnected")

    async def on_socket_raw_receive(self, message: str | bytes) -> None:  # noqa: ARG002
        """Note that the gateway was heard: every event counts, and so does the answer to each heartbeat."""
        self.last_heard = time.monotonic()

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is meant for the bot."""
        self._catching_up.heard(message)
        await self._hearing.message(message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Keep the reply in step with its question."""
        await self._hearing.edit(payload.message)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Leave no reply without its question."""
        await self._hearing.deletion(payload.message_id)

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Leave no reply without its question."""
        for message_id in sorted(payload.message_ids):
            await self._hearing.deletion(message_id)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """Log what went wrong in an event; whoever asked something was told where it happened."""
        failures.record(sys.exception(), event_method)
