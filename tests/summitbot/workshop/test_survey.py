"""The survey counts what there is and names what is missing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.loading import load_knowledge
from summitbot.workshop.survey import survey

TINY = Path(__file__).parents[2] / "tiny_summit"
AFTER = date(2024, 6, 14)


@pytest.fixture(scope="module")
def tiny() -> Knowledge:
    return load_knowledge(TINY)


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[[dict[str, str]], Knowledge]:
    """Loads a folder from the texts of its files."""

    def load(files: dict[str, str]) -> Knowledge:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return load_knowledge(tmp_path)

    return load


def test_it_counts(tiny: Knowledge) -> None:
    found = survey(tiny, AFTER)
    assert found.entities["people"] == 6
    assert (found.topics, found.claims, found.sources) == (15, 18, 3)
    english, french = found.languages
    assert (english.language, english.topics, english.phrasings, english.checks, english.near_misses) == (
        "en",
        15,
        31,
        15,
        3,
    )
    assert (french.language, french.near_misses, french.missing) == ("fr", 0, ())


def test_a_folder_without_gaps_has_none(tiny: Knowledge) -> None:
    found = survey(tiny, AFTER)
    assert (found.unsourced, found.stale, found.unasked) == ((), (), ())


SUMMIT = "name: Congress\nstarts: 2024-06-12\nends: 2024-06-13\ntimezone: UTC\nlanguages: [en, fr]\n"
PEOPLE = """\
edda-stein:
  name: Edda Stein
  role: historian
  facts:
    attendance:
      - status: expected
        as_of: 2024-06-01
    speech:
      - status: happened
        as_of: 2024-06-14
      - status: expected
        as_of: 2024-06-01
"""
ATTENDANCE = 'ask: {en: ["Did {person} come?"]}\nanswer: "{person.attendance}"\n'
VENUE = "ask: {en: [Where is it?]}\nanswer: On the island.\nstatus: expected\n"
GAPS = {"summit.yaml": SUMMIT, "people.yaml": PEOPLE, "topics/attendance.yaml": ATTENDANCE, "topics/venue.yaml": VENUE}


def test_it_names_gaps(loaded: Callable[[dict[str, str]], Knowledge]) -> None:
    found = survey(loaded(GAPS), AFTER)
    assert found.unsourced == (
        "people/edda-stein: attendance",
        "people/edda-stein: speech",
        "people/edda-stein: speech",
        "topics/venue",
    )
    assert found.stale == ("people/edda-stein: attendance", "topics/venue")
    assert found.unasked == ("people: speech (1)",)
    assert found.languages[1].missing == ("topics/attendance", "topics/venue")


@pytest.mark.parametrize("today", (None, date(2024, 6, 13)))
def test_nothing_is_stale_before_the_end(loaded: Callable[[dict[str, str]], Knowledge], today: date | None) -> None:
    assert survey(loaded(GAPS), today).stale == ()


def test_a_part_of_the_programme_has_an_end_of_its_own(loaded: Callable[[dict[str, str]], Knowledge]) -> None:
    part = (
        "lamp-day:\n  name: Lamp Day\n  starts: 2024-06-12\n  facts:\n    host: {status: expected, as_of: 2024-06-01}\n"
    )
    knowledge = loaded({**GAPS, "programme.yaml": part})
    assert "programme/lamp-day: host" in survey(knowledge, date(2024, 6, 13)).stale


def test_a_list_asks_for_the_aspects_it_chooses_by_and_shows(loaded: Callable[[dict[str, str]], Knowledge]) -> None:
    query = '{of: people, where: {attendance: happened}, show: "{name}: {speech}"}'
    topic = f'ask: [Who came?]\nanswer: "{{list}}"\nlist: {query}\n'
    assert survey(loaded({"people.yaml": PEOPLE, "topics/list.yaml": topic})).unasked == ()


def test_it_prints_a_table_and_the_gaps(loaded: Callable[[dict[str, str]], Knowledge]) -> None:
    lines = list(survey(loaded(GAPS), AFTER))
    assert lines[0] == "topics             2"
    assert "en: 2 topics, 2 questions, 0 checks, 0 near misses" in lines
    assert "asked for by no topic: people: speech (1)" in lines
