"""Every fact written before the summit is answered by what became of it, with a source."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from summitbot import Engine, Outcome, Question, load_knowledge

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
FACTS: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("seed_facts.yaml").read_text(encoding="utf-8")
)
TODAY = datetime(2026, 11, 22, 12, tzinfo=UTC)


def questions() -> list[Any]:
    """One case a question: language, question and the pattern its answer must contain."""
    return [
        pytest.param(language, question, pattern_of(fact["answer"], language), id=f"{key}-{language}-{number}")
        for key, fact in FACTS.items()
        for language, asked in fact["ask"].items()
        for number, question in enumerate(asked, 1)
    ]


def pattern_of(answer: str | dict[str, str], language: str) -> str:
    """The pattern for a language; a plain text is meant for all."""
    return answer if isinstance(answer, str) else answer[language]


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(load_knowledge(KNOWLEDGE))


@pytest.mark.parametrize(("language", "question", "pattern"), questions())
def test_the_answer_says_what_became_of_it(engine: Engine, language: str, question: str, pattern: str) -> None:
    answer = engine.answer(Question(question, TODAY, language))

    assert answer.outcome is Outcome.ANSWER
    text = "\n".join(answer.blocks)
    assert re.search(pattern, text, re.IGNORECASE), text
    assert answer.sources
