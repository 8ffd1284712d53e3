"""Everything under one heading at a glance."""

from dataclasses import replace
from datetime import UTC, datetime

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
        (
            "countries",
            ["- Farholm · Sunniva Roe", "- Ireland · Maeve O'Kelly", "- Norway · Ingrid Halvorsen"],
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


def test_the_timeline_has_the_event_its_parts_and_each_outcome_by_its_first_report() -> None:
    body = congress().overview("timeline", "en", AFTER).blocks[1]
    assert body.splitlines() == [
        "- by 1 June 2024 · Fog Pledge (first report in my sources)",
        "- 12 June 2024 – 13 June 2024 · Lighthouse Keepers' Congress",
        "- 12 June 2024 · Lamp Day (Harbour Hall)",
        "- 13 June 2024 · Keepers' Assembly (the Old Tower)",
        "- by 14 June 2024 · Keepers' Fund (first report in my sources)",
    ]


def test_the_timeline_knows_no_later_than_it_is_asked() -> None:
    body = congress().overview("timeline", "en", datetime(2024, 6, 10, 12, tzinfo=UTC)).blocks[1]
    assert "Fog Pledge" in body
    assert "Keepers' Fund" not in body


def test_sources_come_by_publisher_with_date_and_address() -> None:
    body = congress().overview("sources", "fr", AFTER).blocks[1]
    first, second, third = body.splitlines()
    assert first.startswith("- Programme of the Lighthouse Keepers' Congress (Congress office, 1er juin 2024) https://")
    assert second == "- Halvorsen stays at home (North Radio, juin 2024)"
    assert third.endswith("(Skerrin Gazette, 14 juin 2024) https://gazette.example/keepers")


def test_countries_stand_in_the_order_of_the_alphabet_of_their_language() -> None:
    body = congress().overview("countries", "fr", AFTER).blocks[1]
    assert [line.split(" · ")[0] for line in body.splitlines()] == ["- Farholme", "- Irlande", "- Norvège"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_the_bot_is_names_the_event_and_how_much_it_knows(language: str) -> None:
    answer = congress().overview("about", language, AFTER)
    assert congress().sentence("about-facts", language, facts="18", sources="3") in answer.text
    assert congress().sentence("about", language) in answer.text
    assert "2024" in answer.text
    assert "{" not in answer.text


def test_a_bare_folder_can_still_say_what_the_bot_is() -> None:
    bare = Engine(replace(congress().knowledge, entities={}, topics={}, sources={}))
    assert bare.sentence("about-facts", "en", facts="0", sources="0") in bare.overview("about", "en", AFTER).text
