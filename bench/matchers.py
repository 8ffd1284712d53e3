"""This matcher and its peers, each prepared as is usual for it, all asked in the same way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process
from Stemmer import Stemmer

from bench.intents import LANGUAGE, texts
from summitbot import Engine, Outcome, Question
from summitbot.knowledge.knowledge import Knowledge

WITH_PEERS = find_spec("bm25s") is not None and find_spec("sklearn") is not None
"""Whether the dependency group `bench` is installed."""
MOMENT = datetime(2026, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Guess:
    """The topic that a question fits best, with a score of any scale."""

    topic: str | None
    score: float
    answered: tuple[str, ...] | None = None
    """The topics it answers from; nothing at all where a matcher leaves that decision to others."""


Matcher = Callable[[str], Guess]
Builder = Callable[[Knowledge], Matcher]


def summitbot(knowledge: Knowledge) -> Matcher:
    """The engine as the bot asks it."""
    engine = Engine(knowledge)
    engine.prepare()

    def ask(question: str) -> Guess:
        answer = engine.answer(Question(question, MOMENT, LANGUAGE))
        likeliest = [reading.candidates[0] for reading in answer.readings if reading.candidates]
        answered = answer.readings if answer.outcome is Outcome.ANSWER else ()
        topics = tuple(reading.topic for reading in answered if reading.topic is not None)
        if not likeliest:
            return Guess(None, 0.0, topics)
        best = max(likeliest, key=lambda candidate: candidate.score)
        return Guess(best.topic, best.score, topics)

    return ask


def token_set_ratio(knowledge: Knowledge) -> Matcher:
    """RapidFuzz: the likeness of the two sets of words."""
    return _fuzzy(knowledge, fuzz.token_set_ratio)


def wratio(knowledge: Knowledge) -> Matcher:
    """RapidFuzz: its weighted mixture of several ratios."""
    return _fuzzy(knowledge, fuzz.WRatio)


def bm25(knowledge: Knowledge) -> Matcher:
    """bm25s: Okapi BM25 over the texts, without stop words and with stems, as its manual shows."""
    import bm25s  # noqa: PLC0415 - it may be missing

    known, topics = zip(*texts(knowledge), strict=True)
    stemmer = Stemmer("english")

    def words(question: list[str]) -> Any:
        return bm25s.tokenize(question, stopwords="en", stemmer=stemmer, show_progress=False)

    index = bm25s.BM25()
    index.index(words(list(known)), show_progress=False)

    def ask(question: str) -> Guess:
        found = index.retrieve(words([question]), k=1, show_progress=False)
        return Guess(topics[int(found.documents[0, 0])], float(found.scores[0, 0]))

    return ask


def svm(knowledge: Knowledge) -> Matcher:
    """scikit-learn: a linear support vector machine on TF-IDF of words, pairs of words, and pieces of words."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - it may be missing
    from sklearn.pipeline import make_pipeline, make_union  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    known, topics = zip(*texts(knowledge), strict=True)
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\w+", strip_accents="unicode", sublinear_tf=True)  # noqa: S106 - a pattern
    pieces = TfidfVectorizer(ngram_range=(2, 5), analyzer="char_wb", strip_accents="unicode", sublinear_tf=True)
    machine = make_pipeline(make_union(words, pieces), LinearSVC())
    machine.fit(known, topics)
    classes = machine.classes_

    def ask(question: str) -> Guess:
        scores = machine.decision_function([question])[0]
        best = int(np.argmax(scores))
        return Guess(str(classes[best]), float(scores[best]))

    return ask


def _fuzzy(knowledge: Knowledge, scorer: Callable[..., float]) -> Matcher:
    """The most similar phrasing, all of them compared one by one."""
    known, topics = zip(*texts(knowledge), strict=True)
    cleaned = [default_process(text) for text in known]

    def ask(question: str) -> Guess:
        _, score, at = process.extractOne(default_process(question), cleaned, scorer=scorer)
        return Guess(topics[at], score)

    return ask


FUZZY = "rapidfuzz token_set_ratio"
SVM = "TF-IDF + linear SVM"
MATCHERS: Mapping[str, Builder] = {
    "summitbot": summitbot,
    FUZZY: token_set_ratio,
    "rapidfuzz WRatio": wratio,
    **({"BM25 (bm25s)": bm25, SVM: svm} if WITH_PEERS else {}),
}
