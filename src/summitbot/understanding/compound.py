"""Questions that ask several things at once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summitbot.knowledge.shapes import LanguagePack

MOST_PARTS = 3
WORDY = 11
"""Words from which a message is looked through for the one clause that asks something."""
MOST_CLAUSES = 8
FEWEST_WORDS = 1
FEWEST_BESIDE_COMMA = 3
"""Words of a question that only a comma sets apart; fewer are the begin of the same one ("c'est quoi, ...")."""
_CLAUSE_END = re.compile(r"[?!;:.,]+\s+|\n+")
_SENTENCE_END = re.compile(r"[?!;]+\s+|\n+|\.\s+(?=\w)")


def splits(text: str, packs: Iterable[LanguagePack]) -> list[tuple[str, ...]]:
    """The ways to cut a text into two or three questions: at sentence ends, at commas, at conjunctions."""
    sentences = _parts(_SENTENCE_END.split(text))
    ways = [sentences] if 1 < len(sentences) <= MOST_PARTS else []
    joints = sorted({c for pack in packs for c in pack.conjunctions} | {"&", "n"}, key=lambda c: (-len(c), c))
    between = re.compile(
        r"\s*,\s*(?:(?:"
        + "|".join(map(re.escape, joints))
        + r")\s+)?|\s+(?:"
        + "|".join(map(re.escape, joints))
        + r")\s+",
        re.IGNORECASE,
    )
    for match in list(between.finditer(text))[:4]:
        parts = _parts([text[: match.start()], text[match.end() :]])
        joined = match.group().strip() != ","
        if len(parts) == 2 and (joined or all(len(part.split()) >= FEWEST_BESIDE_COMMA for part in parts)):
            ways.append(parts)
    return ways


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a wordy text, one of which may be the question; none of a text of few words."""
    if len(text.split()) < WORDY:
        return ()
    return _parts(_CLAUSE_END.split(text))[:MOST_CLAUSES]


def _parts(pieces: Iterable[str]) -> tuple[str, ...]:
    return tuple(p.strip() for p in pieces if len(re.findall(r"\w+", p)) >= FEWEST_WORDS)
