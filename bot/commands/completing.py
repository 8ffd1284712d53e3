"""What is offered in the options of commands while somebody types."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import wraps
from typing import Any

from discord import app_commands

from bot import failures
from bot.interactions.asking import Interaction

MOST_CHOICES = 25
"""That Discord shows."""
LONGEST_CHOICE = 100
"""Characters that Discord takes as the name or the value of a choice."""
ENOUGH = 2 * MOST_CHOICES
"""To ask for, so that there are enough left when the longest are left out."""

Completion = Callable[[Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]


def careful(complete: Completion) -> Completion:
    """Return the same, but offering nothing if it fails; discord.py would log who typed."""

    @wraps(complete)
    async def offer(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        try:
            return await complete(interaction, typed)
        except Exception as error:  # noqa: BLE001 - any text is accepted all the same
            failures.record(error, "completion")
            return []

    return offer


def choices(texts: Sequence[str]) -> list[app_commands.Choice[str]]:
    """Return the first of `texts` as choices, without those too long to be shown whole.

    Half a question would be a different one.
    """
    fitting = [text for text in texts if len(text) <= LONGEST_CHOICE]
    return [app_commands.Choice(name=text, value=text) for text in fitting[:MOST_CHOICES]]
