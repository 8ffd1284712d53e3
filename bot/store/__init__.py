"""What the bot keeps: each server's settings, which reply answers which question, counts. Never a question's text."""

from bot.store.address import database_url
from bot.store.records import Link, ServerSettings
from bot.store.store import LINKS_KEPT, Store

__all__ = ["LINKS_KEPT", "Link", "ServerSettings", "Store", "database_url"]
