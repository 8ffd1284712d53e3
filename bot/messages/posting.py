"""Replies as messages in a channel: posted, rewritten, taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import discord
from discord.utils import MISSING

from bot.replies.reply import Reply

_CANNOT_REPLY_WITHOUT_HISTORY = 160002
_CLOSED = {
    50083,  # the thread is archived, and the bot may not open it
    160005,  # the thread is locked
    200000,  # the server's filter blocks the message
}


class NotAllowedError(Exception):
    """Discord does not let the bot speak there."""


async def post(question: discord.Message, reply: Reply) -> tuple[int, ...]:
    """Post `reply` below the question, its first message as a reply to it; return the ids of its messages.

    Whichever process it comes from, Discord posts each message of it once.

    Raises:
        NotAllowedError: the bot may not speak there.
    """
    with _telling_what_is_not_allowed():
        posted = [await _below(question, reply)]
        await _add(question.channel, posted, reply, question)
    return tuple(posted)


async def rewrite(channel: discord.PartialMessageable, posted: Sequence[int], reply: Reply) -> tuple[int, ...]:
    """Make the messages `posted` show `reply` instead, be it in fewer messages or more; return their ids.

    Where somebody has deleted one of them, the reply is not wanted any more: the rest goes, and nothing is returned.

    Raises:
        NotAllowedError: the bot may not speak there any more.
    """
    count = len(reply.messages)
    with _telling_what_is_not_allowed():
        for place, id_ in enumerate(posted[:count]):
            if not await _edit(channel, id_, reply.messages[place], _view_at(reply, posted[:place])):
                await withdraw(channel, posted)
                return ()
        await withdraw(channel, posted[count:])
        shown = list(posted[:count])
        await _add(channel, shown, reply)
    return tuple(shown)


async def withdraw(channel: discord.PartialMessageable, posted: Sequence[int]) -> None:
    """Delete the messages `posted`, as far as they are still there."""
    for id_ in posted:
        try:
            await channel.get_partial_message(id_).delete()
        except (discord.NotFound, discord.Forbidden):
            continue


async def _below(question: discord.Message, reply: Reply) -> int:
    text, view = reply.messages[0], _view_at(reply, [])
    reference = question.to_reference(fail_if_not_exists=False)
    about: dict[str, Any] = {"suppress_embeds": True, "view": view or MISSING, "nonce": _number(question, 0)}
    try:
        sent = await question.channel.send(text, reference=reference, **about)
    except discord.Forbidden as error:
        if error.code != _CANNOT_REPLY_WITHOUT_HISTORY:
            raise
        sent = await question.channel.send(text, **about)
    return sent.id


async def _add(
    channel: discord.abc.Messageable, posted: list[int], reply: Reply, question: discord.Message | None = None
) -> None:
    """Post the messages that come after those `posted`, and add their ids."""
    for place, text in list(enumerate(reply.messages))[len(posted) :]:
        numbered: dict[str, Any] = {"nonce": _number(question, place)} if question else {}
        view = _view_at(reply, posted) or MISSING
        posted.append((await channel.send(text, suppress_embeds=True, view=view, **numbered)).id)


def _number(question: discord.Message, place: int) -> str:
    """The number of a message of the reply to this version of the question, of at most 25 characters.

    Of several messages of one number within a few minutes, Discord posts the first.
    """
    age = (question.edited_at or question.created_at) - question.created_at
    return f"{question.id:x}{place}{int(age.total_seconds() * 1_000):x}"[:25]


async def _edit(channel: discord.PartialMessageable, id_: int, text: str, view: discord.ui.View | None) -> bool:
    """Whether the message was still there."""
    try:
        await channel.get_partial_message(id_).edit(content=text, view=view)
    except discord.NotFound:
        return False
    return True


def _view_at(reply: Reply, earlier: Sequence[int]) -> discord.ui.View | None:
    """The components of the message after the `earlier` ones: only the last has any."""
    return reply.view_after(earlier) if len(earlier) == len(reply.messages) - 1 else None


@contextmanager
def _telling_what_is_not_allowed() -> Iterator[None]:
    try:
        yield
    except (discord.Forbidden, discord.NotFound) as error:
        raise NotAllowedError(str(error)) from error
    except discord.HTTPException as error:
        if error.code not in _CLOSED:
            raise
        raise NotAllowedError(str(error)) from error
