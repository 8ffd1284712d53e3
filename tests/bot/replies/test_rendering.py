import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies import rendering
from bot.replies.rendering import MOST_MESSAGES, MOST_SOURCES, escape, pages_of
from bot.replies.splitting import MESSAGE_LIMIT
from summitbot import Answer, Outcome, Reading, SourceNote

GAZETTE = SourceNote("The opening", "The Gazette", "https://gazette.example/opening", "2031-05-02")


SENTENCES = {
    "en": {
        "as-of": "As of {date}",
        "source": "Source:",
        "sources": "Sources:",
        "more-sources": "and {count} more",
        "did-you-mean": "You could ask:",
        "entries": "{first}–{last} of {count}",
    },
    "fr": {"as-of": "Au {date}"},
}


class Speaker:
    def sentence(self, name: str, language: str | None, /, **values: str) -> str:
        return SENTENCES[language or "en"][name].format(**values)


def render(answer: Answer, page: int = 0) -> tuple[str, ...]:
    return rendering.render(answer, Speaker(), page)


def an_answer(*blocks: str, **details: object) -> Answer:
    values: dict[str, object] = {"outcome": Outcome.ANSWER, "blocks": blocks, "language": "en", "readings": ()}
    return Answer(**{**values, **details})  # type: ignore[arg-type]


def test_a_plain_answer_is_its_text() -> None:
    assert render(an_answer("It met in the town hall.")) == ("It met in the town hall.",)


def test_blocks_are_paragraphs() -> None:
    assert render(an_answer("Yes.", "So did she.")) == ("Yes.\n\nSo did she.",)


def test_the_quiet_line_dates_the_answer_in_the_readers_own_calendar() -> None:
    (message,) = render(an_answer("Yes.", as_of=date(2031, 5, 4)))

    assert message == f"Yes.\n-# As of <t:{int(datetime(2031, 5, 4, 10, tzinfo=UTC).timestamp())}:D>"


@pytest.mark.parametrize("hours", [-10, -8, 0, 8, 13])
def test_the_date_is_the_same_day_for_every_reader(hours: int) -> None:
    (message,) = render(an_answer("Yes.", as_of=date(2031, 5, 4)))
    (seconds,) = re.findall(r"<t:(\d+):D>", message)

    assert datetime.fromtimestamp(int(seconds), timezone(timedelta(hours=hours))).date() == date(2031, 5, 4)


def test_a_source_is_a_link_without_a_preview() -> None:
    (message,) = render(an_answer("Yes.", sources=(GAZETTE,)))

    assert message == "Yes.\n-# Source: [The opening](<https://gazette.example/opening>) (The Gazette)"


def test_a_source_without_an_address_is_named() -> None:
    (message,) = render(an_answer("Yes.", sources=(SourceNote("Minutes", "The town"), GAZETTE)))

    assert "-# Sources: Minutes (The town); [The opening](" in message


def test_a_source_cannot_break_out_of_its_link() -> None:
    odd = SourceNote("A [rather] *odd*\ntitle", "P_Q", "https://odd.example/a_(b)>c d")
    (message,) = render(an_answer("Yes.", sources=(odd,)))

    assert r"[A (rather) \*odd\* title](<https://odd.example/a_%28b%29%3Ec%20d>) (P\_Q)" in message


def test_a_title_that_looks_like_an_address_is_not_made_a_link() -> None:
    odd = SourceNote("https://safe.example", "P", "https://other.example")

    assert render(an_answer("Yes.", sources=(odd,)))[0].endswith("Source: https://safe.example (P)")


def test_many_sources_are_counted_rather_than_listed() -> None:
    (message,) = render(an_answer("Yes.", sources=(GAZETTE,) * 12))

    assert message.count("](<") == MOST_SOURCES
    assert message.endswith("; and 9 more")


def test_an_address_too_long_to_show_leaves_the_title() -> None:
    odd = SourceNote("Minutes", "The town", f"https://town.example/{'x' * 300}")

    assert render(an_answer("Yes.", sources=(odd,)))[0].endswith("Source: Minutes (The town)")


def test_the_quiet_line_is_in_the_language_of_the_answer() -> None:
    (message,) = render(an_answer("Oui.", language="fr", as_of=date(2031, 5, 4)))

    assert message.startswith("Oui.\n-# Au <t:")


def test_questions_to_choose_from_are_a_list() -> None:
    answer = an_answer("Did you mean:", outcome=Outcome.CLARIFY, suggestions=("Who is A?", "Who is *B*?"))

    assert render(answer) == ("Did you mean:\n\n- Who is A?\n- Who is \\*B\\*?",)


def test_questions_to_ask_instead_are_introduced() -> None:
    answer = an_answer("I do not know.", outcome=Outcome.UNKNOWN, suggestions=("Who is A?",))

    assert render(answer) == ("I do not know.\n\nYou could ask:\n- Who is A?",)


def test_a_list_does_not_swallow_the_quiet_line() -> None:
    (message,) = render(an_answer("These:\n- one\n- two", as_of=date(2031, 5, 4)))

    assert "- two\n\n-# As of" in message


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold** _and_ ~~so~~ `on` ||here||", r"\*\*bold\*\* \_and\_ \~\~so\~\~ \`on\` \|\|here\|\|"),
        ("[click](https://bad.example)", r"\[click](https://bad.example)"),
        ("<@123> <#4> <:x:5> <t:1:R>", r"\<@123> \<#4> \<:x:5> \<t:1:R>"),
        ("@everyone and @here", "@\u200beveryone and @\u200bhere"),
        ("# big\n> said\n-# small", "\\# big\n\\> said\n\\-# small"),
        ("- one\n- two", "- one\n- two"),
        ("No. 3 > 2, a@b.example", "No. 3 > 2, a@b.example"),
        ("see https://x.example/a_b_c, then", "see https://x.example/a_b_c, then"),
        ("https://x.example/[a](https://y.example)", r"https://x.example/\[a](https://y.example)"),
    ],
)
def test_text_is_shown_as_it_stands(text: str, shown: str) -> None:
    assert escape(text) == shown


@given(st.text(alphabet="ab@everyonhere \\*_~|`[]()<>#-\nhtps:/."))
def test_escaping_loses_nothing_and_leaves_no_ping(text: str) -> None:
    shown = escape(text)

    assert re.sub(r"\\(.)", r"\1", shown).replace("\u200b", "") == text.replace("\u200b", "")
    assert "@everyone" not in shown
    assert "@here" not in shown


WILD_TEXTS = st.one_of(st.text(max_size=300), st.sampled_from(("*" * 300, "https://x.example/" + "(" * 82)))


@given(
    st.lists(st.text(min_size=1, max_size=4_000), min_size=1, max_size=4).map(tuple),
    st.lists(st.text(max_size=300), max_size=20).map(tuple),
    st.lists(st.builds(SourceNote, WILD_TEXTS, WILD_TEXTS, WILD_TEXTS), max_size=20).map(tuple),
)
def test_no_answer_becomes_more_than_a_few_messages(
    blocks: tuple[str, ...], suggestions: tuple[str, ...], sources: tuple[SourceNote, ...]
) -> None:
    messages = render(an_answer(*blocks, suggestions=suggestions, sources=sources, as_of=date(2031, 5, 4)))

    assert len(messages) <= MOST_MESSAGES
    assert all(len(message) <= MESSAGE_LIMIT for message in messages)
    assert "-# As of <t:" in messages[-1]


def test_an_answer_cut_short_says_so_and_keeps_its_source() -> None:
    messages = render(an_answer("A sentence of some length. " * 400, sources=(GAZETTE,)))

    assert len(messages) == MOST_MESSAGES
    assert messages[-1].endswith(" …\n-# Source: [The opening](<https://gazette.example/opening>) (The Gazette)")


def test_readings_are_not_shown() -> None:
    reading = Reading("secret words", "en", Outcome.ANSWER)

    assert render(an_answer("Yes.", readings=(reading,))) == ("Yes.",)


LIST = "\n".join(f"- Person {number} of some renown" for number in range(1, 48))


def test_a_long_list_has_pages_of_a_few_entries() -> None:
    answer = an_answer("These came:", LIST)

    assert pages_of(answer) == 5
    assert render(answer)[0].endswith("- Person 10 of some renown\n\n-# 1–10 of 47")
    assert render(answer, 4)[0].startswith("These came:\n\n- Person 41 of")


def test_a_page_beyond_the_last_is_the_last() -> None:
    answer = an_answer("These came:", LIST)

    assert render(answer, 99) == render(answer, 4)


def test_a_short_list_is_shown_whole() -> None:
    answer = an_answer("These came:", "- one\n- two\n- three")

    assert pages_of(answer) == 1
    assert render(answer) == ("These came:\n\n- one\n- two\n- three",)


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=1_500), min_size=13),
    st.lists(st.builds(SourceNote, WILD_TEXTS, WILD_TEXTS, WILD_TEXTS), max_size=8).map(tuple),
)
def test_each_page_is_one_message_and_together_they_have_all_entries(
    entries: list[str], sources: tuple[SourceNote, ...]
) -> None:
    answer = an_answer("These:", "\n".join(f"- {entry}" for entry in entries), sources=sources)
    pages = [render(answer, page) for page in range(pages_of(answer))]
    places = [re.findall(r"-# (\d+)–(\d+) of (\d+)", page[0])[-1] for page in pages]

    assert all(len(page) == 1 and len(page[0]) <= MESSAGE_LIMIT for page in pages)
    assert [int(first) for first, _, _ in places] == [1, *(int(last) + 1 for _, last, _ in places[:-1])]
    assert int(places[-1][1]) == len(entries)


def test_every_source_is_listed_with_its_date() -> None:
    notes = (GAZETTE, SourceNote("Minutes", "The *town*", date="2031-05"), SourceNote("Notes", "Somebody"))
    (message,) = rendering.render_sources(an_answer("Yes.", sources=notes), Speaker(), "en")

    assert message == (
        "Sources:\n- [The opening](<https://gazette.example/opening>) (The Gazette), <t:1935482400:D>\n"
        "- Minutes (The \\*town\\*), 2031-05\n- Notes (Somebody)"
    )


@given(st.lists(st.builds(SourceNote, WILD_TEXTS, WILD_TEXTS, WILD_TEXTS), min_size=1, max_size=40).map(tuple))
def test_sources_are_cut_between_lines(sources: tuple[SourceNote, ...]) -> None:
    messages = rendering.render_sources(an_answer("Yes.", sources=sources), Speaker(), "en")

    assert len(messages) <= MOST_MESSAGES
    assert all(len(message) <= MESSAGE_LIMIT for message in messages)
    assert all(message.startswith("- ") for message in messages[1:])
