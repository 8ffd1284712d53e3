"""Two phrasings are the same if they differ in case, accents and punctuation only."""

import pytest

from summitbot.knowledge.references.placeholders import slots_in
from summitbot.knowledge.references.repetition import folded


@pytest.mark.parametrize(
    ("one", "other"),
    (
        ("Where is it?", "where is it"),
        ("Où est-ce ?", "ou est ce"),
        ("l’IA", "L'IA"),
        ("Which {group.plural} came?", "which {group} came"),
        ("«Oui»", "oui"),
    ),
)
def test_the_same_question(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), (("{person}", "{organisation}"), ("{person}", "person"), ("start", "end")))
def test_different_questions(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_signs_alone_are_no_question() -> None:
    assert folded("?!") == ""


def test_the_slots_of_a_question() -> None:
    assert slots_in("which {group.plural} came from {country}") == ("group", "country")
