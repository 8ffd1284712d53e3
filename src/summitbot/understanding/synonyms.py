"""Which phrases mean the same in one knowledge folder.

A language's synonyms only suggest it: what stands for one thing at a conference may be two things in a shop. The folder
decides. A phrase that none of its questions holds may be replaced; one that they hold stays itself, unless the topics
that it asks for are asked for by other phrases of its group as well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from summitbot.understanding.words import Phrase, Phrases

INTERCHANGEABLE = 0.9
"""Share of the questions with a phrase whose topic must also be asked for by another phrase of its group."""

Uses = Mapping[Phrase, Counter[int]]
"""Phrase -> how many questions of each topic hold it."""


def settled(same: Mapping[Phrase, Phrase], asked: Iterable[tuple[int, Sequence[str]]]) -> dict[Phrase, Phrase]:
    """Phrase -> what is written for it, in a folder of these questions: each with its topic, without fillers.

    `same` holds the suggestions: phrase -> the first phrase of its group.
    """
    uses = _uses(same, asked)
    groups: defaultdict[Phrase, list[Phrase]] = defaultdict(list)
    for phrase, head in same.items():
        groups[head].append(phrase)
    replaced: dict[Phrase, Phrase] = {}
    for group in groups.values():
        known = [phrase for phrase in group if phrase in uses]
        alike = {phrase for phrase in known if _shares_topics(phrase, known, uses)}
        head = next(iter([p for p in known if p in alike] or _by_use(known, uses) or group))
        replaced |= {phrase: phrase if phrase in uses and phrase not in alike else head for phrase in group}
    return replaced


def _uses(same: Mapping[Phrase, Phrase], asked: Iterable[tuple[int, Sequence[str]]]) -> Uses:
    phrases = Phrases({phrase: phrase for phrase in same})
    uses: defaultdict[Phrase, Counter[int]] = defaultdict(Counter)
    for topic, words in asked:
        for phrase in phrases.found(words):
            uses[phrase][topic] += 1
    return uses


def _shares_topics(phrase: Phrase, group: Sequence[Phrase], uses: Uses) -> bool:
    """Whether other phrases of the group ask for nearly all that this one asks for."""
    by_topic = uses[phrase]
    shared = sum(n for topic, n in by_topic.items() if any(topic in uses[other] for other in group if other != phrase))
    return shared >= INTERCHANGEABLE * by_topic.total()


def _by_use(known: Sequence[Phrase], uses: Uses) -> list[Phrase]:
    return sorted(known, key=lambda phrase: -uses[phrase].total())
