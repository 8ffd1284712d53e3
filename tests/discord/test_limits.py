"""What the local Discord refuses: just within a limit is fine, just beyond it is not."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tests.discord.local.limits import (
    problems_of_commands,
    problems_of_identity,
    problems_of_message,
    problems_of_presence,
    problems_of_response,
)

Payload = dict[str, Any]
NOBODY: dict[str, list[str]] = {"parse": []}


def said(**parts: Any) -> Payload:
    return {"content": "Hello", "allowed_mentions": NOBODY, **parts}


def button(**parts: Any) -> Payload:
    return {"type": 2, "style": 2, "label": "Go", "custom_id": "go", **parts}


def buttons(count: int) -> list[Payload]:
    return [button(custom_id=str(number)) for number in range(count)]


def option(**parts: Any) -> Payload:
    return {"label": "One", "value": "1", **parts}


def options(count: int) -> list[Payload]:
    return [option(value=str(number)) for number in range(count)]


def select(**parts: Any) -> Payload:
    return {"type": 3, "custom_id": "pick", "options": options(2), **parts}


def with_row(*parts: Payload) -> Payload:
    return said(components=[{"type": 1, "components": list(parts)}])


def with_rows(count: int) -> Payload:
    return said(components=[{"type": 1, "components": [button(custom_id=str(row))]} for row in range(count)])


MESSAGES = [
    (said(content="x" * 2_000), said(content="x" * 2_001)),
    (said(), said(content="")),
    (said(), said(allowed_mentions={"parse": ["users"]})),
    (said(), said(allowed_mentions={"parse": [], "replied_user": True})),
    (said(), said(allowed_mentions={"parse": [], "users": ["1"]})),
    (said(), {"content": "Hello"}),
    (said(flags=1 << 2), said(flags=1 << 6)),
    (said(nonce="x" * 25), said(nonce="x" * 26)),
    (with_row(*buttons(5)), with_row(*buttons(6))),
    (with_rows(5), with_rows(6)),
    (with_row(button()), said(components=[button()])),
    (with_row(button()), with_row(button(), button())),
    (with_row(button(custom_id="x" * 100)), with_row(button(custom_id="x" * 101))),
    (with_row(button(label="x" * 80)), with_row(button(label="x" * 81))),
    (with_row(button()), with_row(button(label=""))),
    (with_row(button(style=4)), with_row(button(style=5))),
    (with_row(select()), with_row(select(), button())),
    (with_row(select(options=options(25))), with_row(select(options=options(26)))),
    (with_row(select()), with_row(select(options=[]))),
    (with_row(select()), with_row(select(options=[option(), option()]))),
    (with_row(select(placeholder="x" * 150)), with_row(select(placeholder="x" * 151))),
    (with_row(select(max_values=2)), with_row(select(max_values=3))),
    (with_row(select(options=[option(label="x" * 100)])), with_row(select(options=[option(label="x" * 101)]))),
    (with_row(select(options=[option(value="x" * 100)])), with_row(select(options=[option(value="x" * 101)]))),
    (
        with_row(select(options=[option(description="x" * 100)])),
        with_row(select(options=[option(description="x" * 101)])),
    ),
    (said(embeds=[{"description": "x" * 4_096}]), said(embeds=[{"description": "x" * 4_097}])),
    (said(embeds=[{"description": "x" * 3_000}] * 2), said(embeds=[{"description": "x" * 3_001}] * 2)),
    (said(embeds=[{"title": "x"}] * 10), said(embeds=[{"title": "x"}] * 11)),
]


def choices(count: int, **parts: Any) -> Payload:
    return {"type": 8, "data": {"choices": [{"name": "One", "value": "1", **parts}] * count}}


def modal(**parts: Any) -> Payload:
    text = {"type": 1, "components": [{"type": 4, "custom_id": "text", "label": "Text", "style": 1}]}
    return {"type": 9, "data": {"title": "Settings", "custom_id": "settings", "components": [text], **parts}}


RESPONSES = [
    (choices(25), choices(26)),
    (choices(1, name="x" * 100), choices(1, name="x" * 101)),
    (choices(1, name="x"), choices(1, name="")),
    (choices(1, value="x" * 100), choices(1, value="x" * 101)),
    ({"type": 4, "data": said(flags=1 << 6)}, {"type": 4, "data": said(flags=1 << 7)}),
    ({"type": 5, "data": {"flags": 1 << 6}}, {"type": 5, "data": {"flags": 1 << 2}}),
    ({"type": 7, "data": {"components": []}}, {"type": 7, "data": with_rows(6)}),
    (modal(title="x" * 45), modal(title="x" * 46)),
    (modal(), modal(components=[])),
]


def command(**parts: Any) -> Payload:
    return {"type": 1, "name": "ask", "description": "Asks", **parts}


def entry(**parts: Any) -> Payload:
    return {"type": 3, "name": "Answer this", **parts}


def parameters(count: int, **parts: Any) -> list[Payload]:
    return [{"type": 3, "name": f"option-{n}", "description": "What", **parts} for n in range(count)]


COMMANDS = [
    ([command(name="x" * 32)], [command(name="x" * 33)]),
    ([command(name="größe-2")], [command(name="Ask")]),
    ([command(name="साल")], [command(name="two words")]),
    ([command()], [command(), command()]),
    ([command(description="x" * 100)], [command(description="x" * 101)]),
    ([command(description="x")], [command(description="")]),
    ([command(name_localizations={"fr": "demander"})], [command(name_localizations={"fr": "Demander"})]),
    ([command(name_localizations={"en-GB": "ask"})], [command(name_localizations={"en": "ask"})]),
    (
        [command(description_localizations={"fr": "x" * 100})],
        [command(description_localizations={"fr": "x" * 101})],
    ),
    ([command(options=parameters(25))], [command(options=parameters(26))]),
    ([command(options=parameters(2))], [command(options=parameters(1) * 2)]),
    (
        [command(options=[*parameters(1, required=True), *parameters(2)[1:]])],
        [command(options=[*parameters(1), *parameters(2, required=True)[1:]])],
    ),
    (
        [command(options=parameters(25, description_localizations={"fr": "x" * 100})) | {"description": "x" * 100}],
        [
            command(
                options=[
                    {**group, "type": 1, "options": parameters(4, description_localizations={"fr": "x" * 100})}
                    for group in parameters(25)
                ]
            )
        ],
    ),
    ([entry(name="x" * 32)], [entry(name="x" * 33)]),
]

IDENTITY = {"token": "mine", "intents": 1}
ACTIVITY = {"name": "x" * 128}


@pytest.mark.parametrize(
    ("check", "within", "beyond"),
    [
        *((problems_of_message, *pair) for pair in MESSAGES),
        *((problems_of_response, *pair) for pair in RESPONSES),
        *((problems_of_commands, *pair) for pair in COMMANDS),
        (problems_of_presence, {"activities": [ACTIVITY]}, {"activities": [{"name": "x" * 129}]}),
        (lambda identity: problems_of_identity(identity, "mine"), IDENTITY, {**IDENTITY, "intents": 1 << 15}),
        (lambda identity: problems_of_identity(identity, "mine"), IDENTITY, {**IDENTITY, "token": "another"}),
    ],
)
def test_each_limit_is_where_discord_has_it(
    check: Callable[[Any], Iterable[str]], within: object, beyond: object
) -> None:
    assert list(check(within)) == []
    assert len(list(check(beyond))) >= 1
