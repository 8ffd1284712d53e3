"""A Discord of our own: a gateway over a real websocket and a REST API over real HTTP, for the bot as a process.

It knows as much as one bot in one server needs. What the bot sends is checked against Discord's limits: what is beyond
them is refused as Discord refuses it, and is a line in `violations`.
"""

from tests.discord.local.local_discord import LocalDiscord, local_discord
from tests.discord.local.payloads import ANNA, BOT, CHANNEL, GUILD, OWN_ROLE, PRIVATE_CHANNEL, TOKEN, Payload
from tests.discord.local.rest import DEADLINE, Interaction, Trouble

__all__ = [
    "ANNA",
    "BOT",
    "CHANNEL",
    "DEADLINE",
    "GUILD",
    "OWN_ROLE",
    "PRIVATE_CHANNEL",
    "TOKEN",
    "Interaction",
    "LocalDiscord",
    "Payload",
    "Trouble",
    "local_discord",
]
