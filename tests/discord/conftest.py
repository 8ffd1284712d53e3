from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import cast

import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.client import SummitClient
from bot.store import Store
from summitbot import Engine
from tests.discord.scripted_engine import ScriptedEngine
from tests.discord.sent import problems_of_what_was_sent


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store with more patience than the bot gives it, for busy machines; SimCord waits for five seconds at most."""
    async with await Store.open(f"sqlite:///{tmp_path}/store.sqlite3", patience=3) as store:
        yield store


@pytest.fixture
def simcord_bot(engine: ScriptedEngine, store: Store) -> SummitClient:
    return SummitClient(cast("Engine", engine), store)


@pytest.fixture
def simcord_env(simcord_env: Env) -> Iterator[Env]:
    """A simulated Discord in which, whatever is tested, nobody is pinged and nothing is beyond Discord's limits."""
    yield simcord_env
    assert problems_of_what_was_sent(simcord_env) == []


@pytest.fixture
def channel(simcord_env: Env) -> ChannelHandle:
    return simcord_env.create_guild(name="Town").create_text_channel("general")


@pytest.fixture
def anna(simcord_env: Env, channel: ChannelHandle) -> MemberActor:
    return simcord_env.guild.add_member(simcord_env.create_user("anna"))


@pytest.fixture
def bert(simcord_env: Env, channel: ChannelHandle) -> MemberActor:
    return simcord_env.guild.add_member(simcord_env.create_user("bert"))
