"""Messages and commands over a real websocket and real HTTP, as Discord sends them."""

from collections.abc import AsyncIterator

import pytest

from bot.store import Store
from tests.discord.bots import client_at, next_of
from tests.discord.local import BOT, OWN_ROLE, LocalDiscord, local_discord


@pytest.fixture
async def discord(store: Store) -> AsyncIterator[LocalDiscord]:
    async with local_discord() as local, client_at(local, store):
        yield local
    assert local.violations == []


async def test_a_message_of_4000_characters_is_answered(discord: LocalDiscord) -> None:
    await discord.say(f"<@{BOT}> " + "where was the summit held? " * 148)

    answer = await next_of(discord.rest.posted)
    assert answer["content"]


async def test_a_mention_of_its_role_has_no_text_and_is_told_so(discord: LocalDiscord) -> None:
    await discord.say("where was the summit held?")
    await discord.say(f"<@&{OWN_ROLE}> where was the summit held?")

    assert (await next_of(discord.rest.posted))["content"].startswith("Discord does not show me")
    assert discord.rest.posted.empty()


async def test_commands_are_answered_in_the_language_of_the_asker(discord: LocalDiscord) -> None:
    await discord.type_question("où", locale="fr")
    choices = (await next_of(discord.rest.responses))["data"]["choices"]
    assert "Où le congrès a-t-il eu lieu ?" in [choice["name"] for choice in choices]

    await discord.command("ask", [{"name": "question", "type": 3, "value": choices[0]["value"]}], locale="fr")
    assert "\n-# Au <t:" in (await next_of(discord.rest.responses))["data"]["content"]

    await discord.command("summit", [{"name": "themes", "type": 1, "options": []}], locale="fr")
    assert "- Vivre seul" in (await next_of(discord.rest.responses))["data"]["content"]
