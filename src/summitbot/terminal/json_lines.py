"""Questions and answers for programs: one question a line, one JSON object a line."""

from __future__ import annotations

import json
import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from summitbot import Answer, Candidate, Engine, Outcome, Question, Reading, SourceNote
from summitbot.terminal.rendering import said, whole

MOST_CONVERSATIONS = 1_000

_logger = logging.getLogger(__name__)

_LINE_ENDS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}
"""Marks that JSON lets stand but some readers take for the end of a line."""


class Line(NamedTuple):
    """One line of input. Lines of one conversation share context; a line without has none."""

    text: str
    conversation: str | None = None
    language: str | None = None


def read_line(line: bytes) -> Line:
    """Return what `line` asks: an object with a text, else the line itself as plain text. It never raises."""
    plain = line.decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r\n")
    try:
        value = json.loads(plain)
    except (ValueError, RecursionError):
        return Line(plain)
    match value:
        case {"text": str(text)}:
            return Line(whole(text), _text_or_number(value.get("conversation")), _text(value.get("language")))
        case _:
            return Line(plain)


def _text(value: object) -> str | None:
    return whole(value) if isinstance(value, str) and value else None


def _text_or_number(value: object) -> str | None:
    return str(value) if isinstance(value, int) else _text(value)


def answer_lines(
    engine: Engine, lines: Iterable[bytes], language: str | None, now: Callable[[], datetime]
) -> Iterator[str]:
    """Yield one line of JSON for each of `lines`, in order; `language` is the hint where a line has none.

    `now` is asked for the moment of each question, as a program may keep asking for days.
    """
    previous: OrderedDict[str, tuple[Reading, ...]] = OrderedDict()
    for line in map(read_line, lines):
        before = previous.pop(line.conversation, ()) if line.conversation else ()
        answer = _answered(engine, Question(line.text, now(), line.language or language, before, weigh_all=True))
        if line.conversation:
            previous[line.conversation] = answer.context
            if len(previous) > MOST_CONVERSATIONS:
                previous.popitem(last=False)
        yield as_line(answer)


def _answered(engine: Engine, question: Question) -> Answer:
    """The answer, or if the engine fails on a question an apology, so that the lines after it are answered too."""
    try:
        return engine.answer(question)
    except Exception as error:  # noqa: BLE001 - one bad question must not keep a script from the others
        _logger.error("A question could not be answered: %r", error)  # noqa: TRY400 - no traceback in a terminal
        language = engine.languages[0]
        reading = Reading(question.text, language, Outcome.UNKNOWN)
        sorry = engine.sentence("error", language, reference="terminal")
        return Answer(Outcome.UNKNOWN, (sorry,), language, (reading,), context=question.previous)


def as_line(answer: Answer) -> str:
    """Return `answer` as one line of JSON, whatever a reader takes for the end of a line."""
    return json.dumps(as_record(answer), ensure_ascii=False).translate(_LINE_ENDS)


def as_record(answer: Answer) -> dict[str, object]:
    """Return `answer` by the keys that scripts rely on; the first part that ended as the whole did speaks for all."""
    reading = next((part for part in answer.readings if part.outcome is answer.outcome), answer.readings[0])
    best = next(iter(reading.candidates), None)
    return {
        "outcome": answer.outcome.value,
        "text": "\n".join(said(answer)),
        "language": answer.language,
        "topic": reading.topic,
        "entities": list(dict.fromkeys(entity for part in answer.readings for entity in part.entities)),
        "score": reading.score,
        "runner_up": _candidate(next((c for c in reading.candidates if best and c.topic != best.topic), None)),
        "best": _candidate(best),
        "sources": [_source(source) for source in answer.sources],
        "as_of": answer.as_of.isoformat() if answer.as_of else None,
        "status": answer.status,
        "suggestions": list(answer.suggestions),
    }


def _candidate(candidate: Candidate | None) -> dict[str, object] | None:
    return {"topic": candidate.topic, "score": candidate.score} if candidate else None


def _source(source: SourceNote) -> dict[str, str | None]:
    return {"title": source.title, "url": source.url, "publisher": source.publisher, "date": source.date}
