"""What the managers of a server choose by `/settings`: shown, changed, and in force at once and after a restart."""

import sqlite3
from collections.abc import Awaitable, Callable
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, Env, InteractionResult, MemberActor, ResponseMessage

from bot.client import SummitClient
from bot.store import ServerSettings, Store
from summitbot import Engine, load_knowledge
from tests.discord.bots import TINY_SUMMIT, client_at, next_of
from tests.discord.local import GUILD, local_discord
from tests.discord.test_commands import registered

QUESTION = "where did the congress take place?"
MANAGING = discord.Permissions(manage_guild=True)
Later = Callable[[], Awaitable[None]]


@cache
def engine() -> Engine:
    return Engine(load_knowledge(TINY_SUMMIT))


@pytest.fixture
def simcord_bot(store: Store) -> SummitClient:
    return SummitClient(engine(), store)


@pytest.fixture
def manager(simcord_env: Env, channel: ChannelHandle) -> MemberActor:
    role = simcord_env.guild.create_role("managers", permissions=MANAGING)
    return simcord_env.guild.add_member(simcord_env.create_user("mia"), roles=[role])


@pytest.fixture(params=["at once", "after a restart"])
def later(request: pytest.FixtureRequest, simcord_env: Env, store: Store) -> Later:
    """What happens between `/settings` and a choice: nothing, or a restart."""

    async def restart() -> None:
        await simcord_env.restart_bot(SummitClient(engine(), store))

    async def nothing() -> None:
        pass

    return restart if request.param == "after a restart" else nothing


def shown(result: InteractionResult) -> ResponseMessage:
    assert result.response is not None
    return result.response


def components(page: ResponseMessage) -> dict[str, dict[str, Any]]:
    """What can be pressed or chosen from, by `custom_id`."""
    return {part["custom_id"]: part for row in page.components for part in row["components"]}


def chosen(page: ResponseMessage, custom_id: str) -> list[str]:
    return [option["label"] for option in components(page)[custom_id]["options"] if option.get("default")]


async def test_all_settings_are_shown_in_one_message_that_others_do_not_see(
    channel: ChannelHandle, manager: MemberActor
) -> None:
    page = shown(await manager.slash(channel, "settings"))

    assert page.ephemeral
    assert page.content.splitlines()[:5] == [
        "**What holds on this server**",
        "- Questions are answered without a mention: nowhere",
        "- Language, where a question leaves it open: none in particular",
        "- Quiet hours, in which only those who ask the bot itself get an answer: none",
        "- Answers to commands are seen by: everyone in the channel",
    ]
    assert set(components(page)) == {
        "set:channels",
        "set:language",
        "set:quiet:from",
        "set:quiet:until",
        "set:private:1",
    }


async def test_channels_are_chosen(
    simcord_env: Env, channel: ChannelHandle, manager: MemberActor, later: Later, store: Store
) -> None:
    forum = simcord_env.guild.create_forum_channel("questions")
    page = shown(await manager.slash(channel, "settings"))
    await later()
    page = shown(await manager.select(page, [channel, forum], custom_id="set:channels"))

    assert f"without a mention: <#{channel.id}>, <#{forum.id}>" in page.content
    assert (await store.settings_of(simcord_env.guild.id)).free_text_channels == {channel.id, forum.id}

    page = shown(await manager.select(page, [], custom_id="set:channels"))
    assert "without a mention: nowhere" in page.content
    assert (await store.settings_of(simcord_env.guild.id)).free_text_channels == frozenset()


async def test_a_channel_that_was_deleted_is_no_longer_among_those_chosen(
    simcord_env: Env, channel: ChannelHandle, manager: MemberActor, store: Store
) -> None:
    await store.save_settings(simcord_env.guild.id, ServerSettings(frozenset({channel.id, 999})))
    page = shown(await manager.slash(channel, "settings"))

    assert components(page)["set:channels"]["default_values"] == [{"id": channel.id, "type": "channel"}]


async def test_the_language_is_chosen(
    simcord_env: Env, channel: ChannelHandle, manager: MemberActor, later: Later, store: Store
) -> None:
    page = shown(await manager.slash(channel, "settings"))
    assert chosen(page, "set:language") == ["No language in particular"]
    await later()
    page = shown(await manager.select(page, ["fr"], custom_id="set:language"))

    assert "leaves it open: French" in page.content
    assert chosen(page, "set:language") == ["French"]
    assert (await store.settings_of(simcord_env.guild.id)).language == "fr"

    page = shown(await manager.select(page, ["-"], custom_id="set:language"))
    assert (await store.settings_of(simcord_env.guild.id)).language is None


async def test_quiet_hours_are_chosen_and_given_up(
    simcord_env: Env, channel: ChannelHandle, manager: MemberActor, later: Later, store: Store
) -> None:
    page = shown(await manager.slash(channel, "settings"))
    assert components(page)["set:quiet:until"]["disabled"] is True
    await later()
    page = shown(await manager.select(page, ["22:00"], custom_id="set:quiet:from"))
    assert "get an answer: 22:00 to 07:00 (" in page.content
    await later()
    page = shown(await manager.select(page, ["06:00"], custom_id="set:quiet:until"))

    settings = await store.settings_of(simcord_env.guild.id)
    assert (settings.quiet_from, settings.quiet_until) == (time(22), time(6))
    assert chosen(page, "set:quiet:from") == ["Quiet from 22:00"]
    assert chosen(page, "set:quiet:until") == ["Quiet until 06:00"]

    page = shown(await manager.select(page, ["06:00"], custom_id="set:quiet:from"))
    assert "get an answer: 06:00 to 07:00 (" in page.content, "they do not end as they begin"
    page = shown(await manager.select(page, ["-"], custom_id="set:quiet:from"))
    assert await store.settings_of(simcord_env.guild.id) == ServerSettings()


async def test_answers_to_commands_are_private_from_the_press_on(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, manager: MemberActor, later: Later
) -> None:
    page = shown(await manager.slash(channel, "settings"))
    await later()
    page = shown(await manager.click(page, custom_id="set:private:1"))

    assert "are seen by: the person who asks" in page.content
    assert (await anna.slash(channel, "ask", question=QUESTION)).ephemeral
    assert (await anna.slash(channel, "summit dates")).ephemeral

    await manager.click(page, custom_id="set:private:0")
    assert not (await anna.slash(channel, "ask", question=QUESTION)).ephemeral


async def test_settings_of_one_server_are_none_of_another(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, manager: MemberActor
) -> None:
    page = shown(await manager.slash(channel, "settings"))
    await manager.click(page, custom_id="set:private:1")
    elsewhere = simcord_env.create_guild(name="Village")
    green = elsewhere.create_text_channel("green")
    visitor = elsewhere.add_member(simcord_env.create_user("vera"))

    assert not (await visitor.slash(green, "ask", question=QUESTION)).ephemeral


async def test_discord_shows_the_command_to_managers_of_servers_only(simcord_env: Env) -> None:
    command = registered(simcord_env)["settings"]

    assert command["default_member_permissions"] == MANAGING.value
    assert (command["integration_types"], command["contexts"]) == ([0], [0])


async def test_a_manager_who_no_longer_is_one_changes_nothing(
    simcord_env: Env, channel: ChannelHandle, store: Store
) -> None:
    role = simcord_env.guild.create_role("managers", permissions=MANAGING)
    manager = simcord_env.guild.add_member(simcord_env.create_user("mia"), roles=[role])
    page = shown(await manager.slash(channel, "settings"))
    town = simcord_env.bot.get_guild(simcord_env.guild.id)
    assert town is not None
    await town.get_role(role.id).delete()  # type: ignore[union-attr]
    refusal = await manager.click(page, custom_id="set:private:1")

    assert shown(refusal).content == "Only those who may manage this server can see and change its settings."
    assert await store.settings_of(simcord_env.guild.id) == ServerSettings()


async def test_whoever_a_server_lets_use_the_command_still_needs_to_manage_it(
    simcord_env: Env, simcord_bot: SummitClient, channel: ChannelHandle, anna: MemberActor
) -> None:
    (command,) = [command for command in await simcord_bot.tree.fetch_commands() if command.name == "settings"]
    simcord_env.guild.set_command_permissions(command, {anna: True})
    assert shown(await anna.slash(channel, "settings")).content.startswith("Only those who may manage this server")


async def test_with_the_store_gone_the_bot_answers_and_says_that_it_cannot_save(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, manager: MemberActor, tmp_path: Path
) -> None:
    page = shown(await manager.slash(channel, "settings"))
    with sqlite3.connect(tmp_path / "store.sqlite3") as holder:
        holder.execute("BEGIN EXCLUSIVE")
        page = shown(await manager.click(page, custom_id="set:private:1"))
        assert page.content.endswith("\nThat could not be saved just now. Please try again in a minute.")
        assert "are seen by: everyone in the channel" in page.content
        assert "island of Skerrin" in shown(await anna.slash(channel, "ask", question=QUESTION)).content
    holder.close()


async def test_over_the_wire_the_language_of_the_server_is_for_those_whose_own_is_not_spoken(store: Store) -> None:
    await store.save_settings(int(GUILD), ServerSettings(language="fr", private=True))
    async with local_discord() as town, client_at(town, store):
        for locale, expected in (("de", "Vivre seul"), ("en-GB", "Living alone")):
            await town.command("summit", [{"name": "themes", "type": 1, "options": []}], locale=locale)
            response = (await next_of(town.rest.responses))["data"]
            assert expected in response["content"]
            assert response["flags"] & discord.MessageFlags.ephemeral.flag
    assert town.violations == []
