"""When something breaks, the log gets everything under a short reference, and the asker gets the reference."""

from __future__ import annotations

import logging
import secrets

_logger = logging.getLogger(__name__)


def record(error: BaseException | None, where: str) -> str:
    """Log `error` under a new reference and return the reference.

    `where` names what was being done, in words that hold neither a question nor a person.
    """
    reference = secrets.token_hex(3)
    _logger.error("Failure %s in %s", reference, where, exc_info=error)
    return reference
