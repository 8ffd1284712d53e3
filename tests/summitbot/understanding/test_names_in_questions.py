"""Who and what a question names: found despite slips, never swapped for a neighbour."""

from pathlib import Path

import pytest

from summitbot import Outcome
from tests.summitbot.congress import TINY, ask, congress_with, entities, topics

# Found


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Who is Maeve O'Kelly?", "maeve-okelly"),
        ("who is okelly", "maeve-okelly"),
        ("Who is NLW", "north-lamp-works"),
        ("What did Eire promise?", "IE"),
        ("what did Éire promise", "IE"),
        ("when is the assembly", "assembly"),
    ],
)
def test_an_alias_is_as_good_as_the_name(text: str, entity: str) -> None:
    assert entity in entities(ask(text))


@pytest.mark.parametrize(("text", "entity"), [("was Kerbrat there", "jean-kerbrat"), ("who is Roe", "sunniva-roe")])
def test_a_surname_is_enough(text: str, entity: str) -> None:
    assert entities(ask(text)) == [entity]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("was Jean Kerbratt there", "jean-kerbrat"),
        ("was Jaen Kerbrat there", "jean-kerbrat"),
        ("was kerbat there", "jean-kerbrat"),
        ("who is Suniva Roe", "sunniva-roe"),
        ("did ingrid halvorson attend", "ingrid-halvorsen"),
        ("what did Irland promise", "IE"),
        ("who came from Norwey", "NO"),
        ("where is Harbor Hall", "harbour-hall"),
    ],
)
def test_a_misspelt_name_is_found(text: str, entity: str) -> None:
    assert entities(ask(text)) == [entity]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("was sunnivaroe there", "sunniva-roe"),
        ("was IngridHalvorsen there", "ingrid-halvorsen"),
        ("was maeve o kelly there", "maeve-okelly"),
        ("was Jean Ker brat there", "jean-kerbrat"),
        ("where is harbourhall", "harbour-hall"),
    ],
)
def test_a_name_may_be_glued_or_split(text: str, entity: str) -> None:
    assert entities(ask(text)) == [entity]


@pytest.mark.parametrize(
    ("text", "entity"),
    [("who is Edda", "edda-stein"), ("what became of the fund", "keepers-fund"), ("where is the tower", "old-tower")],
)
def test_part_of_a_name_may_stand_for_the_whole(text: str, entity: str) -> None:
    assert entities(ask(text)) == [entity]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("did the minister of Norway attend", "tormod-halvorsen"),
        ("did Norway's minister attend", "tormod-halvorsen"),
        ("did the keeper of Norway attend", "ingrid-halvorsen"),
        ("le ministre de la Norvège est-il venu", "tormod-halvorsen"),
        ("did the guy from North Lamp Works attend", "jean-kerbrat"),
        ("did the lady from Farholm attend", "sunniva-roe"),
        ("did minister O'Kelly attend", "maeve-okelly"),
        ("did the minister O'Kelly attend", "maeve-okelly"),
    ],
)
def test_a_person_may_be_described(text: str, entity: str) -> None:
    answer = ask(text)
    assert topics(answer) == ["attendance"]
    assert entities(answer) == [entity]


@pytest.mark.parametrize("text", ["le ministre", "la ministre", "et la ministre ?"])
def test_an_office_that_two_hold_is_asked_back_whoever_is_meant(text: str) -> None:
    answer = ask(text, language="fr")
    assert answer.outcome is Outcome.CLARIFY
    assert {option.slots["person"] for option in answer.readings[0].options} == {"maeve-okelly", "tormod-halvorsen"}


def test_one_of_several_is_nobody_described() -> None:
    """The Irish one is Maeve O'Kelly, but not in "is Ireland one of"."""
    assert entities(ask("did the Ireland one attend")) == ["maeve-okelly"]
    assert entities(ask("was Ireland one of those who attended")) == ["IE"]


@pytest.mark.parametrize(
    ("text", "topic", "entity"),
    [
        ("was Kerbrat of North Lamp Works there", "attendance", "jean-kerbrat"),
        ("when was Lamp Day at Harbour Hall", "part-when", "lamp-day"),
        ("when was the lmp day at Harbour Hall", "part-when", "lamp-day"),
        ("Lamp Day on 12 June when was it", "part-when", "lamp-day"),
    ],
)
def test_what_a_name_belongs_to_is_part_of_the_name(text: str, topic: str, entity: str) -> None:
    answer = ask(text)
    assert answer.outcome is Outcome.ANSWER
    assert topics(answer) == [topic]
    assert entities(answer) == [entity]


def test_what_a_name_does_not_belong_to_is_not() -> None:
    assert entities(ask("when was Lamp Day on 13 June")) == ["lamp-day", "2024-06-13"]
    assert entities(ask("was Kerbrat, North Lamp Works, there")) == ["jean-kerbrat", "north-lamp-works"]


BALLS = """
keepers-ball:
  name: {en: the keepers' ball, fr: le bal des gardiens}
  aliases: {en: [ball for the lamp lighters, hall ball, grand ball, ball on 12 June]}
  starts: 2024-06-12
boat-ball:
  name: {en: the boat ball, fr: le bal des bateaux}
  aliases: {en: [ball on the water, grand ball]}
  starts: 2024-06-13
council:
  name: {en: Council of the Northern Lights, fr: Conseil des aurores}
  starts: 2024-06-14
"""


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("when is the ball for keepers", "keepers-ball"),
        ("what day is the ball on the boat", "boat-ball"),
        ("when is council northern lights", "council"),
        ("what day is the hall ball", "keepers-ball"),
        ("what day are the halls ball", "keepers-ball"),
        ("what day is the grand ball with the lighters", "keepers-ball"),
        ("when is the ball on 12 June", "keepers-ball"),
    ],
)
def test_a_name_may_be_in_part_brief_or_around_another(text: str, entity: str, tmp_path: Path) -> None:
    programme = (TINY / "programme.yaml").read_text(encoding="utf-8") + BALLS
    places = (TINY / "places.yaml").read_text(encoding="utf-8") + "hall:\n  name: the hall\n"
    engine = congress_with({"programme.yaml": programme, "places.yaml": places}, tmp_path)
    answer = ask(text, engine=engine)
    assert topics(answer) == ["part-when"]
    assert answer.readings[0].slots == {"part": entity}
    assert ask("when is the ball", engine=engine).outcome is Outcome.CLARIFY
    assert ask("when is the grand ball", engine=engine).outcome is Outcome.CLARIFY


def test_a_country_goes_by_its_name_in_the_language_of_the_question() -> None:
    assert entities(ask("Qu'a promis la Norvège ?")) == ["NO"]
    assert entities(ask("What did Norway promise?")) == ["NO"]


# Ambiguous


@pytest.mark.parametrize("text", ["Did Halvorsen attend?", "did halvorson attend"])
def test_a_surname_of_two_is_asked_back_with_one_suggestion_each(text: str) -> None:
    answer = ask(text)
    assert answer.outcome is Outcome.CLARIFY
    assert answer.suggestions == ("Did Ingrid Halvorsen attend?", "Did Tormod Halvorsen attend?")
    assert not answer.sources


def test_what_is_asked_back_repeats_the_name() -> None:
    assert "Halvorsen" in ask("Did Halvorsen attend?").text


def test_an_office_of_two_is_asked_back() -> None:
    answer = ask("was the minister there")
    assert answer.outcome is Outcome.CLARIFY
    assert answer.suggestions == ("Did Maeve O'Kelly attend?", "Did Tormod Halvorsen attend?")


def test_a_surname_of_two_is_no_question_where_only_one_has_said_anything() -> None:
    answer = ask("What did Halvorsen say?")
    assert answer.outcome is Outcome.ANSWER
    assert entities(answer) == ["ingrid-halvorsen"]


# Unknown


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Did Zorblax Quux attend?", "Zorblax Quux"),
        ("who is Zorblax", "Zorblax"),
        ("What did Atlantis promise?", "Atlantis"),
        ("Qui est Zorblax Quux ?", "Zorblax Quux"),
    ],
)
def test_an_unknown_name_is_named_and_nothing_is_claimed(text: str, name: str) -> None:
    answer = ask(text)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.readings[0].unknown_names == (name,)
    assert f"“{name}”" in answer.text or f"« {name} »" in answer.text.replace("\u00a0", " ")
    assert (answer.sources, answer.as_of, answer.status) == ((), None, None)


@pytest.mark.parametrize("text", ["was taylor there", "was taylor there in 2024", "was taylor there in June 2024"])
def test_a_name_like_an_everyday_word_is_named_where_nothing_else_fits(text: str) -> None:
    """Also if the event's own month and year stand in the question, which only say what is meant."""
    answer = ask(text)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.readings[0].unknown_names == ("taylor",)


@pytest.mark.parametrize("text", ["who cooked", "who performed", "who maintains it"])
def test_a_verb_after_a_question_word_is_no_name(text: str) -> None:
    answer = ask(text)
    assert answer.outcome is Outcome.UNKNOWN
    assert not answer.readings[0].unknown_names


@pytest.mark.parametrize("name", ["dalvorsun", "balvorzen"])
def test_a_name_that_begins_otherwise_and_differs_elsewhere_too_is_somebody_else(name: str) -> None:
    answer = ask(f"what did {name} say")
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.readings[0].unknown_names == (name,)


@pytest.mark.parametrize(
    "name",
    ["Olaf Halvorsen", "Brita Stein", "Gertrude Stein", "Tormod Stein", "Ingrid Roe", "Sunniva Halvorsen"],
)
def test_a_known_surname_after_another_first_name_is_somebody_else(name: str) -> None:
    answer = ask(f"Did {name} attend?")
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.readings[0].unknown_names == (name,)


@pytest.mark.parametrize(
    "name",
    [
        "olaf halvorsen",
        "john roe",
        "Bob Roe",
        "jean dupont",
        "sunniva larsson",
        "Jean Roe",
        "jean stein",
        "Sunniva Venue",
    ],
)
def test_one_word_of_a_known_name_in_another_name_is_somebody_else(name: str) -> None:
    """A first name as well as a surname, in any case, and also if the other word is that of a third person."""
    answer = ask(f"was {name} there")
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.readings[0].unknown_names == (name,)


@pytest.mark.parametrize("name", ["martin fogg", "martin foog", "ingrid fogg"])
def test_a_surname_like_a_known_word_is_no_slip_for_it_after_a_first_name(name: str) -> None:
    assert ask(f"was {name} there").readings[0].unknown_names == (name,)
    assert ask("was martin thre").readings[0].unknown_names == ("martin",)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("was Envoy Kerbrat there", "jean-kerbrat"),
        ("did ingrid really attend", "ingrid-halvorsen"),
        ("did Ingrid atend", "ingrid-halvorsen"),
        ("Karlsson, Ingrid: were they there?", "ingrid-halvorsen"),
        ("was Sam/Kerbrat there", "jean-kerbrat"),
    ],
)
def test_a_word_beside_a_known_name_is_not_always_part_of_it(text: str, entity: str) -> None:
    """Titles, adverbs and slips are not, nor is what punctuation parts from it."""
    named = [m for reading in ask(text).readings for m in reading.mentions]
    assert entity in {m.entities[0] for m in named if m.entities}


def test_a_name_of_two_words_is_not_swapped_for_one_that_differs_in_a_whole_word(tmp_path: Path) -> None:
    brandt = "name: Edda Brandt\naliases: [president US]\nrole: {en: president, fr: présidente}\n"
    engine = congress_with({"people/edda-brandt.yaml": brandt}, tmp_path)
    assert entities(ask("was president Lula there", engine=engine)) == []
    assert entities(ask("was presidnet US there", engine=engine)) == ["edda-brandt"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Iceland", "IS"),
        ("Icelnd", "IS"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("North Korea", "KP"),
        ("Dominica", "DM"),
    ],
)
def test_a_country_is_not_swapped_for_a_neighbour_in_spelling(name: str, code: str) -> None:
    answer = ask(f"What did {name} promise?")
    assert entities(answer) == [code]
    assert answer.outcome is Outcome.UNKNOWN
    assert not answer.sources


def test_a_country_that_the_folder_does_not_list_is_called_by_its_name() -> None:
    assert ask("Who came from Nigeria?").text == "I have no record of anyone from Nigeria."
    assert ask("Qui est venu de Islande ?").text == "Je n'ai trace de personne pour l'Islande."


@pytest.mark.parametrize("name", ["the Bell Pledge", "Bell Day"])
def test_a_thing_is_not_swapped_for_one_that_shares_a_word(name: str) -> None:
    answer = ask(f"What is {name}?")
    assert answer.outcome is not Outcome.ANSWER
    assert not answer.sources


def test_a_country_named_like_an_everyday_thing_is_not_meant_by_the_thing() -> None:
    assert "RE" not in entities(ask("où était la réunion", language="fr"))
    assert "CH" in entities(ask("la Suisse est-elle venue", language="fr"))


def test_an_elided_article_is_no_second_word_of_the_name_behind_it() -> None:
    reading = ask("qui dirige l'union", language="fr").readings[0]
    assert [m.surface for m in reading.mentions] == ["l'union"]
    assert reading.asked == ("qui", "dirige", "l", "union")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("was tim cook there", "tim cook"),  # "cook" is only known from "cooked up"
        ("did Bill Gates attend", "Bill Gates"),
        ("edda ng, was she there?", "edda ng"),  # as short as a surname can be
        ("did omar sy attend", "omar sy"),  # a first name, and no slip for Oman
        ("was Wei-Lun Stein there", "Wei Lun Stein"),
    ],
)
def test_a_word_that_is_known_otherwise_is_part_of_an_unknown_name(text: str, name: str) -> None:
    answer = ask(text)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.readings[0].unknown_names == (name,)


def test_a_particle_is_part_of_an_unknown_name() -> None:
    answer = ask("est-ce que Marine Le Pen est venue", language="fr")
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.readings[0].unknown_names == ("Marine Le Pen",)


def test_an_unknown_name_in_a_question_is_not_read_in_another_language() -> None:
    answer = ask("edda ng, was she there?", language="fr")
    assert answer.language == "en"
    assert len(answer.readings) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("did the congress in Norway also see Lumumba?", "Lumumba"),  # whatever else the question fits
        ("when did Fogg start", "Fogg"),  # a capital within a sentence, and no slip for the fog
        ("was Kerbratzki there", "Kerbratzki"),  # longer than a slip for Kerbrat
    ],
)
def test_what_is_written_as_a_name_is_nobody_else(text: str, name: str) -> None:
    answer = ask(text)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.readings[0].unknown_names == (name,)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("did the congress in Norway also see samsung?", "samsung"),  # as usual as a word
        ("was tusk there", "tusk"),  # no slip for anybody
        ("did the congress in Norway also see bernard arnault?", "bernard arnault"),  # a first name comes before
    ],
)
def test_what_everybody_knows_as_a_name_is_named_whatever_else_the_question_fits(text: str, name: str) -> None:
    answer = ask(text)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.readings[0].unknown_names == (name,)


def test_a_capital_does_not_keep_a_slip_for_a_name_from_being_corrected() -> None:
    assert entities(ask("was Kerbrt there")) == ["jean-kerbrat"]
    assert topics(ask("When did the Congres start?")) == ["start"]


def test_a_long_name_may_hold_two_slips(tmp_path: Path) -> None:
    name = "Harbour Agreement on Brass Lanterns"
    engine = congress_with({"outcomes.yaml": f"harbour:\n  name: {{en: {name}, fr: {name}}}\n"}, tmp_path)
    assert entities(ask("what is the harbor agreement on bras lanterns", engine=engine)) == ["harbour"]
