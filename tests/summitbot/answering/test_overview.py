"""Everything under one heading at a glance."""

from dataclasses import replace

import pytest

from summitbot import Engine, Outcome
from summitbot.answering.overview import Section
from tests.summitbot.congress import AFTER, congress


@pytest.mark.parametrize(
    ("section", "lines"),
    [
        ("dates", ["- 12 June 2024 · Lamp Day (Harbour Hall)", "- 13 June 2024 · Keepers' Assembly (the Old Tower)"]),
        (
            "people",
            [
                "- Ingrid Halvorsen, Head Keeper of Skerrin",
                "- Maeve O'Kelly, Minister for the Sea",
                "- Sunniva Roe, envoy for fog",
            ],
        ),
        ("themes", ["- Seeing through fog", "- Living alone"]),
        ("outcomes", ["- Fog Pledge", "- Keepers' Fund"]),
    ],
)
def test_each_heading_has_a_line_for_each_thing(section: Section, lines: list[str]) -> None:
    answer = congress().overview(section, "en", AFTER)
    heading, body = answer.blocks
    assert "Lighthouse Keepers' Congress" in heading
    assert sorted(body.splitlines()) == sorted(lines)
    assert answer.outcome is Outcome.ANSWER


def test_people_come_in_the_order_of_protocol_and_parts_by_date() -> None:
    people = congress().overview("people", "en", AFTER).blocks[1]
    assert people.index("Ingrid") < people.index("Maeve") < people.index("Sunniva")
    dates = congress().overview("dates", "en", AFTER).blocks[1]
    assert dates.index("Lamp Day") < dates.index("Assembly")


def test_an_overview_comes_in_the_language_of_the_hint() -> None:
    answer = congress().overview("dates", "fr-CA", AFTER)
    assert answer.language == "fr"
    assert "12 juin 2024 · journée des lampes (la salle du Port)" in answer.text


def test_an_overview_has_sources_and_a_day() -> None:
    answer = congress().overview("people", None, AFTER)
    assert {source.publisher for source in answer.sources} >= {"Skerrin Gazette"}
    assert answer.as_of is not None


def test_a_folder_without_things_of_that_kind_says_so() -> None:
    bare = Engine(replace(congress().knowledge, entities={}))
    answer = bare.overview("outcomes", "en", AFTER)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.text == bare.sentence("nothing-listed", "en")
    assert not answer.sources
