"""Commands in the languages of those who give them, at a Discord that refuses what Discord refuses."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import discord
import pytest

from bot.store import Store
from tests.discord.bots import client_at, tiny_engine
from tests.discord.local import DEADLINE, LocalDiscord, local_discord

SPOKEN = {"en-US", "en-GB", "fr"}
_SLASH = 1


@pytest.fixture
async def town(store: Store) -> AsyncIterator[LocalDiscord]:
    async with local_discord() as local, client_at(local, store):
        yield local
    assert local.violations == []


def parts(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A command with all its subcommands, options and choices."""
    yield item
    for below in (*(item.get("options") or []), *(item.get("choices") or [])):
        yield from parts(below)


async def test_every_command_option_and_choice_speaks_every_language_of_the_bot(town: LocalDiscord) -> None:
    """American English too: without words of its own it might be shown British ones, or the default."""
    for command in town.rest.commands:
        for part in parts(command):
            translated = "description" if command["type"] == _SLASH and "description" in part else "name"
            assert part[f"{translated}_localizations"].keys() >= SPOKEN, part["name"]
            english, french = (part[f"{translated}_localizations"][code] for code in ("en-US", "fr"))
            assert english == part[translated]
            assert english != french, part["name"]


async def test_names_of_slash_commands_are_the_same_for_all_so_that_people_can_tell_each_other(
    town: LocalDiscord,
) -> None:
    subcommand = 1
    for command in town.rest.commands:
        if command["type"] == _SLASH:
            same = [command, *(one for one in command.get("options", []) if one["type"] == subcommand)]
            assert not any(one.get("name_localizations") for one in same)


async def test_each_of_discords_locales_is_answered_in_the_nearest_language(town: LocalDiscord) -> None:
    """There are 32 of them; for all but English and French the bot speaks its first language."""
    assert len(discord.Locale) >= 32
    engine = tiny_engine()
    for locale in discord.Locale:
        dates = {"name": "dates", "type": 1, "options": []}
        await town.command("summit", [dates], locale=locale.value, by=town.someone())
        said = (await asyncio.wait_for(town.rest.responses.get(), DEADLINE))["data"]["content"]
        assert said.startswith(engine.sentence("overview-dates", "fr" if locale.value == "fr" else "en")), locale
        await town.type_question("sunniva", locale=locale.value)
        choices = (await asyncio.wait_for(town.rest.responses.get(), DEADLINE))["data"]["choices"]
        assert ("venu" in choices[0]["name"]) == (locale.value == "fr"), locale


async def test_what_is_registered_is_json_of_plain_words(town: LocalDiscord) -> None:
    """No sentence is missing, and none has a placeholder that nobody filled."""
    said = json.dumps(town.rest.commands)
    assert '""' not in said
    assert "{" not in "".join(text for command in town.rest.commands for part in parts(command) for text in texts(part))


def texts(part: dict[str, Any]) -> Iterator[str]:
    for name in ("name", "description"):
        yield part.get(name) or ""
        yield from (part.get(f"{name}_localizations") or {}).values()
