"""What a knowledge folder covers, and where it has gaps that are no mistakes: for `summitbot check` to show."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from summitbot.knowledge.knowledge import Knowledge, in_language
from summitbot.knowledge.shapes import KINDS
from summitbot.workshop import gaps
from summitbot.workshop.contents import Contents
from summitbot.workshop.gaps import in_


@dataclass(frozen=True, slots=True)
class LanguageCoverage:
    """How much there is in one language."""

    language: str
    topics: int
    """Topics that can be asked for in it."""
    phrasings: int
    checks: int
    near_misses: int
    texts: int
    """Answers, names and other texts that are written in it."""
    missing: tuple[str, ...]
    """Texts that are not."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Numbers, and gaps as sentences that say where and how to mend them."""

    entities: Mapping[str, int]
    """people, organisations ... -> how many."""
    topics: int
    claims: int
    """Claims about entities, and answers of topics that state something."""
    sources: int
    languages: tuple[LanguageCoverage, ...]
    unsourced: tuple[str, ...]
    """Claims without a source."""
    stale: tuple[str, ...]
    """What is still `expected` although its day has passed."""
    unreachable: tuple[str, ...]
    """Topics that no question of a language leads to."""
    unasked: tuple[str, ...]
    """Aspects that no topic asks for."""


def survey(knowledge: Knowledge, today: date | None = None, files: Collection[str] = ()) -> Survey:
    """Count what there is and list what is missing. Without `today`, nothing is called stale.

    `files` are the names of the folder's files, so that a gap can name its own.
    """
    contents = Contents(knowledge, files)
    codes = knowledge.language_codes
    return Survey(
        entities={section: len(knowledge.entities.get(slot, {})) for section, (slot, _) in KINDS.items()},
        topics=len(knowledge.topics),
        claims=sum(1 for _ in contents.claims()),
        sources=len(knowledge.sources),
        languages=tuple(_coverage(contents, language) for language in codes),
        unsourced=tuple(gaps.unsourced(contents)),
        stale=tuple(gaps.stale(contents, today)) if today else (),
        unreachable=tuple(gap for language in codes for gap in gaps.unreachable(knowledge, language)),
        unasked=tuple(gaps.unasked(contents)),
    )


def _coverage(contents: Contents, language: str) -> LanguageCoverage:
    topics = contents.knowledge.topics.values()
    phrasings = [len(in_(topic.ask, language)) for topic in topics]
    return LanguageCoverage(
        language=language,
        topics=sum(number > 0 for number in phrasings),
        phrasings=sum(phrasings),
        checks=sum(len(in_(topic.check, language)) for topic in topics),
        near_misses=sum(len(in_(topic.check_not, language)) for topic in topics),
        texts=sum(in_language(text, language) is not None for _, text in contents.texts()),
        missing=tuple(gaps.untranslated(contents, language)),
    )
