"""The terminal door: `summitbot ask`, `chat`, `check`, `map` and `schema`."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from shutil import get_terminal_size

from summitbot import Engine, KnowledgeError, Question, load_knowledge
from summitbot.knowledge.loading import find_problems
from summitbot.knowledge.loading.folder import list_folder
from summitbot.knowledge.schema import knowledge_schema
from summitbot.terminal.chat import Chat, chat_over_lines
from summitbot.terminal.explaining import explain
from summitbot.terminal.json_lines import answer_lines, read_line
from summitbot.terminal.kept_engine import engine_for
from summitbot.terminal.rendering import render
from summitbot.workshop.checking import failures
from summitbot.workshop.mapping import knowledge_map
from summitbot.workshop.report import report
from summitbot.workshop.survey import survey

_STANDARD_INPUT = ["-"]
_IN_THE_CHECKOUT = Path(__file__).parents[2] / "knowledge"


class NoKnowledgeError(Exception):
    """There is no folder to answer from; the message says where one was looked for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` name and return its exit code.

    That is 0 if all went well, 1 if the knowledge has mistakes, 2 if there is none or the arguments make no sense.
    """
    _show_what_cannot_be_shown_as_marks()
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except NoKnowledgeError as error:
        print(f"summitbot: {error}", file=sys.stderr)
        return 2
    except KnowledgeError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return _leave_quietly()
    return code


def _show_what_cannot_be_shown_as_marks() -> None:
    """Neither a terminal of few letters nor half a character is a reason to fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _speak_utf8() -> None:
    """JSON is UTF-8 whatever the terminal speaks."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def _leave_quietly() -> int:
    """The reader has gone, as `head` does; Python is kept from complaining about it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="summitbot", description="Answers questions from a folder of sourced, dated facts.")
    parser.add_argument("--version", action="version", version=f"summitbot {version('summitbot')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    asking = ArgumentParser(add_help=False)
    asking.add_argument("--knowledge", type=Path, metavar="DIR", help="the folder to answer from")
    asking.add_argument("--language", metavar="CODE", help="the asker's language, if the question leaves it open")
    asking.add_argument("--date", type=_midday, metavar="YYYY-MM-DD", help="answer as on that day")

    ask = commands.add_parser("ask", parents=[asking], help="answer a question")
    ask.add_argument("question", nargs="+", help="the question; - reads questions from standard input, one a line")
    form = ask.add_mutually_exclusive_group()
    form.add_argument("--explain", action="store_true", help="add why it was answered so")
    form.add_argument("--json", action="store_true", help="print one JSON object for each question")
    ask.set_defaults(run=_ask)

    chat = commands.add_parser("chat", parents=[asking], help="ask question after question")
    chat.set_defaults(run=_chat)

    check = commands.add_parser("check", help="look for mistakes in a knowledge folder")
    check.add_argument("knowledge", nargs="?", type=Path, metavar="DIR", help="the folder to look through")
    check.set_defaults(run=_check, date=None)

    page = commands.add_parser("map", help="print a page of what a knowledge folder can answer, in Markdown")
    page.add_argument("knowledge", nargs="?", type=Path, metavar="DIR", help="the folder to show")
    page.set_defaults(run=_map)

    schema = commands.add_parser("schema", help="print the JSON Schema of knowledge files, for editors")
    schema.set_defaults(run=_schema)
    return parser


def _midday(day: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day), time(12, tzinfo=UTC))
    except ValueError:
        raise ArgumentTypeError(f"a day such as 2025-02-11 is expected, not {day!r}") from None


def _ask(options: Namespace) -> int:
    engine = _engine(options)
    lines = sys.stdin.buffer if options.question == _STANDARD_INPUT else [os.fsencode(" ".join(options.question))]
    if options.json:
        _speak_utf8()
        _show(answer_lines(engine, lines, options.language, lambda: _moment(options)))
    else:
        for line in lines:
            _show(_answer(engine, read_line(line).text, options))
    return 0


def _answer(engine: Engine, text: str, options: Namespace) -> Iterator[str]:
    answer = engine.answer(Question(text, _moment(options), options.language, weigh_all=True))
    yield from render(answer, engine, width=_width())
    if options.explain:
        for reading in answer.readings:
            yield ""
            yield from explain(reading)


def _chat(options: Namespace) -> int:
    width = _width() if sys.stdin.isatty() else None
    chat = Chat(_engine(options), options.language, lambda: _moment(options), width=width)
    if width is not None:
        from summitbot.terminal.prompt import chat_at_prompt  # noqa: PLC0415 - slow to import, and only needed here

        _show(chat_at_prompt(chat))
    else:
        _show(chat_over_lines(chat, sys.stdin.buffer))
    return 0


def _check(options: Namespace) -> int:
    folder = _folder(options.knowledge)
    problems = find_problems(folder)
    _show(map(str, problems))
    if problems:
        return 1
    engine = Engine(load_knowledge(folder))
    failed = list(failures(engine, _moment(options)))
    astray = [failure for failure in failed if not failure.asked_back]
    _show(map(str, astray))
    if astray:
        return 1
    names = [file.name for file in list_folder(folder).files]
    _show(report(survey(engine.knowledge, _moment(options).date(), names), failed))
    return 0


def _map(options: Namespace) -> int:
    _speak_utf8()
    _show(knowledge_map(load_knowledge(_folder(options.knowledge))))
    return 0


def _schema(_options: Namespace) -> int:
    _show([json.dumps(knowledge_schema(), indent=2, ensure_ascii=False)])
    return 0


def _show(lines: Iterable[str]) -> None:
    """Print each line as soon as it is there, for those who wait for it at the other end of a pipe."""
    for line in lines:
        print(line, flush=True)


def _width() -> int | None:
    """How wide the terminal is; none where the output goes elsewhere."""
    return get_terminal_size().columns if sys.stdout.isatty() else None


def _moment(options: Namespace) -> datetime:
    return options.date or datetime.now(UTC)


def _engine(options: Namespace) -> Engine:
    return engine_for(_folder(options.knowledge))


def _folder(named: Path | None) -> Path:
    """The folder that was named, else the one here, else the one of the checkout this runs from.

    Raises:
        NoKnowledgeError: there is no such folder.
    """
    places = [named] if named else [Path("knowledge"), _IN_THE_CHECKOUT]
    for place in places:
        if place.is_dir():
            return place
    if named:
        raise NoKnowledgeError(f"There is no folder {named}. Name the folder that holds the facts.")
    raise NoKnowledgeError("There is no folder 'knowledge' here. Name the folder that holds the facts: --knowledge DIR")
