"""What stands below an answer: a row of small buttons, and a select where there is something to choose.

Each is a `DynamicItem`: all it needs is in its `custom_id`, so that it works after a restart and with knowledge that
has changed in between.
"""

from __future__ import annotations

from bot.components.delete import DeleteButton
from bot.components.layout import Layout
from bot.components.not_helpful import NotHelpfulButton
from bot.components.pages import PageButton
from bot.components.selects import GuessSelect, QuestionSelect, SectionSelect
from bot.components.settings_page import SETTINGS, settings_page
from bot.components.share import ShareButton
from bot.components.sources import SourcesButton
from bot.components.why import WhyButton

ITEMS = (
    SourcesButton,
    WhyButton,
    NotHelpfulButton,
    DeleteButton,
    ShareButton,
    PageButton,
    QuestionSelect,
    GuessSelect,
    SectionSelect,
    *SETTINGS,
)
"""All of them, for `Client.add_dynamic_items`."""

__all__ = ["ITEMS", "Layout", "settings_page"]
