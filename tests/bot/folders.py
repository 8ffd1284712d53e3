"""Knowledge folders that change while a bot is running."""

import re
import shutil
from functools import cache
from pathlib import Path

from summitbot import Engine, load_knowledge

TESTS = Path(__file__).parents[1]
TINY_SUMMIT = TESTS / "tiny_summit"


@cache
def tiny_engine() -> Engine:
    return Engine(load_knowledge(TINY_SUMMIT))


class Folder:
    """A copy of the tiny summit that a test may change; `engine` reads it as it stands."""

    def __init__(self, path: Path) -> None:
        self.path = Path(shutil.copytree(TINY_SUMMIT, path))

    @property
    def engine(self) -> Engine:
        return Engine(load_knowledge(self.path))

    def remove(self, file: str) -> None:
        (self.path / file).unlink()

    def replace(self, file: str, old: str, new: str) -> None:
        text = (self.path / file).read_text(encoding="utf-8")
        changed = re.sub(old, new, text, flags=re.MULTILINE)
        assert changed != text, f"{old!r} is not in {file}"
        (self.path / file).write_text(changed, encoding="utf-8")
