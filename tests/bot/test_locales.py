"""What a Discord locale stands for, and that both shipped languages have every sentence of the bot."""

import re
from pathlib import Path

import discord
import pytest

from bot.locales import language_of
from summitbot import Engine, load_knowledge

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        (discord.Locale.french, "fr"),
        (discord.Locale.british_english, "en"),
        (discord.Locale.brazil_portuguese, "pt-BR"),
        (discord.Locale.german, None),
    ],
)
def test_a_locale_stands_for_the_nearest_language(locale: discord.Locale, language: str | None) -> None:
    assert language_of(locale, ("en", "fr", "pt-BR")) == language


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load_knowledge(ROOT / "tests" / "tiny_summit"))


def test_every_language_that_is_shipped_says_everything(engine: Engine) -> None:
    english, french = (engine.knowledge.languages[code].sentences for code in ("en", "fr"))
    assert english.keys() == french.keys()


def test_every_language_fills_the_same_places(engine: Engine) -> None:
    english, french = (engine.knowledge.languages[code].sentences for code in ("en", "fr"))
    for name, text in english.items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", french[name])), name


def test_french_has_its_signs_set_off_by_spaces_that_do_not_break(engine: Engine) -> None:
    for name, text in engine.knowledge.languages["fr"].sentences.items():
        assert not re.search(r"[^\u00a0\u202f:][:;?!»](?=\s|$)|«(?![\u00a0\u202f])", text), name


def test_every_sentence_that_the_bot_asks_for_is_there(engine: Engine) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    said = re.findall(r'(?:sentence|say|tell)\((?:interaction, )?\s*"([a-z-]+)"', code)
    asked = {*said, *re.findall(r'"(command-[a-z-]+)"', code)}
    assert {"unreadable", "share-done", "empty", "command-ask"} <= asked
    assert asked <= engine.knowledge.languages["en"].sentences.keys()


def test_descriptions_fit_discord(engine: Engine) -> None:
    """A menu's entry is a name, and must be shorter."""
    for code in ("en", "fr"):
        for name, text in engine.knowledge.languages[code].sentences.items():
            if name.startswith("command-"):
                assert len(text) <= (32 if name == "command-answer-this" else 100)
