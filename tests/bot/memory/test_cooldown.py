from datetime import UTC, datetime, timedelta

from bot.memory.cooldown import Allowance, Cooldown, Pace

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
ANNA, BERT = 10, 20


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def three_a_minute() -> Cooldown:
    return Cooldown(most=3, within=timedelta(minutes=1))


def test_the_question_too_many_is_told_so_once_and_then_there_is_silence() -> None:
    cooldown = three_a_minute()

    assert [cooldown.ask(ANNA, NOON + seconds(n)) for n in range(6)] == [
        *[Pace.ANSWER] * 3,
        Pace.TELL,
        *[Pace.SILENCE] * 2,
    ]


def test_it_is_over_a_minute_after_the_first_question() -> None:
    cooldown = three_a_minute()
    for n in range(4):
        cooldown.ask(ANNA, NOON + seconds(n))

    assert cooldown.over_at(ANNA, NOON + seconds(5)) == NOON + seconds(60)
    assert cooldown.ask(ANNA, NOON + seconds(59)) is Pace.SILENCE
    assert cooldown.ask(ANNA, NOON + seconds(60)) is Pace.ANSWER


def test_the_next_time_it_is_told_again() -> None:
    cooldown = three_a_minute()
    for n in (0, 1, 2, 3, 61, 62, 63):
        cooldown.ask(ANNA, NOON + seconds(n))

    assert cooldown.ask(ANNA, NOON + seconds(64)) is Pace.TELL


def test_one_person_does_not_keep_another_from_asking() -> None:
    cooldown = three_a_minute()
    for _ in range(5):
        cooldown.ask(ANNA, NOON)

    assert cooldown.ask(BERT, NOON) is Pace.ANSWER


def test_the_most_recent_people_are_kept_in_mind() -> None:
    allowance = Allowance(most=1, within=timedelta(minutes=1), capacity=2)
    for person in (1, 2, 3):
        allowance.use(person, NOON)

    assert [allowance.next_at(person, NOON) > NOON for person in (1, 2, 3)] == [False, True, True]


def test_whoever_may_ask_need_not_wait() -> None:
    assert three_a_minute().over_at(ANNA, NOON) == NOON
