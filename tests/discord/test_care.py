"""Nobody asks too much at a time, and where the bot may not speak the asker is told in private."""

import re

import discord
import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.memory.cooldown import MOST_QUESTIONS
from tests.discord.scripted_engine import ScriptedEngine
from tests.discord.sent import replies_in

ANSWER = "In the town hall."
DAY = 24 * 3600


def at(env: Env, text: str) -> str:
    assert env.bot.user is not None
    return f"{env.bot.user.mention} {text}"


# Cooldown


async def test_the_question_too_many_is_told_when_to_come_back_and_the_next_are_not_answered(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor
) -> None:
    for _ in range(MOST_QUESTIONS + 3):
        await anna.send(channel, at(simcord_env, "where was it?"))
    begun = simcord_env.now()
    *answers, excuse = replies_in(channel, simcord_env)
    assert answers == [ANSWER] * MOST_QUESTIONS
    assert excuse == f"slow-down/any/<t:{int(begun.timestamp()) + 60}:R>"

    await simcord_env.advance_time(60)
    await anna.send(channel, at(simcord_env, "where was it?"))
    assert replies_in(channel, simcord_env)[-1] == ANSWER


async def test_one_person_does_not_keep_another_from_asking(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, bert: MemberActor
) -> None:
    for _ in range(MOST_QUESTIONS + 2):
        await anna.send(channel, at(simcord_env, "where was it?"))
    await bert.send(channel, at(simcord_env, "where was it?"))

    assert replies_in(channel, simcord_env)[-1] == ANSWER


async def test_commands_and_direct_messages_count_as_well(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    for _ in range(MOST_QUESTIONS // 2):
        await anna.send(channel, at(simcord_env, "where was it?"))
        await anna.send_dm("where was it?")
    told = await anna.slash(channel, "ask", question="where was it?")
    silent = await anna.slash(channel, "ask", question="where was it?")

    assert len(engine.questions) == MOST_QUESTIONS
    assert told.response is not None
    assert told.response.content.startswith("slow-down/en/<t:")
    assert told.ephemeral
    assert not [message for message in channel.history(viewer=anna) if not message.content]
    assert silent.response is None or not silent.response.content
    assert simcord_env.errors == []


async def test_what_is_typed_for_a_command_is_completed_however_often(
    channel: ChannelHandle, anna: MemberActor
) -> None:
    for _ in range(MOST_QUESTIONS + 1):
        await anna.slash(channel, "ask", question="where was it?")

    assert await anna.autocomplete(channel, "ask", "question", "wh")


async def test_an_edit_too_many_leaves_the_reply_as_it_is(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    asked = await anna.send(channel, at(simcord_env, "where was it?"))
    for count in range(MOST_QUESTIONS + 1):
        await simcord_env.advance_time(1)
        await anna.edit(asked, at(simcord_env, f"where was it, {count}?"))

    assert len(engine.questions) == MOST_QUESTIONS
    assert len(replies_in(channel, simcord_env)) == 1


# Permissions


@pytest.fixture
def silent(simcord_env: Env, channel: ChannelHandle) -> ChannelHandle:
    assert simcord_env.guild.me is not None
    forbidden = discord.PermissionOverwrite(send_messages=False)
    return simcord_env.guild.create_text_channel("silent", overwrites={simcord_env.guild.me: forbidden})


async def test_who_asks_where_the_bot_may_not_speak_is_told_in_private_once_a_day(
    simcord_env: Env, silent: ChannelHandle, anna: MemberActor
) -> None:
    for _ in range(3):
        await anna.send(silent, at(simcord_env, "where was it?"))
    excuse = f"not-allowed/any/<#{silent.id}>"
    assert replies_in(anna.user.dm_channel, simcord_env) == [excuse]

    await simcord_env.advance_time(DAY)
    await anna.send(silent, at(simcord_env, "where was it?"))
    assert replies_in(anna.user.dm_channel, simcord_env) == [excuse, excuse]
    assert simcord_env.errors == []


async def test_who_cannot_be_written_to_either_is_not(
    simcord_env: Env, silent: ChannelHandle, anna: MemberActor
) -> None:
    private = anna.user.dm_channel
    simcord_env.inject_error("POST", f"/channels/{private.id}/messages", status=403, code=50007, times=None)
    await anna.send(silent, at(simcord_env, "where was it?"))

    assert replies_in(private, simcord_env) == []
    assert simcord_env.errors == []


async def test_in_a_channel_where_it_may_not_speak_a_command_is_still_answered(
    silent: ChannelHandle, anna: MemberActor
) -> None:
    result = await anna.slash(silent, "ask", question="where was it?")

    assert result.response is not None
    assert result.response.content == ANSWER


@pytest.mark.parametrize(
    ("status", "code"),
    [(403, 50001), (403, 50013), (400, 50083), (403, 160005), (404, 10003), (400, 200000)],
    ids=["no access", "no permission or timed out", "archived", "locked", "channel gone", "filtered"],
)
async def test_whatever_keeps_it_from_speaking_breaks_nothing(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, status: int, code: int
) -> None:
    simcord_env.inject_error("POST", f"/channels/{channel.id}/messages", status=status, code=code, times=None)
    await anna.send(channel, at(simcord_env, "where was it?"))

    assert replies_in(anna.user.dm_channel, simcord_env) == [f"not-allowed/any/<#{channel.id}>"]
    assert simcord_env.errors == []


async def test_a_reply_that_may_not_be_edited_or_deleted_any_more_breaks_nothing(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor
) -> None:
    asked = await anna.send(channel, at(simcord_env, "where was it?"))
    assert channel.last_message is not None
    path = f"/channels/{channel.id}/messages/{channel.last_message.id}"
    for method in ("PATCH", "DELETE"):
        simcord_env.inject_error(method, path, status=403, code=50001, times=None)
    await simcord_env.advance_time(1)
    await anna.edit(asked, at(simcord_env, "when was it?"))
    await anna.delete(asked)

    assert simcord_env.errors == []


async def test_what_fails_while_one_types_is_logged_under_a_reference_and_without_who_typed(
    engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor, caplog: pytest.LogCaptureFixture
) -> None:
    engine.failure = RuntimeError("the reason")

    assert await anna.autocomplete(channel, "ask", "question", "wh") == []
    assert re.search(r"Failure [0-9a-f]{6} in completion", caplog.text)
    assert "the reason" in caplog.text
    assert str(anna.id) not in caplog.text
