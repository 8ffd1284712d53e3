"""Compares this matcher with plain fuzzy search, in one run on one machine.

Accuracy: every unseen `check` question of the shipped knowledge that names its topic without slots, asked of both.
Speed and memory: invented phrasings, a thousand and a few thousand of them, asked in turn.
"""

import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from rapidfuzz import fuzz, process

from summitbot import Engine, Outcome, Question, load_knowledge
from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.shapes import Topic

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
MOMENT = datetime(2026, 1, 1, 12, tzinfo=UTC)
SIZES = (500, 1_000, 2_000)
QUESTIONS = 200
PER_TOPIC = 8
Asker = Callable[[str], str | None]


def checks(knowledge: Knowledge, language: str) -> list[tuple[str, str]]:
    """Unseen question and the topic it must reach."""
    return [(q, id_) for id_, t in knowledge.topics.items() for q in t.check.get(language, ())]


def phrasings(knowledge: Knowledge, language: str) -> dict[str, str]:
    """Phrasing -> topic."""
    asked = ((p, id_) for id_, t in knowledge.topics.items() for p in (*t.ask.get(language, ()), *t.ask.get("*", ())))
    return dict(asked)


def fuzzy(stored: dict[str, str], scorer: Callable[..., float]) -> Asker:
    """The peer: the best fuzzy score over all phrasings, from 60 of 100 on."""
    texts = list(stored)

    def ask(question: str) -> str | None:
        best = process.extractOne(question.lower(), texts, scorer=scorer, score_cutoff=60)
        return stored[best[0]] if best else None

    return ask


def ours(engine: Engine, language: str) -> Asker:
    """This matcher: the topic it answers from."""

    def ask(question: str) -> str | None:
        answer = engine.answer(Question(question, MOMENT, language))
        return answer.readings[0].topic if answer.outcome is Outcome.ANSWER else None

    return ask


def accuracy(questions: list[tuple[str, str]], ask: Asker) -> tuple[float, float]:
    """Shares answered from the right topic and from a wrong one."""
    reached = [(ask(q), wanted) for q, wanted in questions]
    right = sum(got == wanted for got, wanted in reached)
    wrong = sum(got is not None and got != wanted for got, wanted in reached)
    return right / len(reached), wrong / len(reached)


def invented(size: int) -> Iterator[tuple[str, str]]:
    """Phrasings of invented words, each with its topic."""
    chance = random.Random(size)
    words = ["".join(chance.choices("abcdefghilmnoprstuv", k=chance.randint(3, 9))) for _ in range(size)]
    for n in range(size):
        yield " ".join(chance.choices(words, k=chance.randint(3, 8))), f"t{n // PER_TOPIC}"


def milliseconds(questions: list[str], ask: Asker) -> tuple[float, float]:
    """Mean and 99th percentile for one question, in milliseconds."""
    times = []
    for question in questions:
        start = time.perf_counter()
        ask(question)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.mean(times), statistics.quantiles(times, n=100)[-1]


def megabytes(knowledge: Knowledge) -> float:
    """What an engine adds to memory, built once more so that counting does not slow the timed one down."""
    tracemalloc.start()
    engine = Engine(knowledge)
    engine.prepare()
    added = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    return added if engine.languages else 0.0


def print_accuracy() -> None:
    """The table of shares answered rightly and wrongly."""
    knowledge = load_knowledge(KNOWLEDGE)
    engine = Engine(knowledge)
    print(f"{'unseen questions':24}{'language':>10}{'n':>6}{'right':>8}{'wrong':>8}")
    for language in engine.languages:
        questions = checks(knowledge, language)
        stored = phrasings(knowledge, language)
        peers = {"summitbot": ours(engine, language)}
        peers |= {f"rapidfuzz {s.__name__}": fuzzy(stored, s) for s in (fuzz.WRatio, fuzz.token_set_ratio)}
        for name, ask in peers.items():
            right, wrong = accuracy(questions, ask)
            print(f"{name:24}{language:>10}{len(questions):6}{right:8.1%}{wrong:8.1%}")


def print_speed() -> None:
    """The table of times and memory by number of phrasings."""
    shipped = load_knowledge(KNOWLEDGE)
    print(f"\n{'phrasings':>10}{'matcher':>26}{'build s':>9}{'MB':>7}{'mean ms':>9}{'p99 ms':>8}")
    for size in SIZES:
        stored = dict(invented(size))
        questions = random.Random(1).sample(list(stored), min(QUESTIONS, size))
        by_topic: dict[str, list[str]] = {}
        for text, id_ in stored.items():
            by_topic.setdefault(id_, []).append(text)
        topics = {i: Topic(ask={"en": tuple(p)}, answer={"en": i}) for i, p in by_topic.items()}
        knowledge = replace(shipped, topics=topics, entities={}, summit=None)
        start = time.perf_counter()
        engine = Engine(knowledge)
        engine.prepare()
        built = time.perf_counter() - start
        memory = megabytes(knowledge)
        rows = {"summitbot": (ours(engine, "en"), f"{built:9.2f}{memory:7.1f}")}
        rows["rapidfuzz token_set_ratio"] = (fuzzy(stored, fuzz.token_set_ratio), f"{'-':>9}{'-':>7}")
        for name, (ask, cost) in rows.items():
            mean, high = milliseconds(questions, ask)
            print(f"{size:10}{name:>26}{cost}{mean:9.2f}{high:8.2f}")


if __name__ == "__main__":
    print_accuracy()
    print_speed()
    sys.exit(0)
