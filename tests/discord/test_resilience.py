"""Whatever befalls the connection or Discord, each question is answered, and none twice: over real sockets."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.store import Store
from tests.discord.bots import PATIENCE, client_at, next_of, soon, tiny_engine, wait_until
from tests.discord.local import BOT, Interaction, LocalDiscord, Trouble, local_discord

SUMMIT = "where was the summit held?"
WHERE = f"<@{BOT}> {SUMMIT}"
RESPONSE = "POST .*/callback"
MOMENT = 0.15
"""Seconds in which a second answer would have come."""


@pytest.fixture
async def discord(store: Store) -> AsyncIterator[LocalDiscord]:
    """A Discord with the bot in it, which must never send what Discord refuses."""
    async with local_discord() as local, client_at(local, store, heartbeat_timeout=1.0):
        yield local
    assert local.violations == []


def answered(discord: LocalDiscord) -> Counter[str]:
    """How many answers of the bot there are to each message."""
    answers = [message for message in discord.rest.messages.values() if "Skerrin" in message["content"]]
    return Counter(str(answer["message_reference"]["message_id"]) for answer in answers)


def replies(discord: LocalDiscord) -> int:
    """How much the bot said in reply to messages, be it an answer or not."""
    return sum("message_reference" in message for message in discord.rest.messages.values())


async def assert_answered_once(discord: LocalDiscord, *asked: str, patience: float = PATIENCE) -> None:
    """Each of `asked` gets its answer, and nothing else is said."""
    await wait_until(lambda: answered(discord).keys() >= set(asked), patience)
    await asyncio.sleep(MOMENT)
    assert answered(discord) == Counter(asked)
    assert replies(discord) == len(asked)


# The connection


async def cut(discord: LocalDiscord) -> None:
    discord.gateway.cut()


def closed_with(code: int) -> Callable[[LocalDiscord], Awaitable[None]]:
    return lambda discord: discord.gateway.close(code)


async def asked_to_reconnect(discord: LocalDiscord) -> None:
    await discord.gateway.ask_to_reconnect()


async def invalid_but_resumable(discord: LocalDiscord) -> None:
    await discord.gateway.invalidate(resumable=True)


async def silent(discord: LocalDiscord) -> None:
    discord.gateway.fall_silent()


BREAKS = [
    cut,
    closed_with(1000),
    closed_with(1001),
    closed_with(4000),
    asked_to_reconnect,
    invalid_but_resumable,
    silent,
]
NAMES = ["cut", "closed 1000", "closed 1001", "closed 4000", "asked to reconnect", "invalid but resumable", "silent"]


@pytest.mark.parametrize("befalls", BREAKS, ids=NAMES)
async def test_what_is_asked_while_the_connection_is_away_is_answered_once_it_is_back(
    discord: LocalDiscord, befalls: Callable[[LocalDiscord], Awaitable[None]]
) -> None:
    before = await discord.say(WHERE)
    await befalls(discord)
    meanwhile = await discord.say(WHERE)
    await soon(discord.gateway.resumed)
    after = await discord.say(WHERE)

    await assert_answered_once(discord, before, meanwhile, after)
    assert (discord.gateway.identities, discord.gateway.resumptions) == (1, 1)


async def test_a_connection_that_breaks_between_question_and_answer_costs_nothing(discord: LocalDiscord) -> None:
    discord.rest.trouble.append(Trouble(delay=0.3))
    asked = await discord.say(WHERE)
    await wait_until(lambda: not discord.rest.trouble)
    discord.gateway.cut()

    await assert_answered_once(discord, asked)


async def test_a_connection_that_breaks_again_and_again_is_taken_up_each_time(discord: LocalDiscord) -> None:
    asked = []
    for _ in range(5):
        discord.gateway.resumed.clear()
        discord.gateway.cut()
        asked.append(await discord.say(WHERE, by=discord.someone()))
        await soon(discord.gateway.resumed)

    await assert_answered_once(discord, *asked)


async def invalid(discord: LocalDiscord) -> None:
    await discord.gateway.invalidate(resumable=False)


async def forgotten(discord: LocalDiscord) -> None:
    discord.gateway.forget_session()


@pytest.mark.parametrize("befalls", [invalid, forgotten])
async def test_after_an_invalid_session_a_new_one_goes_on(
    discord: LocalDiscord, befalls: Callable[[LocalDiscord], Awaitable[None]]
) -> None:
    before = await discord.say(WHERE)
    await befalls(discord)
    await soon(discord.gateway.identified)
    after = await discord.say(WHERE)

    await assert_answered_once(discord, before, after)
    assert discord.gateway.identities == 2


@pytest.mark.parametrize("befalls", [invalid, forgotten])
async def test_what_was_asked_between_two_sessions_is_looked_up_and_answered_once(
    discord: LocalDiscord, befalls: Callable[[LocalDiscord], Awaitable[None]]
) -> None:
    before = await discord.say(WHERE)
    in_private = await discord.say_in_private(SUMMIT)
    await assert_answered_once(discord, before, in_private)
    await befalls(discord)
    meanwhile = await discord.say(WHERE)
    await discord.say("and what is for dinner?")
    in_private_too = await discord.say_in_private(SUMMIT)

    await assert_answered_once(discord, before, in_private, meanwhile, in_private_too)


async def test_what_was_asked_between_two_processes_is_looked_up_and_answered_once(store: Store) -> None:
    async with local_discord() as discord:
        async with client_at(discord, store):
            before = await discord.say(WHERE)
            await assert_answered_once(discord, before)
        meanwhile = await discord.say(WHERE)
        async with client_at(discord, store):
            after = await discord.say(WHERE)
            await assert_answered_once(discord, before, meanwhile, after)
        assert discord.violations == []


async def test_what_was_asked_last_in_a_busy_channel_is_looked_up(store: Store) -> None:
    async with local_discord() as discord:
        for number in range(320):
            await discord.say(f"and {number}")
        asked = await discord.say(WHERE)
        async with client_at(discord, store):
            await assert_answered_once(discord, asked)


async def test_what_was_asked_long_ago_is_left_alone(store: Store) -> None:
    async with local_discord() as discord:
        for minutes in (3, 30):
            await discord.say(WHERE, minutes_ago=minutes)
        async with client_at(discord, store):
            asked = await discord.say(WHERE)
            await assert_answered_once(discord, asked)


# What is delivered


async def test_a_message_that_is_delivered_twice_is_answered_once(discord: LocalDiscord) -> None:
    asked = await discord.say(WHERE)
    await discord.deliver_again(asked)
    await assert_answered_once(discord, asked)
    await discord.deliver_again(asked)

    await assert_answered_once(discord, asked)


async def test_a_message_that_two_processes_hear_of_is_answered_once(tmp_path: Path, store: Store) -> None:
    async with local_discord() as discord, await Store.open(f"sqlite:///{tmp_path}/another.sqlite3") as another_store:
        async with client_at(discord, store):
            asked = await discord.say(WHERE)
            await assert_answered_once(discord, asked)
        async with client_at(discord, another_store):
            await discord.deliver_again(asked)
            await assert_answered_once(discord, asked)
    assert discord.violations == []


async def test_fields_and_events_that_nobody_knows_yet_are_passed_over(discord: LocalDiscord) -> None:
    await discord.gateway.dispatch("SOMETHING_NEW", {"guild_id": "1", "what": [{"ever": None}]})
    asked = await discord.say(WHERE, extra={"new_field": {"deep": [1]}, "flags": 1 << 40, "call": None})

    await assert_answered_once(discord, asked)


# The server


async def test_while_a_server_is_away_private_questions_are_answered_and_then_its_own_again(
    discord: LocalDiscord,
) -> None:
    await discord.gateway.take_guild_away()
    in_private = await discord.say_in_private("where was the summit held?")
    await assert_answered_once(discord, in_private)
    await discord.gateway.bring_guild_back()
    asked = await discord.say(WHERE)

    await assert_answered_once(discord, in_private, asked)


async def test_a_server_that_is_away_at_the_start_of_a_session_is_served_when_it_is_back(discord: LocalDiscord) -> None:
    await discord.gateway.take_guild_away()
    discord.gateway.forget_session()
    await soon(discord.gateway.identified)
    early = await discord.say(WHERE)
    await discord.say("and what is for dinner?")
    await discord.gateway.bring_guild_back()
    asked = await discord.say(WHERE)

    await assert_answered_once(discord, early, asked)


async def test_a_message_of_a_server_that_nobody_told_of_is_not_taken_for_a_private_one(discord: LocalDiscord) -> None:
    await discord.say("what is for dinner?", extra={"guild_id": "999"})
    asked = await discord.say(WHERE)

    await assert_answered_once(discord, asked)


# Requests


def name_of(trouble: Trouble) -> str:
    return " ".join(f"{name} {value}" for name, value in vars(trouble).items() if value and name != "on")


@pytest.mark.parametrize(
    "trouble",
    [
        Trouble(status=429, retry_after=0.3),
        Trouble(status=429, retry_after=0.3, everywhere=True),
        Trouble(status=500),
        Trouble(status=502),
        Trouble(status=503, times=2),
        Trouble(status=504, after_the_fact=True),
        Trouble(status=503, after_the_fact=True),
        Trouble(),
        Trouble(after_the_fact=True),
        Trouble(delay=1.0),
    ],
    ids=name_of,
)
async def test_an_answer_that_meets_trouble_on_its_way_arrives_once(discord: LocalDiscord, trouble: Trouble) -> None:
    discord.rest.trouble.append(trouble)
    asked = [await discord.say(WHERE, by=discord.someone()) for _ in range(3)]

    await assert_answered_once(discord, *asked)


async def test_a_channel_takes_so_many_messages_and_the_rest_wait(discord: LocalDiscord) -> None:
    discord.rest.allowance = (2, 0.3)
    asked = [await discord.say(WHERE, by=discord.someone()) for _ in range(7)]

    await assert_answered_once(discord, *asked)


# Interactions


async def said(discord: LocalDiscord, done: Interaction) -> str:
    """What the bot responded to an interaction; it never responds twice."""
    await wait_until(lambda: done.message is not None)
    assert done.message is not None
    return str(done.message["content"])


async def test_a_command_given_while_the_connection_is_away_is_answered_once(discord: LocalDiscord) -> None:
    discord.gateway.cut()
    asked = [await discord.ask(SUMMIT, by=discord.someone()) for _ in range(3)]

    assert ["Skerrin" in await said(discord, each) for each in asked] == [True] * 3
    await asyncio.sleep(MOMENT)
    assert discord.rest.responses.qsize() == 3


async def test_a_command_that_is_delivered_twice_is_answered_once(
    discord: LocalDiscord, caplog: pytest.LogCaptureFixture
) -> None:
    asked = await discord.ask(SUMMIT)
    await discord.gateway.dispatch("INTERACTION_CREATE", asked.payload)

    assert "Skerrin" in await said(discord, asked)
    await asyncio.sleep(MOMENT)
    assert discord.rest.responses.qsize() == 1
    assert "Failure" not in caplog.text


async def test_what_is_typed_while_the_connection_is_away_is_completed(discord: LocalDiscord) -> None:
    discord.gateway.cut()
    await discord.type_question("where")

    assert (await next_of(discord.rest.responses))["data"]["choices"]


async def test_a_button_pressed_while_the_connection_is_away_works(discord: LocalDiscord) -> None:
    asked = await discord.ask(SUMMIT)
    await said(discord, asked)
    assert asked.message is not None
    discord.gateway.cut()
    pressed = await discord.press(asked.message["id"], tiny_engine().sentence("button-sources", "en"))

    assert await said(discord, pressed)


@pytest.mark.parametrize(
    "trouble",
    [
        Trouble(on=RESPONSE, status=429, retry_after=0.3),
        Trouble(on=RESPONSE, status=500),
        Trouble(on=RESPONSE, status=503),
        Trouble(on=RESPONSE, status=503, after_the_fact=True),
    ],
    ids=name_of,
)
async def test_a_response_that_meets_trouble_on_its_way_arrives_once(discord: LocalDiscord, trouble: Trouble) -> None:
    discord.rest.trouble.append(trouble)
    asked = await discord.ask(SUMMIT)

    assert "Skerrin" in await said(discord, asked)
    await wait_until(lambda: not discord.rest.trouble)
    await asyncio.sleep(MOMENT)
    assert discord.rest.responses.qsize() == 1


# All of it


async def test_a_thousand_questions_get_a_thousand_answers_though_the_connection_breaks_every_fifty(
    discord: LocalDiscord,
) -> None:
    chance = random.Random(50)
    asked = []
    for number in range(1, 1_001):
        asked.append(await discord.say(WHERE, by=discord.someone()))
        if number % 50 == 0:
            discord.gateway.resumed.clear()
            await chance.choice(BREAKS)(discord)
            await soon(discord.gateway.resumed)

    await assert_answered_once(discord, *asked, patience=90)
