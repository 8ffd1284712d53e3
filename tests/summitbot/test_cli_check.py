"""`summitbot check`: mistakes, questions that lead astray, and what is covered."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from summitbot import Engine, load_knowledge
from summitbot.cli import main
from summitbot.workshop.checking import failures

MOMENT = datetime(2024, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two topics without any check."""
    write(tmp_path, "venue", "ask: [Where does it take place?]\nanswer: In the old harbour hall.\n")
    write(tmp_path, "dates", "ask: [When does it begin?]\nanswer: On the first of June.\n")
    return tmp_path


def write(folder: Path, topic: str, text: str, mode: str = "w") -> None:
    (folder / "topics").mkdir(exist_ok=True)
    with (folder / "topics" / f"{topic}.yaml").open(mode, encoding="utf-8") as file:
        file.write(text)


def failed(folder: Path) -> list[str]:
    return [str(failure) for failure in failures(Engine(load_knowledge(folder)), MOMENT)]


def test_a_folder_without_mistakes_gets_a_table_and_its_gaps(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "No problems."
    assert "topics              2       2" in lines
    assert "unreachable topics                  0" in lines


def test_a_gap_names_its_file_and_fails_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "people").mkdir()
    (folder / "people" / "edda-stein.yaml").write_text(
        "name: Edda Stein\nrole: historian\nfacts: {speech: {text: So be it., as_of: 2024-06-14}}\n", encoding="utf-8"
    )
    assert main(["check", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "  people/edda-stein.yaml: speech: name a source under sources:\n" in out
    assert "  people/edda-stein.yaml: speech: put {person.speech} into the answer of a topic, or delete it\n" in out


def test_every_mistake_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, "first", "ask: [what first]\nanswr: this\n")
    write(folder, "second", "ask: [what second]\nanswer: that\nstatus: happend\n")
    assert main(["check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "topics/first.yaml:2" in out
    assert "topics/second.yaml:3" in out


def test_questions_that_reach_their_topic_pass(folder: Path) -> None:
    write(folder, "venue", "check: [so where does it take place]\ncheck_not: [so when does it begin]\n", "a")
    assert failed(folder) == []


def test_a_question_that_reaches_another_topic_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, "venue", "check: {en: [so when does it begin]}\n", "a")
    sentence = "topics/venue.yaml: “so when does it begin” must reach venue, but reached dates"
    assert failed(folder) == [sentence]
    assert main(["check", str(folder)]) == 1
    assert capsys.readouterr().out == f"{sentence}\n"


def test_a_question_that_reaches_nothing_fails(folder: Path) -> None:
    write(folder, "venue", "check: [how do marmots hibernate]\n", "a")
    assert failed(folder) == ["topics/venue.yaml: “how do marmots hibernate” must reach venue, but reached no answer"]


def test_a_near_miss_that_reaches_the_topic_fails(folder: Path) -> None:
    write(folder, "venue", "check_not: [so where does it take place]\n", "a")
    assert failed(folder) == [
        "topics/venue.yaml: “so where does it take place” must not reach venue, but reached venue",
    ]


def test_the_folder_here_is_checked_by_default(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "knowledge").mkdir()
    (folder / "topics").rename(folder / "knowledge" / "topics")
    write(folder / "knowledge", "venue", "check: [so when does it begin]\n", "a")
    monkeypatch.chdir(folder)
    assert main(["check"]) == 1
    assert capsys.readouterr().out.startswith("topics/venue.yaml: ")
