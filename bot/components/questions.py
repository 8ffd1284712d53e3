"""The selects: related questions, what may have been meant, and the topics when guessing has failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from re import Match
from typing import Any, ClassVar, Self, get_args

import discord

from bot.components.pressing import Press, Pressable, is_private, spoken, tell
from bot.conversations import Conversation
from bot.cooldown import Pace
from bot.reply import Audience, Place
from bot.sending import respond, respond_in_time
from summitbot import Section

LONGEST_OPTION = 100
MOST_OPTIONS = 25
NONE_OF_THESE = "-"
PATIENCE = 2
"""Wrong guesses in a row after which the topics are offered instead of another."""


class _Select(Pressable, template=r"(?!)"):
    """A choice of what to ask; `custom_id` says in which language, and who asked first."""

    prefix: ClassVar[str]

    def __init__(
        self, language: str, asker: int, options: Mapping[str, str], placeholder: str = "…", more: str = ""
    ) -> None:
        """`options`: value -> label, each of at most 100 characters."""
        shown = [discord.SelectOption(label=label[:LONGEST_OPTION], value=value) for value, label in options.items()]
        select: discord.ui.Select[discord.ui.View] = discord.ui.Select(
            custom_id=f"{self.prefix}:{language}:{asker:x}{more}",
            placeholder=placeholder,
            options=shown[:MOST_OPTIONS],
        )
        super().__init__(select, row=1)
        self.language = language
        self.asker = asker

    @classmethod
    def _read(cls, match: Match[str]) -> Self:
        return cls(match["language"], int(match["asker"], 16), {})

    async def _pressed(self, interaction: Press) -> None:
        """Answer what was chosen, unless whoever chose it asks too much."""
        pace = interaction.client.cooldown.ask(interaction.user.id, interaction.created_at)
        if pace is Pace.ANSWER:
            (chosen,) = self._chosen(interaction)
            private = is_private(interaction) or interaction.user.id != self.asker
            await self._answer(interaction, chosen, Audience.of_interaction(interaction, private=private))
        elif pace is Pace.TELL:
            until = interaction.client.cooldown.over_at(interaction.user.id, interaction.created_at)
            reply = interaction.client.answering.slow_down(until, spoken(interaction))
            await respond(interaction, reply, ephemeral=True)
        else:
            await interaction.response.defer()

    async def _answer(self, interaction: Press, chosen: str, audience: Audience) -> None:
        """Answer the question chosen: for everybody if the asker chose it, else for whoever did."""
        reply = interaction.client.answering.answer(
            chosen,
            interaction.created_at,
            language=self.language,
            conversation=Conversation(interaction.channel_id or 0, interaction.user.id),
            audience=audience,
        )
        await respond_in_time(interaction, reply, ephemeral=audience.place is Place.PRIVATE)

    @staticmethod
    def _chosen(interaction: Press) -> Sequence[str]:
        data: Mapping[str, Any] = interaction.data or {}
        return tuple(data.get("values", ()))


class QuestionSelect(_Select, template=r"ask:(?P<language>[\w-]+):(?P<asker>[0-9a-f]{1,16})"):
    """Ready questions to ask next."""

    name = "related questions"
    prefix = "ask"


class GuessSelect(_Select, template=r"mean:(?P<language>[\w-]+):(?P<asker>[0-9a-f]{1,16}):(?P<guesses>\d{1,2})"):
    """What may have been meant, and a way to say that none of it was; `guesses` counts them, this one included."""

    name = "did you mean"
    prefix = "mean"

    def __init__(
        self, language: str, asker: int, options: Mapping[str, str], placeholder: str = "…", guesses: int = 1
    ) -> None:
        super().__init__(language, asker, options, placeholder, f":{guesses}")
        self.guesses = guesses

    @classmethod
    def _read(cls, match: Match[str]) -> Self:
        return cls(match["language"], int(match["asker"], 16), {}, guesses=int(match["guesses"]))

    async def _answer(self, interaction: Press, chosen: str, audience: Audience) -> None:
        if chosen != NONE_OF_THESE:
            await super()._answer(interaction, chosen, audience)
        elif self.guesses < PATIENCE:
            await tell(interaction, "none-of-these-then")
        else:
            reply = interaction.client.answering.topics(self.language, interaction.created_at, audience)
            await respond_in_time(interaction, reply, ephemeral=audience.place is Place.PRIVATE)


class SectionSelect(_Select, template=r"top:(?P<language>[\w-]+):(?P<asker>[0-9a-f]{1,16})"):
    """The topics, each of which is a section of the overview."""

    name = "topics"
    prefix = "top"

    async def _answer(self, interaction: Press, chosen: str, audience: Audience) -> None:
        section = next((section for section in get_args(Section) if section == chosen), None)
        if section is None:
            await tell(interaction, "gone-topic")
            return
        reply = interaction.client.answering.overview(
            section,
            interaction.created_at,
            language=self.language,
            conversation=Conversation(interaction.channel_id or 0, interaction.user.id),
            audience=audience,
        )
        await respond_in_time(interaction, reply, ephemeral=audience.place is Place.PRIVATE)
