"""An answer as Discord shows it: escaped text and a quiet line with date and sources, in a few short messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Protocol

import discord

from bot.replies.splitting import MESSAGE_LIMIT, split
from summitbot import Answer, Outcome, SourceNote

MOST_MESSAGES = 3
MOST_SOURCES = 3
LONGEST_LIST, PAGE, PAGE_LIMIT = 12, 10, 1_000
"""Entries up to which a list is shown whole, and how many entries and characters a page of a longer one may have."""

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


def render(answer: Answer, speaker: Speaker, page: int = 0, opening: str = "") -> tuple[str, ...]:
    """Return the messages that show `answer`, each short enough for Discord, the quiet line at the end of the last.

    Of a list with several pages they show one, in a single message; `opening` stands before all.
    """
    blocks, part = _paged(answer, page)
    paragraphs = [opening] if opening else []
    paragraphs += [escape(block) for block in blocks]
    if suggestions := _suggestions(answer, speaker):
        paragraphs.append(suggestions)
    most = 1 if part else MOST_MESSAGES
    return _close_with(_quiet_line(answer, speaker, part), _few(split("\n\n".join(paragraphs)), most), most)


def pages_of(answer: Answer) -> int:
    """How many pages `answer` has: one, unless it has a long list."""
    return max((len(_pages(block)) for block in answer.blocks), default=1)


def _pages(block: str) -> list[list[str]]:
    """The entries of a block that is a long list, by page; of any other block, its text as the only page."""
    entries = block.split("\n")
    if len(entries) <= LONGEST_LIST or not all(entry.startswith("- ") for entry in entries):
        return [[block]]
    pages: list[list[str]] = [[]]
    for entry in entries:
        full = len(pages[-1]) == PAGE or len(escape("\n".join([*pages[-1], entry]))) > PAGE_LIMIT
        if pages[-1] and full:
            pages.append([])
        pages[-1].append(entry)
    return pages


def _paged(answer: Answer, page: int) -> tuple[list[str], tuple[int, int, int] | None]:
    """The blocks with one page of each long list, and which entries of how many these are."""
    blocks, part = [], None
    for block in answer.blocks:
        pages = _pages(block)
        at = min(page, len(pages) - 1)
        blocks.append("\n".join(pages[at]))
        if len(pages) > 1:
            before = sum(map(len, pages[:at]))
            part = before + 1, before + len(pages[at]), sum(map(len, pages))
    return blocks, part


def render_sources(answer: Answer, speaker: Speaker, language: str | None, opening: str = "") -> tuple[str, ...]:
    """Return the messages that list every source of `answer`, with title, publisher and date."""
    if not answer.sources:
        return (speaker.sentence("no-sources", language),)
    listed = "\n".join(f"- {_source(source)}{_dated(source)}" for source in answer.sources)
    label = speaker.sentence("source" if len(answer.sources) == 1 else "sources", language)
    return tuple(_few(split(f"{opening}\n{label}\n{listed}")))


def _dated(source: SourceNote) -> str:
    """Its date, as each reader's Discord writes it if it is a whole day."""
    if not source.date:
        return ""
    try:
        day = date.fromisoformat(source.date)
    except ValueError:
        return f", {escape(source.date)}"
    return f", {day_for_all(day)}"


def day_for_all(day: date) -> str:
    """Return `day` as a timestamp, which Discord writes in each reader's own language."""
    return discord.utils.format_dt(datetime.combine(day, _SAME_DAY_ALMOST_EVERYWHERE), "D")


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


def _few(messages: Sequence[str], most: int = MOST_MESSAGES) -> list[str]:
    if len(messages) <= most:
        return list(messages)
    return [*messages[: most - 1], _shorten(messages[most - 1], MESSAGE_LIMIT - len(_MORE)) + _MORE]


def _shorten(text: str, limit: int) -> str:
    return split(text, limit)[0]


def _close_with(quiet: str, messages: list[str], most: int) -> tuple[str, ...]:
    if not quiet:
        return tuple(messages)
    room = MESSAGE_LIMIT - len(quiet) - len(_APART)
    if len(messages[-1]) > room and len(messages) < most:
        return (*messages, quiet)
    if len(messages[-1]) > room:
        messages[-1] = _shorten(messages[-1], room - len(_MORE)) + _MORE
    ends_in_list = messages[-1].rpartition("\n")[2].startswith("- ")  # which would swallow the next line
    return (*messages[:-1], f"{messages[-1]}{_APART if ends_in_list else _BELOW}{quiet}")


def _quiet_line(answer: Answer, speaker: Speaker, part: tuple[int, int, int] | None) -> str:
    """The line in small print: which entries of a long list, as of when, by whom. Empty if there is nothing to say."""
    parts = [_part(part, answer, speaker), _as_of(answer, speaker), _sources(answer, speaker)]
    said = " · ".join(part for part in parts if part)
    return f"-# {said}" if said else ""


def _part(part: tuple[int, int, int] | None, answer: Answer, speaker: Speaker) -> str:
    if part is None:
        return ""
    first, last, count = map(str, part)
    return speaker.sentence("entries", answer.language, first=first, last=last, count=count)


def _as_of(answer: Answer, speaker: Speaker) -> str:
    if answer.as_of is None:
        return ""
    return speaker.sentence("as-of", answer.language, date=day_for_all(answer.as_of))


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
