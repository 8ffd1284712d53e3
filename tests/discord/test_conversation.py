"""Whole conversations with the real engine and the knowledge of a congress that never was."""

from functools import cache
from pathlib import Path

import pytest
from simcord import ChannelHandle, Env, InteractionResult, MemberActor

from bot.client import SummitClient
from bot.store import Store
from summitbot import Engine, load_knowledge
from tests.discord.sent import replies_in

TINY_SUMMIT = Path(__file__).parents[1] / "tiny_summit"
VENUE = "The congress met on the island of Skerrin, in Harbour Hall and the Old Tower."


@cache
def tiny_engine() -> Engine:
    return Engine(load_knowledge(TINY_SUMMIT))


@pytest.fixture
def simcord_bot(store: Store) -> SummitClient:
    return SummitClient(tiny_engine(), store)


def said(result: InteractionResult) -> str:
    assert result.response is not None
    return result.response.content


async def test_a_mention_gets_the_answer_with_its_date_and_source(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor
) -> None:
    assert simcord_env.bot.user is not None
    await anna.send(channel, f"{simcord_env.bot.user.mention} where did the congress take place?")

    (answer,) = replies_in(channel, simcord_env)
    text, quiet = answer.split("\n")
    assert text == VENUE
    assert quiet.startswith("-# As of <t:1718359200:D> · Source: [Two days of light")
    assert quiet.endswith("](<https://gazette.example/keepers>) (Skerrin Gazette)")


async def test_a_question_in_french_gets_a_french_answer(channel: ChannelHandle, anna: MemberActor) -> None:
    result = await anna.slash(channel, "ask", question="Où le congrès a-t-il eu lieu ?")

    assert said(result).startswith("Le congrès s'est réuni sur l'île de Skerrin")
    assert "\n-# Au <t:" in said(result)


async def test_a_name_that_nobody_here_bears_is_named(channel: ChannelHandle, anna: MemberActor) -> None:
    result = await anna.slash(channel, "ask", question="was Zorro Vega there?")

    assert "“Zorro Vega”" in said(result)
    assert "-#" not in said(result)


async def test_a_name_of_two_people_is_asked_back(channel: ChannelHandle, anna: MemberActor) -> None:
    result = await anna.slash(channel, "ask", question="was Halvorsen there?")

    assert said(result).endswith("\n\n- Did Ingrid Halvorsen attend?\n- Did Tormod Halvorsen attend?")


async def test_a_follow_up_is_understood_from_the_question_before(channel: ChannelHandle, anna: MemberActor) -> None:
    first = await anna.slash(channel, "ask", question="Did Tormod Halvorsen attend?")
    second = await anna.slash(channel, "ask", question="and Sunniva Roe?")

    assert said(first).startswith("No: Tormod Halvorsen did not attend.")
    assert said(second).startswith("Yes: Sunniva Roe attended.")


async def test_a_follow_up_in_reply_to_an_answer_is_understood(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor
) -> None:
    assert simcord_env.bot.user is not None
    await anna.send(channel, f"{simcord_env.bot.user.mention} Did Tormod Halvorsen attend?")
    assert channel.last_message is not None
    await anna.send(channel, "and Sunniva Roe?", reply_to=channel.last_message)

    assert replies_in(channel, simcord_env)[-1].startswith("Yes: Sunniva Roe attended.")


async def test_everyone_in_a_question_pings_nobody(simcord_env: Env, channel: ChannelHandle, anna: MemberActor) -> None:
    assert simcord_env.bot.user is not None
    await anna.send(channel, f"{simcord_env.bot.user.mention} is @everyone or Zorro @everyone Vega coming?")

    (answer,) = replies_in(channel, simcord_env)
    assert "@everyone" not in answer


async def test_markup_in_a_question_comes_back_as_text(channel: ChannelHandle, anna: MemberActor) -> None:
    result = await anna.slash(channel, "ask", question="who is [Zorro](https://bad.example) Vega?")

    assert "[Zorro](" not in said(result).replace("\\[", "")


@pytest.mark.parametrize(
    "question", ["?!", "*", "@everyone", "\u200b", "x" * 4_000, "where was it? " * 285, "🗼" * 500], ids=range(7)
)
async def test_anything_at_all_gets_a_reply(channel: ChannelHandle, anna: MemberActor, question: str) -> None:
    assert said(await anna.slash(channel, "ask", question=question))


@pytest.mark.parametrize(
    ("section", "entry"),
    [("dates", "Lamp Day"), ("people", "Ingrid Halvorsen"), ("themes", "Living alone"), ("outcomes", "Fog Pledge")],
)
async def test_the_overview_lists_what_is_known(
    channel: ChannelHandle, anna: MemberActor, section: str, entry: str
) -> None:
    assert f"\n- {entry}" in said(await anna.slash(channel, f"summit {section}")).replace("12 June 2024 · ", "")


async def test_what_is_typed_is_completed_to_questions_that_have_answers(
    channel: ChannelHandle, anna: MemberActor
) -> None:
    choices = await anna.autocomplete(channel, "ask", "question", "where did")

    assert choices
    for choice in choices[:3]:
        assert "-# As of" in said(await anna.slash(channel, "ask", question=choice["value"]))


async def test_answer_this_answers_somebody_elses_question(
    channel: ChannelHandle, anna: MemberActor, bert: MemberActor
) -> None:
    asked = await anna.send(channel, "does anybody know where the congress took place?")
    result = await bert.context_menu(channel, "Answer this", asked)

    assert said(result).startswith(VENUE)
    assert result.ephemeral
    assert channel.history(viewer=anna)[-1].id == asked.id


async def test_a_mention_without_words_gets_questions_to_start_from(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor
) -> None:
    assert simcord_env.bot.user is not None
    await anna.send(channel, simcord_env.bot.user.mention)

    (answer,) = replies_in(channel, simcord_env)
    assert answer.count("\n- ") == 3
