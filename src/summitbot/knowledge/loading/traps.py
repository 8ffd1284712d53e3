"""Syntax errors of YAML as plain sentences: what the maintainer most likely meant, and how to write it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import yaml

from summitbot.knowledge.problems import Problem, in_quotes, shortened

_LINE = re.compile(
    r"""(?P<lead>\s*(?:-\s+)*)                    # spaces and dashes
        (?:(?P<key>[^\s'"{}\[\]\#][^:]*?):\s+)?   # a key
        (?P<value>.*?)\s*$                        # whatever follows""",
    re.VERBOSE,
)
_SIGNS = {
    "@": "a text must not begin with @",
    "`": "a text must not begin with `",
    "%": "a text must not begin with %",
    "*": "a text that begins with * is read as a reference",
    "&": "a text that begins with & is read as a label",
    "!": "a text that begins with ! is read as a type",
    "|": "a text that begins with | is read as a block of lines",
    ">": "a text that begins with > is read as a block of lines",
    "{": "a text that begins with { is read as a group of keys",
    "[": "a text that begins with [ is read as a list",
    "}": "a text must not begin with }",
    "]": "a text must not begin with ]",
    ",": "a text must not begin with a comma",
    "?": "a text must not begin with a question mark and a space",
}


@dataclass(frozen=True, slots=True)
class _Trouble:
    """What libyaml says, and the line that the maintainer should look at. Numbers count from 0."""

    file: str
    lines: list[str]
    message: str
    line: int
    column: int

    @property
    def text(self) -> str:
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def line_before(self) -> int:
        """The nearest line above that holds something."""
        return next((n for n in range(self.line - 1, -1, -1) if not _is_idle(self.lines[n])), self.line)

    @property
    def parts(self) -> re.Match[str]:
        found = _LINE.match(self.text)
        assert found is not None  # noqa: S101 - every part of the pattern may be empty
        return found

    @property
    def value(self) -> str:
        return self.parts["value"]

    def problem(self, fault: str, mend: str, *, column: int | None = None) -> Problem:
        at = self.column if column is None else column
        return Problem(self.file, self.line + 1, at + 1, shortened(self.value), fault, "", mend)

    def problem_of_line(self, fault: str, mend: str) -> Problem:
        return Problem(self.file, self.line + 1, _indent(self.text) + 1, shortened(self.text), fault, "", mend)


def explain(file: str, text: str, error: yaml.YAMLError) -> Problem:
    """The problem behind a syntax error: the first trap below that fits, else a general sentence."""
    trouble = _trouble(file, text, error)
    for trap in _TRAPS:
        if problem := trap(trouble):
            return problem
    return trouble.problem_of_line(
        "is where YAML loses the thread: this line does not fit those above it",
        "compare its spaces, colons and quotes with the lines around it",
    )


def _trouble(file: str, text: str, error: yaml.YAMLError) -> _Trouble:
    lines = text.splitlines() or [""]
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    context, message = str(getattr(error, "context", "") or ""), str(getattr(error, "problem", "") or "")
    if context.endswith(("simple key", "quoted scalar", "flow sequence", "flow mapping")):
        marks.reverse()  # what was opened and never closed matters, not where that was noticed
    mark = next((mark for mark in marks if mark is not None), None)
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    line = min(line, len(lines) - 1)
    return _Trouble(file, lines, f"{context}: {message}", line, column)


def _cut_off_by_a_comment(trouble: _Trouble) -> Problem | None:
    lost = re.search(r"\s(#\w.*)", trouble.value)
    if lost is None or trouble.value.startswith(('"', "'")):
        return None
    fault = "is cut off at its #, because YAML takes what follows for a comment"
    return trouble.problem(fault, "put each text with a # in quotes")


def _unclosed_quote(trouble: _Trouble) -> Problem | None:
    if "quoted scalar" not in trouble.message:
        return None
    if "escape" in trouble.message or "hexdecimal" in trouble.message:
        fault = 'has a \\ within "double quotes", where it is special'
        return trouble.problem(fault, "write \\\\ for each \\, or use single quotes")
    mend = "close it with the same quote at the end of the text"
    return trouble.problem("opens a quotation that is never closed", mend)


def _text_after_quotes(trouble: _Trouble) -> Problem | None:
    value = trouble.value
    closed = re.match(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*[^\s#:]""", value)
    if closed is None:
        return None
    if value.startswith("'") and value.endswith("'"):
        inner = value[1:-1]
        mend = f"write {in_quotes(inner)}"
        return trouble.problem("has an apostrophe, which ends the text in single quotes too early", mend)
    return trouble.problem("goes on after the closing quote", f"put the whole text in quotes: {_quoted(value)}")


def _leading_sign(trouble: _Trouble) -> Problem | None:
    value = trouble.value
    if not value or value[0] not in _SIGNS or (value[0] == "?" and not value.startswith("? ")):
        return None
    if value[0] in "{[" and not _goes_on_after_bracket(value):
        return None
    mend = f"put the whole text in quotes: {_quoted(value)}"
    return trouble.problem(f"needs quotes: {_SIGNS[value[0]]}", mend, column=trouble.parts.start("value"))


def _goes_on_after_bracket(value: str) -> bool:
    opening, closing = value[0], "}" if value[0] == "{" else "]"
    depth = 0
    for index, character in enumerate(value):
        depth += (character == opening) - (character == closing)
        if depth == 0:
            return bool(value[index + 1 :].partition("#")[0].strip())
    return False


def _open_bracket(trouble: _Trouble) -> Problem | None:
    if "flow sequence" not in trouble.message and "flow mapping" not in trouble.message:
        return None
    opening = trouble.text[trouble.column : trouble.column + 1] or "["
    if opening == "[" and (text := re.search(r"[\[,]\s*([^\s\"'{\[,][^\"',]*\{[^,\]]*)", trouble.value)):
        fault = "has braces in a text without quotes, which a list in [ ] does not allow"
        return trouble.problem(fault, f"put such a text in quotes: {_quoted(text[1].strip())}")
    fault = f"opens a {opening} that is not closed, or misses a comma between two entries"
    mend = "close it, or put each text with brackets, braces, colons or commas in quotes"
    return trouble.problem(fault, mend)


def _missing_space_after_colon(trouble: _Trouble) -> Problem | None:
    if "mapping values are not allowed" not in trouble.message and "could not find expected ':'" not in trouble.message:
        return None
    for line in (trouble.line, trouble.line_before):
        found = replace(trouble, line=line)
        glued = re.match(r"\s*(?:- +)*([\w-]+):(?:([\xa0\u202f])|([^\s/:][^:]*)$)", found.text)
        if glued and glued[2]:
            mend = "delete the invisible space and type a plain one"
            return found.problem_of_line("has a no-break space after its colon, as copied from a web page", mend)
        if glued:
            mend = f"write {glued[1]}: {shortened(glued[3].strip())}"
            return found.problem_of_line("has no space after its colon", mend)
    return None


def _colon_within_text(trouble: _Trouble) -> Problem | None:
    if "mapping values are not allowed" not in trouble.message:
        return None
    if re.search(r":(\s|$)", trouble.value):
        fault = "has a colon and a space in it, so YAML takes its beginning for a key"
        return trouble.problem(fault, f"put the whole text in quotes: {_quoted(trouble.value)}")
    fault = "stands further right than the line above it, which has a value already"
    mend = "align it with that line; or, if it continues that text, put the whole text in quotes"
    return trouble.problem_of_line(fault, mend)


def _list_after_key(trouble: _Trouble) -> Problem | None:
    if "block sequence entries are not allowed" not in trouble.message:
        return None
    mend = "begin the list on a line of its own, two spaces further right"
    return trouble.problem_of_line("begins a list beside its key", mend)


def _line_without_colon(trouble: _Trouble) -> Problem | None:
    if "could not find expected ':'" not in trouble.message:
        return None
    fault = "is neither 'key: value' nor '- entry'"
    mend = "add the colon and a space; or, if it continues the text above, indent it further than that text's key"
    return trouble.problem_of_line(fault, mend)


def _directive(trouble: _Trouble) -> Problem | None:
    if "directive" not in trouble.message:
        return None
    return trouble.problem("begins with %, which is not used here", "put the text in quotes, or delete the line")


def _wrong_indentation(trouble: _Trouble) -> Problem | None:
    if not re.search(r"did not find expected (key|'-' indicator)|<document start>", trouble.message):
        return None
    indents = {_indent(line) for line in trouble.lines[: trouble.line] if line.strip()}
    if _indent(trouble.text) in indents and not _mixes_list_and_keys(trouble):
        return None
    if _mixes_list_and_keys(trouble):
        fault = "mixes entries of a list (with -) and keys (with a colon) in one group"
        return trouble.problem_of_line(fault, "indent the list under its key, or remove the -")
    fault = "is not aligned with the lines above it"
    mend = "begin lines of one group in the same column"
    return trouble.problem_of_line(fault, mend)


def _mixes_list_and_keys(trouble: _Trouble) -> bool:
    peers = [line for line in (*trouble.lines[: trouble.line], trouble.text) if _indent(line) == _indent(trouble.text)]
    dashes = [line.lstrip().startswith("- ") for line in peers if not _is_idle(line)]
    return any(one != other for one, other in pairwise(dashes[-2:]))


def _is_idle(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _quoted(value: str) -> str:
    return in_quotes(shortened(value))


_TRAPS: tuple[Callable[[_Trouble], Problem | None], ...] = (
    _unclosed_quote,
    _text_after_quotes,
    _leading_sign,
    _cut_off_by_a_comment,
    _open_bracket,
    _missing_space_after_colon,
    _colon_within_text,
    _list_after_key,
    _line_without_colon,
    _directive,
    _wrong_indentation,
)
