"""What stands below an answer: at most one row of small buttons, and a select where there is something to choose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import discord

from bot.asker import Asker, Place
from bot.components.delete import DeleteButton
from bot.components.not_helpful import NotHelpfulButton
from bot.components.pages import PageButton
from bot.components.pressable import Pressable
from bot.components.selects import LONGEST_OPTION, NONE_OF_THESE, GuessSelect, QuestionSelect, SectionSelect
from bot.components.share import ShareButton
from bot.components.sources import SourcesButton
from bot.components.why import WhyButton
from summitbot import Section

MOST_BUTTONS = 5
"""In a row, by Discord's limit."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What there is to offer below one reply; `view` makes the components of it."""

    asker: Asker
    language: str
    say: Callable[[str], str]
    """A sentence of the bot's by its name, in that language."""
    key: str = ""
    sources: bool = False
    why: bool = False
    page: int = 0
    pages: int = 1
    shareable: bool = False
    questions: tuple[str, ...] = ()
    guesses: int = 0
    """How many guesses in a row the questions are; 0 if they are no guess."""
    sections: tuple[Section, ...] = ()

    def view(self, earlier: Sequence[int] = ()) -> discord.ui.View | None:
        """The components; none if there is nothing to offer. `earlier` goes to the button that deletes."""
        view = discord.ui.View(timeout=None)
        for button in [*self._turning(), *self._about(), *self._handling(earlier)][:MOST_BUTTONS]:
            view.add_item(button)
        for select in self._choosing():
            view.add_item(select)
        return view if view.children else None

    def _turning(self) -> Iterator[Pressable]:
        """Backwards and forwards; at either end it goes round, so that the buttons keep their places."""
        if self.pages > 1 and self.key:
            asker = self.asker.id
            back, on = (self.page - 1) % self.pages, (self.page + 1) % self.pages
            yield PageButton(back, asker, self.key, self.say("button-back"))
            if on != back:
                yield PageButton(on, asker, self.key, self.say("button-on"))

    def _about(self) -> Iterator[Pressable]:
        if not self.key:
            return
        if self.sources:
            yield SourcesButton(self.key, self.say("button-sources"))
        if self.why:
            yield WhyButton(self.key, self.say("button-why"))

    def _handling(self, earlier: Sequence[int]) -> Iterator[Pressable]:
        """A private answer can be shared, and Discord itself lets one dismiss it."""
        if self.asker.place is not Place.PRIVATE:
            yield DeleteButton(self.asker.id, earlier, self.say("button-delete"))
        elif self.shareable and self.key:
            yield ShareButton(self.key, self.say("button-share"))
        if self.key:
            yield NotHelpfulButton(self.key, self.say("button-not-helpful"))

    def _choosing(self) -> Iterator[Pressable]:
        asker = self.asker.id
        if self.sections:
            names: dict[str, str] = {section: self.say(f"command-summit-{section}") for section in self.sections}
            yield SectionSelect(self.language, asker, names, self.say("choose-topic"))
            return
        options = {question: question for question in self.questions if 0 < len(question) <= LONGEST_OPTION}
        if options and self.guesses:
            options[NONE_OF_THESE] = self.say("none-of-these")
            yield GuessSelect(self.language, asker, options, self.say("choose-meant"), min(self.guesses, 99))
        elif options:
            yield QuestionSelect(self.language, asker, options, self.say("choose-related"))
