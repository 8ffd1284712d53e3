"""`python -m bot` as operators run it, against a Discord of our own."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.discord.local_discord import ANNA, BOT, CHANNEL, OWN_ROLE, TOKEN, LocalDiscord, local_discord

ROOT = Path(__file__).parents[2]
TINY_SUMMIT = ROOT / "tests" / "tiny_summit"
PATIENCE = 30.0

Process = asyncio.subprocess.Process


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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
    return {
        "DISCORD_TOKEN": TOKEN,
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
        "SUMMITBOT_KNOWLEDGE": str(TINY_SUMMIT),
    }


async def connected(discord: LocalDiscord, process: Process) -> None:
    """Wait until the bot is connected; say why, if it ended instead."""
    identified, ended_early = asyncio.create_task(discord.identified.wait()), asyncio.create_task(process.wait())
    try:
        await asyncio.wait({identified, ended_early}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        if process.returncode is not None and process.stderr is not None:
            pytest.fail((await process.stderr.read()).decode())
        assert identified.done()
    finally:
        identified.cancel()
        ended_early.cancel()


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


async def test_it_answers_and_ends_when_told_to(tmp_path: Path) -> None:
    async with local_discord() as discord, running(tmp_path, **at(discord)) as process:
        await connected(discord, process)
        asked = await discord.say(f"<@{BOT}> where was the summit held?")
        answer = await next_of(discord.messages)

        assert answer["channel_id"] == CHANNEL
        assert str(answer["message_reference"]["message_id"]) == asked
        assert "island of Skerrin" in answer["content"]
        assert answer["enforce_nonce"] is True
        assert {command["name"] for command in discord.commands} == {"ask", "summit", "Answer this"}

        process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert process.returncode == 0
    assert "Traceback" not in errors.decode()
    assert "where was the summit held" not in errors.decode()
    assert ANNA not in errors.decode()
    assert discord.violations == []


async def test_a_message_of_4000_characters_is_answered(tmp_path: Path) -> None:
    async with local_discord() as discord, running(tmp_path, **at(discord)) as process:
        await connected(discord, process)
        await discord.say(f"<@{BOT}> " + "where was the summit held? " * 148)

        answer = await next_of(discord.messages)
    assert answer["content"]
    assert discord.violations == []


async def test_a_mention_of_its_role_has_no_text_and_is_told_so(tmp_path: Path) -> None:
    async with local_discord() as discord, running(tmp_path, **at(discord)) as process:
        await connected(discord, process)
        await discord.say("where was the summit held?")
        await discord.say(f"<@&{OWN_ROLE}> where was the summit held?")

        assert (await next_of(discord.messages))["content"].startswith("Discord does not show me")
        assert discord.messages.empty()


async def test_commands_are_answered_in_the_language_of_the_asker(tmp_path: Path) -> None:
    async with local_discord() as discord, running(tmp_path, **at(discord)) as process:
        await connected(discord, process)
        await discord.type_question("où", locale="fr")
        choices = (await next_of(discord.responses))["data"]["choices"]
        assert "Où le congrès a-t-il eu lieu ?" in [choice["name"] for choice in choices]

        await discord.command("ask", [{"name": "question", "type": 3, "value": choices[0]["value"]}], locale="fr")
        assert "\n-# Au <t:" in (await next_of(discord.responses))["data"]["content"]

        await discord.command("summit", [{"name": "themes", "type": 1, "options": []}], locale="fr")
        assert "- Vivre seul" in (await next_of(discord.responses))["data"]["content"]
    assert discord.violations == []


async def test_it_is_ready_only_while_discord_is_heard_and_comes_back_after_a_lost_connection(tmp_path: Path) -> None:
    port = free_port()
    settings = {"SUMMITBOT_HEALTH_PORT": str(port)}
    async with local_discord() as discord, running(tmp_path, **at(discord), **settings):
        state = await ready(port)
        assert (state["ready"], state["gateway"]) == (True, "connected")
        assert state["seconds_since_last_heard"] < PATIENCE

        await discord.drop_the_connection()
        await asyncio.wait_for(discord.resumed.wait(), PATIENCE)
        await discord.say(f"<@{BOT}> where was the summit held?")

        assert (await next_of(discord.messages))["content"]
        assert (await ready(port))["ready"] is True


async def test_it_ends_when_told_to_even_if_discord_never_answered(tmp_path: Path) -> None:
    async with local_discord() as discord:
        discord.falls_silent = True
        async with running(tmp_path, **at(discord)) as process:
            await asyncio.wait_for(discord.asked.wait(), PATIENCE)
            process.send_signal(signal.SIGINT)
            _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert process.returncode == 0
    assert "Traceback" not in errors.decode()


async def test_without_a_token_it_says_in_one_sentence_where_to_get_one(tmp_path: Path) -> None:
    code, errors = await ended(tmp_path)

    assert code == 2
    assert errors == (
        "DISCORD_TOKEN is not set: create an application at https://discord.com/developers/applications, "
        'copy the token from its "Bot" page and set DISCORD_TOKEN to it.\n'
    )


@pytest.mark.parametrize("where", ["refuse_token", "refuse_identity"])
async def test_a_token_that_discord_refuses_is_said_in_one_sentence(tmp_path: Path, where: str) -> None:
    async with local_discord() as discord:
        setattr(discord, where, True)
        code, errors = await ended(tmp_path, **at(discord))

    assert code == 2
    assert errors.splitlines()[-1].startswith("Discord refuses this DISCORD_TOKEN: ")
    assert "Traceback" not in errors


async def test_a_wrong_setting_is_said_in_one_sentence(tmp_path: Path) -> None:
    code, errors = await ended(tmp_path, DISCORD_TOKEN=TOKEN, SUMMITBOT_HEALTH_PORT="many")

    assert code == 2
    assert errors.startswith("SUMMITBOT_HEALTH_PORT is 'many', but ")
    assert errors.count("\n") == 1


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


async def test_problems_of_the_knowledge_are_all_listed(tmp_path: Path) -> None:
    topics = tmp_path / "topics"
    topics.mkdir()
    (topics / "one.yaml").write_text("ask: {en: [where]}\nanwser: There.\n")
    (topics / "two.yaml").write_text("ask: {en: [when]}\nanwser: Then.\n")
    code, errors = await ended(tmp_path, DISCORD_TOKEN=TOKEN, SUMMITBOT_KNOWLEDGE=str(tmp_path))

    assert code == 1
    assert "one.yaml" in errors
    assert "two.yaml" in errors
    assert "Traceback" not in errors


async def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    code, errors = await ended(tmp_path, DISCORD_TOKEN=TOKEN)

    assert code == 1
    assert "knowledge" in errors
    assert "Traceback" not in errors
