"""The questions that accuracy is measured with."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from summitbot import load_knowledge
from summitbot.knowledge.knowledge import Knowledge

LANGUAGE = "en"
LIBRARY = Path(__file__).parent / "library"
SHIPPED = Path(__file__).parent.parent / "knowledge"
TYPO_SHARE = 0.3
SHORTEST_WITH_TYPO = 5
_WORD = re.compile(rf"[a-zA-Z]{{{SHORTEST_WITH_TYPO},}}")


@dataclass(frozen=True, slots=True)
class Intents:
    """What is learnt from, and what is then asked: questions with the topic each belongs to, and some with none."""

    knowledge: Knowledge
    questions: tuple[tuple[str, str], ...]
    out_of_scope: tuple[str, ...] = ()


def library() -> Intents:
    """The help desk of an invented town's library: a folder in the usual form, its `check` questions asked unseen."""
    knowledge = load_knowledge(LIBRARY)
    out_of_scope = (LIBRARY / "out-of-scope.txt").read_text(encoding="utf-8").splitlines()
    return Intents(knowledge, _checks(knowledge), tuple(out_of_scope))


def shipped() -> Intents:
    """The shipped folder with the `check` questions of those topics that need no name in a slot."""
    knowledge = load_knowledge(SHIPPED)
    return Intents(knowledge, _checks(knowledge))


def texts(knowledge: Knowledge) -> list[tuple[str, str]]:
    """What there is to learn from: phrasings and answers that need no name in a slot, each with its topic."""
    found = (
        (text, id_)
        for id_, topic in knowledge.topics.items()
        for code in (LANGUAGE, "*")
        for text in (*topic.ask.get(code, ()), *filter(None, [topic.answer.get(code)]))
    )
    return [(text, id_) for text, id_ in found if "{" not in text]


def with_typos(questions: Sequence[tuple[str, str]], seed: int = 1) -> tuple[tuple[str, str], ...]:
    """The questions with one slip in every third of their longer words."""
    chance = random.Random(seed)

    def write(match: re.Match[str]) -> str:
        return _slip(match.group(), chance) if chance.random() < TYPO_SHARE else match.group()

    return tuple((_WORD.sub(write, text), topic) for text, topic in questions)


def _slip(word: str, chance: random.Random) -> str:
    """The word with a letter left out, doubled up with another, exchanged, or swapped with its neighbour."""
    at = chance.randrange(len(word) - 1)
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    before, here, after = word[:at], word[at], word[at + 1 :]
    return chance.choice(
        [before + after, before + here + letter + after, before + letter + after, before + after[0] + here + after[1:]]
    )


def _checks(knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """The unseen questions of the topics without slots."""
    plain = {id_: t for id_, t in knowledge.topics.items() if not any("{" in p for p in t.ask.get(LANGUAGE, ()))}
    return tuple((q, id_) for id_, t in plain.items() for q in t.check.get(LANGUAGE, ()))
