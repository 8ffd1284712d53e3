"""Names, dates and lists in words, in every language that CLDR knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from summitbot.knowledge.knowledge import in_language
from summitbot.knowledge.shapes import Text

_FIRST_OF_MONTH = {"fr": "1er", "it": "1º"}
"""The first of a month, where it is an ordinal; CLDR's patterns write every day alike."""


def locale_of(language: str) -> Locale:
    """The CLDR locale of a language code; English dates are written the British way."""
    return Locale.parse("en_GB" if language == "en" else language.replace("-", "_"))


def date_in_words(day: date, language: str) -> str:
    """The day with the month in words, as the language writes it: 11 February 2025, 1er février 2025."""
    written_out = format_date(day, "long", locale=locale_of(language))
    first = _FIRST_OF_MONTH.get(language.partition("-")[0]) if day.day == 1 else None
    return written_out.replace("1", first, 1) if first else written_out


def partial_date_in_words(written_date: str, language: str) -> str:
    """A day, a month or a year (2025-02-11, 2025-02, 2025) as the language writes it."""
    year, month, day = (*written_date.split("-"), "", "")[:3]
    if day:
        return date_in_words(date.fromisoformat(written_date), language)
    return format_skeleton("yMMMM", date(int(year), int(month), 1), locale=locale_of(language)) if month else year


def listed(entries: Sequence[str], language: str) -> str:
    """The entries as a list in a sentence; semicolons, where entries hold commas."""
    if any("," in e for e in entries):
        return "; ".join(entries)
    return format_list(list(entries), locale=locale_of(language))


def written(text: Text, language: str, others: Sequence[str]) -> tuple[str, str]:
    """The text and its language: the one wanted, else the first of the others that it is written in."""
    for code in (language, *others, *text):
        found = in_language(text, code)
        if found is not None:
            return found, code if code in text else language
    raise ValueError("a text without any language")
