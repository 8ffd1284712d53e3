"""What the maintainer's guide shows is true: its examples load and answer, its sentences are the ones that are said."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from summitbot import Engine, Outcome, Question, load_knowledge
from summitbot.knowledge.loading import find_problems
from summitbot.knowledge.shapes import KINDS
from summitbot.workshop.checking import Failure, failures
from summitbot.workshop.report import report
from summitbot.workshop.survey import survey

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "knowledge" / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n# (\S+)\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples as a folder."""
    folder = tmp_path_factory.mktemp("guide")
    for name, text in EXAMPLES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def taught(folder: Path) -> Engine:
    return Engine(load_knowledge(folder))


def test_every_example_names_its_file() -> None:
    assert len(EXAMPLES) == GUIDE.count("```yaml")


def test_there_is_an_example_of_every_kind_of_file() -> None:
    shown = {re.split(r"[/.]", name)[0] for name, _ in EXAMPLES}
    assert shown == {"summit", "sources", "words", "topics", "languages", *KINDS}


def test_the_examples_make_a_folder_without_mistakes(folder: Path) -> None:
    assert [str(problem) for problem in find_problems(folder)] == []


def test_the_checks_of_the_examples_pass(taught: Engine, asked_at: datetime) -> None:
    assert [str(failure) for failure in failures(taught, asked_at)] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Where was the summit held?", "The summit met at the Grand Palais"),
        ("Did Peter Kyle attend?", "Yes. Peter Kyle attended."),
        ("Which ministers attended?", "These ministers came, as far as my sources tell: Peter Kyle"),
    ],
)
def test_the_examples_answer(text: str, said: str, taught: Engine, asked_at: datetime) -> None:
    answer = taught.answer(Question(text, asked_at, "en"))
    assert answer.outcome is Outcome.ANSWER
    assert answer.text.startswith(said)


def test_what_the_guide_says_that_check_says_is_said(taught: Engine, asked_at: datetime) -> None:
    explained = GUIDE.split("## What `make check` says and means")[1].split("\n## ")[0]
    sentences = re.findall(r"^\| `([^`]+)` \|", explained, re.MULTILINE)
    assert len(sentences) > 15
    told = [path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "broken_knowledge").glob("*/expected.txt")]
    told += report(survey(taught.knowledge, asked_at.date()))
    told += [
        str(Failure("venue", "when", wanted, (reached,))) for wanted, reached in ((True, "dates"), (False, "venue"))
    ]
    assert [sentence for sentence in sentences if not any(sentence in line for line in told)] == []


def test_links_lead_somewhere() -> None:
    links: list[str] = re.findall(r"\]\(([^)#:]+)\)", GUIDE)
    assert links
    assert [link for link in links if not (ROOT / "knowledge" / link).exists()] == []
