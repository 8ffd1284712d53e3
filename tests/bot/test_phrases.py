import discord
import pytest

from bot.phrases import DEFAULT_LANGUAGE, PHRASES, language_of, phrase


@pytest.mark.parametrize("language", PHRASES)
def test_every_language_has_every_phrase(language: str) -> None:
    assert PHRASES[language].keys() == PHRASES[DEFAULT_LANGUAGE].keys()


def test_a_language_without_phrases_gets_the_default() -> None:
    assert phrase("ask", "xx") == phrase("ask", None) == "Ask about the summit in your own words"


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
