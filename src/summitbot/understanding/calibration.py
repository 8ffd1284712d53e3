"""Where the line runs between an answer and a doubt, taken from the knowledge itself.

Phrasings are scored by all the others, each left out in its turn: no test question is looked at, and another folder
finds its own line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

PERCENTILE = 12.5
"""Of the held-out phrasings placed rightly, the share that falls below the line: one of eight."""
LOWEST, HIGHEST = 0.21, 0.6
FALLBACK = 0.4
"""For a folder with too few phrasings to tell."""
HELD_OUT = 250
FEWEST = 8
DOUBT = 0.7
"""Share of the threshold from which a candidate is worth a question back."""
MARGIN = 0.005
"""Lead over the runner-up below which two answers are taken for equally likely."""


def sample(phrasings: Mapping[int, tuple[str, ...]]) -> list[int]:
    """The rows of `HELD_OUT` phrasings at most that are held out: those whose hashes are the smallest.

    A phrasing that is added or moved leaves the choice of the others as it was, so that the line does not jump.
    """
    hashed = [
        (crc32(" ".join(stems).encode("utf-8", "surrogatepass")), row) for row, stems in phrasings.items() if stems
    ]
    return sorted(row for _, row in sorted(hashed)[:HELD_OUT])


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores in 0..1: from `answer` on a topic answers, from `doubt` on it is offered as what may have been meant."""

    answer: float
    doubt: float
    margin: float
    origin: str


@dataclass(frozen=True, slots=True)
class Fared:
    """How a phrasing fared that was held out: the score of its own topic, and of the best other one."""

    own: float
    rival: float


def calibrate(held_out: Sequence[Fared]) -> Thresholds:
    """The thresholds for phrasings that fared so: seven of eight of those that are placed rightly get an answer."""
    right = [fared.own for fared in held_out if fared.own >= fared.rival]
    if len(right) < FEWEST:
        return Thresholds(FALLBACK, FALLBACK * DOUBT, MARGIN, "too few phrasings to calibrate")
    # The percentile; that of NumPy would load its masked arrays at each start.
    line = np.interp(PERCENTILE / 100 * (len(right) - 1), np.arange(len(right)), sorted(right))
    answer = float(np.clip(line, LOWEST, HIGHEST))
    origin = (
        f"seven of eight of {len(right)} held-out phrasings placed rightly ({len(right) / len(held_out):.0%} of all) "
        f"reach {answer:.2f}"
    )
    return Thresholds(answer, answer * DOUBT, MARGIN, origin)
