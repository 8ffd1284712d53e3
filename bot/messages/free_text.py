"""Free text, where a server's managers want it: when to speak without being spoken to, and when to hold one's tongue.

The bot waits until the asker has finished and others had the time to answer. It speaks only to what is a question, put
to everybody, that it can answer for certain; to nobody too often; and not in the quiet hours.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, time, timedelta

import discord

from bot.memory.cooldown import Allowance
from bot.messages.reading import question_in
from bot.store import ServerSettings

PATIENCE = 8.0
"""Seconds to wait after the last message of the asker."""
MOST_WAITING = 1_000
MOST_AN_HOUR = 4
MOST_A_DAY = 12


class _Turn:
    """What one person wrote in one channel, one message after the other, while nobody else did."""

    def __init__(self, message: discord.Message) -> None:
        self.messages = [message]
        self.last_heard = message.id
        """The message whose wait counts, even if it is deleted meanwhile."""


class Manners:
    """Knows who is waiting for an answer, and who had enough of them."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[int, int], _Turn] = {}
        self._hourly = Allowance(MOST_AN_HOUR, timedelta(hours=1))
        self._daily = Allowance(MOST_A_DAY, timedelta(days=1))

    async def wait(self, message: discord.Message) -> Sequence[discord.Message]:
        """Wait; return what its author wrote in a row, or nothing if this is no moment to speak.

        It is none if the author went on writing (the wait for the last message is the one that counts), or if somebody
        else wrote something that may be an answer.
        """
        place = (message.channel.id, message.author.id)
        self._others_were_answered(message)
        if not is_put_to_everybody(message) or len(self._waiting) >= MOST_WAITING:
            return ()
        turn = self._waiting.get(place)
        if turn is None:
            turn = self._waiting[place] = _Turn(message)
        elif all(known.id != message.id for known in turn.messages):
            turn.messages.append(message)
            turn.last_heard = message.id
        await asyncio.sleep(PATIENCE)
        if self._waiting.get(place) is not turn or turn.last_heard != message.id:
            return ()
        del self._waiting[place]
        return turn.messages

    def edited(self, message: discord.Message) -> bool:
        """Take a message as it is after an edit, if its author is still being waited for; return whether that is so."""
        turn = self._waiting.get((message.channel.id, message.author.id))
        if turn is None or message.id not in {known.id for known in turn.messages}:
            return False
        turn.messages = [message if known.id == message.id else known for known in turn.messages]
        return True

    def deleted(self, message_id: int) -> None:
        """Do not answer a message that is gone."""
        for place, turn in list(self._waiting.items()):
            turn.messages = [known for known in turn.messages if known.id != message_id]
            if not turn.messages:
                del self._waiting[place]

    def addressed(self, message: discord.Message) -> None:
        """Whoever now speaks to the bot need not be answered unasked as well."""
        self._waiting.pop((message.channel.id, message.author.id), None)

    def may_speak(self, person: int, now: datetime) -> bool:
        """Whether this person has not been answered too often unasked."""
        return all(allowance.next_at(person, now) <= now for allowance in (self._hourly, self._daily))

    def spoke(self, person: int, now: datetime) -> None:
        """Count an answer to this person."""
        self._hourly.use(person, now)
        self._daily.use(person, now)

    def _others_were_answered(self, message: discord.Message) -> None:
        """Leave to people what people take up: nobody else who waits in the channel needs the bot any more."""
        for (channel, author), turn in list(self._waiting.items()):
            if channel == message.channel.id and author != message.author.id and _may_answer(message, turn.messages):
                del self._waiting[channel, author]


def _may_answer(message: discord.Message, asked: Sequence[discord.Message]) -> bool:
    """Whether a person's message may answer what another `asked`: all but a question of their own may."""
    if message.author.bot or message.webhook_id is not None:
        return False
    if message.reference is not None and message.reference.message_id in {question.id for question in asked}:
        return True
    return asked[-1].author in message.mentions or "?" not in message.content


def is_put_to_everybody(message: discord.Message) -> bool:
    """Whether a person wrote it, to nobody in particular."""
    if message.author.bot or message.webhook_id is not None or message.type is not discord.MessageType.default:
        return False
    to_somebody = message.mentions or message.role_mentions or message.mention_everyone or message.reference
    return bool(message.content.strip()) and not to_somebody


def is_welcome(message: discord.Message, settings: ServerSettings) -> bool:
    """Whether the server's managers want answers to free text where `message` stands.

    In a forum that is the post itself, not what others write below it; in a channel it is everything, also in threads.
    """
    channel = message.channel
    if not isinstance(channel, discord.Thread):
        return channel.id in settings.free_text_channels
    if channel.parent_id not in settings.free_text_channels and channel.id not in settings.free_text_channels:
        return False
    return message.id == channel.id or not isinstance(channel.parent, discord.ForumChannel)


def is_quiet(settings: ServerSettings, now: time) -> bool:
    """Whether `now`, in the event's time zone, is within the quiet hours, which may begin before midnight."""
    since, until = settings.quiet_from, settings.quiet_until
    if since is None or until is None:
        return False
    return since <= now < until if since <= until else now >= since or now < until


def texts_of(messages: Sequence[discord.Message], me: discord.ClientUser) -> tuple[str, ...]:
    """Return what may be the question, the likeliest first: the title of a post, everything together, the last."""
    channel = messages[0].channel
    title = [channel.name] if isinstance(channel, discord.Thread) and messages[0].id == channel.id else []
    written = [question_in(message, me) for message in messages]
    return tuple(dict.fromkeys([*title, "\n".join(written), written[-1]]))
