"""Several of one kind in one question: "did A, B and C come?" asks the same of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from summitbot.conversation import Mention
from summitbot.understanding.words import Token

MOST_LISTED = 4


def one_by_one(
    tokens: Sequence[Token], mentions: Sequence[Mention], joints: Collection[str], articles: Collection[str]
) -> list[list[Token]]:
    """The question once for each of those that it lists, the others left out; nothing if it lists no two of a kind.

    Of the `mentions`, those without a kind may be of any; they are no list by themselves.

    `joints`: the words that stand between two of a list, as a comma does; `articles`: those that belong to a name.
    """
    listed = _longest_list(tokens, mentions, joints, articles)
    if not 1 < len(listed) <= MOST_LISTED or not any(m.kind for m in listed):
        return []
    spans = [(_with_articles(m.start, tokens, articles), m.end) for m in listed]
    before, after = tokens[: spans[0][0]], tokens[spans[-1][1] :]
    return [[*before, *tokens[start:end], *after] for start, end in spans]


def _longest_list(
    tokens: Sequence[Token], mentions: Sequence[Mention], joints: Collection[str], articles: Collection[str]
) -> list[Mention]:
    best: list[Mention] = []
    current: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.start):
        fits = all(_may_be_listed(mention, m) for m in current)
        if current and fits and _follows(mention, current[-1], tokens, joints, articles):
            current.append(mention)
        elif not current or mention.start >= current[-1].end:
            current = [mention]
        best = max(best, current, key=len)
    return best


def _may_be_listed(one: Mention, other: Mention) -> bool:
    """Whether the two are of one kind and not the same."""
    same_kind = one.kind == other.kind or not (one.kind and other.kind)
    return same_kind and set(one.entities).isdisjoint(other.entities)


def _follows(
    mention: Mention, last: Mention, tokens: Sequence[Token], joints: Collection[str], articles: Collection[str]
) -> bool:
    """Whether a comma or a conjunction is between the two, and nothing else but articles."""
    if mention.start < last.end:
        return False
    between = tokens[last.end : mention.start]
    parted = any(t.apart for t in tokens[last.end : mention.start + 1])
    joined = any(t.text in joints for t in between)
    return (parted or joined) and all(t.text in joints or t.text in articles for t in between)


def _with_articles(start: int, tokens: Sequence[Token], articles: Collection[str]) -> int:
    while start > 0 and tokens[start - 1].text in articles:
        start -= 1
    return start
