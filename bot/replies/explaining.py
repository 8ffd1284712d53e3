"""Why a question was answered as it was, in words that an asker understands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.replies.keys import Gone, Recalled
from bot.replies.rendering import day_for_all, escape
from summitbot import Answer, Engine, Outcome, Reading

_BLANKS = re.compile(r"\{[^{}]*\}")


def explain(recalled: Recalled, answer: Answer, engine: Engine, language: str | None) -> str:
    """Return what was understood of the question that got `answer`: matched phrasing, names, score, as of when."""
    paragraphs = [_reason(reading, engine, language) for reading in answer.readings]
    if Gone.PHRASING in recalled.gone:
        paragraphs.append(engine.sentence("gone-phrasing", language))
    if answer.as_of is not None:
        paragraphs.append(engine.sentence("why-as-of", language, date=day_for_all(answer.as_of)))
    return "\n\n".join(paragraphs)


def what_changed(recalled: Recalled, engine: Engine, language: str | None) -> str:
    """Return what has become of an answer since it was given; empty if it reads the same."""
    if recalled.answer is None:
        return engine.sentence("gone-entity" if Gone.ENTITY in recalled.gone else "gone-topic", language)
    if not recalled.changed:
        return ""
    now = "\n".join(f"> {escape(line)}" for line in recalled.answer.text.split("\n"))
    return f"{engine.sentence('changed', language)}\n{now}\n"


def _reason(reading: Reading, engine: Engine, language: str | None) -> str:
    return "\n".join(f"- {line}" for line in _lines(reading, engine, language))


def _lines(reading: Reading, engine: Engine, language: str | None) -> Iterator[str]:
    def say(sentence: str, **values: str) -> str:
        return engine.sentence(sentence, language, **{name: escape(value) for name, value in values.items()})

    answered = reading.outcome is Outcome.ANSWER
    if not (answered or reading.unknown_names or reading.score >= reading.doubt / 2):
        yield say("why-nothing")
        return
    yield from _meaning(reading, engine, say)
    if reading.unknown_names:
        yield say("why-unknown-name")
    if reading.slots:
        names = [engine.name(kind, id_, reading.language) for kind, id_ in reading.slots.items()]
        yield say("why-about", names=", ".join(names))
    if reading.wants_expectation:
        yield say("why-expected")
    yield from _likeness(reading, say)


def _meaning(reading: Reading, engine: Engine, say: Callable[..., str]) -> Iterator[str]:
    """The question that it was taken for, and the wording it was matched with where that is another."""
    matched = next((candidate for candidate in reading.candidates if candidate.phrasing), None)
    if matched is None:
        return
    wording = engine.in_words(matched, reading.language) or _BLANKS.sub("…", matched.phrasing)
    meant = engine.suggestion(matched, reading.language)
    if reading.outcome is not Outcome.ANSWER:
        yield say("why-nearest", question=wording)
    elif reading.exact:
        yield say("why-exact", question=wording)
    else:
        yield say("why-meant", question=meant or wording)
        if meant and meant != wording:
            yield say("why-like", question=wording)


def _likeness(reading: Reading, say: Callable[..., str]) -> Iterator[str]:
    """The score against the threshold; what was matched word for word needs none."""
    score, threshold = (f"{100 * share:.0f}" for share in (reading.score, reading.threshold))
    if reading.outcome is Outcome.ANSWER:
        if not reading.exact:
            yield say("why-score", score=score, threshold=threshold)
    elif reading.outcome is Outcome.CLARIFY and reading.score >= reading.threshold:
        yield say("why-several")
    elif not reading.unknown_names and reading.topic:
        yield say("why-score", score=score, threshold=threshold)
