"""From bytes to clean text: UTF-8, without control characters, indented by spaces."""

from __future__ import annotations

import re

from summitbot.knowledge.problems import KnowledgeError, Problem

_INVISIBLE = re.compile("[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)


def decode(file: str, data: bytes) -> str:
    """The text of a file. Raises KnowledgeError where it is not UTF-8, has control characters or indents by tabs."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnowledgeError([_not_utf_8(file, data, error)]) from None
    if found := _INVISIBLE.search(text):
        raise KnowledgeError([_invisible_character(file, text, found)])
    if "\t" in text and (tabs := list(_TAB_INDENT.finditer(text))):
        raise KnowledgeError([_tabs(file, text, tabs)])
    return text


def _place_in(text: str, index: int) -> tuple[int, int]:
    lines = text[:index].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lines), len(lines[-1]) + 1


def _not_utf_8(file: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    before = data[: error.start].decode("utf-8-sig", errors="replace")
    line, column = _place_in(before, len(before))
    fault = f"byte {error.start + 1} of this file is 0x{data[error.start]:02x}, which is not UTF-8"
    return Problem(file, line, column, "", fault, "", "save the file as UTF-8 in your editor")


def _invisible_character(file: str, text: str, found: re.Match[str]) -> Problem:
    fault = f"an invisible character (U+{ord(found[0]):04X}) stands here"
    return Problem(file, *_place_in(text, found.start()), "", fault, "", "delete it")


def _tabs(file: str, text: str, tabs: list[re.Match[str]]) -> Problem:
    place = _place_in(text, text.index("\t", tabs[0].start()))
    fault = "this line is indented by a tab" if len(tabs) == 1 else f"this line is the first of {len(tabs)} with tabs"
    return Problem(file, *place, "", fault, "spaces", "replace each tab by two spaces")
