"""YAML in which every value stays the text that was written, and anything that would change silently is refused.

10:30 stays 10:30 (YAML alone says 630), NO stays NO, 3.10 stays 3.10. Repeated keys, anchors, merge keys, tags and
several documents are problems, and so is text that a `#` would cut off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, cast

import yaml

from summitbot.knowledge.loading.traps import explain
from summitbot.knowledge.problems import MOST_PROBLEMS, Problem, in_quotes, shortened, told

DEEPEST = 12
"""Levels of keys and lists within one another; the deepest shape needs five."""

Path = tuple[str | int, ...]

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_REFUSED_KEY = "<<"
_LOST = re.compile(r"[ \t]#\w")
_COMMENT = re.compile(r"[ \t]*(#\w.*)")


class NoValue:
    """Stands where a file has no usable value, a problem that is reported already."""

    def __repr__(self) -> str:
        return "no value"

    def __deepcopy__(self, memo: object) -> NoValue:
        return self  # there is but one


NO_VALUE: Final = NoValue()


@dataclass(frozen=True, slots=True)
class Places:
    """Where the values and keys of one file stand: line and column, counted from 1."""

    values: Mapping[Path, tuple[int, int]]
    keys: Mapping[Path, tuple[int, int]]

    def find(self, loc: Path) -> tuple[int, int]:
        """The place of what pydantic calls `loc`; a last part `[key]` asks for the key, not its value.

        Parts that the file does not have are passed over: a validator added them, such as the `*` around a plain text.
        """
        path: Path = ()
        wants_key = bool(loc) and loc[-1] == "[key]"
        for part in loc[:-1] if wants_key else loc:
            if (*path, part) in self.values:
                path = (*path, part)
        if wants_key and path in self.keys:
            return self.keys[path]
        return self.values.get(path, (1, 1))


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says: texts, lists and groups of keys; `NO_VALUE` wherever a problem is."""

    value: object
    problems: tuple[Problem, ...]


def read(file: str, text: str, *, empty_entries: bool = False) -> Reading:
    """All values of a file as text, with every problem that YAML itself shows.

    With `empty_entries`, a top-level key without a value is an entry of which nothing more is said.
    """
    reader = _Reader(file, text, empty_entries=empty_entries)
    value = reader.read()
    return Reading(value, tuple(reader.problems))


def places(file: str, text: str) -> Places:
    """Where everything stands. It takes a second reading, so that files without problems need not pay for it."""
    values: dict[Path, tuple[int, int]] = {}
    keys: dict[Path, tuple[int, int]] = {}
    _Reader(file, text, values_at=values, keys_at=keys).read()
    return Places(values, keys)


class _Mark(Protocol):
    """Where an event begins or ends; everything counts from 0."""

    index: int
    line: int
    column: int


class _Stop(Exception):  # noqa: N818 - it is no error of ours: the file is refused as a whole
    """Reading on would tell nothing more."""


class _Reader:
    """Builds the values of one file from libyaml's events, one method for each kind of event."""

    def __init__(
        self,
        file: str,
        text: str,
        *,
        empty_entries: bool = False,
        values_at: dict[Path, tuple[int, int]] | None = None,
        keys_at: dict[Path, tuple[int, int]] | None = None,
    ) -> None:
        self.problems: list[Problem] = []
        self._values_at = values_at
        self._keys_at = keys_at
        self._file = file
        self._text = text
        self._empty_entries = empty_entries
        self._may_lose_text = _LOST.search(text) is not None
        self._braces: _Mark | None = None  # where the innermost {...} opens
        self._refused_signs: set[str] = set()  # each is reported once, however often a bomb repeats it
        self._latest_key: yaml.Event | None = None
        self._loader = yaml.CBaseLoader(text)  # libyaml: fast, and one parser for everybody
        self._next = cast("Callable[[], yaml.Event]", self._loader.get_event)

    def read(self) -> object:
        try:
            return self._document()
        except _Stop:
            self.problems = told(self.problems)
            return NO_VALUE
        except yaml.YAMLError as error:
            problem = explain(self._file, self._text, error)
            self.problems = [other for other in self.problems if other.line != problem.line]  # its first signs
            self.problems.append(problem)
            return NO_VALUE
        finally:
            self._loader.dispose()

    def _document(self) -> object:
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            mend = "write something, or delete it"
            self.problems.append(Problem(self._file, 1, 1, "", "this file is empty", "", mend))
            return NO_VALUE
        value = self._node(self._next(), ())
        self._next()
        another = self._next()
        if isinstance(another, yaml.DocumentStartEvent):
            fault = "begins a second document in this file"
            self._report(_start(another), "---", fault, "one document a file", "delete this line")
        return value

    def _node(self, event: yaml.Event, path: Path) -> object:
        if self._values_at is not None:
            self._values_at.setdefault(path, _place(_start(event)))
        value: object
        if isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event, path)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(event, path)
        elif isinstance(event, yaml.MappingStartEvent):
            value = self._mapping(event, path)
        else:
            value = NO_VALUE
        return NO_VALUE if self._asks_for_more_than_text(event) else value

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> object:
        text: str = event.value
        if event.style:  # in quotes, or a block after | or >
            return text
        if text in _NULLS:
            return self._empty(event, path)
        if self._may_lose_text and (lost := _COMMENT.match(self._text, _end(event).index)):
            self._report_lost(event, lost)
        return text

    def _report_lost(self, event: yaml.ScalarEvent, lost: re.Match[str]) -> None:
        mark = _end(event)
        column = mark.column + lost.start(1) - lost.start() + 1
        fault = "is lost, because YAML takes what follows a # for a comment"
        whole = in_quotes(shortened(f"{event.value} {lost[1]}"))
        mend = f"write {whole}, or a space after the # of a comment"
        self._add(Problem(self._file, mark.line + 1, column, shortened(lost[1]), fault, "", mend))

    def _sequence(self, event: yaml.SequenceStartEvent, path: Path) -> object:
        self._refuse_depth(event, path)
        outer, self._braces = self._braces, None
        values: list[object] = []
        while not isinstance(entry := self._next(), yaml.SequenceEndEvent):
            values.append(self._node(entry, (*path, len(values))))
        self._braces = outer
        return values

    def _mapping(self, event: yaml.MappingStartEvent, path: Path) -> object:
        self._refuse_depth(event, path)
        outer, self._braces = self._braces, _start(event) if event.flow_style else None
        values: dict[str, object] = {}
        firsts: dict[str, yaml.Event] = {}
        while not isinstance(entry := self._next(), yaml.MappingEndEvent):
            key = self._key(entry, path)
            value = self._node(self._next(), (*path, key))
            if key in values:
                fault = f"stands twice, here and on line {_start(firsts[key]).line + 1}"
                self._report(_start(entry), key, fault, "each key once", "join the two, or rename one")
            else:
                values[key] = value
                firsts[key] = entry
        self._braces = outer
        if event.flow_style and NO_VALUE in values.values():
            return NO_VALUE  # {person.name} without quotes: reported as a whole
        return NO_VALUE if _REFUSED_KEY in values else values

    def _key(self, event: yaml.Event, path: Path) -> str:
        """The text of a key; whatever is no text is reported and read away."""
        if not isinstance(event, yaml.ScalarEvent):
            expected = "a text with a colon after it, such as answer:"
            self._report(_start(event), "", "this key is no text", expected, "put it in quotes")
            self._node(event, (*path, _REFUSED_KEY))
            return _REFUSED_KEY
        self._asks_for_more_than_text(event)
        self._latest_key = event
        key = self._clean_key(event)
        if self._keys_at is not None:
            self._keys_at.setdefault((*path, key), _place(_start(event)))
        return key

    def _clean_key(self, event: yaml.ScalarEvent) -> str:
        key: str = event.value
        if key == "<<":
            fault = "would merge other keys in, which is not used here"
            self._report(_start(event), key, fault, "", "write the keys out")
            return _REFUSED_KEY
        if not key.strip():
            self._report(_start(event), "", "there is no key before this colon", "", "write one, or delete the line")
        elif key != key.strip() and not event.style:
            mend = "delete the invisible spaces around it and type plain ones"
            self._report(_start(event), key, "has no-break spaces around it, as copied from a web page", "", mend)
            return key.strip()
        return key

    def _empty(self, event: yaml.ScalarEvent, path: Path) -> object:
        """A place without a value: the reader says why it is one."""
        if self._empty_entries and len(path) == 1 and isinstance(path[0], str) and not event.value:
            return {}
        mark = _start(event)
        lost = _COMMENT.match(self._text, mark.index) if not event.value else None
        if lost:
            hidden = shortened(lost[1])
            fault = "is no value, because YAML takes what follows a # for a comment"
            self._report(mark, hidden, fault, "", f"write {in_quotes(hidden)}, or a value before the comment")
        elif self._braces is not None:
            inner = f"{{{path[-1]}}}"
            fault = "is read as a group of keys, because it is not in quotes"
            self._report(self._braces, inner, fault, "", f"put the whole text in quotes, such as {in_quotes(inner)}")
        elif event.value:
            mend = f"write a value, or {in_quotes(event.value)} if this very word is meant"
            self._report(mark, event.value, "means 'no value' in YAML", "", mend)
        elif path and isinstance(path[-1], str):
            mend = "write a value after the colon, or delete the line; a text that ends in a colon needs quotes"
            self._report(_start(self._latest_key or event), path[-1], "has no value", "", mend)
        else:
            mend = "write something after the dash, or delete the line"
            self._report(mark, "", "this entry of the list is empty", "", mend)
        return NO_VALUE

    def _asks_for_more_than_text(self, event: yaml.Event) -> bool:
        """Report `&name`, `*name` and `!type`: whoever writes them here means a text that begins with such a sign."""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is None and tag is None:
            return False
        if isinstance(event, yaml.AliasEvent):
            self._refuse_sign(_start(event), f"*{anchor}", "asks YAML to repeat something")
        elif anchor is not None:
            self._refuse_sign(_start(event), f"&{anchor}", "asks YAML to remember something")
        if tag is not None:
            written = tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse_sign(_start(event), written, "asks YAML for a special type")
        return True

    def _refuse_sign(self, mark: _Mark, sign: str, meaning: str) -> None:
        if sign not in self._refused_signs:
            self._refused_signs.add(sign)
            mend = f"put the text in quotes if it begins with {sign[0]}; otherwise delete {shortened(sign)}"
            self._report(mark, sign, f"{meaning}, which is not used here", "", mend)

    def _refuse_depth(self, event: yaml.Event, path: Path) -> None:
        if len(path) >= DEEPEST:
            fault = f"lists and keys stand within one another more than {DEEPEST} levels deep"
            self._report(_start(event), "", fault, "", "look for brackets or braces that do not belong here")
            raise _Stop

    def _report(self, mark: _Mark, value: str, fault: str, expected: str, mend: str) -> None:
        line, column = _place(mark)
        self._add(Problem(self._file, line, column, shortened(value), fault, expected, mend))

    def _add(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) > MOST_PROBLEMS:
            raise _Stop


def _start(event: yaml.Event) -> _Mark:
    return cast("_Mark", event.start_mark)  # typed as if it might be missing


def _end(event: yaml.Event) -> _Mark:
    return cast("_Mark", event.end_mark)


def _place(mark: _Mark) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1
