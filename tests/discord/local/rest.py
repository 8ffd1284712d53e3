"""The REST API over real HTTP: messages and interactions, rate limits, and trouble on demand."""

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import web

from tests.discord.local.limits import problems_of_commands, problems_of_message, problems_of_response
from tests.discord.local.payloads import (
    APPLICATION,
    PRIVATE_CHANNEL,
    TOKEN,
    Payload,
    about_the_application,
    message,
    the_bot,
    whereabouts,
)

DEADLINE = 3.0
"""Seconds in which an interaction must be responded to."""

_ON_ITS_WAY = 0.05

_LATER_THAN_ALL = 1 << 64
_UNKNOWN_MESSAGE, _UNKNOWN_WEBHOOK, _UNKNOWN_INTERACTION = 10008, 10015, 10062
_ALREADY_ACKNOWLEDGED, _NOT_ITS_AUTHOR, _INVALID_FORM = 40060, 50005, 50035
_COMMAND, _COMPONENT, _AUTOCOMPLETE, _MODAL = 2, 3, 4, 5
_LOADING = 1 << 7
_LEGAL_RESPONSES = {_COMMAND: (4, 5, 9), _COMPONENT: (4, 5, 6, 7, 9), _AUTOCOMPLETE: (8,), _MODAL: (4, 5, 6, 7)}

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_Dispatch = Callable[[str, Payload], Awaitable[None]]


@dataclass(kw_only=True)
class Trouble:
    """What happens to the next requests whose method and path match."""

    on: str = "POST .*/messages"
    status: int = 0
    """The status to answer with; 0 breaks the connection instead, or only answers late if there is a `delay`."""
    times: int = 1
    delay: float = 0.0
    retry_after: float = 0.0
    everywhere: bool = False
    """Whether a 429 is for everything that the bot asks for, and not for this route alone."""
    after_the_fact: bool = False
    """Whether Discord does what it was asked to before it fails to say so."""


@dataclass
class Interaction:
    """What a person did, and what became of it."""

    payload: Payload
    at: float = field(default_factory=time.monotonic)
    response: int | None = None
    message: Payload | None = None


class Rest:
    """Keeps what the bot posts, and answers as Discord does."""

    def __init__(self, violations: list[str], dispatch: _Dispatch) -> None:
        self.posted: asyncio.Queue[Payload] = asyncio.Queue()
        """The bodies of what the bot posted in channels."""
        self.responses: asyncio.Queue[Payload] = asyncio.Queue()
        """The bodies of what it responded to interactions."""
        self.commands: list[Payload] = []
        self.messages: dict[str, Payload] = {}
        """Every message that there is, of people and of the bot, by id."""
        self.interactions: dict[str, Interaction] = {}
        """By token."""
        self.requests: list[str] = []
        """Method and path of everything that the bot asked for."""
        self.refuse_token = False
        self.falls_silent = False
        """Whether it takes requests and never answers them."""
        self.asked = asyncio.Event()
        self.trouble: deque[Trouble] = deque()
        self.allowance = (1_000, 1.0)
        """How many messages may be posted in a channel in so many seconds."""
        self._violations = violations
        self._dispatch = dispatch
        self._nonces: dict[tuple[str, str], Payload] = {}
        self._spent: dict[str, tuple[float, int]] = {}
        self._closed: dict[str, tuple[float, float]] = {}

    def application(self) -> web.Application:
        app = web.Application(middlewares=[self._guard])
        api, hook = "/api/v10", "/api/v10/webhooks/{application}/{token}"
        one = api + "/channels/{channel}/messages/{message}"
        app.add_routes(
            [
                web.get(api + "/users/@me", self._me),
                web.post(api + "/users/@me/channels", self._open_private_channel),
                web.get(api + "/oauth2/applications/@me", self._application),
                web.put(api + "/applications/{application}/commands", self._register),
                web.post(api + "/channels/{channel}/typing", self._type),
                web.post(api + "/channels/{channel}/messages", self._post),
                web.get(api + "/channels/{channel}/messages", self._history),
                web.get(one, self._get),
                web.patch(one, self._edit),
                web.delete(one, self._delete),
                web.post(api + "/interactions/{id}/{token}/callback", self._respond),
                web.post(hook, self._follow_up),
                web.get(hook + "/messages/{message}", self._get_of_interaction),
                web.patch(hook + "/messages/{message}", self._edit_of_interaction),
                web.delete(hook + "/messages/{message}", self._delete_of_interaction),
            ]
        )
        return app

    # Before anything else: trouble, rate limits, the token

    @web.middleware
    async def _guard(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        if not request.path.startswith("/api/"):
            return await handler(request)
        self.requests.append(f"{request.method} {request.path}")
        self.asked.set()
        if self.falls_silent:
            await asyncio.sleep(3_600)
        open_to_all = "/interactions/" in request.path or "/webhooks/" in request.path
        if self.refuse_token or (not open_to_all and request.headers.get("Authorization") != f"Bot {TOKEN}"):
            return refusal(401, 0, "401: Unauthorized")
        self._check_patience(request)
        if trouble := self._trouble_for(request):
            return await self._suffer(trouble, request, handler)
        return await handler(request)

    def _trouble_for(self, request: web.Request) -> Trouble | None:
        asked_for = f"{request.method} {request.path}"
        trouble = next((one for one in self.trouble if re.fullmatch(one.on, asked_for)), None)
        if trouble is None:
            return None
        trouble.times -= 1
        if trouble.times <= 0:
            self.trouble.remove(trouble)
        return trouble

    async def _suffer(self, trouble: Trouble, request: web.Request, handler: _Handler) -> web.StreamResponse:
        if trouble.after_the_fact:
            await handler(request)
        await asyncio.sleep(trouble.delay)
        if trouble.status == 429:
            now = time.monotonic()
            self._closed["*" if trouble.everywhere else _route(request)] = (now, now + trouble.retry_after)
            return slow_down(trouble.retry_after, everywhere=trouble.everywhere)
        if trouble.status:
            return web.Response(status=trouble.status, text="upstream connect error", content_type="text/plain")
        if trouble.delay:
            return await handler(request)
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _check_patience(self, request: web.Request) -> None:
        """Discord bans those who do not wait as long as they were told to; what was on its way already is forgiven."""
        now = time.monotonic()
        for place in ("*", _route(request)):
            told, until = self._closed.get(place, (now, now))
            if told + _ON_ITS_WAY < now < until and "/interactions/" not in request.path:
                self._violations.append(f"{_route(request)} came before its retry_after was over")

    # The bot itself

    async def _me(self, _: web.Request) -> web.Response:
        return reply(the_bot())

    async def _open_private_channel(self, request: web.Request) -> web.Response:
        body = await request.json()
        person = {"id": body["recipient_id"], "username": "someone", "discriminator": "0", "avatar": None}
        return reply({"id": PRIVATE_CHANNEL, "type": 1, "recipients": [person], "last_message_id": None})

    async def _application(self, _: web.Request) -> web.Response:
        return reply(about_the_application())

    async def _register(self, request: web.Request) -> web.Response:
        commands = await request.json()
        if refused := self._refused(problems_of_commands(commands)):
            return refused
        self.commands = commands
        extra = {"description": "", "application_id": APPLICATION, "version": "1", "default_member_permissions": None}
        return reply([{**extra, **command, "id": str(n)} for n, command in enumerate(commands, start=1)])

    # Messages

    async def _type(self, _: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _post(self, request: web.Request) -> web.Response:
        channel, body = request.match_info["channel"], await request.json()
        if refused := self._refused(problems_of_message(body)):
            return refused
        bucket, allowed = self._spend(channel)
        if not allowed:
            return slow_down(float(bucket["X-RateLimit-Reset-After"]))
        nonce = (channel, str(body.get("nonce")))
        if body.get("enforce_nonce") and nonce in self._nonces:
            return reply(self._nonces[nonce], headers=bucket)
        posted = {**message("", the_bot(), channel), **_shown(body), "nonce": body.get("nonce")}
        if "message_reference" in body:
            posted |= {"type": 19, "message_reference": body["message_reference"]}
        self.messages[posted["id"]] = self._nonces[nonce] = posted
        await self.posted.put({**body, "channel_id": channel, "id": posted["id"]})
        await self._dispatch("MESSAGE_CREATE", posted)
        return reply(posted, headers=bucket)

    def _spend(self, channel: str) -> tuple[dict[str, str], bool]:
        """The headers that say what is left of the allowance, and whether there was anything left."""
        limit, seconds = self.allowance
        now = time.monotonic()
        begun, spent = self._spent.get(channel, (now, 0))
        if now >= begun + seconds:
            begun, spent = now, 0
        self._spent[channel] = begun, spent + 1
        headers = {
            "X-RateLimit-Bucket": "messages",
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(max(limit - spent - 1, 0)),
            "X-RateLimit-Reset-After": f"{begun + seconds - now:.3f}",
            "X-RateLimit-Reset": f"{datetime.now(UTC).timestamp() + begun + seconds - now:.3f}",
        }
        return headers, spent < limit

    async def _history(self, request: web.Request) -> web.Response:
        after, limit = int(request.query.get("after", "0")), int(request.query.get("limit", "50"))
        if not 1 <= limit <= 100:
            return self._refused([f"{limit} messages at once"]) or reply([])
        channel = request.match_info["channel"]
        before = int(request.query.get("before", _LATER_THAN_ALL))
        of_channel = (one for one in self.messages.values() if one["channel_id"] == channel)
        found = [one for one in of_channel if after < int(one["id"]) < before]
        found.sort(key=lambda one: int(one["id"]))
        chosen = found[:limit] if "after" in request.query else found[-limit:]
        return reply(chosen[::-1])

    async def _get(self, request: web.Request) -> web.Response:
        found = self.messages.get(request.match_info["message"])
        return reply(found) if found else refusal(404, _UNKNOWN_MESSAGE, "Unknown Message")

    async def _edit(self, request: web.Request) -> web.Response:
        found, body = self.messages.get(request.match_info["message"]), await request.json()
        if found is None:
            return refusal(404, _UNKNOWN_MESSAGE, "Unknown Message")
        if found["author"]["id"] != the_bot()["id"]:
            return refusal(403, _NOT_ITS_AUTHOR, "Cannot edit a message authored by another user")
        if refused := self._refused(problems_of_message(body, edit=True)):
            return refused
        found |= {**_shown(body), "edited_timestamp": datetime.now(UTC).isoformat()}
        await self._dispatch("MESSAGE_UPDATE", found)
        return reply(found)

    async def _delete(self, request: web.Request) -> web.Response:
        found = self.messages.pop(request.match_info["message"], None)
        if found is None:
            return refusal(404, _UNKNOWN_MESSAGE, "Unknown Message")
        await self._dispatch("MESSAGE_DELETE", whereabouts(found))
        return web.Response(status=204)

    # Interactions

    async def _respond(self, request: web.Request) -> web.Response:
        interaction, body = self.interactions.get(request.match_info["token"]), await request.json()
        if interaction is None or time.monotonic() - interaction.at > DEADLINE:
            return refusal(404, _UNKNOWN_INTERACTION, "Unknown interaction")
        if interaction.response is not None:
            return refusal(400, _ALREADY_ACKNOWLEDGED, "Interaction has already been acknowledged.")
        kind = body["type"]
        if kind not in _LEGAL_RESPONSES[interaction.payload["type"]]:
            return self._refused([f"response {kind} to interaction {interaction.payload['type']}"]) or reply({})
        if refused := self._refused(problems_of_response(body)):
            return refused
        interaction.response = kind
        interaction.message = self._said(interaction, body)
        await self.responses.put(body)
        about = {"id": interaction.payload["id"], "type": interaction.payload["type"]}
        if interaction.message is None:
            return reply({"interaction": about})
        about["response_message_id"] = interaction.message["id"]
        return reply({"interaction": about, "resource": {"type": kind, "message": interaction.message}})

    def _said(self, interaction: Interaction, body: Payload) -> Payload | None:
        """The message that a response makes or changes, if it is about one."""
        kind, data = body["type"], body.get("data") or {}
        if kind in (6, 7):
            pressed: Payload = interaction.payload["message"]
            pressed.update(_shown(data) if kind == 7 else {})
            return pressed
        if kind in (4, 5):
            said = {**message("", the_bot()), **_shown(data), "webhook_id": APPLICATION}
            said["flags"] |= _LOADING if kind == 5 else 0
            self.messages[said["id"]] = said
            return said
        return None

    async def _follow_up(self, request: web.Request) -> web.Response:
        interaction, body = self.interactions.get(request.match_info["token"]), await request.json()
        if interaction is None or interaction.response is None:
            return refusal(404, _UNKNOWN_WEBHOOK, "Unknown Webhook")
        if refused := self._refused(problems_of_message(body, response=True)):
            return refused
        said = interaction.message
        if said is None or not said["flags"] & _LOADING:
            said = {**message("", the_bot()), "webhook_id": APPLICATION}
        said |= {"flags": 0, **_shown(body)}
        self.messages[said["id"]] = said
        await self.responses.put({"type": 4, "data": body})
        return reply(said)

    async def _get_of_interaction(self, request: web.Request) -> web.Response:
        found = self._of_interaction(request)
        return reply(found) if found else refusal(404, _UNKNOWN_MESSAGE, "Unknown Message")

    async def _edit_of_interaction(self, request: web.Request) -> web.Response:
        found, body = self._of_interaction(request), await request.json()
        if found is None:
            return refusal(404, _UNKNOWN_MESSAGE, "Unknown Message")
        if refused := self._refused(problems_of_message(body, response=True, edit=True)):
            return refused
        found |= _shown(body)
        await self.responses.put({"type": 7, "data": body})
        return reply(found)

    async def _delete_of_interaction(self, request: web.Request) -> web.Response:
        found = self._of_interaction(request)
        if found is None:
            return refusal(404, _UNKNOWN_MESSAGE, "Unknown Message")
        self.messages.pop(found["id"], None)
        return web.Response(status=204)

    def _of_interaction(self, request: web.Request) -> Payload | None:
        interaction = self.interactions.get(request.match_info["token"])
        if interaction is None or interaction.response is None:
            return None
        wanted = request.match_info["message"]
        return interaction.message if wanted == "@original" else self.messages.get(wanted)

    def _refused(self, problems: Iterable[str]) -> web.Response | None:
        """What Discord answers to what is beyond its limits; each of them is noted."""
        found = list(problems)
        self._violations.extend(found)
        return refusal(400, _INVALID_FORM, f"Invalid Form Body: {'; '.join(found)}") if found else None


def _route(request: web.Request) -> str:
    return f"{request.method} {request.path}"


def _shown(body: Payload) -> Payload:
    """Of what the bot sent, the parts that make up a message."""
    return {part: body[part] or [] for part in ("components", "embeds") if part in body} | {
        part: body[part] or default for part, default in (("content", ""), ("flags", 0)) if part in body
    }


def slow_down(seconds: float, *, everywhere: bool = False) -> web.Response:
    body = {"message": "You are being rate limited.", "retry_after": seconds, "global": everywhere}
    scope = {"X-RateLimit-Global": "true"} if everywhere else {"X-RateLimit-Scope": "user"}
    return reply(body, 429, {"Via": "1.1 google", "Retry-After": str(seconds), **scope})


def refusal(status: int, code: int, why: str) -> web.Response:
    return reply({"code": code, "message": why}, status)


def reply(data: Payload | list[Payload], status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """As Discord does: JSON whose content type names no character set."""
    body = json.dumps(data).encode()
    return web.Response(body=body, status=status, headers={"Content-Type": "application/json", **(headers or {})})
