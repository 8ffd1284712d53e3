"""What stands below an answer, pressed at once or after the bot was restarted and its knowledge changed."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st
from simcord import ChannelHandle, Env, InteractionResult, MemberActor, ResponseMessage

from bot.asker import Asker, Place
from bot.client import SummitClient
from bot.components import ITEMS, Layout
from bot.memory.cooldown import MOST_QUESTIONS
from bot.replies.keys import LONGEST_KEY
from bot.store import ServerSettings, Store
from summitbot import Engine
from tests.bot.folders import Folder
from tests.discord.sent import replies_in

VENUE = "The congress met on the island of Skerrin, in Harbour Hall and the Old Tower."
WHERE = "where did the congress take place?"
EVERYTHING = ["Sources", "Why this answer?", "Delete", "Not helpful"]
CROWD = "".join(
    f"""
keeper-{number:02}:
  name: Keeper {number:02}
  role: keeper of a lighthouse
  facts:
    attendance: {{status: happened, as_of: 2024-06-14, sources: [island-gazette]}}
"""
    for number in range(1, 31)
)
Restart = Callable[[], Awaitable[None]]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "knowledge")


@pytest.fixture
def simcord_bot(folder: Folder, store: Store) -> SummitClient:
    return SummitClient(folder.engine, store)


@pytest.fixture
def restart(simcord_env: Env, folder: Folder, store: Store) -> Restart:
    """Stops the bot and starts another one, which reads the folder as it then is."""

    async def start_anew() -> None:
        await simcord_env.restart_bot(SummitClient(folder.engine, store))

    return start_anew


@pytest.fixture(params=["at once", "after a restart"])
async def later(request: pytest.FixtureRequest, restart: Restart) -> Restart:
    """What happens between an answer and a press: nothing, or a restart."""

    async def nothing() -> None:
        return

    return restart if request.param == "after a restart" else nothing


async def privately_answered(member: MemberActor, channel: ChannelHandle, asked: discord.Message) -> ResponseMessage:
    """What `member` alone sees after choosing "Answer this" on the menu of `asked`."""
    answer = (await member.context_menu(channel, "Answer this", asked)).response
    assert answer is not None
    return answer


def shown(message: discord.Message) -> list[str]:
    """The labels of the buttons below `message`."""
    return [item.label or "" for item in _items(message) if isinstance(item, discord.Button)]


def choices(message: discord.Message) -> list[str]:
    """The values of the select below `message`."""
    return [option.value for item in _items(message) if isinstance(item, discord.SelectMenu) for option in item.options]


def _items(message: discord.Message) -> list[Any]:
    return [item for row in message.components for item in getattr(row, "children", [])]


def said(result: InteractionResult) -> str:
    assert result.response is not None
    return result.response.content


def told_privately(result: InteractionResult) -> str:
    assert result.ephemeral
    return said(result)


async def ask(actor: MemberActor, channel: ChannelHandle, question: str = WHERE) -> discord.Message:
    """The bot's answer to a question put by a command, in public."""
    result = await actor.slash(channel, "ask", question=question)
    assert result.response is not None
    return (result.followups[-1] if result.followups else result.response).message


async def test_a_public_answer_has_one_row_of_small_buttons_and_a_select(
    channel: ChannelHandle, anna: MemberActor
) -> None:
    answer = await ask(anna, channel)

    assert shown(answer) == EVERYTHING
    assert {item.style for item in _items(answer) if isinstance(item, discord.Button)} == {
        discord.ButtonStyle.secondary
    }
    assert len(answer.components) == 2
    assert 1 <= len(choices(answer)) <= 5


async def test_a_mention_gets_the_same_components(simcord_env: Env, channel: ChannelHandle, anna: MemberActor) -> None:
    assert simcord_env.bot.user is not None
    await anna.send(channel, f"{simcord_env.bot.user.mention} {WHERE}")
    assert channel.last_message is not None

    assert shown(channel.last_message) == EVERYTHING


async def test_an_answer_in_french_has_french_components(channel: ChannelHandle, anna: MemberActor) -> None:
    answer = await ask(anna, channel, "Où le congrès a-t-il eu lieu ?")

    assert shown(answer) == ["Sources", "Pourquoi cette réponse\u00a0?", "Supprimer", "Pas utile"]
    assert any("congrès" in question for question in choices(answer))


async def test_sources_shows_every_source_to_whoever_presses(
    channel: ChannelHandle, anna: MemberActor, bert: MemberActor, later: Restart
) -> None:
    answer = await ask(anna, channel)
    await later()

    assert told_privately(await bert.click(answer, label="Sources")) == (
        "Source:\n- [Two days of light: what the keepers agreed](<https://gazette.example/keepers>) "
        "(Skerrin Gazette), <t:1718359200:D>"
    )


async def test_why_says_what_was_understood_in_plain_words(
    channel: ChannelHandle, anna: MemberActor, bert: MemberActor, later: Restart
) -> None:
    answer = await ask(anna, channel, "do you know whether tormod halvorsn attended?")
    await later()
    why = told_privately(await bert.click(answer, label="Why this answer?"))

    meant, wording, about, likeness, _, as_of = why.split("\n")
    assert meant == "- I took your question to mean: “Did Tormod Halvorsen attend?”"
    assert wording == "- The nearest wording that I know: “is Tormod Halvorsen coming”"
    assert about == "- It is about: Tormod Halvorsen."
    assert likeness.startswith("- Likeness: ")
    assert as_of == "The facts that I answered from are as of <t:1718359200:D>."
    assert "attendance" not in why


async def test_why_tells_a_question_word_for_word(channel: ChannelHandle, anna: MemberActor, later: Restart) -> None:
    answer = await ask(anna, channel)
    await later()
    why = told_privately(await anna.click(answer, label="Why this answer?"))

    assert why.startswith("- Your question is one that I know: “Where did the congress take place?”")
    assert "Likeness" not in why


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("was Halvorsen there?", "- The nearest question that I know: “was … there”\n- More than one answer fits it"),
        ("was Zorro Vega there?", "- The nearest question that I know: “was … there”\n- A name in your question is"),
        ("how do I boil an egg?", "- I know no question like yours."),
    ],
)
async def test_why_explains_what_was_not_answered(
    channel: ChannelHandle, anna: MemberActor, later: Restart, question: str, why: str
) -> None:
    answer = await ask(anna, channel, question)
    await later()

    assert told_privately(await anna.click(answer, label="Why this answer?")).startswith(why)


async def test_a_related_question_of_the_asker_is_answered_for_all(
    channel: ChannelHandle, anna: MemberActor, later: Restart
) -> None:
    answer = await ask(anna, channel)
    await later()
    result = await anna.select(answer, [choices(answer)[0]])

    assert not result.ephemeral
    assert "-# As of" in said(result)


async def test_a_related_question_of_somebody_else_is_answered_for_them(
    channel: ChannelHandle, anna: MemberActor, bert: MemberActor, later: Restart
) -> None:
    answer = await ask(anna, channel)
    await later()
    result = await bert.select(answer, [choices(answer)[0]])

    assert "-# As of" in told_privately(result)


async def test_not_helpful_is_counted_once_a_person_and_thanks(
    channel: ChannelHandle, anna: MemberActor, bert: MemberActor, store: Store, later: Restart
) -> None:
    answer = await ask(anna, channel)
    await later()
    thanks = await anna.click(answer, label="Not helpful")
    await anna.click(answer, label="Not helpful")
    await bert.click(answer, label="Not helpful")

    assert told_privately(thanks).startswith("Thank you: I have noted that the answer didn't help")
    assert thanks.response is not None
    assert choices(thanks.response.message)
    assert await store.not_helpful_counts() == {("venue", "en"): 2}


async def test_an_overview_can_be_not_helpful_too(
    channel: ChannelHandle, anna: MemberActor, store: Store, later: Restart
) -> None:
    result = await anna.slash(channel, "summit themes")
    await later()
    assert result.response is not None
    await anna.click(result.response.message, label="Not helpful")

    assert await store.not_helpful_counts() == {("themes", "en"): 1}


async def test_the_asker_deletes_an_answer(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, later: Restart
) -> None:
    answer = await ask(anna, channel)
    await later()
    await anna.click(answer, label="Delete")

    assert replies_in(channel, simcord_env) == []


async def test_a_mention_is_deleted_with_all_messages_of_its_answer(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, folder: Folder, restart: Restart, later: Restart
) -> None:
    folder.replace("topics/venue.yaml", "in Harbour Hall and the Old Tower", "and so on. It met on and on" * 90)
    await restart()
    assert simcord_env.bot.user is not None
    asked = await anna.send(channel, f"{simcord_env.bot.user.mention} {WHERE}")
    assert len(replies_in(channel, simcord_env)) == 2
    await later()
    assert channel.last_message is not None
    await anna.click(channel.last_message, label="Delete")

    assert [message.id for message in channel.history()] == [asked.id]


async def test_nobody_else_deletes_an_answer(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, bert: MemberActor, later: Restart
) -> None:
    answer = await ask(anna, channel)
    await later()
    refusal = told_privately(await bert.click(answer, label="Delete"))

    assert refusal.startswith("Only the person who asked")
    assert len(replies_in(channel, simcord_env)) == 1


async def test_who_manages_messages_deletes_any_answer(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, later: Restart
) -> None:
    role = simcord_env.guild.create_role("warden", permissions=discord.Permissions(manage_messages=True))
    warden = simcord_env.guild.add_member(simcord_env.create_user("wanda"), roles=[role])
    answer = await ask(anna, channel)
    await later()
    await warden.click(answer, label="Delete")

    assert replies_in(channel, simcord_env) == []


async def test_a_private_answer_is_shared_once_and_says_by_whom(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, bert: MemberActor, later: Restart
) -> None:
    asked = await anna.send(channel, f"does anybody know {WHERE}")
    private = await privately_answered(bert, channel, asked)
    assert shown(private.message) == ["Sources", "Why this answer?", "Share", "Not helpful"]
    await later()
    await bert.click(private, label="Share")

    (shared,) = [message for message in channel.history(viewer=anna) if message.author == simcord_env.bot.user]
    first, _, text, _ = shared.content.split("\n")
    assert first == "-# bert shared the answer to “Where did the congress take place?”"
    assert text == VENUE
    assert shown(shared) == EVERYTHING
    left = next(message for message in channel.history(viewer=bert) if message.id == private.id)
    assert shown(left) == ["Sources", "Why this answer?", "Not helpful"]


async def test_who_shared_an_answer_may_delete_it(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, bert: MemberActor, later: Restart
) -> None:
    asked = await anna.send(channel, WHERE)
    private = await privately_answered(bert, channel, asked)
    shared = (await bert.click(private, label="Share")).followups[-1]
    await later()
    await bert.click(shared, label="Delete")

    assert shared.id not in [message.id for message in channel.history()]


async def test_what_is_not_known_is_not_shared(channel: ChannelHandle, anna: MemberActor) -> None:
    asked = await anna.send(channel, "was Zorro Vega there?")
    private = await privately_answered(anna, channel, asked)
    assert shown(private.message) == ["Why this answer?", "Not helpful"]


async def test_what_may_have_been_meant_is_chosen(channel: ChannelHandle, anna: MemberActor, later: Restart) -> None:
    guess = await ask(anna, channel, "was Halvorsen there?")
    assert choices(guess) == ["Did Ingrid Halvorsen attend?", "Did Tormod Halvorsen attend?", "-"]
    await later()

    assert said(await anna.select(guess, ["Did Tormod Halvorsen attend?"])).startswith("No: Tormod Halvorsen did not")


async def test_none_of_these_asks_for_other_words_and_then_offers_the_topics(
    channel: ChannelHandle, anna: MemberActor, later: Restart
) -> None:
    first = await ask(anna, channel, "was Halvorsen there?")
    second = await ask(anna, channel, "did Halvorsen attend?")
    await later()

    assert told_privately(await anna.select(first, ["-"])) == "Then please ask again in other words."
    topics = await anna.select(second, ["-"])
    assert said(topics).startswith("I keep missing what you mean. I know about these topics:\n- When and where")


async def test_after_two_wrong_guesses_the_topics_are_offered(
    channel: ChannelHandle, anna: MemberActor, later: Restart
) -> None:
    guesses = [await ask(anna, channel, f"was Halvorsen there{marks}") for marks in ("?", "??", "???")]

    assert [guess.content.startswith("I keep missing what you mean.") for guess in guesses] == [False, False, True]
    await later()
    assert said(await anna.select(guesses[-1], ["themes"])).startswith("The themes:")


async def test_an_answer_in_between_makes_guesses_start_anew(channel: ChannelHandle, anna: MemberActor) -> None:
    questions = ("was Halvorsen there?", "was Halvorsen there??", WHERE, "was Halvorsen there?")
    answers = [await ask(anna, channel, question) for question in questions]

    assert choices(answers[-1])[-1] == "-"


@pytest.fixture
async def crowded(folder: Folder, restart: Restart, channel: ChannelHandle) -> None:
    """The folder has more people than one message should list."""
    with (folder.path / "people.yaml").open("a", encoding="utf-8") as people:
        people.write(CROWD)
    await restart()


def listed(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.startswith("- ")]


@pytest.mark.usefixtures("crowded")
async def test_the_pages_of_a_long_list_are_turned(channel: ChannelHandle, anna: MemberActor, later: Restart) -> None:
    first = (await anna.slash(channel, "summit people")).response
    assert first is not None
    assert shown(first.message) == ["◀", "▶", "Sources", "Delete", "Not helpful"]
    pages = [first.content]
    for _ in range(3):
        await later()
        await anna.click(first, label="▶")
        assert channel.last_message is not None
        pages.append(channel.last_message.content)

    names = [name for page in pages for name in listed(page)]
    assert len(names) == len(set(names)) >= 33
    assert [len(listed(page)) for page in pages[:3]] == [10, 10, 10]
    assert "\n-# 11–20 of " in pages[1]
    await anna.click(first, label="▶")
    assert channel.last_message is not None
    assert channel.last_message.content == pages[0]


@pytest.mark.usefixtures("crowded")
async def test_a_list_that_is_shared_stays_on_its_page_for_who_shared_it(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, store: Store
) -> None:
    await store.save_settings(simcord_env.guild.id, ServerSettings(private=True))
    first = (await anna.slash(channel, "summit people")).response
    assert first is not None
    for label in ("▶", "Share", "▶"):
        await anna.click(first, label=label)

    (own,) = [message for message in channel.history(viewer=anna) if message.id == first.id]
    assert "\n-# 21–30 of " in own.content


@pytest.mark.usefixtures("crowded")
async def test_somebody_else_turns_the_pages_for_themselves(
    channel: ChannelHandle, anna: MemberActor, bert: MemberActor, later: Restart
) -> None:
    first = (await anna.slash(channel, "summit people")).response
    assert first is not None
    await later()
    second = await bert.click(first, label="▶")

    assert "-# 11–20 of " in told_privately(second)
    assert channel.history(viewer=anna)[-1].content == first.content
    assert second.response is not None
    await later()
    await bert.click(second.response, label="▶")
    assert "-# 21–30 of " in channel.history(viewer=bert)[-1].content


@pytest.mark.usefixtures("crowded")
async def test_a_page_that_is_no_longer_there_is_the_last(
    channel: ChannelHandle, anna: MemberActor, folder: Folder, restart: Restart
) -> None:
    first = (await anna.slash(channel, "summit people")).response
    assert first is not None
    await anna.click(first, label="◀")
    folder.replace("people.yaml", r"keeper-2\d:(\n  .*)+\n", "")
    await restart()
    await anna.click(first, label="◀")

    assert channel.last_message is not None
    assert listed(channel.last_message.content)


async def test_in_private_an_answer_can_be_deleted_by_the_asker(simcord_env: Env) -> None:
    clara = simcord_env.create_user("clara")
    result = await clara.slash("ask", question=WHERE)

    assert result.response is not None
    assert shown(result.response.message) == EVERYTHING


@pytest.mark.parametrize("label", ["Sources", "Why this answer?"])
async def test_a_corrected_answer_is_told_with_its_new_text(
    channel: ChannelHandle, anna: MemberActor, folder: Folder, restart: Restart, label: str
) -> None:
    answer = await ask(anna, channel)
    folder.replace("topics/venue.yaml", "Old Tower", "New Tower")
    await restart()
    said_now = told_privately(await anna.click(answer, label=label))

    assert said_now.startswith("My facts have changed since. The answer now reads:\n> The congress met")
    assert "New Tower" in said_now


@pytest.mark.parametrize(
    ("question", "file", "change"),
    [
        (WHERE, "topics/venue.yaml", "What that answer rested on is no longer among my facts"),
        ("was Tormod Halvorsen there?", "people/tormod-halvorsen.yaml", "Whom or what that answer was about is no"),
    ],
)
@pytest.mark.parametrize("label", ["Sources", "Why this answer?"])
async def test_what_has_gone_from_the_facts_is_said(
    channel: ChannelHandle,
    anna: MemberActor,
    folder: Folder,
    restart: Restart,
    label: str,
    question: str,
    file: str,
    change: str,
) -> None:
    answer = await ask(anna, channel, question)
    folder.remove(file)
    await restart()

    assert told_privately(await anna.click(answer, label=label)).startswith(change)


async def test_the_rest_works_without_the_topic(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, folder: Folder, restart: Restart, store: Store
) -> None:
    answer = await ask(anna, channel)
    folder.remove("topics/venue.yaml")
    await restart()

    assert told_privately(await anna.click(answer, label="Not helpful")).startswith("Thank you")
    assert said(await anna.select(answer, [choices(answer)[0]]))
    await anna.click(answer, label="Delete")
    assert answer.id not in [message.id for message in channel.history()]


async def test_a_private_answer_whose_topic_has_gone_is_not_shared(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, folder: Folder, restart: Restart
) -> None:
    asked = await anna.send(channel, WHERE)
    private = await privately_answered(anna, channel, asked)
    folder.remove("topics/venue.yaml")
    await restart()
    result = await anna.click(private, label="Share")

    assert told_privately(result).startswith("What that answer rested on is no longer among my facts")
    assert [message.id for message in channel.history(viewer=anna) if not message.flags.ephemeral] == [asked.id]


async def test_a_private_answer_is_shared_as_it_reads_now(
    channel: ChannelHandle, anna: MemberActor, folder: Folder, restart: Restart
) -> None:
    asked = await anna.send(channel, WHERE)
    private = await privately_answered(anna, channel, asked)
    folder.replace("topics/venue.yaml", "Old Tower", "New Tower")
    await restart()

    assert "New Tower" in (await anna.click(private, label="Share")).followups[-1].content


async def test_without_the_phrasing_the_rest_is_explained(
    channel: ChannelHandle, anna: MemberActor, folder: Folder, restart: Restart
) -> None:
    answer = await ask(anna, channel)
    folder.replace("topics/venue.yaml", r"Where did the congress take place\?", "In which place was it?")
    await restart()

    assert told_privately(await anna.click(answer, label="Why this answer?")).startswith(
        "The wording that your question was compared with has been changed since"
    )


async def test_a_related_question_that_has_gone_is_still_answered_as_any_other(
    channel: ChannelHandle, anna: MemberActor, folder: Folder, restart: Restart
) -> None:
    guess = await ask(anna, channel, "was Halvorsen there?")
    folder.remove("people/tormod-halvorsen.yaml")
    await restart()

    assert "Tormod" in said(await anna.select(guess, ["Did Tormod Halvorsen attend?"]))


async def test_choosing_counts_as_asking_and_nobody_asks_too_much(
    channel: ChannelHandle, anna: MemberActor, bert: MemberActor
) -> None:
    answer = await ask(anna, channel)
    chosen = [await bert.select(answer, [choices(answer)[0]]) for _ in range(MOST_QUESTIONS + 2)]
    replies = [result.response.content if result.response else "" for result in chosen]

    assert all("-# As of" in reply for reply in replies[:MOST_QUESTIONS])
    assert "-# As of" not in told_privately(chosen[MOST_QUESTIONS])
    assert chosen[-1].acknowledged
    assert chosen[-1].response is None or chosen[-1].response.id == answer.id


async def test_a_hostile_name_is_only_text_in_a_shared_answer(simcord_env: Env, channel: ChannelHandle) -> None:
    hostile = simcord_env.guild.add_member(simcord_env.create_user("eve"), nick="@everyone **x** <@1>")
    asked = await hostile.send(channel, WHERE)
    private = await privately_answered(hostile, channel, asked)
    shared = (await hostile.click(private, label="Share")).followups[-1]

    assert shared.content.startswith("-# @\u200beveryone \\*\\*x\\*\\* \\<@1> shared the answer")


@pytest.mark.parametrize("label", ["Sources", "Why this answer?", "Not helpful"])
async def test_a_failure_behind_a_button_is_told_to_who_pressed(
    channel: ChannelHandle,
    anna: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    label: str,
) -> None:
    answer = await ask(anna, channel)
    monkeypatch.setattr(Engine, "retell", None)
    reply = told_privately(await anna.click(answer, label=label))

    assert reply.startswith("Something went wrong on my side.")
    assert f"Failure {reply.split()[-1].strip('.')} in component " in caplog.text


NUMBERS = st.integers(0, 2**64 - 1)
KEYS = st.text("abc.:!~-", max_size=LONGEST_KEY)


@given(
    st.builds(Asker, NUMBERS, st.sampled_from(Place), st.datetimes()),
    st.sampled_from(["en", "pt-BR"]),
    KEYS,
    st.integers(1, 999),
    st.lists(st.text(max_size=200), max_size=30).map(tuple),
    st.lists(NUMBERS, max_size=2),
    st.integers(0, 500),
)
async def test_no_component_is_beyond_the_limits_of_discord(
    asker: Asker,
    language: str,
    key: str,
    pages: int,
    questions: tuple[str, ...],
    earlier: list[int],
    guesses: int,
) -> None:
    layout = Layout(
        asker,
        language,
        lambda name: name,
        key,
        sources=True,
        why=True,
        page=pages // 2,
        pages=pages,
        shareable=True,
        questions=questions,
        guesses=guesses,
    )
    view = layout.view(earlier)

    for row in view.to_components() if view else ():
        assert len(row["components"]) <= 5
        for component in row["components"]:
            assert 1 <= len(component["custom_id"]) <= 100
            assert any(item.__discord_ui_compiled_template__.fullmatch(component["custom_id"]) for item in ITEMS)
            options = component.get("options", [{"label": "-", "value": "-"}])
            assert 1 <= len(options) <= 25
            assert all(1 <= len(option[name]) <= 100 for option in options for name in ("label", "value"))
