"""Every reading says how it came about."""

import pytest

from summitbot import Outcome
from tests.summitbot.congress import ask, candidate

PARAPHRASE = "when did the gathering begin"


def test_candidates_come_best_first_and_few() -> None:
    candidates = ask(PARAPHRASE).readings[0].candidates
    scores = [c.score for c in candidates]
    assert scores == sorted(scores, reverse=True)
    assert 1 < len(candidates) <= 5


def test_the_score_is_that_of_the_best_candidate() -> None:
    reading = ask(PARAPHRASE).readings[0]
    assert reading.score == reading.candidates[0].score
    assert reading.topic == reading.candidates[0].topic


def test_a_candidate_names_the_phrasing_it_is_nearest_to() -> None:
    assert candidate(ask("so what day did it all begin"), "start").phrasing == "what day did it begin"


def test_a_candidate_shows_what_its_score_is_made_of() -> None:
    found = candidate(ask(PARAPHRASE), "start")
    assert found.parts
    assert all(0 <= part <= 1 for part in found.parts.values())


def test_the_gates_explain_the_way_from_the_words_to_the_score() -> None:
    found = candidate(ask("when did it finally end"), "start")
    assert not all(g.passed for g in found.gates)
    factor = 1.0
    for g in found.gates:
        assert 0 <= g.factor <= 1
        factor *= g.factor
    assert found.score == pytest.approx(found.parts["before gates"] * factor)


def test_words_that_the_answer_would_tell_speak_for_its_topic() -> None:
    """Halvorsen spoke of lamps left alone; of O'Kelly's speech nothing is known."""
    told = candidate(ask("did Ingrid Halvorsen mention a lamp left alone"), "speech")
    untold = candidate(ask("did Maeve O'Kelly mention a lamp left alone"), "speech")
    assert told.parts["told"] > untold.parts["told"] == 0
    assert told.parts["before gates"] > untold.parts["before gates"]
    explained, unexplained = (next(g.factor for g in c.gates if g.name == "explained words") for c in (told, untold))
    assert explained > unexplained


def test_slots_are_filled_with_ids() -> None:
    reading = ask("Did Sunniva Roe attend?").readings[0]
    assert reading.slots == {"person": "sunniva-roe"}
    assert candidate(ask("Did Sunniva Roe attend?"), "attendance").slots == reading.slots


def test_a_mention_repeats_the_words_as_asked_and_says_whether_they_were_exact() -> None:
    (slip,) = ask("was kerbat there").readings[0].mentions
    assert (slip.surface, slip.kind, slip.entities, slip.exact) == ("kerbat", "person", ("jean-kerbrat",), False)
    (exact,) = ask("was Kerbrat there").readings[0].mentions
    assert exact.exact


def test_corrected_words_are_shown() -> None:
    assert ask("waht day did it strat").readings[0].corrections == {"waht": "what", "strat": "start"}


def test_a_word_that_is_right_is_not_corrected() -> None:
    assert ask("When did the congress start?").readings[0].corrections == {}


def test_what_is_not_understood_still_shows_the_runners_up() -> None:
    answer = ask("does the ferry take dogs")
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.readings[0].candidates
    assert answer.readings[0].score < answer.readings[0].threshold
