"""`summitbot chat`, at a prompt and over a pipe."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from summitbot import Answer, Engine, Outcome, Question, load_knowledge
from summitbot.terminal.chat import Chat, chat_over_lines
from summitbot.terminal.prompt import QuestionCompleter, chat_at_prompt

TINY = Path(__file__).parents[1] / "tiny_summit"
ENGINE = Engine(load_knowledge(TINY))
MOMENT = datetime(2024, 7, 1, 12, tzinfo=UTC)


class AsksBack(Engine):
    """An engine that offers two questions whatever it is asked, and answers them."""

    offered = ("When did the congress end?", "When did the congress start?")

    def answer(self, question: Question) -> Answer:
        answer = super().answer(question)
        if question.text in self.offered:
            return answer
        return Answer(Outcome.CLARIFY, ("Which?",), "en", answer.readings, suggestions=self.offered)


def chat(engine: Engine = ENGINE) -> Chat:
    return Chat(engine, None, lambda: MOMENT)


@pytest.fixture
def keyboard() -> Iterator[PipeInput]:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield keys


def test_the_greeting_names_the_event_and_three_questions() -> None:
    welcome, *examples, commands = chat().greet()
    assert "Lighthouse Keepers' Congress" in welcome
    assert [example[:5] for example in examples] == ["  1. ", "  2. ", "  3. "]
    assert commands == "  /why · /help · /quit"


def test_the_greeting_speaks_the_language_that_was_chosen() -> None:
    assert "Congrès des gardiens de phare" in next(Chat(ENGINE, "fr", lambda: MOMENT).greet())


def test_the_number_of_an_example_asks_it() -> None:
    talk = chat()
    lines = list(talk.greet())
    chosen = lines[2].removeprefix("  2. ")
    assert list(talk.reply("2")) == list(chat().reply(chosen))


def test_the_number_of_a_choice_asks_it() -> None:
    talk = chat(AsksBack(load_knowledge(TINY)))
    assert list(talk.reply("when?")) == [
        "Which?",
        "  1. When did the congress end?",
        "  2. When did the congress start?",
    ]
    assert next(talk.reply(" 1 ")) == "It ended on 13 June 2024."


def test_a_number_that_was_not_offered_is_a_question() -> None:
    talk = chat(AsksBack(load_knowledge(TINY)))
    list(talk.reply("when?"))
    assert next(talk.reply("3")) == "Which?"


def test_a_question_goes_on_from_the_one_before() -> None:
    talk = chat()
    list(talk.reply("who is Ingrid Halvorsen?"))
    assert next(talk.reply("was she there?")) == "Yes: Ingrid Halvorsen attended."


def test_why_explains_the_last_question() -> None:
    talk = chat()
    assert list(talk.reply("/why")) == ["Nothing has been asked yet."]
    list(talk.reply("When did the congress end?"))
    assert next(talk.reply("/why")) == "question   “When did the congress end?”"


@pytest.mark.parametrize("command", ("/help", "/what"))
def test_help_lists_the_commands(command: str) -> None:
    assert "  /quit  leave (Ctrl-D does too)" in list(chat().reply(command))


def test_over_a_pipe_questions_are_repeated_and_blank_lines_skipped() -> None:
    lines = list(chat_over_lines(chat(), [b"When did the congress end?\n", b"\n", b"/quit\n", b"who came\n"]))
    assert lines[:2] == ["> When did the congress end?", "It ended on 13 June 2024."]
    assert lines[-1] == ""
    assert not any("who came" in line for line in lines)


def test_chat_over_a_real_pipe_shows_no_control_codes() -> None:
    command = [sys.executable, "-m", "summitbot", "chat", "--knowledge", str(TINY)]
    done = subprocess.run(command, input=b"When did the congress end?\n\xff\n", capture_output=True, check=True)
    assert done.stderr == b""
    assert done.stdout.startswith(b"> When did the congress end?\nIt ended on 13 June 2024.\n")
    assert b"\x1b" not in done.stdout


def test_at_a_prompt_questions_are_answered_until_quit(keyboard: PipeInput) -> None:
    keyboard.send_text("When did the congress end?\r\r/quit\r")
    assert "It ended on 13 June 2024." in list(chat_at_prompt(chat()))


def test_at_a_prompt_ctrl_c_drops_the_line_and_ctrl_d_ends(keyboard: PipeInput) -> None:
    keyboard.send_text("who ca\x03When did the congress end?\r\x04")
    lines = list(chat_at_prompt(chat()))
    assert lines[5] == "It ended on 13 June 2024."


@pytest.mark.parametrize(
    ("typed", "completed"),
    (
        ("/w", ["/why"]),
        ("", []),
        ("when did the congress e", ["When did the congress end?"]),
    ),
)
def test_what_is_typed_is_completed(typed: str, completed: list[str]) -> None:
    completer = QuestionCompleter(ENGINE, "en")
    found = [completion.text for completion in completer.get_completions(Document(typed), CompleteEvent())]
    assert found[: len(completed)] == completed
    assert bool(found) is bool(completed)
