from datetime import UTC, datetime, timedelta

from bot.memory.conversations import MOST_TURNS, Conversation, Conversations
from summitbot import Outcome, Reading

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
ANNA, BERT = Conversation(1, 10), Conversation(1, 20)
FIRST, SECOND = ((Reading(text, "en", Outcome.ANSWER),) for text in ("first", "second"))


def at(question: int) -> Conversation:
    return ANNA._replace(question=question)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def test_nothing_is_recalled_of_a_conversation_that_did_not_happen() -> None:
    assert Conversations().recall(ANNA, NOON) == ()


def test_the_turn_before_is_recalled() -> None:
    conversations = Conversations()
    conversations.remember(ANNA, FIRST, NOON)
    conversations.remember(ANNA, SECOND, NOON + minutes(1))

    assert conversations.recall(ANNA, NOON + minutes(2)) == SECOND


def test_another_author_and_another_channel_are_other_conversations() -> None:
    conversations = Conversations()
    conversations.remember(ANNA, FIRST, NOON)

    assert conversations.recall(BERT, NOON) == ()
    assert conversations.recall(Conversation(2, ANNA.author), NOON) == ()


def test_it_is_forgotten_after_a_quarter_of_an_hour() -> None:
    conversations = Conversations()
    conversations.remember(ANNA, FIRST, NOON)

    assert conversations.recall(ANNA, NOON + minutes(15)) == FIRST
    assert conversations.recall(ANNA, NOON + minutes(16)) == ()


def test_what_is_too_old_is_not_kept() -> None:
    conversations = Conversations()
    conversations.remember(ANNA, FIRST, NOON)
    conversations.remember(BERT, SECOND, NOON + minutes(16))

    assert len(conversations) == 1


def test_the_longest_silent_one_makes_room() -> None:
    conversations = Conversations(capacity=2)
    conversations.remember(ANNA, FIRST, NOON)
    conversations.remember(BERT, FIRST, NOON)
    conversations.remember(ANNA, SECOND, NOON)
    conversations.remember(Conversation(3, 3), FIRST, NOON)

    assert conversations.recall(ANNA, NOON) == SECOND
    assert conversations.recall(BERT, NOON) == ()
    assert len(conversations) == 2


def test_a_question_asked_again_is_understood_from_the_turn_before_it_and_not_from_itself() -> None:
    conversations = Conversations()
    conversations.remember(at(1), FIRST, NOON)
    conversations.remember(at(2), SECOND, NOON + minutes(1))

    assert conversations.recall(at(2), NOON + minutes(2)) == FIRST
    assert conversations.recall(at(1), NOON + minutes(2)) == ()
    assert conversations.recall(at(3), NOON + minutes(2)) == SECOND


def test_a_question_asked_again_takes_the_place_of_its_own_turn() -> None:
    conversations = Conversations()
    conversations.remember(at(1), FIRST, NOON)
    conversations.remember(at(1), SECOND, NOON + minutes(1))

    assert conversations.recall(at(1), NOON + minutes(2)) == ()
    assert conversations.recall(at(2), NOON + minutes(2)) == SECOND


def test_an_older_question_asked_again_leaves_the_last_turn_as_it_was() -> None:
    conversations = Conversations()
    conversations.remember(at(1), FIRST, NOON)
    conversations.remember(at(2), SECOND, NOON + minutes(1))
    conversations.remember(at(1), FIRST, NOON + minutes(2))

    assert conversations.recall(at(3), NOON + minutes(3)) == SECOND


def test_a_long_conversation_keeps_its_last_turns_only() -> None:
    conversations = Conversations()
    for number in range(MOST_TURNS + 1):
        conversations.remember(at(number), FIRST, NOON)
    conversations.remember(at(0), SECOND, NOON)

    assert conversations.recall(at(0), NOON) == FIRST
