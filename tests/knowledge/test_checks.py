"""The shipped folder keeps its own promises: its questions lead where they should, its claims have sources."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from summitbot import Engine, Question
from summitbot.answering.filling import PLACEHOLDER
from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.loading import find_problems
from summitbot.knowledge.shapes import EVERY_LANGUAGE
from summitbot.workshop.checking import Failure, failures
from summitbot.workshop.contents import Contents
from summitbot.workshop.survey import survey

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
TOPICS = sorted(path.stem for path in (KNOWLEDGE / "topics").glob("*.yaml"))


@pytest.fixture(scope="session")
def all_failures(engine: Engine, asked_at: datetime) -> list[Failure]:
    return list(failures(engine, asked_at))


@pytest.fixture(scope="session")
def led_astray(all_failures: list[Failure]) -> Mapping[str, list[str]]:
    """Topic -> the sentences about its questions that lead elsewhere, or lead there and must not."""
    told: defaultdict[str, list[str]] = defaultdict(list)
    for failure in all_failures:
        if not failure.asked_back:
            told[failure.topic].append(str(failure))
    return told


@pytest.mark.parametrize("topic", TOPICS)
def test_the_questions_of_a_topic_lead_where_they_should(topic: str, led_astray: Mapping[str, list[str]]) -> None:
    assert led_astray.get(topic, []) == []


def test_few_questions_are_only_asked_back(all_failures: list[Failure], knowledge: Knowledge) -> None:
    checks = sum(len(texts) for topic in knowledge.topics.values() for texts in topic.check.values())
    assert sum(failure.asked_back for failure in all_failures) < checks / 50


def test_every_topic_is_checked(knowledge: Knowledge) -> None:
    unchecked = [
        f"topics/{key}: {language}"
        for key, topic in knowledge.topics.items()
        for language in knowledge.language_codes
        if not topic.check.get(language) and not topic.check.get(EVERY_LANGUAGE)
    ]
    assert unchecked == []


def test_the_folder_has_no_problems() -> None:
    assert [str(problem) for problem in find_problems(KNOWLEDGE)] == []


def test_every_claim_has_a_source(knowledge: Knowledge) -> None:
    assert survey(knowledge).unsourced == ()


def test_nothing_is_out_of_date_out_of_reach_or_left_out(knowledge: Knowledge, asked_at: datetime) -> None:
    found = survey(knowledge, asked_at.date())
    assert (found.stale, found.unreachable, found.unasked) == ((), (), ())
    assert [language.missing for language in found.languages] == [(), ()]


def test_every_claim_has_a_day_and_a_status(knowledge: Knowledge) -> None:
    undated = [name for name, claim in Contents(knowledge).claims() if claim.as_of is None or claim.status is None]
    assert undated == []


def test_only_names_are_the_same_in_every_language(knowledge: Knowledge) -> None:
    """A plain text stands for all languages: fine for a name or for mere placeholders, not for a sentence."""
    shared = [
        place
        for place, text in Contents(knowledge).texts()
        if any(character.isalpha() for character in PLACEHOLDER.sub("", text.get(EVERY_LANGUAGE, "")))
    ]
    assert [place for place in shared if not place.endswith(": name")] == []


def test_a_question_as_it_stands_in_the_folder_reaches_its_topic(
    engine: Engine, knowledge: Knowledge, asked_at: datetime
) -> None:
    """Every seventh of them: all would take half a minute."""
    asked = [
        (key, language, text)
        for key, topic in knowledge.topics.items()
        for language, texts in topic.ask.items()
        for text in texts
        if "{" not in text
    ]
    missed = []
    for key, language, text in asked[::7]:
        reading = engine.answer(Question(text, asked_at, language)).readings[0]
        if reading.topic != key or not reading.exact:
            missed.append(f"topics/{key}.yaml: “{text}” reached {reading.topic}")
    assert missed == []
