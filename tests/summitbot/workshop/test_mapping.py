"""The map shows what a folder can answer, and from which sources."""

from pathlib import Path

import pytest

from summitbot.cli import main
from summitbot.knowledge.loading import load_knowledge
from summitbot.workshop.mapping import knowledge_map

TINY = Path(__file__).parents[2] / "tiny_summit"
GAZETTE = "Skerrin Gazette, [Two days of light: what the keepers agreed](https://gazette.example/keepers)"
CONGRESS = "Congress office, [Programme of the Lighthouse Keepers' Congress](https://congress.example/programme)"


@pytest.fixture(scope="module")
def page() -> str:
    return "\n".join(knowledge_map(load_knowledge(TINY)))


def section(page: str, heading: str) -> list[str]:
    """The lines below a heading, up to the next one."""
    below = page.split(f"\n{heading}\n")[1].split("\n#", maxsplit=1)[0]
    return [line for line in below.splitlines() if line]


def test_a_topic_has_its_questions_its_standing_over_time_and_its_sources(page: str) -> None:
    assert section(page, "### venue") == [
        "- en: Where did the congress take place?",
        "- fr: Où le congrès a-t-il eu lieu ?",
        "- answer: happened, as of 2024-06-14",
        "- before that: expected, as of 2024-06-01",
        f"- sources: {GAZETTE}; {CONGRESS}",
    ]


def test_a_topic_that_rests_on_facts_of_many_things_sums_them_up(page: str) -> None:
    statuses = "3 happened, 1 confirmed, 1 expected, 1 did not happen, as of 2024-06-01 to 2024-06-14"
    assert section(page, "### attendance")[2:] == [
        f"- answer: {{person.attendance}}, 6 claims ({statuses})",
        f"- sources of {{person.attendance}}: {GAZETTE}; {CONGRESS}; North Radio, Halvorsen stays at home",
    ]
    assert "- answer: {country.pledge}, 1 claims (1 happened, as of 2024-06-14)" in section(page, "### pledge")


def test_a_list_says_what_it_is_chosen_by(page: str) -> None:
    assert "- answer: a list of people where attendance is happened and groups is {group}" in page


def test_topics_stand_under_what_they_are_about(page: str) -> None:
    subjects = [line for line in page.splitlines() if line.startswith("## ")]
    assert subjects[:2] == ["## The event", "## People"]
    assert page.index("## The event") < page.index("### venue") < page.index("## People") < page.index("### attendance")


def test_things_stand_in_a_table_with_the_number_of_their_facts(page: str) -> None:
    assert "| fog-pledge | Fog Pledge | 2 |" in section(page, "### outcomes (2)")


def test_the_command_prints_it(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", str(TINY)]) == 0
    assert capsys.readouterr().out == f"{page}\n"
