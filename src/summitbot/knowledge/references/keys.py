"""Keys that name something elsewhere: sources, countries, languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from summitbot.knowledge.problems import closest, one_of
from summitbot.knowledge.references.findings import Existing, Finding, Place
from summitbot.knowledge.shapes import EVERY_LANGUAGE


def key_faults(place: Place, key: str, section: str, existing: Existing) -> Iterator[Finding]:
    """A key that the section does not have."""
    known = existing.keys.get(section, frozenset())
    if key in known or section in existing.unread:
        return
    meant = closest(key, sorted(known))
    mend = f"did you mean {meant}?" if meant else f"correct it, or add it to {section}.yaml"
    yield Finding(place, key, f"is not among the {section}", "", mend)


def source_faults(place: Place, sources: Iterable[str], existing: Existing) -> Iterator[Finding]:
    """Sources of the claim at `place` that there are not."""
    for index, key in enumerate(sources):
        yield from key_faults(place.at("sources", index), key, "sources", existing)


def language_faults(place: Place, codes: Iterable[str], existing: Existing) -> Iterator[Finding]:
    """Languages that the keys of the text at `place` name, and that nobody knows."""
    for code in codes:
        if code != EVERY_LANGUAGE and code not in existing.languages:
            yield unknown_language(place.at(code, "[key]"), code, existing)


def unknown_language(place: Place, code: str, existing: Existing) -> Finding:
    """The finding that a language is not known."""
    meant = closest(code, existing.languages)
    mend = f"did you mean {meant}?" if meant else f"or add languages/{code}.yaml"
    return Finding(place, code, "is a language that is not known here", one_of(existing.languages), mend)
