"""A language that the engine does not bring along takes YAML only."""

from pathlib import Path

import pytest

from summitbot import Engine, Outcome
from tests.summitbot.congress import TINY, ask, congress_with, entities, talk, topics

GERMAN = """
name: Deutsch
stemmer: german
question_words:
  when: [wann, welcher tag, an welchem tag]
  where: [wo, an welchem ort]
  who: [wer]
negations: [nicht, kein, keine]
opposites:
  - [[beginnen, begann, anfangen, fing an], [enden, endete, aufhören, schluss]]
pronouns: [er, sie, es]
follow_ups: [und, und was ist mit]
conjunctions: [und]
fillers: [bitte, denn, eigentlich]
name_words: [der, die, das, herr, frau]
synonyms:
  - [beginnen, begann, anfangen]
months: [januar, februar, märz, april, mai, juni, juli, august, september, oktober, november, dezember]
weekdays: [montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonntag]
sentences:
  unknown: "Das weiß ich nicht."
  unknown-name: "Von „{name}“ weiß ich nichts."
"""
START = """
ask:
  en: [When did the congress start?, what day did it begin]
  de: [Wann begann der Kongress?, an welchem Tag ging es los]
answer:
  en: It started on 12 June 2024.
  de: Er begann am 12. Juni 2024.
"""
PLEDGE = """
ask:
  en: ["What did {country} promise?"]
  de: ["Was hat {country} versprochen?", "Versprechen von {country}"]
answer:
  en: "{country.name} made a promise."
  de: "{country.name} hat etwas versprochen."
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    files = {
        "languages/de.yaml": GERMAN,
        "topics/start.yaml": START,
        "topics/pledge.yaml": PLEDGE,
        "summit.yaml": (TINY / "summit.yaml").read_text(encoding="utf-8").replace("[en, fr]", "[en, fr, de]"),
    }
    return congress_with(files, tmp_path_factory.mktemp("german"))


def test_it_is_spoken(engine: Engine) -> None:
    assert engine.languages == ("en", "fr", "de")


@pytest.mark.parametrize(
    "text", ["Wann begann der Kongress?", "wann begann denn bitte der kongres", "an welchem tag ging es los"]
)
def test_a_question_in_it_is_answered_in_it(text: str, engine: Engine) -> None:
    answer = ask(text, engine=engine)
    assert (answer.text, answer.language) == ("Er begann am 12. Juni 2024.", "de")


def test_countries_have_their_names_in_it(engine: Engine) -> None:
    assert ask("Was hat Norwegen versprochen?", engine=engine).text == "Norwegen hat etwas versprochen."
    assert ask("was hat Island versprochen", engine=engine).text == "Island hat etwas versprochen."


def test_a_conversation_may_be_held_in_it(engine: Engine) -> None:
    answer = talk("Was hat Norwegen versprochen?", "und Irland?", engine=engine)
    assert (topics(answer), entities(answer), answer.language) == (["pledge"], ["IE"], "de")


def test_what_is_not_known_is_said_in_it(engine: Engine) -> None:
    answer = ask("Was hat Zorblaxien versprochen?", engine=engine)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.text == "Von „Zorblaxien“ weiß ich nichts."


def test_a_sentence_that_it_lacks_is_said_in_the_first_language(engine: Engine) -> None:
    assert engine.sentence("clarify", "de") == engine.sentence("clarify", "en")
    answer = ask("…", language="de", engine=engine)
    assert (answer.text, answer.language) == (engine.sentence("empty", "en"), "en")


def test_the_other_languages_stay_as_they_were(engine: Engine) -> None:
    assert ask("When did the congress start?", engine=engine).language == "en"
    assert ask("Où le congrès a-t-il eu lieu ?", engine=engine).language == "fr"


def test_it_takes_no_code() -> None:
    source = Path(__file__).parents[3] / "src"
    assert not list(source.rglob("de.yaml"))
