"""Words that are known, and what an unknown one is most likely a slip for."""

import pytest

from summitbot.understanding.vocabulary import Vocabulary, allowed_slips

WORDS = Vocabulary(("lighthouse", "keeper", "lamp", "congress", "when"), "en")


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("lihgthouse", "lighthouse"), ("ligthhouse", "lighthouse"), ("keper", "keeper"), ("kongress", "congress")],
)
def test_a_slip_is_put_right(slip: str, meant: str) -> None:
    assert WORDS.correct(slip) == meant


@pytest.mark.parametrize("word", ["lamp", "keeper", "damp", "camp", "house", "lmp", "giraffe", "4amp", ""])
def test_a_known_real_short_or_distant_word_is_left_alone(word: str) -> None:
    assert WORDS.correct(word) is None


def test_a_short_word_may_hold_no_slip_and_a_long_one_few() -> None:
    assert allowed_slips("fog") == 0
    assert [allowed_slips("x" * n) for n in range(4, 40)] == sorted(allowed_slips("x" * n) for n in range(4, 40))
    assert allowed_slips("x" * 40) <= 3


def test_a_language_without_word_frequencies_has_no_common_words() -> None:
    assert not Vocabulary(("lampe",), "tlh").is_common("when")
