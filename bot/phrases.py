"""What only Discord makes the bot say, by language; every other sentence comes from the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord

DEFAULT_LANGUAGE = "en"

PHRASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "unreadable": "Discord does not show me the text of that message: please mention me in it, or use `/ask`.",
        "no_text": "That message has no text that I could answer.",
        "ask": "Ask about the summit in your own words",
        "ask_question": "Your question; a few words are enough",
        "summit": "The summit at a glance",
        "summit_dates": "When and where it took place",
        "summit_people": "Who took part",
        "summit_themes": "What it was about",
        "summit_outcomes": "What came of it",
    },
    "fr": {
        "unreadable": "Discord ne me montre pas le texte de ce message\u00a0: "
        "mentionnez-moi dedans ou utilisez `/ask`.",
        "no_text": "Ce message ne contient aucun texte auquel je puisse répondre.",
        "ask": "Poser une question sur le sommet avec vos propres mots",
        "ask_question": "Votre question\u00a0; quelques mots suffisent",
        "summit": "Le sommet en bref",
        "summit_dates": "Quand et où il a eu lieu",
        "summit_people": "Qui y a participé",
        "summit_themes": "De quoi il a été question",
        "summit_outcomes": "Ce qui en est sorti",
    },
}
"""Language -> name of the phrase -> its words. Every language has the same names; a test sees to that."""


def phrase(name: str, language: str | None) -> str:
    """Return the phrase of that name in `language`, or in English where there is none."""
    return PHRASES.get(language or DEFAULT_LANGUAGE, PHRASES[DEFAULT_LANGUAGE])[name]


def language_of(locale: discord.Locale, languages: Sequence[str]) -> str | None:
    """Return which of `languages` a Discord locale stands for: itself, else its first part, else none."""
    code = locale.value
    return next((known for known in (code, code.partition("-")[0]) if known in languages), None)
