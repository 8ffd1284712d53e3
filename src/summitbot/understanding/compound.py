"""Questions that ask several things at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from summitbot.knowledge.language_pack import LanguagePack
from summitbot.understanding.words import LONGEST_QUESTION, Phrases, folded_words

MOST_PARTS = 3
WORDY = 11
"""Words from which a message is looked through for the one clause that asks something."""
MOST_CLAUSES = 8
OPENING = 3
"""The first words of a sentence, one of which asks if it is a question: hey when, so in which, c'est où."""
_QUESTION_MARK = re.compile(r"[?？؟](?!\S*=)")  # not that of an address
_WORD = re.compile(r"\w")
_CLAUSE_END = re.compile(r"[?!;:.,]+\s+|\n+")
_SENTENCE_END = re.compile(r"[?!;]+\s+|\n+|\.\s+(?=\w)")


class Splitter:
    """Takes questions apart, in the words of some languages."""

    def __init__(self, packs: Iterable[LanguagePack]) -> None:
        packs = tuple(packs)
        asking = (word for pack in packs for words in pack.question_words.values() for word in words)
        self._questions = Phrases({folded_words(word): True for word in asking})
        joints = _any_of({c for pack in packs for c in pack.conjunctions} | {"&", "n"})
        self._between = re.compile(rf"\s*,\s*(?:{joints}\s+)?|\s+{joints}\s+", re.IGNORECASE)
        turns = {j for pack in packs for j in (*pack.conjunctions, *pack.follow_ups) if " " not in j}
        self._turn = re.compile(rf"\s+{_any_of(turns)}\s+", re.IGNORECASE)

    def splits(self, text: str) -> list[tuple[str, ...]]:
        """The ways to cut a text into two or three questions: at sentence ends, at commas, at conjunctions.

        A comma alone parts questions only if each has a question word: many a question is one with a comma in it, such
        as "the declaration, what is it". A text too long to be read as one question is more than two or three.
        """
        if len(text.split()) > LONGEST_QUESTION:
            return []
        sentences = _parts(_SENTENCE_END.split(text))
        ways = [sentences] if 1 < len(sentences) <= MOST_PARTS else []
        for match in list(self._between.finditer(text))[:4]:
            parts = _parts([text[: match.start()], text[match.end() :]])
            joined = match.group().strip() != ","
            if len(parts) == 2 and (joined or all(self._questions.found(folded_words(part)) for part in parts)):
                ways.append(parts)
        return ways

    def asks(self, text: str) -> bool:
        """Whether a text has a question mark, or a sentence of it begins as questions do."""
        openings = (folded_words(part)[:OPENING] for part in _SENTENCE_END.split(text))
        return bool(_QUESTION_MARK.search(text)) or any(map(self._questions.found, openings))

    def clauses(self, text: str) -> Iterator[tuple[str, ...]]:
        """The clauses of a wordy text, one of which may be the question: by punctuation, then by its joints as well.

        None of a text of few words.
        """
        if len(text.split()) < WORDY:
            return
        by_marks = _parts(_CLAUSE_END.split(text))[:MOST_CLAUSES]
        yield by_marks
        by_joints = _parts(piece for clause in by_marks for piece in self._turn.split(clause))[:MOST_CLAUSES]
        if by_joints != by_marks:
            yield by_joints


def _any_of(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) + ")"


def _parts(pieces: Iterable[str]) -> tuple[str, ...]:
    return tuple(p.strip() for p in pieces if _WORD.search(p))
