"""Messages: which ones are meant for the bot, and what they ask."""

from __future__ import annotations

import re
from collections.abc import Sequence

import discord

from bot.answering import Answering
from bot.conversations import Conversation
from bot.locales import language_of
from bot.reply import Audience, Reply
from bot.sending import reply_to

_MARKUP = re.compile(r"<(?:@!?(?P<user>\d+)|@&\d+|#\d+|a?:\w+:\d+|/[^>\n]+:\d+|t:-?\d+(?::\w)?)>")


async def respond_to(message: discord.Message, me: discord.ClientUser, answering: Answering) -> None:
    """Reply to `message` if it is meant for the bot; never raises for want of permission."""
    if is_for(me, message):
        await reply_to(message, await _reply_for(message, me, answering))


def is_for(me: discord.ClientUser, message: discord.Message) -> bool:
    """Whether a person put `message` to the bot: in private, by a mention, or by a reply that pings it."""
    if message.author.bot or message.webhook_id is not None:
        return False
    if message.type not in (discord.MessageType.default, discord.MessageType.reply):
        return False
    return message.guild is None or me in message.mentions or _names_own_role(message)


def _names_own_role(message: discord.Message) -> bool:
    """Whether it mentions the role that Discord made for the bot, which people often pick instead of the bot itself."""
    own = message.guild.self_role if message.guild else None
    return own is not None and own in message.role_mentions


def question_in(message: discord.Message, me: discord.ClientUser) -> str:
    """Return the text of `message` without the mention of the bot; other people stand by their names."""
    names = {user.id: user.display_name for user in message.mentions if user.id != me.id}

    def in_words(match: re.Match[str]) -> str:
        return names.get(int(match["user"] or 0), " ")

    return re.sub(r"[^\S\n]+", " ", _MARKUP.sub(in_words, message.content)).strip()


async def _reply_for(message: discord.Message, me: discord.ClientUser, answering: Answering) -> Reply:
    language = _language_of(message, answering.engine.languages)
    question = question_in(message, me)
    if question:
        conversation = Conversation(message.channel.id, message.author.id)
        audience = Audience.of_message(message)
        return await answering.answer(
            question, message.created_at, language=language, conversation=conversation, audience=audience
        )
    if message.content or message.guild is None:
        return answering.help(language)
    # a reply to a slash answer: Discord keeps its text back
    return Reply((answering.engine.sentence("unreadable", language),))


def _language_of(message: discord.Message, languages: Sequence[str]) -> str | None:
    """The language of the server, where someone has chosen it: only community servers can."""
    if message.guild and "COMMUNITY" in message.guild.features:
        return language_of(message.guild.preferred_locale, languages)
    return None
