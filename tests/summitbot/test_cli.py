"""The terminal's commands: `ask`, `schema`, and what they say when they cannot start."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine

from summitbot import Answer, Candidate, Engine, Gate, Mention, Outcome, Question, Reading, SourceNote, load_knowledge
from summitbot import cli as cli_module
from summitbot.cli import main
from summitbot.terminal.explaining import explain
from summitbot.terminal.rendering import render

TINY = Path(__file__).parents[1] / "tiny_summit"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load_knowledge(TINY))


def ask(*words: str) -> int:
    return main(["ask", "--knowledge", str(TINY), *words])


def test_an_answer_comes_with_its_date_and_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("When did the congress end?") == 0
    assert capsys.readouterr().out == (
        "It ended on 13 June 2024.\n"
        "\n"
        "As of 14 June 2024 · Source: Skerrin Gazette, Two days of light: what the keepers agreed "
        "(https://gazette.example/keepers)\n"
    )


def test_a_question_needs_no_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("when", "did", "the", "congress", "end") == 0
    assert capsys.readouterr().out.startswith("It ended on 13 June 2024.\n")


def test_dates_are_written_in_the_language_of_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    ask("Quand le congrès s'est-il terminé ?")
    assert "14 juin 2024" in capsys.readouterr().out


def test_no_control_codes_reach_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    ask("When did the congress end?", "--explain")
    assert "\x1b" not in capsys.readouterr().out


def test_explain_adds_what_was_understood_and_what_else_it_could_have_been(capsys: pytest.CaptureFixture[str]) -> None:
    ask("was Edda Stein there", "--explain")
    out = capsys.readouterr().out
    assert "language   en\n" in out
    assert "name       “Edda Stein” person: edda-stein (exact)\n" in out
    assert "  1.00  attendance: " in out


def test_questions_from_standard_input_are_answered_in_turn(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = tmp_path / "asked"
    asked.write_text("When did the congress end?\nQuand le congrès s'est-il terminé ?\n", encoding="utf-8")
    with asked.open(encoding="utf-8") as standard_input:
        monkeypatch.setattr("sys.stdin", standard_input)
        assert ask("-") == 0
    english, french = capsys.readouterr().out.split("Il s'est terminé", maxsplit=1)
    assert english.startswith("It ended")
    assert "14 juin 2024" in french


@time_machine.travel("2024-06-20")
@pytest.mark.parametrize(
    ("options", "moment"),
    (
        ([], datetime(2024, 6, 20, tzinfo=UTC)),
        (["--date", "2024-06-12"], datetime(2024, 6, 12, 12, tzinfo=UTC)),
    ),
)
def test_a_question_is_asked_now_or_at_midday_of_a_given_day(
    options: list[str], moment: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments: list[datetime] = []

    answer = Engine.answer

    def watched(engine: Engine, question: Question) -> Answer:
        moments.append(question.asked_at)
        return answer(engine, question)

    monkeypatch.setattr(Engine, "answer", watched)
    ask("When did the congress end?", *options)
    assert [(m.tzinfo, m.replace(microsecond=0)) for m in moments] == [(UTC, moment)]


def test_at_most_four_sources_are_named(engine: Engine) -> None:
    sources = tuple(SourceNote(f"Title {n}", f"Paper {n}", f"https://{n}.example/") for n in range(6))
    answer = Answer(Outcome.ANSWER, ("So it is.",), "en", (), sources, date(2025, 2, 11))
    assert list(render(answer, engine)) == [
        "So it is.",
        "",
        "As of 11 February 2025 · Source: Paper 0, Title 0 (https://0.example/)",
        "Source: Paper 1, Title 1 (https://1.example/)",
        "Source: Paper 2, Title 2 (https://2.example/)",
        "Source: Paper 3, Title 3 (https://3.example/)",
        "and 2 more",
    ]


def test_a_date_without_a_source_and_a_source_without_an_address_stand_alone(engine: Engine) -> None:
    dated = Answer(Outcome.ANSWER, ("So.",), "en", (), as_of=date(2025, 2, 1))
    sourced = Answer(Outcome.ANSWER, ("So.",), "en", (), (SourceNote("Title", "Paper"),))
    assert list(render(dated, engine))[2:] == ["As of 1 February 2025"]
    assert list(render(sourced, engine))[2:] == ["Source: Paper, Title"]


def test_on_a_terminal_sources_are_dimmed_and_lines_broken_between_words(engine: Engine) -> None:
    source = SourceNote("Title", "Paper", "https://paper.example/a-long-address")
    answer = Answer(Outcome.ANSWER, ("So it was.", "That is all that is known."), "en", (), (source,), date(2025, 2, 1))
    assert list(render(answer, engine, width=20)) == [
        "So it was.",
        "",
        "That is all that is",
        "known.",
        "",
        "\x1b[2mAs of 1 February\x1b[22m",
        "\x1b[2m2025 · Source:\x1b[22m",
        "\x1b[2mPaper, Title\x1b[22m",
        "\x1b[2m(https://paper.example/a-long-address)\x1b[22m",
    ]


def test_suggestions_follow_an_introduction(engine: Engine) -> None:
    answer = Answer(Outcome.UNKNOWN, ("No idea.",), "en", (), suggestions=("Who came?", "Where was it?"))
    lines = list(render(answer, engine))
    assert lines[2] == engine.sentence("did-you-mean", "en")
    assert lines[3:] == ["  - Who came?", "  - Where was it?"]


def test_what_to_choose_from_follows_the_question_at_once(engine: Engine) -> None:
    answer = Answer(Outcome.CLARIFY, ("Which?",), "en", (), suggestions=("Who came?", "Where was it?"))
    assert list(render(answer, engine, numbered=True)) == ["Which?", "  1. Who came?", "  2. Where was it?"]


def test_a_trace_shows_everything_that_led_to_the_outcome() -> None:
    gates = (Gate("names", passed=True), Gate("negation", passed=False, factor=0.5, note="not"))
    best = Candidate("venue", "Where was it?", 0.9, exact=True, slots={"day": "2025-02-10"}, parts={"words": 0.8})
    reading = Reading(
        text="whre was it on the 10th, Bob?",
        language="en",
        outcome=Outcome.ANSWER,
        topic="venue",
        slots={"day": "2025-02-10"},
        mentions=(Mention("Bob", 6, 7, "person", ("bob-a", "bob-b"), exact=False),),
        unknown_names=("Zed",),
        score=0.9,
        corrections={"whre": "where"},
        candidates=(best, Candidate("dates", "When was it?", 0.2, gates=gates)),
        threshold=0.55,
        doubt=0.38,
        threshold_origin="10th percentile of held-out phrasings",
        from_context=True,
        wants_expectation=True,
    )
    assert "\n".join(explain(reading)) == (
        "question   “whre was it on the 10th, Bob?”\n"
        "language   en\n"
        "corrected  whre → where\n"
        "name       “Bob” person: bob-a or bob-b (similar)\n"
        "unknown    “Zed”\n"
        "context    taken over from the question before\n"
        "asks for   what was expected beforehand\n"
        "outcome    answer with venue (day → 2025-02-10), score 0.90\n"
        "thresholds answers from 0.55, asks back from 0.38: 10th percentile of held-out phrasings\n"
        "  0.90  venue: “Where was it?” (exact)\n"
        "        slots: day → 2025-02-10\n"
        "        parts: words 0.80\n"
        "  0.20  dates: “When was it?”\n"
        "        gates: names passed, negation failed, ×0.50 (not)"
    )


def test_the_folder_here_is_asked_by_default(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "knowledge").symlink_to(TINY)
    monkeypatch.chdir(tmp_path)
    assert main(["ask", "When did the congress end?"]) == 0
    assert capsys.readouterr().out.startswith("It ended")


def test_the_folder_of_the_checkout_is_asked_elsewhere(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli_module, "_IN_THE_CHECKOUT", TINY)
    assert main(["ask", "When did the congress end?"]) == 0
    assert capsys.readouterr().out.startswith("It ended")


def test_a_missing_folder_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["ask", "--knowledge", str(tmp_path / "nowhere"), "who"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"summitbot: There is no folder {tmp_path / 'nowhere'}.")


def test_no_folder_at_all_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli_module, "_IN_THE_CHECKOUT", tmp_path / "nowhere")
    assert main(["chat"]) == 2
    assert "--knowledge DIR" in capsys.readouterr().err


def test_mistakes_in_the_folder_keep_it_from_being_asked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "venue.yaml").write_text("ask: [where]\nanswr: here\n", encoding="utf-8")
    assert main(["ask", "--knowledge", str(tmp_path), "where"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "topics/venue.yaml" in captured.err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    (
        ([], "COMMAND"),
        (["ask"], "question"),
        (["ask", "who", "--date", "tomorrow"], "a day such as 2025-02-11 is expected, not 'tomorrow'"),
        (["ask", "who", "--json", "--explain"], "not allowed with"),
        (["sing"], "sing"),
    ),
)
def test_arguments_that_make_no_sense_are_named(
    arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert complaint in capsys.readouterr().err


def test_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("summitbot ")


def test_schema_prints_a_json_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert isinstance(json.loads(capsys.readouterr().out), dict)
