"""Which words stand for one another is settled by the folder, and what is off the subject is noticed."""

import pytest

from summitbot import Engine
from summitbot.understanding.synonyms import settled
from summitbot.understanding.words import Phrase
from tests.summitbot.congress import ask, congress_with, gate, topics

COST, PRICE, BILL, TAB = ("cost",), ("price",), ("bill",), ("tab",)
SAME: dict[Phrase, Phrase] = dict.fromkeys((COST, PRICE, BILL, TAB), COST)

DELIVERY = """
    ask: {en: [When will the boat come?, when does the ferry come, what time will it come]}
    answer: {en: The ferry comes at nine.}
    """
JOINING = """
    ask: {en: [How can I join?, how do I join the society, where do I sign up to join]}
    answer: {en: Write to the secretary.}
    """
FEE = """
    ask: {en: [How much does the congress cost?, the price of the congress, cost of attending, how much is the ticket]}
    answer: {en: It costs nothing.}
    """
SHOES = """
    ask: {en: [Where can I buy shoes?, how much are shoes]}
    answer: {en: I only know about the congress.}
    declines: true
    """


def test_words_that_ask_for_the_same_topics_are_written_the_same() -> None:
    asked = [(0, ("the", "cost")), (0, ("the", "price")), (1, ("which", "bill"))]
    assert settled(SAME, asked) == {COST: COST, PRICE: COST, BILL: BILL, TAB: COST}


def test_words_that_ask_for_different_topics_stay_themselves() -> None:
    replaced = settled(SAME, [(0, ("the", "cost")), (1, ("the", "price")), (1, ("that", "price"))])
    assert (replaced[COST], replaced[PRICE]) == (COST, PRICE)
    assert replaced[TAB] == PRICE, "an unknown word stands for the one that is used most"


def test_words_that_no_question_holds_are_written_as_the_group_begins() -> None:
    assert settled(SAME, []) == SAME


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    files = {"topics/delivery.yaml": DELIVERY, "topics/joining.yaml": JOINING, "topics/fee.yaml": FEE}
    files["topics/shoes.yaml"] = SHOES
    return congress_with(files, tmp_path_factory.mktemp("society"))


@pytest.mark.parametrize(
    ("text", "topic"),
    [("when will my ferry come", "delivery"), ("how might I join", "joining"), ("price tag of the congress", "fee")],
)
def test_what_one_folder_tells_apart_is_kept_apart(text: str, topic: str, engine: Engine) -> None:
    assert topics(ask(text, engine=engine)) == [topic]


def test_an_ordinary_word_that_nobody_here_uses_weighs_more_where_nothing_of_the_event_is_named(engine: Engine) -> None:
    off_subject = gate(ask("how much does the stadium cost", engine=engine), "fee", "explained words")
    on_subject = gate(ask("how much does the congress stadium cost", engine=engine), "fee", "explained words")
    declined = gate(ask("how much does the shoe cost", engine=engine), "fee", "explained words")
    assert declined.factor == off_subject.factor < on_subject.factor < 1
