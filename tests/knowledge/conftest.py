from datetime import UTC, datetime
from pathlib import Path

import pytest

from summitbot import Engine, load_knowledge
from summitbot.knowledge.knowledge import Knowledge

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
LONG_AFTER = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The folder that is shipped."""
    return load_knowledge(KNOWLEDGE)


@pytest.fixture(scope="session")
def engine(knowledge: Knowledge) -> Engine:
    """One engine of it for all tests: it keeps nothing from one question to the next."""
    return Engine(knowledge)


@pytest.fixture(scope="session")
def asked_at() -> datetime:
    """A moment at which all that the folder tells has happened."""
    return LONG_AFTER
