from collections.abc import Iterator
from typing import cast

import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.client import SummitClient
from summitbot import Engine
from tests.discord.scripted_engine import ScriptedEngine
from tests.discord.sent import assert_nobody_is_pinged


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine()


@pytest.fixture
def simcord_bot(engine: ScriptedEngine) -> SummitClient:
    return SummitClient(cast("Engine", engine))


@pytest.fixture
def simcord_env(simcord_env: Env) -> Iterator[Env]:
    """A simulated Discord in which, whatever a test is about, nothing that the bot sends may ping anybody."""
    yield simcord_env
    assert_nobody_is_pinged(simcord_env)


@pytest.fixture
def channel(simcord_env: Env) -> ChannelHandle:
    return simcord_env.create_guild(name="Town").create_text_channel("general")


@pytest.fixture
def anna(simcord_env: Env, channel: ChannelHandle) -> MemberActor:
    return simcord_env.guild.add_member(simcord_env.create_user("anna"))


@pytest.fixture
def bert(simcord_env: Env, channel: ChannelHandle) -> MemberActor:
    return simcord_env.guild.add_member(simcord_env.create_user("bert"))
