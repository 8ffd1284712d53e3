"""The bot at a local Discord: as a process, or the same client in the process of the test, which is faster."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.client import SummitClient
from bot.store import Store
from summitbot import Engine, load_knowledge
from tests.discord.local import TOKEN, LocalDiscord

ROOT = Path(__file__).parents[2]
TINY_SUMMIT = ROOT / "tests" / "tiny_summit"
PATIENCE = 20.0

Process = asyncio.subprocess.Process


def environment(**settings: str) -> dict[str, str]:
    """What the bot sees: nothing of the developer's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "SUMMITBOT_"))}
    path = os.pathsep.join(folder for folder in sys.path if folder)
    return {**kept, "PYTHONPATH": path, "SUMMITBOT_HEALTH_PORT": "0", **settings}


@asynccontextmanager
async def running(folder: Path, **settings: str) -> AsyncIterator[Process]:
    """The bot as a process in an empty folder; it is ended if it does not end by itself."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot"),
        cwd=folder,
        env=environment(**settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def ended(folder: Path, **settings: str) -> tuple[int | None, str]:
    """The exit code of a bot that is not meant to run, and what it said."""
    async with running(folder, **settings) as process:
        _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
        return process.returncode, errors.decode()


def at(discord: LocalDiscord) -> dict[str, str]:
    """The settings of a process that is to answer there out of the tiny summit."""
    return {
        "DISCORD_TOKEN": TOKEN,
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway.url,
        "SUMMITBOT_KNOWLEDGE": str(TINY_SUMMIT),
    }


async def connected(discord: LocalDiscord, process: Process) -> None:
    """Wait until the bot is connected; say why, if it ended instead."""
    identified = asyncio.create_task(discord.gateway.identified.wait())
    ended_early = asyncio.create_task(process.wait())
    try:
        await asyncio.wait({identified, ended_early}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        if process.returncode is not None and process.stderr is not None:
            pytest.fail((await process.stderr.read()).decode())
        assert identified.done()
    finally:
        identified.cancel()
        ended_early.cancel()


class HastyClient(SummitClient):
    """The bot's own client, which spares this Discord nothing: it waits only where it is told to wait."""

    def __init__(self, engine: Engine, store: Store, heartbeat_timeout: float) -> None:
        super().__init__(engine, store)
        self._connection.guild_ready_timeout = 0.05
        self._connection.heartbeat_timeout = heartbeat_timeout

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once; discord.py waits five seconds before each session but the first."""


@asynccontextmanager
async def client_at(
    discord: LocalDiscord, store: Store, engine: Engine | None = None, *, heartbeat_timeout: float = 60.0
) -> AsyncIterator[SummitClient]:
    """The bot's own client, connected; it answers out of the tiny summit, if no other `engine` is given.

    After so many seconds of silence it takes the connection for dead.
    """
    client = HastyClient(engine or tiny_engine(), store, heartbeat_timeout)
    with _discord_is_at(discord):
        session = asyncio.create_task(client.start(TOKEN))
        try:
            await wait_until(lambda: client.is_ready() or session.done())
            yield client
        finally:
            await client.close()
            await asyncio.wait({session}, timeout=PATIENCE)
    session.result()


@cache
def tiny_engine() -> Engine:
    engine = Engine(load_knowledge(TINY_SUMMIT))
    engine.prepare()
    return engine


@contextmanager
def _discord_is_at(discord: LocalDiscord) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Route, "BASE", discord.api_url)
        patch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(discord.gateway.url))
        patch.setattr("discord.client.ExponentialBackoff", partial(ExponentialBackoff, base=0))  # it comes back at once
        yield


async def wait_until(held: Callable[[], bool], patience: float = PATIENCE) -> None:
    async with asyncio.timeout(patience):
        while not held():  # noqa: ASYNC110 - what is waited for is anything at all
            await asyncio.sleep(0.02)


async def soon(event: asyncio.Event) -> None:
    await asyncio.wait_for(event.wait(), PATIENCE)


async def next_of(queue: asyncio.Queue[dict[str, Any]]) -> dict[str, Any]:
    return await asyncio.wait_for(queue.get(), PATIENCE)


async def ready(port: int) -> dict[str, Any]:
    """What `/readyz` says once it says 200."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(PATIENCE):
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/readyz") as response:
                    if response.status == 200:
                        return dict(await response.json())
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.1)
    raise AssertionError
