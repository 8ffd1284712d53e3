"""All files of a folder, read, shaped, put together and compared: the whole knowledge, or every problem at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.language_pack import LanguagePack
from summitbot.knowledge.loading import reading
from summitbot.knowledge.loading.decoding import decode
from summitbot.knowledge.loading.folder import FoundFile, list_folder, read_bytes
from summitbot.knowledge.loading.reading import NO_VALUE, NoValue, Places
from summitbot.knowledge.loading.reading import Path as Loc
from summitbot.knowledge.loading.shaping import Shaped, entity_id, shape
from summitbot.knowledge.problems import KnowledgeError, Problem, closest, shortened, told
from summitbot.knowledge.references import Existing, Finding, Place, find_faults, find_repetitions
from summitbot.knowledge.shapes import (
    EVERY_LANGUAGE,
    KINDS,
    Entity,
    LanguageCode,
    Shape,
    Source,
    Summit,
    Topic,
    WordGroups,
)
from summitbot.knowledge.territories import all_territories

S = TypeVar("S", bound=Shape)

_LANGUAGE_CODE: TypeAdapter[str] = TypeAdapter(LanguageCode)
_WHOLE = ""
"""The key of the only thing in a section: the summit, the words."""


def load_knowledge(folder: Path) -> Knowledge:
    """Everything that the YAML files of a folder say, with the languages that come with the engine.

    Raises KnowledgeError with every problem of every file. Only the files of the folder are read; nothing is kept.
    """
    assembly, knowledge = _assemble(folder)
    if assembly.problems:
        raise KnowledgeError(assembly.problems)
    return knowledge


def find_problems(folder: Path) -> tuple[Problem, ...]:
    """All that is wrong with a folder, also what does not keep it from loading, such as a question in two topics."""
    assembly, knowledge = _assemble(folder)
    assembly.tell(find_repetitions(knowledge))
    return KnowledgeError(assembly.problems).problems


def _assemble(folder: Path) -> tuple[_Assembly, Knowledge]:
    listing = list_folder(folder)
    assembly = _Assembly(listing.problems)
    assembly.read_all(listing.files)
    if not any(file.section == "topics" for file in listing.files):
        expected = "topics/<name>.yaml with ask: and answer:"
        assembly.problems.append(Problem(str(folder), fault="this folder has no topics", expected=expected))
    knowledge = assembly.knowledge()
    assembly.compare(knowledge)
    return assembly, knowledge


@dataclass(frozen=True)
class _ReadFile:
    """A file and what it says."""

    found: FoundFile
    text: str
    value: object

    @cached_property
    def places(self) -> Places:
        return reading.places(self.found.name, self.text)

    def where(self, loc: Loc) -> tuple[int, int]:
        return self.places.find(loc)

    def shape(self, kind: type[S], value: object, prefix: Loc = ()) -> Shaped[S]:
        return shape(kind, value, self.found.name, lambda: self.places, prefix)


@dataclass(frozen=True, slots=True)
class _Thing:
    """One thing that a file defines: the way to it within the file, and its values as read."""

    file: _ReadFile
    loc: Loc
    value: object

    def problem(self, loc: Loc, value: str, fault: str, expected: str = "", mend: str = "") -> Problem:
        line, column = self.file.where((*self.loc, *loc))
        return Problem(self.file.found.name, line, column, shortened(value), fault, expected, mend)


class _Assembly:
    """Collects things and problems, file by file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        self._things: defaultdict[str, dict[str, _Thing]] = defaultdict(dict)
        self._unread: set[str] = set()
        self._doubtful: dict[tuple[str, str], frozenset[str]] = {}

    # Reading

    def read_all(self, files: Iterable[FoundFile]) -> None:
        for found in files:
            try:
                file = self._read(found)
            except KnowledgeError as error:
                self.problems += error.problems
                file = _ReadFile(found, "", NO_VALUE)
            if isinstance(file.value, NoValue):
                self._unread.add(found.section)
            for key, thing in self._things_of(file):
                self._add(found.section, key, thing)

    def _read(self, found: FoundFile) -> _ReadFile:
        text = decode(found.name, read_bytes(found))
        countries = found.section == "countries" and found.key is None
        result = reading.read(found.name, text, empty_entries=countries)  # GB: alone is a country, named by CLDR
        self.problems += result.problems
        return _ReadFile(found, text, result.value)

    def _things_of(self, file: _ReadFile) -> Iterator[tuple[str, _Thing]]:
        found = file.found
        if found.key is not None:
            yield found.key, _Thing(file, (), file.value)
        elif found.section in {"summit", "words"}:
            yield _WHOLE, _Thing(file, (), file.value)
        elif isinstance(file.value, dict):
            for key, value in file.value.items():
                yield key, _Thing(file, (key,), value)
        elif not isinstance(file.value, NoValue):
            line, column = file.where(())
            wrong = "is a list" if isinstance(file.value, list) else "is a plain text"
            expected = f"the key of each of the {found.section}, and under it what is known"
            mend = "begin with a key and a colon"
            self.problems.append(Problem(found.name, line, column, shortened(file.value), wrong, expected, mend))

    def _add(self, section: str, key: str, thing: _Thing) -> None:
        first = self._things[section].setdefault(key, thing)
        if first is not thing:
            other = f"{first.file.found.name}:{first.file.where((*first.loc, '[key]'))[0]}"
            fault = f"is a key of {section} twice, here and in {other}"
            self.problems.append(thing.problem(("[key]",), key, fault, "", "join the two, or rename one"))
        elif key != _WHOLE and section != "topics" and (better := entity_id(key)):
            expected = "letters and digits joined by single hyphens, such as town-hall"
            self.problems.append(thing.problem(("[key]",), key, "cannot be a key", expected, f"write {better}"))

    # Shaping

    def knowledge(self) -> Knowledge:
        """What could be shaped; what does not fit is left out, and in `problems`."""
        languages = {**_shipped_languages(), **self._languages()}
        entities: dict[str, Mapping[str, Entity]] = {
            slot: self._shape_all(section, kind) for section, (slot, kind) in KINDS.items()
        }
        entities["country"] = self._named(entities["country"], tuple(languages))
        return Knowledge(
            topics=self._shape_all("topics", Topic),
            entities={slot: things for slot, things in entities.items() if things},
            sources=self._shape_all("sources", Source),
            words=self._shape_all("words", WordGroups).get(_WHOLE, WordGroups()),
            summit=self._shape_all("summit", Summit).get(_WHOLE),
            languages=languages,
        )

    def _shape_all(self, section: str, kind: type[S]) -> dict[str, S]:
        shaped = {}
        for key, thing in self._things[section].items():
            if isinstance(thing.value, NoValue):
                continue
            result = thing.file.shape(kind, thing.value, thing.loc)
            self.problems += result.problems
            self._doubtful[section, key] = result.doubtful
            if result.shape is not None:
                shaped[key] = result.shape
        return shaped

    def _languages(self) -> dict[str, LanguagePack]:
        for key, thing in self._things["languages"].items():
            try:
                _LANGUAGE_CODE.validate_python(key)
            except ValidationError:
                fault = "the name of this file is not a language code"
                name = thing.file.found.name
                self.problems.append(Problem(name, fault=fault, expected="a name such as de.yaml or pt-BR.yaml"))
        return self._shape_all("languages", LanguagePack)

    def _named(self, countries: Mapping[str, Entity], languages: tuple[str, ...]) -> dict[str, Entity]:
        """The countries, with their names from CLDR in every language in which none is written."""
        named: dict[str, Entity] = {}
        for code, country in countries.items():
            if EVERY_LANGUAGE in country.name:
                named[code] = country
                continue
            known = {language: all_territories(language).get(code) for language in languages}
            name = {**{language: name for language, name in known.items() if name}, **country.name}
            if not name:
                self.problems.append(self._unknown_country(code))
            named[code] = country.model_copy(update={"name": name})
        return named

    def _unknown_country(self, code: str) -> Problem:
        names = all_territories("en")
        by_name = {name: other for other, name in names.items()}
        meant = code.upper() if code.upper() in names else by_name.get(closest(code.replace("-", " "), by_name) or "")
        mend = f"did you mean {meant}?" if meant else "write its name:"
        expected = "two capital letters by ISO 3166, such as FR, or a name: of its own"
        return self._things["countries"][code].problem(("[key]",), code, "is no known country", expected, mend)

    # Comparing

    def compare(self, knowledge: Knowledge) -> None:
        """Report what does not agree between things."""
        keys = {section: frozenset(things) for section, things in self._things.items()}
        aspects = {section: self._aspects(section) for section in KINDS}
        existing = Existing(keys, aspects, tuple(knowledge.languages), frozenset(self._unread))
        self.tell(find_faults(knowledge, existing))

    def tell(self, findings: Iterable[Finding]) -> None:
        """Turn findings into problems with their place, but for spots that have a problem of their own already."""
        self.problems += told(self._placed(found) for found in findings if not self._is_doubtful(found.place))

    def _is_doubtful(self, place: Place) -> bool:
        """Whether the spot, or the questions that its slots come from, has a problem of its own already."""
        doubtful = self._doubtful.get((place.section, place.key), frozenset())
        return "ask" in doubtful or (bool(place.loc) and place.loc[0] in doubtful)

    def _aspects(self, section: str) -> frozenset[str]:
        """The aspects of all things as read, so that a mistake elsewhere in a thing does not hide them."""
        values = (thing.value for thing in self._things[section].values())
        facts = (value.get("facts") for value in values if isinstance(value, dict))
        return frozenset(aspect for fact in facts if isinstance(fact, dict) for aspect in fact)

    def _placed(self, finding: Finding) -> Problem:
        fault = finding.fault
        if finding.other is not None:
            fault = fault.replace("{other}", self._address(finding.other))
        thing = self._things[finding.place.section][finding.place.key]
        return thing.problem(finding.place.loc, finding.value, fault, finding.expected, finding.mend)

    def _address(self, place: Place) -> str:
        thing = self._things[place.section][place.key]
        return f"{thing.file.found.name}:{thing.file.where((*thing.loc, *place.loc))[0]}"


@cache
def _shipped_languages() -> Mapping[str, LanguagePack]:
    """The language packs that come with the engine, by code, read once. Raises KnowledgeError where one is broken."""
    packs = {}
    folder = resources.files("summitbot") / "languages"
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".yaml"):
            packs[entry.name.removesuffix(".yaml")] = _shipped_language(entry)
    return packs


def _shipped_language(entry: Traversable) -> LanguagePack:
    name = f"summitbot/languages/{entry.name}"
    text = decode(name, entry.read_bytes())
    result = reading.read(name, text)
    shaped = shape(LanguagePack, result.value, name, lambda: reading.places(name, text))
    if shaped.shape is None or shaped.problems or result.problems:
        raise KnowledgeError((*result.problems, *shaped.problems))
    return shaped.shape
