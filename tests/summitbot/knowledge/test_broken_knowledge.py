"""Every mistake in tests/broken_knowledge earns the sentences in its expected.txt, word for word."""

from pathlib import Path

import pytest

from summitbot.knowledge.loading import find_problems, load_knowledge
from summitbot.knowledge.problems import KnowledgeError

BROKEN = Path(__file__).parents[2] / "broken_knowledge"


def problems_of(folder: Path) -> list[str]:
    return [str(problem).replace(f"{folder}:", "<folder>:") for problem in find_problems(folder)]


@pytest.mark.parametrize("folder", sorted(BROKEN.iterdir()), ids=lambda folder: folder.name)
def test_a_mistake_earns_its_sentence(folder: Path) -> None:
    expected = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert problems_of(folder) == expected


def test_all_mistakes_are_told_at_once_and_in_order() -> None:
    places = [problem.split(": ")[0] for problem in problems_of(BROKEN / "many-mistakes")]
    assert places == [
        "people/edda-stein.yaml:3:10",
        "people/edda-stein.yaml:7:14",
        "sources.yaml:1:1",
        "topics/a.yaml:5:9",
        "topics/a.yaml:6:1",
        "topics/a.yaml:7:14",
        "topics/b.yaml:2:16",
    ]


def test_a_mistake_in_one_place_does_not_hide_what_does_not_agree_elsewhere() -> None:
    """The person's wrong date leaves its country compared, and the broken source is known to exist."""
    told = "\n".join(problems_of(BROKEN / "many-mistakes"))
    assert "'SKERRIN' is not among the countries" in told
    assert "among the sources" not in told


def test_what_cannot_be_trusted_does_not_load() -> None:
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(BROKEN / "wrong-date")
    assert caught.value.problems == find_problems(BROKEN / "wrong-date")


@pytest.mark.parametrize("mistake", ["same-question-twice", "check-that-is-asked"])
def test_a_question_written_twice_is_reported_but_does_not_silence_the_bot(mistake: str) -> None:
    assert find_problems(BROKEN / mistake)
    assert load_knowledge(BROKEN / mistake).topics
