"""The tiny summit for tests to question: `ask` puts one question, `talk` a whole conversation."""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from summitbot import Answer, Candidate, Engine, Gate, Question, Reading, load_knowledge
from summitbot.knowledge.knowledge import Knowledge, in_language

TINY = Path(__file__).parents[1] / "tiny_summit"
AFTER = datetime(2024, 7, 1, 12, tzinfo=UTC)
DAY = "2024-06-12"


@cache
def congress() -> Engine:
    """One engine of the tiny summit for all tests: it keeps nothing from one question to the next."""
    return Engine(load_knowledge(TINY))


def congress_with(files: Mapping[str, str], folder: Path) -> Engine:
    """An engine of the tiny summit, copied into the folder, with these files added or replaced."""
    shutil.copytree(TINY, folder, dirs_exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return Engine(load_knowledge(folder))


def ask(
    text: str,
    *,
    language: str | None = None,
    at: datetime = AFTER,
    previous: Sequence[Reading] = (),
    engine: Engine | None = None,
) -> Answer:
    """The answer to a question, put after the congress unless told otherwise."""
    return (engine or congress()).answer(Question(text, at, language, tuple(previous)))


def talk(*texts: str, engine: Engine | None = None) -> Answer:
    """The answer to the last question of a conversation."""
    answer = ask(texts[0], engine=engine)
    for text in texts[1:]:
        answer = ask(text, previous=answer.context, engine=engine)
    return answer


def topics(answer: Answer) -> list[str | None]:
    """The topic of each part of the question."""
    return [reading.topic for reading in answer.readings]


def entities(answer: Answer) -> list[str]:
    """Ids of all that the question names."""
    return [id_ for reading in answer.readings for id_ in reading.entities]


def candidate(answer: Answer, topic: str) -> Candidate:
    """What the first part of the question came to for that topic."""
    return next(c for c in answer.readings[0].candidates if c.topic == topic)


def gate(answer: Answer, topic: str, name: str) -> Gate:
    """A gate between the first part of the question and that topic."""
    return next(g for g in candidate(answer, topic).gates if g.name == name)


class Exact(NamedTuple):
    """A phrasing as it is written, its slots filled with names that are written as they are known."""

    text: str
    language: str
    topic: str
    entity: str | None


def exact_questions(knowledge: Knowledge) -> Iterator[Exact]:
    """Every phrasing of every topic, for every entity that can fill its slot."""
    for topic, phrasings in knowledge.topics.items():
        for language, texts in phrasings.ask.items():
            for text in texts:
                yield from (Exact(asked, language, topic, id_) for asked, id_ in _filled(text, language, knowledge))


def _filled(text: str, language: str, knowledge: Knowledge) -> Iterator[tuple[str, str | None]]:
    slot = re.search(r"\{([a-z]+)(\.[a-z]+)?\}", text)
    if slot is None:
        yield text, None
    elif slot.group(1) == "day":
        yield text.replace(slot.group(), {"en": "12 June", "fr": "12 juin"}[language]), DAY
    else:
        for id_, entity in knowledge.entities[slot.group(1)].items():
            yield text.replace(slot.group(), in_language(entity.name, language) or id_), id_
