"""Makes the pictures of the docs: real exchanges with the real bot, on the shipped knowledge, in a simulated Discord.

SimCord draws a channel as a web page. Its own screenshots are dark and coarse, and start only a browser that
Playwright has downloaded; so this opens the page itself, in the system's Chromium, once for each theme.
"""

import asyncio
import io
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import simcord
from simcord import ChannelHandle, Env, MemberActor

from bot.client import SummitClient
from bot.store import Store
from summitbot import Engine, load_knowledge

try:
    from PIL import Image
    from playwright.async_api import Browser, async_playwright
except ImportError:
    sys.exit(
        "Playwright or Pillow is not installed; this gets both: "
        ".venv/bin/pip install --upgrade pip && .venv/bin/pip install --group pictures"
    )

PICTURES = Path(__file__).parent
STYLE = PICTURES / "pictures.css"
KNOWLEDGE = PICTURES.parent.parent / "knowledge"

DAY, MORNING, MINUTE = 24 * 60 * 60, 9.5 * 60 * 60, 60  # in seconds
DAYS = 60  # simulated time begins at midnight on 1 January 2026, before the newest facts

WIDE, NARROW = 760, 500  # as wide as a README is shown; in a column of it
HEIGHT = 1400  # enough that nothing must be scrolled
SHARPNESS = 2  # dots a pixel
COLOURS = 128  # letters keep their smooth edges, at a third of the size
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@dataclass(frozen=True)
class Stage:
    """Where an exchange takes place, and who is there."""

    channel: ChannelHandle
    anna: MemberActor
    bert: MemberActor
    bot: str  # as it is mentioned


async def mention(stage: Stage, question: str) -> None:
    """Let Anna put the question to the bot."""
    await stage.anna.send(stage.channel, f"{stage.bot} {question}")


async def command(stage: Stage, name: str) -> None:
    """Let Anna give the command."""
    await stage.anna.slash(stage.channel, name)


async def answer_this(stage: Stage, question: str) -> None:
    """Let Bert write the question, and Anna choose "Answer this" on it."""
    message = await stage.bert.send(stage.channel, question)
    await stage.anna.context_menu(stage.channel, "Answer this", message)


@dataclass(frozen=True)
class Exchange:
    """What happens in one picture."""

    name: str
    act: Callable[[Stage, str], Awaitable[None]]
    text: str
    shows: str  # what must be read in the picture, so that no other answer gets into it unnoticed
    width: int = NARROW


EXCHANGES = (
    Exchange("answer", mention, "did the US sign?", shows="No. The United States did not sign", width=WIDE),
    Exchange("asked-back", mention, "was the minister there?", shows="What did you mean?"),
    Exchange("unknown", mention, "was Taylor Swift there?", shows="I have nothing on “Taylor Swift”"),
    Exchange("people", command, "summit people", shows="1–10 of"),
    Exchange("private", answer_this, "did Elon Musk come?", shows="Share"),
)


def chromium() -> str:
    """Return where the system's Chromium is; end with a sentence if there is none."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        sys.exit("Chromium is not installed (Debian: apt install chromium; elsewhere, Google Chrome will do).")
    return found


async def make_pictures(executable: str) -> None:
    """Let every exchange happen, and write its pictures."""
    with TemporaryDirectory() as folder:
        async with (
            await Store.open(f"sqlite:///{folder}/store.sqlite3") as store,
            simcord.run(SummitClient(Engine(load_knowledge(KNOWLEDGE)), store)) as env,
            async_playwright() as playwright,
            await playwright.chromium.launch(executable_path=executable) as browser,
        ):
            async for exchange, stage in play(env):
                await photograph(browser, env, stage, exchange)


async def play(env: Env) -> AsyncIterator[tuple[Exchange, Stage]]:
    """Let each exchange happen in a channel of its own, so that none is a follow-up of the one before."""
    me = env.bot.user
    if me is None:
        raise RuntimeError("SimCord has not logged the bot in")
    await me.edit(username="SummitBot")
    guild = env.create_guild(name="Summit")
    anna, bert = (guild.add_member(env.create_user(name.lower(), global_name=name)) for name in ("Anna", "Bert"))
    await env.advance_time(DAYS * DAY + MORNING)
    for exchange in EXCHANGES:
        stage = Stage(guild.create_text_channel(exchange.name), anna, bert, me.mention)
        await exchange.act(stage, exchange.text)
        yield exchange, stage
        await env.advance_time(MINUTE)


async def photograph(browser: Browser, env: Env, stage: Stage, exchange: Exchange) -> None:
    """Write what Anna sees of the channel as `<name>-<theme>.png`, for each theme, cropped to the messages."""
    channel, width = stage.channel, exchange.width
    page = await browser.new_page(
        viewport={"width": 2 * width, "height": 2 * HEIGHT},  # SimCord's own controls stand around the channel
        device_scale_factor=SHARPNESS,
        bypass_csp=True,  # SimCord's page admits no style but its own
    )
    async with env.preview(
        channel, viewers=[stage.anna], layout="channel", display="fixed", width=width, height=HEIGHT, locale="en-GB"
    ) as shown:
        await page.goto(shown.url)
        await page.wait_for_function("() => window.simcordPreview?.ready")
        await page.add_style_tag(path=STYLE)
        messages = page.locator("#channel-message-list")
        read = await messages.inner_text()
        if exchange.shows not in read:
            sys.exit(f"No picture of “{exchange.text}”: “{exchange.shows}” is not in it, but this is:\n{read}")
        for theme in THEMES:
            await page.emulate_media(color_scheme=theme)
            save(await messages.screenshot(animations="disabled"), PICTURES / f"{exchange.name}-{theme}.png")
    await page.close()


def save(screenshot: bytes, file: Path) -> None:
    """Write `screenshot` with few colours, so that it stays small, and say so."""
    with Image.open(io.BytesIO(screenshot)) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    sys.stdout.write(f"{file.relative_to(Path.cwd())}: {few.width} x {few.height}, {file.stat().st_size // 1024} KiB\n")


if __name__ == "__main__":
    asyncio.run(make_pictures(chromium()))
