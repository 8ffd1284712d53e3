"""Where a text may be cut into several questions."""

from summitbot.understanding.compound import MOST_PARTS, splits
from tests.summitbot.congress import congress

PACKS = tuple(congress().knowledge.languages.values())


def test_at_the_end_of_a_sentence() -> None:
    assert splits("Who came? When was it?", PACKS) == [("Who came", "When was it?")]


def test_at_a_conjunction_of_any_language() -> None:
    assert ("who came", "when was it") in splits("who came and when was it", PACKS)
    assert ("qui est venu", "quand") in splits("qui est venu et quand", PACKS)


def test_at_a_comma_with_or_without_a_conjunction() -> None:
    assert ("who came", "when was it") in splits("who came, when was it", PACKS)
    assert ("who came", "when was it") in splits("who came, and when was it", PACKS)


def test_not_inside_a_word() -> None:
    assert splits("the sandy island", PACKS) == []


def test_one_question_is_not_cut() -> None:
    assert splits("When did it start?", PACKS) == []


def test_never_into_more_than_a_few() -> None:
    assert all(len(parts) <= MOST_PARTS for parts in splits("a? b? c? d? e, f, g, h and i and j", PACKS))
