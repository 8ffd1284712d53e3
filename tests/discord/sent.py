"""What the bot sent to a simulated Discord."""

from typing import Any

from simcord import ChannelHandle, Env


def replies_in(channel: ChannelHandle, env: Env) -> list[str]:
    """The text of every message of the bot in `channel`, oldest first."""
    me = env.bot.user
    return [message.content for message in channel.history() if message.author == me]


def bodies(env: Env) -> list[dict[str, Any]]:
    """What the bot sent as a message: to a channel, in response to an interaction, or after it."""
    posts = [entry.json for entry in env.http_requests if entry.method == "POST" and entry.json]
    return [post.get("data") or post for post in posts]


def assert_nobody_is_pinged(env: Env) -> None:
    for body in bodies(env):
        if "content" in body:
            assert body["allowed_mentions"] == {"parse": []}, body
