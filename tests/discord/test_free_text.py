"""Free text, where a server's managers switched it on: answered with good manners, and otherwise not at all."""

from datetime import time
from typing import cast

import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.client import SummitClient
from bot.messages.free_text import MOST_A_DAY, MOST_AN_HOUR, PATIENCE
from bot.store import ServerSettings, Store
from summitbot import Engine
from tests.discord.scripted_engine import ScriptedEngine
from tests.discord.sent import replies_in

ANSWER = "In the town hall."


@pytest.fixture
def simcord_bot(engine: ScriptedEngine, store: Store) -> SummitClient:
    return SummitClient(cast("Engine", engine), store, free_text=True)


@pytest.fixture(autouse=True)
async def switched_on(simcord_env: Env, store: Store, channel: ChannelHandle) -> None:
    await store.save_settings(simcord_env.guild.id, ServerSettings(free_text_channels=frozenset({channel.id})))


async def wait(env: Env, seconds: float = PATIENCE) -> None:
    await env.advance_time(seconds)


async def test_a_question_to_everybody_is_answered_after_a_while(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor
) -> None:
    asked = await anna.send(channel, "where was it?")
    await wait(simcord_env, PATIENCE - 1)
    assert replies_in(channel, simcord_env) == []

    await wait(simcord_env, 1)
    assert replies_in(channel, simcord_env) == [ANSWER]
    assert channel.last_message is not None
    assert channel.last_message.reference is not None
    assert channel.last_message.reference.message_id == asked.id


async def test_elsewhere_it_is_not(simcord_env: Env, channel: ChannelHandle, anna: MemberActor) -> None:
    other = simcord_env.guild.create_text_channel("other")
    await anna.send(other, "where was it?")
    await wait(simcord_env)

    assert replies_in(other, simcord_env) == []


@pytest.mark.parametrize("text", ["it was where we met", "what a day!", "is it?", "🎉", "||where||"])
async def test_what_is_no_question_with_a_certain_answer_is_left_alone(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, text: str
) -> None:
    await anna.send(channel, text)
    await wait(simcord_env)

    assert replies_in(channel, simcord_env) == []


async def test_an_asker_who_goes_on_is_heard_out_and_answered_once(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    await anna.send(channel, "where was it")
    await wait(simcord_env, PATIENCE - 1)
    last = await anna.send(channel, "and when?")
    await wait(simcord_env, PATIENCE - 1)
    assert engine.questions == []

    await wait(simcord_env, 1)
    assert [question.text for question in engine.questions] == ["where was it\nand when?"]
    assert replies_in(channel, simcord_env) == [ANSWER]
    assert channel.last_message is not None
    assert channel.last_message.reference is not None
    assert channel.last_message.reference.message_id == last.id


async def test_if_everything_together_is_no_question_the_last_message_may_be(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    await anna.send(channel, "hello everybody!")
    await anna.send(channel, "where was it?")
    await wait(simcord_env)

    assert [question.text for question in engine.questions] == ["hello everybody!\nwhere was it?", "where was it?"]
    assert replies_in(channel, simcord_env) == [ANSWER]


async def test_what_people_answer_is_left_to_them(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, bert: MemberActor
) -> None:
    await anna.send(channel, "where was it?")
    await bert.send(channel, "in the tower")
    await wait(simcord_env)

    assert replies_in(channel, simcord_env) == []


async def test_a_reply_of_somebody_else_is_an_answer_even_if_it_asks_back(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, bert: MemberActor
) -> None:
    asked = await anna.send(channel, "where was it?")
    await bert.send(channel, "where was what?", reply_to=asked)
    await wait(simcord_env)

    assert replies_in(channel, simcord_env) == []


async def test_two_people_who_ask_at_once_are_both_answered(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, bert: MemberActor
) -> None:
    await anna.send(channel, "where was it?")
    await bert.send(channel, "when was it?")
    await wait(simcord_env)

    assert replies_in(channel, simcord_env) == [ANSWER, ANSWER]


async def test_what_is_put_to_somebody_else_is_none_of_its_business(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor, bert: MemberActor
) -> None:
    said = await bert.send(channel, "I was there!")
    await anna.send(channel, "where was it?", reply_to=said)
    await anna.send(channel, f"where was it, {bert.mention}?")
    await anna.send(channel, f"where was it, {simcord_env.guild.default_role.mention}?")
    await wait(simcord_env)

    assert engine.questions == []


async def test_bots_and_webhooks_are_not_answered_and_are_not_people_who_answer(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor
) -> None:
    robot = simcord_env.guild.add_member(simcord_env.create_user("robot", bot=True))
    webhook = simcord_env.guild.create_webhook(channel)
    await anna.send(channel, "where was it?")
    await robot.send(channel, "where was it?")
    await webhook.send("where was it?")
    await robot.send(channel, "I do not know.")
    await wait(simcord_env)

    assert replies_in(channel, simcord_env) == [ANSWER]


async def test_who_gives_up_waiting_and_asks_the_bot_gets_one_answer(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor
) -> None:
    assert simcord_env.bot.user is not None
    await anna.send(channel, "where was it?")
    await anna.send(channel, f"{simcord_env.bot.user.mention} where was it?")
    await wait(simcord_env)

    assert replies_in(channel, simcord_env) == [ANSWER]


@pytest.mark.parametrize(("hours", "most"), [(0, MOST_AN_HOUR), (1, MOST_A_DAY)])
async def test_nobody_is_answered_unasked_too_often(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, bert: MemberActor, hours: int, most: int
) -> None:
    for _ in range(most + 2):
        await anna.send(channel, "where was it?")
        await wait(simcord_env, PATIENCE + hours * 3600)
    assert len(replies_in(channel, simcord_env)) == most

    await bert.send(channel, "where was it?")
    await wait(simcord_env)
    assert len(replies_in(channel, simcord_env)) == most + 1


async def test_the_quiet_hours_are_quiet_but_not_for_those_who_ask_the_bot(
    simcord_env: Env, store: Store, channel: ChannelHandle, anna: MemberActor
) -> None:
    here = frozenset({channel.id})
    settings = ServerSettings(free_text_channels=here, quiet_from=time(22), quiet_until=time(7))
    await store.save_settings(simcord_env.guild.id, settings)
    assert simcord_env.bot.user is not None
    await anna.send(channel, "where was it?")
    await wait(simcord_env)
    assert replies_in(channel, simcord_env) == []

    await anna.send(channel, f"{simcord_env.bot.user.mention} where was it?")
    assert replies_in(channel, simcord_env) == [ANSWER]

    await wait(simcord_env, 8 * 3600)
    await anna.send(channel, "where was it?")
    await wait(simcord_env)
    assert replies_in(channel, simcord_env) == [ANSWER, ANSWER]


async def test_the_servers_language_is_the_hint(
    simcord_env: Env, engine: ScriptedEngine, store: Store, channel: ChannelHandle, anna: MemberActor
) -> None:
    here = frozenset({channel.id})
    await store.save_settings(simcord_env.guild.id, ServerSettings(free_text_channels=here, language="fr"))
    await anna.send(channel, "where was it?")
    await wait(simcord_env)

    assert [question.language for question in engine.questions] == ["fr"]


async def test_a_question_edited_while_the_bot_waits_is_answered_as_it_is_now(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    asked = await anna.send(channel, "wehre was it?")
    await simcord_env.advance_time(1)
    await anna.edit(asked, "where was it?")
    await wait(simcord_env)

    assert [question.text for question in engine.questions] == ["where was it?"]
    assert replies_in(channel, simcord_env) == [ANSWER]


async def test_a_question_deleted_while_the_bot_waits_is_not_answered(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor
) -> None:
    asked = await anna.send(channel, "where was it?")
    await anna.delete(asked)
    await wait(simcord_env)

    assert replies_in(channel, simcord_env) == []


async def test_an_asker_who_takes_the_last_message_back_is_answered_what_is_left(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    await anna.send(channel, "where was it?")
    await wait(simcord_env, PATIENCE - 1)
    last = await anna.send(channel, "and when?")
    await wait(simcord_env, 1)
    await anna.delete(last)
    await wait(simcord_env)
    await anna.send(channel, "when was it?")
    await wait(simcord_env)

    assert [question.text for question in engine.questions] == ["where was it?", "when was it?"]


@pytest.mark.parametrize(("text", "replies"), [("when was it?", ["At noon."]), ("thanks", [])])
async def test_an_answer_given_unasked_follows_its_question(
    simcord_env: Env,
    engine: ScriptedEngine,
    channel: ChannelHandle,
    anna: MemberActor,
    text: str,
    replies: list[str],
) -> None:
    asked = await anna.send(channel, "where was it?")
    await wait(simcord_env)
    engine.blocks = ("At noon.",)
    await anna.edit(asked, text)

    assert replies_in(channel, simcord_env) == replies


async def test_an_edit_of_what_was_not_answered_is_left_alone(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor
) -> None:
    said = await anna.send(channel, "hello")
    await wait(simcord_env)
    await anna.edit(said, "where was it?")
    await wait(simcord_env)

    assert replies_in(channel, simcord_env) == []


async def test_a_thread_below_a_channel_belongs_to_it(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor
) -> None:
    thread = thread_below(simcord_env, channel, anna, "a thread")
    await anna.send(thread, "where was it?")
    await wait(simcord_env)

    assert replies_in(thread, simcord_env) == [ANSWER]


async def test_of_a_forum_the_posts_are_answered_and_not_what_is_said_below_them(
    simcord_env: Env, engine: ScriptedEngine, store: Store, anna: MemberActor
) -> None:
    forum = simcord_env.guild.create_forum_channel("questions")
    await store.save_settings(simcord_env.guild.id, ServerSettings(free_text_channels=frozenset({forum.id})))
    post = thread_below(simcord_env, forum, anna, "where was it?")
    open_post(simcord_env, post, anna, "I could not find it.")
    await simcord_env.settle()
    await wait(simcord_env)
    assert replies_in(post, simcord_env) == [ANSWER]

    await anna.send(post, "when was it?")
    await wait(simcord_env)
    assert replies_in(post, simcord_env) == [ANSWER]
    assert [question.text for question in engine.questions] == ["where was it?"]


async def test_a_failure_is_told_to_nobody_who_did_not_ask_the_bot(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    engine.failure = RuntimeError("the reason")
    await anna.send(channel, "where was it?")
    await wait(simcord_env)

    assert replies_in(channel, simcord_env) == []
    assert [str(error) for error in simcord_env.errors] == ["the reason"]


async def test_the_text_of_messages_is_asked_for_only_where_the_operator_wants_it(
    engine: ScriptedEngine, store: Store, simcord_env: Env
) -> None:
    assert simcord_env.bot.intents.message_content
    assert not SummitClient(cast("Engine", engine), store).intents.message_content


def thread_below(env: Env, channel: ChannelHandle, author: MemberActor, name: str) -> ChannelHandle:
    thread = env.backend.create_thread(channel.id, name, author.id, broadcast=False)
    env.backend.announce_thread_create(thread)
    return next(handle for handle in channel.threads if handle.id == thread.id)


def open_post(env: Env, post: ChannelHandle, author: MemberActor, text: str) -> None:
    """Write the first message of a forum post, whose id is that of the post."""
    message = env.backend.prepare_message(post.id, author.id, text)
    message.id = post.id
    env.backend.commit_message(message)
