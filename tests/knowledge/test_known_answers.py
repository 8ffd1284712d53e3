"""What people are sure to ask is answered rightly: the facts written before the summit, what it brought, who came.

Each entry of the files beside this one holds questions by language, and the pattern that their answers must contain.
"""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from summitbot import Engine, Outcome, Question
from summitbot.knowledge.knowledge import Knowledge

HERE = Path(__file__).parent
BEFORE = datetime(2025, 2, 5, 12, tzinfo=UTC)
TODAY = datetime(2026, 11, 22, 12, tzinfo=UTC)


def cases(name: str) -> list[Any]:
    """One case a question: language, question and the pattern its answer must contain."""
    found = []
    entries: dict[str, dict[str, Any]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    for key, entry in entries.items():
        for language, asked in entry["ask"].items():
            pattern = entry["answer"] if isinstance(entry["answer"], str) else entry["answer"][language]
            for number, question in enumerate([asked] if isinstance(asked, str) else asked, 1):
                found.append(pytest.param(language, question, pattern, id=f"{key}-{language}-{number}"))
    return found


def must_answer(engine: Engine, question: Question, pattern: str) -> None:
    answer = engine.answer(question)
    assert answer.outcome is Outcome.ANSWER
    text = "\n".join(answer.blocks)
    assert re.search(pattern, text, re.IGNORECASE), text
    assert answer.sources


@pytest.mark.parametrize(("language", "question", "pattern"), cases("seed_facts_before.yaml"))
def test_before_the_summit_it_says_what_is_announced(
    engine: Engine, language: str, question: str, pattern: str
) -> None:
    must_answer(engine, Question(question, BEFORE, language), pattern)


@pytest.mark.parametrize(("language", "question", "pattern"), cases("seed_facts.yaml"))
def test_today_it_says_what_became_of_it(engine: Engine, language: str, question: str, pattern: str) -> None:
    must_answer(engine, Question(question, TODAY, language), pattern)


@pytest.mark.parametrize(("language", "question", "pattern"), cases("likely_questions.yaml"))
def test_what_the_summit_brought_is_told(engine: Engine, language: str, question: str, pattern: str) -> None:
    must_answer(engine, Question(question, TODAY, language), pattern)


@pytest.mark.parametrize(
    ("language", "asked", "topic"),
    [
        ("en", "Did {name} attend?", "attendance"),
        ("en", "Who is {name}?", "who-is"),
        ("fr", "{name} a-t-il participé ?", "attendance"),
        ("fr", "Qui est {name} ?", "who-is"),
    ],
)
def test_everyone_can_be_asked_about(
    language: str, asked: str, topic: str, engine: Engine, knowledge: Knowledge
) -> None:
    missed = []
    for key, person in knowledge.entities["person"].items():
        name = person.name.get(language) or person.name["*"]
        reading = engine.answer(Question(asked.format(name=name), TODAY, language)).readings[0]
        if (reading.topic, reading.slots.get("person")) != (topic, key):
            missed.append(f"{name}: {reading.topic} {dict(reading.slots)}")
    assert missed == []


@pytest.mark.parametrize("text", ["where was the summit held", "did the US sign", "in which town was it"])
def test_an_explanation_weighs_every_topic_and_changes_nothing(engine: Engine, asked_at: datetime, text: str) -> None:
    quick = engine.answer(Question(text, asked_at))
    explained = engine.answer(Question(text, asked_at, weigh_all=True))
    assert len(explained.readings[0].candidates) == 5
    assert explained.readings[0].candidates[0] == quick.readings[0].candidates[0]
    assert explained.text == quick.text
