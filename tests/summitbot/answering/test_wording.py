"""Dates, lists and texts as each language writes them."""

from datetime import date

import pytest

from summitbot.answering.wording import date_in_words, listed, written


@pytest.mark.parametrize(("language", "words"), [("en", "11 February 2025"), ("fr", "11 février 2025")])
def test_a_date_has_its_month_in_words(language: str, words: str) -> None:
    assert date_in_words(date(2025, 2, 11), language) == words


@pytest.mark.parametrize(
    ("entries", "language", "words"),
    [
        (["a"], "en", "a"),
        (["a", "b"], "en", "a and b"),
        (["a", "b", "c"], "en", "a, b and c"),
        (["a", "b", "c"], "fr", "a, b et c"),
        (["a, the first", "b"], "en", "a, the first; b"),
    ],
)
def test_a_list_is_joined_as_in_a_sentence(entries: list[str], language: str, words: str) -> None:
    assert listed(entries, language) == words


def test_a_text_in_the_language_wanted_comes_first() -> None:
    assert written({"en": "lamp", "fr": "lampe"}, "fr", ("en", "fr")) == ("lampe", "fr")


def test_a_text_for_every_language_serves_as_if_written_in_it() -> None:
    assert written({"*": "Skerrin"}, "fr", ("en", "fr")) == ("Skerrin", "fr")


def test_a_text_that_is_missing_in_a_language_is_given_in_the_next() -> None:
    assert written({"de": "Lampe", "en": "lamp"}, "fr", ("en", "fr")) == ("lamp", "en")
    assert written({"de": "Lampe"}, "fr", ("en", "fr")) == ("Lampe", "de")
