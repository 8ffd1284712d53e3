"""What the bot sent to a simulated Discord."""

from collections.abc import Iterable
from typing import Any

from simcord import ChannelHandle, Env
from simcord.types import HttpLogEntry

from tests.discord.local.limits import problems_of_commands, problems_of_message, problems_of_response


def replies_in(channel: ChannelHandle, env: Env) -> list[str]:
    """The text of every message of the bot in `channel`, oldest first."""
    me = env.bot.user
    return [message.content for message in channel.history() if message.author == me]


def bodies(env: Env) -> list[dict[str, Any]]:
    """What the bot sent as a message: to a channel, in response to an interaction, or after it."""
    posts = [entry.json for entry in env.http_requests if entry.method == "POST" and entry.json]
    return [post.get("data") or post for post in posts]


def problems_of_what_was_sent(env: Env) -> list[str]:
    """Everything that Discord would refuse, and every ping, in what the bot sent."""
    return [problem for entry in env.http_requests if entry.json for problem in _problems_of(entry)]


def _problems_of(entry: HttpLogEntry) -> Iterable[str]:
    body: Any = entry.json
    if entry.method == "PUT" and entry.path.endswith("/commands"):
        return problems_of_commands(body)
    if entry.path.endswith("/callback"):
        return problems_of_response(body)
    to_webhook = entry.path.startswith("/webhooks/")
    if to_webhook or "/messages" in entry.path:
        return problems_of_message(body, response=to_webhook, edit=entry.method == "PATCH")
    return ()
