"""Text becomes words: cleaned, folded, cut, written out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitbot.knowledge.language_pack import LanguagePack
from summitbot.understanding.words import LONGEST_QUESTION, Wording, as_written, fold, folded_words, tokenise


def words(text: str) -> list[str]:
    return [token.text for token in tokenise(text)]


@pytest.mark.parametrize(("word", "folded"), [("Élysée", "elysee"), ("STRASSE", "strasse"), ("Straße", "strasse")])
def test_case_and_accents_fall_away(word: str, folded: str) -> None:
    assert fold(word) == folded


@given(st.text())
def test_what_is_folded_stays_so(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("109 billion", ["109bn"]),
        ("109 milliards", ["109bn"]),
        ("1,500 boats", ["1500", "boats"]),
        ("2,5 and 2.5", ["2.5", "and", "2.5"]),
        ("the U.K. came", ["the", "uk", "came"]),
        ("a <@123> b <#45> c <:wave:67>", ["a", "b", "c"]),
        ("see https://example.org/page?x=1 now", ["see", "now"]),
        ("||hidden|| words", ["hidden", "words"]),
        ("is {person.name} here", ["is", "{person}", "here"]),
        ("ﬁne ｗｏｒｄｓ", ["fine", "words"]),
    ],
)
def test_a_text_is_cut_into_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_words_keep_how_they_were_written() -> None:
    assert [(t.surface, t.capital) for t in tokenise("Who is Edda?")] == [("Who", True), ("is", False), ("Edda", True)]


def test_only_so_many_words_of_a_long_text_are_read() -> None:
    assert len(tokenise("word " * 1000)) == LONGEST_QUESTION


def test_a_possessive_and_a_contracted_not_come_apart() -> None:
    assert folded_words("Norway's") == ("norway",)
    assert folded_words("didn't") == ("did", "not")


@pytest.fixture(scope="module")
def wording() -> Wording:
    pack = LanguagePack(
        name="Test",
        stemmer="english",
        fillers=("please", "tell me"),
        contractions={"what's": "what is"},
        spelling={"wen": "when"},
        synonyms=(("begin", "start", "kick off"),),
    )
    return Wording(pack, (("keeper", "warden"),))


def test_contractions_and_slang_are_written_out(wording: Wording) -> None:
    assert [t.text for t in wording.write_out(tokenise("wen what’s"))] == ["when", "what", "is"]


def test_slang_behind_an_apostrophe_is_written_out(wording: Wording) -> None:
    assert [t.text for t in wording.write_out(tokenise("d'wen wen's"))] == ["d", "when", "when"]


def test_fillers_fall_away_unless_nothing_would_be_left(wording: Wording) -> None:
    assert wording.without_fillers(["please", "tell", "me", "when"]) == ["when"]
    assert wording.without_fillers(["tell", "me"]) == ["tell", "me"]


def test_words_of_one_meaning_are_written_alike(wording: Wording) -> None:
    assert wording.canonical(["did", "it", "kick", "off"]) == wording.canonical(["did", "it", "start"])
    assert wording.canonical(["warden"]) == ["keeper"]


def test_phrases_of_a_pack_are_written_out_as_questions_are() -> None:
    pack = LanguagePack(
        name="Test",
        fillers=("that's it", "so"),
        contractions={"what's": "what is", "that's": "that is"},
        synonyms=(("what is", "what's up with"), ("yet", "so far")),
    )
    wording = Wording(pack)
    assert wording.canonical(["what", "is", "up", "with"]) == ["what", "is"]
    assert wording.without_fillers(["that", "is", "it", "so"]) == ["that", "is", "it", "so"]
    assert wording.without_fillers(["that", "is", "it", "when"]) == ["when"]


def test_a_filler_stays_part_of_a_phrase() -> None:
    wording = Wording(LanguagePack(name="Test", fillers=("so", "yet"), synonyms=(("by now", "so far"),)))
    assert wording.without_fillers(["so", "who", "came", "so", "far"]) == ["who", "came", "by", "now"]


def test_slots_have_no_stem(wording: Wording) -> None:
    assert wording.stem("{countries}") == "{countries}"
    assert wording.stem("lamps") == wording.stem("lamp")


@pytest.mark.parametrize(
    "text", ["l'assemblée des gardiens", "n'est-ce pas l'assemblée", "Duran Duran", "the Old Tower"]
)
def test_words_taken_apart_are_shown_as_they_were_written(wording: Wording, text: str) -> None:
    assert as_written(wording.write_out(tokenise(text))).replace("-", " ") == text.replace("-", " ")
