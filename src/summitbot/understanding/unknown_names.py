"""Words of a question that may name somebody unknown here, and how surely they are a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from summitbot.conversation import Mention
from summitbot.understanding.capitals import is_capitalised, stands_out
from summitbot.understanding.phrasebook import Phrasebook
from summitbot.understanding.ranking import Strangeness
from summitbot.understanding.seen import covered
from summitbot.understanding.spelling import NAMED_UNKNOWN, Spelling
from summitbot.understanding.words import Token, as_written

LONGEST_UNKNOWN = 4
FEWEST_LETTERS = 3


def strange_names(
    spelling: Spelling, mentions: Sequence[Mention], slots: Iterable[str], book: Phrasebook
) -> list[Mention]:
    """Runs of words that nothing here explains, as names of every kind that they might be."""
    runs = [(m.start, m.end) for m in mentions if not m.entities]
    runs += strange_runs(spelling, covered(mentions))
    runs = _joined(runs, spelling.tokens, book.spotter.articles)
    kinds = [kind for kind in NAMED_UNKNOWN if kind in slots]
    surfaces = {run: as_written(spelling.tokens[slice(*run)]) for run in runs[:3]}
    return [Mention(text, *run, kind, (), exact=False) for run, text in surfaces.items() for kind in kinds]


def strange_runs(spelling: Spelling, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of words, none parted from the next, that are neither known here nor little words of the language."""
    start: int | None = None
    for at in range(len(spelling.strange) + 1):
        strange = at < len(spelling.strange) and at not in taken and spelling.strange[at]
        if start is not None and (not strange or spelling.tokens[at].apart):
            letters = sum(len(t.text) for t in spelling.tokens[start:at])
            if at - start <= LONGEST_UNKNOWN and letters >= FEWEST_LETTERS:
                yield start, at
            start = None
        if strange and start is None:
            start = at - _capitals_before(at, spelling.tokens, taken)


def strangeness(mention: Mention, spelling: Spelling, book: Phrasebook) -> Strangeness:
    """How surely the words of the mention, which nothing here explains, are a name."""
    tokens = spelling.tokens[mention.start : mention.end]
    is_given_name = book.spotter.strangers.is_given_name
    usual = [t for t in tokens if book.vocabulary.is_common(t.text)]
    capitals = [is_capitalised(t.surface) for t in tokens]
    written = stands_out(mention.start, spelling.tokens) and all(capitals)
    called_first = len(tokens) > 1 and is_given_name(tokens[0].text)
    well_known = any(book.vocabulary.is_well_known(t.text) for t in tokens)
    if well_known or ((written or called_first) and all(is_given_name(t.text) for t in usual)):
        return Strangeness.CERTAIN
    if not any(book.vocabulary.is_usual(t.text) for t in tokens):
        return Strangeness.RARE
    named = called_first or (mention.start > 0 and any(capitals))
    return Strangeness.NAME_LIKE if named or len(usual) < len(tokens) else Strangeness.EVERYDAY


def _joined(
    runs: Iterable[tuple[int, int]], tokens: Sequence[Token], particles: Collection[str]
) -> list[tuple[int, int]]:
    """The runs in their order, those with at most a particle between them as one: "kai", "fu lee"; "marine le pen"."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(runs):
        between = tokens[joined[-1][1] : start] if joined else ()
        beside = bool(joined) and len(between) <= 1 and all(t.text in particles for t in between)
        if beside and not any(t.apart for t in tokens[joined[-1][1] : start + 1]):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _capitals_before(at: int, tokens: Sequence[Token], taken: set[int]) -> int:
    """How many words before a capitalised one belong to its name: "bill" is an ordinary word, but not in "Bill Gates".

    Not the first word of all, which has a capital anyway.
    """
    start = at
    while start > 1 and start - 1 not in taken and all(is_capitalised(t.surface) for t in tokens[start - 1 : at + 1]):
        start -= 1
    return at - start
