"""The shape of a language pack: what the engine needs to know of a language, whatever the event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from pydantic import Field

from summitbot.knowledge.shapes import Identifier, Shape, Synonyms, Words

PronounKind = Literal["person", "thing", "place", "weak", "several", "two", "other", "showing", "none"]
Rank = Literal["first", "second", "third", "fourth", "last"]
RANKS: tuple[Rank, ...] = get_args(Rank)


class LanguagePack(Shape):
    """What the engine needs to know of a language, and what it says in it. One file, `languages/<code>.yaml`.

    All words are written as people type them, in lower case; the matcher folds accents and case by itself.
    """

    name: Words
    stemmer: Words | None = None
    """Name of the Snowball algorithm; none for languages without one."""
    question_words: Mapping[Identifier, tuple[Words, ...]] = Field(default_factory=dict)
    """Kind of question (when, where, who, why, how-many, how-much) -> the words that ask it."""
    negations: tuple[Words, ...] = ()
    opposites: tuple[tuple[tuple[Words, ...], tuple[Words, ...]], ...] = ()
    """Pairs of word groups that must not be taken for each other, such as start and end."""
    expectation: tuple[Words, ...] = ()
    """Words that ask for what was expected beforehand."""
    pronouns: tuple[Words, ...] = ()
    """Words that point back to what was just talked about."""
    pronoun_kinds: Mapping[PronounKind, tuple[Words, ...]] = Field(default_factory=dict)
    """Pronouns by what they can mean: a person (he), a thing (it), a place or an event (there), several (they), two of
    them (both), another than the last (the other).

    Those that are weak point back only before an auxiliary in a question that names nothing (c'était où), those that
    are showing stand before a noun (that dinner), and in the phrases of none such a word points to nothing (those who).
    """
    prepositions: tuple[Words, ...] = ()
    """Words that may stand before a name in a follow-up, such as the 'in' of 'and in Seoul?'."""
    auxiliaries: tuple[Words, ...] = ()
    """Words that add nothing to a bare question word, such as the 'was' of 'where was that?'."""
    neighbours: Mapping[Literal["before", "after"], tuple[Words, ...]] = Field(default_factory=dict)
    """Words for the event of the series, or the day, before or after one: the next one, the day before."""
    person_words: tuple[Words, ...] = ()
    """Words for a person whom other words describe: the guy from Google, the Chinese one."""
    given_names: tuple[Words, ...] = ()
    """Common first names: the word after one is a surname, and with it even a known surname is somebody else's."""
    well_known_names: tuple[Words, ...] = ()
    """Names of firms and people that are so often written that they look like ordinary words: samsung, obama."""
    links: tuple[Words, ...] = ()
    """Words that may stand between two others that belong together, such as the 'of' of 'the head of the firm'."""
    follow_ups: tuple[Words, ...] = ()
    """Words that open a follow-up, such as 'and' or 'what about'."""
    ranks: Mapping[Rank, tuple[Words, ...]] = Field(default_factory=dict)
    """Words for a place among what a question back offered, or in the series: the second one, the last."""
    figure_words: tuple[Words, ...] = ()
    """Words of a question that asks of a figure alone, such as the 'number' of 'what is the number 91'."""
    memberships: tuple[Words, ...] = ()
    """Phrases that ask whether a name is among those just told of, such as the end of "was Japan one of them?"."""
    conjunctions: tuple[Words, ...] = ()
    disjunctions: tuple[Words, ...] = ()
    """Words that part those that a question lists, such as the 'or' of 'did A or B come'."""
    fillers: tuple[Words, ...] = ()
    """Words that carry no meaning in a question."""
    name_words: tuple[Words, ...] = ()
    """Words that may stand before a name without being part of it, such as titles and articles."""
    contractions: Mapping[Words, Words] = Field(default_factory=dict)
    spelling: Mapping[Words, Words] = Field(default_factory=dict)
    """Slang and usual slips -> the word meant."""
    synonyms: tuple[Synonyms, ...] = ()
    months: tuple[Words, ...] = ()
    weekdays: tuple[Words, ...] = ()
    ordinals: tuple[Words, ...] = ()
    country_articles: Mapping[Words, tuple[Words, ...]] = Field(default_factory=dict)
    """Article -> the ISO 3166-1 codes of the countries that have it in a sentence: the Netherlands, l'Inde."""
    sentences: Mapping[Identifier, Words] = Field(default_factory=dict)
    """What the bot itself says."""
