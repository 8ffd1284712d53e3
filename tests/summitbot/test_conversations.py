"""What a question takes over from the turns before it, and what it does not."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from summitbot import Answer, Engine, Outcome
from tests.summitbot.congress import TINY, ask, congress_with, exact_questions, talk, topics

EDITIONS = """
farholm-2021:
  name: {en: Farholm rally of 2021, fr: rallye de Farholme de 2021}
lyngsay-2027:
  name: {en: Lyngsay rally of 2027, fr: rallye de Lyngsay de 2027}
  aliases: {en: [Lyngsay rally], fr: [rallye de Lyngsay]}
  facts:
    about:
      text: {en: The keepers are to meet on Lyngsay., fr: Les gardiens doivent se réunir à Lyngsay.}
      status: expected
      as_of: 2024-06-14
      sources: [congress-site]
"""
HOST = """
ask: {en: ["Who hosted the {edition}?", "who hosted {edition}"], fr: ["Qui a accueilli le {edition} ?"]}
answer: {en: "Somebody hosted the {edition.name}.", fr: "Quelqu'un a accueilli le {edition.name}."}
status: happened
as_of: 2024-06-14
sources: [congress-site]
"""
HEAD = """
ask: {en: ["Who heads {organisation}?", "head of {organisation}"], fr: ["Qui dirige {organisation} ?"]}
list: {of: people, where: {organisation: "{organisation}"}}
answer: {en: "{organisation.name} is headed by {list}.", fr: "{organisation.name} est dirigée par {list}."}
"""
LAMPS = """
ask: {en: [What did Sunniva Roe say about lamps?], fr: [Qu'a dit Sunniva Roe des lampes ?]}
answer: {en: Roe wants more lamps., fr: Roe veut plus de lampes.}
status: happened
as_of: 2024-06-14
sources: [island-gazette]
"""
BELLS = """
ask: {en: [What did Sunniva Roe say about bells?], fr: [Qu'a dit Sunniva Roe des cloches ?]}
answer: {en: Roe wants fewer bells., fr: Roe veut moins de cloches.}
status: happened
as_of: 2024-06-14
sources: [island-gazette]
"""
WHERE = """
ask: {en: ["Where is the {part}?", "where was {part}"], fr: ["Où a lieu {part} ?", "{part}, c'était où"]}
answer: {en: "{part.name} was in {part.place}.", fr: "{part.name} : {part.place}."}
status: happened
as_of: 2024-06-14
sources: [congress-site]
"""
GUESTS = """
ask: {en: [Who was invited?, list of guests], fr: [Qui était invité ?]}
answer: {en: Forty keepers were invited., fr: Quarante gardiens étaient invités.}
status: happened
as_of: 2024-06-14
sources: [congress-site]
"""
PART_GUESTS = """
ask: {en: ["Who was invited to {part}?", "guests of {part}"], fr: ["Qui était invité à {part} ?"]}
answer: {en: "The keepers were invited to {part.name}.", fr: "Les gardiens étaient invités à {part.name}."}
status: happened
as_of: 2024-06-14
sources: [congress-site]
"""
FILES: Mapping[str, str] = {
    "editions.yaml": EDITIONS,
    "topics/edition-host.yaml": HOST,
    "topics/organisation-head.yaml": HEAD,
    "topics/roe-lamps.yaml": LAMPS,
    "topics/roe-bells.yaml": BELLS,
    "topics/part-where.yaml": WHERE,
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The tiny summit with another edition to come, and a few more questions."""
    return congress_with(FILES, tmp_path_factory.mktemp("conversations"))


def understood(answer: Answer) -> list[tuple[str | None, dict[str, str]]]:
    """Topic and slots of each part of an answer."""
    return [(reading.topic, dict(reading.slots)) for reading in answer.readings]


# Several at once


@pytest.mark.parametrize(
    "turns",
    [
        ("What did Norway promise?", "and Ireland?", "who came from those two?"),
        ("What did Norway promise?", "and Ireland?", "who represented them both?"),
        ("Qu'a promis Norvège ?", "et Irlande ?", "qui représentait ces deux pays ?"),
    ],
)
def test_those_two_are_the_last_two_of_a_kind(turns: tuple[str, ...]) -> None:
    answer = talk(*turns)
    assert understood(answer) == [("from-country", {"country": "NO"}), ("from-country", {"country": "IE"})]
    assert all(reading.from_context for reading in answer.readings)


def test_they_are_all_whom_the_last_turn_named() -> None:
    answer = talk("What did Norway promise? What did Ireland promise?", "who represented them?")
    assert understood(answer) == [("from-country", {"country": "NO"}), ("from-country", {"country": "IE"})]


def test_they_are_one_where_the_last_turn_named_one() -> None:
    answer = talk("What did Norway promise?", "what did Ireland promise?", "who represented them?")
    assert understood(answer) == [("from-country", {"country": "IE"})]


# The one after, the other one, the one of that name


@pytest.mark.parametrize(
    ("turns", "edition"),
    [
        (("who hosted the Lyngsay rally", "and the one of 2021?"), "farholm-2021"),
        (("who hosted the Lyngsay rally", "no, I meant 2021"), "farholm-2021"),
        (("who hosted the Lyngsay rally", "and the Farholm one?"), "farholm-2021"),
        (("qui a accueilli le rallye de Lyngsay", "et celui de 2021 ?"), "farholm-2021"),
    ],
)
def test_an_edition_goes_by_a_part_of_its_name(turns: tuple[str, ...], edition: str, engine: Engine) -> None:
    assert understood(talk(*turns, engine=engine)) == [("edition-host", {"edition": edition})]


@pytest.mark.parametrize(
    ("turns", "edition"),
    [
        (("who hosted the Lyngsay rally", "and the first one?"), "farholm-2021"),
        (("who hosted the Farholm rally of 2021", "the third?"), "lyngsay-2027"),
        (("qui a accueilli le rallye de Lyngsay", "et le premier ?"), "farholm-2021"),
    ],
)
def test_an_edition_goes_by_its_place_in_the_series(turns: tuple[str, ...], edition: str, engine: Engine) -> None:
    assert understood(talk(*turns, engine=engine)) == [("edition-host", {"edition": edition})]


def test_a_place_in_the_series_means_nothing_where_nobody_talked_of_it() -> None:
    assert talk("Who is Sunniva Roe?", "and the second?").outcome is not Outcome.ANSWER


def test_the_edition_after_one_that_is_named_needs_no_conversation(engine: Engine) -> None:
    assert understood(ask("who hosted after the congress", engine=engine)) == [
        ("edition-host", {"edition": "lyngsay-2027"})
    ]


def test_the_next_one_is_next_to_one_that_was_asked_about(engine: Engine) -> None:
    answer = talk("Did Ingrid Halvorsen attend?", "who hosted the next one", engine=engine)
    assert "lyngsay-2027" not in [id_ for reading in answer.readings for id_ in reading.slots.values()]


def test_the_one_after_is_next_to_the_event_just_asked_about(engine: Engine) -> None:
    answer = talk("when is the congress", "who hosted the one after?", engine=engine)
    assert understood(answer) == [("edition-host", {"edition": "lyngsay-2027"})]


@pytest.mark.parametrize(
    ("turns", "understood_as"),
    [
        (("When is the Lamp Day?", "who was invited?"), ("part-guests", {"part": "lamp-day"})),
        (("quand a lieu journée des lampes", "qui était invité ?"), ("part-guests", {"part": "lamp-day"})),
        (("What did Norway promise?", "who was invited?"), ("guests", {})),
        (("When is the Lamp Day?", "What did Norway promise?", "who was invited?"), ("guests", {})),
    ],
)
def test_a_question_that_names_no_event_is_about_the_one_just_asked_about(
    turns: tuple[str, ...], understood_as: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    inviting = congress_with({"topics/guests.yaml": GUESTS, "topics/part-guests.yaml": PART_GUESTS}, tmp_path)
    assert understood(talk(*turns, engine=inviting)) == [understood_as]


TURNOUT = """
ask: {en: [how many people came here, who was there], fr: [combien de personnes étaient là, qui y était]}
answer: {en: Forty keepers were there., fr: Quarante gardiens étaient là.}
status: happened
as_of: 2024-06-14
sources: [congress-site]
"""
PART_TURNOUT = """
ask: {en: ["how many people ever came to {part}", "who was running {part}"], fr: ["qui était {part}"]}
answer: {en: "Ten came to {part.name}.", fr: "Dix sont venus à {part.name}."}
status: happened
as_of: 2024-06-14
sources: [congress-site]
"""
PART_PEOPLE = """
ask: {en: ["who was at {part}"], fr: ["qui était à {part}"]}
answer: {en: "The keepers were at {part.name}.", fr: "Les gardiens étaient à {part.name}."}
status: happened
as_of: 2024-06-14
sources: [congress-site]
"""


@pytest.mark.parametrize(
    ("turns", "understood_as"),
    [
        (("When is the Lamp Day?", "so how many people came?"), ("part-turnout", {"part": "lamp-day"})),
        (("What did Norway promise?", "so how many people came?"), ("turnout", {})),
        (("When is the Lamp Day?", "who was there?"), ("part-people", {"part": "lamp-day"})),
        (("quand a lieu journée des lampes", "qui y était ?"), ("part-people", {"part": "lamp-day"})),
        (("how many people came?",), ("turnout", {})),
    ],
)
def test_there_is_where_the_last_question_was_about(
    turns: tuple[str, ...], understood_as: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    files = {"turnout": TURNOUT, "part-turnout": PART_TURNOUT, "part-people": PART_PEOPLE}
    counting = congress_with({f"topics/{name}.yaml": text for name, text in files.items()}, tmp_path)
    assert understood(talk(*turns, engine=counting)) == [understood_as]


THEME_ENVOY = """
ask: {en: ["who was the envoy for {theme}"], fr: ["qui était l'envoyé pour {theme}"]}
answer: {en: "Somebody was the envoy for {theme.name}.", fr: "Quelqu'un était l'envoyé pour {theme.name}."}
status: happened
as_of: 2024-06-14
sources: [congress-site]
"""
ENVOYS = """
keeper: {name: {en: keeper, fr: gardien}, plural: {en: keepers, fr: gardiens}}
minister: {name: {en: minister, fr: ministre}, plural: {en: ministers, fr: ministres}}
envoy: {name: {en: envoy, fr: envoyée}, plural: {en: envoys, fr: envoyées}}
"""


def test_who_is_described_by_a_theme_does_not_hide_it(tmp_path: Path) -> None:
    """Sunniva Roe was the envoy for fog, but the question is one for any theme."""
    people = (
        (TINY / "people.yaml").read_text(encoding="utf-8").replace("  theme: fog", "  theme: fog\n  groups: [envoy]")
    )
    files = {"people.yaml": people, "groups.yaml": ENVOYS, "topics/theme-envoy.yaml": THEME_ENVOY}
    engine = congress_with(files, tmp_path)
    first = ask("who was the envoy for fog", engine=engine)
    assert understood(first) == [("theme-envoy", {"theme": "fog"})]
    after = talk("who was the envoy for fog", "and for living alone?", engine=engine)
    assert understood(after) == [("theme-envoy", {"theme": "solitude"})]
    assert understood(ask("did the envoy for fog attend", engine=engine)) == [("attendance", {"person": "sunniva-roe"})]


def test_the_day_after_is_that_of_the_last_question() -> None:
    assert understood(talk("What happened on 12 June?", "and the day after?")) == [("on-day", {"day": "2024-06-13"})]


def test_a_bare_pronoun_is_another_than_the_last(engine: Engine) -> None:
    answer = talk("Did Ingrid Halvorsen attend?", "and Sunniva Roe?", "and the other one?", engine=engine)
    assert understood(answer) == [("attendance", {"person": "ingrid-halvorsen"})]


def test_of_those_whom_a_description_fits_the_one_talked_about_is_meant() -> None:
    answer = talk("Was Maeve O'Kelly there?", "what did the minister say?")
    assert understood(answer) == [("speech", {"person": "maeve-okelly"})]


# Who stands for a country


@pytest.mark.parametrize(
    "turns",
    [
        ("What did Maeve O'Kelly promise?",),
        ("Was Maeve O'Kelly there?", "what did she promise?"),
        ("What did Norway promise?", "Was Maeve O'Kelly there?", "what did she promise?"),
        ("Maeve O'Kelly était là", "qu'a-t-elle promis ?"),
    ],
)
def test_what_only_a_country_can_do_is_asked_of_whoever_came_for_it(turns: tuple[str, ...]) -> None:
    assert understood(talk(*turns)) == [("pledge", {"country": "IE"})]


# What a question back offered


@pytest.mark.parametrize(
    ("text", "understood_as"),
    [
        ("Norway", ("attendance", {"person": "tormod-halvorsen"})),
        ("the one from Ireland", ("attendance", {"person": "maeve-okelly"})),
        ("O'Kelly", ("attendance", {"person": "maeve-okelly"})),
        ("Norway's pledge", ("pledge", {"country": "NO"})),
    ],
)
def test_one_of_those_offered_is_chosen_by_name_or_country(
    text: str, understood_as: tuple[str, dict[str, str]]
) -> None:
    assert understood(talk("was the minister there", text)) == [understood_as]


SPOKE = """
ask: {en: ["When did {person} speak?", "why did {person} speak"], fr: ["Quand {person} a-t-il parlé ?"]}
answer: {en: "{person.name} spoke when the fog lifted.", fr: "{person.name} a parlé quand la brume s'est levée."}
status: happened
as_of: 2024-06-14
sources: [island-gazette]
"""


def test_what_was_left_open_stays_open_until_somebody_chooses(tmp_path: Path) -> None:
    """Two are called Halvorsen: "why?" asks about both of them, and not about somebody of the name "she"."""
    speaking = congress_with({"topics/spoke.yaml": SPOKE}, tmp_path)
    answer = talk("Did Halvorsen attend?", "when did she speak?", "why?", engine=speaking)
    assert answer.outcome is Outcome.CLARIFY
    offered = [dict(option.slots) for option in answer.readings[0].options]
    assert offered == [{"person": "ingrid-halvorsen"}, {"person": "tormod-halvorsen"}]


# Whether a name is among those just told of


@pytest.mark.parametrize(
    ("turns", "understood_as"),
    [
        (("Did Ingrid Halvorsen attend?", "was Sunniva Roe one of them?"), ("attendance", {"person": "sunniva-roe"})),
        (("Did Ingrid Halvorsen attend?", "is O'Kelly on the list?"), ("attendance", {"person": "maeve-okelly"})),
        (("What did Norway promise?", "was Ireland among them?"), ("pledge", {"country": "IE"})),
        (("Qu'a promis Norvège ?", "Irlande en fait partie ?"), ("pledge", {"country": "IE"})),
    ],
)
def test_a_name_may_be_asked_for_among_those_told_of(
    turns: tuple[str, ...], understood_as: tuple[str, dict[str, str]]
) -> None:
    assert understood(talk(*turns)) == [understood_as]


PROMISES = """
ask: {en: [How many countries made a promise?, how many countries promised], fr: [Combien de pays ont promis ?]}
answer: {en: Two countries made a promise., fr: Deux pays ont fait une promesse.}
status: happened
as_of: 2024-06-14
sources: [congress-site]
"""
HARVEST = """
ask: {en: [How many promises of the herring fleet?, herring promises], fr: [Combien de promesses des pêcheurs ?]}
answer: {en: The herring fleet promised nothing., fr: Les pêcheurs n'ont rien promis.}
status: happened
as_of: 2024-06-14
sources: [congress-site]
"""


@pytest.mark.parametrize("turns", [("how many countries promised", "and Ireland?")])
def test_a_name_after_a_count_asks_whether_it_is_counted(turns: tuple[str, ...], tmp_path: Path) -> None:
    files = {"topics/promises.yaml": PROMISES, "topics/harvest.yaml": HARVEST}
    assert understood(talk(*turns, engine=congress_with(files, tmp_path))) == [("pledge", {"country": "IE"})]


EARLIER = """
ask: {en: [What had been there before?, what had been going on before], fr: [Qu'y avait-il eu avant ?]}
answer: {en: A rally had been held before., fr: Un rallye avait eu lieu avant.}
status: happened
as_of: 2024-06-14
sources: [congress-site]
"""


def test_he_or_she_is_somebody_once_somebody_was_talked_about(tmp_path: Path) -> None:
    """What she did before is not known; what had been on before is something else."""
    engine = congress_with({"topics/earlier.yaml": EARLIER}, tmp_path)
    assert ask("what had she run before", engine=engine).outcome is Outcome.ANSWER  # as nobody was talked about
    after = talk("Did Sunniva Roe attend?", "what had she run before", engine=engine)
    assert after.outcome is not Outcome.ANSWER


@pytest.mark.parametrize("turns", [("Who is Edda Stein?", "where?"), ("Qui est Edda Stein ?", "où ?")])
def test_a_question_word_alone_is_not_about_the_event_after_something_else(turns: tuple[str, ...]) -> None:
    assert topics(talk(*turns)) != ["venue"]


def test_who_somebody_saw_is_not_whom_the_country_sent() -> None:
    answer = talk("Was Maeve O'Kelly there?", "who did she see?")
    assert "from-country" not in topics(answer)


# What an answer told


def test_a_pronoun_may_mean_whom_the_answer_named(engine: Engine) -> None:
    answer = talk("Who heads North Lamp Works?", "did he attend?", engine=engine)
    assert understood(answer) == [("attendance", {"person": "jean-kerbrat"})]


def test_if_the_answer_named_several_it_is_asked_which() -> None:
    answer = talk("which ministers came", "who came from Ireland?", "what did she say?")
    assert understood(answer) == [("speech", {"person": "maeve-okelly"})]
    assert talk("Did Halvorsen attend?", "who is she?").outcome is Outcome.CLARIFY


# Pronouns and what they can mean


@pytest.mark.parametrize("text", ["where was it?", "where was that?", "and where?", "where?"])
def test_it_is_the_thing_that_was_talked_about(text: str, engine: Engine) -> None:
    answer = talk("When is the Lamp Day?", text, engine=engine)
    assert understood(answer) == [("part-where", {"part": "lamp-day"})]


def test_a_weak_pronoun_points_back_in_a_question_that_names_nothing(engine: Engine) -> None:
    answer = talk("Quand a lieu la journée des lampes ?", "c'était où ?", engine=engine)
    assert understood(answer) == [("part-where", {"part": "lamp-day"})]
    assert topics(ask("c'était où ?", engine=engine)) == ["venue"]


def test_it_is_nobody(engine: Engine) -> None:
    assert topics(talk("Did Ingrid Halvorsen attend?", "what day did it finish", engine=engine)) == ["end"]


def test_a_name_that_stands_apart_is_what_the_pronoun_means() -> None:
    answer = talk("What did Norway promise?", "and Ingrid Halvorsen, what did she say?")
    assert understood(answer) == [("speech", {"person": "ingrid-halvorsen"})]


def test_a_pronoun_takes_up_what_its_own_question_names() -> None:
    answer = talk("Who came from Norway?", "did Sunniva Roe say she would come?")
    assert "NO" not in [id_ for reading in answer.readings for id_ in reading.slots.values()]


# The last question, asked otherwise


def test_a_follow_up_may_end_the_last_question_otherwise(engine: Engine) -> None:
    assert topics(talk("What did Sunniva Roe say about lamps?", "and about bells?", engine=engine)) == ["roe-bells"]


TOLD = "status: happened\nas_of: 2024-06-14\nsources: [congress-site]\n"
SIGNED = {
    "topics/signed.yaml": "ask: {en: [Who signed the oath?]}\nanswer: {en: Twelve islands.}\n" + TOLD,
    "topics/country.yaml": 'ask: {en: ["Did {country} sign the oath?"]}\nanswer: {en: "{country.name} did."}\n' + TOLD,
    "topics/unsigned.yaml": "ask: {en: [Who did not sign the oath?, who refused it]}\nanswer: {en: Two islands.}\n"
    + TOLD,
    "topics/absent.yaml": "ask: {en: [Who did not come?, who was not there]}\nanswer: {en: Nobody stayed away.}\n"
    + TOLD,
}


@pytest.mark.parametrize(
    ("before", "topic"),
    [("Who signed the oath?", "unsigned"), ("did Norway sign the oath", "unsigned"), ("Who came?", "absent")],
)
def test_a_bare_negation_asks_for_the_others(before: str, topic: str, tmp_path: Path) -> None:
    assert topics(talk(before, "who didn't?", engine=congress_with(SIGNED, tmp_path))) == [topic]


def test_a_bare_auxiliary_asks_again_as_well() -> None:
    assert understood(talk("Did Ingrid Halvorsen attend?", "did Sunniva Roe?")) == [
        ("attendance", {"person": "sunniva-roe"})
    ]


def test_a_phrasing_with_a_name_is_no_bare_name(engine: Engine) -> None:
    answer = talk("What did Ingrid Halvorsen say?", "Sunniva Roe était là", engine=engine)
    assert understood(answer) == [("attendance", {"person": "sunniva-roe"})]


def test_thanks_in_between_are_not_what_is_asked_again(tmp_path: Path) -> None:
    thanks = "ask: {en: [Thank you, thanks], fr: [Merci]}\nanswer: {en: You're welcome., fr: De rien.}\n"
    polite = congress_with({"topics/thanks.yaml": thanks}, tmp_path)
    answer = talk("Did Ingrid Halvorsen attend?", "thanks", "and Sunniva Roe?", engine=polite)
    assert understood(answer) == [("attendance", {"person": "sunniva-roe"})]


# What context must not do

BEFORE = (
    "Did Ingrid Halvorsen attend?",
    "What did Ireland promise?",
    "When is the Lamp Day?",
    "What is the Fog Pledge?",
)


@pytest.mark.parametrize("before", BEFORE)
def test_a_phrasing_without_a_pronoun_is_answered_as_without_a_conversation(before: str, engine: Engine) -> None:
    context = ask(before, engine=engine).context
    pronouns = {"it", "ça", "c'était"}
    for exact in exact_questions(engine.knowledge):
        if exact.entity is None and pronouns.isdisjoint(exact.text.split()):
            alone = ask(exact.text, language=exact.language, engine=engine)
            after = ask(exact.text, language=exact.language, previous=context, engine=engine)
            assert after.blocks == alone.blocks, exact.text


@pytest.mark.parametrize("before", BEFORE)
def test_what_is_off_the_subject_stays_so(before: str, engine: Engine) -> None:
    for text in ("how do I cook rice", "what is the capital of Peru", "no?", "ok"):
        assert talk(before, text, engine=engine).outcome is not Outcome.ANSWER, text


def test_a_bare_name_is_answered_in_the_language_of_the_conversation() -> None:
    assert talk("Qui est Sunniva Roe ?", "Kerbrat?").language == "fr"
    assert talk("Who is Sunniva Roe?", "Kerbrat?").language == "en"


@pytest.mark.parametrize("thanks", ["great, thanks! and", "ty.", "unrelated, but", "different question:"])
def test_thanks_and_a_change_of_subject_are_no_part_of_a_question(thanks: str) -> None:
    answer = talk("When did the congress start?", f"{thanks} who is Sunniva Roe?")
    assert topics(answer) == ["who-is"]
    assert answer.readings[0].slots == {"person": "sunniva-roe"}


def test_what_is_asked_beside_thanks_is_answered_alone(tmp_path: Path) -> None:
    thanks = "ask: {en: [thanks], fr: [ok merci]}\nanswer: {en: With pleasure., fr: Avec plaisir.}\n"
    polite = congress_with({"topics/thanks.yaml": thanks}, tmp_path)
    answer = talk("ok merci, et où a lieu le congrès ?", engine=polite)
    assert topics(answer) == ["venue"]
    assert topics(talk("ok merci", engine=polite)) == ["thanks"]


def test_a_weak_pronoun_means_the_event_that_was_just_asked_about(tmp_path: Path) -> None:
    opened = """
ask: {en: [Who opened the congress?], fr: ["Qui a ouvert le congrès ?", "qui l'a ouvert"]}
answer: {en: Roe opened it., fr: "Roe l'a ouvert."}
status: happened
as_of: 2024-06-14
sources: [congress-site]
"""
    part_opened = """
ask: {en: ["Who opened {part}?"], fr: ["Qui a ouvert {part} ?"]}
answer: {en: "Kerbrat opened {part.name}.", fr: "Kerbrat a ouvert {part.name}."}
status: happened
as_of: 2024-06-14
sources: [congress-site]
"""
    engine = congress_with({"topics/who-opened.yaml": opened, "topics/part-opened.yaml": part_opened}, tmp_path)
    assert topics(talk("quel jour est la journée des lampes", "qui l'a ouvert", engine=engine)) == ["part-opened"]
    assert topics(talk("Où a lieu le congrès ?", "qui l'a ouvert", engine=engine)) == ["who-opened"]


def test_he_is_the_one_talked_about_where_another_is_named(tmp_path: Path) -> None:
    met = """
ask: {en: ["Whom did {person} meet?", "did {person} meet Roe"], fr: ["Qui {person} a rencontré ?"]}
answer: {en: "{person.name} met the keepers.", fr: "{person.name} a rencontré les gardiens."}
status: happened
as_of: 2024-06-14
sources: [congress-site]
"""
    engine = congress_with({"topics/met.yaml": met}, tmp_path)
    answer = talk("Who is Ingrid Halvorsen?", "did she meet Sunniva Roe?", engine=engine)
    assert understood(answer) == [("met", {"person": "ingrid-halvorsen"})]
