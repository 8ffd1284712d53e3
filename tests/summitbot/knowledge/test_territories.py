"""Country names come from CLDR in every language."""

import pytest

from summitbot.knowledge.territories import all_territories


@pytest.mark.parametrize(
    ("language", "code", "name"),
    (("en", "FR", "France"), ("fr", "GB", "Royaume-Uni"), ("pt-BR", "DE", "Alemanha"), ("de", "XK", "Kosovo")),
)
def test_countries_have_names(language: str, code: str, name: str) -> None:
    assert all_territories(language)[code] == name


def test_only_countries_are_listed() -> None:
    codes = all_territories("en").keys()
    assert codes >= {"GB", "NO", "IN"}
    assert not codes & {"001", "150", "EU", "UN", "XA", "ZZ"}


@pytest.mark.parametrize("language", ("tlh", "*", "not a language", ""))
def test_a_language_that_cldr_does_not_know_has_no_names(language: str) -> None:
    assert all_territories(language) == {}
