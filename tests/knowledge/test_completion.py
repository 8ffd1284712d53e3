"""What is offered while somebody types, out of the folder that is shipped."""

import time
from datetime import datetime

import pytest

from summitbot import NAMED_SECTIONS, Engine, Outcome, Question, Section

FAST = 0.05
"""Seconds in which Discord is to have what is offered."""
LONGEST_CHOICE = 100


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_offered_is_answered(engine: Engine, asked_at: datetime, language: str) -> None:
    """But for a name here and there that is hard to read within a question."""
    offered = engine.complete("", language, 10_000)
    assert len(offered) > 1_000
    asked = offered[::7]
    lost = [text for text in asked if not _is_answered(engine, Question(text, asked_at, language))]
    assert len(lost) <= 0.03 * len(asked), lost


def _is_answered(engine: Engine, question: Question) -> bool:
    return engine.answer(question).outcome is Outcome.ANSWER


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nearly_everything_that_is_offered_fits_in_a_choice(engine: Engine, language: str) -> None:
    offered = engine.complete("", language, 10_000)
    assert sum(len(text) <= LONGEST_CHOICE for text in offered) >= 0.99 * len(offered)


@pytest.mark.parametrize(
    ("typed", "language", "first"),
    [
        ("macrn", "en", "Who is Emmanuel Macron?"),
        ("emanuel macon", "fr", "Qui est Emmanuel Macron\u00a0?"),
        ("mistral ai", "en", "What is Mistral AI?"),
        ("INDE", "fr", "Qui représentait l'Inde\u00a0?"),
        ("india", "en", "Who represented India?"),
        ("trust in", "en", "What was the theme Trust in AI about?"),
        ("when wa", "en", "When was the summit?"),
    ],
)
def test_what_is_meant_comes_first(engine: Engine, typed: str, language: str, first: str) -> None:
    assert engine.complete(typed, language)[0] == first


def test_somebody_can_be_asked_about_in_more_than_one_way(engine: Engine) -> None:
    assert {"Who is Sam Altman?", "Did Sam Altman attend?"} <= set(engine.complete("sam alt", "en"))


@pytest.mark.parametrize("section", sorted(NAMED_SECTIONS))
def test_every_name_gets_an_answer_about_it(engine: Engine, asked_at: datetime, section: Section) -> None:
    """Of a country, the answer may be that nothing is known."""
    names = engine.complete_name(section, "", "en", 10_000)
    assert names
    for name in names[::11]:
        reading = engine.answer(Question(name, asked_at, "en")).readings[0]
        assert reading.entities, name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_completion_is_fast(engine: Engine, language: str) -> None:
    """The best of three, so that the test minds this code and nothing else that the machine does."""
    engine.prepare_completion()
    for typed in ("", "a", "macrn", "did the united states sign the statment", "x" * 90, "who " * 20):
        taken = [_seconds(engine, typed, language) for _ in range(3)]
        assert min(taken) < FAST, typed


def _seconds(engine: Engine, typed: str, language: str) -> float:
    begun = time.perf_counter()
    engine.complete(typed, language)
    return time.perf_counter() - begun
