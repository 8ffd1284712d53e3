"""The gateway over a real websocket: sessions that are resumed, and everything that can befall a connection."""

import asyncio
import itertools
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from aiohttp import ClientConnectionError, WSMsgType, web

from tests.discord.local.limits import problems_of_identity, problems_of_presence
from tests.discord.local.payloads import APPLICATION, GUILD, TOKEN, Payload, guild, the_bot

_DISPATCH, _HEARTBEAT, _IDENTIFY, _PRESENCE, _RESUME, _RECONNECT = 0, 1, 2, 3, 6, 7
_INVALID_SESSION, _HELLO, _ACK = 9, 10, 11
_AUTHENTICATION_FAILED, _UNKNOWN_ERROR = 4004, 4000


@dataclass
class Session:
    """Everything that happened since the bot identified itself; event number n stands at place n - 1."""

    id: str
    events: list[Payload] = field(default_factory=list)


class Connection:
    """One websocket. What is sent after it broke is lost, as it is on the real network."""

    def __init__(self, request: web.Request) -> None:
        self._request = request
        self._deflate = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None
        self.socket = web.WebSocketResponse()
        self.silent = False

    async def send(self, operation: int, data: object = None, event: Payload | None = None) -> None:
        if self.silent or self.socket.closed:
            return
        text = json.dumps(event or {"op": operation, "t": None, "s": None, "d": data})
        try:
            if self._deflate is None:
                await self.socket.send_str(text)
            else:
                packed = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(packed)
        except (ClientConnectionError, RuntimeError):
            self.silent = True

    def cut(self) -> None:
        """Break the connection without a word, as a pulled cable does."""
        self.silent = True
        if self._request.transport is not None:
            self._request.transport.abort()


class Gateway:
    """Tells one bot what happens. It keeps a session while nobody is connected, until it is told to forget it."""

    def __init__(self, violations: list[str]) -> None:
        self.url = ""
        self.refuse_identity = False
        self.serving_guild = True
        self.heartbeat_milliseconds = 200
        self.identified = asyncio.Event()
        self.resumed = asyncio.Event()
        self.identities = self.resumptions = 0
        self._violations = violations
        self._numbers = itertools.count(1)
        self._session: Session | None = None
        self._connection: Connection | None = None
        self._last_message: str | None = None

    # What befalls it

    async def dispatch(self, event: str, data: Payload) -> None:
        """Tell the bot that something happened: now, or when it resumes its session; never if it has none."""
        if event == "MESSAGE_CREATE" and "guild_id" in data:
            self._last_message = data["id"]
        if self._session is None:
            return
        happened = {"op": _DISPATCH, "t": event, "s": len(self._session.events) + 1, "d": data}
        self._session.events.append(happened)
        if self._connection is not None:
            await self._connection.send(_DISPATCH, event=happened)

    def cut(self) -> None:
        """Break the connection without a word."""
        if self._connection is not None:
            self._connection.cut()
        self._connection = None

    async def close(self, code: int = _UNKNOWN_ERROR) -> None:
        """Close the socket the way Discord does every now and then."""
        connection, self._connection = self._connection, None
        assert connection is not None
        await connection.socket.close(code=code)

    def fall_silent(self) -> None:
        """Leave the socket open and never use it again: no event, no answer to a heartbeat."""
        assert self._connection is not None
        self._connection.silent = True

    async def ask_to_reconnect(self) -> None:
        await self._tell(_RECONNECT)

    async def invalidate(self, *, resumable: bool) -> None:
        """Say that the session is invalid; unless it is `resumable`, what happens before the next one is lost."""
        self.identified.clear()
        if not resumable:
            self._session = None
        await self._tell(_INVALID_SESSION, resumable)

    def forget_session(self) -> None:
        """Break the connection, and do not know its session when the bot comes back."""
        self.identified.clear()
        self._session = None
        self.cut()

    async def take_guild_away(self) -> None:
        self.serving_guild = False
        await self.dispatch("GUILD_DELETE", {"id": GUILD, "unavailable": True})

    async def bring_guild_back(self) -> None:
        self.serving_guild = True
        await self.dispatch("GUILD_CREATE", guild(self._last_message))

    # What the bot says

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        connection = Connection(request)
        await connection.socket.prepare(request)
        await connection.send(_HELLO, {"heartbeat_interval": self.heartbeat_milliseconds})
        async for frame in connection.socket:
            if frame.type is WSMsgType.TEXT:
                await self._receive(connection, json.loads(frame.data))
        if self._connection is connection:
            self._connection = None
        return connection.socket

    async def _receive(self, connection: Connection, said: Payload) -> None:
        match said["op"]:
            case 1:
                await connection.send(_ACK)
            case 2:
                await self._welcome(connection, said["d"])
            case 3:
                self._note(problems_of_presence(said["d"]))
            case 6:
                await self._resume(connection, said["d"])
            case operation:
                self._note([f"the gateway got operation {operation}"])

    async def _welcome(self, connection: Connection, identity: Payload) -> None:
        if self.refuse_identity:
            await connection.socket.close(code=_AUTHENTICATION_FAILED)
            return
        self._note(problems_of_identity(identity, TOKEN))
        self._session, self._connection = Session(f"session-{next(self._numbers)}"), connection
        self.identities += 1
        ready = {
            "v": 10,
            "user": the_bot(),
            "guilds": [{"id": GUILD, "unavailable": True}],
            "session_id": self._session.id,
            "resume_gateway_url": self.url,
            "application": {"id": APPLICATION, "flags": 0},
        }
        await self.dispatch("READY", ready)
        if self.serving_guild:
            await self.dispatch("GUILD_CREATE", guild(self._last_message))
        self.identified.set()

    async def _resume(self, connection: Connection, claim: Payload) -> None:
        session = self._session
        if session is None or session.id != claim["session_id"] or claim["token"] != TOKEN:
            await connection.send(_INVALID_SESSION, False)
            return
        missed = claim["seq"]
        while missed < len(session.events):  # it may grow meanwhile
            await connection.send(_DISPATCH, event=session.events[missed])
            missed += 1
        self._connection = connection
        self.resumptions += 1
        await self.dispatch("RESUMED", {})
        self.resumed.set()

    async def _tell(self, operation: int, data: object = None) -> None:
        connection, self._connection = self._connection, None
        assert connection is not None
        await connection.send(operation, data)

    def _note(self, problems: Iterable[str]) -> None:
        self._violations.extend(problems)
