"""Questions in, answers out, on the tiny summit."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from summitbot import Engine, Outcome, Section
from summitbot.engine import REMEMBERED
from tests.summitbot.congress import AFTER, TINY, ask, congress, congress_with, entities, talk, topics

# How a question is put


def test_an_exact_phrasing_is_answered_with_source_day_and_status() -> None:
    answer = ask("When did the congress start?")
    assert answer.outcome is Outcome.ANSWER
    assert answer.text == "It started on 12 June 2024 at 10:30."
    assert [source.publisher for source in answer.sources] == ["Skerrin Gazette", "Congress office"]
    assert answer.as_of is not None
    assert answer.as_of.isoformat() == "2024-06-14"
    assert answer.status == "happened"
    assert answer.readings[0].exact


@pytest.mark.parametrize(
    "text",
    [
        "WHEN DID THE CONGRESS START",
        "when did the congress start",
        "  when   did the congress\nstart ?!",
        "**When** did the *congress* start?",
        "when did the côngréss start",
        "\uff37hen did the congress start\uff1f",
        "when did the con\u200bgress start",
        "<@1234567890> when did the congress start",
    ],
)
def test_case_accents_blanks_and_markup_do_not_matter(text: str) -> None:
    assert topics(ask(text)) == ["start"]
    assert ask(text).readings[0].exact


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("when did it kick off", "start"),
        ("when did the gathering begin", "start"),
        ("where was the gathering held", "venue"),
        ("which keepers showed up", "who-came"),
        ("did Sunniva Roe turn up", "attendance"),
        ("was Edda Stein present there", "attendance"),
    ],
)
def test_a_paraphrase_is_understood(text: str, topic: str) -> None:
    assert topics(ask(text)) == [topic]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("wen did teh congress start", "start"),
        ("when did the congres start", "start"),
        ("whats the venue", "venue"),
        ("wheres harbour hall", "place"),
        ("who is edda stien", "who-is"),
    ],
)
def test_typos_and_slang_are_understood(text: str, topic: str) -> None:
    assert topics(ask(text)) == [topic]


def test_the_one_clause_of_a_wordy_message_that_asks_something_is_answered() -> None:
    told = "I was told by a good friend of mine that she has a small boat"
    assert topics(ask(f"{told}, when did the congress start?")) == ["start"]


@pytest.mark.parametrize(
    "text",
    [
        "my aunt has kept asking me all through the week about Edda Stein, so when did the congress start?",
        "Sunniva Roe, well I would only like to hear from you all whether she ever had a dog",
    ],
)
def test_a_clause_that_leaves_out_who_is_named_elsewhere_does_not_stand_for_the_message(text: str) -> None:
    assert ask(text).outcome is not Outcome.ANSWER


# In the negative


@pytest.mark.parametrize(
    ("text", "language", "begins"),
    [
        ("did Sunniva Roe attend", "en", "Indeed."),
        ("did Sunniva Roe attend or not", "en", "Indeed."),
        ("did Sunniva Roe not attend", "en", "Yes: Sunniva Roe attended."),
        ("didn't Sunniva Roe attend", "en", "Yes: Sunniva Roe attended."),
        ("Sunniva Roe est-elle venue", "fr", "En effet."),
        ("Sunniva Roe n'est pas venue", "fr", "Oui : Sunniva Roe"),
    ],
)
def test_no_yes_begins_the_answer_to_a_question_in_the_negative(
    text: str, language: str, begins: str, tmp_path: Path
) -> None:
    attendance = (TINY / "topics/attendance.yaml").read_text(encoding="utf-8")
    lead = "lead: {happened: {en: Indeed., fr: En effet.}}\nsentences:"
    engine = congress_with({"topics/attendance.yaml": attendance.replace("sentences:", lead)}, tmp_path)
    assert ask(text, language=language, engine=engine).text.replace("\u00a0", " ").startswith(begins)


# Lists


@pytest.mark.parametrize(
    ("text", "slot", "asked"),
    [
        ("were Ingrid Halvorsen, Jean Kerbrat and Sunniva Roe there", "person", "attendance"),
        ("did Kerbrat and Roe attend", "person", "attendance"),
        ("did Kerbrat or Roe attend", "person", "attendance"),
        ("Est-ce que Kerbrat, Roe et Ingrid sont venus ?", "person", "attendance"),
        ("what did Ireland, Norway and Iceland promise", "country", "pledge"),
    ],
)
def test_a_question_about_several_is_answered_for_each(text: str, slot: str, asked: str) -> None:
    answer = ask(text)
    assert answer.outcome is Outcome.ANSWER
    assert {r.topic for r in answer.readings} == {asked}
    each = [r.slots[slot] for r in answer.readings]
    assert len(each) == len(set(each)) == len(answer.blocks) > 1


def test_who_is_unknown_among_several_is_named_and_the_others_are_answered() -> None:
    answer = ask("were Olaf Halvorsen and Jean Kerbrat there")
    assert answer.blocks == (
        "I have nothing on “Olaf Halvorsen”: it isn't among my sourced facts, so I can't say either way.",
        "Jean Kerbrat had confirmed.",
    )
    assert [r.unknown_names for r in ask("was Kerbrat, Zorblax and Roe there").readings] == [(), ("Zorblax",), ()]
    both = ask("were Olaf Halvorsen and Bob Roe there")
    assert both.outcome is Outcome.UNKNOWN
    assert [r.unknown_names for r in both.readings] == [("Olaf Halvorsen",), ("Bob Roe",)]


def test_a_person_described_after_a_comma_is_one_person() -> None:
    assert entities(ask("was Roe, Sunniva Roe, there")) == ["sunniva-roe"]


def test_several_in_a_question_that_nobody_can_answer_of_one_of_them_is_not_answered() -> None:
    assert ask("did Kerbrat meet Roe and Halvorsen").outcome is Outcome.UNKNOWN


# Languages


def test_a_french_question_is_answered_in_french() -> None:
    answer = ask("Quand le congrès a-t-il commencé ?")
    assert answer.language == "fr"
    assert answer.text == "Il a commencé le 12 juin 2024 à 10 h 30."


def test_a_french_question_is_answered_in_french_whatever_the_hint() -> None:
    assert ask("où le congrès a-t-il eu lieu ?", language="en-GB").language == "fr"


def test_a_french_question_without_accents_and_apostrophes_is_understood() -> None:
    answer = ask("ou le congres a t il eu lieu")
    assert (topics(answer), answer.language) == (["venue"], "fr")


@pytest.mark.parametrize("hint", ["en", "fr", "fr-CA"])
def test_the_hint_decides_where_the_words_do_not_tell(hint: str) -> None:
    assert ask("xyzzy", language=hint).language == hint[:2]


@pytest.mark.parametrize(
    ("text", "hint", "language"),
    [
        ("Kerbrat présent", "fr", "fr"),
        ("Sunniva Roe date", "fr", "fr"),  # date is a word of both
        ("North Lamp Works participation", "en", "en"),
        ("Halvorsen speech", "fr", "en"),
        ("Ireland venu", "en", "fr"),  # not a slip for the venue
    ],
)
def test_a_name_that_is_the_same_in_all_languages_does_not_tell_which_it_is(
    text: str, hint: str, language: str
) -> None:
    assert ask(text, language=hint).language == language


def test_a_word_of_a_name_is_not_said_to_be_corrected() -> None:
    assert ask("was Eire thre").readings[0].corrections == {"thre": "there"}


def test_a_hint_of_a_language_that_is_not_spoken_here_leaves_the_first() -> None:
    assert ask("xyzzy", language="ja").language == "en"


ENGLISH_ONLY = {
    "outcomes/bell-fund.yaml": """
        name: {en: Bell Fund, fr: Fonds des cloches}
        facts:
          about: {text: {en: "{outcome.name} pays for bells."}, status: happened, as_of: 2024-06-14}
          price: {text: {en: Ten bells.}, status: happened, as_of: 2024-06-14}
        """,
    "topics/price.yaml": """
        ask:
          en: ["What is the price of {outcome}?"]
          fr: ["Quel est le prix de {outcome} ?"]
        answer:
          en: "The price: {outcome.price}"
          fr: "Le prix : {outcome.price}"
        lead:
          happened: {en: "Yes.", fr: "Oui."}
        """,
    "topics/paid.yaml": """
        ask:
          en: ["Has {outcome} been paid?"]
          fr: ["{outcome} a-t-il été payé ?"]
        answer: "{outcome.price}"
        lead:
          happened: {en: "Yes.", fr: "Oui."}
        """,
}


@pytest.fixture(scope="module")
def english_only(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The tiny summit with facts that are written in English alone."""
    return congress_with(ENGLISH_ONLY, tmp_path_factory.mktemp("english"))


@pytest.mark.parametrize(
    ("text", "said", "language"),
    [
        ("Qu'est-ce que Fonds des cloches ?", "Bell Fund pays for bells.", "en"),
        ("Fonds des cloches a-t-il été payé ?", "Yes. Ten bells.", "en"),
        ("Quel est le prix de Fonds des cloches ?", "Oui. Le prix : Ten bells.", "fr"),
        ("What is the Bell Fund?", "Bell Fund pays for bells.", "en"),
    ],
)
def test_a_fact_that_is_missing_in_a_language_is_told_in_another_which_the_answer_names(
    text: str, said: str, language: str, english_only: Engine
) -> None:
    answer = ask(text, engine=english_only)
    assert (answer.text, answer.language) == (said, language)


# What is not known


@pytest.mark.parametrize("text", ["does the ferry take dogs", "how tall is a giraffe", "purple monkey dishwasher"])
def test_words_that_nobody_knows_get_no_answer(text: str) -> None:
    answer = ask(text)
    assert answer.outcome is Outcome.UNKNOWN
    assert not answer.sources


@pytest.mark.parametrize("text", ["", " \n", "?!", "…", "👍🏽", "\u200b\u202e", "\ud800"])
def test_a_question_without_a_word_is_met_with_an_invitation(text: str) -> None:
    answer = ask(text)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.text == congress().sentence("empty", "en")


def test_what_is_not_known_names_the_event() -> None:
    assert "Lighthouse Keepers' Congress" in ask("does the ferry take dogs").text


# Several questions at once


def test_two_questions_are_answered_one_after_the_other() -> None:
    answer = ask("When did the congress start and where did it take place?")
    assert topics(answer) == ["start", "venue"]
    assert len(answer.blocks) == 2
    assert "10:30" in answer.blocks[0]
    assert "Skerrin" in answer.blocks[1]


def test_two_sentences_are_two_questions() -> None:
    assert topics(ask("When did the congress start? Who is Edda Stein?")) == ["start", "who-is"]


def test_a_second_name_repeats_the_question_for_it() -> None:
    answer = ask("Who came from Norway and Ireland?")
    assert topics(answer) == ["from-country", "from-country"]
    assert answer.blocks == ("Norway sent Ingrid Halvorsen.", "Ireland sent Maeve O'Kelly.")


def test_a_source_of_two_parts_is_named_once() -> None:
    publishers = [source.publisher for source in ask("When did the congress start? When did it finish?").sources]
    assert len(publishers) == len(set(publishers))


def test_an_exact_question_is_not_taken_apart() -> None:
    assert len(ask("What happened on 12 June?").readings) == 1


# Conversations


def test_a_bare_name_repeats_the_last_question() -> None:
    answer = talk("Did Ingrid Halvorsen attend?", "and Sunniva Roe?")
    assert answer.text == "Yes: Sunniva Roe attended."
    assert answer.readings[0].from_context


def test_bare_names_may_follow_one_another() -> None:
    assert talk("Who came from Norway?", "and Ireland?", "Farholm?").text == "Farholm sent Sunniva Roe."


def test_a_bare_name_after_a_choice_is_the_choice() -> None:
    assert talk("Did Halvorsen attend?", "Tormod Halvorsen").text == "No: Tormod Halvorsen did not attend."


def test_a_pronoun_means_the_person_of_the_last_question() -> None:
    answer = talk("Did Ingrid Halvorsen attend?", "what did she say?")
    assert topics(answer) == ["speech"]
    assert entities(answer) == ["ingrid-halvorsen"]


def test_a_french_pronoun_does_too() -> None:
    answer = talk("Qui est Sunniva Roe ?", "elle était là ?")
    assert (topics(answer), entities(answer)) == (["attendance"], ["sunniva-roe"])


def test_a_pronoun_without_a_conversation_means_nobody() -> None:
    answer = ask("what did she say?")
    assert answer.outcome is not Outcome.ANSWER
    assert not entities(answer)


def test_a_new_question_leaves_the_last_one_behind() -> None:
    answer = talk("Did Ingrid Halvorsen attend?", "When did the congress end?")
    assert topics(answer) == ["end"]
    assert not answer.readings[0].slots
    assert not answer.readings[0].from_context


def test_a_bare_unknown_name_is_not_answered_for_the_last_one() -> None:
    answer = talk("Did Ingrid Halvorsen attend?", "and Zorblax?")
    assert answer.outcome is Outcome.UNKNOWN
    assert "Zorblax" in answer.text
    assert "Ingrid" not in answer.text


@pytest.fixture(scope="module")
def reasoned(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    why = """
        ask: {en: [Why did the congress start late?, why did it start], fr: [Pourquoi a-t-il commencé tard ?]}
        answer: {en: Fog kept the boats in harbour., fr: La brume retenait les bateaux.}
        status: happened
        as_of: 2024-06-14
        sources: [island-gazette]
        """
    return congress_with({"topics/why-late.yaml": why}, tmp_path_factory.mktemp("why"))


def test_a_bare_question_word_asks_it_of_the_last_question(reasoned: Engine) -> None:
    assert topics(talk("When did the congress start?", "why?", engine=reasoned)) == ["why-late"]


def test_what_came_before_changes_no_exact_answer() -> None:
    alone = ask("Where did the congress take place?")
    assert talk("Did Ingrid Halvorsen attend?", "Where did the congress take place?").blocks == alone.blocks


def test_a_conversation_remembers_only_its_last_turns() -> None:
    answer = talk(*["Did Ingrid Halvorsen attend?", "When did the congress start? When did it finish?"] * 4)
    assert len(answer.context) == REMEMBERED
    assert answer.context[-1] == answer.readings[-1]


# Suggestions and completions


@pytest.mark.parametrize("text", ["Did Zorblax Quux attend?", "What did Atlantis promise?", "pledge of Atlantis"])
def test_nobody_is_offered_a_question_about_an_unknown_name(text: str) -> None:
    offered = " ".join(ask(text).suggestions)
    assert "Zorblax" not in offered
    assert "Atlantis" not in offered


@pytest.mark.parametrize("text", ["Did Halvorsen attend?", "was the minister there"])
def test_a_suggestion_can_be_asked_as_it_stands(text: str) -> None:
    offered = ask(text).suggestions
    assert offered
    assert all(ask(suggestion).outcome is Outcome.ANSWER for suggestion in offered)


def test_no_more_completions_than_wanted() -> None:
    assert len(congress().complete("", "en", 3)) == 3


def test_a_completion_begins_with_what_is_typed_or_holds_it() -> None:
    first, *_ = congress().complete("did sun", "en")
    assert first == "Did Sunniva Roe attend?"


def test_completions_forgive_a_typo() -> None:
    assert all("Halvorsen" in question for question in congress().complete("halvorsn", "en", 3))


def test_completions_come_in_the_language_of_the_hint() -> None:
    assert congress().complete("quand", "fr-FR")[0].startswith("Quand")


def test_nothing_fits_gibberish() -> None:
    assert congress().complete("zzzzqqqq", "en") == ()


def test_a_question_in_another_language_is_completed_where_none_fits_in_the_own() -> None:
    assert congress().complete("who is sunniva", "fr")[0] == "Who is Sunniva Roe?"


def test_what_a_bare_name_asks_comes_before_what_else_can_be_asked_of_it(tmp_path: Path) -> None:
    who_is = 'ask: ["Who is {person}?", "{person}"]\nanswer: "{person.name} was {person.role}."\n'
    engine = congress_with({"topics/who-is.yaml": who_is}, tmp_path)
    first, *others = engine.complete("sunniva", "en")
    assert first == "Who is Sunniva Roe?"
    assert "Did Sunniva Roe attend?" in others


@pytest.mark.parametrize(
    ("section", "typed", "language", "name"),
    [
        ("people", "halverson", "en", "Ingrid Halvorsen"),
        ("countries", "norvege", "fr", "Norvège"),
        ("countries", "eire", "fr", "Irlande"),
        ("countries", "norway", "fr", "Norvège"),
        ("themes", "FOG", "en", "Seeing through fog"),
        ("outcomes", "fund", "en", "Keepers' Fund"),
    ],
)
def test_names_are_found_while_they_are_typed(section: Section, typed: str, language: str, name: str) -> None:
    assert congress().complete_name(section, typed, language)[0] == name
    assert ask(name, language=language).outcome is Outcome.ANSWER


def test_a_section_that_is_no_list_of_names_has_none() -> None:
    assert congress().complete_name("about", "", "en") == ()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_completion_is_answered(language: str) -> None:
    questions = congress().complete("", language, 100)
    assert questions
    lost = [text for text in questions if ask(text, language=language).outcome is not Outcome.ANSWER]
    assert lost == []


# The bot's own sentences


def test_a_sentence_of_the_bot_names_the_event_in_the_language_of_the_hint() -> None:
    assert "Congrès des gardiens de phare" in congress().sentence("unknown", "fr-FR")


def test_a_sentence_that_does_not_exist_is_empty() -> None:
    assert congress().sentence("no-such-sentence", "en") == ""


# Time


def test_the_day_of_a_question_is_the_one_where_the_event_is(tmp_path: Path) -> None:
    """When it is 23:30 on 13 June on the Faroes, it is the 14th in Tokyo."""
    summit = (
        "name: {en: Congress, fr: Congrès}\n"
        "starts: 2024-06-12\nends: 2024-06-13\ntimezone: Asia/Tokyo\nlanguages: [en, fr]\n"
    )
    late = datetime(2024, 6, 13, 22, 30, tzinfo=UTC)
    question = "Did Tormod Halvorsen attend?"
    assert ask(question, at=late).status == "expected"
    assert ask(question, at=late, engine=congress_with({"summit.yaml": summit}, tmp_path)).status == "did not happen"


def test_the_same_question_gets_the_same_answer() -> None:
    assert ask("did sunniva row attend", at=AFTER) == ask("did sunniva row attend", at=AFTER)


# Whether to speak without being spoken to


@pytest.mark.parametrize(
    "text",
    [
        "When did the congress start?",
        "hi all, where did the congress take place",
        "hey when did the congress start",
        "c'était où",
        "Did Tormod Halvorsen attend?",
        "Hello! I am on the train and have lost my papers again. When did the congress start? See you all soon",
    ],
)
def test_a_question_with_a_certain_answer_is_one_to_answer_unasked(text: str) -> None:
    assert congress().is_sure(text, ask(text))


@pytest.mark.parametrize(
    "text",
    [
        "the congress took place at the venue",
        "what a lovely day",
        "was Halvorsen there?",
        "does the ferry take dogs?",
        "is anybody here?",
        "thanks!",
        "?",
        "",
        "https://example.org/venue?when=congress",
    ],
)
def test_other_texts_are_none_to_answer_unasked(text: str) -> None:
    assert not congress().is_sure(text, ask(text))


# What may be asked next


@pytest.mark.parametrize("text", ["When did the congress start?", "Did Tormod Halvorsen attend?", "Où était-ce ?"])
def test_related_questions_are_other_ones_that_have_an_answer(text: str) -> None:
    asked = ask(text)
    related = congress().related(asked.readings, AFTER)

    assert 1 <= len(related) <= 5
    for question in related:
        answer = ask(question)
        assert answer.outcome is Outcome.ANSWER
        assert answer.blocks != asked.blocks


def test_related_questions_ask_about_the_same_person_first() -> None:
    related = congress().related(ask("Did Tormod Halvorsen attend?").readings, AFTER)

    assert "Tormod Halvorsen" in related[0]


def test_what_was_not_understood_has_no_related_questions() -> None:
    assert congress().related(ask("?").readings, AFTER) == ()
