"""Replies follow their question: through edits, deletions, restarts and events that come twice."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import cast

import discord
import pytest
from simcord import ChannelHandle, Env, MemberActor
from simcord.backend import serializers

from bot.client import SummitClient
from bot.store import Store
from summitbot import Engine
from tests.discord.scripted_engine import ScriptedEngine, reading_of
from tests.discord.sent import replies_in

LONG = "A sentence of some length. " * 150


@pytest.fixture
def at(simcord_env: Env) -> Callable[[str], str]:
    """Puts a question to the bot."""

    def mention(text: str) -> str:
        assert simcord_env.bot.user is not None
        return f"{simcord_env.bot.user.mention} {text}"

    return mention


def replies(channel: ChannelHandle, env: Env) -> list[discord.Message]:
    return [message for message in channel.history() if message.author == env.bot.user]


async def tell_again(env: Env, message: discord.Message, event: str = "MESSAGE_UPDATE") -> None:
    """Let Discord send an event about a message as it stands."""
    stored = env.backend.get_message(message.channel.id, message.id)
    env.backend.emit(event, serializers.message_payload(env.backend, stored))
    await env.settle()


async def restart(env: Env, engine: ScriptedEngine, store: Store) -> None:
    await env.restart_bot(SummitClient(cast("Engine", engine), store))


Question = Callable[[str], str]


async def test_an_edited_question_has_its_reply_rewritten(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor, at: Question
) -> None:
    asked = await anna.send(channel, at("where was it?"))
    (before,) = replies(channel, simcord_env)
    engine.blocks = ("At noon.",)
    await simcord_env.advance_time(60)
    await anna.edit(asked, at("when was it?"))

    (after,) = replies(channel, simcord_env)
    assert (after.id, after.content) == (before.id, "At noon.")
    assert engine.questions[1].text == "when was it?"
    assert engine.questions[1].asked_at == asked.created_at + timedelta(seconds=60)


async def test_a_reply_is_rewritten_after_a_restart(
    simcord_env: Env, engine: ScriptedEngine, store: Store, channel: ChannelHandle, anna: MemberActor, at: Question
) -> None:
    asked = await anna.send(channel, at("where was it?"))
    await restart(simcord_env, engine, store)
    engine.blocks = ("At noon.",)
    await simcord_env.advance_time(1)
    await anna.edit(asked, at("when was it?"))

    assert replies_in(channel, simcord_env) == ["At noon."]


async def test_a_direct_message_has_its_reply_rewritten(simcord_env: Env, engine: ScriptedEngine) -> None:
    clara = simcord_env.create_user("clara")
    asked = await clara.send_dm("where was it?")
    engine.blocks = ("At noon.",)
    await simcord_env.advance_time(1)
    await clara.edit(asked, "when was it?")

    assert replies_in(clara.dm_channel, simcord_env) == ["At noon."]


@pytest.mark.parametrize(("first", "then", "count"), [(("Short.",), (LONG,), 3), ((LONG,), ("Short.",), 1)])
async def test_a_reply_may_take_another_number_of_messages_than_before(
    simcord_env: Env,
    engine: ScriptedEngine,
    store: Store,
    channel: ChannelHandle,
    anna: MemberActor,
    at: Question,
    first: tuple[str, ...],
    then: tuple[str, ...],
    count: int,
) -> None:
    engine.blocks = first
    asked = await anna.send(channel, at("where was it?"))
    kept = replies(channel, simcord_env)[0].id
    engine.blocks = then
    await simcord_env.advance_time(1)
    await anna.edit(asked, at("when was it?"))

    shown = replies(channel, simcord_env)
    link = await store.link_of(asked.id)
    assert len(shown) == count
    assert shown[0].id == kept
    assert link is not None
    assert link.reply_ids == tuple(message.id for message in shown)


async def test_an_edited_question_is_understood_from_the_turn_before_it_and_not_from_itself(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor, at: Question
) -> None:
    await anna.send(channel, at("where was it?"))
    asked = await anna.send(channel, at("and wehn?"))
    await simcord_env.advance_time(1)
    await anna.edit(asked, at("and when?"))
    await anna.send(channel, at("and who?"))

    assert [question.previous for question in engine.questions[1:]] == [
        (reading_of("where was it?"),),
        (reading_of("where was it?"),),
        (reading_of("and when?"),),
    ]


async def test_an_edit_that_drops_the_mention_takes_the_reply_back(
    simcord_env: Env, store: Store, channel: ChannelHandle, anna: MemberActor, at: Question
) -> None:
    asked = await anna.send(channel, at("where was it?"))
    await simcord_env.advance_time(1)
    await anna.edit(asked, "never mind")

    assert replies_in(channel, simcord_env) == []
    assert await store.link_of(asked.id) is None


async def test_an_edit_that_adds_the_mention_is_answered(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor, at: Question
) -> None:
    asked = await anna.send(channel, "where was it?")
    await simcord_env.advance_time(3600)
    await anna.edit(asked, at("where was it?"))

    (answer,) = replies(channel, simcord_env)
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id


async def test_there_and_back_again(simcord_env: Env, channel: ChannelHandle, anna: MemberActor, at: Question) -> None:
    asked = await anna.send(channel, at("where was it?"))
    for text in ("never mind", at("where was it?")):
        await simcord_env.advance_time(1)
        await anna.edit(asked, text)

    assert replies_in(channel, simcord_env) == ["In the town hall."]


async def test_a_message_that_is_pinned_or_gets_a_preview_is_not_asked_again(
    simcord_env: Env, engine: ScriptedEngine, store: Store, channel: ChannelHandle, anna: MemberActor, at: Question
) -> None:
    asked = await anna.send(channel, at("where was https://example.org?"))
    await tell_again(simcord_env, asked)
    await simcord_env.advance_time(1)
    await anna.edit(asked, at("when was https://example.org?"))
    await tell_again(simcord_env, asked)
    await restart(simcord_env, engine, store)
    await tell_again(simcord_env, asked)

    assert len(engine.questions) == 2


async def test_an_old_edit_told_again_is_not_answered_now(
    simcord_env: Env, engine: ScriptedEngine, store: Store, channel: ChannelHandle, anna: MemberActor, at: Question
) -> None:
    asked = await anna.send(channel, at("where was it?"))
    await simcord_env.advance_time(1)
    await anna.edit(asked, at("when was it?"))
    await store.drop_link(asked.id)
    await restart(simcord_env, engine, store)
    await simcord_env.advance_time(3600)
    await tell_again(simcord_env, asked)

    assert len(engine.questions) == 2


async def test_a_deleted_question_takes_all_of_its_reply_with_it(
    simcord_env: Env, engine: ScriptedEngine, store: Store, channel: ChannelHandle, anna: MemberActor, at: Question
) -> None:
    engine.blocks = (LONG,)
    asked = await anna.send(channel, at("where was it?"))
    await restart(simcord_env, engine, store)
    await anna.delete(asked)

    assert replies_in(channel, simcord_env) == []
    assert await store.link_of(asked.id) is None


async def test_questions_deleted_in_bulk_take_their_replies_with_them(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, at: Question
) -> None:
    asked = [await anna.send(channel, at("where was it?")) for _ in range(3)]
    simcord_env.backend.bulk_delete_messages(channel.id, [message.id for message in asked[:2]])
    await simcord_env.settle()

    (left,) = replies(channel, simcord_env)
    assert left.reference is not None
    assert left.reference.message_id == asked[2].id


async def test_a_reply_that_somebody_deleted_stays_gone(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, at: Question
) -> None:
    asked = await anna.send(channel, at("where was it?"))
    (answer,) = replies(channel, simcord_env)
    simcord_env.backend.delete_message(channel.id, answer.id)
    await simcord_env.advance_time(1)
    await anna.edit(asked, at("when was it?"))
    await anna.delete(asked)

    assert replies_in(channel, simcord_env) == []
    assert simcord_env.errors == []


async def test_a_message_that_discord_tells_of_twice_is_answered_once(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor, at: Question
) -> None:
    asked = await anna.send(channel, at("where was it?"))
    await tell_again(simcord_env, asked, "MESSAGE_CREATE")

    assert len(engine.questions) == len(replies_in(channel, simcord_env)) == 1


async def test_a_message_that_discord_tells_of_again_after_a_restart_is_answered_once(
    simcord_env: Env, engine: ScriptedEngine, store: Store, channel: ChannelHandle, anna: MemberActor, at: Question
) -> None:
    asked = await anna.send(channel, at("where was it?"))
    await restart(simcord_env, engine, store)
    await tell_again(simcord_env, asked, "MESSAGE_CREATE")

    assert len(engine.questions) == len(replies_in(channel, simcord_env)) == 1


async def ask_and_act(
    env: Env,
    engine: ScriptedEngine,
    channel: ChannelHandle,
    asker: MemberActor,
    text: str,
    *acts: Callable[[int], object],
) -> None:
    """Ask, and do something to the question, which goes by its id, while the engine is busy with it."""
    engine.seconds = 0.2
    env.backend.advance_clock(1)
    asked = env.backend.create_message(channel.id, asker.id, text).id
    for act in acts:
        await asyncio.sleep(0.05)
        env.backend.advance_clock(1)
        act(asked)
    await env.settle()


async def test_an_edit_while_the_answer_is_sought_leaves_one_reply_to_the_question_as_it_is_now(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor, at: Question
) -> None:
    def changed_to(text: str) -> Callable[[int], object]:
        return lambda asked: simcord_env.backend.edit_message(channel.id, asked, {"content": at(text)})

    changes = [changed_to("when was it?"), changed_to("who was it?")]
    await ask_and_act(simcord_env, engine, channel, anna, at("where was it?"), *changes)

    assert len(replies_in(channel, simcord_env)) == 1
    assert [question.text for question in engine.questions] == ["where was it?", "who was it?"]


async def test_a_question_deleted_while_the_answer_is_sought_gets_none(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor, at: Question
) -> None:
    def deleted(asked: int) -> None:
        simcord_env.backend.delete_message(channel.id, asked)

    await ask_and_act(simcord_env, engine, channel, anna, at("where was it?"), deleted)

    assert replies_in(channel, simcord_env) == []
    assert not [entry for entry in simcord_env.http_requests if entry.path.endswith("/messages")]


async def test_without_the_store_questions_are_answered_all_the_same(
    simcord_env: Env, engine: ScriptedEngine, store: Store, channel: ChannelHandle, anna: MemberActor, at: Question
) -> None:
    await store.close()
    asked = await anna.send(channel, at("where was it?"))
    await anna.delete(asked)

    assert len(engine.questions) == 1
    assert simcord_env.errors == []
