"""An answer as a person reads it in a terminal: its text, what it rests on, and what else could be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from textwrap import wrap

from summitbot import Answer, Engine, Outcome, SourceNote
from summitbot.answering.wording import date_in_words

MOST_SOURCES = 4

_QUIET, _LOUD = "\x1b[2m", "\x1b[22m"
_SURROGATES = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """Return `text` with a replacement mark for each half character, which no terminal and no JSON reader can show."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def render(answer: Answer, engine: Engine, *, width: int | None = None, numbered: bool = False) -> Iterator[str]:
    """Yield the lines that show `answer`, with numbers before its suggestions if it is `numbered`.

    `width` is that of the terminal: lines are broken between words, and sources dimmed. Without it, nothing is done.
    """
    yield from _fitted(said(answer, numbered=numbered), width)
    notes = list(_fitted(_notes(answer, engine), width))
    if notes:
        yield ""
        yield from notes if width is None else (f"{_QUIET}{note}{_LOUD}" for note in notes)
    if answer.suggestions and answer.outcome is not Outcome.CLARIFY:
        yield ""
        yield engine.sentence("did-you-mean", answer.language)
        yield from _fitted(_listed(answer, numbered=numbered), width)


def _fitted(lines: Iterable[str], width: int | None) -> Iterator[str]:
    """The lines broken between words so that they fit; an address stays in one piece, whatever its length."""
    if width is None:
        yield from lines
        return
    for line in "\n".join(lines).split("\n"):
        yield from wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]


def said(answer: Answer, *, numbered: bool = False) -> Iterator[str]:
    """Yield the lines of the reply itself; where it asks which was meant, that includes what to choose from."""
    yield answer.text
    if answer.outcome is Outcome.CLARIFY:
        yield from _listed(answer, numbered=numbered)


def _listed(answer: Answer, *, numbered: bool) -> Iterator[str]:
    for number, question in enumerate(answer.suggestions, start=1):
        yield f"  {f'{number}.' if numbered else '-'} {question}"


def _notes(answer: Answer, engine: Engine) -> Iterator[str]:
    """One line a source, the first with the date; if there are many, the last says how many more."""
    label = engine.sentence("source", answer.language)
    shown = [f"{label} {_source(source)}" for source in answer.sources[:MOST_SOURCES]]
    if answer.as_of is not None:
        as_of = engine.sentence("as-of", answer.language, date=date_in_words(answer.as_of, answer.language))
        shown[:1] = [" · ".join([as_of, *shown[:1]])]
    yield from shown
    if len(answer.sources) > MOST_SOURCES:
        yield engine.sentence("more-sources", answer.language, count=str(len(answer.sources) - MOST_SOURCES))


def _source(source: SourceNote) -> str:
    return f"{source.publisher}, {source.title}" + (f" ({source.url})" if source.url else "")
