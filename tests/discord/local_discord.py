"""A Discord of our own: a gateway over a real websocket and a REST API over real HTTP, for the bot as a process.

It knows as much as one bot in one server needs. What the bot sends is checked against Discord's limits; anything beyond
them is a line in `violations`.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import WSMsgType, web

TOKEN = "MTIz.local.token"  # noqa: S105
BOT, APPLICATION, GUILD, CHANNEL, OWN_ROLE, ANNA = "100", "101", "200", "201", "202", "300"
PRIVILEGED_INTENTS = (1 << 1) | (1 << 8) | (1 << 15)

_HELLO, _HEARTBEAT, _IDENTIFY, _RESUME, _ACK = 10, 1, 2, 6, 11
_HEARTBEAT_MILLISECONDS = 200
_DISCORD_EPOCH = 1_420_070_400_000

Payload = dict[str, Any]


@dataclass
class LocalDiscord:
    """What a test says to the bot through it, and what the bot said."""

    url: str = ""
    messages: asyncio.Queue[Payload] = field(default_factory=asyncio.Queue)
    """What the bot posted in channels."""
    responses: asyncio.Queue[Payload] = field(default_factory=asyncio.Queue)
    """What the bot responded to interactions."""
    commands: list[Payload] = field(default_factory=list)
    identified: asyncio.Event = field(default_factory=asyncio.Event)
    resumed: asyncio.Event = field(default_factory=asyncio.Event)
    violations: list[str] = field(default_factory=list)
    refuse_token: bool = False
    refuse_identity: bool = False
    falls_silent: bool = False
    """Whether it takes requests and never answers them."""
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    _socket: web.WebSocketResponse | None = None
    _sequence: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _increment: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def api_url(self) -> str:
        return f"http://{self.url}/api/v10"

    @property
    def gateway_url(self) -> str:
        return f"ws://{self.url}/gateway"

    # What people do

    async def say(self, content: str) -> str:
        """Post `content` in the channel as Anna; return its id. The bot gets the text only if it mentions the bot."""
        mentioned = f"<@{BOT}>" in content
        message = self._message(content if mentioned else "", user(ANNA, "anna"))
        message["mentions"] = [user(BOT, "summit", bot=True)] if mentioned else []
        message["mention_roles"] = [OWN_ROLE] if f"<@&{OWN_ROLE}>" in content else []
        await self._dispatch("MESSAGE_CREATE", message)
        return str(message["id"])

    async def command(self, name: str, options: list[Payload], *, locale: str) -> None:
        """Give a slash command as Anna."""
        await self._interact(2, {"id": "1", "name": name, "type": 1, "options": options}, locale)

    async def type_question(self, text: str, *, locale: str) -> None:
        """Type in the option of `/ask` as Anna."""
        focused = {"name": "question", "type": 3, "value": text, "focused": True}
        await self._interact(4, {"id": "1", "name": "ask", "type": 1, "options": [focused]}, locale)

    async def drop_the_connection(self) -> None:
        """Close the socket the way Discord does every now and then."""
        assert self._socket is not None
        await self._socket.close(code=4000)

    # The gateway

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._socket = socket
        await self._send(_HELLO, {"heartbeat_interval": _HEARTBEAT_MILLISECONDS})
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._receive(json.loads(frame.data))
        return socket

    async def _receive(self, message: Payload) -> None:
        if message["op"] == _HEARTBEAT:
            await self._send(_ACK, None)
        elif message["op"] == _RESUME:
            await self._dispatch("RESUMED", {})
            self.resumed.set()
        elif message["op"] == _IDENTIFY:
            await self._welcome(message["d"])

    async def _welcome(self, identity: Payload) -> None:
        if self.refuse_identity and self._socket:
            await self._socket.close(code=4004)
            return
        self._check(identity["token"] == TOKEN, "the gateway got another token")
        self._check(not identity["intents"] & PRIVILEGED_INTENTS, "a privileged intent is asked for")
        ready = {
            "v": 10,
            "user": user(BOT, "summit", bot=True),
            "guilds": [{"id": GUILD, "unavailable": True}],
            "session_id": "session",
            "resume_gateway_url": self.gateway_url,
            "application": {"id": APPLICATION, "flags": 0},
        }
        await self._dispatch("READY", ready)
        await self._dispatch("GUILD_CREATE", guild())
        self.identified.set()

    async def _dispatch(self, event: str, data: Payload) -> None:
        assert self._socket is not None
        await self._socket.send_json({"op": 0, "t": event, "s": next(self._sequence), "d": data})

    async def _send(self, operation: int, data: Payload | None) -> None:
        assert self._socket is not None
        await self._socket.send_json({"op": operation, "t": None, "s": None, "d": data})

    async def _interact(self, kind: int, data: Payload, locale: str) -> None:
        interaction = {
            "id": self._snowflake(),
            "application_id": APPLICATION,
            "type": kind,
            "token": "interaction-token",
            "version": 1,
            "data": data,
            "guild_id": GUILD,
            "channel_id": CHANNEL,
            "channel": guild()["channels"][0],
            "member": {**member(user(ANNA, "anna")), "permissions": "0"},
            "locale": locale,
            "guild_locale": "en-US",
            "app_permissions": "0",
            "entitlements": [],
            "authorizing_integration_owners": {"0": GUILD},
            "context": 0,
            "attachment_size_limit": 0,
        }
        await self._dispatch("INTERACTION_CREATE", interaction)

    # The REST API

    async def me(self, request: web.Request) -> web.Response:
        self.asked.set()
        if self.falls_silent:
            await asyncio.sleep(3600)
        if self.refuse_token or request.headers.get("Authorization") != f"Bot {TOKEN}":
            return reply({"code": 0, "message": "401: Unauthorized"}, status=401)
        return reply(user(BOT, "summit", bot=True))

    async def application(self, _: web.Request) -> web.Response:
        about = {"id": APPLICATION, "name": "summit", "description": "", "icon": None, "flags": 0, "summary": ""}
        team = {"bot_public": True, "bot_require_code_grant": False, "verify_key": "", "owner": user("1", "owner")}
        return reply({**about, **team})

    async def register(self, request: web.Request) -> web.Response:
        self.commands = await request.json()
        for command in self.commands:
            self._check_command(command)
        extra = {"description": "", "application_id": APPLICATION, "version": "1", "default_member_permissions": None}
        return reply([{**extra, **command, "id": str(n)} for n, command in enumerate(self.commands, start=1)])

    async def post(self, request: web.Request) -> web.Response:
        body = await request.json()
        self._check_message(body)
        await self.messages.put({**body, "channel_id": request.match_info["channel"]})
        return reply({**self._message(body["content"], user(BOT, "summit", bot=True)), "nonce": body.get("nonce")})

    async def respond(self, request: web.Request) -> web.Response:
        body = await request.json()
        if body["type"] == 4:
            self._check_message(body["data"])
        if body["type"] == 8:
            self._check_choices(body["data"]["choices"])
        await self.responses.put(body)
        message = self._message(body.get("data", {}).get("content") or "", user(BOT, "summit", bot=True))
        interaction = {"id": request.match_info["id"], "type": 2, "response_message_id": message["id"]}
        return reply({"interaction": interaction, "resource": {"type": body["type"], "message": message}})

    async def follow_up(self, request: web.Request) -> web.Response:
        body = await request.json()
        self._check_message(body)
        await self.responses.put({"type": 4, "data": body})
        return reply(self._message(body["content"], user(BOT, "summit", bot=True)))

    # Discord's limits

    def _check(self, held: bool, otherwise: str) -> None:
        if not held:
            self.violations.append(otherwise)

    def _check_message(self, body: Payload) -> None:
        content = body.get("content") or ""
        self._check(1 <= len(content) <= 2_000, f"a message of {len(content)} characters")
        self._check(body.get("allowed_mentions") == {"parse": []}, f"mentions allowed: {body.get('allowed_mentions')}")
        self._check(not body.get("embeds"), "embeds in a text message")

    def _check_choices(self, choices: list[Payload]) -> None:
        self._check(len(choices) <= 25, f"{len(choices)} choices")
        for choice in choices:
            self._check(1 <= len(choice["name"]) <= 100, f"a choice of {len(choice['name'])} characters")
            self._check(1 <= len(choice["value"]) <= 100, f"a value of {len(choice['value'])} characters")

    def _check_command(self, command: Payload) -> None:
        self._check(1 <= len(command["name"]) <= 32, f"the name {command['name']}")
        if command["type"] != 1:
            return
        self._check(len(json.dumps(command, ensure_ascii=False)) <= 8_000, f"the size of {command['name']}")
        described = [command, *command["options"]]
        for item in described:
            self._check(item["name"] == item["name"].lower(), f"the name {item['name']}")
            for text in (item["description"], *(item.get("description_localizations") or {}).values()):
                self._check(1 <= len(text) <= 100, f"a description of {len(text)} characters")

    # Things

    def _snowflake(self) -> str:
        milliseconds = int(datetime.now(UTC).timestamp() * 1000) - _DISCORD_EPOCH
        return str(milliseconds << 22 | next(self._increment))

    def _message(self, content: str, author: Payload) -> Payload:
        return {
            "id": self._snowflake(),
            "channel_id": CHANNEL,
            "guild_id": GUILD,
            "author": author,
            "member": member(None),
            "content": content,
            "timestamp": datetime.now(UTC).isoformat(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "pinned": False,
            "type": 0,
        }


def user(number: str, name: str, *, bot: bool = False) -> Payload:
    return {"id": number, "username": name, "discriminator": "0", "global_name": None, "avatar": None, "bot": bot}


def member(of: Payload | None) -> Payload:
    about: Payload = {"roles": [], "joined_at": "2031-01-01T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0}
    return {**about, "user": of} if of else about


def guild() -> Payload:
    everyone = {
        "id": GUILD,
        "name": "@everyone",
        "permissions": str(1 << 10 | 1 << 11 | 1 << 16),
        "position": 0,
        "color": 0,
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    own = {**everyone, "id": OWN_ROLE, "name": "summit", "managed": True, "position": 1, "tags": {"bot_id": BOT}}
    channel = {"id": CHANNEL, "type": 0, "name": "general", "position": 0, "permission_overwrites": [], "nsfw": False}
    return {
        "id": GUILD,
        "name": "Town",
        "owner_id": "1",
        "roles": [everyone, own],
        "channels": [channel],
        "members": [member(user(BOT, "summit", bot=True))],
        "emojis": [],
        "stickers": [],
        "threads": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "voice_states": [],
        "presences": [],
        "features": [],
        "member_count": 2,
        "large": False,
        "unavailable": False,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "system_channel_flags": 0,
        "afk_timeout": 300,
    }


def reply(data: Payload | list[Payload], status: int = 200) -> web.Response:
    """As Discord does: JSON whose content type names no character set."""
    return web.Response(body=json.dumps(data).encode(), status=status, headers={"Content-Type": "application/json"})


@asynccontextmanager
async def local_discord() -> AsyncIterator[LocalDiscord]:
    """A running Discord, and its end with the block."""
    discord = LocalDiscord()
    application = web.Application()
    application.add_routes(
        [
            web.get("/gateway", discord.gateway),
            web.get("/gateway/", discord.gateway),
            web.get("/api/v10/users/@me", discord.me),
            web.get("/api/v10/oauth2/applications/@me", discord.application),
            web.put("/api/v10/applications/{application}/commands", discord.register),
            web.post("/api/v10/channels/{channel}/messages", discord.post),
            web.post("/api/v10/interactions/{id}/{token}/callback", discord.respond),
            web.post("/api/v10/webhooks/{application}/{token}", discord.follow_up),
        ]
    )
    runner = web.AppRunner(application, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        discord.url = f"{host}:{port}"
        yield discord
    finally:
        await runner.cleanup()
