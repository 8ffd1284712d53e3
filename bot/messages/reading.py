"""Messages: which ones are meant for the bot, what they ask, and in which language."""

from __future__ import annotations

import re
from collections.abc import Sequence

import discord

from bot.locales import language_of

_MARKUP = re.compile(r"<(?:@!?(?P<user>\d+)|@&\d+|#\d+|a?:\w+:\d+|/[^>\n]+:\d+|t:-?\d+(?::\w)?)>")


def is_for(me: discord.ClientUser, message: discord.Message) -> bool:
    """Whether a person put `message` to the bot: in private, by a mention, or by a reply that pings it."""
    if message.author.bot or message.webhook_id is not None:
        return False
    if message.type not in (discord.MessageType.default, discord.MessageType.reply):
        return False
    return _is_private(message) or me in message.mentions or _names_own_role(message)


def _is_private(message: discord.Message) -> bool:
    """Whether it is a direct message; one of a server that Discord has not told of yet has the server's id alone."""
    return message.guild is None and getattr(message.channel, "guild_id", None) is None


def _names_own_role(message: discord.Message) -> bool:
    """Whether it mentions the role that Discord made for the bot, which people often pick instead of the bot itself."""
    own = message.guild.self_role if message.guild else None
    return own is not None and own in message.role_mentions


def question_in(message: discord.Message, me: discord.ClientUser | None) -> str:
    """Return the text of `message` without the mention of the bot; other people stand by their names."""
    names = {user.id: user.display_name for user in message.mentions if user != me}

    def in_words(match: re.Match[str]) -> str:
        return names.get(int(match["user"] or 0), " ")

    return re.sub(r"[^\S\n]+", " ", _MARKUP.sub(in_words, message.content)).strip()


def language_of_server(guild: discord.Guild | None, languages: Sequence[str]) -> str | None:
    """Return the language of the server, where someone has chosen it: only community servers can."""
    if guild and "COMMUNITY" in guild.features:
        return language_of(guild.preferred_locale, languages)
    return None
