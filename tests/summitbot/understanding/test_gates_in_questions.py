"""What must agree between a question and a topic, however alike their words are."""

import pytest

from summitbot import Engine
from tests.summitbot.congress import ask, candidate, congress_with, gate, topics

ABSENT = """
    ask:
      en: [Who did not come?, who was absent, who stayed away]
      fr: [Qui n'est pas venu ?, qui était absent]
    answer: {en: The minister of Norway did not come., fr: Le ministre de la Norvège n'est pas venu.}
    """
PRESENT = """
    ask:
      en: [Who came?, who was there, who came along]
      fr: [Qui est venu ?, qui était là]
    answer: {en: Three keepers came., fr: Trois gardiens sont venus.}
    """
DATES = """
    ask:
      en: [When did the congress take place?, what were the dates, when was it held]
      fr: [Quand le congrès a-t-il eu lieu ?, c'était quand]
    answer: {en: It took place on 12 and 13 June 2024., fr: Il a eu lieu les 12 et 13 juin 2024.}
    """
LAMPS = """
    ask:
      en: [What did Sunniva Roe say about lamps?, Sunniva Roe on lamps, did Roe speak about lamps]
      fr: [Qu'a dit Sunniva Roe des lampes ?, Sunniva Roe et les lampes]
    answer: {en: Roe wants more lamps., fr: Roe veut plus de lampes.}
    """
FOG = """
    ask:
      en: [When was the Fog Pledge signed?, what day was the Fog Pledge signed, date of the Fog Pledge]
      fr: [Quand l'Engagement de la brume a-t-il été signé ?]
    answer: {en: The Fog Pledge was signed at dawn., fr: L'Engagement de la brume a été signé à l'aube.}
    """


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The tiny summit with topics that differ in one word."""
    files = {"topics/absent.yaml": ABSENT, "topics/present.yaml": PRESENT, "topics/dates.yaml": DATES}
    files |= {"topics/lamps.yaml": LAMPS, "topics/fog.yaml": FOG}
    return congress_with(files, tmp_path_factory.mktemp("twins"))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("who didn't come", "absent"),
        ("Who did not come along?", "absent"),
        ("who came", "present"),
        ("so who came along", "present"),
        ("qui n'est pas venu", "absent"),
        ("qui est venu", "present"),
    ],
)
def test_not_is_heard(text: str, topic: str, engine: Engine) -> None:
    assert topics(ask(text, engine=engine)) == [topic]


@pytest.mark.parametrize("text", ["when did it finish", "when did the gathering conclude", "quand ça s'est terminé"])
def test_the_end_is_not_the_start(text: str, engine: Engine) -> None:
    assert topics(ask(text, engine=engine)) == ["end"]


@pytest.mark.parametrize("text", ["when did it begin", "when did the gathering kick off", "quand ça a débuté"])
def test_the_start_is_not_the_end(text: str, engine: Engine) -> None:
    assert topics(ask(text, engine=engine)) == ["start"]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("when was the congress held", "dates"),
        ("where was the congress held", "venue"),
        ("when did the gathering happen", "dates"),
        ("where did the gathering happen", "venue"),
        ("quand la réunion a-t-elle eu lieu", "dates"),
        ("où la réunion a-t-elle eu lieu", "venue"),
    ],
)
def test_when_is_not_where(text: str, topic: str, engine: Engine) -> None:
    assert topics(ask(text, engine=engine)) == [topic]


def test_a_gate_that_fails_costs_and_says_why() -> None:
    opposite = gate(ask("when did it finally end"), "start", "direction")
    assert not opposite.passed
    assert opposite.factor < 1
    assert opposite.note


def test_a_gate_that_passes_costs_nothing() -> None:
    same = gate(ask("when did it finally end"), "end", "direction")
    assert same.passed
    assert same.factor == 1


def test_a_person_with_whom_the_topic_has_nothing_to_do_speaks_against_it() -> None:
    named = ask("the venue of Edda Stein")
    assert not gate(named, "venue", "entity").passed
    assert candidate(named, "venue").score < candidate(ask("the venue of it"), "venue").score


def test_a_thing_speaks_against_a_topic_about_another_of_its_kind(engine: Engine) -> None:
    assert not gate(ask("what day was the Keepers' Fund signed", engine=engine), "fog", "entity").passed
    about_no_other = candidate(ask("when did the Keepers' Fund congress take place", engine=engine), "dates")
    assert "entity" not in {g.name for g in about_no_other.gates}


def test_a_name_alone_is_not_all_that_a_topic_is_about(engine: Engine) -> None:
    assert not gate(ask("what colour has the Fog Pledge", engine=engine), "fog", "own words").passed
    signed = candidate(ask("is it known when the Fog Pledge was signed", engine=engine), "fog")
    assert "own words" not in {g.name for g in signed.gates}


def test_a_topic_about_somebody_is_less_likely_where_nobody_is_named(engine: Engine) -> None:
    unnamed = gate(ask("did they speak about lamps there", engine=engine), "lamps", "name")
    assert unnamed.factor < 1
    assert unnamed.note
    named = candidate(ask("did Sunniva Roe speak about lamps there", engine=engine), "lamps")
    assert "name" not in {g.name for g in named.gates}


def test_another_year_than_that_of_the_event_speaks_against_a_topic() -> None:
    assert not gate(ask("where was the congress in 1998"), "venue", "year").passed
    assert "year" not in {g.name for g in candidate(ask("so where was the congress in 2024"), "venue").gates}


def test_a_fact_that_is_not_there_speaks_against_its_topic() -> None:
    assert not gate(ask("what did Tormod Halvorsen tell them"), "speech", "known fact").passed


def test_words_that_a_topic_does_not_have_speak_against_it() -> None:
    assert not gate(ask("where did the congress buy its purple bicycles"), "venue", "explained words").passed


def test_an_exact_question_passes_whatever_the_gates_say(engine: Engine) -> None:
    assert ask("Who did not come?", engine=engine).readings[0].score == 1
