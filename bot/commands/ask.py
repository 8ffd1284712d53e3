"""`/ask question:` answers a question in free text and completes it while it is typed."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.answering import Answering
from bot.commands.responding import Interaction, conversation_of
from bot.locales import described, language_of
from bot.reply import Audience
from bot.sending import respond_in_time

MOST_CHOICES = 25
LONGEST_CHOICE = 100


def ask_command(answering: Answering) -> app_commands.Command[Any, ..., None]:
    """Return the `/ask` command."""
    engine = answering.engine

    @app_commands.command(name="ask", description=described(engine, "command-ask"))
    @app_commands.describe(question=described(engine, "command-ask-question"))
    async def ask(interaction: Interaction, question: str) -> None:
        reply = answering.answer(
            question,
            interaction.created_at,
            language=language_of(interaction.locale, engine.languages),
            conversation=conversation_of(interaction),
            audience=Audience.of_interaction(interaction),
        )
        await respond_in_time(interaction, reply)

    @ask.autocomplete("question")
    async def complete(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        language = language_of(interaction.locale, engine.languages)
        questions = engine.complete(typed, language, limit=MOST_CHOICES)
        return [app_commands.Choice(name=question, value=question) for question in _that_fit(questions)]

    return ask


def _that_fit(questions: tuple[str, ...]) -> list[str]:
    """Those that Discord can show whole: half a question would be a different one."""
    return [question for question in questions if len(question) <= LONGEST_CHOICE][:MOST_CHOICES]
