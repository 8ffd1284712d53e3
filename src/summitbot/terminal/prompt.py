"""The prompt at which people type: it remembers what was typed and completes questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, ThreadedCompleter
from prompt_toolkit.document import Document

from summitbot import Engine
from summitbot.terminal.chat import COMMANDS, Chat

_MOST_COMPLETIONS = 8


def chat_at_prompt(chat: Chat) -> Iterator[str]:
    """Yield what to show to someone who types at a prompt, until Ctrl-D or /quit."""
    completer = ThreadedCompleter(QuestionCompleter(chat.engine, chat.language))
    session: PromptSession[str] = PromptSession("> ", completer=completer)
    yield from chat.greet()
    while (typed := _typed(session)) is not None:
        if typed:
            yield from chat.reply(typed)
            yield ""


def _typed(session: PromptSession[str]) -> str | None:
    """What was typed, or nothing at the end. Ctrl-C drops the line, as in a shell."""
    try:
        typed = session.prompt().strip()
    except KeyboardInterrupt:
        return ""
    except EOFError:
        return None
    return None if typed == "/quit" else typed


class QuestionCompleter(Completer):
    """Completes what is typed to a ready question, or to a command."""

    def __init__(self, engine: Engine, language: str | None) -> None:
        self._engine = engine
        self._language = language

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002
        """Yield what could stand in place of the text before the cursor."""
        typed = document.text_before_cursor
        yield from (Completion(text, start_position=-len(typed)) for text in self._ready(typed))

    def _ready(self, typed: str) -> Iterable[str]:
        if typed.startswith("/"):
            return [command for command in COMMANDS if command.startswith(typed)]
        return self._engine.complete(typed, self._language, _MOST_COMPLETIONS) if typed.strip() else ()
