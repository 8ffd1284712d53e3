"""What people do on the local Discord, and what they see of the bot."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.discord.local.gateway import Gateway
from tests.discord.local.payloads import (
    ANNA,
    CHANNEL,
    PRIVATE_CHANNEL,
    Payload,
    interaction,
    question,
    snowflake,
    user,
    whereabouts,
)
from tests.discord.local.rest import Interaction, Rest

_COMMAND, _COMPONENT, _AUTOCOMPLETE = 2, 3, 4
_BUTTON, _SELECT = 2, 3


class LocalDiscord:
    """Its gateway, its REST API, and the people who write there: Anna, if nobody else is named."""

    def __init__(self) -> None:
        self.violations: list[str] = []
        """What the bot sent that Discord would refuse."""
        self.gateway = Gateway(self.violations)
        self.rest = Rest(self.violations, self.gateway.dispatch)
        self.api_url = ""
        self._people = itertools.count(1_000)

    def someone(self) -> str:
        """The id of a person who has not written yet."""
        return str(next(self._people))

    async def say(self, content: str, *, by: str = ANNA, extra: Payload | None = None, minutes_ago: float = 0) -> str:
        """Post `content` in the channel and return its id. The bot gets the text only if it mentions the bot."""
        return await self._say(CHANNEL, content, by, {"id": snowflake(minutes_ago), **(extra or {})})

    async def say_in_private(self, content: str, *, by: str = ANNA) -> str:
        """Write `content` to the bot alone and return its id."""
        return await self._say(PRIVATE_CHANNEL, content, by, {})

    async def deliver_again(self, asked: str) -> None:
        """Tell the bot of a message that it was told of before."""
        await self.gateway.dispatch("MESSAGE_CREATE", self.rest.messages[asked])

    async def change(self, asked: str, **parts: Any) -> None:
        """Edit a message, such as its `content`."""
        self.rest.messages[asked] |= {**parts, "edited_timestamp": self.rest.messages[asked]["timestamp"]}
        await self.gateway.dispatch("MESSAGE_UPDATE", self.rest.messages[asked])

    async def take_back(self, asked: str) -> None:
        """Delete a message."""
        await self.gateway.dispatch("MESSAGE_DELETE", whereabouts(self.rest.messages.pop(asked)))

    async def command(self, name: str, options: list[Payload], *, locale: str, by: str = ANNA) -> Interaction:
        """Give a slash command."""
        data = {"id": "1", "name": name, "type": 1, "options": options}
        return await self._interact(interaction(_COMMAND, data, user(by, "anna"), locale=locale))

    async def ask(self, text: str, *, locale: str = "en-US", by: str = ANNA) -> Interaction:
        """Give the `/ask` command."""
        return await self.command("ask", [{"name": "question", "type": 3, "value": text}], locale=locale, by=by)

    async def type_question(self, text: str, *, locale: str = "en-US") -> Interaction:
        """Type in the option of `/ask`."""
        focused = {"name": "question", "type": 3, "value": text, "focused": True}
        data = {"id": "1", "name": "ask", "type": 1, "options": [focused]}
        return await self._interact(interaction(_AUTOCOMPLETE, data, user(ANNA, "anna"), locale=locale))

    async def press(self, message: str, label: str, *, by: str = ANNA) -> Interaction:
        """Press the button of `message` that is called `label`."""
        button = next(one for one in self.components(message) if one.get("label") == label)
        data = {"custom_id": button["custom_id"], "component_type": _BUTTON}
        return await self._press(message, data, by)

    async def choose(self, message: str, value: str, *, by: str = ANNA) -> Interaction:
        """Choose the option `value` of the select of `message`."""
        select = next(one for one in self.components(message) if one["type"] == _SELECT)
        data = {"custom_id": select["custom_id"], "component_type": _SELECT, "values": [value]}
        return await self._press(message, data, by)

    def components(self, message: str) -> list[Payload]:
        """The buttons and selects of `message`."""
        return [one for row in self.rest.messages[message]["components"] for one in row["components"]]

    async def _press(self, message: str, data: Payload, by: str) -> Interaction:
        on = self.rest.messages[message]
        return await self._interact(interaction(_COMPONENT, data, user(by, "anna"), locale="en-US", on=on))

    async def _say(self, channel: str, content: str, by: str, extra: Payload) -> str:
        asked = {**question(content, user(by, "anna"), channel), **extra}
        self.rest.messages[asked["id"]] = asked
        await self.gateway.dispatch("MESSAGE_CREATE", asked)
        return str(asked["id"])

    async def _interact(self, payload: Payload) -> Interaction:
        done = self.rest.interactions[payload["token"]] = Interaction(payload)
        await self.gateway.dispatch("INTERACTION_CREATE", payload)
        return done


@asynccontextmanager
async def local_discord() -> AsyncIterator[LocalDiscord]:
    """A running Discord, and its end with the block."""
    discord = LocalDiscord()
    application = discord.rest.application()
    application.add_routes([web.get("/gateway", discord.gateway.serve), web.get("/gateway/", discord.gateway.serve)])
    runner = web.AppRunner(application, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        discord.api_url = f"http://{host}:{port}/api/v10"
        discord.gateway.url = f"ws://{host}:{port}/gateway"
        yield discord
    finally:
        await runner.cleanup()
