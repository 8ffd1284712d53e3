"""Replies as messages in a channel: posted, rewritten, taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import discord
from discord.utils import MISSING

from bot.reply import Reply

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

    Raises:
        NotAllowedError: the bot may not speak there.
    """
    with _telling_what_is_not_allowed():
        posted = [await _below(question, reply)]
        await _add(question.channel, posted, reply)
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
    try:
        sent = await question.channel.send(text, reference=reference, suppress_embeds=True, view=view or MISSING)
    except discord.Forbidden as error:
        if error.code != _CANNOT_REPLY_WITHOUT_HISTORY:
            raise
        sent = await question.channel.send(text, suppress_embeds=True, view=view or MISSING)
    return sent.id


async def _add(channel: discord.abc.Messageable, posted: list[int], reply: Reply) -> None:
    """Post the messages that come after those `posted`, and add their ids."""
    for text in reply.messages[len(posted) :]:
        sent = await channel.send(text, suppress_embeds=True, view=_view_at(reply, posted) or MISSING)
        posted.append(sent.id)


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
