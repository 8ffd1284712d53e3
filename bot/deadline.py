"""What may take long: whoever waits for it is told so in time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

PATIENCE = 1.5
"""Seconds that an answer may take before a sign is given; Discord gives up an interaction after three."""

_Result = TypeVar("_Result")


async def in_time(
    work: Coroutine[Any, Any, _Result], give_sign: Callable[[], Awaitable[object]], patience: float = PATIENCE
) -> _Result:
    """Return what comes of `work`; `give_sign` that it goes on if that takes longer than `patience`, in seconds."""
    looking = asyncio.create_task(work)
    await asyncio.wait({looking}, timeout=patience)
    if not looking.done():
        await give_sign()
    return await looking
