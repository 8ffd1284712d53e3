"""What a matcher costs, by the number of phrasings. Each is measured in a process of its own, so that none disturbs."""

import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from bench.intents import LANGUAGE, shipped
from bench.matchers import MATCHERS, SVM, Guess, Matcher
from bench.phrasings import invent
from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.shapes import Topic

SIZES = (1_000, 10_000, 100_000)
QUESTIONS = 300
MESSAGES = 10
LONG = 4_000
"""Characters of a message as long as Discord lets anybody write."""
TOO_LARGE = {SVM: 100_000}
"""Sizes from which a matcher is left out: to train one machine for each of 2,000 topics takes half an hour."""
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Cost:
    """One row of the table: times in milliseconds, but for building in seconds; memory in megabytes, if it is known."""

    matcher: str
    size: int
    build: float
    memory: float | None
    peak: float | None
    mean: float
    p99: float
    long: float
    right: float
    """Share of the questions that find their topic: what is fast and wrong is worth nothing."""


def measure_speed(matcher: str, size: int) -> Cost:
    """The cost of one matcher at one size, on one thread in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_measure, matcher, size).result()


def sizes_for(matcher: str, largest: int) -> list[int]:
    """The sizes that a matcher can be measured at."""
    return [size for size in SIZES if size <= largest and size < TOO_LARGE.get(matcher, largest + 1)]


def _measure(matcher: str, size: int) -> Cost:
    invented = invent(size, QUESTIONS)
    knowledge = _knowledge(invented.topics)
    before = _megabytes("VmRSS")
    start = time.perf_counter()
    ask = MATCHERS[matcher](knowledge)
    built = time.perf_counter() - start
    after, peak = _megabytes("VmRSS"), _megabytes("VmHWM")
    questions = [text for text, _ in invented.questions]
    times, guesses = _timed(ask, questions)
    right = [guess.topic == topic for guess, (_, topic) in zip(guesses, invented.questions, strict=True)]
    return Cost(
        matcher,
        size,
        built,
        after - before if before and after else None,
        peak - before if before and peak else None,
        statistics.mean(times),
        statistics.quantiles(times, n=100)[-1],
        statistics.mean(_timed(ask, _long_messages(questions))[0]),
        statistics.mean(right),
    )


def _knowledge(topics: dict[str, tuple[str, ...]]) -> Knowledge:
    """The phrasings in the languages that the bot brings along; the last of each topic serves as its answer."""
    made = {id_: Topic(ask={LANGUAGE: asked[:-1]}, answer={LANGUAGE: asked[-1]}) for id_, asked in topics.items()}
    return replace(shipped().knowledge, topics=made, entities={}, summit=None)


def _timed(ask: Matcher, questions: Sequence[str]) -> tuple[list[float], list[Guess]]:
    """Milliseconds and guess for each question."""
    times, guesses = [], []
    for question in questions:
        start = time.perf_counter()
        guess = ask(question)
        times.append(1000 * (time.perf_counter() - start))
        guesses.append(guess)
    return times, guesses


def _long_messages(questions: list[str]) -> list[str]:
    """Messages of many questions, cut at the length that Discord allows."""
    joined = [". ".join(questions[at:] + questions[:at])[:LONG] for at in range(0, len(questions), 7)]
    return joined[:MESSAGES]


def _megabytes(field: str) -> float | None:
    """A line of the process's own status on Linux: VmRSS is the memory in use, VmHWM the most that ever was."""
    if not _STATUS.exists():
        return None
    lines = (line.split() for line in _STATUS.read_text(encoding="ascii").splitlines())
    return next((int(words[1]) / 1024 for words in lines if words[0] == f"{field}:"), None)
