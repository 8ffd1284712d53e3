"""Discord's JSON for the few things that there are: a server with a channel, a bot, the people who ask it."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

Payload = dict[str, Any]

TOKEN = "MTIz.local.token"  # noqa: S105
BOT, APPLICATION, GUILD, CHANNEL, OWN_ROLE, ANNA, PRIVATE_CHANNEL = "100", "101", "200", "201", "202", "300", "400"

_DISCORD_EPOCH = 1_420_070_400_000
_increment: Iterator[int] = itertools.count(1)


def snowflake(minutes_ago: float = 0) -> str:
    """A new id: the moment, in Discord's way of counting, and then a number of its own."""
    milliseconds = int((datetime.now(UTC).timestamp() - 60 * minutes_ago) * 1000) - _DISCORD_EPOCH
    return str(milliseconds << 22 | next(_increment) % (1 << 22))


def user(number: str, name: str, *, bot: bool = False) -> Payload:
    return {"id": number, "username": name, "discriminator": "0", "global_name": None, "avatar": None, "bot": bot}


def the_bot() -> Payload:
    return user(BOT, "summit", bot=True)


def member(of: Payload | None) -> Payload:
    about: Payload = {"roles": [], "joined_at": "2031-01-01T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0}
    return {**about, "user": of} if of else about


def message(content: str, author: Payload, channel: str = CHANNEL) -> Payload:
    """A message by `author`; in the private channel it belongs to no server."""
    somewhere: Payload = {} if channel == PRIVATE_CHANNEL else {"guild_id": GUILD, "member": member(None)}
    return {
        **somewhere,
        "id": snowflake(),
        "channel_id": channel,
        "author": author,
        "content": content,
        "timestamp": datetime.now(UTC).isoformat(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "flags": 0,
        "type": 0,
    }


def question(content: str, author: Payload, channel: str = CHANNEL) -> Payload:
    """A message as a bot without the message content intent gets it: the text only if it is meant for the bot."""
    mentioned = f"<@{BOT}>" in content
    readable = mentioned or channel == PRIVATE_CHANNEL
    asked = message(content if readable else "", author, channel)
    asked["mentions"] = [the_bot()] if mentioned else []
    asked["mention_roles"] = [OWN_ROLE] if f"<@&{OWN_ROLE}>" in content else []
    return asked


def whereabouts(of: Payload) -> Payload:
    """All that Discord says of a message that is gone."""
    gone: Payload = {"id": of["id"], "channel_id": of["channel_id"]}
    return {**gone, "guild_id": of["guild_id"]} if "guild_id" in of else gone


def interaction(kind: int, data: Payload, author: Payload, *, locale: str, on: Payload | None = None) -> Payload:
    """What `author` did with a command (kind 2), a component of message `on` (3) or the option of a command (4)."""
    number = snowflake()
    above: Payload = {"message": on} if on else {}
    return {
        **above,
        "id": number,
        "application_id": APPLICATION,
        "type": kind,
        "token": f"token-{number}",
        "version": 1,
        "data": data,
        "guild_id": GUILD,
        "channel_id": CHANNEL,
        "channel": guild()["channels"][0],
        "member": {**member(author), "permissions": "0"},
        "locale": locale,
        "guild_locale": "en-US",
        "app_permissions": "0",
        "entitlements": [],
        "authorizing_integration_owners": {"0": GUILD},
        "context": 0,
        "attachment_size_limit": 0,
    }


def guild(last_message: str | None = None) -> Payload:
    everyone = {
        "id": GUILD,
        "name": "@everyone",
        "permissions": str(1 << 10 | 1 << 11 | 1 << 16),
        "position": 0,
        "color": 0,
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    own = {**everyone, "id": OWN_ROLE, "name": "summit", "managed": True, "position": 1, "tags": {"bot_id": BOT}}
    channel = {"id": CHANNEL, "type": 0, "name": "general", "position": 0, "permission_overwrites": [], "nsfw": False}
    return {
        "id": GUILD,
        "name": "Town",
        "owner_id": "1",
        "roles": [everyone, own],
        "channels": [{**channel, "last_message_id": last_message}],
        "members": [member(the_bot())],
        "emojis": [],
        "stickers": [],
        "threads": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "voice_states": [],
        "presences": [],
        "features": [],
        "member_count": 2,
        "large": False,
        "unavailable": False,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "system_channel_flags": 0,
        "afk_timeout": 300,
    }


def about_the_application() -> Payload:
    about = {"id": APPLICATION, "name": "summit", "description": "", "icon": None, "flags": 0, "summary": ""}
    return {**about, "bot_public": True, "bot_require_code_grant": False, "verify_key": "", "owner": user("1", "owner")}
