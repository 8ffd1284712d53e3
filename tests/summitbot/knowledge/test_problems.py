"""A problem is a sentence that a person who does not program can act on."""

import pytest

from summitbot.knowledge.problems import MOST_PROBLEMS, KnowledgeError, Problem, closest, in_quotes, shortened, told


def test_a_problem_says_where_what_and_how_to_mend_it() -> None:
    problem = Problem("topics/venue.yaml", 12, 7, "happend", "is not a status", "one of a or b", "did you mean b?")
    assert str(problem) == "topics/venue.yaml:12:7: 'happend' is not a status; expected one of a or b; did you mean b?"


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert str(Problem("peple.yaml", fault="is unknown")) == "peple.yaml: is unknown"


@pytest.mark.parametrize(("value", "cited"), (("a", "'a'"), ("l'IA", '"l\'IA"'), ('l\'"IA"', '“l\'"IA"”')))
def test_a_value_is_cited_in_quotes_that_it_has_not(value: str, cited: str) -> None:
    assert str(Problem("a.yaml", 1, 1, value, "is wrong")) == f"a.yaml:1:1: {cited} is wrong"


def test_problems_are_sorted_by_file_and_line_and_told_once() -> None:
    late, early, other = Problem("b", 10, 1), Problem("b", 9, 1), Problem("a", 11, 1)
    error = KnowledgeError([late, early, other, late])
    assert error.problems == (other, early, late)
    assert str(error).count("\n") == 2


def test_a_flood_of_problems_is_cut_and_says_so() -> None:
    flood = [Problem("a", line) for line in range(1, 2 * MOST_PROBLEMS)]
    assert told(flood[:MOST_PROBLEMS]) == flood[:MOST_PROBLEMS]
    assert told(flood)[:-1] == flood[:MOST_PROBLEMS]
    assert "the rest is not shown" in told(flood)[-1].fault


@pytest.mark.parametrize(
    ("value", "short"),
    (
        ("a\n  b", "a b"),
        ("x" * 80, "x" * 59 + "…"),
        (["a", ["b"]], "[a, [b]]"),
        ({"a": {"b": "c"}}, "{a: {b: c}}"),
    ),
)
def test_values_are_shown_on_one_line(value: object, short: str) -> None:
    assert shortened(value) == short


@pytest.mark.parametrize(
    ("text", "quoted"),
    (
        ("a: b", '"a: b"'),
        ("l'IA", '"l\'IA"'),
        ('say "a"', "'say \"a\"'"),
        ('l\'"IA"', '"l\'\\"IA\\""'),
        ("a\\b", '"a\\\\b"'),
    ),
)
def test_quotes_are_chosen_so_that_the_text_stays(text: str, quoted: str) -> None:
    assert in_quotes(text) == quoted


@pytest.mark.parametrize(
    ("word", "meant"),
    (("nmae", "name"), ("Name", "name"), (" role", "role"), ("colour", None), ("", None), ("x", None)),
)
def test_only_a_near_word_was_meant(word: str, meant: str | None) -> None:
    assert closest(word, ["name", "role", "country"]) == meant
