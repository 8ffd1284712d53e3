"""Discord waits three seconds for a response to an interaction: it gets one, however long the engine takes."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any, cast

import pytest

from bot.store import Store
from summitbot import Engine
from tests.discord.bots import client_at
from tests.discord.local import DEADLINE, LocalDiscord, local_discord
from tests.discord.scripted_engine import ScriptedEngine

ACCEPTED, DEFERRED, COMPLETED = 4, 5, 8


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine()


@pytest.fixture
async def town(engine: ScriptedEngine, store: Store) -> AsyncIterator[LocalDiscord]:
    """A Discord to which the bot is connected, both on the real clock."""
    async with local_discord() as discord, client_at(discord, store, cast("Engine", engine)):
        yield discord
    assert discord.violations == []


async def next_response(discord: LocalDiscord) -> dict[str, Any]:
    return await asyncio.wait_for(discord.rest.responses.get(), DEADLINE)


async def test_an_answer_that_takes_long_is_announced_in_time_and_then_given(
    town: LocalDiscord, engine: ScriptedEngine
) -> None:
    engine.seconds = 2.5
    await town.ask("where was it?")
    announced = await next_response(town)
    answer = await next_response(town)

    assert announced["type"] == DEFERRED
    assert answer["data"]["content"] == "In the town hall."


async def test_completion_does_not_wait_for_an_answer(town: LocalDiscord, engine: ScriptedEngine) -> None:
    engine.seconds = 1.0
    await town.ask("where was it?")
    await town.type_question("whe")

    assert [(await next_response(town))["type"] for _ in range(2)] == [COMPLETED, ACCEPTED]


async def test_many_who_ask_at_once_all_hear_in_time_and_all_get_their_answer(
    town: LocalDiscord, engine: ScriptedEngine
) -> None:
    engine.seconds = 0.1
    begun = time.monotonic()
    for _ in range(40):
        await town.ask("where was it?", by=town.someone())
    heard = {ACCEPTED: 0, DEFERRED: 0}
    while heard[ACCEPTED] < 40:
        heard[(await next_response(town))["type"]] += 1
        if heard[ACCEPTED] + heard[DEFERRED] == 40:
            assert time.monotonic() - begun < DEADLINE

    assert 0 < heard[DEFERRED] < 40
    assert town.rest.responses.empty()
