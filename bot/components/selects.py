"""The selects: related questions, what may have been meant, and the topics when guessing has failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from re import Match
from typing import Any, ClassVar, Self, get_args

import discord

from bot.asker import Asker
from bot.components.pressable import Pressable, is_private
from bot.interactions.asking import Interaction, asker_of, may_ask, tell
from bot.interactions.responding import respond_in_time
from summitbot import Section

LONGEST_OPTION = 100
MOST_OPTIONS = 25
NONE_OF_THESE = "-"
MOST_GUESSES = 2
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

    async def _pressed(self, interaction: Interaction) -> None:
        """Answer what was chosen, unless whoever chose it asks too much."""
        if await may_ask(interaction):
            (chosen,) = self._chosen(interaction)
            private = is_private(interaction) or interaction.user.id != self.asker
            await self._answer(interaction, chosen, asker_of(interaction, self.language, private=private))

    async def _answer(self, interaction: Interaction, chosen: str, asker: Asker) -> None:
        """Answer the question chosen: for everybody if the asker chose it, else for whoever did."""
        reply = interaction.client.answering.answer(chosen, asker)
        await respond_in_time(interaction, reply, ephemeral=asker.is_alone)

    @staticmethod
    def _chosen(interaction: Interaction) -> Sequence[str]:
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

    async def _answer(self, interaction: Interaction, chosen: str, asker: Asker) -> None:
        if chosen != NONE_OF_THESE:
            await super()._answer(interaction, chosen, asker)
        elif self.guesses < MOST_GUESSES:
            await tell(interaction, "none-of-these-then")
        else:
            reply = interaction.client.answering.topics(asker)
            await respond_in_time(interaction, reply, ephemeral=asker.is_alone)


class SectionSelect(_Select, template=r"top:(?P<language>[\w-]+):(?P<asker>[0-9a-f]{1,16})"):
    """The topics, each of which is a section of the overview."""

    name = "topics"
    prefix = "top"

    async def _answer(self, interaction: Interaction, chosen: str, asker: Asker) -> None:
        section = next((section for section in get_args(Section) if section == chosen), None)
        if section is None:
            await tell(interaction, "gone-topic")
            return
        reply = interaction.client.answering.overview(section, asker)
        await respond_in_time(interaction, reply, ephemeral=asker.is_alone)
