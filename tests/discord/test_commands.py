"""Slash commands and the menu of a message, through a simulated Discord."""

from typing import Any, get_args

import pytest
from simcord import ChannelHandle, Env, MemberActor

from summitbot import Section
from tests.discord.scripted_engine import ScriptedEngine, reading_of

ANSWER = "In the town hall."


def registered(env: Env) -> dict[str, Any]:
    """What the bot told Discord about its commands, by name."""
    (sync,) = (entry for entry in env.http_requests if entry.method == "PUT" and entry.path.endswith("/commands"))
    assert isinstance(sync.json, list)
    return {command["name"]: command for command in sync.json}


async def test_ask_answers_in_the_channel(engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor) -> None:
    result = await anna.slash(channel, "ask", question="where was it?")

    assert result.response is not None
    assert result.response.content == ANSWER
    assert not result.ephemeral
    (question,) = engine.questions
    assert (question.text, question.language, question.previous) == ("where was it?", "en", ())
    assert question.asked_at.tzinfo is not None


async def test_ask_goes_on_from_the_question_before(
    engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    await anna.slash(channel, "ask", question="where was it?")
    await anna.slash(channel, "ask", question="and when?")

    assert engine.questions[1].previous == (reading_of("where was it?"),)


async def test_ask_works_in_private(simcord_env: Env, engine: ScriptedEngine) -> None:
    result = await simcord_env.create_user("clara").slash("ask", question="where was it?")

    assert result.response.content == ANSWER


async def test_4000_characters_are_a_question_like_any_other(
    engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    text = "where was it? " * 285
    result = await anna.slash(channel, "ask", question=text)

    assert result.response is not None
    assert result.response.content == ANSWER
    assert engine.questions[0].text == text


async def test_a_long_answer_follows_up(engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor) -> None:
    engine.blocks = ("A sentence of some length. " * 150,)
    result = await anna.slash(channel, "ask", question="tell me all")

    assert len(result.followups) == 2


async def test_ask_completes_what_is_typed(channel: ChannelHandle, anna: MemberActor) -> None:
    choices = await anna.autocomplete(channel, "ask", "question", "whe")

    assert choices == [{"name": text, "value": text} for text in ("Where was it?", "When was it?")]


async def test_completion_keeps_within_the_limits_of_discord(
    engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    engine.completions = ("Why " * 30, *(f"Question {number}?" for number in range(40)))
    choices = await anna.autocomplete(channel, "ask", "question", "")

    assert 20 <= len(choices) <= 25
    assert all(len(choice["name"]) <= 100 for choice in choices)


async def test_completion_that_fails_offers_nothing(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    engine.failure = RuntimeError("the reason")

    assert await anna.autocomplete(channel, "ask", "question", "whe") == []


@pytest.mark.parametrize("section", get_args(Section))
async def test_each_section_of_the_overview_has_its_command(
    engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor, section: str
) -> None:
    result = await anna.slash(channel, f"summit {section}")

    assert result.response is not None
    assert result.response.content == ANSWER
    ((name, language, asked_at),) = engine.overviews
    assert (name, language) == (section, "en")
    assert asked_at.tzinfo is not None


async def test_answer_this_answers_a_message_for_the_one_who_asks(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor, bert: MemberActor
) -> None:
    asked = await anna.send(channel, "does anybody know where it was?")
    result = await bert.context_menu(channel, "Answer this", asked)

    assert result.response is not None
    assert result.response.content == ANSWER
    assert result.ephemeral
    assert [question.text for question in engine.questions] == ["does anybody know where it was?"]
    assert ANSWER not in [message.content for message in channel.history(viewer=anna)]


async def test_answer_this_is_no_part_of_a_conversation(
    engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor, bert: MemberActor
) -> None:
    asked = await anna.send(channel, "where was it?")
    await bert.context_menu(channel, "Answer this", asked)
    await bert.slash(channel, "ask", question="and when?")

    assert engine.questions[1].previous == ()


async def test_answer_this_needs_words(engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor) -> None:
    picture = await anna.send(channel, "", attachments=[("a.png", b"x")])
    result = await anna.context_menu(channel, "Answer this", picture)

    assert result.response is not None
    assert result.response.content == "no-text/en"
    assert engine.questions == []


async def test_a_failure_is_told_to_the_asker_only(
    simcord_env: Env,
    engine: ScriptedEngine,
    channel: ChannelHandle,
    anna: MemberActor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    engine.failure = RuntimeError("the reason")
    result = await anna.slash(channel, "summit people")

    assert result.response is not None
    assert result.ephemeral
    assert result.response.content.startswith("error/en/")
    reference = result.response.content.removeprefix("error/en/")
    assert f"Failure {reference} in summit people" in caplog.text
    assert len(simcord_env.errors) == 1


async def test_a_failure_halfway_is_told_after_what_was_said(
    simcord_env: Env, engine: ScriptedEngine, channel: ChannelHandle, anna: MemberActor
) -> None:
    engine.blocks = ("A sentence of some length. " * 150,)
    simcord_env.inject_error("POST", "/webhooks/*", status=500, times=1)
    result = await anna.slash(channel, "ask", question="tell me all")

    assert [followup.content[:9] for followup in result.followups] == ["error/en/"]
    assert len(simcord_env.errors) == 1


async def test_every_command_works_on_servers_and_for_users_everywhere(simcord_env: Env) -> None:
    commands = registered(simcord_env)

    assert set(commands) == {"ask", "summit", "help", "Answer this", "settings"}
    del commands["settings"]  # which is about a server
    for command in commands.values():
        assert command["integration_types"] == [0, 1]
        assert sorted(command["contexts"]) == [0, 1, 2]


async def test_descriptions_are_translated_and_names_of_slash_commands_are_not(simcord_env: Env) -> None:
    commands = registered(simcord_env)
    ask, summit = commands["ask"], commands["summit"]

    assert ask["description"] == "command-ask/en"
    assert ask["description_localizations"] == {
        "en-GB": "command-ask/en",
        "en-US": "command-ask/en",
        "fr": "command-ask/fr",
    }
    assert ask["options"][0]["description_localizations"]["fr"] == "command-ask-question/fr"
    assert summit["options"][0]["description_localizations"]["fr"] == "command-summit-dates/fr"
    assert not ask["name_localizations"]
    assert not summit["name_localizations"]


async def test_the_entry_on_the_menu_is_called_what_the_language_pack_says(simcord_env: Env) -> None:
    assert registered(simcord_env)["Answer this"]["name_localizations"]["fr"] == "command-answer-this/fr"


async def test_what_is_quick_is_said_at_once(channel: ChannelHandle, anna: MemberActor) -> None:
    result = await anna.slash(channel, "ask", question="where was it?")

    assert not result.deferred
