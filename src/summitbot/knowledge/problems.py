"""Problems in a knowledge folder, as sentences that a maintainer can act on: where, what, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

MOST_PROBLEMS = 500
"""So many are told of one file at once: whoever has more has one mistake that causes the others."""

_LONGEST_VALUE = 60
_NEAR = 0.7
"""How alike two words must be for one to be a slip of the other: nmae and name are, colour and country are not."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake. `line` and `column` count from 1; line 0 means the file or folder as a whole."""

    file: str
    """Path within the knowledge folder."""
    line: int = 0
    column: int = 0
    value: str = ""
    """What stands there, shortened; empty where the sentence needs no value."""
    fault: str = ""
    """What is wrong with it; continues the value to a sentence."""
    expected: str = ""
    mend: str = ""
    """What to do, as an instruction."""

    def __str__(self) -> str:
        """The whole problem on one line, such as `topics/venue.yaml:12:9: 'happend' is not a status; expected ...`."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        subject = f"{_cited(self.value)} {self.fault}" if self.value else self.fault
        expectation = f"expected {self.expected}" if self.expected else ""
        return f"{place}: " + "; ".join(part for part in (subject, expectation, self.mend) if part)


class KnowledgeError(Exception):
    """A knowledge folder cannot be used; `problems` holds every reason, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def told(problems: Iterable[Problem]) -> list[Problem]:
    """The first `MOST_PROBLEMS` of them, and one that says that there are more."""
    first = list(islice(problems, MOST_PROBLEMS + 1))
    if len(first) > MOST_PROBLEMS:
        last = first[MOST_PROBLEMS]
        fault = f"more than {MOST_PROBLEMS} mistakes; the rest is not shown"
        first[MOST_PROBLEMS] = Problem(
            last.file, last.line, last.column, "", fault, "", "mend the first ones, and look again"
        )
    return first


def shortened(value: object) -> str:
    """A value as a maintainer wrote it, on one line and cut to a readable length."""
    text = " ".join(_plain(value).split())
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1].rstrip() + "…"


def _plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_plain(entry) for entry in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_plain(entry)}' for key, entry in value.items())}}}"
    return str(value)


def _cited(value: str) -> str:
    return f"'{value}'" if "'" not in value else f'"{value}"' if '"' not in value else f"“{value}”"


def in_quotes(text: str) -> str:
    """The text as YAML that cannot be misread, in the quotes that need the fewest changes."""
    if '"' in text and "'" not in text and "\\" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def one_of(options: Iterable[str]) -> str:
    """`one of a, b or c`; a single option as it is."""
    *others, last = options
    return f"one of {', '.join(others)} or {last}" if others else last


def all_of(options: Iterable[str]) -> str:
    """`a, b and c`."""
    *others, last = options
    return f"{', '.join(others)} and {last}" if others else last


def closest(word: str, options: Iterable[str]) -> str | None:
    """The option that was most likely meant, or None where nothing is near. Case and stray blanks do not count."""
    by_spelling = {option.casefold(): option for option in reversed(list(options))}
    near = get_close_matches(word.strip().casefold(), by_spelling, n=1, cutoff=_NEAR)
    return by_spelling[near[0]] if near else None
