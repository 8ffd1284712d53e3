"""Days that a question names, in both languages."""

import pytest

from summitbot.understanding.days import Days
from summitbot.understanding.words import tokenise
from tests.summitbot.congress import ask, congress


def days(text: str, language: str = "en") -> list[str]:
    knowledge = congress().knowledge
    assert knowledge.summit is not None
    reader = Days(knowledge.languages[language], language, knowledge.summit.starts, knowledge.summit.ends)
    return [mention.entities[0] for mention in reader.find(tokenise(text))]


@pytest.mark.parametrize(
    "text",
    ["on 13 June", "on June 13", "June 13th", "the 13th of June", "on the 13th", "13 Jun", "on Thursday", "THURSDAY"],
)
def test_a_day_may_be_written_in_many_ways(text: str) -> None:
    assert days(text) == ["2024-06-13"]


@pytest.mark.parametrize("text", ["le 13 juin", "13 juin", "jeudi", "jeudi 13 juin", "le 13"])
def test_in_french_too(text: str) -> None:
    assert days(text, "fr") == ["2024-06-13"]


@pytest.mark.parametrize("text", ["31 February", "40 June", "the 10 keepers", "13 lamps", "sun and fog", "1213"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert days(text) == []


def test_two_days_are_both_found() -> None:
    assert days("12 June or 13 June") == ["2024-06-12", "2024-06-13"]


@pytest.mark.parametrize("text", ["What happened on June 13th?", "programme of Thursday", "what happened on the 13th"])
def test_a_day_fills_the_slot_of_a_question(text: str) -> None:
    assert ask(text).text == "On 13 June 2024: Keepers' Assembly (the Old Tower)."
