"""Answer, ask back or say that it is not known: what follows from the ranked candidates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from summitbot.conversation import Candidate, Mention, Outcome
from summitbot.understanding.calibration import Thresholds
from summitbot.understanding.parts import THINGS
from summitbot.understanding.ranking import Ranked, Strangeness

MOST_OPTIONS = 4
NAME_LIKE = 0.6
"""Share of the threshold from which what looks like a name is named as unknown."""
WHOLE_QUESTION = 0.55
"""Score from which everyday words are taken for an unknown name: the rest of the question must fit a phrasing."""
HALF_TOLD = 0.5
"""Share of the question's meaning that an answer tells, from which it is an answer even if another topic has one."""
AS_LIKELY = 0.7
"""Share of the score of a topic that takes no name, from which one that takes it may be meant as well."""
UNKNOWN_LEAD = 0.04
"""By how much the reading with an unknown name must be better than the best without."""
RARE_LEAD = -0.02
"""The same for words that nobody uses otherwise: the reading without leaves the name out."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome with what led to it."""

    outcome: Outcome
    chosen: Ranked | None = None
    options: tuple[Candidate, ...] = ()
    unknown_name: str | None = None


def decide(ranked: Sequence[Ranked], thresholds: Thresholds) -> Decision:
    """The outcome for candidates sorted by score."""
    known = [r for r in ranked if r.variant.is_known]
    unknown = [r for r in ranked if not r.variant.is_known]
    best = known[0] if known else None
    named = _unknown_name(unknown, best, thresholds)
    if named is not None:
        return Decision(Outcome.UNKNOWN, named, unknown_name=_name(named))
    if best is None or best.candidate.score < thresholds.doubt:
        return _unknown(best, unknown, thresholds)
    if best.candidate.score < thresholds.answer:
        return Decision(Outcome.CLARIFY, best, _options(known, thresholds.doubt))
    same = _first_by_slots([best, *(r for r in known[1:] if _may_be_meant(r, best, thresholds))])
    if len(same) > 1 or _ambiguous(best):
        return Decision(Outcome.CLARIFY, best, _in_turn(map(_bearers, same)))
    close = [r for r in known if r is best or _rivals(r.candidate, best.candidate, thresholds.margin)]
    if len(close) > 1:
        return Decision(Outcome.CLARIFY, best, _options(close, thresholds.doubt))
    return Decision(Outcome.ANSWER, best)


def _unknown(best: Ranked | None, unknown: Sequence[Ranked], thresholds: Thresholds) -> Decision:
    """Nothing fits: what it would have been about is named, if the rest of the question is understood."""
    if unknown and unknown[0].candidate.score >= thresholds.answer:
        return Decision(Outcome.UNKNOWN, unknown[0], unknown_name=_name(unknown[0]))
    return Decision(Outcome.UNKNOWN, best)


def _rivals(other: Candidate, best: Candidate, margin: float) -> bool:
    """Whether the other may as well be meant. What is written out word for word is meant rather than a slot."""
    likely = other.score >= best.score - margin and not (_tells(other) and _tells(best))
    return likely and (not best.exact or (other.exact and len(other.slots) == len(best.slots)))


def _tells(candidate: Candidate) -> bool:
    """Whether its answer holds half of what the question says: of two such either answers."""
    return candidate.parts.get("told", 0.0) >= HALF_TOLD


def _unknown_name(unknown: Sequence[Ranked], best: Ranked | None, thresholds: Thresholds) -> Ranked | None:
    """The reading with the unknown name that a question is about: what can be nothing else, or what fits best."""
    if unknown and _better_unknown(unknown[0], best, thresholds):
        return unknown[0]
    exact = best is not None and best.candidate.exact
    return None if exact else next((r for r in unknown if r.variant.unknown is Strangeness.CERTAIN), None)


def _better_unknown(unknown: Ranked, best: Ranked | None, thresholds: Thresholds) -> bool:
    strangeness = unknown.variant.unknown or Strangeness.EVERYDAY
    least = WHOLE_QUESTION if strangeness is Strangeness.EVERYDAY else thresholds.answer * NAME_LIKE
    if unknown.candidate.score < least:
        return False
    lead = RARE_LEAD if strangeness >= Strangeness.RARE else UNKNOWN_LEAD
    return best is None or unknown.candidate.score > best.candidate.score + lead


def _name(ranked: Ranked) -> str:
    return next(m.surface for m in ranked.variant.slots.values() if not m.entities)


def _ambiguous(ranked: Ranked) -> bool:
    return any(len(m.entities) > 1 for m in ranked.variant.slots.values())


def _may_be_meant(other: Ranked, best: Ranked, thresholds: Thresholds) -> bool:
    """Whether it reads the same words as a name of something else.

    That is a thing of another kind; or, beside a topic that takes no name and fits hardly better, one of several
    things: "what happened to the institute?".
    """
    taken = best.variant.slots.values()
    if not taken and not best.candidate.exact and other.candidate.score >= best.candidate.score * AS_LIKELY:
        return any(m.kind in THINGS and len(m.entities) > 1 for m in other.variant.slots.values())
    namesakes = any(_is_namesake(m, n) for m in other.variant.slots.values() for n in taken)
    return namesakes and other.candidate.score >= thresholds.doubt


def _is_namesake(one: Mention, other: Mention) -> bool:
    """Whether the same words name things of two kinds; an office and who holds it are no two things."""
    same = (one.start, one.end, one.surface) == (other.start, other.end, other.surface) and one.kind != other.kind
    return same and "group" not in {one.kind, other.kind} and set(one.entities).isdisjoint(other.entities)


def _first_by_slots(ranked: Iterable[Ranked]) -> list[Ranked]:
    """The best of those that fill the same slots."""
    found: dict[frozenset[str], Ranked] = {}
    for r in ranked:
        found.setdefault(frozenset(r.variant.slots), r)
    return list(found.values())


def _in_turn(options: Iterable[tuple[Candidate, ...]]) -> tuple[Candidate, ...]:
    """The first options of each before the second ones."""
    return tuple(option for row in zip_longest(*options) for option in row if option is not None)


def _bearers(ranked: Ranked) -> tuple[Candidate, ...]:
    """One option for each entity that bears the ambiguous name."""
    best = ranked.candidate
    found = next(((k, m) for k, m in ranked.variant.slots.items() if len(m.entities) > 1), None)
    if found is None:
        return (best,)
    kind, mention = found
    return tuple(
        Candidate(best.topic, best.phrasing, best.score, slots={**best.slots, kind: id_}) for id_ in mention.entities
    )


def _options(ranked: Sequence[Ranked], least: float) -> tuple[Candidate, ...]:
    options: list[Candidate] = []
    for r in ranked:
        if r.candidate.score < least or len(options) == MOST_OPTIONS:
            break
        options += _bearers(r)
    return tuple(options[:MOST_OPTIONS])
