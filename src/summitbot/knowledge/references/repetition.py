"""Questions that stand in two places, so that one of them cannot do its work."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from summitbot.knowledge.references.findings import Finding, Loc, Place
from summitbot.knowledge.shapes import TextLists, Topic

_SLOT = re.compile(r"\{(\w+)[^{}]*\}")
_ACCENTS = re.compile("[\u0300-\u036f]")
_PUNCTUATION = re.compile(r"[^\w{}]+")


def repetitions(topics: Mapping[str, Topic]) -> Iterator[Finding]:
    """Phrasings that two topics share or one topic holds twice, and checks that the matcher knows word for word."""
    asked: dict[str, Place] = {}
    for key, topic in topics.items():
        for loc, question in questions(topic.ask):
            if words := folded(question):
                place = Place("topics", key, ("ask", *loc))
                first = asked.setdefault(words, place)
                if first.key != key:
                    fault = "is asked in {other} too, so that two topics would answer it"
                    yield Finding(place, question, fault, "", "keep it in one of them", first)
                elif first != place and first.loc[1] == loc[0]:
                    fault = "stands in this list twice, the first time in {other}"
                    yield Finding(place, question, fault, "", "delete one of them", first)
    for key, topic in topics.items():
        for loc, question in questions(topic.check):
            if first_asked := asked.get(folded(question)):
                place = Place("topics", key, ("check", *loc))
                fault = "is asked in {other} too, so that it checks nothing"
                mend = "word it as nobody has yet: the matcher must not have seen it"
                yield Finding(place, question, fault, "", mend, first_asked)


def questions(by_language: TextLists) -> Iterator[tuple[Loc, str]]:
    """Every question with its language and number."""
    for language, texts in by_language.items():
        for index, question in enumerate(texts):
            yield (language, index), question


def folded(question: str) -> str:
    """The question without case, accents, punctuation and fields of slots: what makes two phrasings the same."""
    if "{" in question:
        question = _SLOT.sub(r"{\1}", question)
    if not question.isascii():
        question = _ACCENTS.sub("", unicodedata.normalize("NFKD", question))
    return _PUNCTUATION.sub(" ", question.casefold()).strip()
