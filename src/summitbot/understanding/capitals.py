"""What a capital tells: whether a word is written as a name."""

from __future__ import annotations

from collections.abc import Sequence

from summitbot.understanding.words import Token

LONGEST_ABBREVIATION = 5


def is_capitalised(written: str) -> bool:
    """Whether the word is written as a name or as an abbreviation; long words in capitals are only loud."""
    return written[:1].isupper() and (not written.isupper() or len(written) <= LONGEST_ABBREVIATION)


def stands_out(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a word has a capital that neither its place in its sentence nor the case of the other words asked for."""
    within = at > 0 and not tokens[at].apart and is_capitalised(tokens[at].surface)
    return within and not _is_usual_around(at, tokens)


def _is_usual_around(at: int, tokens: Sequence[Token]) -> bool:
    """Whether the words before and after those with a capital around this one have capitals, too, or there are none."""
    first, last = at, at
    while first > 0 and tokens[first - 1].capital:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].capital:
        last += 1
    around = [*tokens[:first], *tokens[last + 1 :]]
    return 2 * sum(t.capital for t in around) >= len(around)
