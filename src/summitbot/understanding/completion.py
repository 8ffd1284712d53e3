"""Ready questions that fit what somebody is typing."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from summitbot.understanding.words import fold

LEAST = 55.0
"""WRatio (0..100) from which a question is offered."""


class Completions:
    """The questions of one language that can be answered as they stand."""

    def __init__(self, questions: Sequence[str]) -> None:
        self._questions = tuple(dict.fromkeys(questions))
        self._folded = [fold(q) for q in self._questions]

    def find(self, typed: str, limit: int) -> tuple[str, ...]:
        """At most `limit` questions, those that begin or contain what is typed first."""
        wanted = fold(typed.strip())[:100]
        if not wanted:
            return self._questions[:limit]
        containing = [i for i, q in enumerate(self._folded) if wanted in q]
        containing.sort(key=lambda i: (not self._folded[i].startswith(wanted), i))
        found = list(dict.fromkeys(containing))[:limit]
        if len(found) < limit:
            similar = process.extract(wanted, self._folded, scorer=fuzz.WRatio, score_cutoff=LEAST, limit=limit)
            found += [i for _, _, i in similar if i not in found]
        return tuple(self._questions[i] for i in found[:limit])
