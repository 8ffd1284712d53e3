"""An engine kept from one start to the next, so that a single question need not wait until everything is prepared.

What is kept holds only for exactly the same files, those of the folder and those of this program. It lies in a cache
folder of the user's own; where there can be none, or what lies there can't be read, the engine is made anew.
"""

from __future__ import annotations

import gc
import pickle
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile

from summitbot import Engine, load_knowledge

MOST_KEPT = 4
"""Engines kept at a time; the one unused for longest goes first."""
_PROGRAM = Path(__file__).parents[1]


def engine_for(folder: Path) -> Engine:
    """The engine for a knowledge folder, ready for the first question in any of its languages.

    Raises KnowledgeError where `load_knowledge` does.
    """
    place = _place(folder)
    with _no_collection():
        engine = _read(place) if place is not None else None
        if engine is None:
            engine = Engine(load_knowledge(folder))
            engine.prepare()
            if place is not None:
                _keep(engine, place)
    return engine


@contextmanager
def _no_collection() -> Iterator[None]:
    """Python looks for garbage again and again while many objects are made; here all of them are kept."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _place(folder: Path) -> Path | None:
    """Where the engine for these very files is kept."""
    try:
        return Path.home() / ".cache" / "summitbot" / f"{_fingerprint(folder)}.pickle"
    except (OSError, RuntimeError):
        return None


def _fingerprint(folder: Path) -> str:
    """A hash of all that an engine depends on (BLAKE2, RFC 7693)."""
    digest = blake2b(sys.version.encode(), digest_size=16)
    for installed in sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info")):
        digest.update(installed.encode())
    for root, path in (*_files(_PROGRAM, "*.py", "*.yaml"), *_files(folder, "*")):
        digest.update(b"\0" + str(path.relative_to(root)).encode("utf-8", "surrogatepass") + b"\0")
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(root: Path, *patterns: str) -> Iterator[tuple[Path, Path]]:
    for pattern in patterns:
        yield from ((root, path) for path in sorted(root.rglob(pattern)) if path.is_file())


def _read(place: Path) -> Engine | None:
    try:
        kept = pickle.loads(place.read_bytes())  # noqa: S301 - written by this program into the user's own folder
        place.touch()
    except Exception:  # noqa: BLE001 - whatever is wrong with it, a new one is made
        return None
    return kept if isinstance(kept, Engine) else None


def _keep(engine: Engine, place: Path) -> None:
    """Write it whole or not at all: another start may read at the same moment."""
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(pickle.dumps(engine, protocol=pickle.HIGHEST_PROTOCOL))
        Path(file.name).replace(place)
        kept = sorted(place.parent.glob("*.pickle"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in kept[MOST_KEPT:]:
            old.unlink()
