"""A conversation in the terminal: what is typed goes in, the lines to show come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from summitbot import Answer, Engine, Question
from summitbot.terminal.explaining import explain
from summitbot.terminal.rendering import render, whole

COMMANDS = ("/why", "/help", "/quit")
"""What can be typed besides questions. What `/why` does is said by the sentence `chat-why` of the language packs."""


class Chat:
    """One conversation. `now` is asked for the moment of each question; `width` is that of the terminal, if any."""

    def __init__(
        self, engine: Engine, language: str | None, now: Callable[[], datetime], *, width: int | None = None
    ) -> None:
        self.engine = engine
        self.language = language
        self._now = now
        self._width = width
        self._last: Answer | None = None
        self._suggestions: Sequence[str] = ()

    def greet(self) -> Iterator[str]:
        """Yield what opens the conversation: what it is about, and examples that can be picked by number."""
        yield self.engine.sentence("chat-welcome", self.language)
        self._suggestions = self.engine.complete("", self.language, 3)
        yield from (f"  {number}. {question}" for number, question in enumerate(self._suggestions, start=1))
        yield "  " + " · ".join(COMMANDS)

    def reply(self, typed: str) -> Iterator[str]:
        """Yield the lines that answer `typed`: a question, the number of a suggestion, or a command."""
        match typed.split():
            case ["/why"]:
                yield from self._why()
            case [command] if command.startswith("/"):
                yield from self._help()
            case _:
                yield from self._answer(self._picked(typed))

    def _why(self) -> Iterator[str]:
        if self._last is None:
            yield self.engine.sentence("chat-nothing-asked", self.language)
            return
        for reading in self._last.readings:
            yield from explain(reading)

    def _help(self) -> Iterator[str]:
        yield from self.greet()
        for command in COMMANDS:
            meaning = self.engine.sentence(f"chat-{command.removeprefix('/')}", self.language)
            yield f"  {command:<6} {meaning}"

    def _picked(self, typed: str) -> str:
        """The suggestion whose number was typed, else what was typed."""
        numbered = {str(number): question for number, question in enumerate(self._suggestions, start=1)}
        return numbered.get(typed.strip(), typed)

    def _answer(self, question: str) -> Iterator[str]:
        previous = self._last.context if self._last else ()
        answer = self.engine.answer(Question(whole(question), self._now(), self.language, previous, weigh_all=True))
        self._last, self._suggestions = answer, answer.suggestions
        yield from render(answer, self.engine, width=self._width, numbered=True)


def chat_over_lines(chat: Chat, lines: Iterable[bytes]) -> Iterator[str]:
    """Yield a transcript of what `lines` ask, until they end or one of them says /quit."""
    for line in lines:
        typed = line.decode("utf-8", "replace").strip()
        if typed == "/quit":
            return
        if typed:
            yield f"> {typed}"
            yield from chat.reply(typed)
            yield ""
