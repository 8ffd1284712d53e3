from datetime import time

import pytest

from bot.messages.free_text import is_quiet
from bot.store import ServerSettings


@pytest.mark.parametrize(
    ("since", "until", "now", "quiet"),
    [
        (time(12), time(14), time(12), True),
        (time(12), time(14), time(13, 59), True),
        (time(12), time(14), time(14), False),
        (time(12), time(14), time(11, 59), False),
        (time(22), time(7), time(23), True),
        (time(22), time(7), time(6, 59), True),
        (time(22), time(7), time(7), False),
        (time(22), time(7), time(12), False),
    ],
)
def test_the_quiet_hours_begin_at_one_time_and_end_at_the_other(
    since: time, until: time, now: time, quiet: bool
) -> None:
    assert is_quiet(ServerSettings(quiet_from=since, quiet_until=until), now) is quiet


def test_without_quiet_hours_no_time_is_quiet() -> None:
    assert not is_quiet(ServerSettings(), time(3))
