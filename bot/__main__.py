"""`python -m bot` runs the bot until it is told to stop.

It ends with 0 when it was told to stop, 1 when the knowledge has problems or Discord cannot be reached, and 2 when a
setting is wrong.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys

import aiohttp
import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.client import SummitClient
from bot.forgetting import forgetting
from bot.health import PortError, serving_health
from bot.settings import Settings, SettingsError, read_settings
from bot.store import Store
from summitbot import Engine, KnowledgeError, load_knowledge

STOPPED = 0
FAILED = 1
WRONG_SETTING = 2

_AUTHENTICATION_FAILED = 4004
_REFUSED = (
    "Discord refuses this DISCORD_TOKEN: "
    'reset the token on the "Bot" page of the developer portal and set DISCORD_TOKEN to the new one.'
)
_NO_MESSAGE_CONTENT = (
    "SUMMITBOT_MESSAGE_CONTENT is true, but this application may not read messages: turn on the Message Content Intent "
    'on the "Bot" page of the developer portal, or set SUMMITBOT_MESSAGE_CONTENT to false.'
)

_logger = logging.getLogger(__name__)


def main() -> int:
    """Read the settings, load the knowledge, run the bot. Return the exit code."""
    try:
        settings = read_settings()
    except SettingsError as error:
        return _end(WRONG_SETTING, *error.problems)
    _configure_logging(settings.log_level)
    try:
        engine = Engine(load_knowledge(settings.summitbot_knowledge))
        engine.prepare()
        engine.prepare_completion()
    except KnowledgeError as error:
        return _end(FAILED, *map(str, error.problems))
    _point_discord_at(settings)
    return _run(engine, settings)


def _run(engine: Engine, settings: Settings) -> int:
    try:
        asyncio.run(_serve(engine, settings))
    except (discord.LoginFailure, discord.PrivilegedIntentsRequired) as error:
        return _end(WRONG_SETTING, _REFUSED if isinstance(error, discord.LoginFailure) else _NO_MESSAGE_CONTENT)
    except discord.ConnectionClosed as error:
        if error.code == _AUTHENTICATION_FAILED:
            return _end(WRONG_SETTING, _REFUSED)
        return _end(FAILED, f"Discord closed the connection for good (code {error.code}).")
    except (aiohttp.ClientError, discord.HTTPException, TimeoutError) as error:
        return _end(FAILED, f"Discord could not be reached: {error}.")
    except PortError as error:
        return _end(WRONG_SETTING, f"SUMMITBOT_HEALTH_PORT cannot be used for the health check: {error}.")
    return STOPPED


async def _serve(engine: Engine, settings: Settings) -> None:
    """Answer until told to stop; raise what ended it otherwise."""
    told_to_stop = _told_to_stop()
    async with await Store.open(settings.summitbot_database_url.get_secret_value()) as store, forgetting(store):
        client = SummitClient(engine, store, free_text=settings.summitbot_message_content)
        async with serving_health(client, settings.summitbot_health_host, settings.summitbot_health_port), client:
            await _answer(client, settings, told_to_stop)


async def _answer(client: SummitClient, settings: Settings, told_to_stop: asyncio.Event) -> None:
    session = asyncio.create_task(client.start(settings.discord_token.get_secret_value()))
    stopping = asyncio.create_task(told_to_stop.wait())
    await asyncio.wait({session, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if stopping.done():
        _logger.info("Told to stop")
        await client.close()
        session.cancel()
        await asyncio.wait({session})
    else:
        stopping.cancel()
        session.result()


def _told_to_stop() -> asyncio.Event:
    """An event that is set when the process receives SIGTERM or SIGINT."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(told.set))
    return told


def _point_discord_at(settings: Settings) -> None:
    """Send everything through the operator's proxy, if there is one."""
    if settings.discord_api_url:
        Route.BASE = settings.discord_api_url
    if settings.discord_gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = URL(settings.discord_gateway_url)


def _configure_logging(level: str) -> None:
    """Log to standard error. discord.py stays one step quieter: its details hold messages next to their authors."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it has no voice, and need not say so
    logging.basicConfig(level=level, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    quieter = {"DEBUG": "INFO", "INFO": "WARNING"}
    for library in ("alembic", "discord"):
        logging.getLogger(library).setLevel(quieter.get(level, level))


def _end(code: int, *sentences: str) -> int:
    for sentence in sentences:
        sys.stderr.write(f"{sentence}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
