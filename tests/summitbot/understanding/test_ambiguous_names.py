"""What a question names by words that fit several is asked back, with each to choose from; none of them is picked."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from summitbot import Engine, Outcome
from tests.summitbot.congress import ask, congress_with, entities, talk

OUTCOMES = """
north-bell-pact:
  name: {en: Northern Fog Bell Pact, fr: pacte nordique des cloches}
  facts:
    about:
      text: {en: The northern keepers ring twice., fr: Les gardiens du nord sonnent deux fois.}
      status: happened
      as_of: 2024-06-14
      sources: [island-gazette]
    cost:
      text: {en: It cost ten crowns., fr: Il a coûté dix couronnes.}
      status: happened
      as_of: 2024-06-14
      sources: [island-gazette]
south-bell-pact:
  name: {en: Southern Fog Bell Pact, fr: pacte méridional des cloches}
brass-loan:
  name: {en: Brass Works Loan, fr: prêt du cuivre}
  aliases: {en: [Brass Works]}
"""
ORGANISATIONS = """
beacon-union:
  name: {en: Beacon Union, fr: Union des balises}
  country: IE
north-lamp-works:
  name: North Lamp Works
  aliases: [NLW]
  country: NO
brass-works:
  name: {en: Skerrin Brass Works, fr: cuivrerie de Skerrin}
  aliases: {en: [Brass Works]}
"""
BELL_RINGER = """
name: Marie Jean
role: {en: bell ringer, fr: sonneuse}
facts:
  attendance: {status: happened, as_of: 2024-06-14, sources: [island-gazette]}
"""
ORGANISATION = """
ask: {en: ["What is {organisation}?", "{organisation}"], fr: ["Qu'est-ce que {organisation} ?", "{organisation}"]}
answer: {en: "{organisation.name} is a firm.", fr: "{organisation.name} est une entreprise."}
status: happened
as_of: 2024-06-14
sources: [congress-site]
"""
NEARLY_EDDA = """
name: Olaf Edde
role: {en: piper, fr: joueur de cornemuse}
"""
COST = """
ask: {en: ["How much did the {outcome} cost?", "what did {outcome} cost"], fr: ["Combien a coûté {outcome} ?"]}
answer: "{outcome.cost}"
"""
FILES: Mapping[str, str] = {
    "outcomes.yaml": OUTCOMES,
    "organisations.yaml": ORGANISATIONS,
    "people/marie-jean.yaml": BELL_RINGER,
    "people/olaf-edde.yaml": NEARLY_EDDA,
    "topics/organisation.yaml": ORGANISATION,
    "topics/cost.yaml": COST,
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The tiny summit with names that resemble one another."""
    return congress_with(FILES, tmp_path_factory.mktemp("ambiguous"))


@pytest.mark.parametrize(
    "text", ["What is the bell pact?", "what became of the fog bell pact", "what is that bell pact"]
)
def test_several_words_of_two_names_are_asked_back(text: str, engine: Engine) -> None:
    answer = ask(text, engine=engine)
    assert answer.outcome is Outcome.CLARIFY
    assert answer.suggestions == ("What is the Northern Fog Bell Pact?", "What is the Southern Fog Bell Pact?")


def test_a_slip_in_a_part_of_two_names_is_asked_back(tmp_path: Path) -> None:
    bells = {"north": "Northern Signal Observatory", "south": "Southern Signal Observatory"}
    outcomes = "".join(f"{id_}:\n  name: {{en: {name}, fr: {name}}}\n" for id_, name in bells.items())
    answer = ask("the observatry", engine=congress_with({"outcomes.yaml": outcomes}, tmp_path))
    assert answer.outcome is Outcome.CLARIFY
    assert len(answer.suggestions) == 2


@pytest.mark.parametrize("text", ["so, the bell pact", "back to the bell pact", "and the bell pact please"])
def test_a_part_of_two_names_among_words_without_meaning_is_asked_back(text: str, engine: Engine) -> None:
    answer = ask(text, engine=engine)
    assert answer.outcome is Outcome.CLARIFY
    assert len(answer.suggestions) == 2


def test_a_word_for_a_theme_is_only_a_word_within_a_longer_part_of_a_name(engine: Engine) -> None:
    assert entities(ask("what was fog about", engine=engine)) == ["fog"]
    assert "fog" not in entities(ask("what is the fog bell pact", engine=engine))


def test_a_part_of_two_names_is_asked_back_even_if_more_is_known_of_one(engine: Engine) -> None:
    answer = ask("how much did the bell pact cost", engine=engine)
    assert answer.outcome is Outcome.CLARIFY
    assert len(answer.suggestions) == 2


def test_a_name_of_things_of_two_kinds_is_asked_back(engine: Engine) -> None:
    answer = ask("what is the brass works", engine=engine)
    assert answer.outcome is Outcome.CLARIFY
    assert set(answer.suggestions) == {"What is the Brass Works Loan?", "What is Skerrin Brass Works?"}
    assert "“brass works”" in answer.text


def test_a_full_name_is_no_question(engine: Engine) -> None:
    assert entities(ask("what is the Northern Fog Bell Pact", engine=engine)) == ["north-bell-pact"]
    assert entities(ask("what is Skerrin Brass Works", engine=engine)) == ["brass-works"]


def test_a_first_name_may_be_a_surname_of_somebody_else(engine: Engine) -> None:
    answer = ask("was Jean there", engine=engine)
    assert answer.outcome is Outcome.CLARIFY
    assert set(answer.suggestions) == {"Did Jean Kerbrat attend?", "Did Marie Jean attend?"}


def test_a_first_name_is_no_slip_for_a_surname(engine: Engine) -> None:
    assert entities(ask("Edda", engine=engine)) == ["edda-stein"]


def test_a_part_of_a_name_beside_the_name_means_the_same(engine: Engine) -> None:
    answer = ask("what is the bell pact of the Northern Fog Bell Pact", engine=engine)
    assert answer.outcome is Outcome.ANSWER
    assert entities(answer) == ["north-bell-pact"]


@pytest.mark.parametrize(
    ("turns", "entity"),
    [
        (("What is the bell pact?", "the northern one"), "north-bell-pact"),
        (("What is the bell pact?", "southern"), "south-bell-pact"),
        (("What is the bell pact?", "the northern one", "and the other one?"), "south-bell-pact"),
        (("What is the bell pact?", "the first one please"), "north-bell-pact"),
        (("What is the bell pact?", "2"), "south-bell-pact"),
        (("What is the bell pact?", "the last one"), "south-bell-pact"),
        (("what is the brass works", "the loan"), "brass-loan"),
        (("what is the brass works", "I meant the Skerrin one"), "brass-works"),
    ],
)
def test_one_of_those_offered_is_chosen_by_a_part_of_its_name(
    turns: tuple[str, ...], entity: str, engine: Engine
) -> None:
    assert entities(talk(*turns, engine=engine)) == [entity]
