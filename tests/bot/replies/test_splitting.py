import re

from hypothesis import example, given
from hypothesis import strategies as st

from bot.replies.splitting import MESSAGE_LIMIT, split

LIMIT = 60
LINKS = ("https://example.org/a/b?c=d", "[A page of theirs](<https://example.org/x>)", "<t:1738933200:D>")
WORDS = st.text(alphabet="abcé.,!?«»… \n\\*", min_size=1, max_size=80)
TEXTS = st.lists(st.one_of(WORDS, st.sampled_from(LINKS)), max_size=30).map(" ".join)


def without_space(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(TEXTS)
@example("\\" * 200)
def test_no_piece_is_too_long_and_nothing_is_lost(text: str) -> None:
    pieces = split(text, LIMIT)

    assert all(len(piece) <= LIMIT for piece in pieces)
    assert without_space("".join(pieces)) == without_space(text)


@given(TEXTS)
def test_every_link_stays_whole(text: str) -> None:
    pieces = split(text, LIMIT)

    for link in LINKS:
        assert sum(piece.count(link) for piece in pieces) == text.count(link)


@given(TEXTS)
def test_no_piece_is_empty_unless_there_is_nothing_to_say(text: str) -> None:
    pieces = split(text, LIMIT)

    assert all(pieces) or pieces == ("",)


def test_what_fits_stays_as_it_is() -> None:
    text = "One.\n\nTwo."

    assert split(text) == (text,)


def test_a_paragraph_is_the_best_place_to_cut() -> None:
    first, second = "A sentence. Another one follows here, it does.", "And this is a new paragraph, with more."

    assert split(f"{first}\n\n{second}", LIMIT) == (first, second)


def test_otherwise_a_sentence_ends_the_piece() -> None:
    first, second = "A first sentence that is not so short.", "A second sentence that does not fit any more."

    assert split(f"{first} {second}", LIMIT) == (first, second)


def test_otherwise_a_word_does() -> None:
    assert all(set(piece.split()) == {"word"} for piece in split("word " * 40, LIMIT))


def test_a_word_without_end_is_cut_at_the_limit() -> None:
    assert split("x" * 150, LIMIT) == ("x" * 60, "x" * 60, "x" * 30)


def test_a_backslash_stays_with_what_it_escapes() -> None:
    pieces = split("x" * 59 + "\\*" * 40, LIMIT)

    assert all(re.fullmatch(r"x*(\\\*)*", piece) for piece in pieces)


def test_the_limit_is_that_of_discord() -> None:
    assert [len(piece) for piece in split("x" * 4_500)] == [MESSAGE_LIMIT, MESSAGE_LIMIT, 500]
