"""When something breaks, the log gets everything under a short reference, and the asker gets the reference."""

from __future__ import annotations

import logging
import secrets

import discord

_SETTLED = {
    10008,  # the message was deleted
    10062,  # the interaction is too old to be answered
    40060,  # it has been answered, in a try that seemed to fail or by another process
}

_logger = logging.getLogger(__name__)


def record(error: BaseException | None, where: str) -> str:
    """Log `error` under a new reference and return the reference.

    `where` names what was being done, in words that hold neither a question nor a person.
    """
    reference = secrets.token_hex(3)
    _logger.error("Failure %s in %s", reference, where, exc_info=error)
    return reference


def is_settled(error: BaseException) -> bool:
    """Whether Discord says by this error that there is nobody left to answer, so that all is done."""
    return isinstance(error, discord.HTTPException) and error.code in _SETTLED
