"""YAML is read as the text that was written, or refused; it never changes meaning."""

from collections.abc import Callable

import pytest

from summitbot.knowledge.loading.decoding import decode
from summitbot.knowledge.loading.reading import NO_VALUE, places, read
from summitbot.knowledge.problems import MOST_PROBLEMS, KnowledgeError


def value_of(text: str) -> object:
    reading = read("a.yaml", text)
    assert reading.problems == ()
    return reading.value


def problems_of(text: str) -> list[str]:
    return [str(problem) for problem in read("a.yaml", text).problems]


@pytest.mark.parametrize(
    "written",
    (
        "10:30",
        "1:00:00",
        "NO",
        "no",
        "yes",
        "on",
        "off",
        "y",
        "true",
        "3.10",
        "010",
        "0x1F",
        "1_000",
        "1e3",
        ".5",
        ".inf",
        ".NaN",
        "2025-02-11",
        "2025-02-11T10:30:00Z",
        "=",
        "=1",
        "a:b",
        "a#b",
        "C#",
        "-5",
        "--",
        "?x",
        ":x",
        "Q&A",
        "100 %",
        "l'IA",
        "« oui », peut-être ?",
        "109 milliards d'euros",
        "🗼 phare",
    ),
)
def test_a_plain_value_stays_as_it_is_written(written: str) -> None:
    assert value_of(f"key: {written}\n") == {"key": written}


@pytest.mark.parametrize("key", ("on", "no", "10:30", "3.10", "null", "=", "~"))
def test_a_key_stays_as_it_is_written(key: str) -> None:
    assert value_of(f"{key}: x\n") == {key: "x"}


@pytest.mark.parametrize("quoted", ('"~"', "'null'", '""', '"#help"', "'Use #help'", '"a: b"'))
def test_quotes_keep_everything(quoted: str) -> None:
    assert value_of(f"- {quoted}\n") == [quoted[1:-1]]


def test_quotes_keep_blanks_around_a_key() -> None:
    assert value_of('" a ": b\n') == {" a ": "b"}


def test_blocks_of_lines_keep_their_signs() -> None:
    assert value_of("a: |\n  #help: yes\n  {x}\nb: >\n  one\n  two\n") == {"a": "#help: yes\n{x}\n", "b": "one two\n"}


def test_windows_line_ends_count_as_one() -> None:
    assert value_of("a: x\r\nb:\r\n  - y\r\n") == {"a": "x", "b": ["y"]}
    assert problems_of("a: x\r\nb: Ask #help\r\n")[0].startswith("a.yaml:2:8: '#help'")


def test_comments_with_a_space_are_welcome() -> None:
    assert value_of("# one\na: x # two\nb: # three\n  - y   #   four\n#five: z\n") == {"a": "x", "b": ["y"]}


@pytest.mark.parametrize("text", ("a: Use #help\n", "a:\n  - b #help\n", "a: one\n  two #help\n", "a: é🗼 #help\n"))
def test_text_lost_after_a_hash_is_reported_where_it_stands(text: str) -> None:
    line, column = next((n, row.index("#")) for n, row in enumerate(text.splitlines()) if "#" in row)
    (problem,) = read("a.yaml", text).problems
    assert (problem.line, problem.column, problem.value) == (line + 1, column + 1, "#help")


def test_a_comment_after_quotes_loses_nothing() -> None:
    assert value_of('a: "x" #help\n') == {"a": "x"}


@pytest.mark.parametrize("empty", ("", " ", " ~", " null", " Null", " NULL", " #help", " # nothing"))
def test_a_missing_value_is_reported_once_and_marked(empty: str) -> None:
    reading = read("a.yaml", f"a:{empty}\nb: x\n")
    assert len(reading.problems) == 1
    assert reading.value == {"a": NO_VALUE, "b": "x"}


def test_entries_without_a_value_are_allowed_where_asked_for() -> None:
    reading = read("countries.yaml", "GB:\nNO:\n  name:\n", empty_entries=True)
    assert [str(problem).split(";")[0] for problem in reading.problems] == ["countries.yaml:3:3: 'name' has no value"]
    assert reading.value == {"GB": {}, "NO": {"name": NO_VALUE}}


def test_the_first_of_repeated_keys_stays_and_both_lines_are_named() -> None:
    reading = read("a.yaml", "a: x\nb: y\na: z\n")
    assert reading.value == {"a": "x", "b": "y"}
    assert problems_of("a: x\nb: y\na: z\n") == [
        "a.yaml:3:1: 'a' stands twice, here and on line 1; expected each key once; join the two, or rename one"
    ]


def test_repeated_keys_within_brackets_are_reported_too() -> None:
    assert "line 1" in problems_of("a: {b: x, b: y}\n")[0]


def test_an_alias_bomb_is_refused_without_growing() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 40)]
    assert len(problems_of("\n".join(rows))) == 40 + 39


def test_an_alias_of_nothing_is_refused() -> None:
    assert "asks YAML to repeat something" in problems_of("a: *b\n")[0]


@pytest.mark.parametrize("tag", ("!!python/object/apply:os.system", "!!str", "!!int", "!x", "!", "!<tag:x>"))
def test_types_are_refused(tag: str) -> None:
    assert "special type" in problems_of(f"a: {tag} x\n")[0]


def test_merge_keys_are_refused() -> None:
    assert "merge" in problems_of("a:\n  <<: {b: c}\n")[0]


@pytest.mark.parametrize("text", ("? [a]\n: b\n", "? {a: b}\n: c\n", "{a: b}: c\n", "? *a\n: b\n"))
def test_keys_that_are_no_text_are_refused(text: str) -> None:
    assert any("this key is no text" in problem for problem in problems_of(text))


def test_a_second_document_is_refused() -> None:
    assert problems_of("a: b\n---\nc: d\n")[0].startswith("a.yaml:2:1: '---' begins a second document")


def test_one_document_may_be_marked() -> None:
    assert value_of("---\na: b\n...\n") == {"a": "b"}


@pytest.mark.parametrize("opening", ("[", "{", "- ", "? ", "{a: [", "[{a: "))
def test_nesting_without_end_is_refused_at_once(opening: str) -> None:
    assert "12 levels" in problems_of(opening * 20_000)[-1]


@pytest.mark.parametrize("text", ("", " ", "\n\n", "# nothing\n", "---\n"))
def test_a_file_without_anything_is_a_problem(text: str) -> None:
    assert len(problems_of(text)) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    (
        (b"a: \xe9t\xe9\n", "a.yaml:1:4: byte 4 of this file is 0xe9, which is not UTF-8"),
        (b"a: b\nc: \xc3\xa9\xe9\n", "a.yaml:2:5: byte 11 of this file is 0xe9, which is not UTF-8"),
        (b"\xff\xfea\x00", "a.yaml:1:1: byte 1 of this file is 0xff, which is not UTF-8"),
        (b"a: \xed\xa0\x80\n", "a.yaml:1:4: byte 4 of this file is 0xed, which is not UTF-8"),
        (b"a: b\x00\n", "a.yaml:1:5: an invisible character (U+0000) stands here"),
        ("a: b\u2028c\n".encode(), "a.yaml:1:5: an invisible character (U+2028) stands here"),
        ("a: b\x85c\n".encode(), "a.yaml:1:5: an invisible character (U+0085) stands here"),
        (b"a:\n\tb: c\n", "a.yaml:2:1: this line is indented by a tab"),
        (b"a: b\n\t\nc: d\n", "a.yaml:2:1: this line is indented by a tab"),
        (b"a:\n  \tb: c\n\tc: d\n", "a.yaml:2:3: this line is the first of 2 with tabs"),
    ),
)
def test_bytes_that_are_no_clean_text_are_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        decode("a.yaml", data)
    assert [str(problem).split(";")[0] for problem in caught.value.problems] == [sentence]


def test_a_byte_order_mark_is_passed_over() -> None:
    assert decode("a.yaml", b"\xef\xbb\xbfa: b\n") == "a: b\n"


def test_tabs_elsewhere_are_harmless() -> None:
    assert value_of(decode("a.yaml", b"a:\tb\t# c\nc: e\tf\n")) == {"a": "b", "c": "e\tf"}


TREE = """\
# a comment
ask:
  en: [one, two]
facts:
  speech:
    status: happened
"""


@pytest.mark.parametrize(
    ("loc", "place"),
    (
        (("ask", "en", 1), (3, 13)),
        (("ask", "en", "[key]"), (3, 3)),
        (("facts", "speech", 0, "status"), (6, 13)),  # a validator made a list of one
        (("ask", "*", "en"), (3, 7)),  # or a text of every language
        (("facts", "speech", "text"), (6, 5)),
        (("missing",), (2, 1)),
        ((), (2, 1)),
    ),
)
def test_a_loc_of_pydantic_leads_to_its_place(loc: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert places("a.yaml", TREE).find(loc) == place


@pytest.mark.parametrize(
    ("text", "place", "mend"),
    (
        ("a: AI: next\n", "1:6", '"AI: next"'),
        ("a: {b} c\n", "1:4", '"{b} c"'),
        ("- [b] c\n", "1:3", '"[b] c"'),
        ("a: @b\n", "1:4", '"@b"'),
        ("a: `b`\n", "1:4", '"`b`"'),
        ("a: %b\n", "1:4", '"%b"'),
        ("a: **b** c\n", "1:4", '"**b** c"'),
        ("a: |b\n", "1:4", '"|b"'),
        ("a: 'l'IA'\n", "1:7", '"l\'IA"'),
        ('a: "yes" and "no"\n', "1:10", '\'"yes" and "no"\''),
        ('a: "\\d"\n', "1:4", "\\\\"),
        ('a: "b\nc: d\n', "1:4", "close it"),
        ("a: [b #c, d]\n", "1:4", "in quotes"),
        ("a: [b, is {c} d]\n", "1:4", '"is {c} d"'),
        ("a: [b\nc: d\n", "1:4", "close it"),
        ("a: {b: c\nd: e\n", "1:4", "close it"),
        ("a:b\nc: d\n", "1:1", "write a: b"),
        ("a:\xa0b\nc: d\n", "1:1", "type a plain one"),
        ("a: b\n  c: d\n", "2:3", "align"),
        ("a:\n    b: c\n  d: e\n", "3:3", "same column"),
        ("a: - b\n", "1:1", "a line of its own"),
        ("a: b\nc\nd: e\n", "2:1", "add the colon"),
        ("- a\nb: c\n", "2:1", "remove the -"),
        ("%YAMLX\n", "1:1", "quotes"),
        ("a: b\n...\nc\n", "3:1", "compare"),
    ),
)
def test_a_slip_in_the_syntax_is_explained(text: str, place: str, mend: str) -> None:
    (problem,) = read("a.yaml", text).problems
    assert f"{problem.line}:{problem.column}" == place
    assert mend in problem.mend


def test_a_flood_of_mistakes_ends_early() -> None:
    assert len(problems_of("-\n" * 100_000)) == MOST_PROBLEMS + 1


@pytest.mark.parametrize("make", (lambda n: "[" * n, lambda n: "a: " * n, lambda n: "- " * n, lambda n: "'" * (n + 1)))
def test_long_nonsense_takes_no_long_time(make: Callable[[int], str]) -> None:
    assert problems_of(make(200_000))
