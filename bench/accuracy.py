"""How well a matcher finds the right topic, and how well its score tells what belongs to none."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.intents import Intents, with_typos
from bench.matchers import Builder, Guess, Matcher
from bench.metrics import Truths, acc0, auroc, oscr


@dataclass(frozen=True, slots=True)
class Decided:
    """What a matcher does that decides by itself: shares of the in-scope questions, and of the others."""

    right: float
    wrong: float
    out_of_scope_left: float
    """Share of the out-of-scope questions that it does not answer."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """One row of the table; the areas need out-of-scope questions."""

    acc0: float
    with_typos: float
    auroc: float | None
    oscr: float | None
    decided: Decided | None


def measure_accuracy(build: Builder, intents: Intents) -> Accuracy:
    """Asks a matcher every question."""
    ask = build(intents.knowledge)
    inside = _asked(ask, intents.questions)
    outside = [ask(question) for question in intents.out_of_scope]
    right = _right(inside)
    scores = np.array([guess.score for guess, _ in inside])
    others = np.array([guess.score for guess in outside])
    return Accuracy(
        acc0(right),
        acc0(_right(_asked(ask, with_typos(intents.questions)))),
        auroc(scores, others) if outside else None,
        oscr(scores, right, others) if outside else None,
        _decided(inside, outside),
    )


def _asked(ask: Matcher, questions: Sequence[tuple[str, str]]) -> list[tuple[Guess, str]]:
    return [(ask(question), topic) for question, topic in questions]


def _right(guesses: Sequence[tuple[Guess, str]]) -> Truths:
    return np.array([guess.topic == topic for guess, topic in guesses])


def _decided(inside: Sequence[tuple[Guess, str]], outside: Sequence[Guess]) -> Decided | None:
    answers = [(guess.answered, topic) for guess, topic in inside if guess.answered is not None]
    if len(answers) < len(inside):
        return None
    right = np.mean([answered == (topic,) for answered, topic in answers])
    answered = np.mean([bool(answered) for answered, _ in answers])
    left = np.mean([not guess.answered for guess in outside]) if outside else 1.0
    return Decided(float(right), float(answered - right), float(left))
