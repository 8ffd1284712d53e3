"""What the bot keeps only for a while is forgotten in time, whether or not anybody asks anything."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import discord

from bot.store import LINKS_KEPT, Store

EVERY = 3600.0
"""Seconds."""


@asynccontextmanager
async def forgetting(store: Store) -> AsyncIterator[None]:
    """While the block runs, forget at once and then every hour which reply answered which question days ago."""
    task = asyncio.create_task(_forget(store))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _forget(store: Store) -> None:
    while True:
        await store.forget_links_before(discord.utils.utcnow() - LINKS_KEPT)
        await asyncio.sleep(EVERY)
