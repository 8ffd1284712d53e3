"""Requests that discord.py gives up at once, although Discord would take them a moment later."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import aiohttp
import discord
from discord.http import HTTPClient, Route

_PAUSES = (0.25, 1, 2, 4, 8, 16)
_UNAVAILABLE = 503

_logger = logging.getLogger(__name__)


def retry(http: HTTPClient) -> None:
    """Make `http` try again, for half a minute, what failed because Discord was unavailable or the connection broke.

    No message is posted twice by that: each carries a number that Discord checks (`nonce`, with `enforce_nonce`). What
    else can be tried again, such as a rate limit, discord.py tries by itself.
    """
    once = http.request

    async def request(route: Route, **about: Any) -> Any:
        for pause in _PAUSES:
            try:
                return await once(route, **about)
            except discord.DiscordServerError as error:
                if error.status != _UNAVAILABLE:
                    raise
            except (aiohttp.ClientError, OSError):
                pass
            _logger.warning(
                "Discord could not be reached for %s %s; once more in %s s", route.method, route.path, pause
            )
            await asyncio.sleep(pause)
        return await once(route, **about)

    http.request = request  # type: ignore[method-assign]
