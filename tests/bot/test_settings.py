from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_settings

TOKEN = "not-a-token"  # noqa: S105


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)


def problems() -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        read_settings()
    return caught.value.problems


def test_the_token_is_all_it_takes(token: None) -> None:
    settings = read_settings()

    assert settings.discord_token.get_secret_value() == TOKEN
    assert settings.summitbot_knowledge == Path("knowledge")
    assert settings.summitbot_database_url.get_secret_value() == "sqlite:///data/summitbot.sqlite3"
    assert settings.discord_api_url is None
    assert settings.discord_gateway_url is None
    assert not settings.summitbot_message_content
    assert settings.log_level == "INFO"
    assert (settings.summitbot_health_host, settings.summitbot_health_port) == ("127.0.0.1", 8080)


def test_everything_can_be_set(monkeypatch: pytest.MonkeyPatch, token: None) -> None:
    for name, value in {
        "SUMMITBOT_KNOWLEDGE": "/srv/facts",
        "SUMMITBOT_DATABASE_URL": "postgresql://bot:secret@db/bot",
        "DISCORD_API_URL": "http://proxy:8081/api/v10/",
        "DISCORD_GATEWAY_URL": "ws://proxy:8082",
        "SUMMITBOT_MESSAGE_CONTENT": "true",
        "LOG_LEVEL": "debug",
        "SUMMITBOT_HEALTH_HOST": "0.0.0.0",  # noqa: S104
        "SUMMITBOT_HEALTH_PORT": "0",
    }.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()

    assert settings.summitbot_knowledge == Path("/srv/facts")
    assert settings.summitbot_database_url.get_secret_value() == "postgresql://bot:secret@db/bot"
    assert settings.discord_api_url == "http://proxy:8081/api/v10"
    assert settings.discord_gateway_url == "ws://proxy:8082"
    assert settings.summitbot_message_content
    assert settings.log_level == "DEBUG"
    assert settings.summitbot_health_port == 0


def test_a_file_may_hold_them(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"DISCORD_TOKEN={TOKEN}\nOTHER=1\n")

    assert read_settings().discord_token.get_secret_value() == TOKEN


def test_an_empty_value_is_none_at_all(monkeypatch: pytest.MonkeyPatch, token: None) -> None:
    monkeypatch.setenv("DISCORD_API_URL", "")

    assert read_settings().discord_api_url is None


@pytest.mark.parametrize("value", [None, ""])
def test_without_a_token_one_sentence_says_where_to_get_it(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    if value is not None:
        monkeypatch.setenv("DISCORD_TOKEN", value)
    (sentence,) = problems()

    assert sentence == (
        "DISCORD_TOKEN is not set: create an application at https://discord.com/developers/applications, "
        'copy the token from its "Bot" page and set DISCORD_TOKEN to it.'
    )


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SUMMITBOT_HEALTH_PORT", "many", "a port number from 1 to 65535, or 0 for no health check,"),
        ("SUMMITBOT_HEALTH_PORT", "70000", "a port number from 1 to 65535, or 0 for no health check,"),
        ("SUMMITBOT_MESSAGE_CONTENT", "perhaps", "true or false"),
        ("LOG_LEVEL", "loud", "DEBUG, INFO, WARNING or ERROR"),
        ("DISCORD_API_URL", "proxy:8081", "an address such as http://localhost:8081/api/v10"),
        ("DISCORD_GATEWAY_URL", "http://proxy", "an address such as ws://localhost:8082"),
    ],
)
def test_a_wrong_value_is_named_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, token: None, name: str, value: str, expected: str
) -> None:
    monkeypatch.setenv(name, value)

    assert problems() == (f"{name} is {value!r}, but {expected} is expected.",)


def test_a_wrong_database_is_said_without_its_password(monkeypatch: pytest.MonkeyPatch, token: None) -> None:
    monkeypatch.setenv("SUMMITBOT_DATABASE_URL", "mysql://bot:secret@db/bot")

    (sentence,) = problems()
    assert sentence == (
        "SUMMITBOT_DATABASE_URL is not the address of a database that the bot can use, such as "
        "sqlite:///data/summitbot.sqlite3 or postgresql://user:password@host/database."
    )


def test_all_problems_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "loud")

    assert len(problems()) == 2


def test_neither_the_token_nor_a_password_is_shown(monkeypatch: pytest.MonkeyPatch, token: None) -> None:
    monkeypatch.setenv("SUMMITBOT_DATABASE_URL", "postgresql://bot:secret@db/bot")
    settings = read_settings()

    assert TOKEN not in repr(settings)
    assert "secret" not in repr(settings)


def test_every_setting_is_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "discord-setup.md").read_text(encoding="utf-8")

    assert [name for name in Settings.model_fields if f"`{name.upper()}`" not in page] == []
