"""The one place where an answer becomes a reply: messages in Discord's markup, and components below the last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

import discord

from bot.asker import Asker
from bot.components.layout import Layout
from bot.replies.explaining import explain, what_changed
from bot.replies.keys import AnswerKey, Gone, Recalled
from bot.replies.rendering import bullets, escape, pages_of, render, render_sources
from bot.replies.reply import Reply
from bot.replies.splitting import split
from summitbot import Answer, Engine, Outcome, Section


@dataclass(frozen=True, slots=True)
class Shown:
    """How an answer is shown: as a section of the overview, on which page, as which guess in a row, opened by what."""

    section: Section | None = None
    page: int = 0
    guesses: int = 0
    opening: str = ""


class Teller:
    """Writes replies out of one engine: new ones, and what there is to say about an earlier one by its key."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def reply(self, answer: Answer, asker: Asker, shown: Shown | None = None) -> Reply:
        """The one place where an answer becomes messages with components."""
        shown = shown or Shown()
        key = AnswerKey.of(answer, shown.section)
        guessed = answer.outcome is not Outcome.ANSWER
        below = self._below(
            answer.language,
            asker,
            key=str(key or ""),
            sources=bool(answer.sources),
            why=shown.section is None,
            page=shown.page,
            pages=pages_of(answer),
            shareable=not guessed,
            questions=answer.suggestions if guessed else self._related(answer, shown.section, asker),
            guesses=shown.guesses,
        )
        messages = render(answer, self.engine, shown.page, shown.opening)
        return Reply(messages, below.view, str(key or ""), key.digest if key else "")

    def topics(self, asker: Asker) -> Reply:
        """Return a choice of the topics that the folder has something on, for when guessing has failed."""
        language = asker.language
        known = [section for section in get_args(Section) if self._has(section, asker)]
        names = [self.engine.sentence(f"command-summit-{section}", language) for section in known]
        if not names:
            return Reply((self.engine.sentence("empty", language),))
        below = self._below(language, asker, sections=tuple(known))
        return Reply((f"{self.engine.sentence('topics', language)}\n{bullets(names)}",), below.view)

    def again(self, key: str, asker: Asker, page: int = 0) -> Reply:
        """Return the answer with this key as it reads now, or a reply without a key that says what became of it."""
        recalled = self._recall(key, asker.moment)
        if recalled.answer is None:
            return Reply((what_changed(recalled, self.engine, asker.language),))
        return self.reply(recalled.answer, asker, Shown(recalled.section, page))

    def shared(self, key: str, asker: Asker, name: str) -> Reply:
        """Return the same for everybody, opened by who shared it."""
        recalled = self._recall(key, asker.moment)
        if recalled.answer is None:
            return Reply((what_changed(recalled, self.engine, asker.language),))
        opening = self._shared_by(name, recalled.answer)
        return self.reply(recalled.answer, asker, Shown(recalled.section, opening=opening))

    def updated(self, key: str, asker: Asker) -> Reply | None:
        """Return the answer with this key as it reads now, marked as updated; None if it reads as it did.

        Only what was an answer is: that there was none is not worth an edit when there is one.
        """
        parsed = AnswerKey.parse(key)
        if parsed is None or not parsed.answered:
            return None
        recalled = parsed.recall(self.engine, asker.moment)
        if not recalled.changed:
            return None
        language = parsed.language
        opening = "-# " + self.engine.sentence("updated", language, date=discord.utils.format_dt(asker.moment, "D"))
        if recalled.answer is None:
            return Reply((f"{opening}\n{what_changed(recalled, self.engine, language)}",))
        return self.reply(recalled.answer, asker, Shown(parsed.section, opening=opening))

    def sources(self, key: str, asker: Asker) -> Reply:
        """Return every source of the answer with this key, and what has changed since it was given."""
        recalled = self._recall(key, asker.moment)
        changed = what_changed(recalled, self.engine, asker.language)
        if recalled.answer is None:
            return Reply((changed,))
        return Reply(render_sources(recalled.answer, self.engine, asker.language, changed))

    def why(self, key: str, asker: Asker) -> Reply:
        """Return how the question was understood that got the answer with this key."""
        recalled = self._recall(key, asker.moment)
        changed = what_changed(recalled, self.engine, asker.language)
        if recalled.answer is None:
            return Reply((changed,))
        return Reply(split(f"{changed}\n{explain(recalled, recalled.answer, self.engine, asker.language)}"))

    def unhelpful(self, key: str, asker: Asker) -> Reply:
        """Return thanks for saying that the answer with this key was of no help, with other questions to ask."""
        thanks = self.engine.sentence("not-helpful-thanks", asker.language)
        answer = self._recall(key, asker.moment).answer
        questions = self.engine.related(answer.readings, asker.moment) if answer else ()
        if not questions:
            return Reply((thanks,))
        below = self._below(asker.language, asker, questions=questions)
        offered = f"{self.engine.sentence('did-you-mean', asker.language)}\n{bullets(questions)}"
        return Reply((f"{thanks}\n\n{offered}",), below.view)

    def asked_about(self, key: str, moment: datetime) -> tuple[tuple[str, str], ...]:
        """Return topic and language of each part of the answer with this key, as far as they are still known."""
        parsed = AnswerKey.parse(key)
        if parsed and parsed.section:
            return ((parsed.section, parsed.language),)
        answer = self._recall(key, moment).answer
        return tuple((reading.topic or "", reading.language) for reading in answer.readings) if answer else ()

    def _has(self, section: Section, asker: Asker) -> bool:
        """Whether the folder has something under this heading."""
        return self.engine.overview(section, asker.language, asker.moment).outcome is Outcome.ANSWER

    def _recall(self, key: str, moment: datetime) -> Recalled:
        parsed = AnswerKey.parse(key)
        return parsed.recall(self.engine, moment) if parsed else Recalled(None, frozenset({Gone.TOPIC}), changed=True)

    def _shared_by(self, name: str, answer: Answer) -> str:
        """The line above a shared answer: by whom, and the question in the words that the folder has for it."""
        matched = [candidate for reading in answer.readings for candidate in reading.candidates]
        question = self.engine.in_words(matched[0], answer.language) if len(matched) == 1 else None
        said = {"name": escape(name), "question": escape(question or "")}
        return "-# " + self.engine.sentence("shared-question" if question else "shared", answer.language, **said)

    def _related(self, answer: Answer, section: Section | None, asker: Asker) -> tuple[str, ...]:
        return () if section else self.engine.related(answer.readings, asker.moment)

    def _below(self, language: str | None, asker: Asker, **offered: Any) -> Layout:
        known = language or self.engine.languages[0]
        return Layout(asker, known, lambda name: self.engine.sentence(name, known), **offered)
