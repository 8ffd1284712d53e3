"""Makes the README's pictures: real questions to the real bot, on the shipped knowledge, in a simulated Discord.

SimCord draws the channel as a web page. Its own screenshots are dark and coarse, and start only a browser that
Playwright has downloaded; so this opens the page itself, in the system's Chromium, once for each theme.
"""

import asyncio
import io
import shutil
import sys
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

HERE = Path(__file__).parent
PICTURES = HERE.parent
KNOWLEDGE = HERE.parent.parent / "knowledge"
STYLE = HERE / "pictures.css"

QUESTIONS = ("did the US sign?", "was Taylor Swift there?")  # one with an answer, one with a name that nobody knows
MORNING, MINUTE = 9.5 * 60 * 60, 60  # in seconds; simulated time begins at midnight

WIDTH, HEIGHT = 800, 1200  # as wide as a README is shown; high enough that nothing must be scrolled
SHARPNESS = 2  # dots a pixel
COLOURS = 128  # letters keep their smooth edges, at a third of the size
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")


def chromium() -> str:
    """Return where the system's Chromium is; end with a sentence if there is none."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        sys.exit("Chromium is not installed (Debian: apt install chromium; elsewhere, Google Chrome will do).")
    return found


async def make_pictures(executable: str) -> None:
    """Ask the questions and write `answer-<theme>.png` for each theme."""
    with TemporaryDirectory() as folder:
        async with await Store.open(f"sqlite:///{folder}/store.sqlite3") as store:
            await _make_pictures(SummitClient(Engine(load_knowledge(KNOWLEDGE)), store), executable)


async def _make_pictures(client: SummitClient, executable: str) -> None:
    async with simcord.run(client) as env:
        channel, anna = await conversation(env)
        shown = env.preview(
            channel, viewers=[anna], layout="channel", display="fixed", width=WIDTH, height=HEIGHT, locale="en-GB"
        )
        async with shown, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=executable)
            for theme in THEMES:
                save(await photograph(browser, shown.url, theme), PICTURES / f"answer-{theme}.png")
            await browser.close()


async def conversation(env: Env) -> tuple[ChannelHandle, MemberActor]:
    """Let Anna put the questions to the bot; return the channel and her."""
    me = env.bot.user
    if me is None:
        raise RuntimeError("SimCord has not logged the bot in")
    await me.edit(username="SummitBot")
    channel = env.create_guild(name="Summit").create_text_channel("summit")
    anna = env.guild.add_member(env.create_user("anna", global_name="Anna"))
    await env.advance_time(MORNING)
    for question in QUESTIONS:
        await anna.send(channel, f"{me.mention} {question}")
        await env.advance_time(MINUTE)
    return channel, anna


async def photograph(browser: Browser, url: str, theme: Theme) -> bytes:
    """Return a picture of the messages at `url`, cropped to them."""
    page = await browser.new_page(
        viewport={"width": 2 * WIDTH, "height": 2 * HEIGHT},  # SimCord's own controls stand around the channel
        device_scale_factor=SHARPNESS,
        color_scheme=theme,
        bypass_csp=True,  # SimCord's page admits no style but its own
    )
    await page.goto(url)
    await page.wait_for_function("() => window.simcordPreview?.ready")
    await page.add_style_tag(path=STYLE)
    return await page.locator("#channel-message-list").screenshot(animations="disabled")


def save(screenshot: bytes, file: Path) -> None:
    """Write `screenshot` with few colours, so that it stays small, and say so."""
    with Image.open(io.BytesIO(screenshot)) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    sys.stdout.write(f"{file.relative_to(Path.cwd())}: {few.width} x {few.height}, {file.stat().st_size // 1024} KiB\n")


if __name__ == "__main__":
    asyncio.run(make_pictures(chromium()))
