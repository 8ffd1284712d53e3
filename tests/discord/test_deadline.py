"""Discord waits three seconds for a response to an interaction: it gets one, however long the engine takes."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any, cast

import pytest

from bot.store import Store
from summitbot import Answer, Engine
from tests.bot.folders import tiny_engine
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


async def test_a_press_that_takes_long_is_announced_in_time_and_then_answered(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    retell = Engine.retell

    def slowly(*given: Any) -> Answer:
        time.sleep(2.5)
        return retell(*given)

    monkeypatch.setattr(Engine, "retell", slowly)
    async with local_discord() as discord, client_at(discord, store, tiny_engine()):
        asked = await discord.ask("where did the congress take place?")
        while not asked.message or not asked.message["components"]:
            await next_response(discord)
        await discord.press(asked.message["id"], "Sources")
        announced = await next_response(discord)
        sources = await next_response(discord)

    assert announced["type"] == DEFERRED
    assert sources["data"]["content"].startswith("Source:")
    assert discord.violations == []
