"""Recent answers are brought up to date when the facts behind them have changed."""

import shutil
from pathlib import Path

import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.client import SummitClient
from bot.messages import updating
from bot.store import Store
from summitbot import Engine, load_knowledge
from tests.discord.sent import replies_in

TINY_SUMMIT = Path(__file__).parents[1] / "tiny_summit"
WHERE = "Where did the congress take place?"
BEFORE, AFTER = "in Harbour Hall and the Old Tower", "in the New Tower"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY_SUMMIT, tmp_path / "summit"))


@pytest.fixture
def simcord_bot(folder: Path, store: Store) -> SummitClient:
    return SummitClient(Engine(load_knowledge(folder)), store)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "PAUSE", 0.0)


def correct(folder: Path) -> None:
    topic = folder / "topics" / "venue.yaml"
    topic.write_text(topic.read_text().replace(BEFORE, AFTER))


async def ask(env: Env, channel: ChannelHandle, asker: MemberActor, question: str = WHERE) -> int:
    assert env.bot.user is not None
    return (await asker.send(channel, f"{env.bot.user.mention} {question}")).id


async def restart(env: Env, folder: Path, store: Store) -> None:
    await env.restart_bot(SummitClient(Engine(load_knowledge(folder)), store))
    await env.settle()


async def test_an_answer_whose_fact_was_corrected_is_rewritten_and_says_so(
    simcord_env: Env, folder: Path, store: Store, channel: ChannelHandle, anna: MemberActor
) -> None:
    await ask(simcord_env, channel, anna)
    await ask(simcord_env, channel, anna, "When did the congress start?")
    correct(folder)
    await restart(simcord_env, folder, store)

    where, when = replies_in(channel, simcord_env)
    assert where.startswith("-# Updated <t:")
    assert AFTER in where
    assert "Updated" not in when


async def test_an_answer_is_updated_once_for_each_correction(
    simcord_env: Env, folder: Path, store: Store, channel: ChannelHandle, anna: MemberActor
) -> None:
    await ask(simcord_env, channel, anna)
    correct(folder)
    for _ in range(3):
        await restart(simcord_env, folder, store)

    assert len([entry for entry in simcord_env.http_requests if entry.method == "PATCH"]) == 1


async def test_an_updated_answer_still_follows_its_question(
    simcord_env: Env, folder: Path, store: Store, channel: ChannelHandle, anna: MemberActor
) -> None:
    asked = await ask(simcord_env, channel, anna)
    correct(folder)
    await restart(simcord_env, folder, store)
    simcord_env.backend.delete_message(channel.id, asked)
    await simcord_env.settle()

    assert replies_in(channel, simcord_env) == []


async def test_an_answer_of_the_day_before_yesterday_is_left_as_it_was(
    simcord_env: Env, folder: Path, store: Store, channel: ChannelHandle, anna: MemberActor
) -> None:
    await ask(simcord_env, channel, anna)
    correct(folder)
    await simcord_env.advance_time(25 * 3600)
    await restart(simcord_env, folder, store)

    assert BEFORE in replies_in(channel, simcord_env)[0]


async def test_an_answer_that_was_deleted_is_not_posted_again(
    simcord_env: Env, folder: Path, store: Store, channel: ChannelHandle, anna: MemberActor
) -> None:
    asked = await ask(simcord_env, channel, anna)
    assert channel.last_message is not None
    simcord_env.backend.delete_message(channel.id, channel.last_message.id)
    correct(folder)
    await restart(simcord_env, folder, store)

    assert replies_in(channel, simcord_env) == []
    assert await store.link_of(asked) is None


async def test_an_answer_whose_topic_is_gone_says_so(
    simcord_env: Env, folder: Path, store: Store, channel: ChannelHandle, anna: MemberActor
) -> None:
    await ask(simcord_env, channel, anna)
    (folder / "topics" / "venue.yaml").unlink()
    await restart(simcord_env, folder, store)

    (answer,) = replies_in(channel, simcord_env)
    assert answer.startswith("-# Updated <t:")
    assert BEFORE not in answer


async def test_that_nothing_was_known_is_not_updated(
    simcord_env: Env, folder: Path, store: Store, channel: ChannelHandle, anna: MemberActor
) -> None:
    await ask(simcord_env, channel, anna, "was Zorro Vega there?")
    correct(folder)
    await restart(simcord_env, folder, store)

    assert "Zorro Vega" in replies_in(channel, simcord_env)[0]


async def test_a_server_sees_a_few_updates_and_the_newest_answers_come_first(
    simcord_env: Env,
    folder: Path,
    store: Store,
    channel: ChannelHandle,
    anna: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(updating, "MOST_IN_A_SERVER", 2)
    for _ in range(4):
        await ask(simcord_env, channel, anna)
        await simcord_env.advance_time(1)
    correct(folder)
    await restart(simcord_env, folder, store)

    assert [AFTER in answer for answer in replies_in(channel, simcord_env)] == [False, False, True, True]


async def test_where_the_bot_may_not_write_any_more_the_others_are_still_updated(
    simcord_env: Env, folder: Path, store: Store, channel: ChannelHandle, anna: MemberActor
) -> None:
    other = simcord_env.guild.create_text_channel("other")
    await ask(simcord_env, channel, anna)
    await ask(simcord_env, other, anna)
    correct(folder)
    assert other.last_message is not None
    path = f"/channels/{other.id}/messages/{other.last_message.id}"
    simcord_env.inject_error("PATCH", path, status=403, code=50001, times=None)
    await restart(simcord_env, folder, store)

    assert AFTER in replies_in(channel, simcord_env)[0]
    assert BEFORE in replies_in(other, simcord_env)[0]
