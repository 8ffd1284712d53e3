"""Which claim holds at a moment, and what was said before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from summitbot.knowledge.shapes import Claim, Status

FORWARD = frozenset({Status.EXPECTED, Status.CONFIRMED, Status.UNCONFIRMED})
"""What can be said of something before it happens."""


def newest(claims: Sequence[Claim], moment: date) -> Claim:
    """The newest claim known on that day, or the oldest if none was known yet; one without a date counts as oldest."""
    by_age = sorted(claims, key=_age)
    known = [c for c in by_age if is_known(c, moment)]
    return known[-1] if known else by_age[0]


def is_known(claim: Claim, moment: date) -> bool:
    """Whether the claim was known on that day; one without a date always was."""
    return claim.as_of is None or claim.as_of <= moment


def expectation(claims: Sequence[Claim], moment: date) -> Claim | None:
    """What was expected before the claim that holds now, if it was written down."""
    now = newest(claims, moment)
    before = [c for c in claims if c is not now and c.status in FORWARD and _age(c) <= _age(now)]
    return max(before, key=_age, default=None)


def _age(claim: Claim) -> date:
    return claim.as_of or date.min
