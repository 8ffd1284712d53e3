"""Text meant to break something: it pings nobody, breaks no formatting outside the reply, and nothing fails."""

import re

import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.client import SummitClient
from bot.store import Store
from tests.discord.sent import bodies
from tests.discord.test_conversation import tiny_engine

TEXTS = {
    "everyone": "is @everyone or @here at the congress?",
    "wide everyone": "is ＠everyone at the congress?",
    "hidden everyone": "is @\u200beveryone at the congress?",
    "mentions": "did <@123456789012345678>, <@!123456789012345678>, <@&123456789012345678> and <#123456789> attend?",
    "masked link": "who is [Ingrid Halvorsen](https://bad.example/steal)?",
    "masked link in a name": "was [Zorro](<https://bad.example>) Vega there?",
    "markdown": "**was** __Zorro__ ~~Vega~~ `there` ||or|| not?",
    "open marks": "was **Zorro `Vega ||there ~~then __now ```and",
    "code block": "```py\nprint('Zorro Vega')\n``` was Zorro Vega there?",
    "headings": "# was\n## Zorro\n> Vega\n>>> there\n-# then?",
    "emoji": "was <:zorro:123456789012345678> <a:vega:123456789012345678> there?",
    "timestamps": "was it <t:1:R> or <t:99999999999999:F>?",
    "commands": "</ask:123456789012345678> where did it take place?",
    "only emoji": "🗼🎉🏳️‍🌈👩‍👩‍👧‍👦" * 40,
    "zero width": "w\u200bh\u200ce\u200dr\ufeffe was it?",
    "nothing to see": "\u200b\u2060\u00ad",
    "right to left": "\u202ewas Zorro Vega there\u202c?",
    "isolates": "\u2066was\u2067 Zorro Vega \u2068there?",
    "accents without end": "wh" + "\u0301" * 1_000 + "ere was it?",
    "null": "where\x00 was\x00 it?",
    "controls": "where\x07 was\x1b[31m it\x08?",
    "half a character": "where was \ud83d it?",
    "huge": "where was it? " * 140,
    "one huge word": "x" * 1_950,
    "huge markup": "*" * 1_950,
    "brackets": "[" * 900 + "](" * 300,
    "lines": "\n" * 900 + "where was it?",
    "placeholders": "was {person} or {0} or %s or ${HOME} there?",
    "yaml": "where: {was: [it, *alias, !!python/object]}",
    "sql": "'; DROP TABLE links; --",
    "addresses": "was https://bad.example/[Zorro](https://worse.example) there?",
}
TEXT_BY_NAME = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)

MENTION = re.compile(r"(?<!\\)<(?:@[!&]?|#|a?:\w+:|/\w+:)\d+>|@everyone|@here")
MASKED = re.compile(r"(?<!\\)\[[^\]\n]*\]\((?!<https://gazette\.example|<https://congress\.example)")
INVISIBLE = re.compile(r"[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def simcord_bot(store: Store) -> SummitClient:
    return SummitClient(tiny_engine(), store)


def assert_harmless(env: Env) -> None:
    said = [body["content"] for body in bodies(env) if body.get("content")]
    assert said
    for content in said:
        assert len(content) <= 2_000
        assert not MENTION.search(content), content
        assert not MASKED.search(content), content
        assert not INVISIBLE.search(content), content
        assert not unescaped(content, "```"), content
        assert not unescaped(content, "||"), content
    assert env.errors == []


def unescaped(content: str, mark: str) -> bool:
    return mark in re.sub(r"\\.", "", content)


@TEXT_BY_NAME
async def test_in_a_mention(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert simcord_env.bot.user is not None
    await anna.send(channel, f"{simcord_env.bot.user.mention} {text}")

    assert_harmless(simcord_env)
    assert "Traceback" not in caplog.text


@TEXT_BY_NAME
async def test_in_a_command_and_while_typing_it(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    await anna.autocomplete(channel, "ask", "question", text)
    await anna.slash(channel, "ask", question=text)

    assert_harmless(simcord_env)
    assert "Traceback" not in caplog.text


@TEXT_BY_NAME
async def test_on_the_menu_of_a_message(
    simcord_env: Env, channel: ChannelHandle, anna: MemberActor, bert: MemberActor, text: str
) -> None:
    asked = await anna.send(channel, text)
    await bert.context_menu(channel, "Answer this", asked)

    assert_harmless(simcord_env)
