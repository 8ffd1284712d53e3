"""`/summit` and `/help` out of the tiny summit, through a simulated Discord."""

from typing import get_args

import pytest
from simcord import ChannelHandle, Env, InteractionResult, MemberActor

from bot.client import SummitClient
from bot.store import Store
from summitbot import NAMED_SECTIONS, Engine, Section
from tests.bot.folders import tiny_engine


@pytest.fixture
def simcord_bot(store: Store) -> SummitClient:
    return SummitClient(tiny_engine(), store)


@pytest.fixture
def tiny() -> Engine:
    return tiny_engine()


def said(result: InteractionResult) -> str:
    assert result.response is not None
    return result.response.content


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("dates", ["Lamp Day", "Keepers' Assembly"]),
        ("people", ["Ingrid Halvorsen, Head Keeper of Skerrin"]),
        ("countries", ["Ireland · Maeve O'Kelly"]),
        ("themes", ["Seeing through fog"]),
        ("outcomes", ["Fog Pledge"]),
        ("timeline", ["by 14 June 2024 · Keepers' Fund"]),
        ("sources", ["(Skerrin Gazette, 14 June 2024) https://gazette.example/keepers"]),
        ("about", ["no language model", "18 facts from 3 sources", "14 June 2024", "Privacy"]),
    ],
)
async def test_each_section_is_told(channel: ChannelHandle, anna: MemberActor, section: str, words: list[str]) -> None:
    text = said(await anna.slash(channel, f"summit {section}"))

    assert all(word in text for word in words)


def test_there_is_a_test_for_every_section() -> None:
    (told,) = (mark for mark in test_each_section_is_told.pytestmark if mark.name == "parametrize")  # type: ignore[attr-defined]
    assert [section for section, _ in told.args[1]] == list(get_args(Section))


@pytest.mark.parametrize(
    ("section", "typed", "name", "told"),
    [
        ("people", "ingird", "Ingrid Halvorsen", "Halvorsen"),
        ("countries", "NORVÈGE", "Norway", "Norway"),
        ("themes", "fog", "Seeing through fog", "horns, bells and lamps"),
        ("outcomes", "pledge", "Fog Pledge", "Fog Pledge"),
    ],
)
async def test_a_name_is_completed_and_gets_its_plain_answer(
    tiny: Engine, channel: ChannelHandle, anna: MemberActor, section: str, typed: str, name: str, told: str
) -> None:
    choices = await anna.autocomplete(channel, f"summit {section}", "name", typed)
    assert choices[0] == {"name": name, "value": name}

    text = said(await anna.slash(channel, f"summit {section}", name=name))
    assert told in text
    assert tiny.sentence(f"overview-{section}", "en") not in text


@pytest.mark.parametrize("section", sorted(NAMED_SECTIONS))
async def test_nothing_typed_offers_the_names_in_their_order(
    tiny: Engine, channel: ChannelHandle, anna: MemberActor, section: Section
) -> None:
    choices = await anna.autocomplete(channel, f"summit {section}", "name", "")

    assert [choice["name"] for choice in choices] == list(tiny.complete_name(section, "", "en"))[:25]
    assert choices


async def test_any_other_text_is_answered_too(channel: ChannelHandle, anna: MemberActor) -> None:
    text = said(await anna.slash(channel, "summit people", name="where did the congress take place?"))

    assert "Harbour Hall" in text


async def test_a_name_stands_alone_whatever_was_asked_before(channel: ChannelHandle, anna: MemberActor) -> None:
    await anna.slash(channel, "ask", question="did Maeve O'Kelly attend?")
    told = said(await anna.slash(channel, "summit themes", name="Seeing through fog"))
    alone = said(await anna.slash(channel, "summit themes", name="Seeing through fog"))

    assert told == alone


async def test_a_question_goes_on_from_a_name(channel: ChannelHandle, anna: MemberActor) -> None:
    await anna.slash(channel, "summit people", name="Sunniva Roe")

    assert "Sunniva Roe" in said(await anna.slash(channel, "ask", question="did she attend?"))


async def test_help_shows_by_examples_how_to_ask(
    tiny: Engine, channel: ChannelHandle, anna: MemberActor, bert: MemberActor
) -> None:
    result = await anna.slash(channel, "help")

    assert result.ephemeral
    examples = [line.removeprefix("- ") for line in said(result).splitlines() if line.startswith("- ")]
    assert len(examples) == 3
    assert set(examples) <= set(tiny.complete("", "en", 3))
    assert "/summit" in said(result)
    assert "Answer this" in said(result)


async def test_help_is_there_in_private_too(simcord_env: Env) -> None:
    assert (await simcord_env.create_user("clara").slash("help")).ephemeral


async def test_the_bot_shows_how_to_ask_beside_its_name(tiny: Engine, simcord_env: Env) -> None:
    activity = simcord_env.bot.activity
    assert activity is not None
    assert activity.name == tiny.sentence("presence", "en")
