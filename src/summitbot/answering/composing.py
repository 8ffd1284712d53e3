"""From a reading to the answer a person gets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from summitbot.answering import claims
from summitbot.answering.filling import PLACEHOLDER, Filler, Territories, UnfilledError, name_of
from summitbot.answering.wording import date_in_words, written
from summitbot.conversation import KNOWN_FACT, Answer, Candidate, Outcome, Reading, SourceNote
from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.shapes import EVERY_LANGUAGE, Claim, Topic

MOST_SUGGESTIONS = 4
LONGEST_NAME = 60
_QUESTIONABLE = 0.5
"""Share of the threshold from which a candidate is still worth suggesting after an 'I don't know'."""


class Composer:
    """Writes answers from one knowledge folder."""

    def __init__(self, knowledge: Knowledge, territories: Territories) -> None:
        self._knowledge = knowledge
        self._territories = territories

    def compose(self, reading: Reading, moment: date) -> Answer:
        """The answer to one reading, as of that day; what was not known yet is told as of the day it was, and so."""
        if reading.outcome is Outcome.ANSWER and reading.topic is not None:
            topic = self._knowledge.topics[reading.topic]
            answer = self._answer(reading, topic, moment)
            if answer.as_of is None or answer.as_of <= moment:
                return answer
            return self._as_known_later(self._answer(reading, topic, answer.as_of), answer.as_of)
        if reading.outcome is Outcome.CLARIFY:
            return self._clarify(reading)
        return self._unknown(reading)

    def sentence(self, key: str, language: str, /, **values: str) -> str:
        """One of the bot's own sentences, in that language or the folder's first."""
        return self._sentence(key, language, **values)[0]

    def _sentence(self, key: str, language: str, /, **values: str) -> tuple[str, str]:
        """One of the bot's own sentences, and the language that it is in."""
        packs = self._knowledge.languages
        for code in (language, *self._knowledge.language_codes, *packs):
            if code in packs and key in packs[code].sentences:
                return _filled(packs[code].sentences[key], values), code
        return "", language

    def _says(self, key: str, language: str) -> bool:
        return language in self._knowledge.languages and key in self._knowledge.languages[language].sentences

    def event(self, language: str) -> str:
        """The event's name."""
        summit = self._knowledge.summit
        if summit is None:
            return self.sentence("this-event", language)
        return written(summit.name, language, self._knowledge.language_codes)[0]

    def name(self, kind: str, id_: str, language: str) -> str:
        """The name of an entity."""
        return name_of(kind, id_, self._knowledge, self._territories, language)

    def suggestion(self, candidate: Candidate, language: str) -> str | None:
        """The candidate's question as a person would put it; nothing, if a name in it is unknown here."""
        topic = self._knowledge.topics[candidate.topic]
        if topic.declines:
            return None
        asked = topic.ask.get(language) or topic.ask.get(EVERY_LANGUAGE) or next(iter(topic.ask.values()))
        return self.in_words(replace(candidate, phrasing=asked[0]), language)

    def in_words(self, candidate: Candidate, language: str) -> str | None:
        """The candidate's phrasing with names in the place of its slots; nothing, if a name is unknown here."""
        filler = self._filler(self._knowledge.topics[candidate.topic], candidate, language, date.max)
        if not all(filler.knows(kind, id_) for kind, id_ in candidate.slots.items()):
            return None
        try:
            return _tidy(filler.fill(candidate.phrasing))
        except UnfilledError:
            return None

    def can_tell(self, candidate: Candidate, language: str, *, otherwise: bool) -> bool:
        """Whether the candidate's answer can be filled, or if that will do, what rests on a fact otherwise."""
        topic = self._knowledge.topics[candidate.topic]
        for text in (topic.answer, topic.otherwise if otherwise else None):
            filler = self._filler(topic, candidate, language, date.max)
            try:
                if text is not None and filler.say(text) and (text is topic.answer or filler.used):
                    return True
            except UnfilledError:
                continue
        return False

    def _as_known_later(self, answer: Answer, day: date) -> Answer:
        """The answer, opened by that day: it was not known yet on the day asked about."""
        if answer.outcome is not Outcome.ANSWER:
            return answer
        first, *rest = answer.blocks
        said = self.sentence("later", answer.language, date=date_in_words(day, answer.language), text=first)
        return replace(answer, blocks=(said, *rest))

    def _answer(self, reading: Reading, topic: Topic, moment: date) -> Answer:
        history = topic.claims
        present = claims.newest(history, moment)
        filler = self._filler(topic, reading, reading.language, moment)
        try:
            body = filler.say(present.text or topic.answer)
        except UnfilledError:
            return self._otherwise(reading, topic, moment)
        blocks = [_tidy(body if reading.wants_expectation or reading.negated else filler.lead() + body)]
        if topic.declines:
            return Answer(Outcome.UNKNOWN, tuple(blocks), filler.language, (reading,))
        if present.sources or not filler.used:
            filler.used.insert(0, present)
        if reading.wants_expectation:
            blocks = self._with_expectation(blocks[0], [history, *filler.histories], filler, moment)
        return self._resting_on(filler, blocks, reading)

    def _resting_on(self, filler: Filler, blocks: Sequence[str], reading: Reading) -> Answer:
        used = filler.used
        newest = max((c.as_of for c in used if c.as_of), default=None)
        status = next((str(c.status) for c in used if c.status), None)
        notes = self._notes(used)
        return Answer(Outcome.ANSWER, tuple(blocks), filler.language, (reading,), notes, newest, status)

    def _with_expectation(
        self, body: str, histories: Iterable[Sequence[Claim]], filler: Filler, moment: date
    ) -> list[str]:
        """What was said beforehand first, then what is known now."""
        for history in histories:
            before = claims.expectation(history, moment)
            if before is None or before.as_of is None:
                continue
            try:
                said = _tidy(filler.as_of(before.as_of).sentence(before))
            except UnfilledError:
                continue
            day = date_in_words(before.as_of, filler.language)
            filler.used.append(before)
            return [
                self.sentence("before", filler.language, date=day, text=said),
                self.sentence("after", filler.language, text=body),
            ]
        return [body]

    def _otherwise(self, reading: Reading, topic: Topic, moment: date) -> Answer:
        """What is said where the fact is missing; an answer still, if that rests on another fact."""
        filler = self._filler(topic, reading, reading.language, moment)
        if topic.otherwise is None:
            return self._no_fact(reading)
        try:
            text = _tidy(filler.say(topic.otherwise))
        except UnfilledError:
            return self._no_fact(reading)
        if not filler.used:
            return Answer(Outcome.UNKNOWN, (text,), filler.language, (reading,), suggestions=self._instead(reading))
        blocks = [text]
        if reading.wants_expectation:
            blocks = self._with_expectation(text, filler.histories, filler, moment)
        return self._resting_on(filler, blocks, reading)

    def _no_fact(self, reading: Reading) -> Answer:
        """What the bot itself says where the topic has no words for a missing fact."""
        topic = self._knowledge.topics[reading.topic or ""]
        filler = self._filler(topic, reading, reading.language, date.max)
        names = " / ".join(filler.name(kind, id_) for kind, id_ in reading.slots.items())
        return self._short_of_an_answer(reading, "unknown-fact" if names else "unknown-short", name=names)

    def _clarify(self, reading: Reading) -> Answer:
        offered = (self.suggestion(self._with_answer(o), reading.language) for o in reading.options)
        suggestions = tuple(dict.fromkeys(s for s in offered if s))[:MOST_SUGGESTIONS]
        if not suggestions:
            return self._unknown(reading)
        name = _ambiguous_name(reading)
        if len(suggestions) == 1 and self._says("clarify-one", reading.language):
            text, language = self._sentence("clarify-one", reading.language)
        elif name is not None:
            text, language = self._sentence("clarify-name", reading.language, name=_short(name))
        else:
            text, language = self._sentence("clarify", reading.language)
        return Answer(Outcome.CLARIFY, (text,), language, (reading,), suggestions=suggestions)

    def _with_answer(self, option: Candidate) -> Candidate:
        """The option; who or what it names, if nothing is known there of what was asked."""
        if all(gate.passed for gate in option.gates if gate.name == KNOWN_FACT) or len(option.slots) != 1:
            return option
        bare = "{" + next(iter(option.slots)) + "}"
        topics = self._knowledge.topics.items()
        introducing = (id_ for id_, topic in topics if any(bare in asked for asked in topic.ask.values()))
        return replace(option, topic=next(introducing, option.topic))

    def _unknown(self, reading: Reading) -> Answer:
        if reading.unknown_names:
            return self._short_of_an_answer(reading, "unknown-name", name=_short(reading.unknown_names[0]))
        if not any(c.isalnum() for c in reading.text):
            return self._short_of_an_answer(reading, "empty")
        return self._short_of_an_answer(reading, "unknown", summit=self.event(reading.language))

    def _short_of_an_answer(self, reading: Reading, key: str, **values: str) -> Answer:
        """One of the bot's own sentences in place of an answer, with what could be asked instead."""
        text, language = self._sentence(key, reading.language, **values)
        return Answer(Outcome.UNKNOWN, (text,), language, (reading,), suggestions=self._instead(reading))

    def _instead(self, reading: Reading) -> tuple[str, ...]:
        """Questions near the one asked that can be answered."""
        near = [
            c for c in reading.candidates if c.score >= _QUESTIONABLE * reading.threshold and c.topic != reading.topic
        ]
        telling = (c for c in near if not any(g.name == KNOWN_FACT and not g.passed for g in c.gates))
        offered = (self.suggestion(c, reading.language) for c in telling)
        return tuple(dict.fromkeys(s for s in offered if s))[: MOST_SUGGESTIONS - 1]

    def _filler(self, topic: Topic, read: Reading | Candidate, language: str, moment: date) -> Filler:
        return Filler(self._knowledge, self._territories, language, moment, read.slots, topic)

    def _notes(self, used: Iterable[Claim]) -> tuple[SourceNote, ...]:
        keys = dict.fromkeys(key for claim in used for key in claim.sources)
        known = [self._knowledge.sources[key] for key in keys if key in self._knowledge.sources]
        return tuple(SourceNote(s.title, s.publisher, str(s.url) if s.url else None, s.date) for s in known)


def _ambiguous_name(reading: Reading) -> str | None:
    """The words that each option takes for somebody or something else."""
    bearers: defaultdict[tuple[int, int, str], set[tuple[str, str]]] = defaultdict(set)
    for mention in reading.mentions:
        bearers[mention.start, mention.end, mention.surface] |= {(mention.kind, id_) for id_ in mention.entities}
    for (_, _, name), borne in bearers.items():
        if len(borne) > 1 and all(borne & set(option.slots.items()) for option in reading.options):
            return name
    return None


def _filled(text: str, values: dict[str, str]) -> str:
    return PLACEHOLDER.sub(lambda m: values.get(m.group(1), m.group()), text)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def _tidy(text: str) -> str:
    """One space between words, one full stop after an abbreviation that ends a sentence."""
    return re.sub(r"\.\.(?!\.)", ".", re.sub(r"[ \t\n]+", " ", text)).strip()
