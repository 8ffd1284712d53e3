"""A second start answers from what the first one prepared, and never from what is no longer true."""

from pathlib import Path
from shutil import copytree

import pytest

from summitbot.cli import main
from summitbot.terminal import kept_engine

TINY = Path(__file__).parents[1] / "tiny_summit"
QUESTION = "When did the congress end?"
ANSWER = "It ended on 13 June 2024."


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder for each test."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    return folder


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A folder that may be changed."""
    return copytree(TINY, tmp_path / "knowledge")


def ask(knowledge: Path) -> int:
    return main(["ask", "--knowledge", str(knowledge), QUESTION])


def kept(home: Path) -> list[Path]:
    return sorted((home / ".cache" / "summitbot").iterdir())


@pytest.fixture
def no_loading(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> None:
        raise AssertionError(f"{folder} was loaded again")

    monkeypatch.setattr(kept_engine, "load_knowledge", refuse)


def test_the_second_start_loads_nothing(
    knowledge: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    ask(knowledge)
    first = capsys.readouterr().out
    request.getfixturevalue("no_loading")

    assert ask(knowledge) == 0
    assert capsys.readouterr().out == first
    assert ANSWER in first


def test_a_changed_file_counts_at_once(knowledge: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(knowledge)
    changed = next(p for p in (knowledge / "topics").iterdir() if ANSWER in p.read_text(encoding="utf-8"))
    changed.write_text(changed.read_text(encoding="utf-8").replace("13 June", "14 June"), encoding="utf-8")
    capsys.readouterr()

    assert ask(knowledge) == 0
    assert "It ended on 14 June 2024." in capsys.readouterr().out


def test_a_mistake_in_a_changed_file_is_told(knowledge: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(knowledge)
    (knowledge / "topics" / "new.yaml").write_text("ask: {en: [what is new]}\nanswr: {en: This.}\n", encoding="utf-8")
    capsys.readouterr()

    assert ask(knowledge) == 1
    assert "answr" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"no pickle", b"\x80\x05N."], ids=["empty", "text", "something else"])
def test_what_cannot_be_read_is_made_anew(
    content: bytes, knowledge: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(knowledge)
    for file in kept(home):
        file.write_bytes(content)
    capsys.readouterr()

    assert ask(knowledge) == 0
    assert ANSWER in capsys.readouterr().out


def test_a_home_that_takes_nothing_does_no_harm(
    knowledge: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / ".cache").write_text("a file where the folder should be", encoding="utf-8")

    assert ask(knowledge) == 0
    assert ANSWER in capsys.readouterr().out


def test_only_a_few_are_kept(knowledge: Path, home: Path) -> None:
    for number in range(kept_engine.MOST_KEPT + 2):
        topic = f"ask: {{en: [question number {number}]}}\nanswer: {{en: Number {number}.}}\n"
        (knowledge / "topics" / "new.yaml").write_text(topic, encoding="utf-8")
        ask(knowledge)

    assert len(kept(home)) == kept_engine.MOST_KEPT
