"""The survey counts what there is and names what is missing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.loading import load_knowledge
from summitbot.workshop.checking import Failure
from summitbot.workshop.report import report
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
    assert (french.language, french.near_misses) == ("fr", 0)
    assert english.texts == french.texts > 50


def test_a_folder_without_gaps_has_none(tiny: Knowledge) -> None:
    found = survey(tiny, AFTER)
    assert (found.unsourced, found.stale, found.unreachable, found.unasked) == ((), (), (), ())
    assert [language.missing for language in found.languages] == [(), ()]


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


def test_it_names_gaps_with_their_mends(loaded: Callable[[dict[str, str]], Knowledge]) -> None:
    found = survey(loaded(GAPS), AFTER)
    assert found.unsourced == (
        "people.yaml: edda-stein: attendance: name a source under sources:",
        "people.yaml: edda-stein: speech: name a source under sources:",
        "people.yaml: edda-stein: speech: name a source under sources:",
        "topics/venue.yaml: answer: name a source under sources:",
    )
    overdue = "was expected by 2024-06-13: write what became of it, or its new day under due:"
    assert found.stale == (
        f"people.yaml: edda-stein: attendance {overdue}",
        f"topics/venue.yaml: answer {overdue}",
    )
    assert found.unasked == (
        "people.yaml: edda-stein: speech: put {person.speech} into the answer of a topic, or delete it",
    )
    assert found.unreachable == (
        "topics/attendance.yaml: no question in fr leads here: write some under ask: fr:",
        "topics/venue.yaml: no question in fr leads here: write some under ask: fr:",
    )


def test_a_text_that_an_asker_would_read_in_another_language_is_named(
    loaded: Callable[[dict[str, str]], Knowledge],
) -> None:
    person = "name: Odd Grim\nrole: {en: bard}\nfacts: {song: {text: {en: He sang.}}}\n"
    files = {**GAPS, "people/odd-grim.yaml": person}
    english, french = survey(loaded(files), files=files).languages
    assert english.missing == ()
    assert french.missing == (
        "people/odd-grim.yaml: role: write it in fr too, under fr:",
        "people/odd-grim.yaml: song: write it in fr too, under fr:",
    )


def test_a_topic_whose_questions_all_stand_in_another_is_out_of_reach(
    loaded: Callable[[dict[str, str]], Knowledge],
) -> None:
    files = {
        "topics/venue.yaml": "ask: {en: [Where is it?, which town]}\nanswer: On the island.\n",
        "topics/island.yaml": 'ask: {en: ["where is it"]}\nanswer: There.\n',
    }
    assert survey(loaded(files)).unreachable == (
        "topics/island.yaml: every question in en stands in topics/venue.yaml too: word some differently",
    )


@pytest.mark.parametrize("today", (None, date(2024, 6, 13)))
def test_nothing_is_stale_before_the_end(loaded: Callable[[dict[str, str]], Knowledge], today: date | None) -> None:
    assert survey(loaded(GAPS), today).stale == ()


@pytest.mark.parametrize(("today", "stale"), ((date(2030, 6, 30), 0), (date(2030, 7, 1), 2)))
def test_what_is_due_later_is_stale_later(
    loaded: Callable[[dict[str, str]], Knowledge], today: date, stale: int
) -> None:
    due = {
        "people.yaml": PEOPLE.replace("status: expected", "status: expected\n        due: 2030-06-30"),
        "topics/venue.yaml": VENUE + "due: 2030-06-30\n",
    }
    assert len(survey(loaded({**GAPS, **due}), today).stale) == stale


def test_what_is_due_is_stale_in_a_folder_without_an_event_too(loaded: Callable[[dict[str, str]], Knowledge]) -> None:
    knowledge = loaded({"topics/venue.yaml": VENUE + "due: 2024-06-01\n"})
    assert survey(knowledge, AFTER).stale
    assert not survey(knowledge, date(2024, 6, 1)).stale


def test_a_part_of_the_programme_has_an_end_of_its_own(loaded: Callable[[dict[str, str]], Knowledge]) -> None:
    part = (
        "lamp-day:\n  name: Lamp Day\n  starts: 2024-06-12\n  facts:\n    host: {status: expected, as_of: 2024-06-01}\n"
    )
    knowledge = loaded({**GAPS, "programme.yaml": part})
    (stale,) = survey(knowledge, date(2024, 6, 13)).stale
    assert stale.startswith("programme.yaml: lamp-day: host was expected by 2024-06-12")


def test_a_list_asks_for_the_aspects_it_chooses_by_and_shows(loaded: Callable[[dict[str, str]], Knowledge]) -> None:
    query = '{of: people, where: {attendance: happened}, show: "{name}: {speech}"}'
    topic = f'ask: [Who came?]\nanswer: "{{list}}"\nlist: {query}\n'
    assert survey(loaded({"people.yaml": PEOPLE, "topics/list.yaml": topic})).unasked == ()


def test_the_report_is_a_table_and_the_number_of_every_kind_of_gap(tiny: Knowledge) -> None:
    lines = list(report(survey(tiny, AFTER)))
    assert lines[:5] == [
        "No problems.",
        "",
        "                  all      en      fr",
        "topics             15      15      15",
        "phrasings                  31      30",
    ]
    assert "people              6" in lines
    assert lines[-7:] == [
        "claims without a source             0",
        "answers missing in en               0",
        "answers missing in fr               0",
        "stale expected claims               0",
        "unreachable topics                  0",
        "aspects asked for by no topic       0",
        "check questions only asked back     0",
    ]


def test_what_the_report_counts_it_names_below(loaded: Callable[[dict[str, str]], Knowledge]) -> None:
    back = Failure("venue", "and where", wanted=True, reached=("the choice of venue",), asked_back=True)
    lines = list(report(survey(loaded(GAPS), AFTER), [back]))
    stale = lines.index("stale expected claims               2")
    assert lines[stale + 2].startswith("  topics/venue.yaml: answer was expected by 2024-06-13")
    assert lines[-2:] == ["check questions only asked back     1", f"  {back}"]
    assert str(back).endswith("is only asked back, as the choice of venue: add a question like it under ask:")
