"""A folder becomes frozen knowledge, or every problem in it is told."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitbot.knowledge.knowledge import Knowledge
from summitbot.knowledge.loading import folder as folders
from summitbot.knowledge.loading import load_knowledge
from summitbot.knowledge.problems import KnowledgeError, Problem
from summitbot.knowledge.shapes import Country, Person, ProgrammePart, Status

TESTS = Path(__file__).parents[2]
TOPIC = "ask: [Where is it?]\nanswer: On the island.\n"

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of a folder that holds one topic already."""

    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    write_file("topics/venue.yaml", TOPIC)
    return write_file


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(folder)
    return [str(problem) for problem in caught.value.problems]


@pytest.fixture(scope="module")
def tiny() -> Knowledge:
    return load_knowledge(TESTS / "tiny_summit")


# The tiny summit


def test_every_kind_of_thing_is_there(tiny: Knowledge) -> None:
    numbers = {slot: len(things) for slot, things in tiny.entities.items()}
    assert numbers == {
        "person": 6,
        "organisation": 2,
        "country": 3,
        "place": 2,
        "part": 2,
        "theme": 2,
        "outcome": 2,
        "edition": 1,
        "group": 2,
    }
    assert len(tiny.topics) == 15
    assert list(tiny.sources) == ["congress-site", "island-gazette", "north-radio"]
    assert tiny.words.synonyms["fr"][1] == ("gardien", "veilleur")
    assert tiny.summit is not None
    assert tiny.summit.ends == date(2024, 6, 13)
    assert tiny.language_codes == ("en", "fr")


def test_files_of_many_and_of_one_stand_side_by_side_in_order(tiny: Knowledge) -> None:
    people = ["maeve-okelly", "jean-kerbrat", "sunniva-roe", "edda-stein", "ingrid-halvorsen", "tormod-halvorsen"]
    assert list(tiny.entities["person"]) == people


def test_claims_keep_their_order_and_dates(tiny: Knowledge) -> None:
    expected, absent = tiny.entities["person"]["tormod-halvorsen"].facts["attendance"]
    assert (expected.status, expected.as_of) == (Status.EXPECTED, date(2024, 6, 1))
    assert (absent.status, absent.sources) == (Status.DID_NOT_HAPPEN, ("north-radio",))


def test_the_time_of_day_is_still_in_the_answer(tiny: Knowledge) -> None:
    assert tiny.topics["start"].answer["en"].endswith("at 10:30.")


def test_norway_is_no_falsehood(tiny: Knowledge) -> None:
    person = tiny.entities["person"]["ingrid-halvorsen"]
    assert isinstance(person, Person)
    assert person.country == "NO"


def test_countries_take_their_names_from_cldr(tiny: Knowledge) -> None:
    countries = tiny.entities["country"]
    assert dict(countries["NO"].name) == {"en": "Norway", "fr": "Norvège"}
    assert dict(countries["IE"].name) == {"en": "Ireland", "fr": "Irlande"}
    assert dict(countries["FARHOLM"].name) == {"en": "Farholm", "fr": "Farholme"}


def test_a_single_claim_needs_no_list(tiny: Knowledge) -> None:
    assert len(tiny.entities["theme"]["fog"].facts["about"]) == 1


# What a folder may be


def test_a_folder_of_plain_questions_and_answers_is_enough(write: Write, tmp_path: Path) -> None:
    write("topics/what is_it.v2.yaml", "ask: [What is it?]\nanswer: A lamp.\n")
    knowledge = load_knowledge(tmp_path)
    assert list(knowledge.topics) == ["venue", "what is_it.v2"]
    assert knowledge.summit is None
    assert knowledge.entities == {}


def test_a_path_in_words_will_do(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("topics/venue.yaml", TOPIC + "status: happend\n")
    monkeypatch.chdir(tmp_path)
    assert problems_of(Path())[0].startswith("topics/venue.yaml:3:9: 'happend'")


def test_what_is_no_knowledge_is_passed_over(write: Write, tmp_path: Path) -> None:
    for name in (
        "README.md",
        ".git/config.yaml",
        "_drafts/new.yaml",
        "topics/_new.yaml",
        "topics/.b.yaml.swp",
        "a.txt",
    ):
        write(name, "{not yaml")
    write("pictures/tower.svg", "<svg/>")
    assert list(load_knowledge(tmp_path).topics) == ["venue"]


def test_no_folder_is_a_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "no") == [
        f"{tmp_path / 'no'}: there is no such folder; expected a folder with topics/<name>.yaml in it"
    ]


def test_a_file_is_no_folder(write: Write, tmp_path: Path) -> None:
    assert "a file, not a folder" in problems_of(write("a.yaml", ""))[0]
    (tmp_path / "a.yaml").unlink()


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == [
        f"{tmp_path}: this folder has no topics; expected topics/<name>.yaml with ask: and answer:"
    ]


def test_links_within_the_folder_are_followed(write: Write, tmp_path: Path) -> None:
    """As a Kubernetes volume has them: every file is a link into a hidden folder."""
    write("..data/places.yaml", "old-tower:\n  name: the Old Tower\n")
    (tmp_path / "places.yaml").symlink_to("..data/places.yaml")
    assert "old-tower" in load_knowledge(tmp_path).entities["place"]


def test_a_link_to_the_whole_folder_is_followed(write: Write, tmp_path: Path) -> None:
    write("places.yaml", "old-tower:\n  name: the Old Tower\n")
    link = tmp_path.parent / f"{tmp_path.name}-link"
    link.symlink_to(tmp_path)
    assert "old-tower" in load_knowledge(link).entities["place"]


@pytest.mark.parametrize("target", ("/etc/hostname", "../outside.yaml", "."))
def test_links_out_of_the_folder_are_not_followed(write: Write, tmp_path: Path, target: str) -> None:
    (tmp_path.parent / "outside.yaml").write_text(TOPIC)
    link = tmp_path / "topics" / "link.yaml"
    link.symlink_to(".." if target == "." else Path("..") / target if target.startswith("..") else target)
    if target == ".":  # leads to the folder itself, which is a folder within a folder
        assert load_knowledge(tmp_path).topics.keys() == {"venue"}
    else:
        assert "leads out of the folder" in problems_of(tmp_path)[0]


def test_a_link_to_nowhere_is_a_problem(write: Write, tmp_path: Path) -> None:
    (tmp_path / "topics" / "link.yaml").symlink_to("nowhere.yaml")
    assert problems_of(tmp_path) == ["topics/link.yaml: this link leads to nothing; put the file itself here"]


def test_a_file_that_is_too_large_is_refused(write: Write, tmp_path: Path) -> None:
    write("words.yaml", "#" * (folders.LARGEST_FILE + 1))
    assert problems_of(tmp_path) == ["words.yaml: this file is larger than 1024 KiB; divide it into several files"]


def test_too_many_files_are_refused(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MOST_FILES", 1)
    write("topics/start.yaml", TOPIC)
    assert problems_of(tmp_path) == [
        f"{tmp_path}: this folder holds more than 1 files; check that it is the right folder"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(write: Write, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "topics" / "pipe.yaml")
    assert problems_of(tmp_path) == ["topics/pipe.yaml: this is no ordinary file; put the file itself here"]


# Languages


def test_the_languages_of_the_engine_are_there(tiny: Knowledge) -> None:
    assert set(tiny.languages) >= {"en", "fr"}


def test_a_third_language_takes_only_yaml(write: Write, tmp_path: Path) -> None:
    write("languages/de.yaml", "name: Deutsch\nstemmer: german\nquestion_words:\n  where: [wo]\n")
    write("countries.yaml", "NO:\n")
    write("topics/venue.yaml", "ask:\n  de: [Wo war es?]\nanswer:\n  de: Auf der Insel.\n")
    knowledge = load_knowledge(tmp_path)
    assert knowledge.languages["de"].question_words["where"] == ("wo",)
    assert knowledge.entities["country"]["NO"].name["de"] == "Norwegen"
    assert knowledge.language_codes == ("de",)


def test_a_language_that_cldr_does_not_know_may_be_added(write: Write, tmp_path: Path) -> None:
    write("languages/tlh.yaml", "name: tlhIngan Hol\n")
    write("countries.yaml", "NO:\n")
    assert "tlh" not in load_knowledge(tmp_path).entities["country"]["NO"].name


# Names


def test_a_written_name_wins_and_cldr_fills_the_rest(write: Write, tmp_path: Path) -> None:
    write("countries.yaml", "GB:\n  name:\n    en: Britain\nTR:\n  name: Turquie\n")
    countries = load_knowledge(tmp_path).entities["country"]
    assert dict(countries["GB"].name) == {"en": "Britain", "fr": "Royaume-Uni"}
    assert dict(countries["TR"].name) == {"*": "Turquie"}
    assert isinstance(countries["GB"], Country)


def test_parts_of_a_day_need_no_end(tiny: Knowledge) -> None:
    part = tiny.entities["part"]["lamp-day"]
    assert isinstance(part, ProgrammePart)
    assert (part.starts, part.ends) == (date(2024, 6, 12), None)


# Whatever is in a file

_SIGNS = [
    "{",
    "}",
    "[",
    "]",
    "&a ",
    "*a",
    "!!int ",
    "? ",
    ": ",
    "'",
    '"',
    "|",
    ">",
    "%",
    "<<: ",
    "\\",
    ",",
    "#x",
    " #x",
]
_WORDS = ["ask:", "answer: ", "name: ", "facts: ", "en: ", "status: ", "~", "null", "x", "é", "0"]
_BLANKS = ["- ", "  ", "\n", "\t", "\xa0", "---\n", "...\n"]
_SCRAPS = st.lists(st.sampled_from(_SIGNS + _WORDS + _BLANKS), max_size=40).map(lambda parts: "".join(parts).encode())
_FILES = st.sampled_from(
    ["topics/a.yaml", "people.yaml", "people/a.yaml", "countries.yaml", "summit.yaml", "words.yaml"]
)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch")


@settings(max_examples=300)
@given(name=_FILES, data=st.binary(max_size=200) | _SCRAPS)
def test_any_bytes_load_or_earn_sentences(scratch: Path, name: str, data: bytes) -> None:
    path = scratch / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    problems: tuple[Problem, ...] = ()
    try:
        load_knowledge(scratch)
    except KnowledgeError as error:
        problems = error.problems
    finally:
        path.unlink()
    assert all(len(str(problem).splitlines()) == 1 and len(str(problem)) < 1000 for problem in problems)


@settings(max_examples=200)
@given(
    answer=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co")), min_size=1)
)
def test_a_plain_answer_is_kept_letter_by_letter_or_refused(scratch: Path, answer: str) -> None:
    """No text may change its meaning silently; blanks at its ends, and comments with a space, are YAML's own."""
    path = scratch / "topics" / "a.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"ask: [What is it?]\nanswer: {answer}\n", encoding="utf-8")
    try:
        (read,) = load_knowledge(scratch).topics["a"].answer.values()
    except KnowledgeError:
        return
    finally:
        path.unlink()
    if answer[0] not in "\"'{[|>" and " # " not in f" {answer} ":
        assert read == answer.strip(" ")


# Speed


def test_a_folder_as_large_as_a_real_one_loads_at_once(tmp_path: Path) -> None:
    """200 files with 2,500 phrasings. Processor time, so that a busy machine does not fail the test."""
    for name in ("topics", "people"):
        (tmp_path / name).mkdir()
    for n in range(100):
        questions = "".join(f"  - what about thing {n} in the way {way}\n" for way in range(25))
        (tmp_path / f"topics/t{n}.yaml").write_text(f"ask:\n{questions}answer: It is {n}.\n")
        claim = "{status: happened, as_of: 2024-06-14}"
        (tmp_path / f"people/p{n}.yaml").write_text(f"name: P{n}\nrole: keeper\nfacts:\n  attendance: {claim}\n")
    script = (
        "import sys, time; from pathlib import Path; from summitbot.knowledge.loading import load_knowledge;"
        "start = time.process_time(); load_knowledge(Path(sys.argv[1])); print(time.process_time() - start)"
    )
    ran = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=True)
    assert float(ran.stdout) < 0.5
