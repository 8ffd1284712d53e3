"""What happens when a command or a press cannot be answered."""

from __future__ import annotations

import logging

import discord

from bot import failures
from bot.interactions.asking import Interaction, tell

_logger = logging.getLogger(__name__)


async def own_up(interaction: Interaction, error: BaseException, where: str) -> None:
    """Log `error`, and tell whoever acted, and nobody else, under which reference it is logged; never raise.

    `where` names what was being done. What needs no answer any more is no failure.
    """
    if failures.is_settled(error):
        _logger.warning("What was done in %s was answered too late, or before: %s", where, error)
        return
    reference = failures.record(error, where)
    try:
        await tell(interaction, "error", reference=reference)
    except discord.HTTPException as untold:
        _logger.warning("Failure %s could not be told: %s", reference, untold)
