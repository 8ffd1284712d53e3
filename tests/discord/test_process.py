"""`python -m bot` as operators run it, against a Discord of our own."""

import asyncio
import signal
import socket
from pathlib import Path

import pytest

from tests.discord.bots import PATIENCE, TINY_SUMMIT, at, connected, ended, next_of, ready, running
from tests.discord.local import ANNA, BOT, CHANNEL, TOKEN, local_discord


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_it_answers_and_ends_when_told_to(tmp_path: Path) -> None:
    async with local_discord() as discord, running(tmp_path, **at(discord)) as process:
        await connected(discord, process)
        asked = await discord.say(f"<@{BOT}> where was the summit held?")
        answer = await next_of(discord.rest.posted)

        assert answer["channel_id"] == CHANNEL
        assert str(answer["message_reference"]["message_id"]) == asked
        assert "island of Skerrin" in answer["content"]
        assert answer["enforce_nonce"] is True
        assert {"ask", "summit", "help", "settings", "Answer this"} <= {
            command["name"] for command in discord.rest.commands
        }

        process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert process.returncode == 0
    assert "Traceback" not in errors.decode()
    assert "where was the summit held" not in errors.decode()
    assert ANNA not in errors.decode()
    assert discord.violations == []


async def test_it_is_ready_only_while_discord_is_heard_and_comes_back_after_a_lost_connection(tmp_path: Path) -> None:
    port = free_port()
    settings = {"SUMMITBOT_HEALTH_PORT": str(port)}
    async with local_discord() as discord, running(tmp_path, **at(discord), **settings):
        state = await ready(port)
        assert (state["ready"], state["gateway"]) == (True, "connected")
        assert state["seconds_since_last_heard"] < PATIENCE

        await discord.gateway.close()
        await asyncio.wait_for(discord.gateway.resumed.wait(), PATIENCE)
        await discord.say(f"<@{BOT}> where was the summit held?")

        assert (await next_of(discord.rest.posted))["content"]
        assert (await ready(port))["ready"] is True


async def test_it_ends_when_told_to_even_if_discord_never_answered(tmp_path: Path) -> None:
    async with local_discord() as discord:
        discord.rest.falls_silent = True
        async with running(tmp_path, **at(discord)) as process:
            await asyncio.wait_for(discord.rest.asked.wait(), PATIENCE)
            process.send_signal(signal.SIGINT)
            _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert process.returncode == 0
    assert "Traceback" not in errors.decode()


@pytest.mark.parametrize("where", ["rest", "gateway"])
async def test_a_token_that_discord_refuses_is_said_in_one_sentence(tmp_path: Path, where: str) -> None:
    async with local_discord() as discord:
        discord.rest.refuse_token = where == "rest"
        discord.gateway.refuse_identity = where == "gateway"
        code, errors = await ended(tmp_path, **at(discord))

    assert code == 2
    assert errors.splitlines()[-1].startswith("Discord refuses this DISCORD_TOKEN: ")
    assert "Traceback" not in errors


async def test_a_database_out_of_reach_is_done_without(tmp_path: Path) -> None:
    nowhere = f"postgresql://bot:secret@127.0.0.1:{free_port()}/bot"
    async with (
        local_discord() as discord,
        running(tmp_path, **at(discord), SUMMITBOT_DATABASE_URL=nowhere) as process,
    ):
        await connected(discord, process)
        await discord.say(f"<@{BOT}> where was the summit held?")
        assert "island of Skerrin" in (await next_of(discord.rest.posted))["content"]

        process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert process.returncode == 0
    assert errors.decode().count("answers go on without it") == 1
    assert "secret" not in errors.decode()


async def test_a_port_in_use_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        async with local_discord() as discord:
            port = str(taken.getsockname()[1])
            code, errors = await ended(tmp_path, **at(discord), SUMMITBOT_HEALTH_PORT=port)

    assert code == 2
    assert errors.startswith("SUMMITBOT_HEALTH_PORT cannot be used for the health check: ")
    assert errors.count("\n") == 1


async def test_a_discord_out_of_reach_is_said_in_one_sentence(tmp_path: Path) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}/api/v10"
    settings = {"DISCORD_TOKEN": TOKEN, "DISCORD_API_URL": nowhere, "SUMMITBOT_KNOWLEDGE": str(TINY_SUMMIT)}
    code, errors = await ended(tmp_path, **settings)

    assert code == 1
    assert errors.startswith("Discord could not be reached: ")
    assert errors.count("\n") == 1
