"""Names of all countries and territories in every language, from CLDR by way of Babel."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError

_NO_TERRITORIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes in CLDR that are no country: unions, groups and the unknown region."""


@cache
def all_territories(language: str) -> Mapping[str, str]:
    """ISO 3166-1 code -> name in `language`, such as FR -> France; empty for a language that CLDR does not know."""
    try:
        territories = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        code: name
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_TERRITORIES
    }
