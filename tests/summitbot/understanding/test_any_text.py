"""Whatever is typed, the engine answers, and soberly; where nothing depends on it, nothing changes."""

import random
import sys
from dataclasses import replace
from functools import cache
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitbot import Answer, Engine, Outcome, Reading
from summitbot.knowledge.shapes import Topic
from tests.summitbot.congress import Exact, ask, congress, exact_questions, topics

EXACT = tuple(exact_questions(congress().knowledge))
HARD = "\x00\x07\x1b\u200b\u200e\u200f\u202d\u202e\u2066\u2069\ufeff\ud800\udfff👩🏽‍🚀🇳🇴\U000e0061{}[]\\|*_~`<@>#"
FRAGMENTS = (
    "when did ",
    "Halvorsen ",
    "Sunniva ",
    "Irland",
    " and ",
    "? ",
    ", ",
    "12 June",
    "{person}",
    "Zorblax",
    "où ",
    "40 million ",
    "1.2.3 billion",
)

any_text = st.text(st.characters(codec=None), max_size=4000) | st.text(st.sampled_from(HARD), max_size=300)
like_questions = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=12).map("".join)
exact_question = st.sampled_from(EXACT)


def said(answer: Answer) -> tuple[Outcome, list[str | None], str]:
    return answer.outcome, topics(answer), answer.text


def is_sober(answer: Answer) -> bool:
    """Whether it says something, with scores from 0 to 1, and claims nothing where it knows nothing."""
    scores = [c.score for r in answer.readings for c in r.candidates] + [r.score for r in answer.readings]
    honest = answer.outcome is Outcome.ANSWER or (not answer.sources and answer.status is None)
    return bool(answer.text) and honest and all(0 <= score <= 1 for score in scores)


@settings(max_examples=120)
@given(any_text | like_questions, st.sampled_from([None, "en", "fr", "fr-CA", "ja", "", "\ud800"]))
def test_any_text_is_met_with_a_sober_answer(text: str, hint: str | None) -> None:
    assert is_sober(ask(text, language=hint))


@pytest.mark.parametrize("text", ["x" * 4000, "when " * 800, "did Halvorsn and " * 230, "?" * 4000, "\u202e👍" * 2000])
def test_four_thousand_characters_are_met_with_a_sober_answer(text: str) -> None:
    assert is_sober(ask(text))


@settings(max_examples=40)
@given(like_questions, like_questions)
def test_any_conversation_is_met_with_a_sober_answer(first: str, second: str) -> None:
    previous: tuple[Reading, ...] = ask(first).context
    assert is_sober(ask(second, previous=previous))


@settings(max_examples=40)
@given(like_questions)
def test_asking_again_changes_nothing(text: str) -> None:
    assert ask(text) == ask(text)


@settings(max_examples=150)
@given(exact_question)
def test_an_exact_phrasing_is_answered_by_its_topic(question: Exact) -> None:
    (reading,) = ask(question.text, language=question.language).readings
    assert (reading.topic, reading.exact, reading.language) == (question.topic, True, question.language)
    assert question.entity is None or question.entity in reading.slots.values()


@settings(max_examples=60)
@given(exact_question, st.randoms(use_true_random=False))
def test_case_blanks_and_punctuation_do_not_change_an_exact_answer(question: Exact, chance: random.Random) -> None:
    shouted = "".join(chance.choice((c.lower(), c.upper())) for c in question.text).replace(
        " ", chance.choice((" ", "  "))
    )
    answer = ask(f" {shouted} {chance.choice(('?', '!!', '...', ''))}", language=question.language)
    assert said(answer) == said(ask(question.text, language=question.language))


@cache
def reordered() -> Engine:
    """The tiny summit with its topics the other way round."""
    knowledge = congress().knowledge
    return Engine(replace(knowledge, topics=dict(reversed(list(knowledge.topics.items())))))


@settings(max_examples=60)
@given(exact_question.map(lambda question: question.text) | like_questions)
def test_the_order_of_the_topics_changes_no_answer(text: str) -> None:
    assert said(ask(text, engine=reordered())) == said(ask(text))


@cache
def with_another_topic() -> Engine:
    """The tiny summit with a topic that has nothing to do with the others."""
    knowledge = congress().knowledge
    ferry = Topic.model_validate({"ask": {"en": ["which ferry carries goats"]}, "answer": "The one at noon."})
    return Engine(replace(knowledge, topics={"ferry": ferry, **knowledge.topics}))


@settings(max_examples=60)
@given(exact_question)
def test_another_topic_changes_no_exact_answer(question: Exact) -> None:
    answer = ask(question.text, language=question.language)
    assert said(ask(question.text, language=question.language, engine=with_another_topic())) == said(answer)


def calls(text: str) -> int:
    """How many functions are called for an answer: its cost, the same on every machine."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    engine = congress()
    sys.setprofile(count)
    try:
        ask(text, engine=engine)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("piece", ["when did it start ", "Halvorsn and ", "a, b and c? ", "zorblax ", "d'l'", "the "])
def test_a_text_twice_as_long_costs_at_most_little_more_than_twice(piece: str) -> None:
    ask(piece * 2)  # whatever is built once is built now
    lengths = [1000, 2000, 4000]
    costs = [calls((piece * 4000)[:length]) for length in lengths]
    assert all(longer <= 2.5 * shorter for shorter, longer in pairwise(costs)), costs
