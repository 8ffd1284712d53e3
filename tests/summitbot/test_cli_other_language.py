"""A language that the engine does not bring along: all that an asker sees of it comes from YAML."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from summitbot import Engine, load_knowledge
from summitbot.cli import main
from summitbot.knowledge.loading import find_problems
from summitbot.terminal.chat import Chat
from summitbot.workshop.survey import survey
from tests.summitbot.congress import AFTER, TINY

SPANISH = """
name: español
stemmer: spanish
question_words:
  when: [cuándo, qué día]
  where: [dónde]
  who: [quién]
negations: [no, nunca]
opposites:
  - [[empezó, empezar, comenzó], [terminó, terminar, acabó]]
follow_ups: [y]
conjunctions: [y]
fillers: [por favor]
name_words: [el, la, los, las, de, del]
months: [enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre, octubre, noviembre, diciembre]
weekdays: [lunes, martes, miércoles, jueves, viernes, sábado, domingo]
sentences:
  unknown: "No lo sé. Solo respondo sobre {summit}."
  unknown-name: "No tengo nada sobre «{name}»."
  clarify: "No sé qué quiere decir:"
  clarify-name: "«{name}» puede ser más de uno. ¿Cuál?"
  did-you-mean: "Puede preguntar:"
  as-of: "A {date}"
  source: "Fuente:"
  later: "Eso es posterior al día de su pregunta. A {date} se sabía: {text}"
  chat-welcome: "Haga sus preguntas: {summit}."
  chat-why: "decir por qué se respondió así"
  chat-help: "decir qué se puede preguntar"
  chat-quit: "salir"
"""
START = """
ask:
  en: [When did the congress start?]
  es: [¿Cuándo empezó el congreso?, qué día comenzó]
answer:
  en: It started on 12 June 2024.
  es: Empezó el 12 de junio de 2024.
status: happened
as_of: 2024-06-14
sources: [island-gazette]
"""
ATTENDANCE = """
ask:
  en: ["Did {person} attend?"]
  es: ["¿Asistió {person}?", "estuvo {person}"]
answer: "{person.attendance}"
sentences:
  happened: {en: "Yes: {person.name} attended.", es: "Sí: {person.name} asistió."}
  did not happen: {en: "No: {person.name} did not attend.", es: "No: {person.name} no asistió."}
  expected: {en: "{person.name} was expected.", es: "Se esperaba a {person.name}."}
  confirmed: {en: "{person.name} had confirmed.", es: "{person.name} lo había confirmado."}
otherwise: {en: "I do not know.", es: "No consta si asistió {person.name}."}
"""
WHO = """
ask:
  en: ["Who is {person}?"]
  es: ["¿Quién es {person}?"]
answer:
  en: "{person.name} was {person.role}."
  es: "{person.name} ({person.role})."
"""
TITLE = "Two days of light: what the keepers agreed"
FILES: Mapping[str, str] = {
    "languages/es.yaml": SPANISH,
    "topics/start.yaml": START,
    "topics/attendance.yaml": ATTENDANCE,
    "topics/who-is.yaml": WHO,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny summit with a few topics in Spanish."""
    folder = tmp_path_factory.mktemp("spanish")
    shutil.copytree(TINY, folder, dirs_exist_ok=True)
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    summit = (folder / "summit.yaml").read_text(encoding="utf-8")
    spanish = summit.replace("[en, fr]", "[en, fr, es]").replace("name:\n", "name:\n  es: Congreso de los fareros\n")
    (folder / "summit.yaml").write_text(spanish, encoding="utf-8")
    return folder


def said(folder: Path, capsys: pytest.CaptureFixture[str], *asked: str) -> list[str]:
    """The lines that `summitbot ask` prints."""
    assert main(["ask", "--knowledge", str(folder), *asked]) == 0
    return capsys.readouterr().out.splitlines()


def test_the_answer_and_its_source_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(folder, capsys, "cuándo empezó el congreso") == [
        "Empezó el 12 de junio de 2024.",
        "",
        f"A 14 de junio de 2024 · Fuente: Skerrin Gazette, {TITLE} (https://gazette.example/keepers)",
    ]


def test_an_answer_about_a_person(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(folder, capsys, "¿Asistió Tormod Halvorsen?")[0] == "No: Tormod Halvorsen no asistió."


def test_what_is_not_known(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(folder, capsys, "--language", "es", "xyzzy plugh")[0] in {
        "No lo sé. Solo respondo sobre Congreso de los fareros.",
        "No tengo nada sobre «xyzzy plugh».",
    }
    assert said(folder, capsys, "¿Asistió Edda Stein?")[0] == "No consta si asistió Edda Stein."


def test_what_could_be_asked_instead(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(folder, capsys, "dónde empezó la niebla de noche") == [
        "No lo sé. Solo respondo sobre Congreso de los fareros.",
        "",
        "Puede preguntar:",
        "  - ¿Cuándo empezó el congreso?",
    ]


def test_one_question_is_asked_back_in_the_words_that_the_language_has(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(folder, capsys, "empezó a llover de noche en la isla") == [
        "No sé qué quiere decir:",
        "  - ¿Cuándo empezó el congreso?",
    ]


def test_a_question_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(folder, capsys, "¿Asistió Halvorsen?") == [
        "«Halvorsen» puede ser más de uno. ¿Cuál?",
        "  - ¿Asistió Ingrid Halvorsen?",
        "  - ¿Asistió Tormod Halvorsen?",
    ]


def test_an_answer_for_a_day_before(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (first, *_) = said(folder, capsys, "--date", "2024-01-01", "¿Asistió Sunniva Roe?")
    assert first == "Eso es posterior al día de su pregunta. A 14 de junio de 2024 se sabía: Sí: Sunniva Roe asistió."


def test_what_chat_offers(folder: Path) -> None:
    chat = Chat(Engine(load_knowledge(folder)), "es", lambda: AFTER)
    lines = list(chat.reply("/help"))
    assert lines[0] == "Haga sus preguntas: Congreso de los fareros."
    assert lines[-3:] == [
        "  /why   decir por qué se respondió así",
        "  /help  decir qué se puede preguntar",
        "  /quit  salir",
    ]


def test_the_folder_has_no_mistakes_and_what_is_not_translated_is_counted(folder: Path) -> None:
    assert find_problems(folder) == ()
    spanish = survey(load_knowledge(folder)).languages[2]
    assert (spanish.language, spanish.topics) == ("es", 3)
    assert "topics/venue.yaml: answer: write it in es too, under es:" in spanish.missing
