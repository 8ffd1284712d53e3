"""Ready questions that fit what is typed."""

from hypothesis import given
from hypothesis import strategies as st

from summitbot.understanding.completion import Completions

QUESTIONS = ("When did it start?", "Where was it?", "Où était-ce ?", "Who came, and where from?")


def test_what_begins_so_comes_before_what_holds_it() -> None:
    assert Completions(QUESTIONS).find("where", 5)[:2] == ("Where was it?", "Who came, and where from?")


def test_case_accents_and_blanks_do_not_matter() -> None:
    assert Completions(QUESTIONS).find("  OU ÉTAIT", 1) == ("Où était-ce ?",)


def test_nothing_typed_offers_the_first() -> None:
    assert Completions(QUESTIONS).find(" ", 2) == QUESTIONS[:2]


def test_a_slip_is_forgiven() -> None:
    assert Completions(QUESTIONS).find("whne did it strat", 1) == ("When did it start?",)


def test_a_question_written_twice_is_offered_once() -> None:
    assert Completions((*QUESTIONS, QUESTIONS[0])).find("when", 5).count(QUESTIONS[0]) == 1


@given(st.text(max_size=200), st.integers(0, 25))
def test_never_more_than_wanted_and_never_twice(typed: str, limit: int) -> None:
    found = Completions(QUESTIONS).find(typed, limit)
    assert len(found) <= limit
    assert len(set(found)) == len(found)
    assert set(found) <= set(QUESTIONS)
