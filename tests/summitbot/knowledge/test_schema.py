"""The JSON Schema describes every kind of file as editors need it."""

import json
import re
from typing import Any

import pytest

from summitbot.knowledge.schema import knowledge_schema
from summitbot.knowledge.shapes import KINDS


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return knowledge_schema()


def test_it_can_be_written_down(schema: dict[str, Any]) -> None:
    assert json.loads(json.dumps(schema)) == schema


def test_every_kind_of_file_has_a_definition(schema: dict[str, Any]) -> None:
    kinds = {"topic", "summit", "words", "language", "sources", *KINDS, *(slot for slot, _ in KINDS.values())}
    assert {option["$ref"] for option in schema["anyOf"]} == {f"#/$defs/{kind}" for kind in kinds}
    assert kinds <= schema["$defs"].keys()


def test_every_reference_leads_somewhere(schema: dict[str, Any]) -> None:
    for name in re.findall(r'"\$ref": "#/\$defs/([^"]*)"', json.dumps(schema)):
        assert name in schema["$defs"]


def test_unknown_keys_are_underlined(schema: dict[str, Any]) -> None:
    topic = schema["$defs"]["Topic"]
    assert topic["additionalProperties"] is False
    assert topic["required"] == ["ask", "answer"]


@pytest.mark.parametrize("code", ("en", "pt-BR", "*"))
def test_a_text_is_plain_or_by_language(schema: dict[str, Any], code: str) -> None:
    plain, by_language = schema["$defs"]["Topic"]["properties"]["answer"]["anyOf"]
    assert "string" in plain["type"]
    (pattern,) = by_language["patternProperties"]
    assert re.search(pattern, code)
    assert not re.search(pattern, "english")


def test_an_empty_value_is_underlined_but_for_a_country(schema: dict[str, Any]) -> None:
    assert [name for name, part in schema["$defs"].items() if '"null"' in json.dumps(part)] == ["countries"]
