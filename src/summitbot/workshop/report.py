"""How `summitbot check` shows what a folder covers: a table, then each kind of gap with its number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from summitbot.workshop.checking import Failure
from summitbot.workshop.survey import Survey

NO_PROBLEMS = "No problems."


def report(survey: Survey, asked_back: Iterable[Failure] = ()) -> Iterator[str]:
    """Yield the lines for a folder without mistakes. `asked_back` are check questions that only led to a choice."""
    yield NO_PROBLEMS
    yield ""
    yield from _table(survey)
    yield ""
    yield from _gaps({**_gaps_by_kind(survey), "check questions only asked back": tuple(map(str, asked_back))})


def _table(survey: Survey) -> Iterator[str]:
    """A row for each number, with a column for each language where it depends on that."""
    languages = survey.languages
    rows: list[tuple[str, Sequence[object]]] = [
        ("", ("all", *(row.language for row in languages))),
        ("topics", (survey.topics, *(row.topics for row in languages))),
        ("phrasings", ("", *(row.phrasings for row in languages))),
        ("checks", ("", *(row.checks for row in languages))),
        ("near misses", ("", *(row.near_misses for row in languages))),
        ("texts", ("", *(row.texts for row in languages))),
        ("claims", (survey.claims,)),
        ("sources", (survey.sources,)),
        *((section, (number,)) for section, number in survey.entities.items()),
    ]
    width = max(len(label) for label, _ in rows)
    for label, cells in rows:
        yield f"{label:<{width}}{''.join(f'{cell:>8}' for cell in cells)}".rstrip()


def _gaps_by_kind(survey: Survey) -> dict[str, tuple[str, ...]]:
    return {
        "claims without a source": survey.unsourced,
        **{f"answers missing in {row.language}": row.missing for row in survey.languages},
        "stale expected claims": survey.stale,
        "unreachable topics": survey.unreachable,
        "aspects asked for by no topic": survey.unasked,
    }


def _gaps(by_kind: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Each kind with its number, zero as well; what there is follows, one a line."""
    width = max(map(len, by_kind))
    for kind, found in by_kind.items():
        yield f"{kind:<{width}} {len(found):>5}"
        yield from (f"  {gap}" for gap in found)
