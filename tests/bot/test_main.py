"""What `python -m bot` says of settings and knowledge that will not do; it never gets as far as Discord."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main

Start = Callable[..., tuple[int, str]]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Start:
    """Start the bot in an empty folder with these settings and no other; return its exit code and what it said."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(("DISCORD_", "SUMMITBOT_", "LOG_")):
            monkeypatch.delenv(name)

    def started(**settings: str) -> tuple[int, str]:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        return main(), capsys.readouterr().err

    return started


def test_without_a_token_it_says_in_one_sentence_where_to_get_one(start: Start) -> None:
    code, errors = start()

    assert code == 2
    assert errors == (
        "DISCORD_TOKEN is not set: create an application at https://discord.com/developers/applications, "
        'copy the token from its "Bot" page and set DISCORD_TOKEN to it.\n'
    )


def test_a_wrong_setting_is_said_in_one_sentence(start: Start) -> None:
    code, errors = start(DISCORD_TOKEN="a token", SUMMITBOT_HEALTH_PORT="many")  # noqa: S106

    assert code == 2
    assert errors.startswith("SUMMITBOT_HEALTH_PORT is 'many', but ")
    assert errors.count("\n") == 1


def test_problems_of_the_knowledge_are_all_listed(start: Start, tmp_path: Path) -> None:
    topics = tmp_path / "knowledge" / "topics"
    topics.mkdir(parents=True)
    (topics / "one.yaml").write_text("ask: {en: [where]}\nanwser: There.\n")
    (topics / "two.yaml").write_text("ask: {en: [when]}\nanwser: Then.\n")
    code, errors = start(DISCORD_TOKEN="a token")  # noqa: S106

    assert code == 1
    assert "one.yaml" in errors
    assert "two.yaml" in errors


def test_a_folder_that_is_not_there_is_said(start: Start) -> None:
    code, errors = start(DISCORD_TOKEN="a token")  # noqa: S106

    assert code == 1
    assert "knowledge" in errors
