"""Why a question was answered as it was, in words that an asker understands."""

from __future__ import annotations

from collections.abc import Iterator

from bot.keys import Gone, Recalled
from bot.rendering import day_for_all, escape
from summitbot import Answer, Engine, Outcome, Reading


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
        return engine.sentence(sentence, language, **values)

    matched = reading.candidates[0] if reading.candidates and reading.candidates[0].phrasing else None
    question = engine.in_words(matched, reading.language) if matched else None
    answered = reading.outcome is Outcome.ANSWER
    if question:
        kind = "exact" if reading.exact and answered else "like" if answered else "nearest"
        yield say(f"why-{kind}", question=escape(question))
    elif not answered and not reading.topic:
        yield say("why-nothing")
    if reading.unknown_names:
        yield say("why-unknown-name")
    names = [engine.name(kind, id_, reading.language) for kind, id_ in reading.slots.items()]
    if names:
        yield say("why-about", names=escape(", ".join(names)))
    if reading.wants_expectation:
        yield say("why-expected")
    score, threshold = (f"{100 * share:.0f}" for share in (reading.score, reading.threshold))
    if not (reading.exact and answered):
        yield say("why-score" if answered else "why-short", score=score, threshold=threshold)
