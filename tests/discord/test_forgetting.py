"""What is kept for a while only is gone after it, in the bot as operators run it."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.store import LINKS_KEPT, Link, Store
from tests.discord.bots import PATIENCE, at, connected, running
from tests.discord.local import local_discord

HOUR = timedelta(hours=1)


async def test_which_reply_answered_what_is_forgotten_after_days_even_if_nobody_asks_again(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    async with await Store.open(f"sqlite:///{tmp_path}/data/summitbot.sqlite3") as store:
        for number, age in ((1, LINKS_KEPT + HOUR), (2, LINKS_KEPT - HOUR)):
            await store.keep_link(Link(number, 201, 200, (number + 10,), "key", "digest", now - age))

        async with local_discord() as discord, running(tmp_path, **at(discord)) as process:
            await connected(discord, process)
            async with asyncio.timeout(PATIENCE):
                while await store.link_of(1) is not None:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)

        assert await store.link_of(2) is not None
