"""What a container's health check asks: is the process alive, and is the bot really connected to Discord?"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.client import SummitClient

SILENCE_LIMIT = 90.0
"""Seconds. Discord answers a heartbeat every 41 seconds or so; two missed answers mean that the connection is dead."""


class PortError(Exception):
    """The address of the health check cannot be used."""


@asynccontextmanager
async def serving_health(client: SummitClient, host: str, port: int) -> AsyncIterator[None]:
    """Serve `GET /livez` and `GET /readyz` while the block runs; a port of 0 serves nothing.

    Raises:
        PortError: the port is taken or may not be used.
    """
    if port == 0:
        yield
        return
    runner = web.AppRunner(_application(client), access_log=None)
    await runner.setup()
    try:
        await _start(web.TCPSite(runner, host, port))
        yield
    finally:
        await runner.cleanup()


async def _start(site: web.TCPSite) -> None:
    try:
        await site.start()
    except OSError as error:
        raise PortError(str(error)) from error


def _application(client: SummitClient) -> web.Application:
    async def livez(_: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def readyz(_: web.Request) -> web.Response:
        state = readiness(client, time.monotonic())
        return web.json_response(state, status=200 if state["ready"] else 503)

    application = web.Application()
    application.router.add_get("/livez", livez)
    application.router.add_get("/readyz", readyz)
    return application


def readiness(client: SummitClient, now: float) -> dict[str, object]:
    """Return whether the bot can answer, and what that rests on.

    It is ready when Discord has sent it everything it needs and was heard within the last `SILENCE_LIMIT` seconds. Its
    knowledge needs no look: there is no client without it. `now` is on the monotonic clock.
    """
    silence = None if client.last_heard is None else now - client.last_heard
    heard = silence is not None and silence <= SILENCE_LIMIT
    return {
        "ready": client.is_ready() and heard and not client.is_closed(),
        "gateway": "connected" if heard else "not heard",
        "seconds_since_last_heard": None if silence is None else round(silence, 1),
    }
