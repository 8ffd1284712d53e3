"""`summitbot ask --json`: the contract that other programs rely on."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitbot import Engine, load_knowledge
from summitbot.cli import main
from summitbot.terminal import json_lines
from summitbot.terminal.json_lines import Line, answer_lines, read_line

TINY = Path(__file__).parents[1] / "tiny_summit"
KEYS = [
    "outcome",
    "text",
    "language",
    "topic",
    "entities",
    "score",
    "runner_up",
    "best",
    "sources",
    "as_of",
    "status",
    "suggestions",
]
ENGINE = Engine(load_knowledge(TINY))
SUMMITBOT = [sys.executable, "-m", "summitbot", "ask", "--knowledge", str(TINY), "--json", "-"]


def now() -> datetime:
    return datetime(2024, 7, 1, 12, tzinfo=UTC)


def answers(*lines: bytes | str, language: str | None = None) -> list[dict[str, Any]]:
    asked = [line.encode() if isinstance(line, str) else line for line in lines]
    return [json.loads(line) for line in answer_lines(ENGINE, asked, language, now)]


def test_an_answer_has_exactly_the_keys_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--knowledge", str(TINY), "--json", "what day did it finish"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert list(record) == KEYS
    assert record | {"runner_up": None} == {
        "outcome": "answer",
        "text": "It ended on 13 June 2024.",
        "language": "en",
        "topic": "end",
        "entities": [],
        "score": 1.0,
        "runner_up": None,
        "best": {"topic": "end", "score": 1.0},
        "sources": [
            {
                "title": "Two days of light: what the keepers agreed",
                "url": "https://gazette.example/keepers",
                "publisher": "Skerrin Gazette",
                "date": "2024-06-14",
            }
        ],
        "as_of": "2024-06-14",
        "status": "happened",
        "suggestions": [],
    }


def test_the_runner_up_is_another_topic() -> None:
    (record,) = answers("When did the congress end?")
    assert record["runner_up"]["topic"] != "end"
    assert record["runner_up"]["score"] < record["score"]


def test_best_is_there_even_when_the_answer_is_not() -> None:
    (record,) = answers("the congress of marmalade and its end of the pier")
    assert record["outcome"] != "answer"
    assert set(record["best"]) == {"topic", "score"}


def test_entities_are_named_by_their_keys() -> None:
    (record,) = answers("was Edda Stein there")
    assert record["entities"] == ["edda-stein"]


def test_lines_are_text_or_objects_and_answered_in_order() -> None:
    records = answers(
        "When did the congress end?",
        '{"text": "was Edda Stein there"}',
        '{"text": "Quand le congrès s\'est-il terminé ?", "language": "fr"}',
    )
    assert [(record["topic"], record["language"]) for record in records] == [
        ("end", "en"),
        ("attendance", "en"),
        ("end", "fr"),
    ]


def test_a_language_of_the_whole_input_serves_lines_without_one() -> None:
    without, other = answers("skerrin??", '{"text": "skerrin??", "language": "en"}', language="fr")
    assert (without["language"], other["language"]) == ("fr", "en")


def test_lines_of_one_conversation_share_context() -> None:
    records = answers(
        '{"text": "who is Edda Stein?", "conversation": "a"}',
        '{"text": "who is Ingrid Halvorsen?", "conversation": "b"}',
        '{"text": "was she there?", "conversation": "a"}',
        '{"text": "was she there?", "conversation": "b"}',
    )
    assert [record["entities"] for record in records[2:]] == [["edda-stein"], ["ingrid-halvorsen"]]


def test_lines_without_a_conversation_share_nothing() -> None:
    _, record = answers("who is Edda Stein?", "was she there?")
    assert record["entities"] == []


def test_the_conversation_least_recently_used_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "MOST_CONVERSATIONS", 2)
    records = answers(
        '{"text": "who is Edda Stein?", "conversation": 1}',
        '{"text": "who is Ingrid Halvorsen?", "conversation": 2}',
        '{"text": "was she there?", "conversation": 1}',
        '{"text": "who is Sunniva Roe?", "conversation": 3}',
        '{"text": "was she there?", "conversation": 1}',
        '{"text": "was she there?", "conversation": 2}',
    )
    assert [records[index]["entities"] for index in (2, 4, 5)] == [["edda-stein"], ["edda-stein"], []]


@pytest.mark.parametrize(
    ("line", "read"),
    (
        (b"who came\n", Line("who came")),
        (b"who came\r\n", Line("who came")),
        (b"\xef\xbb\xbfwho came\n", Line("who came")),
        (b"\n", Line("")),
        (b"caf\xe9\n", Line("caf\ufffd")),
        (b'{"text": "who", "conversation": "c", "language": "fr"}\n', Line("who", "c", "fr")),
        (b'{"text": "who", "conversation": 7}\n', Line("who", "7")),
        (b'{"text": "who", "conversation": ["c"], "language": 1}\n', Line("who")),
        (b'{"text": "\\ud83d"}\n', Line("\ufffd")),
        (b'{"text": "\\ud83d\\ude00"}\n', Line("😀")),
        (b'{"question": "who"}\n', Line('{"question": "who"}')),
        (b'{"text": 5}\n', Line('{"text": 5}')),
        (b'{"text": "who"\n', Line('{"text": "who"')),
        (b"2025\n", Line("2025")),
        (b"[" * 100_000, Line("[" * 100_000)),
        (b"9" * 10_000, Line("9" * 10_000)),
    ),
)
def test_a_line_is_read_as_an_object_with_a_text_or_as_plain_text(line: bytes, read: Line) -> None:
    assert read_line(line) == read


@pytest.mark.parametrize("mark", ("\x85", "\u2028", "\u2029"))
def test_marks_that_some_take_for_the_end_of_a_line_are_written_as_escapes(mark: str) -> None:
    (line,) = answer_lines(ENGINE, [f"was Zebedee{mark}Quux there".encode()], None, now)
    assert len(line.splitlines()) == 1
    json.loads(line)


def test_an_empty_line_is_a_question_too() -> None:
    (record,) = answers(b"\n")
    assert record["outcome"] == "unknown"
    assert record["best"] is None


@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_any_line_gets_one_line_of_json(line: bytes) -> None:
    (answered,) = answer_lines(ENGINE, [line], None, now)
    assert len(answered.splitlines()) == 1
    assert list(json.loads(answered)) == KEYS
    answered.encode()


def test_each_answer_comes_before_the_next_question_is_asked() -> None:
    with subprocess.Popen(SUMMITBOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):
            process.stdin.write(b"When did the congress end?\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["topic"] == "end"
        process.stdin.close()
    assert process.returncode == 0


def test_lines_end_at_the_newline_only_and_are_utf8_in_every_locale() -> None:
    asked = "was Zoë\u2028Quux there\nwas Zoë\x85Quux there\r\n{}".encode()
    plain_ascii = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONWARNINGS": "error"}
    done = subprocess.run(SUMMITBOT, input=asked, capture_output=True, check=True, env=plain_ascii)
    assert done.stderr == b""
    assert len([json.loads(line) for line in done.stdout.decode().splitlines()]) == 3


def test_a_reader_that_leaves_is_no_reason_to_complain() -> None:
    with subprocess.Popen(SUMMITBOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(b"who came\n")
        process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_half_a_character_in_the_arguments_is_no_reason_to_fail() -> None:
    asked: list[str | bytes] = [*SUMMITBOT[:-1], b"was Zo\xeb there \xf0\x9f"]
    done = subprocess.run(asked, capture_output=True, check=True)
    assert done.stderr == b""
    assert done.stdout
