"""The page that shows what the shipped folder knows is the one that `make map` writes."""

from pathlib import Path

from summitbot.knowledge.knowledge import Knowledge
from summitbot.workshop.mapping import knowledge_map

PAGE = Path(__file__).parents[2] / "docs" / "knowledge-map.md"


def test_the_map_is_up_to_date(knowledge: Knowledge) -> None:
    written = PAGE.read_text(encoding="utf-8").splitlines()
    printed = list(knowledge_map(knowledge))
    is_current = written == printed  # compared here: pytest would show thousands of lines
    assert is_current, "docs/knowledge-map.md is not what the knowledge folder says: run `make map`"
