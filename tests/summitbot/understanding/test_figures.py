"""A figure alone is looked up among all that is told: "what was the 40?" is asked back if two things are 40."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from summitbot import Engine, Outcome
from tests.summitbot.congress import ask, congress_with

OUTCOMES = """
bell-pact:
  name: {en: Fog Bell Pact, fr: pacte des cloches}
  facts:
    about:
      text:
        en: The pact binds 40 watchmen, since 12 June 2024.
        fr: Le pacte lie 40 gardiens, depuis le 12 juin 2024.
      status: happened
      as_of: 2024-06-14
      sources: [island-gazette]
lamp-fund:
  name: {en: Lamp Fund, fr: fonds des lampes}
  facts:
    about:
      text:
        en: The fund bought 40 lamps for 0.3 million crowns, 77 of them in brass.
        fr: Le fonds a acheté 40 lampes pour 0,3 million de couronnes, dont 77 en laiton.
      status: happened
      as_of: 2024-06-14
      sources: [island-gazette]
brass-loan:
  name: {en: Brass Loan, fr: prêt du cuivre}
  aliases: [9 million]
  facts:
    about:
      text: {en: The loan was for brass., fr: Le prêt servait au laiton.}
      status: happened
      as_of: 2024-06-14
      sources: [island-gazette]
"""
FILES: Mapping[str, str] = {"outcomes.yaml": OUTCOMES}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The tiny summit with things that come in numbers."""
    return congress_with(FILES, tmp_path_factory.mktemp("figures"))


@pytest.mark.parametrize("text", ["what was the 40?", "40?", "where does the number 40 come from", "c'est quoi les 40"])
def test_a_figure_of_two_things_is_asked_back(text: str, engine: Engine) -> None:
    answer = ask(text, engine=engine)
    assert answer.outcome is Outcome.CLARIFY
    assert {option.slots["outcome"] for option in answer.readings[0].options} == {"bell-pact", "lamp-fund"}


@pytest.mark.parametrize("text", ["what was the 77", "what does 77 mean", "le chiffre 77, ça correspond à quoi"])
def test_a_figure_of_one_thing_is_told(text: str, engine: Engine) -> None:
    answer = ask(text, engine=engine)
    assert answer.outcome is Outcome.ANSWER
    assert answer.readings[0].slots == {"outcome": "lamp-fund"}


@pytest.mark.parametrize("text", ["300 thousand for what", "what was the 0.3 million", "300k?"])
def test_a_sum_is_the_same_however_it_is_written(text: str, engine: Engine) -> None:
    assert ask(text, engine=engine).readings[0].slots == {"outcome": "lamp-fund"}


def test_what_is_counted_tells_which_of_two_is_meant(engine: Engine) -> None:
    answer = ask("what are the 40 watchmen", engine=engine)
    assert [option.slots for option in answer.readings[0].options] == [{"outcome": "bell-pact"}]


def test_what_goes_by_a_figure_is_meant_by_it(engine: Engine) -> None:
    answer = ask("what was the 9 million", engine=engine)
    assert answer.outcome is Outcome.ANSWER
    assert answer.readings[0].slots == {"outcome": "brass-loan"}


@pytest.mark.parametrize("text", ["what was the 12?", "the 2024?"])
def test_the_numbers_of_a_date_are_no_figures(text: str, engine: Engine) -> None:
    options = ask(text, engine=engine).readings[0].options
    assert {"outcome": "bell-pact"} not in [option.slots for option in options]


@pytest.mark.parametrize("text", ["what was the 1.2.3 million", "40.40.40 billion?", "٤٠ million?", "0.0000 k"])
def test_what_is_hardly_a_number_is_unknown(text: str, engine: Engine) -> None:
    assert ask(text, engine=engine).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("text", ["what was the 41?", "what is 40 plus 77", "roll a dice with 40 sides for me"])
def test_what_is_told_of_no_figure_is_not_made_up(text: str, engine: Engine) -> None:
    assert ask(text, engine=engine).outcome is not Outcome.ANSWER


def test_a_figure_without_any_knowledge_of_things_is_unknown(tmp_path: Path) -> None:
    assert ask("what was the 40?", engine=congress_with({}, tmp_path)).outcome is Outcome.UNKNOWN
