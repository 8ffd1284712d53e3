"""The bot on Discord: what it listens to, what it offers, and what it does when something breaks."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands

from bot import failures
from bot.answering import Answering
from bot.catching_up import CatchingUp
from bot.commands import add_commands
from bot.commands.responding import Interaction
from bot.components import ITEMS
from bot.components.once import Once
from bot.cooldown import Cooldown, Pace
from bot.following import Following
from bot.hearing import Hearing
from bot.insisting import insist
from bot.listening import is_for
from bot.locales import CommandTranslator, language_of
from bot.sending import respond
from bot.store import Store
from bot.updating import update_answers
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
        self.once = Once()
        """What each person may do once below an answer."""
        self.cooldown = Cooldown()
        self._following = Following(self, store)
        self._hearing = Hearing(self, self.answering, store, self.cooldown, self._following)
        self._updating: asyncio.Task[None] | None = None
        self.tree = SummitTree(self)
        self.last_heard: float | None = None
        """When the gateway last sent anything, on the monotonic clock; None while there is no connection."""
        self._catching_up = CatchingUp(self, discord.utils.utcnow())
        add_commands(self.tree, self.answering)

    async def setup_hook(self) -> None:
        """Know every component, old ones too, and tell Discord which commands there are.

        A failure is only logged, as messages are answered all the same.
        """
        self.add_dynamic_items(*ITEMS)
        insist(self.http)
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


class SummitTree(app_commands.CommandTree[SummitClient]):
    """The commands, on servers and on user accounts, everywhere one can type."""

    def __init__(self, client: SummitClient) -> None:
        super().__init__(
            client,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        )

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Whether a command may be answered: nobody gives too many at a time. Completions do not count."""
        if interaction.type is not discord.InteractionType.application_command:
            return True
        pace = self.client.cooldown.ask(interaction.user.id, interaction.created_at)
        if pace is Pace.TELL:
            await _quietly(self._slow_down(interaction))
        if pace is Pace.SILENCE:
            await _quietly(_pass_over(interaction))
        return pace is Pace.ANSWER

    async def _slow_down(self, interaction: Interaction) -> None:
        answering = self.client.answering
        until = self.client.cooldown.over_at(interaction.user.id, interaction.created_at)
        language = language_of(interaction.locale, answering.engine.languages)
        await respond(interaction, answering.slow_down(until, language), ephemeral=True)

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        """Log what went wrong in a command and tell the person who gave it, and nobody else."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if failures.is_settled(cause):
            _logger.warning("A command was answered too late, or before: %s", cause)
            return
        command = interaction.command.qualified_name if interaction.command else "an unknown command"
        answering = self.client.answering
        language = language_of(interaction.locale, answering.engine.languages)
        reply = answering.failure(failures.record(cause, command), language)
        await _quietly(respond(interaction, reply, ephemeral=True))


async def _pass_over(interaction: Interaction) -> None:
    """Say nothing, in such a way that Discord does not say in its own words that the bot failed to."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.delete_original_response()


async def _quietly(sending: Awaitable[object]) -> None:
    """Send what can be sent: what is said about a trouble must not make another."""
    try:
        await sending
    except discord.HTTPException as error:
        _logger.warning("An excuse could not be made: %s", error)
