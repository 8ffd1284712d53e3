"""An answer as Discord shows it: escaped text and a quiet line with date and sources, in a few short messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Protocol

import discord

from bot.splitting import MESSAGE_LIMIT, split
from summitbot import Answer, Outcome, SourceNote

MOST_MESSAGES = 3
MOST_SOURCES = 3

_TITLE_LIMIT, _PUBLISHER_LIMIT, _ADDRESS_LIMIT = 100, 60, 250  # so that the quiet line leaves room for the answer
_MORE = " …"
_BELOW, _APART = "\n", "\n\n"

_SAME_DAY_ALMOST_EVERYWHERE = time(10, tzinfo=UTC)
"""Discord shows a timestamp in the reader's zone; at this hour it is the same day from Hawaii to New Zealand."""

_MARKUP = re.compile(
    r"(?P<url>https?://[\w./?#&=%+~:-]*[\w/=])"  # escaping within an address would break it
    r"|(?P<ping>@)(?=everyone|here)"
    r"|(?P<mark>[\\*_~|`\[<]|^\s*(?:#|>|-#))",
    re.MULTILINE,
)


def escape(text: str) -> str:
    """Return `text` so that Discord shows it as it stands: no formatting, no masked link, no mention, no ping."""
    return _MARKUP.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    if match["url"]:
        return match["url"]
    if match["ping"]:
        return "@\u200b"
    mark = match["mark"]
    indent = mark[: len(mark) - len(mark.lstrip())]
    return f"{indent}\\{mark.lstrip()}"


class Speaker(Protocol):
    """Whoever knows the bot's own sentences in every language: the engine does."""

    def sentence(self, name: str, language: str | None, /, **values: str) -> str:
        """Return one of them, with `values` filled in."""


def render(answer: Answer, speaker: Speaker) -> tuple[str, ...]:
    """Return the messages that show `answer`, each short enough for Discord, the quiet line at the end of the last."""
    paragraphs = [escape(block) for block in answer.blocks]
    if suggestions := _suggestions(answer, speaker):
        paragraphs.append(suggestions)
    return _close_with(_quiet_line(answer, speaker), _few(split("\n\n".join(paragraphs))))


def _suggestions(answer: Answer, speaker: Speaker) -> str:
    """The questions to ask instead; an answer that asks which was meant has introduced them itself."""
    if not answer.suggestions:
        return ""
    if answer.outcome is Outcome.CLARIFY:
        return bullets(answer.suggestions)
    return f"{speaker.sentence('did-you-mean', answer.language)}\n{bullets(answer.suggestions)}"


def bullets(questions: Sequence[str]) -> str:
    """Return `questions` as a list, one a line."""
    return "\n".join(f"- {escape(question)}" for question in questions)


def _few(messages: Sequence[str]) -> list[str]:
    if len(messages) <= MOST_MESSAGES:
        return list(messages)
    return [*messages[: MOST_MESSAGES - 1], _shorten(messages[MOST_MESSAGES - 1], MESSAGE_LIMIT - len(_MORE)) + _MORE]


def _shorten(text: str, limit: int) -> str:
    return split(text, limit)[0]


def _close_with(quiet: str, messages: list[str]) -> tuple[str, ...]:
    if not quiet:
        return tuple(messages)
    room = MESSAGE_LIMIT - len(quiet) - len(_APART)
    if len(messages[-1]) > room and len(messages) < MOST_MESSAGES:
        return (*messages, quiet)
    if len(messages[-1]) > room:
        messages[-1] = _shorten(messages[-1], room - len(_MORE)) + _MORE
    ends_in_list = messages[-1].rpartition("\n")[2].startswith("- ")  # which would swallow the next line
    return (*messages[:-1], f"{messages[-1]}{_APART if ends_in_list else _BELOW}{quiet}")


def _quiet_line(answer: Answer, speaker: Speaker) -> str:
    """The line in small print: as of when, by whom. Empty if there is nothing to say."""
    parts = [_as_of(answer, speaker), _sources(answer, speaker)]
    said = " · ".join(part for part in parts if part)
    return f"-# {said}" if said else ""


def _as_of(answer: Answer, speaker: Speaker) -> str:
    if answer.as_of is None:
        return ""
    moment = datetime.combine(answer.as_of, _SAME_DAY_ALMOST_EVERYWHERE)
    return speaker.sentence("as-of", answer.language, date=discord.utils.format_dt(moment, "D"))


def _sources(answer: Answer, speaker: Speaker) -> str:
    """The first few sources, and how many more there are."""
    if not answer.sources:
        return ""
    shown = [_source(source) for source in answer.sources[:MOST_SOURCES]]
    if left_out := len(answer.sources) - len(shown):
        shown.append(speaker.sentence("more-sources", answer.language, count=str(left_out)))
    label = speaker.sentence("source" if len(answer.sources) == 1 else "sources", answer.language)
    return f"{label} {'; '.join(shown)}"


def _source(source: SourceNote) -> str:
    title = _clipped(source.title, _TITLE_LIMIT)
    shown = escape(title)
    address = _address(source.url or "")
    if address and "://" not in title:  # Discord does not mask a link behind something that looks like one
        shown = f"[{escape(_without_brackets(title))}]({address})"
    return f"{shown} ({escape(_clipped(source.publisher, _PUBLISHER_LIMIT))})"


def _clipped(text: str, limit: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _without_brackets(text: str) -> str:
    return text.translate(str.maketrans("[]", "()"))


def _address(url: str) -> str:
    """The address in angle brackets, which keep Discord from unfolding a preview. Empty if too long to show."""
    safe = re.sub(r"[()<>\s]", lambda unsafe: f"%{ord(unsafe[0]):02X}", url)
    return f"<{safe}>" if 0 < len(safe) <= _ADDRESS_LIMIT else ""
