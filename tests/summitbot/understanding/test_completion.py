"""What fits what is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitbot.understanding.completion import Completions, Offer

QUESTIONS = ("When did it start?", "Where was it?", "Où était-ce ?", "Who came, and where from?")


def completions(*texts: str) -> Completions:
    return Completions([Offer(text) for text in texts])


def test_what_begins_so_comes_before_what_holds_it() -> None:
    assert completions(*reversed(QUESTIONS)).find("where", 5)[:2] == ("Where was it?", "Who came, and where from?")


@pytest.mark.parametrize("typed", ["  OU ÉTAIT", "ou etait", "où  était-ce?"])
def test_case_accents_blanks_and_signs_do_not_matter(typed: str) -> None:
    assert completions(*QUESTIONS).find(typed, 1) == ("Où était-ce ?",)


@pytest.mark.parametrize("typed", ["", " ", "?!"])
def test_nothing_typed_offers_the_first(typed: str) -> None:
    assert completions(*QUESTIONS).find(typed, 2) == QUESTIONS[:2]


@pytest.mark.parametrize("typed", ["whne did it strat", "did it stat", "strt", "when did it st"])
def test_slips_and_unfinished_words_are_forgiven(typed: str) -> None:
    assert completions(*QUESTIONS).find(typed, 1) == ("When did it start?",)


def test_words_count_in_any_order_and_rare_ones_more() -> None:
    offers = completions("Who is Ada?", "Who is Bo?", "Who is Cy?", "Did Bo come?")
    assert offers.find("bo who", 2) == ("Who is Bo?", "Did Bo come?")


def test_another_name_finds_it_too_but_after_what_bears_the_name() -> None:
    offers = Completions([Offer("Who is Ada?", ("the Countess",)), Offer("Where is the Countess' house?")])
    assert offers.find("countess", 5) == ("Where is the Countess' house?", "Who is Ada?")


def test_what_fits_as_well_comes_by_rank() -> None:
    offers = Completions([Offer("Did Ada come?", rank=1), Offer("Who is Ada?"), Offer("Did Ada sign?", rank=1)])
    assert offers.find("ada", 5) == ("Who is Ada?", "Did Ada come?", "Did Ada sign?")


def test_what_has_little_in_common_is_not_offered() -> None:
    assert completions(*QUESTIONS).find("who won the football", 5) == ()


def test_a_text_written_twice_is_offered_once() -> None:
    assert completions(*QUESTIONS, QUESTIONS[0]).find("when", 5).count(QUESTIONS[0]) == 1


@given(st.text(max_size=200), st.integers(0, 25))
def test_never_more_than_wanted_and_never_twice(typed: str, limit: int) -> None:
    found = completions(*QUESTIONS).find(typed, limit)
    assert len(found) <= limit
    assert len(set(found)) == len(found)
    assert set(found) <= set(QUESTIONS)
