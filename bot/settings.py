"""What an operator sets, by environment variables or a `.env` file. Nothing else reads the environment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from yarl import URL

from bot.store import database_url

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(Exception):
    """Settings that cannot be used; `problems` has one sentence for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _address(*schemes: str) -> AfterValidator:
    def check(text: str) -> str:
        url = URL(text)
        if url.scheme not in schemes or not url.host:
            raise ValueError("not an address")
        return text.rstrip("/")

    return AfterValidator(check)


def _database(address: SecretStr) -> SecretStr:
    database_url(address.get_secret_value())
    return address


def _level(text: str) -> str:
    if text.upper() not in _LEVELS:
        raise ValueError("not a level")
    return text.upper()


class Settings(BaseSettings):
    """Every setting with its default; `docs/discord-setup.md` says what each is for."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    discord_token: SecretStr
    summitbot_knowledge: Path = Path("knowledge")
    summitbot_database_url: Annotated[SecretStr, AfterValidator(_database)] = SecretStr(
        "sqlite:///data/summitbot.sqlite3"
    )
    discord_api_url: Annotated[str, _address("http", "https")] | None = None
    discord_gateway_url: Annotated[str, _address("ws", "wss")] | None = None
    summitbot_message_content: bool = False
    log_level: Annotated[str, AfterValidator(_level)] = "INFO"
    summitbot_health_host: str = "127.0.0.1"
    summitbot_health_port: int = Field(default=8080, ge=0, le=65_535)


_HOW_TO_GET_ONE = (
    "DISCORD_TOKEN is not set: create an application at https://discord.com/developers/applications, "
    'copy the token from its "Bot" page and set DISCORD_TOKEN to it.'
)
_NO_DATABASE = (  # without the value, which may hold a password
    "SUMMITBOT_DATABASE_URL is not the address of a database that the bot can use, such as "
    "sqlite:///data/summitbot.sqlite3 or postgresql://user:password@host/database."
)
_EXPECTED: Mapping[str, str] = {
    "DISCORD_API_URL": "an address such as http://localhost:8081/api/v10",
    "DISCORD_GATEWAY_URL": "an address such as ws://localhost:8082",
    "SUMMITBOT_MESSAGE_CONTENT": "true or false",
    "LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR",
    "SUMMITBOT_HEALTH_PORT": "a port number from 1 to 65535, or 0 for no health check,",
}


def read_settings() -> Settings:
    """Return the settings of this process.

    Raises:
        SettingsError: a setting is missing or cannot be used; every one of them is named.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_problems(error)) from None


def _problems(error: ValidationError) -> tuple[str, ...]:
    """One sentence a setting, however many things pydantic finds wrong with it."""
    inputs = {str(problem["loc"][0]).upper(): problem["input"] for problem in error.errors()}
    return tuple(_problem(name, value) for name, value in inputs.items())


def _problem(name: str, value: object) -> str:
    if name == "DISCORD_TOKEN":
        return _HOW_TO_GET_ONE
    if name == "SUMMITBOT_DATABASE_URL":
        return _NO_DATABASE
    return f"{name} is {value!r}, but {_EXPECTED[name]} is expected."
