"""Long text in pieces that Discord accepts, cut where a reader would pause and never inside a link."""

from __future__ import annotations

import re

MESSAGE_LIMIT = 2_000
"""The most characters that Discord takes in one message."""

_LINK = re.compile(r"\[[^\[\]\n]*\]\([^()\s]*\)|<t:\d+:\w>|https?://\S+")
_PAUSES = (
    re.compile(r"(?=\n\s*\n)"),  # between paragraphs
    re.compile(r"(?=\n)"),  # between lines
    re.compile(r"(?<=[.!?…])(?=\s)|(?<=[.!?…][\"”’»)])(?=\s)"),  # between sentences
    re.compile(r"(?=\s)"),  # between words
)
"""Where a text may be cut, the best kind first. Each matches the empty place at which a piece ends."""


def split(text: str, limit: int = MESSAGE_LIMIT) -> tuple[str, ...]:
    """Return `text` in pieces of at most `limit` characters. Nothing is lost but the white space around a cut.

    A link longer than `limit` is the only one that is ever cut.
    """
    pieces = []
    rest = text.strip()
    while len(rest) > limit:
        cut = _cut(rest, limit)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return (*pieces, rest)


def _cut(text: str, limit: int) -> int:
    """Where the first piece ends: the best kind of pause in its second half, else its last pause, else anywhere."""
    links = [match.span() for match in _LINK.finditer(text)]
    last = [max(_pauses(kind, text, limit, links), default=0) for kind in _PAUSES]
    in_second_half = (place for place in last if place >= limit // 2)
    return next(in_second_half, max(last)) or _forced_cut(text, limit, links)


def _pauses(kind: re.Pattern[str], text: str, limit: int, links: list[tuple[int, int]]) -> list[int]:
    places = (match.start() for match in kind.finditer(text[: limit + 1]))
    return [place for place in places if 0 < place <= limit and not _link_around(place, links)]


def _link_around(place: int, links: list[tuple[int, int]]) -> tuple[int, int] | None:
    return next((link for link in links if link[0] < place < link[1]), None)


def _forced_cut(text: str, limit: int, links: list[tuple[int, int]]) -> int:
    """There is no pause at all: cut before a link, and not between a backslash and what it escapes."""
    link = _link_around(limit, links)
    if link and link[0] > 0:
        return link[0]
    backslashes = len(text[:limit]) - len(text[:limit].rstrip("\\"))
    return limit - backslashes % 2 or limit
