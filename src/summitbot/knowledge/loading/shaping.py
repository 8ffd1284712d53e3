"""From read values to shapes: what pydantic complains of, said in the maintainer's terms and placed in the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Generic, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from summitbot.knowledge.loading.reading import NO_VALUE, Path, Places
from summitbot.knowledge.problems import MOST_PROBLEMS, Problem, all_of, closest, in_quotes, one_of, shortened, told
from summitbot.knowledge.shapes import EVERY_LANGUAGE, Claim, Query, Shape, Status, WordGroups

S = TypeVar("S", bound=Shape)

_LONGEST_NAME = 4
"""Words: a longer text with commas is one text, no list of names."""
_NAMES: Mapping[type[Shape], str] = {Query: "list", WordGroups: "file of words"}


@dataclass(frozen=True, slots=True)
class _Complaint:
    """One error of pydantic, with what is needed to speak of it."""

    error: ErrorDetails
    shape: type[Shape]
    """The shape that the error is in: a topic, or a claim within it."""

    @property
    def key(self) -> str:
        """The last key on the way to the value."""
        named = [part for part in self.error["loc"] if isinstance(part, str) and part not in {"[key]", "*"}]
        return named[-1] if named else ""

    @property
    def value(self) -> Any:
        return self.error["input"]


@dataclass(frozen=True, slots=True)
class _Verdict:
    fault: str
    expected: str = ""
    mend: str = ""
    value: str = ""
    at_key: bool = False
    """Whether to point at the key rather than at its value."""


@dataclass(frozen=True, slots=True)
class Shaped(Generic[S]):
    """A shape, and what is wrong with it. With problems, it is what remains without the parts that do not fit."""

    shape: S | None
    problems: tuple[Problem, ...] = ()
    doubtful: frozenset[str] = frozenset()
    """Fields with parts that do not fit."""


def shape(kind: type[S], value: object, file: str, places: Callable[[], Places], prefix: Path = ()) -> Shaped[S]:
    """The value as a `kind`, with every misfit as a problem; `prefix` leads to the value within its file."""
    try:
        return Shaped(kind.model_validate(value))
    except ValidationError as failure:
        errors = failure.errors(include_url=False)
    news = (error for error in errors if not _is_reported(error) and not _is_misspelt(kind, error, errors))
    problems = tuple(told(_problem(kind, error, file, places(), prefix) for error in news))
    doubtful = frozenset(str(error["loc"][0]) for error in errors if error["loc"])
    return Shaped(_remains(kind, value, errors), problems, doubtful)


def _remains(kind: type[S], value: object, errors: list[ErrorDetails]) -> S | None:
    """The shape without what does not fit, so that the rest can be compared with other things."""
    remains = deepcopy(value)
    for error in errors:
        _remove(remains, error["loc"])
    try:
        return kind.model_validate(remains)
    except ValidationError:
        return None


def _remove(value: Any, loc: Path) -> None:
    """Take out what stands at `loc`; an entry of a list is emptied, so that those after it keep their places."""
    steps = [part for part in loc if part not in {EVERY_LANGUAGE, "[key]"}]
    for part in steps[:-1]:
        value = value[part] if _has(value, part) else value
    if steps and _has(value, steps[-1]):
        if isinstance(value, list):
            value[int(steps[-1])] = "-"
        else:
            del value[steps[-1]]


def _has(value: object, part: str | int) -> bool:
    if isinstance(value, list):
        return isinstance(part, int) and part < len(value)
    return isinstance(value, dict) and part in value


def _is_reported(error: ErrorDetails) -> bool:
    """Whether the reader reported the same spot before."""
    value = error["input"]
    return value is NO_VALUE or (error["type"] == "too_short" and isinstance(value, list) and NO_VALUE in value)


def _is_misspelt(kind: type[Shape], error: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """Whether a missing key is there, with a slip of the pen that is reported by itself."""
    *parents, key = error["loc"] or ("",)
    if error["type"] != "missing":
        return False
    beside = (e["loc"] for e in errors if e["type"] == "extra_forbidden" and list(e["loc"][:-1]) == parents)
    return any(closest(str(loc[-1]), _shape_at(kind, loc).model_fields) == key for loc in islice(beside, MOST_PROBLEMS))


def _problem(kind: type[Shape], error: ErrorDetails, file: str, places: Places, prefix: Path) -> Problem:
    complaint = _Complaint(error, _shape_at(kind, error["loc"]))
    verdict = _VERDICTS.get(error["type"], _anything_else)(complaint)
    loc = (*prefix, *error["loc"])
    if error["type"] == "missing":
        loc = (*loc[:-1], "[key]")
    elif verdict.at_key:
        loc = (*loc, "[key]")
    line, column = places.find(loc)
    return Problem(file, line, column, verdict.value, verdict.fault, verdict.expected, verdict.mend)


def _shape_at(kind: type[Shape], loc: tuple[int | str, ...]) -> type[Shape]:
    for part in loc[:-1]:
        field = kind.model_fields.get(str(part))
        kind = (_shape_within(field.annotation) if field else None) or kind
    return kind


def _shape_within(annotation: Any) -> type[Shape] | None:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    return next((found for part in get_args(annotation) if (found := _shape_within(part))), None)


def name_of(kind: type[Shape]) -> str:
    """What a maintainer calls the shape, with its article: `a person`, `an organisation`."""
    name = _NAMES.get(kind) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _unknown_key(complaint: _Complaint) -> _Verdict:
    keys = list(complaint.shape.model_fields)
    meant = closest(complaint.key, keys)
    fault = f"is not a key of {name_of(complaint.shape)}"
    value = shortened(complaint.key)
    if meant:
        return _Verdict(fault, "", f"did you mean {meant}?", value, at_key=True)
    return _Verdict(fault, one_of(keys), "delete it, or find the key that it should be", value, at_key=True)


def _missing(complaint: _Complaint) -> _Verdict:
    if isinstance(complaint.error["loc"][-1], int):
        return _Verdict("holds too few entries", "two groups of words")
    needed = [key for key, field in complaint.shape.model_fields.items() if field.is_required()]
    fault = f"{name_of(complaint.shape)} needs {all_of(needed)}, and {complaint.key} is missing"
    return _Verdict(fault, "", f"add a line that begins with {complaint.key}:")


def _not_one_text(complaint: _Complaint) -> _Verdict:
    value = complaint.value
    if isinstance(value, Mapping) and value:
        text = ", ".join(f"{key}: {shortened(inner)}" for key, inner in value.items())
        fault = "is read as a key with a value, because of its colon"
        return _Verdict(fault, "one text", f"put it in quotes: {in_quotes(shortened(text))}", shortened(text))
    if isinstance(value, list):
        return _Verdict("is a list", "one text", "write the text alone, without dashes and brackets", shortened(value))
    return _anything_else(complaint)


def _not_a_list(complaint: _Complaint) -> _Verdict:
    value = complaint.value
    field = complaint.shape.model_fields.get(complaint.key)
    entry = _shape_within(field.annotation) if field else None
    if entry is not None:
        expected = f"a list, each entry {name_of(entry)} with {_keys(entry)}"
        return _Verdict("is not a list", expected, "begin each entry with a dash and a space", shortened(value))
    if isinstance(value, str):
        return _Verdict("is one text, not a list", "", f"write [{_entries(value)}]", shortened(value))
    return _Verdict("is not a list", "", "begin each entry with a dash and a space", shortened(value))


def _entries(text: str) -> str:
    """The text as entries of a list in brackets: several names, or one text, in quotes where it could be misread."""
    are_names = all(len(part.split()) <= _LONGEST_NAME for part in text.split(","))
    return shortened(text) if re.fullmatch(r"\w[\w ,.'’?-]*", text) and are_names else in_quotes(shortened(text))


def _keys(kind: type[Shape]) -> str:
    return f"keys such as {', '.join(f'{key}:' for key in islice(kind.model_fields, 3))}"


def _not_keys(complaint: _Complaint) -> _Verdict:
    value, key = complaint.value, complaint.key or "this file"
    wrong = "is a list" if isinstance(value, list) else "is a plain text"
    mend = f"write each key with its value on a line of its own, under {key}"
    return _Verdict(wrong, f"keys with values under {key}", mend, shortened(value))


def _not_a_shape(complaint: _Complaint) -> _Verdict:
    loc, value = complaint.error["loc"], complaint.value
    field = next((complaint.shape.model_fields.get(str(part)) for part in reversed(loc) if isinstance(part, str)), None)
    kind = (_shape_within(field.annotation) if field else None) or complaint.shape
    if "facts" in loc:
        kind = Claim
    wrong = "is a list" if isinstance(value, list) else "is a plain text"
    mend = "write these keys, each with its value on a line of its own"
    if kind is Claim and isinstance(value, str):
        mend = f"write status: {value}" if value in set(Status) else "write text: before it"
    return _Verdict(wrong, f"{name_of(kind)} with {_keys(kind)}", mend, shortened(value))


def _not_an_option(complaint: _Complaint) -> _Verdict:
    is_status = complaint.error["type"] == "enum"
    said = complaint.error.get("ctx", {}).get("expected", "")
    options = list(Status) if is_status else re.findall(r"'([^']*)'", str(said))
    if not isinstance(complaint.value, str):
        return _Verdict("is not one text", one_of(options), "write one of these alone", shortened(complaint.value))
    meant = closest(complaint.value.replace("_", " "), options)
    fault = "is not a status" if is_status else f"is not possible for {complaint.key}"
    mend = f"did you mean {meant}?" if meant else "write one of these"
    return _Verdict(fault, one_of(options), mend, shortened(complaint.value))


def _not_a_date(complaint: _Complaint) -> _Verdict:
    value = complaint.value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return _Verdict("is not a day of the calendar", "a day such as 2025-02-11", "correct it", value)
    return _Verdict("is not a day", "a day such as 2025-02-11", "write year-month-day", shortened(value))


def _refused_by_us(complaint: _Complaint) -> _Verdict:
    """Errors raised in the shapes, which say what they expected."""
    expected = str(complaint.error.get("ctx", {}).get("error", "")).removeprefix("expected ")
    value = str(complaint.value)
    if not value.strip():
        return _Verdict("this text is blank", expected, "write it, or delete the line")
    if "language code" in expected:
        mend = _language_mend(value)
    elif "hyphens" in expected:
        mend = f"write {hyphenated(value)}"
    else:
        mend = _date_mend(value)
    return _Verdict("does not fit here", expected, mend, shortened(value))


def _language_mend(value: str) -> str:
    code = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?", value)
    if not code:
        return "write the code of a language, or find the key that this should be"
    return f"write {code[1].lower()}" + (f"-{code[2].upper()}" if code[2] else "")


def hyphenated(text: str) -> str:
    """The text as an identifier, such as `elysee-palace` for `Élysée Palace`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-") or "a-name-of-letters"


def _date_mend(value: str) -> str:
    parts = re.fullmatch(r"(\d{4})\D(\d{1,2})\D(\d{1,2})", value)
    if parts:
        year, month, day = (int(part) for part in parts.groups())
        try:
            return f"write {date(year, month, day)}"
        except ValueError:
            return "there is no such day: correct it"
    return "write year-month-day"


def _too_short(complaint: _Complaint) -> _Verdict:
    needed = complaint.error.get("ctx", {}).get("min_length", 1)
    if needed == 1:
        return _Verdict(f"{complaint.key} is empty", "", "write something under it, or delete it")
    return _Verdict("holds too few entries", f"at least {needed}", "add one, or delete it", shortened(complaint.value))


def _too_long(complaint: _Complaint) -> _Verdict:
    most = complaint.error.get("ctx", {}).get("max_length", 0)
    return _Verdict("holds too many entries", f"{most}", "make them several lists", shortened(complaint.value))


def _not_an_address(complaint: _Complaint) -> _Verdict:
    expected = "a web address such as https://example.org/page"
    return _Verdict("is not a web address", expected, "copy it from the browser", shortened(complaint.value))


def _anything_else(complaint: _Complaint) -> _Verdict:
    return _Verdict("does not fit here", complaint.error["msg"], "", shortened(complaint.value))


_VERDICTS: Mapping[str, Callable[[_Complaint], _Verdict]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "string_type": _not_one_text,
    "tuple_type": _not_a_list,
    "dict_type": _not_keys,
    "mapping_type": _not_keys,
    "model_type": _not_a_shape,
    "enum": _not_an_option,
    "literal_error": _not_an_option,
    "date_type": _not_a_date,
    "date_parsing": _not_a_date,
    "date_from_datetime_parsing": _not_a_date,
    "date_from_datetime_inexact": _not_a_date,
    "value_error": _refused_by_us,
    "too_short": _too_short,
    "too_long": _too_long,
    "url_type": _not_an_address,
    "url_parsing": _not_an_address,
    "url_scheme": _not_an_address,
    "url_syntax_violation": _not_an_address,
    "url_too_long": _not_an_address,
}


def entity_id(text: str) -> str | None:
    """A better spelling where the text cannot be an id, else None."""
    return None if re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", text) else hyphenated(text)
