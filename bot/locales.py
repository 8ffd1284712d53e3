"""Which of the bot's languages a Discord locale stands for, and what commands are called in each."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import app_commands

from summitbot import Engine

LONGEST_NAME = 32
LONGEST_DESCRIPTION = 100
_DESCRIPTIONS = (
    app_commands.TranslationContextLocation.command_description,
    app_commands.TranslationContextLocation.group_description,
    app_commands.TranslationContextLocation.parameter_description,
)


def language_of(locale: discord.Locale, languages: Sequence[str]) -> str | None:
    """Return which of `languages` a Discord locale stands for: itself, else its first part, else none."""
    code = locale.value
    return next((known for known in (code, code.partition("-")[0]) if known in languages), None)


def described(engine: Engine, sentence: str) -> app_commands.locale_str:
    """Return that sentence in the engine's first language as a description that `CommandTranslator` can translate."""
    text = engine.sentence(sentence, engine.languages[0])
    return app_commands.locale_str(text[:LONGEST_DESCRIPTION], sentence=sentence)


def named(engine: Engine, sentence: str) -> app_commands.locale_str:
    """Return that sentence in the engine's first language as a name that `CommandTranslator` can translate."""
    return app_commands.locale_str(engine.sentence(sentence, engine.languages[0])[:LONGEST_NAME], sentence=sentence)


class CommandTranslator(app_commands.Translator):
    """Translates what carries the name of a sentence.

    The names of slash commands don't, so that people can tell each other of them.

    The sentences are those of the engine's language packs: another language takes no code.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Return the words of `string` in `locale`, or None where there are none.

        Words that are the same as the default are sent too: somebody who reads American English would get British
        English rather than the default.
        """
        sentence = string.extras.get("sentence")
        language = language_of(locale, self._engine.languages)
        if sentence is None or language is None:
            return None
        limit = LONGEST_DESCRIPTION if context.location in _DESCRIPTIONS else LONGEST_NAME
        return self._engine.sentence(sentence, language)[:limit]
