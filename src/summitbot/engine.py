"""A knowledge folder made ready to answer: understanding reads the question, answering writes the reply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from zoneinfo import ZoneInfo

from summitbot.answering.composing import Composer
from summitbot.answering.overview import SECTION_KINDS, Section, overview
from summitbot.conversation import Answer, Candidate, Outcome, Question, Reading
from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.territories import all_territories
from summitbot.offers import Offers
from summitbot.understanding.completion import Completions
from summitbot.understanding.compound import Splitter
from summitbot.understanding.phrasebook import HARD_KINDS
from summitbot.understanding.reader import Reader

REMEMBERED = 4
"""Readings of a conversation that the next question may build on."""
CERTAIN_LEAD = 1.25
"""How far above the threshold a clause must score to be answered for the whole message, or any question unasked."""
FEWEST_WORDS = 3
"""A clause of fewer words is hardly what a message asks."""
SPLIT_HANDICAP = 0.08
"""How much worse than the whole the weakest part of a question may score for it to be answered in parts."""
SAME_ENTITY = 4
"""Other questions about the same entity that are looked at before those of kindred topics."""


class Engine:
    """Answers questions from one knowledge folder.

    Pure and synchronous: the same question, moment and folder give the same answer. One thread asks at a time.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        """Reads the phrasings; each language is indexed when its first question comes, or by `prepare`."""
        self.knowledge = knowledge
        self.languages = knowledge.language_codes
        """The languages it answers in, the preferred one first."""
        territories = {code: all_territories(code) for code in knowledge.language_codes} if knowledge.entities else {}
        self._reader = Reader(knowledge, territories)
        self._composer = Composer(knowledge, territories)
        self._splitter = Splitter(knowledge.languages[code] for code in knowledge.language_codes)
        self._telling = frozenset(id_ for id_, topic in knowledge.topics.items() if topic.tells and not topic.declines)
        self._offers = Offers(knowledge, self._reader, self._composer, territories)
        self._questions: dict[str, Completions] = {}
        self._names: dict[tuple[Section, str], Completions] = {}

    def prepare(self) -> None:
        """Builds at once what the first question of each language would otherwise wait for."""
        self._reader.prepare()

    def prepare_completion(self) -> None:
        """Builds at once what the first completion of each language would otherwise wait for."""
        for language in self.languages:
            self._questions_in(language)
            for section in SECTION_KINDS:
                self._names_in(section, language)

    def answer(self, question: Question) -> Answer:
        """The reply to a question; never raises for anything a person may type."""
        moment = self._day(question.asked_at)
        answers = [self._told(self._composer.compose(reading, moment)) for reading in self._readings(question)]
        answer = answers[0] if len(answers) == 1 else _joined(answers)
        return replace(answer, context=(*question.previous, *answer.readings)[-REMEMBERED:])

    def retell(self, readings: Sequence[Reading], asked_at: datetime) -> Answer:
        """The reply to questions understood before, made anew from what is known now; their words are not needed.

        Each reading with a topic must name one of this folder. Their thresholds are set to those in force.
        """
        moment = self._day(asked_at)
        judged = tuple(self._reader.judged(reading) for reading in readings)
        answers = [self._composer.compose(reading, moment) for reading in judged]
        answer = answers[0] if len(answers) == 1 else _joined(answers)
        return replace(answer, context=judged)

    def is_sure(self, text: str, answer: Answer) -> bool:
        """Whether `text` is a question, and `answer` what it asks for: enough to speak without being spoken to."""
        certain = answer.outcome is Outcome.ANSWER and all(map(self._is_certain, answer.readings))
        return certain and self._splitter.asks(text)

    def overview(self, section: Section, language: str | None, asked_at: datetime) -> Answer:
        """Everything under one heading at a glance."""
        return overview(section, self.knowledge, self._composer, self._known(language), self._day(asked_at))

    def related(self, readings: Sequence[Reading], asked_at: datetime, limit: int = 5) -> tuple[str, ...]:
        """Ready questions that somebody may ask next: of the same entities first, then of kindred topics.

        Each of them has an answer.
        """
        moment = self._day(asked_at)
        asked = {(r.topic, *sorted(r.slots.items())) for r in readings}
        found: dict[str, None] = {}
        for candidate, language in chain(self._of_same_entities(readings), self._of_kindred_topics(readings)):
            if len(found) == limit:
                break
            if (candidate.topic, *sorted(candidate.slots.items())) in asked:
                continue
            question = self._composer.suggestion(candidate, language)
            if question and self._has_answer(candidate, language, moment):
                found[question] = None
        return tuple(found)

    def in_words(self, candidate: Candidate, language: str) -> str | None:
        """The phrasing that was matched as a person would put it; nothing, if a name in it is unknown here."""
        return self._composer.in_words(candidate, self._known(language))

    def suggestion(self, candidate: Candidate, language: str) -> str | None:
        """The question by which its topic is offered to people; nothing, if a name in it is unknown here."""
        return self._composer.suggestion(candidate, self._known(language))

    def name(self, kind: str, id_: str, language: str) -> str:
        """What an entity is called."""
        return self._composer.name(kind, id_, self._known(language))

    def complete(self, typed: str, language: str | None, limit: int = 25) -> tuple[str, ...]:
        """Ready questions that fit what is typed, at most `limit`; in another language if none fits in this one."""
        found = (self._questions_in(code).find(typed, limit) for code in (self._known(language), *self.languages))
        return next(filter(None, found), ())

    def complete_name(self, section: Section, typed: str, language: str | None, limit: int = 25) -> tuple[str, ...]:
        """Names under a heading of the overview that fit what is typed, at most `limit`; a name alone is a question."""
        return self._names_in(section, self._known(language)).find(typed, limit)

    @property
    def timezone(self) -> str:
        """The time zone of the event, by its name; UTC if the folder has none."""
        return self.knowledge.summit.timezone if self.knowledge.summit is not None else "UTC"

    def local(self, moment: datetime) -> datetime:
        """The moment where the event takes place."""
        return moment.astimezone(ZoneInfo(self.timezone))

    def sentence(self, key: str, language: str | None, /, **values: str) -> str:
        """One of the bot's own sentences; `{summit}` in it is the event's name."""
        code = self._known(language)
        return self._composer.sentence(key, code, **{"summit": self._composer.event(code), **values})

    def _of_same_entities(self, readings: Sequence[Reading]) -> Iterator[tuple[Candidate, str]]:
        """At most a few, so that there is room for other topics."""
        for reading in readings:
            for kind, id_ in reading.slots.items():
                topics = [t for t in self.knowledge.topics if self._reader.slots_of(t, reading.language) == {kind}]
                nearest = self._reader.kin_of(reading.topic, reading.language) if reading.topic else ()
                telling = sorted(topics, key=lambda t: nearest.index(t) if t in nearest else len(nearest))
                yield from ((Candidate(t, "", 0.0, slots={kind: id_}), reading.language) for t in telling[:SAME_ENTITY])

    def _of_kindred_topics(self, readings: Sequence[Reading]) -> Iterator[tuple[Candidate, str]]:
        for reading in readings:
            for topic in self._reader.kin_of(reading.topic, reading.language) if reading.topic else ():
                if not self._reader.slots_of(topic, reading.language):
                    yield Candidate(topic, "", 0.0), reading.language

    def _has_answer(self, candidate: Candidate, language: str, moment: date) -> bool:
        reading = Reading("?", language, Outcome.ANSWER, candidate.topic, candidate.slots)
        return self._composer.compose(reading, moment).outcome is Outcome.ANSWER

    def _questions_in(self, language: str) -> Completions:
        if language not in self._questions:
            self._questions[language] = Completions(self._offers.questions(language))
        return self._questions[language]

    def _names_in(self, section: Section, language: str) -> Completions:
        if (section, language) not in self._names:
            kind = SECTION_KINDS.get(section)
            self._names[section, language] = Completions(self._offers.names(kind, language) if kind else ())
        return self._names[section, language]

    def _readings(self, question: Question) -> tuple[Reading, ...]:
        whole = self._reader.read(question)
        if whole.exact and not whole.from_context:
            return (whole,)
        apart = self._reader.read_apart(question, whole.language)
        if apart:
            return apart
        answered = whole.outcome is Outcome.ANSWER
        best: tuple[Reading, ...] = (whole,) if answered else ()
        least = whole.score - SPLIT_HANDICAP if answered else 0.0
        by_itself = answered and not whole.from_context
        part = replace(question, previous=()) if by_itself else question
        listed = self._reader.read_listed(part, whole.language)
        if listed:
            return (whole,) if answered and whole.score >= min(r.score for r in listed) else listed
        for parts in self._splitter.splits(question.text):
            readings = self._read_parts(parts, part)
            if readings is not None and min(r.score for r in readings) > least:
                best, least = self._without_courtesies(readings), min(r.score for r in readings)
        if len(best) > 1 or any(map(self._is_certain, best)):
            return best
        clause = self._clause(question, whole)
        is_meant = bool(clause) and (not best or clause[0].topic == whole.topic)
        return clause if is_meant else best or (whole,)

    def _without_courtesies(self, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """The readings but for thanks and greetings, if they ask for something."""
        topics = self.knowledge.topics
        asking = tuple(r for r in readings if r.topic and (topics[r.topic].tells or topics[r.topic].declines))
        return asking or readings

    def _told(self, answer: Answer) -> Answer:
        """The answer, its reading with what it names: the next question may be about that."""
        if answer.outcome is not Outcome.ANSWER:
            return answer
        told = self._reader.named_in(answer.text, answer.language)
        if not told:
            return answer
        return replace(answer, readings=tuple(replace(reading, told=told) for reading in answer.readings))

    def _clause(self, question: Question, whole: Reading) -> tuple[Reading, ...]:
        """The one clause of a wordy message that asks something this folder answers for certain."""
        if not self._telling:
            return ()
        read = {question.text: whole}
        for clauses in self._splitter.clauses(question.text):
            for clause in clauses:
                if clause not in read:
                    read[clause] = self._reader.read(replace(question, text=clause))
            certain = [r for r in map(read.__getitem__, clauses) if self._is_certain(r) and _is_asked(r, whole)]
            if len(certain) == 1:
                return tuple(certain)
        return ()

    def _is_certain(self, reading: Reading) -> bool:
        """Whether it is far above the threshold, and of a topic that tells a fact: a greeting is not what is asked."""
        answered = reading.outcome is Outcome.ANSWER and reading.topic in self._telling
        return answered and reading.score >= CERTAIN_LEAD * reading.threshold

    def _read_parts(self, parts: tuple[str, ...], question: Question) -> tuple[Reading, ...] | None:
        """The readings of the parts, if each can be answered and they ask different things.

        A part may lean on the one before ("and did they sign?") or after it ("when and where was it?").
        """
        readings = self._read_in_turn(parts, question)
        if readings is None:
            backwards = self._read_in_turn(parts[::-1], question)
            readings = backwards[::-1] if backwards is not None else None
        asked = {(r.topic, tuple(sorted(r.slots.items()))) for r in readings or ()}
        return readings if readings is not None and len(asked) == len(readings) else None

    def _read_in_turn(self, parts: tuple[str, ...], question: Question) -> tuple[Reading, ...] | None:
        readings: list[Reading] = []
        for part in parts:
            reading = self._reader.read(replace(question, text=part, previous=(*question.previous, *readings)))
            if reading.outcome is not Outcome.ANSWER:
                return None
            readings.append(reading)
        return tuple(readings)

    def _day(self, moment: datetime) -> date:
        return self.local(moment).date()

    def _known(self, language: str | None) -> str:
        base = (language or "").split("-")[0]
        return next((code for code in self.languages if code in {language, base}), self.languages[0])


def _is_asked(clause: Reading, whole: Reading) -> bool:
    """Whether the clause may be what the whole message asks: some words, nobody named elsewhere left out."""
    named = {(m.kind, m.entities) for m in whole.mentions if m.kind in HARD_KINDS}
    left_out = bool(named - {(m.kind, m.entities) for m in clause.mentions})
    left_out |= any(name not in clause.text for name in whole.unknown_names)
    return clause.language == whole.language and len(clause.text.split()) >= FEWEST_WORDS and not left_out


def _joined(answers: list[Answer]) -> Answer:
    """One answer from the answers to the parts of a question."""
    outcome = Outcome.ANSWER if any(a.outcome is Outcome.ANSWER for a in answers) else answers[0].outcome
    return Answer(
        outcome,
        tuple(dict.fromkeys(block for a in answers for block in a.blocks)),
        answers[0].language,
        tuple(replace(reading, part=n) for n, a in enumerate(answers) for reading in a.readings),
        tuple(dict.fromkeys(source for a in answers for source in a.sources)),
        max((a.as_of for a in answers if a.as_of), default=None),
        next((a.status for a in answers if a.status), None),
        tuple(dict.fromkeys(s for a in answers for s in a.suggestions)),
    )
