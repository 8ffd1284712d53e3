"""What is said depends on the day it is asked, and on whether what was expected is asked for."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from summitbot import Engine, Outcome
from summitbot.answering.claims import expectation, newest
from summitbot.knowledge.shapes import Claim, Status
from tests.summitbot.congress import ask, congress_with

BEFORE = datetime(2024, 6, 5, 12, tzinfo=UTC)
LONG_BEFORE = datetime(2024, 1, 1, 12, tzinfo=UTC)
DURING = datetime(2024, 6, 13, 12, tzinfo=UTC)
LATER = datetime(2030, 1, 1, 12, tzinfo=UTC)

EXPECTED = Claim(status=Status.EXPECTED, as_of=date(2024, 6, 1))
CONFIRMED = Claim(status=Status.CONFIRMED, as_of=date(2024, 6, 10))
HAPPENED = Claim(status=Status.HAPPENED, as_of=date(2024, 6, 14))
UNDATED = Claim(status=Status.UNCONFIRMED)
HISTORY = (HAPPENED, UNDATED, EXPECTED, CONFIRMED)


# Which claim holds


@pytest.mark.parametrize(
    ("day", "claim"),
    [
        (date(2024, 5, 31), UNDATED),
        (date(2024, 6, 1), EXPECTED),
        (date(2024, 6, 9), EXPECTED),
        (date(2024, 6, 10), CONFIRMED),
        (date(2024, 6, 14), HAPPENED),
        (date(2030, 1, 1), HAPPENED),
    ],
)
def test_the_newest_claim_of_its_day_holds(day: date, claim: Claim) -> None:
    assert newest(HISTORY, day) is claim


def test_before_anything_was_known_the_oldest_holds() -> None:
    assert newest((HAPPENED, CONFIRMED), date(2020, 1, 1)) is CONFIRMED


def test_what_was_expected_is_the_last_word_before_it_happened() -> None:
    assert expectation(HISTORY, date(2024, 7, 1)) is CONFIRMED


def test_what_happened_was_never_expected() -> None:
    assert expectation((HAPPENED, Claim(status=Status.DID_NOT_HAPPEN, as_of=date(2024, 6, 2))), date.max) is None


def test_nothing_was_expected_before_the_only_claim() -> None:
    assert expectation((EXPECTED,), date.max) is None


# What is said


@pytest.mark.parametrize(
    ("moment", "text", "status"),
    [
        (BEFORE, "Tormod Halvorsen was expected.", "expected"),
        (DURING, "Tormod Halvorsen was expected.", "expected"),
        (LATER, "No: Tormod Halvorsen did not attend.", "did not happen"),
    ],
)
def test_an_entity_is_told_of_as_its_claims_stood(moment: datetime, text: str, status: str) -> None:
    answer = ask("Did Tormod Halvorsen attend?", at=moment)
    assert (answer.text, answer.status) == (text, status)


DATED_LATER = "That is dated after the day you ask about. By "


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Did Tormod Halvorsen attend?", "1 June 2024 it was known: Tormod Halvorsen was expected."),
        ("Did Sunniva Roe attend?", "14 June 2024 it was known: Yes: Sunniva Roe attended."),
        ("When did the congress end?", "14 June 2024 it was known: It ended on 13 June 2024."),
    ],
)
def test_before_anything_was_known_that_is_said_first(text: str, said: str) -> None:
    assert ask(text, at=LONG_BEFORE).text == DATED_LATER + said


def test_it_is_said_in_french_too() -> None:
    said = "C'est postérieur au jour sur lequel porte votre question. Au 14 juin 2024, on savait\u00a0: Oui : Sunniva"
    assert ask("Sunniva Roe était là ?", at=LONG_BEFORE).text.startswith(said)


@pytest.mark.parametrize("moment", [LONG_BEFORE, BEFORE])
def test_a_list_is_told_as_of_the_day_on_which_all_of_it_was_known(moment: datetime) -> None:
    """Tormod Halvorsen, a minister too, was expected before and had not come by then."""
    said = "14 June 2024 it was known: These ministers came, as far as my sources tell: Maeve O'Kelly"
    assert ask("Which ministers attended?", at=moment).text.startswith(DATED_LATER + said)


def test_a_list_leaves_out_what_was_not_known_yet(tmp_path: Path) -> None:
    """Jean Kerbrat had confirmed by then; whether others came was only known after the congress."""
    topic = """
        ask: {en: [Who is on the list of guests?], fr: [Qui est sur la liste des invités ?]}
        list: {of: people, where: {attendance: [confirmed, happened]}}
        answer: {en: "Guests: {list}.", fr: "Invités : {list}."}
        """
    engine = congress_with({"topics/guests.yaml": topic}, tmp_path)
    assert ask("Who is on the list of guests?", at=BEFORE, engine=engine).text == "Guests: Jean Kerbrat."
    assert "Sunniva Roe" in ask("Who is on the list of guests?", at=LATER, engine=engine).text


def test_what_has_no_date_was_always_known() -> None:
    assert ask("Who is Edda Stein?", at=LONG_BEFORE).text == "Edda Stein was historian of lighthouses."


def test_what_was_expected_is_told_of_a_day_before_too() -> None:
    answer = ask("Where was the congress expected to take place?", at=LONG_BEFORE)
    assert answer.text == DATED_LATER + "1 June 2024 it was known: The congress was to meet in the Old Tower alone."


@pytest.mark.parametrize(
    ("moment", "said", "publisher"),
    [(BEFORE, "in the Old Tower alone", "Congress office"), (LATER, "in Harbour Hall and", "Skerrin Gazette")],
)
def test_a_topic_is_told_as_it_stood_with_the_sources_of_its_day(moment: datetime, said: str, publisher: str) -> None:
    answer = ask("Where did the congress take place?", at=moment)
    assert said in answer.text
    assert [source.publisher for source in answer.sources] == [publisher]


@pytest.mark.parametrize(
    "text", ["Where was the congress expected to take place?", "Where was the congress supposed to take place?"]
)
def test_what_was_expected_is_said_first_with_its_day_and_then_what_is_known(text: str) -> None:
    answer = ask(text)
    before, now = answer.blocks
    assert before == "Said beforehand (1 June 2024): The congress was to meet in the Old Tower alone."
    assert now.startswith("What is known now: The congress met on the island of Skerrin")
    assert [source.publisher for source in answer.sources] == ["Skerrin Gazette", "Congress office"]
    assert answer.status == "happened"


def test_what_was_expected_is_told_in_french_too() -> None:
    before, _ = ask("Où était-il prévu que le congrès ait lieu ?").blocks
    assert "la seule Vieille Tour" in before
    assert "1er juin 2024" in before


def test_what_was_expected_of_a_person_is_worded_by_the_topic() -> None:
    before, now = ask("was Tormod Halvorsen expected to attend").blocks
    assert before.endswith("Tormod Halvorsen was expected.")
    assert now.endswith("No: Tormod Halvorsen did not attend.")


def test_where_no_expectation_was_written_down_the_answer_stands_alone() -> None:
    answer = ask("when was it expected to start")
    assert answer.blocks == ("It started on 12 June 2024 at 10:30.",)


# Nothing known


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Did Edda Stein attend?", "I have no record of whether Edda Stein attended."),
        ("Edda Stein était là ?", "Je n'ai aucune trace de la présence de Edda Stein."),
        ("What did Norway promise?", "I have no record of a promise by Norway."),
        ("Where is Harbour Hall?", "I know no more of Harbour Hall than its name."),
    ],
)
def test_where_there_is_no_claim_that_is_said_and_nothing_else(text: str, said: str) -> None:
    answer = ask(text)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.text == said
    assert (answer.sources, answer.as_of, answer.status) == ((), None, None)


SEEN = """
    ask:
      en: ["Was {person} seen at the harbour?"]
      fr: ["A-t-on vu {person} au port ?"]
    answer: "{person.attendance}"
    lead:
      happened: {en: "Yes.", fr: "Oui."}
      did not happen: {en: "No.", fr: "Non."}
    sentences:
      happened: {en: "{person.name} stepped ashore.", fr: "{person.name} a débarqué."}
      did not happen: {en: "{person.name} stayed at home.", fr: "{person.name} est resté."}
      confirmed: {en: "{person.name} had a berth.", fr: "{person.name} avait une place."}
    otherwise: {en: "I do not know of {person.name}.", fr: "Je ne sais rien de {person.name}."}
    """
SUNG = """
    ask:
      en: ["Which song did {person} sing?"]
      fr: ["Quelle chanson {person} a-t-il chantée ?"]
    answer: "{person.song}"
    otherwise:
      en: "Of songs I know nothing. {person.attendance}"
      fr: "De chansons, je ne sais rien. {person.attendance}"
    """
TOLD = """
    ask:
      en: ["Which tale is told of {outcome}?"]
      fr: ["Quelle histoire raconte-t-on de {outcome} ?"]
    answer: "{outcome.tale}"
    """
BARD = """
    name: Odd Grim
    role: {en: bard, fr: barde}
    facts: {song: {text: {en: Odd Grim sang of fog., fr: Odd Grim a chanté la brume.}}}
    """
BELL_FUND = """
    name: Bell Fund
    facts: {tale: {text: {en: It has two bells., fr: Il a deux cloches.}}}
    """


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The tiny summit with answers that begin with yes or no, and one that falls back on another fact."""
    files = {
        "topics/seen.yaml": SEEN,
        "topics/sung.yaml": SUNG,
        "topics/told.yaml": TOLD,
        "people/odd-grim.yaml": BARD,
        "outcomes/bell-fund.yaml": BELL_FUND,
    }
    return congress_with(files, tmp_path_factory.mktemp("facts"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Was Sunniva Roe seen at the harbour?", "Yes. Sunniva Roe stepped ashore."),
        ("Was Tormod Halvorsen seen at the harbour?", "No. Tormod Halvorsen stayed at home."),
        ("A-t-on vu Sunniva Roe au port ?", "Oui. Sunniva Roe a débarqué."),
    ],
)
def test_an_answer_begins_with_yes_or_no_where_that_is_known(text: str, said: str, engine: Engine) -> None:
    assert ask(text, engine=engine).text == said


def test_and_with_neither_where_it_is_not(engine: Engine) -> None:
    assert ask("Was Jean Kerbrat seen at the harbour?", engine=engine).text == "Jean Kerbrat had a berth."
    assert ask("Was Edda Stein seen at the harbour?", engine=engine).text == "I do not know of Edda Stein."


def test_what_rests_on_another_fact_is_an_answer_with_sources(engine: Engine) -> None:
    answer = ask("Which song did Sunniva Roe sing?", engine=engine)
    assert answer.outcome is Outcome.ANSWER
    assert answer.text == "Of songs I know nothing. Yes: Sunniva Roe attended."
    assert [source.publisher for source in answer.sources] == ["Skerrin Gazette"]
    assert answer.status == "happened"


def test_what_rests_on_nothing_is_none(engine: Engine) -> None:
    answer = ask("Which song did Edda Stein sing?", engine=engine)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.text == "I have no sourced fact on that about Edda Stein."
    assert not answer.sources


def test_a_topic_without_words_for_what_it_does_not_know_has_those_of_the_bot(engine: Engine) -> None:
    answer = ask("Which tale is told of Fog Pledge?", engine=engine)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.text == "I have no sourced fact on that about Fog Pledge."
