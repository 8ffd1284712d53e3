"""Lists are made of what is known when they are asked for."""

from pathlib import Path

import pytest

from summitbot import Engine, Outcome
from tests.summitbot.congress import ask, congress_with

EVERYBODY = """
    ask:
      en: [Who was at the congress?, name everybody who came]
      fr: [Qui était au congrès ?]
    list: {of: people, where: {attendance: [happened]}}
    answer: {en: "{count} people came: {list}.", fr: "{count} personnes : {list}."}
    """
PLACES = """
    ask:
      en: [Which places were used?]
      fr: [Quels lieux ont servi ?]
    list: {of: places}
    answer: {en: "The places: {list}.", fr: "Les lieux : {list}."}
    """
NUMBER = """
    ask:
      en: ["How many {group.plural} attended?"]
      fr: ["Combien de {group.plural} étaient présents ?"]
    list: {of: people, where: {attendance: [happened], groups: "{group}"}}
    answer: {en: "I know of {count}.", fr: "J'en connais {count}."}
    otherwise: {en: I know of none., fr: Je n'en connais pas.}
    """
ABSENT = """
    ask:
      en: ["Did {country} stay away?"]
      fr: ["est-ce que {country} était absente"]
    answer: {en: "I think so. {country} sent nobody.", fr: "{country} n'a envoyé personne."}
    """
GROUPS = """
    keeper: {name: {en: keeper, fr: gardien}, plural: {en: keepers, fr: gardiens}}
    minister: {name: {en: minister, fr: ministre}, plural: {en: ministers, fr: ministres}}
    bishop: {name: {en: bishop, fr: évêque}, plural: {en: bishops, fr: évêques}}
    """
FAIR = "name: {en: Fair of Lamps, fr: foire aux lampes}\nstarts: 2024-06-11\nends: 2024-06-12\nplace: old-tower\n"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The tiny summit with more lists, a group of nobody and a part of the programme that lasts two days."""
    files = {
        "topics/everybody.yaml": EVERYBODY,
        "topics/places.yaml": PLACES,
        "topics/number.yaml": NUMBER,
        "groups.yaml": GROUPS,
        "programme/fair.yaml": FAIR,
    }
    return congress_with(files, tmp_path_factory.mktemp("lists"))


def test_a_list_names_those_who_meet_every_condition() -> None:
    """Tormod Halvorsen is a minister too, but did not come."""
    answer = ask("Which ministers attended?")
    assert answer.text == "These ministers came, as far as my sources tell: Maeve O'Kelly (Minister for the Sea)."


def test_a_list_is_asked_for_by_one_of_its_members_too() -> None:
    assert ask("which minister came").text == ask("Which ministers attended?").text


def test_a_list_rests_on_the_claims_by_which_it_was_chosen() -> None:
    answer = ask("Which ministers attended?")
    assert [source.publisher for source in answer.sources] == ["Skerrin Gazette"]
    assert answer.status == "happened"
    assert answer.as_of is not None


def test_people_are_listed_in_the_order_of_protocol(engine: Engine) -> None:
    """Keepers before ministers, as in groups.yaml, then those without an office."""
    answer = ask("Who was at the congress?", engine=engine)
    assert answer.text == "3 people came: Ingrid Halvorsen, Maeve O'Kelly and Sunniva Roe."


def test_a_list_is_joined_as_its_language_does(engine: Engine) -> None:
    assert ask("Quels lieux ont servi ?", engine=engine).text == "Les lieux : la Vieille Tour et la salle du Port."


def test_a_condition_may_be_what_the_question_names() -> None:
    assert ask("Who came from Norway?").text == "Norway sent Ingrid Halvorsen."
    assert ask("Who came from Farholm?").text == "Farholm sent Sunniva Roe."


def test_those_who_are_counted_are_those_who_are_listed(engine: Engine) -> None:
    assert ask("How many ministers attended?", engine=engine).text == "I know of 1."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Which bishops attended?", "I have no record of any bishops there."),
        ("How many bishops attended?", "I know of none."),
        ("Quels évêques étaient présents ?", "Je n'ai trace d'aucun de ces évêques."),
        ("Who came from Iceland?", "I have no record of anyone from Iceland."),
    ],
)
def test_an_empty_list_claims_nothing(text: str, said: str, engine: Engine) -> None:
    answer = ask(text, engine=engine)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.text == said
    assert not answer.sources


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Who came from the Netherlands?", "I have no record of anyone from the Netherlands."),
        ("Who represented France?", "I have no record of anyone from France."),
        ("qui représentait l'Inde", "Je n'ai trace de personne pour l'Inde."),
        ("qui représentait la Norvège", "Pour la Norvège : Ingrid Halvorsen."),
        ("qui représentait Farholme", "Pour Farholme : Sunniva Roe."),
        ("qui représentait Malte", "Je n'ai trace de personne pour Malte."),
    ],
)
def test_a_country_has_its_article_in_a_sentence(text: str, said: str) -> None:
    assert ask(text).text == said


def test_the_article_that_opens_a_sentence_has_a_capital(tmp_path: Path) -> None:
    engine = congress_with({"topics/absent.yaml": ABSENT}, tmp_path)
    assert ask("Did the Netherlands stay away?", engine=engine).text == "I think so. The Netherlands sent nobody."
    assert ask("est-ce que l'Inde était absente", engine=engine).text == "L'Inde n'a envoyé personne."


@pytest.mark.parametrize(
    ("day", "parts"),
    [
        ("11 June", "Fair of Lamps (the Old Tower)"),
        ("12 June", "Fair of Lamps (the Old Tower) and Lamp Day (Harbour Hall)"),
        ("13 June", "Keepers' Assembly (the Old Tower)"),
    ],
)
def test_a_day_has_what_begins_or_goes_on_then(day: str, parts: str, engine: Engine) -> None:
    assert ask(f"What happened on {day}?", engine=engine).text == f"On {day} 2024: {parts}."


def test_a_day_with_nothing_on_it_is_empty(engine: Engine) -> None:
    answer = ask("What happened on 14 June?", engine=engine)
    assert (answer.outcome, answer.text) == (Outcome.UNKNOWN, "I know of nothing on 14 June 2024.")
