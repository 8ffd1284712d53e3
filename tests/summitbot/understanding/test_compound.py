"""Where a text may be cut into several questions."""

from summitbot.understanding.compound import MOST_PARTS, Splitter
from tests.summitbot.congress import congress

SPLITTER = Splitter(congress().knowledge.languages.values())


def test_at_the_end_of_a_sentence() -> None:
    assert SPLITTER.splits("Who came? When was it?") == [("Who came", "When was it?")]


def test_at_a_conjunction_of_any_language() -> None:
    assert ("who came", "when was it") in SPLITTER.splits("who came and when was it")
    assert ("qui est venu", "quand") in SPLITTER.splits("qui est venu et quand")


def test_at_a_comma_with_or_without_a_conjunction() -> None:
    assert ("who came", "when was it") in SPLITTER.splits("who came, when was it")
    assert ("who came", "when was it") in SPLITTER.splits("who came, and when was it")


def test_not_at_a_comma_within_one_question() -> None:
    assert SPLITTER.splits("c'est quoi, la déclaration sur les phares ?") == []
    assert SPLITTER.splits("the lighthouse on the hill, when does it open?") == []


def test_a_wordy_text_falls_into_clauses() -> None:
    wordy = "hello everyone, I have looked all over the place but where is the congress held please"
    by_marks, by_joints = SPLITTER.clauses(wordy)
    assert by_marks == ("hello everyone", "I have looked all over the place but where is the congress held please")
    assert "where is the congress held please" in by_joints
    assert list(SPLITTER.clauses("hello, where is it")) == []


def test_not_inside_a_word() -> None:
    assert SPLITTER.splits("the sandy island") == []


def test_one_question_is_not_cut() -> None:
    assert SPLITTER.splits("When did it start?") == []


def test_not_a_text_that_is_too_long_for_a_question() -> None:
    assert SPLITTER.splits("who came" + " to the lighthouse" * 60 + " and when was it") == []


def test_never_into_more_than_a_few() -> None:
    assert all(len(parts) <= MOST_PARTS for parts in SPLITTER.splits("a? b? c? d? e, f, g, h and i and j"))
