"""Why a question was answered as it was: the trace of a reading, for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from summitbot import Candidate, Gate, Mention, Reading

MOST_CANDIDATES = 5


def explain(reading: Reading) -> Iterator[str]:
    """Yield the lines that say what was understood, what it could have been, and how that was decided."""
    yield from _row("question", f"“{reading.text}”")
    yield from _row("language", reading.language)
    yield from _row("corrected", _pairs(reading.corrections))
    for mention in reading.mentions:
        yield from _row("name", _mention(mention))
    yield from _row("unknown", ", ".join(f"“{name}”" for name in reading.unknown_names))
    yield from _row("context", "taken over from the question before" if reading.from_context else "")
    yield from _row("asks for", "what was expected beforehand" if reading.wants_expectation else "")
    yield from _row("negative", "no yes or no begins the answer" if reading.negated else "")
    yield from _row("outcome", _outcome(reading))
    yield from _row("thresholds", _thresholds(reading))
    for candidate in reading.candidates[:MOST_CANDIDATES]:
        yield from _candidate(candidate)


def _row(label: str, text: str) -> Iterator[str]:
    """One labelled line, or none where there is nothing to say."""
    if text:
        yield f"{label:<10} {text}"


def _pairs(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name} → {value}" for name, value in values.items())


def _mention(mention: Mention) -> str:
    bearers = " or ".join(mention.entities) or "nobody known"
    return f"“{mention.surface}” {mention.kind}: {bearers} ({'exact' if mention.exact else 'similar'})"


def _outcome(reading: Reading) -> str:
    reached = f" with {reading.topic}" if reading.topic else ""
    slots = f" ({_pairs(reading.slots)})" if reading.slots else ""
    how = "an exact match" if reading.exact else f"score {reading.score:.2f}"
    return f"{reading.outcome}{reached}{slots}, {how}"


def _thresholds(reading: Reading) -> str:
    if not reading.threshold:
        return ""
    line = f"answers from {reading.threshold:.2f}, asks back from {reading.doubt:.2f}"
    return f"{line}: {reading.threshold_origin}" if reading.threshold_origin else line


def _candidate(candidate: Candidate) -> Iterator[str]:
    exact = " (exact)" if candidate.exact else ""
    yield f"  {candidate.score:.2f}  {candidate.topic}: “{candidate.phrasing}”{exact}"
    details = {
        "slots": _pairs(candidate.slots),
        "parts": ", ".join(f"{name} {value:.2f}" for name, value in candidate.parts.items()),
        "gates": ", ".join(_gate(gate) for gate in candidate.gates),
    }
    yield from (f"        {name}: {text}" for name, text in details.items() if text)


def _gate(gate: Gate) -> str:
    verdict = "passed" if gate.passed else f"failed, ×{gate.factor:.2f}"
    return f"{gate.name} {verdict}" + (f" ({gate.note})" if gate.note else "")
