"""All that is known of the event is in its folder: the code would serve any other event as well."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.shapes import Entity
from summitbot.understanding.words import folded_words

ROOT = Path(__file__).parents[2]
CODE = sorted(path for folder in ("src", "bot") for path in (ROOT / folder).rglob("*.py"))
SHORTEST_SURNAME = 6
"""Letters of a surname that no ordinary word is."""
FIRST_NAMES = frozenset({"martin", "jordan"})
"""Surnames that are first names too."""

Phrase = tuple[str, ...]


@pytest.fixture(scope="module")
def distinctive(knowledge: Knowledge) -> frozenset[Phrase]:
    """Names of the event, of people and of countries; long surnames also by themselves."""
    assert knowledge.summit is not None
    events = {name for name in (*_names(knowledge.summit), *_aliases(knowledge.summit)) if len(name) > 1}
    countries = {name for country in knowledge.entities["country"].values() for name in _names(country)}
    people = {name for person in knowledge.entities["person"].values() for name in _names(person)}
    surnames = {name[-1] for name in people if len(name[-1]) >= SHORTEST_SURNAME}
    return frozenset(events | countries | people | {(surname,) for surname in surnames - FIRST_NAMES})


def _names(entity: Entity) -> Iterator[Phrase]:
    yield from (folded_words(name) for name in entity.name.values())


def _aliases(entity: Entity) -> Iterator[Phrase]:
    yield from (folded_words(alias) for aliases in entity.aliases.values() for alias in aliases)


def test_the_code_names_nothing_of_the_event(distinctive: frozenset[Phrase]) -> None:
    named = [
        f"{path.relative_to(ROOT)}: {text}" for path in CODE for text in _said(path) if _phrases(text) & distinctive
    ]
    assert named == []


def _said(path: Path) -> Iterator[str]:
    """Every name and text in a module, but for its docstrings: examples in those are for people."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value
        named = (getattr(node, field, None) for field in ("id", "attr", "arg", "name"))
        yield from (name for name in named if isinstance(name, str))


def _phrases(text: str) -> set[Phrase]:
    """Every run of one to six words."""
    words = folded_words(re.sub(r"[_\W]+", " ", text))
    return {words[i : i + length] for i in range(len(words)) for length in range(1, 7)}
