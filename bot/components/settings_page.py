"""The page of `/settings`: what the managers of a server chose, and what they choose it with."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import time
from re import Match
from typing import Any, Self

import discord
from babel import Locale
from babel.dates import format_time

from bot.components.pressable import Pressable
from bot.components.selects import LONGEST_OPTION, MOST_OPTIONS
from bot.interactions.asking import Interaction, language_of_user, manages_server
from bot.replies.reply import Reply
from bot.store import ServerSettings

MOST_CHANNELS = 25
"""As many as Discord lets one choose at once."""
_THAT_OF_THE_QUESTION = "-"
_NEVER = "-"
_HOURS = tuple(time(hour) for hour in range(24))
_UNTIL_MORNING = time(7)
_KINDS = [discord.ChannelType.text, discord.ChannelType.forum]


class _Setting(Pressable, template=r"(?!)"):
    """A choice: it is kept at once, and the page shows it."""

    async def _pressed(self, interaction: Interaction) -> None:
        guild_id = interaction.guild_id
        if not await manages_server(interaction) or guild_id is None:
            return
        store = interaction.client.store
        chosen = self._choose(await store.settings_of(guild_id))
        kept = await store.save_settings(guild_id, chosen)
        page = settings_page(interaction, chosen if kept else await store.settings_of(guild_id), kept=kept)
        await interaction.response.edit_message(content=page.messages[0], view=page.view)

    @abstractmethod
    def _choose(self, settings: ServerSettings) -> ServerSettings:
        """The settings with what was chosen."""


class ChannelsSelect(_Setting, template=r"set:channels"):
    """Where questions need no mention of the bot."""

    name = "settings: channels"
    item: discord.ui.ChannelSelect[Any]

    def __init__(self, chosen: Sequence[discord.SelectDefaultValue] = (), placeholder: str = "…") -> None:
        super().__init__(
            discord.ui.ChannelSelect(
                custom_id="set:channels",
                channel_types=_KINDS,
                placeholder=placeholder,
                min_values=0,
                max_values=MOST_CHANNELS,
                default_values=chosen,
            ),
            row=0,
        )

    @classmethod
    def _read(cls, match: Match[str]) -> Self:  # noqa: ARG003
        return cls()

    def _choose(self, settings: ServerSettings) -> ServerSettings:
        return replace(settings, free_text_channels=frozenset(channel.id for channel in self.item.values))


class LanguageSelect(_Setting, template=r"set:language"):
    """The language of the server."""

    name = "settings: language"
    item: discord.ui.Select[Any]

    def __init__(self, options: Iterable[discord.SelectOption] = ()) -> None:
        super().__init__(discord.ui.Select(custom_id="set:language", options=list(options)), row=1)

    @classmethod
    def _read(cls, match: Match[str]) -> Self:  # noqa: ARG003
        return cls()

    def _choose(self, settings: ServerSettings) -> ServerSettings:
        (chosen,) = self.item.values
        return replace(settings, language=None if chosen == _THAT_OF_THE_QUESTION else chosen)


class QuietSelect(_Setting, template=r"set:quiet:(?P<end>from|until)"):
    """When the quiet hours begin, or when they end."""

    name = "settings: quiet hours"
    item: discord.ui.Select[Any]

    def __init__(self, end: str, options: Iterable[discord.SelectOption] = (), *, disabled: bool = False) -> None:
        select: discord.ui.Select[Any] = discord.ui.Select(
            custom_id=f"set:quiet:{end}", options=list(options), disabled=disabled
        )
        super().__init__(select, row=2 if end == "from" else 3)
        self.end = end

    @classmethod
    def _read(cls, match: Match[str]) -> Self:
        return cls(match["end"])

    def _choose(self, settings: ServerSettings) -> ServerSettings:
        (value,) = self.item.values
        if value == _NEVER:
            return replace(settings, quiet_from=None, quiet_until=None)
        chosen = time.fromisoformat(value)
        if self.end == "from":
            until = settings.quiet_until or _UNTIL_MORNING
            return replace(settings, quiet_from=chosen, quiet_until=until if until != chosen else _hour_after(chosen))
        return replace(settings, quiet_until=chosen)


class PrivateButton(_Setting, template=r"set:private:(?P<private>[01])"):
    """Whether only the asker sees the answer to a command."""

    name = "settings: private"

    def __init__(self, *, private: bool, label: str = "…") -> None:
        super().__init__(discord.ui.Button(custom_id=f"set:private:{private:d}", label=label), row=4)
        self.private = private

    @classmethod
    def _read(cls, match: Match[str]) -> Self:
        return cls(private=match["private"] == "1")

    def _choose(self, settings: ServerSettings) -> ServerSettings:
        return replace(settings, private=self.private)


SETTINGS = (ChannelsSelect, LanguageSelect, QuietSelect, PrivateButton)


def settings_page(interaction: Interaction, settings: ServerSettings, *, kept: bool = True) -> Reply:
    """Return all that can be set, as it is, and the means to change it; say so if the last choice was not `kept`."""
    page = _Page(interaction, settings)
    return Reply((page.text(kept=kept),), lambda _: page.view())


class _Page:
    """The page in the language of whoever looks at it."""

    def __init__(self, interaction: Interaction, settings: ServerSettings) -> None:
        self._engine = interaction.client.answering.engine
        self._guild = interaction.guild
        self._reads_everything = interaction.client.intents.message_content
        self._language = language_of_user(interaction) or self._engine.languages[0]
        self._settings = settings

    def text(self, *, kept: bool) -> str:
        settings = self._settings
        language = self._name(settings.language) if settings.language else self._say("settings-any-language")
        lines = [
            f"**{self._say('settings')}**",
            self._line("settings-channels", self._channels()),
            self._line("settings-language", language),
            self._line("settings-quiet", self._quiet_hours()),
            self._line("settings-answers", self._say("settings-private" if settings.private else "settings-public")),
        ]
        if not self._reads_everything:
            lines.append(f"-# {self._say('settings-no-free-text')}")
        if not kept:
            lines.append(self._say("settings-not-kept"))
        return "\n".join(lines)

    def view(self) -> discord.ui.View:
        settings = self._settings
        view = discord.ui.View(timeout=None)
        view.add_item(ChannelsSelect(self._known_channels(), self._say("settings-choose-channels")))
        view.add_item(LanguageSelect(self._languages()))
        view.add_item(QuietSelect("from", self._beginnings()))
        view.add_item(QuietSelect("until", self._ends(), disabled=settings.quiet_from is None))
        label = self._say("settings-make-public" if settings.private else "settings-make-private")
        view.add_item(PrivateButton(private=not settings.private, label=label))
        return view

    def _line(self, name: str, value: str) -> str:
        return f"- {self._say(name, value=value)}"

    def _channels(self) -> str:
        mentions = [f"<#{id_}>" for id_ in sorted(self._settings.free_text_channels)]
        return ", ".join(mentions) or self._say("settings-nowhere")

    def _known_channels(self) -> list[discord.SelectDefaultValue]:
        """Those that are still there: Discord refuses others."""
        there = {channel.id for channel in self._guild.channels} if self._guild else set()
        known = sorted(self._settings.free_text_channels & there)[:MOST_CHANNELS]
        return [discord.SelectDefaultValue(id=id_, type=discord.SelectDefaultValueType.channel) for id_ in known]

    def _languages(self) -> list[discord.SelectOption]:
        """The names of all languages, after that of none in particular."""
        options = {_THAT_OF_THE_QUESTION: self._say("settings-choose-any-language")}
        options |= {code: self._name(code) for code in self._engine.languages}
        return _options(options, self._settings.language or _THAT_OF_THE_QUESTION)

    def _beginnings(self) -> list[discord.SelectOption]:
        options = {_NEVER: self._say("settings-choose-no-quiet")}
        options |= {_written(hour): self._say("settings-choose-from", time=self._clock(hour)) for hour in _HOURS}
        return _options(options, _written(self._settings.quiet_from))

    def _ends(self) -> list[discord.SelectOption]:
        """Every hour but that at which the quiet hours begin, which would leave none."""
        hours = [hour for hour in _HOURS if hour != self._settings.quiet_from]
        options = {_written(hour): self._say("settings-choose-until", time=self._clock(hour)) for hour in hours}
        return _options(options, _written(self._settings.quiet_until or _UNTIL_MORNING))

    def _quiet_hours(self) -> str:
        since, until = self._settings.quiet_from, self._settings.quiet_until
        if since is None or until is None:
            return self._say("settings-no-quiet")
        zone = self._engine.timezone
        return self._say("settings-quiet-hours", since=self._clock(since), until=self._clock(until), zone=zone)

    def _clock(self, moment: time) -> str:
        return format_time(moment, "short", locale=_locale(self._language))

    def _name(self, language: str) -> str:
        """The name of a language as it stands at the beginning of a line."""
        name = Locale.parse(language, sep="-").get_display_name(_locale(self._language)) or language
        return name[0].upper() + name[1:]

    def _say(self, name: str, **values: str) -> str:
        return self._engine.sentence(name, self._language, **values)


def _hour_after(moment: time) -> time:
    """So that quiet hours do not end as they begin."""
    return time((moment.hour + 1) % 24)


def _options(labels: Mapping[str, str], chosen: str) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=label[:LONGEST_OPTION], value=value, default=value == chosen)
        for value, label in list(labels.items())[:MOST_OPTIONS]
    ]


def _written(moment: time | None) -> str:
    return f"{moment:%H:%M}" if moment else _NEVER


def _locale(language: str) -> Locale:
    return Locale.parse("en_GB" if language == "en" else language, sep="_" if language == "en" else "-")
