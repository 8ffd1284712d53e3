"""docs/discord.md says of each behaviour which test proves it: none of them may be gone."""

import ast
import re
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs" / "discord.md").read_text()
NAMED = re.findall(r"`([\w/]+\.py)::(\w+)`", PAGE)
ROWS = [row for row in PAGE.splitlines() if row.startswith("| ") and not row.startswith("| Behaviour")]


@cache
def defined_in(file: str) -> set[str]:
    tree = ast.parse((TESTS / file).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_each_test_that_the_page_names_is_there() -> None:
    gone = [(file, test) for file, test in NAMED if not (TESTS / file).exists() or test not in defined_in(file)]

    assert gone == []


def test_each_behaviour_on_the_page_names_its_tests_and_nothing_else() -> None:
    assert len(ROWS) > 50
    cells = [row.strip("| ").split(" | ") for row in ROWS]
    named = r"`[\w/]+\.py::test_\w+`"

    assert [row for row in cells if len(row) != 2 or not re.fullmatch(rf"{named}(?:, {named})*", row[1])] == []
