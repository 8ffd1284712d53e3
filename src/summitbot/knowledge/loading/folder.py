"""Which files a knowledge folder has, and what each one holds. Nothing outside the folder is ever read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from summitbot.knowledge.loading.shaping import entity_id
from summitbot.knowledge.problems import KnowledgeError, Problem, closest, one_of
from summitbot.knowledge.shapes import KINDS

MOST_FILES = 50_000
LARGEST_FILE = 1024 * 1024
"""Bytes: room for some 15,000 questions in one file."""

SINGLE_FILES = ("summit", "sources", "words")
FOLDERS = (*KINDS, "topics", "languages")
"""Folders that hold one thing a file, under the file's name."""

_FILE_NAMES = tuple(f"{stem}.yaml" for stem in (*SINGLE_FILES, *KINDS))


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One file to read. `key` is the file's name where the file holds one thing of many: a topic, a person."""

    path: Path
    name: str
    """Path within the folder, with slashes, as problems show it."""
    section: str
    """people, topics, sources ..."""
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a folder, in the order of their names, and what is wrong with the folder itself."""

    files: tuple[FoundFile, ...]
    problems: tuple[Problem, ...]


def list_folder(folder: Path) -> Listing:
    """The files that belong to a knowledge folder. Raises KnowledgeError where there is no such folder."""
    if not folder.is_dir():
        what = "this is a file, not a folder" if folder.exists() else "there is no such folder"
        raise KnowledgeError([Problem(str(folder), fault=what, expected="a folder with topics/<name>.yaml in it")])
    return _Lister(folder).listing()


def read_bytes(file: FoundFile) -> bytes:
    """What the file holds. Raises KnowledgeError where it cannot be read or is too large."""
    try:
        with file.path.open("rb") as opened:
            data = opened.read(LARGEST_FILE + 1)
    except OSError as error:
        fault = f"this file cannot be read ({error.strerror or error})"
        raise KnowledgeError([Problem(file.name, fault=fault, mend="check its permissions")]) from None
    if len(data) > LARGEST_FILE:
        fault = f"this file is larger than {LARGEST_FILE // 1024} KiB"
        raise KnowledgeError([Problem(file.name, fault=fault, mend="divide it into several files")])
    return data


class _Lister:
    """Walks one folder and its folders of things, no deeper."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = Path(os.path.realpath(folder))
        self._problems: list[Problem] = []

    def listing(self) -> Listing:
        files = []
        for file in self._files():
            files.append(file)
            if len(files) > MOST_FILES:
                fault, mend = f"this folder holds more than {MOST_FILES} files", "check that it is the right folder"
                raise KnowledgeError([Problem(str(self._folder), fault=fault, mend=mend)])
        files.sort(key=lambda file: file.name)
        return Listing(tuple(files), tuple(self._problems))

    def _files(self) -> Iterator[FoundFile]:
        for entry in self._entries(self._folder):
            if entry.is_dir():
                yield from self._folder_of_things(entry)
            elif self._is_yaml(entry, entry.name):
                yield from self._top_level_file(entry)

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        """What is in a folder, without what is hidden or leads out of it."""
        try:
            with os.scandir(folder) as entries:
                return [entry for entry in entries if entry.name[0] not in "._" and self._stays_inside(entry)]
        except OSError as error:
            fault = f"this folder cannot be read ({error.strerror or error})"
            self._problems.append(Problem(self._name(folder), fault=fault, mend="check its permissions"))
            return []

    def _stays_inside(self, entry: os.DirEntry[str]) -> bool:
        if not entry.is_symlink():
            return True
        if Path(os.path.realpath(entry.path)).is_relative_to(self._root):
            return True
        fault = "is a link that leads out of the folder, and is not followed"
        name = self._name(Path(entry.path))
        self._problems.append(Problem(name, value=entry.name, fault=fault, mend="put the file itself here"))
        return False

    def _is_yaml(self, entry: os.DirEntry[str], name: str) -> bool:
        suffix = Path(entry.name).suffix
        if suffix == ".yaml" and entry.is_file():
            return True
        if suffix == ".yaml":  # a pipe would never end; a link may lead to nothing
            fault = "this is no ordinary file" if Path(entry.path).exists() else "this link leads to nothing"
            self._problems.append(Problem(name, fault=fault, mend="put the file itself here"))
            return False
        if suffix.lower() in {".yml", ".yaml"}:
            mend = f"name it {Path(entry.name).stem}.yaml"
            self._problems.append(Problem(name, fault=f"files that end in {suffix} are not read", mend=mend))
        return False

    def _top_level_file(self, entry: os.DirEntry[str]) -> Iterator[FoundFile]:
        stem = entry.name.removesuffix(".yaml")
        if entry.name in _FILE_NAMES:
            yield FoundFile(Path(entry.path), entry.name, stem)
            return
        meant = closest(stem, (*SINGLE_FILES, *KINDS))
        mend = f"did you mean {meant}.yaml?" if meant else "a topic goes into the folder topics"
        fault = "no file of this name belongs here"
        self._problems.append(Problem(entry.name, fault=fault, expected=one_of(_FILE_NAMES), mend=mend))

    def _folder_of_things(self, folder: os.DirEntry[str]) -> Iterator[FoundFile]:
        entries = self._entries(Path(folder.path))
        if folder.name not in FOLDERS:
            if any(entry.name.endswith((".yaml", ".yml")) for entry in entries):
                self._report_unknown_folder(folder.name)
            return
        for entry in entries:
            name = f"{folder.name}/{entry.name}"
            if entry.is_dir():
                self._report_inner_folder(name, entry)
            elif self._is_yaml(entry, name) and self._may_be_key(name, entry.name.removesuffix(".yaml"), folder.name):
                yield FoundFile(Path(entry.path), name, folder.name, entry.name.removesuffix(".yaml"))

    def _report_unknown_folder(self, name: str) -> None:
        meant = closest(name, FOLDERS)
        mend = f"did you mean {meant}?" if meant else "move its files into one of these"
        fault = "no folder of this name belongs here"
        self._problems.append(Problem(f"{name}/", fault=fault, expected=one_of(FOLDERS), mend=mend))

    def _report_inner_folder(self, name: str, folder: os.DirEntry[str]) -> None:
        if any(entry.name.endswith((".yaml", ".yml")) for entry in self._entries(Path(folder.path))):
            mend = f"move its files up into {name.partition('/')[0]}/"
            self._problems.append(Problem(f"{name}/", fault="a folder within a folder is not read", mend=mend))

    def _may_be_key(self, name: str, key: str, section: str) -> bool:
        if section == "topics":  # nothing refers to topics, so their files may have any name
            return True
        better = entity_id(key)
        if better is None:
            return True
        fault, mend = "the name of this file cannot be a key", f"name it {better}.yaml"
        expected = "letters and digits joined by single hyphens, such as town-hall.yaml"
        self._problems.append(Problem(name, fault=fault, expected=expected, mend=mend))
        return False

    def _name(self, path: Path) -> str:
        name = path.relative_to(self._folder).as_posix()
        return str(self._folder) if name == "." else name
