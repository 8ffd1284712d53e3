"""Mentions, replies and direct messages, through a simulated Discord."""

import logging
from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle, Env, MemberActor

from tests.discord.scripted_engine import ScriptedEngine, reading_of
from tests.discord.sent import bodies, replies_in

ANSWER = "In the town hall."


def mention(env: Env) -> str:
    assert env.bot.user is not None
    return env.bot.user.mention


async def test_a_mention_is_answered_by_a_reply(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    asked = await anna.send(channel, f"{mention(simcord_env)} where was it?")

    answer = channel.last_message
    assert answer is not None
    assert answer.content == ANSWER
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id
    assert answer.flags.suppress_embeds
    (question,) = engine.questions
    assert (question.text, question.asked_at, question.previous) == ("where was it?", asked.created_at, ())
    assert question.asked_at.tzinfo is not None


async def test_other_people_in_a_question_stand_by_their_names(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor, bert: MemberActor
) -> None:
    await anna.send(channel, f"is {bert.mention} or {channel.mention} coming, {mention(simcord_env)} ?")

    assert [question.text for question in engine.questions] == ["is bert or coming, ?"]


async def test_what_is_not_put_to_the_bot_is_none_of_its_business(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor, bert: MemberActor
) -> None:
    said = await anna.send(channel, "where was the summit?")
    await bert.send(channel, "in the town hall", reply_to=said)
    await bert.send(channel, "@everyone where was it?")

    assert engine.questions == []
    assert replies_in(channel, simcord_env) == []


async def test_a_mention_without_words_gets_help(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    await anna.send(channel, mention(simcord_env))

    (answer,) = replies_in(channel, simcord_env)
    assert answer == "help/any\n- Where was it?\n- When was it?"
    assert engine.questions == []


async def test_help_needs_no_examples(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    engine.completions = ()
    await anna.send(channel, mention(simcord_env))

    assert replies_in(channel, simcord_env) == ["empty/any"]


async def test_a_reply_to_an_answer_goes_on_from_it(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    await anna.send(channel, f"{mention(simcord_env)} where was it?")
    answer = channel.last_message
    assert answer is not None
    await anna.send(channel, "and when?", reply_to=answer)

    assert engine.questions[1].text == "and when?"
    assert engine.questions[1].previous == (reading_of("where was it?"),)


async def test_after_a_while_a_question_stands_alone(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    await anna.send(channel, f"{mention(simcord_env)} where was it?")
    await simcord_env.advance_time(timedelta(minutes=20).total_seconds())
    await anna.send(channel, f"{mention(simcord_env)} and when?")

    assert engine.questions[1].previous == ()


async def test_two_people_have_two_conversations(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor, bert: MemberActor
) -> None:
    await anna.send(channel, f"{mention(simcord_env)} where was it?")
    await bert.send(channel, f"{mention(simcord_env)} and when?")

    assert engine.questions[1].previous == ()


async def test_a_reply_to_the_answer_of_a_command_has_no_text_and_is_told_so(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    result = await anna.slash(channel, "ask", question="where was it?")
    assert result.response is not None
    await anna.send(channel, "and when?", reply_to=result.response.message)

    assert replies_in(channel, simcord_env)[-1] == "unreadable/any"
    assert len(engine.questions) == 1


async def test_a_direct_message_needs_no_mention(simcord_env: Env, engine: ScriptedEngine) -> None:
    clara = simcord_env.create_user("clara")
    await clara.send_dm("where was it?")
    await clara.send_dm("and when?")

    assert replies_in(clara.dm_channel, simcord_env) == [ANSWER, ANSWER]
    assert engine.questions[1].previous == (reading_of("where was it?"),)


async def test_a_direct_message_without_words_gets_help(simcord_env: Env) -> None:
    clara = simcord_env.create_user("clara")
    await clara.send_dm("", attachments=[{"id": "1", "filename": "a.png", "size": 1, "url": "u", "proxy_url": "u"}])

    assert replies_in(clara.dm_channel, simcord_env)[0].startswith("help/any")


async def test_other_bots_and_webhooks_are_not_answered(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle
) -> None:
    robot = simcord_env.guild.add_member(simcord_env.create_user("robot", bot=True))
    await robot.send(channel, f"{mention(simcord_env)} where was it?")
    await simcord_env.guild.create_webhook(channel).send(f"{mention(simcord_env)} where was it?")

    assert engine.questions == []
    assert replies_in(channel, simcord_env) == []


async def test_a_long_answer_takes_a_few_messages_of_which_the_first_is_the_reply(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    engine.blocks = ("A sentence of some length. " * 150,)
    await anna.send(channel, f"{mention(simcord_env)} tell me all")

    answers = [message for message in channel.history() if message.author == simcord_env.bot.user]
    assert len(answers) == 3
    assert [message.reference is not None for message in answers] == [True, False, False]
    assert "".join(message.content for message in answers).count("sentence") == 150


async def test_an_echo_of_everyone_pings_nobody(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    engine.blocks = ("I know nobody called @everyone or <@1>.",)
    await anna.send(channel, f"{mention(simcord_env)} who is @everyone")

    answer = channel.last_message
    assert answer is not None
    assert answer.content == "I know nobody called @\u200beveryone or \\<@1>."
    assert not answer.mention_everyone
    assert answer.mentions == []


async def test_where_it_may_not_speak_it_is_silent(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, caplog: pytest.LogCaptureFixture
) -> None:
    assert simcord_env.guild.me is not None
    silent = simcord_env.guild.create_text_channel(
        "silent", overwrites={simcord_env.guild.me: discord.PermissionOverwrite(send_messages=False)}
    )
    await anna.send(silent, f"{mention(simcord_env)} where was it?")

    assert replies_in(silent, simcord_env) == []
    assert simcord_env.errors == []
    assert f"Could not answer in channel {silent.id}" in caplog.text


async def test_without_the_history_it_answers_without_replying(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor
) -> None:
    simcord_env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, code=160002, times=1)
    await anna.send(channel, f"{mention(simcord_env)} where was it?")

    assert channel.last_message is not None
    assert channel.last_message.content == ANSWER
    assert channel.last_message.reference is None


async def test_a_failure_is_told_in_one_sentence_and_logged_under_its_reference(
    simcord_env: Env,
    engine: ScriptedEngine,
    channel: ChannelHandle,
    anna: MemberActor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    engine.failure = RuntimeError("the reason")
    await anna.send(channel, f"{mention(simcord_env)} where was it?")

    (answer,) = replies_in(channel, simcord_env)
    assert answer.startswith("error/any/")
    reference = answer.removeprefix("error/any/")
    assert f"Failure {reference} in a message" in caplog.text
    assert "the reason" in caplog.text
    assert simcord_env.errors == []


async def test_a_failure_that_cannot_be_told_is_still_only_logged(
    simcord_env: Env,
    engine: ScriptedEngine,
    channel: ChannelHandle,
    anna: MemberActor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    engine.failure = RuntimeError("the reason")
    simcord_env.inject_error("POST", f"/channels/{channel.id}/messages", status=500, times=None)
    await anna.send(channel, f"{mention(simcord_env)} where was it?")

    assert replies_in(channel, simcord_env) == []
    assert "the reason" in caplog.text
    assert all(isinstance(error, discord.HTTPException) for error in simcord_env.errors)


async def test_the_log_holds_no_question_and_no_asker(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="bot"):
        await anna.send(channel, f"{mention(simcord_env)} where was it?")

    assert "topic venue" in caplog.text
    assert "where" not in caplog.text
    assert str(anna.id) not in caplog.text


async def test_no_privileged_intent_is_asked_for(simcord_env: Env) -> None:
    privileged = discord.Intents(message_content=True, members=True, presences=True)

    assert not simcord_env.bot.intents.value & privileged.value


async def test_the_checks_see_what_was_sent(simcord_env: Env, channel: ChannelHandle, anna: MemberActor) -> None:
    await anna.send(channel, f"{mention(simcord_env)} where was it?")

    assert [body["content"] for body in bodies(simcord_env)] == [ANSWER]
