"""Presses that count once: remembered for a while, and so that nobody can read from it who pressed what."""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict


class Presses:
    """Marks of what was done, at most `capacity` of them. They cannot be traced back, and go with the process."""

    def __init__(self, capacity: int = 10_000) -> None:
        self._capacity = capacity
        self._salt = secrets.token_bytes(16)
        self._done: OrderedDict[bytes, None] = OrderedDict()

    def is_first(self, *what: object) -> bool:
        """Whether this is done for the first time; from then on it is not."""
        mark = hashlib.blake2b(repr(what).encode(), key=self._salt, digest_size=8).digest()
        first = mark not in self._done
        self._done[mark] = None
        while len(self._done) > self._capacity:
            self._done.popitem(last=False)
        return first
