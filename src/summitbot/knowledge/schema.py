"""The JSON Schema of a knowledge folder, from which editors complete keys and underline mistakes while one types."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from summitbot.knowledge.language_pack import LanguagePack
from summitbot.knowledge.shapes import KINDS, Shape, Source, Summit, Topic, WordGroups

_SINGLE: dict[str, type[Shape]] = {
    "topic": Topic,
    "summit": Summit,
    "words": WordGroups,
    "language": LanguagePack,
    **dict(KINDS.values()),
}
"""Definition -> the shape that a whole file holds."""
_MANY: dict[str, type[Shape]] = {"sources": Source, **{section: kind for section, (_, kind) in KINDS.items()}}
"""Definition -> the shape of each thing in a file of many."""


def knowledge_schema() -> dict[str, Any]:
    """One schema for every file of the folder, with a definition for each kind of file.

    A file is valid if it fits any of them. An editor that knows the kind by its path can point at one definition:
    `#/$defs/topic` for `topics/*.yaml`, `#/$defs/people` for `people.yaml` and `#/$defs/person` for `people/*.yaml`.
    """
    shapes = dict.fromkeys((*_SINGLE.values(), *_MANY.values()))
    _, generated = models_json_schema([(kind, "validation") for kind in shapes])
    files = {name: _reference(kind) for name, kind in _SINGLE.items()}
    files |= {name: _file_of_many(kind) for name, kind in _MANY.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of the knowledge folder",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in files],
        "$defs": {**files, **_tidy(generated["$defs"])},
    }


def _reference(kind: type[Shape]) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _file_of_many(kind: type[Shape]) -> dict[str, Any]:
    thing = _reference(kind)
    if not any(field.is_required() for field in kind.model_fields.values()):
        thing = {"anyOf": [thing, {"type": "null"}]}  # a country may have nothing but its code
    return {
        "type": "object",
        "patternProperties": {"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$": thing},
        "additionalProperties": False,
    }


def _tidy(schema: Any) -> Any:
    """Without what only a program would write: titles made of keys, `null`, and limits that limit nothing."""
    if isinstance(schema, list):
        return [_tidy(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    tidy = {key: _tidy(part) for key, part in schema.items() if not _is_noise(key, part)}
    if isinstance(options := tidy.get("anyOf"), list):
        tidy.pop("minLength", None)
        tidy["anyOf"] = [option for option in options if option != {"type": "null"}]
        if len(tidy) == len(tidy["anyOf"]) == 1:
            tidy = tidy["anyOf"][0]
    if "patternProperties" in tidy:
        tidy["additionalProperties"] = False
    return tidy


def _is_noise(key: str, part: object) -> bool:
    return (key == "title" and isinstance(part, str)) or (key == "default" and not part)
