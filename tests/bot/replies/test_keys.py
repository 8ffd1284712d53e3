from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.keys import LONGEST_KEY, AnswerKey, Gone, digest_of
from summitbot import Answer, Candidate, Engine, Outcome, Question, Reading
from tests.bot.folders import Folder, tiny_engine

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
CHECKS = [
    (language, question)
    for topic in tiny_engine().knowledge.topics.values()
    for texts in (topic.check, topic.ask)
    for language, questions in texts.items()
    for question in questions
    if "{" not in question
]
OTHERS = [
    ("en", "was Tormod Halvorsen there and who is Sunniva Roe?"),
    ("en", "what happened on 13 June?"),
    ("en", "did Ireland promise anything?"),
    ("en", "did France promise anything?"),
    ("en", "was Ingrid Halvorsen expected to come?"),
    ("fr", "Tormod Halvorsen était-il là ?"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "knowledge")


def ask(engine: Engine, text: str, language: str = "en") -> Answer:
    return engine.answer(Question(text, NOW, language))


def key_of(answer: Answer) -> str:
    key = AnswerKey.of(answer)
    assert key is not None
    return str(key)


def parsed(text: str) -> AnswerKey:
    key = AnswerKey.parse(text)
    assert key is not None
    return key


@pytest.mark.parametrize(("language", "question"), [*CHECKS, *OTHERS])
def test_an_answer_told_anew_from_its_key_is_the_same(language: str, question: str) -> None:
    answer = ask(tiny_engine(), question, language)
    recalled = parsed(key_of(answer)).recall(tiny_engine(), NOW)

    if answer.readings[0].outcome is Outcome.ANSWER:
        assert recalled.answer is not None
        assert (recalled.answer.blocks, recalled.answer.sources) == (answer.blocks, answer.sources)
        assert (recalled.gone, recalled.changed) == (frozenset(), False)


def test_what_was_asked_in_the_negative_stays_so(folder: Folder) -> None:
    lead = "lead:\n  happened: {en: Indeed., fr: En effet.}\nsentences:"
    folder.replace("topics/attendance.yaml", "^sentences:", lead)
    engine = folder.engine
    for question, indeed in (("was Ingrid Halvorsen there?", True), ("was Ingrid Halvorsen not there?", False)):
        answer = ask(engine, question)
        assert answer.text.startswith("Indeed.") is indeed
        recalled = parsed(key_of(answer)).recall(engine, NOW).answer
        assert recalled is not None
        assert recalled.blocks == answer.blocks


@pytest.mark.parametrize("question", ["was Zorro Vega there?", "was Halvorsen there?", "how do I boil an egg?", "?"])
def test_what_was_not_answered_has_a_key_too(question: str) -> None:
    answer = ask(tiny_engine(), question)
    recalled = parsed(key_of(answer)).recall(tiny_engine(), NOW)

    assert recalled.answer is not None
    assert recalled.answer.readings[0].outcome is answer.readings[0].outcome
    assert recalled.answer.readings[0].score == pytest.approx(answer.readings[0].score, abs=0.001)


def test_a_key_tells_what_was_matched() -> None:
    (before,) = ask(tiny_engine(), "was tormod halvorsen here").readings
    recalled = parsed(key_of(ask(tiny_engine(), "was tormod halvorsen here"))).recall(tiny_engine(), NOW)

    assert recalled.answer is not None
    (after,) = recalled.answer.readings
    assert (after.topic, after.slots, after.exact) == (before.topic, before.slots, before.exact)
    assert after.candidates[0].phrasing == before.candidates[0].phrasing
    assert (after.threshold, after.doubt) == (before.threshold, before.doubt)


def test_a_key_holds_no_word_of_the_question() -> None:
    key = key_of(ask(tiny_engine(), "please, was Tormod Halvorsen there?"))

    assert not any(word in key.lower() for word in ("tormod", "halvorsen", "there", "attend"))


def test_an_overview_has_a_key() -> None:
    answer = tiny_engine().overview("people", "fr", NOW)
    key = parsed(str(AnswerKey.of(answer, "people")))

    assert key.language == "fr"
    assert key.recall(tiny_engine(), NOW).answer == answer


def test_a_corrected_answer_has_changed(folder: Folder) -> None:
    key = parsed(key_of(ask(folder.engine, "where did the congress take place?")))
    folder.replace("topics/venue.yaml", "Old Tower", "New Tower")
    recalled = key.recall(folder.engine, NOW)

    assert recalled.answer is not None
    assert "New Tower" in recalled.answer.text
    assert recalled.changed
    assert digest_of(recalled.answer) != key.digest


@pytest.mark.parametrize(
    ("question", "file", "gone"),
    [
        ("where did the congress take place?", "topics/venue.yaml", Gone.TOPIC),
        ("was Tormod Halvorsen there?", "people/tormod-halvorsen.yaml", Gone.ENTITY),
    ],
)
def test_what_has_gone_is_told(folder: Folder, question: str, file: str, gone: Gone) -> None:
    key = parsed(key_of(ask(folder.engine, question)))
    folder.remove(file)
    recalled = key.recall(folder.engine, NOW)

    assert (recalled.answer, recalled.gone, recalled.changed) == (None, frozenset({gone}), True)


def test_without_its_phrasing_an_answer_can_still_be_told(folder: Folder) -> None:
    answer = ask(folder.engine, "who is Sunniva Roe?")
    phrasing = answer.readings[0].candidates[0].phrasing
    folder.replace("topics/who-is.yaml", phrasing.replace("{", r"\{").replace("?", r"\?"), "tell of {person}")
    recalled = parsed(key_of(answer)).recall(folder.engine, NOW)

    assert recalled.answer is not None
    assert recalled.answer.blocks == answer.blocks
    assert (recalled.gone, recalled.changed) == (frozenset({Gone.PHRASING}), False)


NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=300)
READINGS = st.builds(
    Reading,
    text=NAMES,
    language=st.sampled_from(["en", "fr", "pt-BR"]),
    outcome=st.sampled_from(Outcome),
    topic=st.none() | NAMES,
    slots=st.dictionaries(st.sampled_from(["person", "country", "theme"]), NAMES, max_size=3),
    score=st.floats(0, 1.5),
    candidates=st.lists(st.builds(Candidate, NAMES, NAMES, st.just(0.5)), max_size=2).map(tuple),
    unknown_names=st.lists(NAMES, max_size=2).map(tuple),
)


@given(st.lists(READINGS, max_size=4).map(tuple), st.lists(NAMES, max_size=2).map(tuple))
def test_no_key_is_too_long_and_each_can_be_read(readings: tuple[Reading, ...], blocks: tuple[str, ...]) -> None:
    key = AnswerKey.of(Answer(Outcome.ANSWER, blocks, "en", readings))

    if key is not None:
        assert len(str(key)) <= LONGEST_KEY
        assert AnswerKey.parse(str(key)) == key


@given(st.text(max_size=90) | st.from_regex(r"[\w-]{4}(\.en:[~!\w-]{12,25}){1,2}", fullmatch=True))
def test_any_text_at_all_can_be_tried_as_a_key(text: str) -> None:
    key = AnswerKey.parse(text)

    if key is not None:
        key.recall(tiny_engine(), NOW)
