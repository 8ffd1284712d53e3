"""What Discord refuses, as its documentation has it, and what this bot must never send although Discord takes it.

Each function takes what the bot sent and yields a sentence for everything that is wrong with it.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from discord import Locale

Payload = dict[str, Any]

PRIVILEGED_INTENTS = (1 << 1) | (1 << 8) | (1 << 15)
SUPPRESS_EMBEDS, EPHEMERAL, SUPPRESS_NOTIFICATIONS, COMPONENTS_V2 = 1 << 2, 1 << 6, 1 << 12, 1 << 15

_ROW, _BUTTON, _STRING_SELECT, _TEXT_INPUT, _TEXT_DISPLAY = 1, 2, 3, 4, 10
_SELECTS = (_STRING_SELECT, 5, 6, 7, 8)
_LINK, _PREMIUM = 5, 6
_CHAT_INPUT = 1
_LOCALES = {locale.value for locale in Locale}


def problems_of_message(body: Payload, *, response: bool = False, edit: bool = False) -> Iterator[str]:
    """A message in a channel; `response` is one to an interaction, `edit` a change of one that is there."""
    content, flags = body.get("content") or "", body.get("flags") or 0
    if not edit and not any(body.get(part) for part in ("content", "embeds", "components", "attachments")):
        yield "an empty message"
    yield from _long("the content", content, 2_000)
    yield from _long("the nonce", str(body.get("nonce") or ""), 25)
    legal = SUPPRESS_EMBEDS | COMPONENTS_V2 | (0 if edit else SUPPRESS_NOTIFICATIONS) | (EPHEMERAL if response else 0)
    if flags & ~legal:
        yield f"the flags {flags:b}"
    if flags & COMPONENTS_V2 and (content or body.get("embeds")):
        yield "a content or embeds next to components of the second kind"
    yield from _problems_of_mentions(body, content, edit=edit)
    yield from _problems_of_embeds(body.get("embeds") or [])
    yield from problems_of_components(body.get("components") or [], second_kind=bool(flags & COMPONENTS_V2))


def problems_of_response(body: Payload) -> Iterator[str]:
    """The first response to an interaction."""
    data = body.get("data") or {}
    match body["type"]:
        case 4 | 7:
            yield from problems_of_message(data, response=True, edit=body["type"] == 7)
        case 5 | 6 if (data.get("flags") or 0) & ~EPHEMERAL:
            yield f"the flags {data['flags']:b} while deferring"
        case 8:
            yield from problems_of_choices(data["choices"])
        case 9:
            yield from _problems_of_modal(data)


def problems_of_choices(choices: list[Payload]) -> Iterator[str]:
    if len(choices) > 25:
        yield f"{len(choices)} choices"
    for choice in choices:
        yield from _length("the name of a choice", choice["name"], 1, 100)
        yield from _length("the value of a choice", str(choice["value"]), 1, 100)
        yield from _problems_of_localisations("the name of a choice", choice.get("name_localizations"), 100)


def problems_of_components(components: list[Payload], *, second_kind: bool = False) -> Iterator[str]:
    everything = list(_every(components))
    if len(components) > 5 and not second_kind:
        yield f"{len(components)} rows"
    if len(everything) > 40:
        yield f"{len(everything)} components"
    if not second_kind and any(component["type"] != _ROW for component in components):
        yield "something other than a row of components"
    yield from _repeated("the custom_id", (part["custom_id"] for part in everything if "custom_id" in part))
    text = sum(len(part["content"]) for part in everything if part["type"] == _TEXT_DISPLAY)
    if text > 4_000:
        yield f"{text} characters in the components"
    for component in everything:
        yield from _problems_of_component(component)


def problems_of_commands(commands: list[Payload]) -> Iterator[str]:
    """All commands of the application, as they are registered in one request."""
    for kind, most in ((1, 100), (2, 15), (3, 15)):
        of_this_kind = [command["name"] for command in commands if command.get("type", _CHAT_INPUT) == kind]
        if len(of_this_kind) > most:
            yield f"{len(of_this_kind)} commands of type {kind}"
        yield from _repeated("the command", of_this_kind)
    for command in commands:
        if command.get("type", _CHAT_INPUT) == _CHAT_INPUT:
            yield from _problems_of_described(command)
            if (size := _size(command)) > 8_000:
                yield f"the command {command['name']} takes {size} characters"
        else:
            yield from _length("the name of a menu entry", command["name"], 1, 32)
            yield from _problems_of_localisations("the name of a menu entry", command.get("name_localizations"), 32)


def problems_of_identity(identity: Payload, token: str) -> Iterator[str]:
    if identity["token"] != token:
        yield "the gateway got another token"
    if identity["intents"] & PRIVILEGED_INTENTS:
        yield "a privileged intent is asked for"
    yield from problems_of_presence(identity.get("presence") or {})


def problems_of_presence(presence: Payload) -> Iterator[str]:
    activities = [*(presence.get("activities") or []), *([presence["game"]] if presence.get("game") else [])]
    for activity in activities:
        for part in ("name", "state", "details"):
            yield from _long(f"the {part} of the activity", activity.get(part) or "", 128)


def _problems_of_mentions(body: Payload, content: str, *, edit: bool) -> Iterator[str]:
    """A rule of the bot's own: nothing that it says pings anybody, and it says so each time it says something."""
    if edit and not content:
        return
    allowed = body.get("allowed_mentions")
    if allowed is None or allowed.get("parse") != [] or any(allowed.get(who) for who in ("users", "roles")):
        yield f"mentions allowed: {allowed}"
    elif allowed.get("replied_user"):
        yield "the author of the question is pinged"


def _problems_of_embeds(embeds: list[Payload]) -> Iterator[str]:
    total = 0
    if len(embeds) > 10:
        yield f"{len(embeds)} embeds"
    for embed in embeds:
        fields, footer, author = embed.get("fields") or [], embed.get("footer") or {}, embed.get("author") or {}
        if len(fields) > 25:
            yield f"{len(fields)} fields"
        sized = [
            ("the title of an embed", embed.get("title"), 256),
            ("the description of an embed", embed.get("description"), 4_096),
            ("the footer of an embed", footer.get("text"), 2_048),
            ("the author of an embed", author.get("name"), 256),
            *(("the name of a field", field["name"], 256) for field in fields),
            *(("the value of a field", field["value"], 1_024) for field in fields),
        ]
        for name, text, most in sized:
            total += len(text or "")
            yield from _long(name, text or "", most)
    if total > 6_000:
        yield f"{total} characters in the embeds"


def _problems_of_component(component: Payload) -> Iterator[str]:
    kind = component["type"]
    if "custom_id" in component:
        yield from _length("the custom_id", component["custom_id"], 1, 100)
    if kind == _ROW:
        yield from _problems_of_row(component["components"])
    if kind == _BUTTON:
        yield from _problems_of_button(component)
    if kind in _SELECTS:
        yield from _problems_of_select(component)
    if kind == _TEXT_INPUT:
        yield from _long("the label of a text input", component.get("label") or "", 45)
        yield from _long("the placeholder of a text input", component.get("placeholder") or "", 100)


def _problems_of_row(parts: list[Payload]) -> Iterator[str]:
    if not 1 <= len(parts) <= 5:
        yield f"{len(parts)} components in a row"
    if len(parts) > 1 and any(part["type"] != _BUTTON for part in parts):
        yield "a select that shares its row"


def _problems_of_button(button: Payload) -> Iterator[str]:
    yield from _long("the label of a button", button.get("label") or "", 80)
    yield from _long("the address of a button", button.get("url") or "", 512)
    if not button.get("label") and not button.get("emoji") and button["style"] != _PREMIUM:
        yield "a button without label and emoji"
    if not 1 <= button["style"] <= _PREMIUM:
        yield f"a button of style {button['style']}"
    if (button["style"] == _LINK) != bool(button.get("url")) or bool(button.get("url")) == bool(
        button.get("custom_id")
    ):
        yield "a button with both or neither of an address and a custom_id"


def _problems_of_select(select: Payload) -> Iterator[str]:
    yield from _long("the placeholder of a select", select.get("placeholder") or "", 150)
    least, most = select.get("min_values", 1), select.get("max_values", 1)
    if not (0 <= least <= most <= 25 and most >= 1):
        yield f"a select of {least} to {most} values"
    if select["type"] != _STRING_SELECT:
        return
    options = select.get("options") or []
    if not 1 <= len(options) <= 25 or most > len(options):
        yield f"a select with {len(options)} options, of which up to {most} can be picked"
    yield from _repeated("the value of an option", (option["value"] for option in options))
    for option in options:
        yield from _length("the label of an option", option["label"], 1, 100)
        yield from _length("the value of an option", option["value"], 1, 100)
        yield from _long("the description of an option", option.get("description") or "", 100)


def _problems_of_modal(modal: Payload) -> Iterator[str]:
    yield from _length("the title of a modal", modal["title"], 1, 45)
    yield from _length("the custom_id of a modal", modal["custom_id"], 1, 100)
    if not 1 <= len(modal["components"]) <= 5:
        yield f"a modal of {len(modal['components'])} parts"
    yield from problems_of_components(modal["components"], second_kind=True)


def _problems_of_described(item: Payload) -> Iterator[str]:
    """A slash command or an option of one: name, description, and what is below it."""
    for name in (item["name"], *(item.get("name_localizations") or {}).values()):
        if not 1 <= len(name) <= 32 or name != name.lower() or not all(map(_may_be_in_a_name, name)):
            yield f"the name {name!r}"
    yield from _problems_of_localisations("the name", item.get("name_localizations"), 32)
    yield from _length(f"the description of {item['name']}", item["description"], 1, 100)
    yield from _problems_of_localisations("the description", item.get("description_localizations"), 100)
    options = item.get("options") or []
    if len(options) > 25:
        yield f"{len(options)} options of {item['name']}"
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield f"a required option of {item['name']} comes after one that is not"
    yield from _repeated(f"the option of {item['name']}", (option["name"] for option in options))
    yield from problems_of_choices(item.get("choices") or [])
    if item.get("choices") and item.get("autocomplete"):
        yield f"{item['name']} has choices and completes them too"
    for option in options:
        yield from _problems_of_described(option)


def _problems_of_localisations(what: str, localisations: dict[str, str] | None, most: int) -> Iterator[str]:
    for locale, text in (localisations or {}).items():
        if locale not in _LOCALES:
            yield f"the locale {locale}"
        yield from _length(f"{what} in {locale}", text, 1, most)


def _may_be_in_a_name(character: str) -> bool:
    """A letter or figure of any script, with what Devanagari and Thai add to theirs."""
    return character in "-_'" or character.isalnum() or unicodedata.category(character) in ("Mn", "Mc")


def _size(item: Payload) -> int:
    """Names, descriptions and values of a command with all that is below it; the longest localisation counts."""
    own = sum(
        max(map(len, (item.get(part) or "", *(item.get(f"{part}_localizations") or {}).values())))
        for part in ("name", "description")
    )
    below = [*(item.get("options") or []), *(item.get("choices") or [])]
    return own + len(str(item.get("value", ""))) + sum(map(_size, below))


def _every(components: Iterable[Payload]) -> Iterator[Payload]:
    for component in components:
        yield component
        inner = [component[part] for part in ("component", "accessory") if part in component]
        yield from _every([*(component.get("components") or []), *inner])


def _repeated(what: str, texts: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for text in texts:
        if text in seen:
            yield f"{what} {text!r} twice"
        seen.add(text)


def _long(what: str, text: str, most: int) -> Iterator[str]:
    yield from _length(what, text, 0, most)


def _length(what: str, text: str, least: int, most: int) -> Iterator[str]:
    if not least <= len(text) <= most:
        yield f"{what} has {len(text)} characters"
